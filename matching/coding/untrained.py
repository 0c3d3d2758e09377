"""The re-ranker of a coder that was not trained: likeness of names only, with fixed weights.

The weights were learnt from the built-in vocabulary's own names as `model.train_model` does it, with every feature of
the encoder at 0 (`learn_weights` does it again), so that confidences mean something before anything was trained.
"""

import numpy as np

from matching.coding.candidates import FEATURES, find_candidates
from matching.coding.reranker import MEMORY_PRIOR, Reranker
from matching.coding.selfmade import practice

# (weights by feature, constant, calibration as `Reranker` takes it)
OCCUPATION_WEIGHTS = (
    {
        "plain": 1.11, "document": 2.32, "degendered": 1.13, "total": 1.28, "query_covered": 0.91,
        "name_covered": 1.34, "name_covered_by_nearest": 0.35, "last_word": 0.2, "sorted_ratio": 0.76,
        "unit_group": 2.41, "minor_group": 0.28, "same_name": 1.44,
    },
    -7.29,
    [0.56, 0.4, -1.85, 0.0, 1.0, -0.15, 0.6, -0.38],
)  # fmt: skip
SKILL_WEIGHTS = (
    {
        "plain": 1.41, "document": 3.45, "degendered": 1.41, "total": 1.63, "top_names": 0.29, "query_covered": 1.11,
        "name_covered": 1.62, "query_covered_by_nearest": 0.21, "name_covered_by_nearest": 0.7, "last_word": 0.19,
        "sorted_ratio": 1.15, "same_name": 1.11,
    },
    -7.83,
    [0.65, 0.39, -1.52, 0.0, 1.06, 0.41, 0.0, -1.12],
)  # fmt: skip


def untrained_reranker(for_skills=False):
    """The re-ranker to begin with."""
    named, constant, calibration = SKILL_WEIGHTS if for_skills else OCCUPATION_WEIGHTS
    named = named | MEMORY_PRIOR
    return Reranker(np.array([*(named.get(name, 0.0) for name in FEATURES), constant]), np.array(calibration))


def learn_weights(index, *, seed=1):
    """Learn such a re-ranker from an index without an encoder, to renew the weights above."""
    exercise = practice(index, 4000, seed=seed, share=0.15)
    part = index.without(exercise.hidden)
    lists, answers = [], []
    for words, answer in zip(exercise.queries, exercise.answers, strict=True):
        found = find_candidates(part, words)
        place = np.flatnonzero(found.concepts == answer)
        lists.append(found.features)
        answers.append(int(place[0]) if len(place) else -1)
    return Reranker.fit(lists, answers)
