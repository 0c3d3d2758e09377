import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import folding
from matching.text import LabelIndex

LABELS = ["Welder", "Soudeur", "Arc welder", "Barber", "Coiffeur", "Truck driver", "Lorry driver", "Bus driver"]
CONCEPTS = ["weld", "weld", "weld", "barb", "barb", "truck", "truck", "bus"]


@pytest.fixture(scope="module")
def index():
    return LabelIndex(LABELS, CONCEPTS)


@pytest.mark.parametrize(("query", "concept"), [("welders", "weld"), ("soudeuse", "weld"), ("lory driver", "truck")])
def test_the_nearest_label_comes_first(index, query, concept):
    indices, scores = index.search([query], k=3)
    assert CONCEPTS[indices[0, 0]] == concept
    assert (np.diff(scores[0]) <= 0).all()


def test_each_concept_is_found_once(index):
    indices, _ = index.search(["driver welder barber"], k=8)
    found = [CONCEPTS[i] for i in indices[0] if i >= 0]
    assert sorted(found) == sorted(set(found))


def test_a_query_without_a_known_letter_finds_nothing(index):
    indices, scores = index.search(["9 漢", ""], k=2)
    assert (indices == -1).all()
    assert (scores == 0).all()


def test_who_asks_for_more_than_is_compared_closely_gets_the_others_by_likeness():
    labels = [f"cook of {word}" for word in map("".join, itertools.product("abcdefghkm", repeat=3))]
    index = LabelIndex(labels, list(range(len(labels))))
    indices, scores = index.search("cook of abc", k=500)
    assert indices[0, 0] == labels.index("cook of abc")
    assert len(set(indices[0])) == 500
    assert indices.min() >= 0
    assert (np.diff(scores[0]) <= 0).all()
    assert scores[0, -1] > 0


def test_what_was_learnt_is_found_at_once():
    index = LabelIndex(LABELS, CONCEPTS)
    index.learn("Fleet hero", "bus")
    assert CONCEPTS[index.search("fleet hero")[0][0, 0]] == "bus"
    with pytest.raises(KeyError):
        index.learn("Fleet hero", "plane")


def test_labels_and_concepts_of_different_length_are_refused():
    with pytest.raises(ValueError, match="labels has length 1, concepts 2"):
        LabelIndex(["Welder"], ["a", "b"])


def test_an_index_without_a_word_is_refused():
    with pytest.raises(ValueError, match="no label"):
        LabelIndex(["--"], ["a"])


def test_weights_count_concepts_not_labels():
    index = LabelIndex(["head cook", "head cooker", "head cooking", "head nurse", "boss nurse"], list("aaabc"))
    space = index.space
    assert space.idf[space.gram_ids[" nurs"]] == space.idf[space.gram_ids["head "]]  # two concepts each


def cosine(words, form, index, labels, concepts):
    """The same likeness, computed the slow way."""
    groups = {}
    for label, concept in zip(labels, concepts, strict=True):
        groups.setdefault(concept, set()).update(g for w in folding.tokens(label) for g in folding.ngrams(w))
    n = len(groups)

    def vector(tokens):
        grams = [g for w in tokens for g in folding.ngrams(w)]
        return {
            g: (1 + np.log(grams.count(g))) * (np.log((1 + n) / (1 + sum(g in have for have in groups.values()))) + 0.1)
            for g in set(grams)
        }

    a, b = vector(words), vector(form)
    dot = sum(a[g] * b[g] for g in a if g in b)
    return dot / np.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))


@given(st.lists(st.sampled_from(["weld", "welder", "driver", "lorry", "coif", "bus", "er"]), min_size=1, max_size=4))
def test_likeness_equals_a_plain_cosine(words):
    index = LabelIndex(LABELS, CONCEPTS)
    found = index.evidence(tuple(words)).forms
    expected = [cosine(words, form, index, LABELS, CONCEPTS) for form in index.forms]
    np.testing.assert_allclose(found, expected, atol=1e-5)
