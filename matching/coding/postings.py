"""Which texts have each n-gram, laid out so that comparing a query with all of them is quick."""

import numpy as np

from matching.coding import kernels

BLOCK = 1 << 16  # texts a block: their numbers take two bytes, and their scores stay in the processor's cache


class Postings:
    """Texts as vectors of weighted n-grams, by n-gram.

    Nine of ten n-grams stand in a text once. Those are kept as nothing but the text's number in its block, which is a
    quarter of the memory that a sparse matrix takes, and memory is what a query waits for.

    Parameters
    ----------
    counts : csr_matrix of float32, shape (n_texts, n_grams)
        How often each text has each n-gram, 1 or more.
    idf : ndarray of float32, shape (n_grams,)
    """

    def __init__(self, counts, idf):
        self.idf = idf
        self.n_texts, n_grams = counts.shape
        damped = (1 + np.log(counts.data)).astype(np.float32)
        squares = np.add.reduceat(np.append((damped * idf[counts.indices]) ** 2, 0), counts.indptr[:-1])
        squares[np.diff(counts.indptr) == 0] = 0
        self._per_length = np.where(squares > 0, 1 / np.sqrt(np.maximum(squares, 1e-18)), 0).astype(np.float32)
        texts = np.repeat(np.arange(self.n_texts, dtype=np.int32), np.diff(counts.indptr))
        once = counts.data == 1
        self._once_starts, order = _by_block(texts[once], counts.indices[once], self.n_texts, n_grams)
        self._once = (texts[once][order] % BLOCK).astype(np.uint16)
        self._more_starts, order = _by_block(texts[~once], counts.indices[~once], self.n_texts, n_grams)
        self._more = (texts[~once][order] % BLOCK).astype(np.uint16)
        self._damped = damped[~once][order]

    def likeness(self, ids, values):
        """The cosine of a query with every text.

        Parameters
        ----------
        ids : ndarray of int32, shape (n,)
            N-grams of the query.
        values : ndarray of float32, shape (n,)
            What each weighs in the query, which has length 1.

        Returns
        -------
        ndarray of float32, shape (n_texts,)
        """
        scores = np.zeros(self.n_texts, np.float32)
        more = (self._more_starts, self._more, self._damped)
        kernels.accumulate(ids, values * self.idf[ids], self._once_starts, self._once, *more, self._per_length, scores)
        return scores


def _by_block(texts, grams, n_texts, n_grams):
    """Where the postings of each block and n-gram begin, shape (n_blocks, n_grams + 1), and the order to lay them."""
    blocks = -(-n_texts // BLOCK)
    keys = (texts // BLOCK).astype(np.int64) * n_grams + grams
    ends = np.cumsum(np.bincount(keys, minlength=blocks * n_grams)).reshape(blocks, n_grams)
    begins = np.concatenate([[0], ends[:-1, -1]])
    return np.column_stack([begins, ends]).astype(np.uint32), np.argsort(keys, kind="stable")
