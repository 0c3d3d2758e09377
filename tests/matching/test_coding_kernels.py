import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from matching.coding import kernels


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


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1000))
def test_scores_are_summed_over_postings_and_the_highest_is_kept(seed):
    rng = np.random.default_rng(seed)
    weights = rng.random((6, 9), np.float32) * (rng.random((6, 9)) < 0.5)
    postings = sparse.csr_matrix(weights.astype(np.float32))
    ids, values = np.array([0, 3, 5], np.int32), rng.random(3, np.float32)
    scores = np.zeros(9, np.float32)
    kernels.accumulate(ids, values, postings.indptr, postings.indices, postings.data, scores)
    np.testing.assert_allclose(scores, values @ weights[ids], rtol=1e-5, atol=1e-6)
    best = np.empty(3, np.float32)
    kernels.highest(scores, np.array([0, 2, 6]), np.array([2, 4, 3]), best)
    np.testing.assert_array_equal(best, [scores[:2].max(), scores[2:6].max(), scores[6:].max()])
