import numpy as np
import pytest

from matching import folding
from matching.coding.memory import FEATURES, Memory
from matching.coding.model import train_model
from matching.coding.training import Recipe
from matching.text import Coder
from matching.vocabulary import Vocabulary, builtin

SMALL = Recipe(dimensions=16, batch=128, epochs=1, least_steps=20)


@pytest.fixture(scope="module")
def index():
    concepts = {concept.key: concept for concept in builtin().of_kind("occupation")[:60]}
    coder = Coder(Vocabulary(concepts, [label for label in builtin().variants if label.concept in concepts]))
    coder.attach(train_model(coder, recipe=SMALL).encoder)
    return coder


@pytest.fixture
def memory(index):
    """Every third name, coded as its concept."""
    memory = Memory(index)
    for form, concept in list(zip(index.forms, index.form_concept, strict=True))[::3]:
        memory.learn(form, index.concepts[concept])
    return memory


def column(memory, name, text):
    return memory.features(folding.tokens(text))[FEATURES.index(name)]


def test_the_nearest_in_meaning_is_the_highest_cosine_of_a_coded_title(memory, index):
    found = column(memory, "coded_meaning_nearest", "kitchen helper")
    query = index.encoder.encode(("kitchen", "helper"))
    best = np.zeros(len(index.concepts))
    cosines = {words: float(index.encoder.encode(folding.degender(words)) @ query) for words in memory.titles}
    for words in sorted(cosines, key=cosines.get)[-50:]:
        for concept in memory.titles[words]:
            best[concept] = max(best[concept], cosines[words])
    np.testing.assert_allclose(found, best, atol=1e-5)


@pytest.mark.parametrize("name", ["coded_near", "coded_meaning"])
def test_a_title_that_was_coded_has_the_most_votes_for_its_concept(memory, name):
    words, counts = next(iter(memory.titles.items()))
    votes = column(memory, name, " ".join(words))
    assert np.argmax(votes) in counts
    nearest = column(memory, {"coded_near": "coded_nearest", "coded_meaning": "coded_meaning_nearest"}[name], words[0])
    assert (votes >= 0).all()
    assert (nearest <= 1 + 1e-5).all()


def test_another_encoder_is_noticed(memory, index):
    before = column(memory, "coded_meaning_nearest", "kitchen helper")
    first = index.encoder
    index.attach(train_model(index, recipe=Recipe(dimensions=16, batch=128, epochs=1, least_steps=20, seed=5)).encoder)
    after = column(memory, "coded_meaning_nearest", "kitchen helper")
    index.attach(first)
    assert not np.allclose(before, after)


def test_without_an_encoder_meaning_says_nothing():
    coder = Coder(Vocabulary({concept.key: concept for concept in builtin().of_kind("occupation")[:20]}))
    coder.learn("zork", next(iter(coder.vocabulary.concepts)))
    assert not column(coder.memory, "coded_meaning", "zork").any()
    assert column(coder.memory, "coded_same", "zork").any()
