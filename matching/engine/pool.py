"""Whom a ranking may show: the reader's scope, the service's exclusions, the officers' overrides, as one mask."""

from collections.abc import Iterable

import numpy as np

from matching.engine.layout import INSIDE, OUTSIDE, RULED_OUT, WAIVED
from matching.engine.population import Population

EVERYBODY = np.zeros(0, np.uint8)


def mask_of(
    population: Population, among: np.ndarray | None, exclude: Iterable[int] = (), override: Iterable[int] = ()
) -> np.ndarray:
    """Return a mask by slot, ndarray of uint8; an empty one where nothing is limited. Exclusion beats override."""
    exclude, override = np.fromiter(exclude, np.int64), np.fromiter(override, np.int64)
    if among is None and not exclude.size and not override.size:
        return EVERYBODY
    mask = np.full(population.n_slots, INSIDE if among is None else OUTSIDE, np.uint8)
    if among is not None:
        mask[population.slots_of(among)] = INSIDE
    for ids, said in ((override, WAIVED), (exclude, RULED_OUT)):
        slots = population.slots_of(ids)
        mask[slots[mask[slots] != OUTSIDE]] = said
    return mask
