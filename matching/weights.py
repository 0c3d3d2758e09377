"""How much each criterion counts: the defaults, the limits, and the check that every stored set of weights passes."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from matching.results import CRITERIA

HEAVIEST = 1.0

DEFAULT: Mapping[str, float] = MappingProxyType(
    {
        "skills": 0.30,
        "occupation": 0.20,
        "location": 0.15,
        "language": 0.12,
        "experience": 0.06,
        "education": 0.04,
        "availability": 0.04,
        "pay": 0.04,
        "contract": 0.02,
        "licences": 0.03,
    }
)


class InvalidWeights(ValueError):
    """A set of weights that no ranking can be made with."""


def checked_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Return `weights` for every criterion, in the order of `CRITERIA`; one that is not named weighs nothing.

    Raises
    ------
    InvalidWeights
        If a name is not a criterion's, a number is not finite or outside [0, 1], or all are zero.
    """
    strangers = sorted(set(weights) - set(CRITERIA))
    if strangers:
        raise InvalidWeights(f"not a criterion: {', '.join(strangers)}")
    full = {name: float(weights.get(name, 0.0)) for name in CRITERIA}
    for name, weight in full.items():
        if not (math.isfinite(weight) and 0.0 <= weight <= HEAVIEST):
            raise InvalidWeights(f"the weight of {name} must lie in [0, {HEAVIEST:g}], not {weight}")
    if not any(full.values()):
        raise InvalidWeights("at least one criterion must weigh something")
    return full


def shares(weights: Mapping[str, float], asked: Mapping[str, bool]) -> dict[str, float]:
    """Divide the weights so that those of the criteria that a vacancy asks about sum to 1; the others get 0."""
    total = sum(weight for name, weight in weights.items() if asked[name])
    return {name: weight / total if asked[name] and total else 0.0 for name, weight in weights.items()}
