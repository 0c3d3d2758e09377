"""Practice queries made from the vocabulary itself, so that no parameter is learnt from anybody's evaluation.

A name of a concept becomes a query whose answer is known. The encoder sees none of these names while it learns. In
the index a third of them stay (the title is listed), a third are hidden, and for a third the names of the concept that
are nearly the same are hidden too (nothing like it is listed). Many queries are misspelt, cut or mixed with a strange
word, as titles are.
"""

import random
from dataclasses import dataclass

import numpy as np

from matching.coding.augmentation import corrupted

TOO_ALIKE = 0.6  # share of words in common from which on a name gives a hidden one away
CORRUPTED = 0.6
NOISY = 0.3
LEAST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Practice:
    """Queries with answers, and which names must be hidden for them.

    `queries` are tuples of words, `answers` positions of concepts; `hidden` (from the index) and `untaught` (to the
    encoder) are masks over the forms of the index.
    """

    queries: list
    answers: list
    hidden: np.ndarray
    untaught: np.ndarray


def practice(index, size, *, seed=1, share=0.06):
    """Choose names to hide, of different concepts as long as there are enough.

    Parameters
    ----------
    index : NameIndex
    size : int
        The most queries to make.
    seed : int
    share : float
        The most of all names that become queries.

    Returns
    -------
    Practice
    """
    rng = random.Random(seed)
    size = min(size, int(len(index.forms) * share))
    hidden = np.zeros(len(index.forms), bool)
    chosen, concepts = [], [at for at in range(len(index.concepts)) if index.sizes[at] >= LEAST_NAMES]
    for _ in range(4):
        rng.shuffle(concepts)
        for concept in concepts[: size - len(chosen)]:
            at = _choose(index, concept, hidden, rng, kind=len(chosen) % 3)
            if at is not None:
                chosen.append(at)
    queries = [_roughened(index.forms[at], index, rng) for at in chosen]
    untaught = hidden.copy()
    untaught[chosen] = True
    return Practice(queries, index.form_concept[chosen].tolist() if chosen else [], hidden, untaught)


def _choose(index, concept, hidden, rng, *, kind):
    """Choose a name: 0 leave it, 1 hide it, 2 hide those like it too; None if too few names would be left."""
    start, size = index.starts[concept], index.sizes[concept]
    at = start + rng.randrange(size)
    if hidden[at]:
        return None
    if kind == 0:
        return at
    near = [at]
    if kind == 2:
        words = set(index.forms[at])
        near = [other for other in range(start, start + size) if _alike(words, index.forms[other])]
    left = size - hidden[start : start + size].sum() - (~hidden[near]).sum()
    if left < max(1, size / 3):
        return None
    hidden[near] = True
    return at


def _alike(words, form):
    others = set(form)
    return len(words & others) >= TOO_ALIKE * max(len(words), len(others))


def _roughened(words, index, rng):
    """A query as people would write it who do not know the vocabulary."""
    if rng.random() < CORRUPTED:
        words = corrupted(words, rng)
    if rng.random() < NOISY:
        stranger = rng.choice(index.words)
        words = (stranger, *words) if rng.random() < 0.5 else (*words, stranger)
    return words
