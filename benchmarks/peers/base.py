"""The work that every peer does, and the naive answer that all are held against."""

import time

import numpy as np

from benchmarks.population import RADII_KM, Crowd, Offer, World

WEIGHTS = {"skills": 0.5, "location": 0.25, "language": 0.15, "experience": 0.10}


class Peer:
    """One way to rank. `exact` says whether it claims the naive answer."""

    name: str
    exact = True
    largest = 1_000_000  # the most people it is asked to rank; more would take minutes

    def __init__(self, world: World, crowd: Crowd):
        raise NotImplementedError

    def prepare(self, offers: list[Offer]) -> None:
        """Do once what is done when a vacancy is new; not timed."""

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return ids and scores, best first, ties by id."""
        raise NotImplementedError

    def processor_seconds(self) -> float:
        """Processor time used so far by whatever does the work."""
        return time.process_time()

    def close(self) -> None:
        """Let go of what the peer holds."""


def skill_totals(world: World, skills: np.ndarray, start: np.ndarray, offer: Offer) -> np.ndarray:
    """Weight x best similarity, summed over the required skills, for lists of skills; in thousandths."""
    totals = np.zeros(start.size - 1, np.int64)
    for skill, weight in zip(offer.skills, offer.weights, strict=True):
        worth = np.zeros(world.popularity.size, np.int64)
        for other, points in world.similar(skill):
            worth[other] = points
        totals += weight * np.maximum.reduceat(worth[skills], start[:-1])
    return totals


def full_scores(world: World, crowd: Crowd, offer: Offer, who: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """The scores of some people from their skill totals; -1 where a hard rule excludes."""
    radius = RADII_KM[crowd.radius[who]]
    distance = world.distances(offer.place)[crowd.place[who]] / 1000.0
    location = np.clip((2 * radius - distance) / (1.5 * radius), 0, 1)
    fit, language = crowd.active[who].copy(), np.zeros(who.size)
    for code, level in zip(offer.languages, offer.levels, strict=True):
        held = crowd.languages[code][who]
        fit &= (held > 0) & (held.astype(int) >= level - 1)
        language += np.minimum(1.0, held / float(level))
    years = np.minimum(1.0, crowd.years[who] / float(offer.years)) if offer.years else np.ones(who.size)
    skills = totals / (1000.0 * sum(offer.weights))
    scores = 0.5 * skills + 0.25 * location + 0.15 * (language / len(offer.languages)) + 0.10 * years
    return np.where(fit, scores, -1.0)


def best(ids: np.ndarray, scores: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The first `k` of those not excluded, best first, ties by id."""
    kept = np.flatnonzero(scores >= 0)
    order = kept[np.lexsort((ids[kept], -scores[kept]))[:k]]
    return ids[order], scores[order]


def naive(world: World, crowd: Crowd, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The naive exact answer: everybody's score in float64."""
    everybody = np.arange(len(crowd))
    totals = skill_totals(world, crowd.skills, crowd.start, offer)
    return best(everybody, full_scores(world, crowd, offer, everybody, totals), k)
