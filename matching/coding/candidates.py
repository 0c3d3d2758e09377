"""The few concepts that a query may mean, and what speaks for each of them as a row of numbers."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from matching.coding import describing, kernels
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
COMPARED = np.array([FEATURES.index(name.removeprefix("gap_")) for name in FEATURES[10:15]])


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates for one query.

    Attributes
    ----------
    concepts : ndarray of int64, shape (n,)
        Positions in `NameIndex.concepts`.
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
    index : NameIndex
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
        # A title in both genders says its noun twice, which would drown what tells it from others.
        vector = index.encoder.encode(evidence.once)
        by_concept = index.nearness(vector)
    sets = [top(evidence.total, BY_NAME), top(evidence.document, BY_DOCUMENT), top(by_concept, BY_ENCODER)]
    remembered = memory.features(evidence.words) if memory is not None and len(memory) else None
    if remembered is not None:
        by_words = remembered[MEMORY.index("coded_words")]
        sets += [top(remembered[MEMORY.index(name)], BY_MEMORY) for name in ("coded_near", "coded_meaning")]
        sets.append(top(by_words - by_words.min(), BY_MEMORY))
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
        columns = np.zeros((len(FEATURES), len(picked)), np.float32)
        plain, total = evidence.plain[picked], evidence.total[picked]
        columns[:4] = plain, evidence.document[picked], evidence.degendered[picked], total
        columns[4:6] = self.numbers[:, :2].T
        columns[6] = self.by_concept
        columns[7:9] = self.numbers[:, 2:].T
        columns[9] = self.by_concept + self.numbers[:, 2]
        describing.gaps_and_ranks(columns, COMPARED, columns[10:15], columns[15:19])
        self._words(columns[19:28])
        describing.group_shares(total + columns[9], picked, self.index.groups, columns[28:31])
        longer = self.index.word_counts[self.best] - len(evidence.words)
        columns[31] = np.log(self.index.sizes[picked])
        columns[32] = min(len(evidence.words), 8)
        columns[33] = np.maximum(longer, 0)
        columns[34] = np.maximum(-longer, 0)
        columns[35] = plain > SAME_NAME
        return columns.T

    def _words(self, columns):
        """Coverage both ways, first and last word, and whole-text ratios, into nine columns."""
        index, words = self.index, self.evidence.words
        forms = np.concatenate([self.best, self.nearest])
        slots = np.zeros(len(index.words), np.int32)
        named = (forms, index.word_starts, index.word_counts, index.flat_words, slots)
        distinct = kernels.distinct_words(*named)
        alike = process.cdist(
            words, index.words[distinct].tolist(), scorer=JaroWinkler.normalized_similarity,
            score_cutoff=SAME_WORD, dtype=np.float32,
        )  # fmt: skip
        shared = np.empty((len(forms), 4), np.float32)
        kernels.cover(*named, alike, index.word_weights(words), index.word_idf, shared)
        half = len(self.best)
        columns[:6] = shared[:half, 0], shared[:half, 1], shared[half:, 0], shared[half:, 1], *shared[:half, 2:].T
        text, names = " ".join(words), index.texts[forms].tolist()
        ratios = process.cdist([text], names, scorer=fuzz.ratio, dtype=np.float32)[0] / 100
        ordered = process.cdist([text], names[:half], scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100
        columns[6:] = ratios[:half], ordered, ratios[half:]
