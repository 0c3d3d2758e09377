"""What the engine must keep right that small random worlds do not reach: common skills, several blocks, threads."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from matching.columns import Coded, SeekerColumns, SkillLists
from matching.engine import layout, population, postings
from matching.engine.codebook import TooManyValues
from matching.index import RankingIndex
from matching.profiles import HeldSkill, RequiredLanguage, RequiredSkill, SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.weights import DEFAULT
from tests.matching.oracle import naive_rank
from tests.matching.strategies import TODAY

SIMILAR = {("skill:0", "skill:1"): 800, ("skill:3", "skill:0"): 700, ("skill:3", "skill:9"): 650}
VACANCY = VacancyProfile(
    1,
    skills=(
        RequiredSkill("skill:0", 80),
        RequiredSkill("skill:3", 60, level=3),
        RequiredSkill("skill:9", 30, essential=False),
    ),
    languages=(RequiredLanguage("eng", 3),),
    experience_years=5,
)


def crowd(size, seed=3):
    rng = np.random.default_rng(seed)
    people = []
    for id in range(1, size + 1):
        held = np.unique(np.minimum(rng.zipf(1.3, rng.integers(1, 8)) - 1, 30))
        skills = tuple(HeldSkill(f"skill:{skill}", int(rng.integers(1, 6))) for skill in held)
        languages = {"eng": int(rng.integers(0, 7))} if rng.random() < 0.8 else {}
        years = float(rng.integers(0, 20))
        people.append(SeekerProfile(id, skills=skills, languages=languages, experience_years=years))
    return people


def index_of(people):
    relations = Relations((a, b, thousandths / 1000) for (a, b), thousandths in SIMILAR.items())
    return RankingIndex(relations, today=TODAY, columns=SeekerColumns.from_profiles(people))


def assert_exact(index, people, vacancy=VACANCY):
    ids, scores, *_ = naive_rank(people, vacancy, DEFAULT, similar=SIMILAR, near={}, today=TODAY)
    ranking = index.rank(vacancy)
    assert ranking.ids.tolist() == ids
    assert ranking.scores.tolist() == scores


@pytest.fixture
def dense_from_the_first(monkeypatch):
    monkeypatch.setattr(postings, "DENSE_FROM", 0)


def test_skills_that_many_hold_are_ranked_exactly_and_stay_so(dense_from_the_first):
    people = {person.id: person for person in crowd(300)}
    index = index_of(people.values())
    assert index._population.postings.dense.shape[0] > 3
    assert_exact(index, people.values())
    for changed in crowd(120, seed=5):
        index.put(changed)
        people[changed.id] = changed
    for gone in range(50, 90):
        index.remove(gone)
        del people[gone]
    assert_exact(index, people.values())


def test_a_person_may_come_after_the_last_block_is_full():
    people = crowd(layout.BLOCK + 40)
    index = index_of(people[: layout.BLOCK - 3])
    for person in people[layout.BLOCK - 3 :]:
        index.put(person)
    assert_exact(index, people)


def test_a_thousand_changes_in_place_leave_the_postings_whole():
    people = {person.id: person for person in crowd(400)}
    index = index_of(people.values())
    rng = np.random.default_rng(8)
    for person in crowd(1000, seed=9):
        changed = replace(person, id=int(rng.integers(1, 600)))
        index.put(changed)
        people[changed.id] = changed
    assert_exact(index, people.values())
    fresh = index_of(people.values())
    assert fresh.rank(VACANCY, 600).scores.tolist() == index.rank(VACANCY, 600).scores.tolist()


def test_rankings_in_many_threads_are_those_of_one_while_others_change():
    people = crowd(5000)
    index = index_of(people)
    expected = index.rank(VACANCY).ids.tolist()
    stop, wrong = threading.Event(), []
    bystander = SeekerProfile(9999, active=False)

    def change():
        while not stop.wait(0.002):
            index.put(replace(bystander, skills=(HeldSkill("skill:0"), HeldSkill("skill:9"))))
            index.put(bystander)
            index.remove(9999)

    def rank():
        for _ in range(100):
            if index.rank(VACANCY).ids.tolist() != expected:
                wrong.append(1)

    writer, readers = threading.Thread(target=change), [threading.Thread(target=rank) for _ in range(4)]
    for thread in (writer, *readers):
        thread.start()
    for thread in readers:
        thread.join()
    stop.set()
    writer.join()
    assert not wrong


def test_many_vacancies_at_once_are_ranked_as_one_by_one():
    index = index_of(crowd(500))
    offers = [replace(VACANCY, id=id, experience_years=id) for id in range(1, 20)]
    together = index.rank_many(offers, 7)
    assert [ranking.ids.tolist() for ranking in together] == [index.rank(offer, 7).ids.tolist() for offer in offers]


def test_columns_and_profiles_make_the_same_index():
    people = crowd(200)
    ids = np.array([person.id for person in people])[::-1]
    listed = [person.skills for person in people[::-1]]
    columns = SeekerColumns(
        ids=ids,
        active=np.ones(200, bool),
        skills=SkillLists(
            start=np.cumsum([0, *(len(each) for each in listed)]),
            concept=np.array([int(skill.concept[6:]) for each in listed for skill in each]),
            level=np.array([skill.level for each in listed for skill in each]),
            concepts=[f"skill:{n}" for n in range(31)],
        ),
        languages={"eng": np.array([person.languages.get("eng", 255) for person in people[::-1]], np.uint8)},
        experience=Coded.of_numbers(np.array([person.experience_years for person in people[::-1]])),
    )
    assert_exact(RankingIndex(index_of([]).relations, today=TODAY, columns=columns), people)


def test_tidying_changes_the_layout_and_no_ranking(dense_from_the_first):
    people = {person.id: person for person in crowd(300)}
    index = index_of([])
    for person in people.values():
        index.put(person)
    for gone in range(20, 40):
        index.remove(gone)
        del people[gone]
    assert index._population.postings.dense.shape[0] == 0
    index.tidy()
    assert index._population.postings.dense.shape[0] > 3
    assert_exact(index, people.values())
    index.put(replace(people[7], active=False))
    assert_exact(index, (people | {7: replace(people[7], active=False)}).values())


def test_the_same_person_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        index_of([SeekerProfile(1), SeekerProfile(1)])


def test_values_beyond_the_codes_are_refused(monkeypatch):
    index = index_of([])
    monkeypatch.setattr(index._population.books["pay"], "_largest", 3)
    with pytest.raises(TooManyValues, match="pay"):
        for pay in range(10):
            index.put(SeekerProfile(1, pay_floor_monthly=float(pay)))


@pytest.mark.parametrize("many", [1, 10**9])
def test_a_ranking_among_some_holds_those_and_nobody_else(monkeypatch, many):
    monkeypatch.setattr(population, "MANY_IDS", many)
    people = {person.id: person for person in crowd(300)}
    index = index_of(people.values())
    index.put(replace(people[7], id=1000))
    people[1000] = replace(people[7], id=1000)
    index.remove(20)
    del people[20]
    among = np.array([1000, 250, 7, 20, 8, 5000, -3, 120])
    ids, *_ = naive_rank(people.values(), VACANCY, DEFAULT, among=among, similar=SIMILAR, near={}, today=TODAY)
    assert ids
    assert index.rank(VACANCY, among=among).ids.tolist() == ids
    assert index.rank(VACANCY, among=np.array([], np.int64)).ids.size == 0
