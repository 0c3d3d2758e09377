"""What people have coded before: how earlier titles like a new one were coded."""

from collections import Counter

import numpy as np
from scipy import sparse

from matching import folding
from matching.coding.grams import GramSpace

NEIGHBOURS = 50
LIKENESS_COUNTS, MEANING_COUNTS = 4, 8  # the power to which a neighbour's likeness is raised to be its vote
CHARACTERS = 0.7  # of the likeness of two titles; the rest is by whole words
SMOOTHING = 40.0  # Dirichlet mass of the background, in words
LABEL_COUNT = 0.5  # what a word of a concept's name counts as, beside a word of a coded title

FEATURES = (
    "coded_same", "coded_near", "coded_nearest", "coded_words", "coded_grams", "coded_often",
    "coded_meaning", "coded_meaning_nearest",
)  # fmt: skip


class Memory:
    """Titles with the concepts that people gave them.

    A title is remembered at once when it comes again in the same words. Its likeness to other titles counts from the
    next rebuild on, which happens when enough new titles have come since the last.

    Parameters
    ----------
    index : NameIndex
        Its concepts are the ones that can be learnt.
    """

    def __init__(self, index):
        self.index = index
        self.position = {concept: at for at, concept in enumerate(index.concepts)}
        self.titles = {}
        self._new = 0
        self._parts = None

    def __len__(self):
        return len(self.titles)

    def learn(self, words, concept):
        """Remember that a title, as folded words, was coded as a concept.

        Raises
        ------
        KeyError
            If the index has no such concept.
        """
        self.titles.setdefault(words, Counter())[self.position[concept]] += 1
        self._new += 1

    def shares(self, words):
        """How the very same title was coded: the share of each concept, by its position; empty if it never was."""
        same = self.titles.get(words, Counter())
        return {at: count / same.total() for at, count in same.items()}

    def features(self, words):
        """What was coded speaks for each concept: ndarray of float32, shape (len(FEATURES), n_concepts).

        The share of this very title's codings; the votes of titles like it; the nearest such title; naive Bayes over
        words and over character n-grams, as log odds against the background; how often the concept was coded; and,
        with an encoder, the votes of titles that mean nearly the same, and the nearest of those.
        """
        found = np.zeros((len(FEATURES), len(self.index.concepts)), np.float32)
        if not self.titles:
            return found
        encoder = self.index.encoder
        if self._parts is None or self._parts[-1] is not encoder or self._new >= max(20, len(self.titles) // 50):
            self._rebuild(encoder)
        neighbours, by_words, by_grams, often, _ = self._parts
        same = self.titles.get(words)
        if same:
            found[0, list(same)] = np.array(list(same.values())) / same.total()
        found[1], found[2] = neighbours.like(words)
        found[3] = by_words.scores(words)
        found[4] = by_grams.scores(_grams(words))
        found[5] = often
        if encoder is not None:
            found[6], found[7] = neighbours.meaning(encoder.encode(folding.degender(words)))
        return found

    def _rebuild(self, encoder):
        """Count again; the parts change hands at once, so that threads see either the old or the new ones."""
        index, n_concepts = self.index, len(self.index.concepts)
        titles = dict(self.titles)
        pairs = [(words, at, count) for words, counts in titles.items() for at, count in counts.items()]
        owners = np.repeat(index.form_concept, index.word_counts)
        names = (index.word_ids, index.flat_words, owners, np.full(len(owners), LABEL_COUNT, np.float32))
        grams = [(_grams(words), at, count) for words, at, count in pairs]
        nothing = ({}, *np.empty((3, 0), np.int32))
        often = np.log1p(np.bincount([at for _, at, _ in pairs], [count for *_, count in pairs], n_concepts))
        self._new = 0
        self._parts = (
            _Neighbours(titles, n_concepts, encoder),
            _Bayes(pairs, names, n_concepts, SMOOTHING),
            _Bayes(grams, nothing, n_concepts, 5 * SMOOTHING),
            often,
            encoder,
        )


def _grams(words):
    return [gram for word in words for gram in folding.ngrams(word, 3, 4)]


class _Neighbours:
    """The nearest coded titles: by character n-grams and whole words, or by what they mean to an encoder."""

    def __init__(self, titles, n_concepts, encoder):
        texts = list(titles)
        groups = np.array([codes.most_common(1)[0][0] for codes in titles.values()])
        self.n_concepts = n_concepts
        self.space = GramSpace()
        self.characters = self.space.fit(texts, groups, n_concepts)[0]
        self.words = GramSpace(lambda word: (word,))
        self.whole_words = self.words.fit(texts, groups, n_concepts)[0]
        self.vectors = None if encoder is None else encoder.encode_many([folding.degender(text) for text in texts])
        self.codes = [(np.array(list(c)), np.array(list(c.values())) / c.total()) for c in titles.values()]

    def like(self, words):
        """Votes and the highest likeness of titles written like these words, per concept."""
        likeness = self.characters.likeness(*self.space.vector(words)) * np.float32(CHARACTERS)
        likeness += self.whole_words.likeness(*self.words.vector(words)) * np.float32(1 - CHARACTERS)
        return self._votes(likeness, LIKENESS_COUNTS)

    def meaning(self, vector):
        """Votes and the highest cosine of titles that mean the like, per concept."""
        return self._votes(self.vectors @ vector, MEANING_COUNTS)

    def _votes(self, likeness, power):
        """The votes sum to the square of the highest likeness of all."""
        nearest = np.argpartition(-likeness, min(NEIGHBOURS, len(likeness) - 1))[:NEIGHBOURS]
        votes, highest = np.zeros((2, self.n_concepts), np.float32)
        for at in nearest[likeness[nearest] > 0]:
            concepts, shares = self.codes[at]
            votes[concepts] += shares * likeness[at] ** power
            highest[concepts] = np.maximum(highest[concepts], likeness[at])
        return votes * (highest.max() ** 2 / max(float(votes.sum()), 1e-9)), highest


class _Bayes:
    """Multinomial naive Bayes with Dirichlet smoothing, as log odds of a concept against all texts."""

    def __init__(self, texts, names, n_concepts, smoothing):
        known, *counted = names
        self.ids = dict(known)
        rows, columns, counts = [], [], []
        for features, concept, count in texts:
            rows += [self.ids.setdefault(feature, len(self.ids)) for feature in features]
            columns += [concept] * len(features)
            counts += [count] * len(features)
        rows, columns, counts = map(np.concatenate, zip(counted, (rows, columns, counts), strict=True))
        shape = (len(self.ids), n_concepts)
        matrix = sparse.csr_matrix((counts, (rows.astype(np.int32), columns.astype(np.int32))), shape, dtype=np.float32)
        matrix.sum_duplicates()
        background = np.maximum(np.asarray(matrix.sum(axis=1)).ravel(), 1e-6)
        background /= background.sum()
        totals = np.asarray(matrix.sum(axis=0)).ravel()
        matrix.data = np.log1p(matrix.data / (smoothing * np.repeat(background, np.diff(matrix.indptr))))
        self.matrix = matrix.astype(np.float32)
        self.penalty = np.log(smoothing / (totals + smoothing)).astype(np.float32)

    def scores(self, features):
        """Mean log odds a feature, per concept: ndarray of float32, shape (n_concepts,)."""
        known = [self.ids[feature] for feature in features if feature in self.ids]
        if not known:
            return np.zeros(self.matrix.shape[1], np.float32)
        found = np.asarray(self.matrix[known].sum(axis=0)).ravel()
        return (found + len(known) * self.penalty) / len(features)
