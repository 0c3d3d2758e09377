"""Coding free text: what people type, to concepts of the vocabulary.

The functions here use the built-in vocabulary and are ready at the first call; `prepare` makes them better by a model
that is trained in seconds and kept in a folder. An application that has imported ESCO or learns from its officers makes
its own `Coder` and `SkillsCoder` over `builtin().merged(...)`.
"""

from functools import lru_cache
from pathlib import Path

from matching.coding.coder import OCCUPATIONS, SKILLS, Coder
from matching.coding.label_index import LabelIndex
from matching.coding.model import StaleModel
from matching.coding.results import Coded, Coding
from matching.coding.skills import SkillsCoder
from matching.levels import (
    code_education,
    code_educations,
    code_language,
    code_languages,
    code_level,
    code_levels,
    parse_languages,
)
from matching.places import Gazetteer, code_place, code_places
from matching.vocabulary import builtin

__all__ = [
    "OCCUPATIONS",
    "SKILLS",
    "Coded",
    "Coder",
    "Coding",
    "Gazetteer",
    "LabelIndex",
    "SkillsCoder",
    "StaleModel",
    "code_education",
    "code_educations",
    "code_language",
    "code_languages",
    "code_level",
    "code_levels",
    "code_occupation",
    "code_occupations",
    "code_place",
    "code_places",
    "code_skills",
    "code_skills_of_each",
    "learn",
    "parse_languages",
    "prepare",
    "warm_up",
]


@lru_cache(maxsize=1)
def _occupations():
    return Coder(builtin())


@lru_cache(maxsize=1)
def _skills():
    return SkillsCoder(builtin())


def warm_up():
    """Load the built-in vocabulary, build its indexes and compile, so that the first query does not wait for them."""
    _occupations().code("welder")
    _skills().code("welding")


def prepare(folder, progress=None):
    """Load the models for the built-in vocabulary from a folder; train and keep those that are not there.

    Takes well under a second to load and about half a minute to train. A model of another version of the project or
    of the vocabulary is trained anew.

    Parameters
    ----------
    folder : path
        Where models may be kept, such as a user's cache folder.
    progress : callable, optional
        Called with (steps done, steps in all) while one is trained.

    Returns
    -------
    list of str
        What had to be trained: "occupations", "skills".
    """
    trained = []
    for name, coder in (("occupations", _occupations()), ("skills", _skills())):
        path = Path(folder) / f"{name}.npz"
        try:
            coder.load(path)
        except (FileNotFoundError, StaleModel):
            coder.train(path, progress=progress)
            trained.append(name)
    return trained


def code_occupation(text, k=5):
    """The occupations that a job title most likely means: a `Coding` of at most k `Coded`, best first."""
    return _occupations().code(text, k)


def code_occupations(texts, k=5):
    """`code_occupation` for each of many titles: a list of `Coding`."""
    return _occupations().code_many(texts, k)


def code_skills(text, k=5):
    """Every skill that a text names: a list of `Coding`, one a part of the text."""
    return _skills().code_all(text, k)


def code_skills_of_each(texts, k=5):
    """`code_skills` for each of many texts: a list of lists of `Coding`."""
    return [code_skills(text, k) for text in texts]


def learn(text, concept):
    """Let `code_occupation` remember, in this process, that a title was coded as a concept.

    Raises
    ------
    KeyError
        If the built-in vocabulary has no such occupation or unit group.
    """
    _occupations().learn(text, concept)
