"""Sparse character n-gram vectors of token tuples, weighted by how few *concepts* have an n-gram."""

from collections import Counter
from itertools import chain
from math import log

import numpy as np
from scipy import sparse

from matching import folding
from matching.coding import kernels
from matching.coding.postings import Postings

KEPT_WORDS = 20_000


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
        self._of_word, self._of_strange = {}, {}

    def fit(self, texts, groups, n_groups):
        """Learn n-grams and weights of `texts`; return the texts by n-gram.

        Parameters
        ----------
        texts : list of tuple of str
        groups : ndarray of int, shape (n_texts,)
            The concept of each text, 0..n_groups-1.

        Returns
        -------
        names, documents : Postings
            Of `texts`, and of documents: all the texts of a concept taken together.
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
        names = (words_of_text @ grams_of_word).tocsr()
        return Postings(names, self.idf), Postings(documents, self.idf)

    def vector(self, words):
        """The vector of a query.

        Returns
        -------
        ids : ndarray of int32, values : ndarray of float32
            Known n-grams only; the length counts the unknown ones too, so that strange words lower every score.
        """
        known, strange = [], []
        for word in words:
            ids, others = self._grams_of(word)
            known.append(ids)
            strange += others
        if not any(map(len, known)):
            return np.empty(0, np.int32), np.empty(0, np.float32)
        stray = sum((1 + log(count)) ** 2 for count in Counter(strange).values()) * self.unknown_idf**2
        return kernels.weigh(np.concatenate(known), self.idf, stray)

    def _grams_of(self, word):
        """The known n-grams of a word as numbers, and the others; words come again and again, so they are kept."""
        found = self._of_word.get(word) or self._of_strange.get(word)
        if found is None:
            ids = self.gram_ids
            grams = self.split(word)
            known = np.array([ids[gram] for gram in grams if gram in ids], np.int32)
            found = known, [gram for gram in grams if gram not in ids]
            if len(self._of_strange) >= KEPT_WORDS:
                self._of_strange.clear()
            self._of_strange[word] = found
        return found

    def _count_words(self, words):
        """Counts of n-grams per word as a matrix of shape (n_words, n_grams); new n-grams get the next numbers."""
        ids = self.gram_ids
        split = getattr(self.split, "__wrapped__", self.split)  # each word comes once here: caching it only costs
        rows = [[ids.setdefault(gram, len(ids)) for gram in split(word)] for word in words]
        self._of_word = {word: (np.array(row, np.int32), ()) for word, row in zip(words, rows, strict=True)}
        return _incidence(rows, len(ids))


def _incidence(rows, width):
    """Lists of column numbers as a counting CSR matrix of float32."""
    indptr = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=indptr[1:])
    indices = np.fromiter(chain.from_iterable(rows), np.int32, indptr[-1])
    matrix = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=(len(rows), width))
    matrix.sum_duplicates()
    return matrix
