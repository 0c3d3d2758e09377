"""The few concepts that a query may mean, and what speaks for each of them as a row of numbers."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from matching.coding import kernels
from matching.coding.index import Evidence, top
from matching.coding.memory import FEATURES as MEMORY

BY_NAME, BY_DOCUMENT, BY_ENCODER, BY_MEMORY = 60, 25, 40, 40
SAME_WORD = 0.75  # Jaro-Winkler from here on counts as the same word, in part
SAME_NAME = 0.999

FEATURES = (
    "plain", "document", "degendered", "total", "top_names", "mean_name",
    "encoder_concept", "encoder_name", "encoder_top_names", "encoder_sum",
    "gap_total", "gap_plain", "gap_encoder_concept", "gap_encoder_name", "gap_encoder_sum",
    "rank_total", "rank_encoder_concept", "rank_encoder_name", "rank_encoder_sum",
    "query_covered", "name_covered", "query_covered_by_nearest", "name_covered_by_nearest",
    "first_word", "last_word", "ratio", "sorted_ratio", "nearest_ratio",
    "unit_group", "minor_group", "major_group",
    "names", "query_words", "more_words", "fewer_words", "same_name",
    *MEMORY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates for one query.

    Attributes
    ----------
    concepts : ndarray of int64, shape (n,)
        Positions in `LabelIndex.concepts`.
    names : ndarray of int64, shape (n,)
        For each, the form that is most like the query.
    features : ndarray of float32, shape (n, len(FEATURES))
    evidence : Evidence
    """

    concepts: np.ndarray
    names: np.ndarray
    features: np.ndarray
    evidence: Evidence


def find_candidates(index, text, memory=None):
    """Gather the candidates for a query.

    Parameters
    ----------
    index : LabelIndex
        Without an encoder the features that need one are 0.
    text : str or tuple of str
    memory : Memory, optional
        Titles that were coded before; without it the features that need it are 0.

    Returns
    -------
    Candidates
        With no concept if nothing of the query is known.
    """
    evidence = index.evidence(text)
    by_concept = np.zeros(len(index.concepts), np.float32)
    vector = np.empty(0, np.float32)
    if index.encoder is not None:
        vector = index.encoder.encode(evidence.words)
        by_concept = index.concept_vectors @ vector
    sets = [top(evidence.total, BY_NAME), top(evidence.document, BY_DOCUMENT), top(by_concept, BY_ENCODER)]
    remembered = memory.features(evidence.words) if memory is not None and len(memory) else None
    if remembered is not None:
        sets += [top(remembered[1], BY_MEMORY), top(remembered[3] - remembered[3].min(), BY_MEMORY)]
    picked = np.unique(np.concatenate(sets))
    if not len(picked) or not evidence.words:
        return Candidates(picked[:0], picked[:0], np.empty((0, len(FEATURES)), np.float32), evidence)
    scores = _Scores(index, evidence, picked, by_concept[picked], vector)
    features = scores.features()
    if remembered is not None:
        features[:, -len(MEMORY) :] = remembered[:, picked].T
    return Candidates(picked, scores.best, features, evidence)


class _Scores:
    """Everything about one query's candidates, as columns."""

    def __init__(self, index, evidence, concepts, by_concept, vector):
        self.index, self.evidence, self.concepts, self.by_concept = index, evidence, concepts, by_concept
        self.numbers = np.empty((len(concepts), 4), np.float32)
        places = np.empty((len(concepts), 2), np.int64)
        kernels.compare_names(
            concepts, index.starts, index.sizes, index.name_vectors, vector, evidence.forms, self.numbers, places
        )
        self.best, self.nearest = places.T

    def features(self):
        """The feature matrix, columns as in `FEATURES`."""
        evidence, picked = self.evidence, self.concepts
        plain, total = evidence.plain[picked], evidence.total[picked]
        top_names, mean_name, nearest, top_nearest = self.numbers.T
        both = self.by_concept + nearest
        count = len(evidence.words)
        longer = self.index.word_counts[self.best] - count
        columns = [
            plain, evidence.document[picked], evidence.degendered[picked], total, top_names, mean_name,
            self.by_concept, nearest, top_nearest, both,
            *(total.max() - total, plain.max() - plain, self.by_concept.max() - self.by_concept),
            *(nearest.max() - nearest, both.max() - both),
            *map(_reciprocal_rank, (total, self.by_concept, nearest, both)),
            *self._words(), *self._groups(total + both), np.log(self.index.sizes[picked]),
            min(count, 8), np.maximum(longer, 0), np.maximum(-longer, 0), plain > SAME_NAME,
        ]  # fmt: skip
        features = np.zeros((len(picked), len(FEATURES)), np.float32)
        for at, column in enumerate(columns):
            features[:, at] = column
        return features

    def _words(self):
        """Coverage both ways, first and last word, and whole-text ratios."""
        index, words = self.index, self.evidence.words
        forms = np.concatenate([self.best, self.nearest])
        flat, starts = index.words_of(forms)
        unique, where = np.unique(flat, return_inverse=True)
        alike = process.cdist(
            words, [index.words[at] for at in unique], scorer=JaroWinkler.normalized_similarity,
            score_cutoff=SAME_WORD, dtype=np.float32,
        )[:, where]  # fmt: skip
        weight = index.word_weights(words)
        covered = weight @ np.maximum.reduceat(alike, starts, axis=1) / weight.sum()
        weights = index.word_idf[flat]
        named = np.add.reduceat(alike.max(axis=0) * weights, starts) / np.add.reduceat(weights, starts)
        half = len(self.best)
        ends = np.append(starts[1:], len(flat)) - 1
        text = " ".join(words)
        best = [" ".join(index.forms[at]) for at in self.best]
        near = [" ".join(index.forms[at]) for at in self.nearest]
        ratio, nearest_ratio = process.cdist([text], best + near, scorer=fuzz.ratio, dtype=np.float32)[0].reshape(2, -1)
        ordered = process.cdist([text], best, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0]
        return (
            covered[:half], named[:half], covered[half:], named[half:],
            alike[0, starts[:half]], alike[-1, ends[:half]], ratio / 100, ordered / 100, nearest_ratio / 100,
        )  # fmt: skip

    def _groups(self, scores):
        """The share of all candidates' weight that lies in the same ISCO unit, minor and major group, 0 without one."""
        weights = np.exp(6 * (scores - scores.max()))
        weights /= weights.sum()
        for level in self.index.groups:
            codes = level[self.concepts]
            yield np.where(codes > 0, np.bincount(codes, weights)[codes], 0)


def _reciprocal_rank(values):
    ranks = np.empty(len(values), np.float32)
    ranks[np.argsort(-values, kind="stable")] = 1 / np.arange(1, len(values) + 1, dtype=np.float32)
    return ranks
