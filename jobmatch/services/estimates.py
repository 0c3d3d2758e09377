"""How many people would fit, in numbers that single out nobody.

A count is shifted by a small noise that hangs on exactly who is counted, and rounded to fives; under five it is not
said. The same people give the same number however often and in whatever words they are asked for, and two numbers
that are shown never differ by one to four. So neither a difference nor a second question gives a count under five.

References
----------
Thompson, Broadfoot, Elazar: Methodology for the Automatic Confidentialisation of Statistical Outputs from Remote
Servers at the Australian Bureau of Statistics (UNECE, 2013): perturbation by cell keys.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from jobmatch.services.suggestions import who_fits
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.vacancies import fill
from models import Employer, Vacancy, VacancyState

FEWEST = 5
STEP = 5
NOISE = 2


UNSAID = {"openings": 1, "filled": 0, "remote": False, "abroad": False, "hazardous": False}


@dataclass(frozen=True)
class Count:
    """A number of people as it may be shown; None is fewer than five."""

    about: int | None


@dataclass(frozen=True)
class Estimate:
    """How many fit, and how many more would without each single requirement, the most costly first."""

    fit: Count
    without: list[tuple[Any, Count]]


def mixed(values: np.ndarray) -> np.ndarray:
    """Scramble integers, shape (n,), uint64 (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def shown_count(ids: np.ndarray, secret: str) -> Count:
    """The number of these people as it may be shown.

    Parameters
    ----------
    ids : ndarray of int64, shape (n,)
    secret : str
        Keeps the noise from being computed elsewhere.
    """
    if ids.size < FEWEST:
        return Count(None)
    seed = np.uint64(int.from_bytes(blake2b(secret.encode(), digest_size=8).digest(), "big"))
    key = mixed(np.array([mixed(ids.astype(np.uint64) ^ seed).sum(dtype=np.uint64) ^ seed]))[0]
    noisy = int(ids.size) + int(key % np.uint64(2 * NOISE + 1)) - NOISE
    return Count(max(FEWEST, STEP * round(noisy / STEP)))


def difference(more: Count, base: Count) -> Count:
    """How many more, from two numbers that may be shown themselves."""
    gained = (more.about or 0) - (base.about or 0)
    return Count(gained if gained >= FEWEST else None)


def estimate(
    session: Session, live: LiveIndex, employer: Employer, values: dict[str, Any], *, today: date, secret: str
) -> Estimate:
    """Estimate for a vacancy as its form stands. Codes its words; the caller rolls back, nothing is kept."""
    vacancy = Vacancy(id=0, state=VacancyState.DRAFT, country=employer.country, licences=[], **UNSAID)
    fill(session, vacancy, values)
    fit, variants = who_fits(session, live, vacancy, today=today)
    base = shown_count(fit, secret)
    costs = [(asked, difference(shown_count(ids, secret), base)) for asked, ids in variants]
    return Estimate(base, sorted(costs, key=lambda cost: -(cost[1].about or 0)))
