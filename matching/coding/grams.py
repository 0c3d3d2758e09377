"""Sparse character n-gram vectors of token tuples, weighted by how few *concepts* have an n-gram."""

from collections import Counter
from itertools import chain

import numpy as np
from scipy import sparse

from matching import folding


class GramSpace:
    """The n-grams of a set of texts, their weights, and the way from words to vectors.

    The inverse document frequency counts concepts, not labels: a concept with forty labels that all say "manager"
    must not make "manager" look common.

    Attributes
    ----------
    idf : ndarray of float32, shape (n_grams,)
    unknown_idf : float
        The weight of an n-gram that no text has: it matches nothing, but it makes a query less alike.
    """

    def __init__(self, split=folding.ngrams):
        self.split = split
        self.gram_ids = {}
        self.idf = np.empty(0, np.float32)
        self.unknown_idf = 1.0

    def fit(self, texts, groups, n_groups):
        """Learn n-grams and weights of `texts`; return their vectors.

        Parameters
        ----------
        texts : list of tuple of str
        groups : ndarray of int, shape (n_texts,)
            The concept of each text, 0..n_groups-1.

        Returns
        -------
        vectors, documents : csr_matrix of float32, shapes (n_texts, n_grams) and (n_groups, n_grams)
            Rows have length 1. A document is all the texts of a concept taken together.
        """
        words = {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
        grams_of_word = self._count_words(words)
        words_of_text = _incidence([[words[word] for word in text] for text in texts], len(words))
        members = sparse.csr_matrix(
            (np.ones(len(texts), np.float32), (groups, np.arange(len(texts)))), shape=(n_groups, len(texts))
        )
        words_of_group = (members @ words_of_text).tocsr()
        documents = (words_of_group @ grams_of_word).tocsr()
        frequency = np.bincount(documents.indices, minlength=len(self.gram_ids))
        self.idf = (np.log((1 + n_groups) / (1 + frequency)) + 0.1).astype(np.float32)
        self.unknown_idf = float(np.log(1 + n_groups) + 0.1)
        vectors = (words_of_text @ grams_of_word).tocsr()
        return self._weigh(vectors), self._weigh(documents)

    def vector(self, words):
        """The vector of a query.

        Returns
        -------
        ids : ndarray of int32, values : ndarray of float32
            Known n-grams only; the length counts the unknown ones too, so that strange words lower every score.
        """
        counts = Counter(chain.from_iterable(self.split(word) for word in words))
        known = [(self.gram_ids[gram], count) for gram, count in counts.items() if gram in self.gram_ids]
        strange = [count for gram, count in counts.items() if gram not in self.gram_ids]
        if not known:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        ids = np.fromiter((at for at, _ in known), np.int32, len(known))
        values = (1 + np.log(np.fromiter((n for _, n in known), np.float32, len(known)))) * self.idf[ids]
        stray = ((1 + np.log(strange)) * self.unknown_idf) if strange else np.zeros(1)
        return ids, (values / np.sqrt(values @ values + stray @ stray)).astype(np.float32)

    def _count_words(self, words):
        """Counts of n-grams per word as a matrix of shape (n_words, n_grams); new n-grams get the next numbers."""
        ids = self.gram_ids
        split = getattr(self.split, "__wrapped__", self.split)  # each word comes once here: caching it only costs
        rows = []
        for word in words:
            rows.append([ids.setdefault(gram, len(ids)) for gram in split(word)])
        return _incidence(rows, len(ids))

    def _weigh(self, counts):
        counts.data = ((1 + np.log(counts.data)) * self.idf[counts.indices]).astype(np.float32)
        lengths = np.sqrt(np.add.reduceat(np.append(counts.data, 0) ** 2, counts.indptr[:-1]))
        lengths[np.diff(counts.indptr) == 0] = 1
        counts.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr)).astype(np.float32)
        return counts


def _incidence(rows, width):
    """Lists of column numbers as a counting CSR matrix of float32."""
    indptr = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=indptr[1:])
    indices = np.fromiter(chain.from_iterable(rows), np.int32, indptr[-1])
    matrix = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=(len(rows), width))
    matrix.sum_duplicates()
    return matrix
