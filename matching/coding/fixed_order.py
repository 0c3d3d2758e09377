"""The order of occupations, learnt once where two vocabularies name the same occupations.

Practice queries made of a vocabulary's own names resemble its other names more than what people write does, and ask for
each concept equally often. The built-in vocabulary was written without looking at ESCO's names, and for what people
name: its English, French and Dutch names of occupations that both have under one English name are queries that somebody
else would write, and their answers in ESCO are known. `python -m benchmarks order` learns the weights from them again.
"""

import numpy as np

from matching.coding.candidates import FEATURES
from matching.coding.reranker import ROBUST, with_memory

STRENGTH = 600.0  # what the names of all concepts weigh against weights being held near zero
ALLOWED = ROBUST | {"names"}
WEIGHTS = {
    "encoder_concept": 5.42, "encoder_name": 0.58, "encoder_top_names": 1.61, "encoder_sum": 1.3,
    "name_covered": 0.87, "name_covered_by_nearest": 0.17, "first_word": 0.02, "last_word": 0.03,
    "unit_group": 1.04, "minor_group": 0.31, "names": 0.79,
}  # fmt: skip
CONSTANT = -13.07


def fixed_order():
    """The weights as `Reranker` takes them: ndarray of float64, shape (n_features + 1,)."""
    return with_memory(np.array([*(WEIGHTS.get(name, 0.0) for name in FEATURES), CONSTANT]))
