import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from matching.coding import describing, kernels
from matching.coding.index import top
from matching.coding.postings import BLOCK, Postings


def slow(concepts, starts, sizes, vectors, vector, scores):  # noqa: PLR0917
    """The same numbers by sorting."""
    numbers, places = [], []
    for concept in concepts:
        names = np.arange(starts[concept], starts[concept] + sizes[concept])
        like = scores[names]
        near = vectors[names].astype(float) @ vector / 127 if len(vectors) else np.zeros(len(names))
        numbers.append([np.sort(like)[::-1][:3].mean(), like.mean(), near.max(), np.sort(near)[::-1][:3].mean()])
        places.append([names[np.argmax(like)], names[np.argmax(near)]])
    return np.array(numbers), np.array(places)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.booleans(), st.integers(0, 1000))
def test_what_names_say_equals_the_sorted_numbers(sizes, with_encoder, seed):
    rng = np.random.default_rng(seed)
    sizes = np.array(sizes, np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    concepts = rng.permutation(len(sizes))
    scores = rng.random(sizes.sum(), np.float32)
    vectors = rng.integers(-127, 128, (sizes.sum(), 8)).astype(np.int8) if with_encoder else np.empty((0, 0), np.int8)
    vector = rng.standard_normal(8 if with_encoder else 0).astype(np.float32)
    vector /= max(1.0, 3 * np.linalg.norm(vector))  # cosines never go below -1
    numbers, places = np.empty((len(concepts), 4), np.float32), np.empty((len(concepts), 2), np.int64)
    kernels.compare_names(concepts, starts, sizes, vectors, vector, scores, numbers, places)
    expected, where = slow(concepts, starts, sizes, vectors, vector, scores)
    np.testing.assert_allclose(numbers, expected, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(places[:, 0], where[:, 0])
    if with_encoder:
        np.testing.assert_array_equal(places[:, 1], where[:, 1])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("beyond_a_block", [False, True])
def test_likeness_is_the_cosine_of_damped_counts(seed, beyond_a_block):
    rng = np.random.default_rng(seed)
    n_texts = BLOCK + 20 if beyond_a_block else 12
    counts = sparse.random(n_texts, 9, 0.4, "csr", np.float32, rng, lambda size: rng.integers(1, 4, size))
    idf = rng.random(9, np.float32) + np.float32(0.1)
    dense = counts.toarray()
    weighted = np.where(dense > 0, 1 + np.log(np.maximum(dense, 1)), 0) * idf
    lengths = np.linalg.norm(weighted, axis=1)
    ids, values = np.array([0, 3, 5], np.int32), rng.random(3, np.float32)
    expected = weighted[:, ids] @ values / np.where(lengths > 0, lengths, 1)
    np.testing.assert_allclose(Postings(counts, idf).likeness(ids, values), expected, rtol=1e-4, atol=1e-6)


def test_the_highest_score_of_each_concept_is_kept():
    scores, best = np.random.default_rng(1).random(9, np.float32), np.empty(3, np.float32)
    kernels.highest(scores, np.array([0, 2, 6]), np.array([2, 4, 3]), best)
    np.testing.assert_array_equal(best, [scores[:2].max(), scores[2:6].max(), scores[6:].max()])


@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=30), st.integers(1, 40))
def test_the_top_are_the_positive_ones_in_order_and_ties_by_position(scores, k):
    scores = np.array(scores, np.float32)
    expected = [at for at in np.argsort(-scores, kind="stable") if scores[at] > 0][:k]
    assert top(scores, k).tolist() == expected


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1000))
def test_words_cover_one_another_as_counted_one_by_one(seed):
    rng = np.random.default_rng(seed)
    names = [rng.integers(0, 7, rng.integers(1, 5)) for _ in range(6)]
    words = np.concatenate(names).astype(np.int32)
    counts = np.array([len(name) for name in names], np.int32)
    starts = np.cumsum(counts) - counts
    every = rng.random((3, 7), np.float32)
    query_weights, word_weights = rng.random(3, np.float32) + 1, rng.random(7, np.float32) + 1
    forms, slots, shared = rng.integers(0, 6, 5), np.zeros(7, np.int32), np.empty((5, 4), np.float32)
    distinct = kernels.distinct_words(forms, starts, counts, words, slots)
    assert sorted(distinct) == sorted({word for form in forms for word in names[form]})
    alike = np.ascontiguousarray(every[:, distinct])
    kernels.cover(forms, starts, counts, words, slots, alike, query_weights, word_weights, shared)
    for form, row in zip(forms, shared, strict=True):
        block, weights = every[:, names[form]], word_weights[names[form]]
        covered = (block.max(axis=1) * query_weights).sum() / query_weights.sum()
        named = (block.max(axis=0) * weights).sum() / weights.sum()
        np.testing.assert_allclose(row, [covered, named, block[0, 0], block[-1, -1]], rtol=1e-5)


@given(st.lists(st.sampled_from([0.1, 0.5, 0.9]), min_size=1, max_size=8))
def test_gaps_and_ranks_are_those_of_a_sorted_list(scores):
    columns = np.array([scores, scores[::-1], scores], np.float32)
    gaps, ranks = np.empty((3, len(scores)), np.float32), np.empty((2, len(scores)), np.float32)
    describing.gaps_and_ranks(columns, np.array([0, 1, 2]), gaps, ranks)
    np.testing.assert_allclose(gaps, columns.max(axis=1, keepdims=True) - columns)
    order = np.argsort(-columns[0], kind="stable")
    np.testing.assert_allclose(ranks[0][order], 1 / np.arange(1, len(scores) + 1))
    np.testing.assert_array_equal(ranks[0], ranks[1])


def test_candidates_of_one_group_share_their_weight_and_those_of_none_have_none():
    scores, shares = np.array([1.0, 0.5, 0.9], np.float32), np.empty((1, 3), np.float32)
    describing.group_shares(scores, np.array([0, 2, 3]), np.array([[1, 2, 1, 0]]), shares)
    weights = np.exp(6 * (scores - 1))
    expected = (weights[0] + weights[1]) / weights.sum()
    np.testing.assert_allclose(shares[0], [expected, expected, 0], rtol=1e-5)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.sampled_from([0.0, 2.5]))
def test_a_query_weighs_its_distinct_grams_and_has_length_one_with_the_unknown_ones(grams, stray):
    idf = np.arange(1, 7, dtype=np.float32)
    ids, values = kernels.weigh(np.array(grams, np.int32), idf, stray)
    expected = {gram: (1 + np.log(grams.count(gram))) * idf[gram] for gram in sorted(set(grams))}
    assert ids.tolist() == list(expected)
    whole = np.array(list(expected.values()))
    np.testing.assert_allclose(values, whole / np.sqrt(whole @ whole + stray), rtol=1e-5)


def test_rows_are_summed_by_their_weights_text_by_text():
    rng = np.random.default_rng(1)
    rows, weights = rng.integers(-127, 128, (7, 5)).astype(np.int8), rng.random(7, np.float32)
    texts = [[0, 3, 3], [], [6]]
    sums = np.zeros((3, 5), np.float32)
    flat = np.array([at for text in texts for at in text], np.int32)
    kernels.sum_rows(flat, np.array([0, 3, 3, 4]), rows, weights, sums)
    expected = [sum((weights[at] * rows[at].astype(float) for at in text), np.zeros(5)) for text in texts]
    np.testing.assert_allclose(sums, expected, rtol=1e-5)


def test_scaled_rows_are_multiplied_with_a_vector():
    rng = np.random.default_rng(2)
    rows, scales, vector = rng.integers(-127, 128, (6, 9)).astype(np.int8), rng.random(6, np.float32), rng.random(9)
    products = np.empty(6, np.float32)
    kernels.multiply(rows, scales, vector.astype(np.float32), products)
    np.testing.assert_allclose(products, (rows.astype(float) * scales[:, None]) @ vector, rtol=1e-4)
