import numpy as np

from matching.columns import SkillLists
from matching.cooccurrence import HIGHEST, related_by_cooccurrence
from matching.relations import Relations

CONCEPTS = ["skill:plaster", "skill:paint", "skill:talk"]


def lists(*people):
    start = np.cumsum([0, *(len(each) for each in people)])
    held = np.array([CONCEPTS.index(skill) for each in people for skill in each], np.int64)
    return SkillLists(start, held, np.zeros(held.size, np.uint8), CONCEPTS)


PAIR, BOTH = ("skill:plaster", "skill:paint"), ("skill:plaster", "skill:paint", "skill:talk")


def test_skills_held_by_the_same_people_are_related():
    crowd = lists(*[PAIR] * 60, *[("skill:talk",)] * 200, *[()] * 40)
    found = {(a, b): value for a, b, value in related_by_cooccurrence(crowd)}
    assert set(found) == {PAIR, PAIR[::-1]}
    assert 0.5 < found[PAIR] <= HIGHEST
    assert Relations(related_by_cooccurrence(crowd)).related("skill:paint")


def test_a_skill_that_everybody_holds_is_related_to_none():
    found = list(related_by_cooccurrence(lists(*[BOTH] * 60, *[("skill:talk",)] * 300)))
    assert all("skill:talk" not in (a, b) for a, b, _ in found)


def test_a_handful_of_people_relate_nothing():
    assert not list(related_by_cooccurrence(lists(*[PAIR] * 4, *[()] * 100)))
