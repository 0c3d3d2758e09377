"""Peers in numpy and scipy, and the plain loop."""

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.peers.base import Peer, best, full_scores, skill_totals
from benchmarks.population import N_SKILLS, RADII_KM, Crowd, Offer, World


class ScipyPeer(Peer):
    """A sparse product gives an upper bound of the skills (the sum of similarities, at most 1); 1,000 are re-ranked."""

    name = "scipy sparse product, 1,000 re-ranked"
    exact = False

    def __init__(self, world: World, crowd: Crowd):
        self.world, self.crowd = world, crowd
        ones = np.ones(crowd.skills.size, np.float32)
        self.held = csr_matrix((ones, crowd.skills, crowd.start), shape=(len(crowd), N_SKILLS))

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        worth = np.zeros((N_SKILLS, len(offer.skills)), np.float32)
        for column, skill in enumerate(offer.skills):
            for other, points in self.world.similar(skill):
                worth[other, column] = points
        weights = np.array(offer.weights)
        likely = np.minimum(self.held @ worth, 1000) @ weights
        rough = full_scores(self.world, self.crowd, offer, np.arange(len(self.crowd)), likely)
        chosen = np.argpartition(-rough, min(1000, rough.size - 1))[:1000]
        begin, counts = self.crowd.start[chosen], np.diff(self.crowd.start)[chosen]
        start = np.concatenate([[0], np.cumsum(counts)])
        held = self.crowd.skills[np.repeat(begin - start[:-1], counts) + np.arange(start[-1])]
        totals = skill_totals(self.world, held, start, offer)
        return best(chosen, full_scores(self.world, self.crowd, offer, chosen, totals), k)


class InvertedPeer(Peer):
    """An inverted index in numpy: lists of people by skill, related skills written weakest first."""

    name = "numpy inverted index"

    def __init__(self, world: World, crowd: Crowd):
        self.world, self.crowd = world, crowd
        people = np.repeat(np.arange(len(crowd), dtype=np.int32), np.diff(crowd.start))
        order = np.argsort(crowd.skills, kind="stable")
        self.people = people[order]
        self.begin = np.searchsorted(crowd.skills[order], np.arange(N_SKILLS + 1))

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        totals = np.zeros(len(self.crowd), np.int32)
        for skill, weight in zip(offer.skills, offer.weights, strict=True):
            points_of = np.zeros(len(self.crowd), np.int16)
            for other, points in sorted(self.world.similar(skill), key=lambda pair: pair[1]):
                points_of[self.people[self.begin[other] : self.begin[other + 1]]] = points
            totals += weight * points_of.astype(np.int32)
        everybody = np.arange(len(self.crowd))
        return best(everybody, full_scores(self.world, self.crowd, offer, everybody, totals), k)


class LoopPeer(Peer):
    """A loop over rows in Python, as one would write it first."""

    name = "Python loop"
    largest = 10_000

    def __init__(self, world: World, crowd: Crowd):
        self.world = world
        bounds = zip(crowd.start[:-1].tolist(), crowd.start[1:].tolist(), strict=True)
        skills, rows = crowd.skills.tolist(), crowd.languages.T.tolist()
        self.people = list(
            zip(
                (set(skills[a:b]) for a, b in bounds),
                rows,
                crowd.active.tolist(),
                crowd.place.tolist(),
                RADII_KM[crowd.radius].tolist(),
                crowd.years.tolist(),
                strict=True,
            )
        )

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        distances, scored = self.world.distances(offer.place).tolist(), []
        asked = list(zip(offer.languages, offer.levels, strict=True))
        for number, (held, levels, active, place, radius, years) in enumerate(self.people):
            if not active or any(levels[c] == 0 or levels[c] < level - 1 for c, level in asked):
                continue
            skills = total_of(self.world, held, offer) / (1000.0 * sum(offer.weights))
            location = min(1.0, max(0.0, (2 * radius - distances[place] / 1000.0) / (1.5 * radius)))
            language = sum(min(1.0, levels[c] / level) for c, level in asked) / len(asked)
            experience = min(1.0, years / offer.years) if offer.years else 1.0
            scored.append((-(0.5 * skills + 0.25 * location + 0.15 * language + 0.10 * experience), number))
        scored.sort()
        return np.array([n for _, n in scored[:k]]), np.array([-score for score, _ in scored[:k]])


def total_of(world: World, held: set[int], offer: Offer) -> int:
    """Weight x best similarity over the required skills, of one person."""
    total = 0
    for skill, weight in zip(offer.skills, offer.weights, strict=True):
        total += weight * max((points for other, points in world.similar(skill) if other in held), default=0)
    return total
