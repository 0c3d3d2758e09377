"""A made-up world to rank in: skills, places, languages, vacancies, and any number of job seekers. Seeded.

14,000 skills in groups of 40 whose members are related, held with a Zipf-like popularity; 3,000 places around 30 towns
over some 600 km; 20 languages; 1,000 vacancies. Nothing is unknown of anybody: 0 means "known not to be held".
"""

from dataclasses import dataclass

import numpy as np

from matching.columns import Coded, SeekerColumns, SkillLists
from matching.distance import distances_m
from matching.profiles import Place, RequiredLanguage, RequiredSkill, VacancyProfile
from matching.relations import Relations

N_SKILLS, N_PLACES, N_LANGUAGES, N_TOWNS, GROUP = 14_000, 3_000, 20, 30, 40
RADII_KM = np.array([10.0, 25.0, 50.0, 100.0, 1000.0])
CHUNK = 100_000


@dataclass(frozen=True)
class Offer:
    """A vacancy of the made-up world, in numbers."""

    number: int
    skills: list[int]
    weights: list[int]
    place: int
    languages: list[int]
    levels: list[int]
    years: int


@dataclass(frozen=True)
class World:
    """What does not depend on the job seekers. `related[s]` are (skill, similarity in thousandths) pairs."""

    popularity: np.ndarray  # of skills, sums to 1
    related: list[list[tuple[int, int]]]
    latitude: np.ndarray
    longitude: np.ndarray
    place_share: np.ndarray
    language_share: np.ndarray  # of all languages but the first
    offers: list[Offer]

    def distances(self, place: int) -> np.ndarray:
        """Metres from a place to every place."""
        return distances_m(self.latitude[place], self.longitude[place], self.latitude, self.longitude)

    def similar(self, skill: int) -> list[tuple[int, int]]:
        """A skill itself and its related ones, with similarity in thousandths."""
        return [(skill, 1000), *self.related[skill]]

    def relations(self) -> Relations:
        """The same, as the ranking takes it."""
        return Relations((f"s{a}", f"s{b}", points / 1000) for a, row in enumerate(self.related) for b, points in row)

    def place(self, number: int) -> Place:
        """A place as the ranking takes it."""
        return Place(float(self.latitude[number]), float(self.longitude[number]))

    def vacancy(self, number: int) -> VacancyProfile:
        """A vacancy as the ranking takes it."""
        offer = self.offers[number]
        return VacancyProfile(
            number,
            skills=tuple(RequiredSkill(f"s{s}", w) for s, w in zip(offer.skills, offer.weights, strict=True)),
            languages=tuple(
                RequiredLanguage(f"l{c}", level) for c, level in zip(offer.languages, offer.levels, strict=True)
            ),
            place=self.place(offer.place),
            experience_years=offer.years,
        )


@dataclass(frozen=True)
class Crowd:
    """Job seekers of the made-up world; `skills[start[i]:start[i + 1]]` are those of person i."""

    start: np.ndarray
    skills: np.ndarray
    levels: np.ndarray
    languages: np.ndarray  # (N_LANGUAGES, n): 0 not held, 1..6
    active: np.ndarray
    place: np.ndarray
    radius: np.ndarray  # index into RADII_KM
    years: np.ndarray

    def __len__(self) -> int:
        return self.active.size

    def columns(self, world: World) -> SeekerColumns:
        """The same people as the ranking takes them; ids are their numbers."""
        return SeekerColumns(
            ids=np.arange(len(self)),
            active=self.active,
            skills=SkillLists(self.start, self.skills, self.levels, [f"s{s}" for s in range(N_SKILLS)]),
            languages={f"l{c}": levels for c, levels in enumerate(self.languages)},
            place=Coded(self.place + 1, [None, *(world.place(p) for p in range(N_PLACES))]),
            radius_km=Coded(self.radius + 1, [None, *RADII_KM.tolist()]),
            experience=Coded(self.years + 1, [None, *(float(year) for year in range(31))]),
        )


def make_world(seed: int, n_offers: int = 1000) -> World:
    """Make everything but the people."""
    rng = np.random.default_rng(seed)
    popularity = np.empty(N_SKILLS)
    popularity[rng.permutation(N_SKILLS)] = _zipf(N_SKILLS, 1.1)
    towns, size = rng.uniform(-260, 260, (N_TOWNS, 2)), _zipf(N_TOWNS, 0.9)
    km = towns[rng.choice(N_TOWNS, N_PLACES, p=size)] + rng.normal(0, 18, (N_PLACES, 2))
    place_share = rng.permutation(_zipf(N_PLACES, 0.8))
    language_share = _zipf(N_LANGUAGES - 1, 1.2)
    return World(
        popularity=popularity,
        related=_related(rng),
        latitude=50 + km[:, 1] / 111.2,
        longitude=10 + km[:, 0] / (111.2 * np.cos(np.radians(50))),
        place_share=place_share,
        language_share=language_share,
        offers=[_offer(rng, number, popularity, place_share, language_share) for number in range(n_offers)],
    )


def make_crowd(world: World, size: int, seed: int) -> Crowd:
    """Make `size` job seekers."""
    rng = np.random.default_rng([seed, size])
    parts = [_skills(rng, world.popularity, min(CHUNK, size - at)) for at in range(0, size, CHUNK)]
    skills, counts = (np.concatenate(part) for part in zip(*parts, strict=True))
    first = rng.choice([1, 2, 3, 4, 5, 6], size, p=[0.03, 0.05, 0.1, 0.17, 0.25, 0.4])
    languages = np.zeros((N_LANGUAGES, size), np.uint8)
    languages[0] = np.where(rng.random(size) < 0.95, first, 0)
    further = rng.choice(4, size, p=[0.45, 0.35, 0.15, 0.05])
    further = np.maximum(further, languages[0] == 0)
    for nth in range(3):
        who = np.flatnonzero(further > nth)
        which = 1 + rng.choice(N_LANGUAGES - 1, who.size, p=world.language_share)
        languages[which, who] = rng.integers(1, 7, who.size)
    return Crowd(
        start=np.concatenate([[0], np.cumsum(counts)]),
        skills=skills,
        levels=rng.integers(1, 6, skills.size).astype(np.uint8),
        languages=languages,
        active=rng.random(size) < 0.9,
        place=rng.choice(N_PLACES, size, p=world.place_share),
        radius=rng.choice(RADII_KM.size, size, p=[0.15, 0.3, 0.35, 0.15, 0.05]),
        years=rng.integers(0, 31, size),
    )


def _zipf(n: int, exponent: float) -> np.ndarray:
    weight = np.arange(1, n + 1) ** -exponent
    return weight / weight.sum()


def _related(rng: np.random.Generator) -> list[list[tuple[int, int]]]:
    related: list[list[tuple[int, int]]] = [[] for _ in range(N_SKILLS)]
    for group in rng.permutation(N_SKILLS).reshape(-1, GROUP):
        for skill in group.tolist():
            others = rng.permutation(group[group != skill])[: rng.integers(15, 21)]
            related[skill] = list(zip(others.tolist(), rng.integers(501, 1000, others.size).tolist(), strict=True))
    return related


def _offer(rng, number: int, popularity: np.ndarray, place_share: np.ndarray, language_share: np.ndarray) -> Offer:
    essential, optional = int(rng.integers(4, 9)), int(rng.integers(0, 5))
    skills = rng.choice(N_SKILLS, essential + optional, replace=False, p=popularity).tolist()
    languages = [0 if rng.random() < 0.9 else 1 + int(rng.choice(N_LANGUAGES - 1, p=language_share))]
    if rng.random() < 0.35:
        second = 1 + int(rng.choice(N_LANGUAGES - 1, p=language_share))
        languages += [] if second in languages else [second]
    return Offer(
        number=number,
        skills=skills,
        weights=[*rng.integers(50, 101, essential).tolist(), *rng.integers(10, 41, optional).tolist()],
        place=int(rng.choice(N_PLACES, p=place_share)),
        languages=languages,
        levels=rng.integers(2, 6, len(languages)).tolist(),
        years=int(rng.integers(0, 11)),
    )


def _skills(rng, popularity: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw 3 to 15 different skills for each of `n` people, the popular ones more often."""
    limits = np.cumsum(popularity)
    drawn = np.minimum(np.searchsorted(limits, rng.random((n, 28))), N_SKILLS - 1).astype(np.int32)
    order = np.argsort(drawn, axis=1, kind="stable")
    ordered = np.take_along_axis(drawn, order, axis=1)
    again = np.zeros(drawn.shape, bool)
    np.put_along_axis(again, order[:, 1:], ordered[:, 1:] == ordered[:, :-1], axis=1)
    kept = ~again & (np.cumsum(~again, axis=1) <= rng.integers(3, 16, n)[:, None])
    return drawn[kept], kept.sum(axis=1)
