"""A static n-gram encoder: any text to one short vector, near the vectors of the concepts that it may mean."""

import json

import numpy as np

from matching.coding import kernels
from matching.coding.features import FeatureTable


class Encoder:
    """Sum the vectors of a text's features, bring to length 1.

    The vectors of features are kept as int8 with one scale a row, which measures the same as float32 at a quarter
    of the memory.

    Parameters
    ----------
    table : FeatureTable
    rows : ndarray of int8, shape (n_features, dimensions)
    scales : ndarray of float32, shape (n_features,)
    concepts : list of str
        The concepts that were trained.
    concept_vectors : ndarray of float32, shape (n_concepts, dimensions)
        Length 1.

    References
    ----------
    Bojanowski et al., Enriching word vectors with subword information (2017), without a hidden context: the
    vocabulary's own names are the training text and its concepts the classes.
    """

    def __init__(self, table, rows, scales, concepts, *, concept_vectors):
        self.table = table
        self.rows = rows
        self.scales = scales * table.weights
        self._raw_scales = scales
        self.concepts = concepts
        self.concept_vectors = concept_vectors

    def encode(self, words):
        """The vector of some folded words.

        Returns
        -------
        ndarray of float32, shape (dimensions,)
            Length 1; all zero when no feature is known.
        """
        return self._sums([self.table.of_words(words)])[0]

    def encode_many(self, texts):
        """The vectors of many tuples of words: ndarray of float32, shape (n_texts, dimensions); words are kept."""
        known = self.table.keep({word for text in texts for word in text})
        nothing = [np.empty(0, np.int32)]
        return self._sums([np.concatenate([known[word] for word in text] or nothing) for text in texts])

    def _sums(self, features):
        """The sums of the rows of each text, brought to length 1."""
        vectors = np.zeros((len(features), self.rows.shape[1]), np.float32)
        starts = np.cumsum([0, *map(len, features)])
        kernels.sum_rows(np.concatenate([np.empty(0, np.int32), *features]), starts, self.rows, self.scales, vectors)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        return vectors / np.maximum(lengths, 1e-9)[:, None]

    def vectors_of(self, concepts):
        """The trained vectors of these concepts, a zero row for one that was not trained."""
        at = {concept: position for position, concept in enumerate(self.concepts)}
        vectors = np.zeros((len(concepts), self.rows.shape[1]), np.float32)
        for row, concept in enumerate(concepts):
            if concept in at:
                vectors[row] = self.concept_vectors[at[concept]]
        return vectors

    def arrays(self):
        """Everything as a dict of arrays, to be stored."""
        return {
            "features": text_array("\n".join(self.table.ids)),
            "feature_weights": self.table.weights,
            "rows": self.rows,
            "scales": self._raw_scales,
            "concepts": text_array(json.dumps(self.concepts)),
            "concept_vectors": self.concept_vectors,
        }

    @classmethod
    def from_arrays(cls, arrays):
        """The encoder that `arrays` came from."""
        names = arrays["features"].tobytes().decode().split("\n")
        table = FeatureTable({name: at for at, name in enumerate(names)}, arrays["feature_weights"])
        concepts = json.loads(arrays["concepts"].tobytes())
        return cls(table, arrays["rows"], arrays["scales"], concepts, concept_vectors=arrays["concept_vectors"])


def text_array(text):
    """A text as bytes in an array, to be stored without pickling."""
    return np.frombuffer(text.encode(), np.uint8)


def quantised(rows):
    """Float rows as int8 and one scale a row."""
    scales = np.abs(rows).max(axis=1) / 127
    safe = np.where(scales > 0, scales, 1)
    return np.rint(rows / safe[:, None]).astype(np.int8), scales.astype(np.float32)
