"""Where the demo's people live and work: towns of the gazetteer, the larger ones more often, in several spellings."""

from functools import lru_cache
from random import Random
from typing import NamedTuple

from jobmatch.services import taxonomy

TOWNS = 12
SPELLINGS = ("en", "en", "ckb", "ar", "kmr")


class Spot(NamedTuple):
    """A town as a row holds it."""

    key: str
    text: str
    governorate: str


@lru_cache(maxsize=8)
def towns(governorate: str) -> tuple[tuple[str, int], ...]:
    """(key, weight) of the largest towns of a governorate; the capital does not swallow the rest."""
    found = taxonomy.towns_of("IQ", governorate)[:TOWNS]
    return tuple((place.key, round(place.population**0.6)) for place in found)


def spot(rng: Random, governorate: str) -> Spot:
    """A town of a governorate, spelled in one of the languages."""
    keys, weights = zip(*towns(governorate), strict=True)
    key = rng.choices(keys, weights)[0]
    return Spot(key, taxonomy.place_name(key, rng.choice(SPELLINGS)), governorate)
