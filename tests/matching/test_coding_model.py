from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from matching.coding.candidates import FEATURES, find_candidates
from matching.coding.encoder import Encoder
from matching.coding.fixed_order import CONSTANT, WEIGHTS, fixed_order
from matching.coding.model import Model, StaleModel, train_model
from matching.coding.reranker import MEMORY_PRIOR, Reranker
from matching.coding.selfmade import practice
from matching.coding.training import EncoderTrainer, Recipe
from matching.text import Coder, LabelIndex, SkillsCoder
from matching.vocabulary import Label, Vocabulary, builtin

SMALL = Recipe(dimensions=32, batch=256, epochs=1, least_steps=80, rate=0.02)
TITLES = ["soudeuse", "hair stylist", "chauffeur de camion", "مهندس مدني"]


@lru_cache(maxsize=1)
def part_of_the_vocabulary():
    """The first 80 occupations, so that training takes a second."""
    concepts = {concept.key: concept for concept in builtin().of_kind("occupation")[:80]}
    return Vocabulary(concepts, [label for label in builtin().variants if label.concept in concepts])


@pytest.fixture(scope="module")
def model_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "occupations.npz"
    Coder(part_of_the_vocabulary()).train(path, recipe=SMALL)
    return path


@pytest.fixture
def coder(model_file):
    trained = Coder(part_of_the_vocabulary())
    trained.load(model_file)
    return trained


def test_hidden_names_are_found_again_by_a_trained_coder_more_often_than_by_chance():
    index = Coder(part_of_the_vocabulary())
    exercise = practice(index, 150, seed=7, share=0.2)
    recipe = Recipe(dimensions=32, batch=256, least_steps=120, rate=0.02)
    model = train_model(index.without(exercise.hidden), recipe=recipe)
    part = index.without(exercise.hidden)
    part.attach(model.encoder)
    found = [int(np.argmax(part.concept_vectors @ model.encoder.encode(words))) for words in exercise.queries]
    right = np.mean([at == answer for at, answer in zip(found, exercise.answers, strict=True)])
    assert right > 0.4  # chance is below 0.01


def test_training_twice_gives_the_same_model(model_file, tmp_path):
    again = tmp_path / "again.npz"
    Coder(part_of_the_vocabulary()).train(again, recipe=SMALL)
    with np.load(model_file) as first, np.load(again) as second:
        assert first.files == second.files
        for name in first.files:
            np.testing.assert_array_equal(first[name], second[name])


def test_another_seed_gives_another_model(model_file):
    index = Coder(part_of_the_vocabulary())
    other = train_model(index, recipe=replace(SMALL, seed=2))
    assert not np.array_equal(
        other.encoder.concept_vectors, Model.load(model_file, index.fingerprint).encoder.concept_vectors
    )


def test_a_loaded_model_codes_like_the_trained_one(model_file, coder):
    assert coder.trained
    same = Coder(part_of_the_vocabulary())
    same.load(model_file)
    assert coder.code("welder") == same.code("welder")


def test_a_name_in_the_vocabulary_is_known_and_nonsense_is_not(coder):
    key, concept = next(iter(part_of_the_vocabulary().concepts.items()))
    coding = coder.code(concept.labels["en"])
    assert coding[0].isco == concept.isco
    assert coding.known
    assert coding[0].confidence > coder.code("zzqx vvk")[0].confidence if coder.code("zzqx vvk") else True
    assert not coder.code("zzqx vvk").known
    assert key in part_of_the_vocabulary().concepts


def test_a_model_of_another_vocabulary_is_noticed(model_file):
    changed = part_of_the_vocabulary()
    key = next(iter(changed.concepts))
    coder = Coder(Vocabulary(changed.concepts, [*changed.variants, Label(key, "en", "one name more")]))
    with pytest.raises(StaleModel, match="another vocabulary"):
        coder.load(model_file)
    assert not coder.trained


def test_a_model_of_another_version_is_noticed(model_file, monkeypatch):
    monkeypatch.setattr("matching.coding.model.VERSION", 999)
    with pytest.raises(StaleModel, match="another version"):
        Coder(part_of_the_vocabulary()).load(model_file)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_model_is_noticed(model_file, tmp_path, damage):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(model_file.read_bytes()[:5000] if damage is None else damage)
    with pytest.raises(StaleModel, match="cannot be read"):
        Coder(part_of_the_vocabulary()).load(broken)


def test_a_missing_model_is_told_apart_from_a_stale_one(tmp_path):
    with pytest.raises(FileNotFoundError):
        Coder(part_of_the_vocabulary()).load(tmp_path / "none.npz")


def test_a_vocabulary_too_small_to_hide_names_of_is_refused():
    concepts = dict(list(part_of_the_vocabulary().concepts.items())[:2])
    with pytest.raises(ValueError, match="too few"):
        Coder(Vocabulary(concepts)).train(recipe=SMALL)


def test_an_index_of_any_labels_finds_more_when_it_is_trained_as_the_coder_is(coder):
    concepts = [label.concept for label in coder.labels]
    isco = {concept: coder.vocabulary.isco(concept) for concept in concepts}
    index = LabelIndex([label.text for label in coder.labels], concepts, isco)
    before = index.search(TITLES, 5)[0]
    index.train(recipe=SMALL)
    found = index.search(TITLES, 5)[0]
    assert (found != before).any()
    for title, row in zip(TITLES, found, strict=True):
        assert [concepts[at] for at in row] == [coded.concept for coded in coder.code(title, 5)]


def test_practice_leaves_every_concept_a_name():
    index = Coder(part_of_the_vocabulary())
    hidden = practice(index, 10_000, share=0.5).hidden
    assert hidden.any()
    assert len(set(index.form_concept[~hidden])) == len(index.concepts)


@pytest.mark.parametrize("trained", [False, True])
def test_what_an_officer_coded_is_known_from_the_next_query_on(model_file, trained):
    coder = Coder(part_of_the_vocabulary())
    if trained:
        coder.load(model_file)
    concept = next(iter(part_of_the_vocabulary().concepts))
    assert not coder.code("zork blat").known
    coder.learn("Zork blat (m/f)", concept)
    assert coder.code("zork BLAT")[0].concept == concept
    assert coder.code("zork BLAT").known


def test_titles_like_learnt_ones_follow_them():
    coder = Coder(part_of_the_vocabulary())
    concept = next(iter(part_of_the_vocabulary().concepts))
    for number in range(25):
        coder.learn(f"zorkmeister blat {number}", concept)
    assert coder.code("zorkmeister blatt")[0].concept == concept


def test_a_concept_that_nobody_knows_cannot_be_learnt(coder):
    with pytest.raises(KeyError):
        coder.learn("welder", "occupation:does-not-exist")


def test_training_reports_its_progress():
    seen = []
    Coder(part_of_the_vocabulary()).train(recipe=SMALL, progress=lambda done, steps: seen.append((done, steps)))
    assert seen[-1][0] == seen[-1][1] == len(seen)


def test_a_title_in_both_genders_means_what_it_means_in_one(coder):
    one = find_candidates(coder, "Verkäufer im Lebensmittelhandel")
    both = find_candidates(coder, "Verkäufer / Verkäuferin im Lebensmittelhandel")
    column = FEATURES.index("encoder_concept")
    shared = np.intersect1d(one.concepts, both.concepts)
    assert len(shared)
    of_one, of_both = (c.features[np.searchsorted(c.concepts, shared), column] for c in (one, both))
    np.testing.assert_array_equal(of_one, of_both)


def test_titles_that_were_held_back_catch_up_at_the_end():
    index = Coder(part_of_the_vocabulary())
    late = np.arange(len(index.forms)) % 5 == 0
    recipe = replace(SMALL, least_steps=100, rate=0.02, finish=0.5)

    def nearness(**options):
        trainer = EncoderTrainer(index.forms, index.form_concept, index.concepts, recipe)
        trainer.run(late)
        trainer.finish(**options)
        encoder = trainer.encoder()
        vectors = encoder.encode_many([form for form, hidden in zip(index.forms, late, strict=True) if hidden])
        return (vectors * encoder.concept_vectors[index.form_concept[late]]).sum(axis=1).mean()

    assert nearness(late=late) > nearness() + 0.05


def test_the_fixed_order_has_the_weights_of_its_table_and_of_memory():
    named = dict(zip(FEATURES, fixed_order(), strict=False))
    assert {name: weight for name, weight in named.items() if weight} == WEIGHTS | {
        name: weight for name, weight in MEMORY_PRIOR.items() if weight
    }
    assert fixed_order()[-1] == CONSTANT


def test_occupations_are_trained_to_the_fixed_order_and_skills_learn_their_own(model_file, tmp_path):
    with np.load(model_file) as stored:
        np.testing.assert_array_equal(stored["weights"], fixed_order())
    skills = {concept.key: concept for concept in builtin().of_kind("skill")[:80]}
    labels = [label for label in builtin().variants if label.concept in skills]
    SkillsCoder(Vocabulary(skills, labels)).train(tmp_path / "skills.npz", recipe=SMALL)
    with np.load(tmp_path / "skills.npz") as stored:
        assert (stored["weights"] != fixed_order()).any()


def test_coded_titles_teach_an_order_of_their_own_once_there_are_enough(monkeypatch):
    monkeypatch.setattr("matching.coding.model.ENOUGH_CODED", 200)
    index = Coder(part_of_the_vocabulary())
    titles = [(form, index.concepts[at]) for form, at in zip(index.forms, index.form_concept, strict=True)][:400]
    few = train_model(index, titles[:150], order=fixed_order(), recipe=SMALL)
    many = train_model(index, titles, order=fixed_order(), recipe=SMALL)
    np.testing.assert_array_equal(few.reranker.weights, fixed_order())
    assert (many.reranker.weights != fixed_order()).any()


def test_confidences_follow_the_queries_that_are_asked_often():
    rng = np.random.default_rng(3)
    lists = [rng.random((4, len(FEATURES))).astype(np.float32) for _ in range(80)]
    weights = np.ones(len(FEATURES) + 1)
    best = [int(np.argmax(rows.sum(axis=1))) for rows in lists]
    easy = np.arange(80) % 2 == 0
    answers = [first if plain else (first + 1) % 4 for first, plain in zip(best, easy, strict=True)]

    def confidence(often):
        reranker = Reranker.calibrated(weights, lists, answers, np.where(easy, *often))
        return np.mean([reranker.confidences(reranker.scores(rows), rows).max() for rows in lists])

    assert confidence((9, 1)) > confidence((1, 9)) + 0.2


def test_a_concept_that_came_after_training_gets_the_mean_of_its_names(coder):
    whole, fewer = Coder(part_of_the_vocabulary()), coder.encoder
    vectors = fewer.vectors_of(fewer.concepts)
    new = whole.concepts[0]
    known = [concept for concept in fewer.concepts if concept != new]
    kept = [fewer.concepts.index(concept) for concept in known]
    whole.attach(Encoder(fewer.table, fewer.rows, fewer.arrays()["scales"], known, concept_vectors=vectors[kept]))
    mean = fewer.encode_many(whole.forms[: whole.sizes[0]]).sum(axis=0)
    np.testing.assert_allclose(whole.concept_vectors[0], mean / np.linalg.norm(mean), atol=1e-5)
    np.testing.assert_allclose(whole.nearness(mean)[0], np.linalg.norm(mean), rtol=0.02)
