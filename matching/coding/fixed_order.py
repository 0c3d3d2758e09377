"""The order of occupations, learnt once where two vocabularies name the same occupations.

Practice queries made of a vocabulary's own names resemble its other names more than what people write does, and ask for
each concept equally often. The built-in vocabulary was written for this project and for what people name, not taken
from ESCO: its English, French and Dutch names of occupations that both have under one English name are queries that
somebody else would write, and their answers in ESCO are known. Names that ESCO has too teach nothing, as they are found
by being listed. `python -m benchmarks order` learns the weights again.
"""

import numpy as np

from matching.coding.candidates import FEATURES
from matching.coding.reranker import ROBUST, with_memory

STRENGTH = 600.0  # what the names of all concepts weigh against weights being held near zero
ALLOWED = ROBUST | {"names"}
WEIGHTS = {
    "encoder_concept": 6.27, "encoder_name": 0.44, "encoder_top_names": 1.45, "encoder_sum": 1.46,
    "name_covered": 0.81, "first_word": 0.15, "last_word": 0.2, "sorted_ratio": 0.25, "nearest_ratio": 0.03,
    "unit_group": 0.78, "minor_group": 0.26, "names": 0.79,
}  # fmt: skip
CONSTANT = -13.13


def fixed_order():
    """The weights as `Reranker` takes them: ndarray of float64, shape (n_features + 1,)."""
    return with_memory(np.array([*(WEIGHTS.get(name, 0.0) for name in FEATURES), CONSTANT]))
