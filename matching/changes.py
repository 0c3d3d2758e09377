"""What a job seeker could do: the nearest changes, and which vacancies each would open to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from matching.advice import SUITABLE
from matching.criteria import BY_NAME
from matching.criteria.location import by_mobility
from matching.index import RankingIndex
from matching.profiles import SeekerProfile
from matching.results import CRITERIA, Change, Reason
from matching.standing import Standing

RADII_KM = (10, 25, 50, 100, 200)
ROUNDING = 1e-9  # far above what the order of a sum can do to it
LEVELS_AT_ONCE = 2  # nobody gains more CEFR levels than that in one course

CHANGE_CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "change.learn_skill": ("skill",),
        "change.raise_skill": ("skill",),
        "change.improve_language": ("language", "level"),
        "change.get_licence": ("licence",),
        "change.widen_radius": ("radius_km",),
        "change.work_in_governorate": ("governorate",),
        "change.accept_remote": (),
        "change.accept_abroad": (),
        "change.accept_contract": ("contract",),
    }
)


@dataclass(frozen=True, slots=True)
class _Try:
    """A change, the rows it may move, their scores after it, and whether no hard rule is left; `n_rows` each."""

    what: Reason
    rows: np.ndarray
    scores: np.ndarray
    fit: np.ndarray


def what_would_help(
    index: RankingIndex,
    seeker_id: int,
    vacancy_id: int | None = None,
    *,
    bar: float = SUITABLE,
    weights: Mapping[str, float] | None = None,
    k: int = 10,
) -> list[Change]:
    """List the changes that would bring a job seeker nearest to one open vacancy, or to all of them.

    A vacancy is open to somebody who breaks none of its hard rules and scores at least `bar`. Only what is known can be
    changed; what is unknown is a question (`questions`).

    Returns
    -------
    list of Change, at most `k`
        Those that open the most vacancies first, then by the sum of what the scores gain.

    Raises
    ------
    UnknownSeeker, InvalidWeights
    """
    standing = index.standing(seeker_id, weights, None if vacancy_id is None else np.array([vacancy_id]))
    before = standing.scores()
    closed = ~(standing.fit & (before >= bar))
    changes = []
    for tried in (*_skills(index, standing, before, bar, k), *_others(standing)):
        rows = tried.rows
        opened = rows[tried.fit & (tried.scores >= bar) & closed[rows]]
        gain = float((tried.scores - before[rows])[tried.fit].sum())
        if gain > 0 or opened.size:
            changes.append(Change(tried.what, tuple(standing.vacancies[row].id for row in opened.tolist()), gain))
    changes.sort(key=lambda change: (-len(change.opens), -change.gain, change.what.code, str(change.what.facts)))
    return changes[:k]


def _skills(index: RankingIndex, standing: Standing, before: np.ndarray, bar: float, k: int) -> Iterator[_Try]:
    """Yield the skills to learn or to improve that may be among the best `k` changes, out of all that are asked for."""
    if standing.seeker.skills is None:
        return
    held = {skill.concept: skill.level for skill in standing.seeker.skills}
    concepts = sorted(_wanted_skills(standing, held))
    fit = np.flatnonzero(standing.fit)
    concept, row, points = index.skills_if_learned(
        standing.seeker.id, [standing.vacancies[at] for at in fit.tolist()], concepts
    )
    row = fit[row]
    moved = points > standing.points[row, CRITERIA.index("skills")]
    concept, row, points = concept[moved], row[moved], points[moved]
    scores = standing.scores_with("skills", row, points)
    opens = np.bincount(concept, (scores >= bar) & (before[row] < bar), len(concepts))
    gains = np.bincount(concept, scores - before[row], len(concepts))
    for number in _leading(opens, gains, k).tolist():
        name, mine = concepts[number], concept == number
        what = Reason("change.raise_skill" if name in held else "change.learn_skill", {"skill": name})
        yield _Try(what, row[mine], scores[mine], np.ones(np.count_nonzero(mine), bool))


def _wanted_skills(standing: Standing, held: Mapping[str, int | None]) -> set[str]:
    """Skills that a vacancy asks for and that are not held, or not at the level asked for."""
    return {
        required.concept
        for vacancy in standing.vacancies
        for required in vacancy.skills
        if required.concept not in held or (held[required.concept] or 9) < (required.level or 0)
    }


def _leading(opens: np.ndarray, gains: np.ndarray, k: int) -> np.ndarray:
    """Return which are among the best `k`, the most opened first and then the most gained, ties included."""
    if opens.size <= k:
        return np.arange(opens.size)
    last = np.lexsort((-gains, -opens))[k - 1]
    return np.flatnonzero((opens > opens[last]) | ((opens == opens[last]) & (gains >= gains[last] - ROUNDING)))


def _others(standing: Standing) -> Iterator[_Try]:
    """Yield the changes other than skills that move any vacancy."""
    for what, criterion, seeker, concerned in _possible(standing):
        rows = np.array(concerned, np.int64)
        rows = rows[standing.fit_but_for(criterion)[rows]]
        if rows.size:
            rules = BY_NAME[criterion].exclusions
            fit = standing.fit[rows]
            for at in np.flatnonzero(~fit).tolist():
                fit[at] = not rules(seeker, standing.vacancies[rows[at]])
            points = standing.points_of(criterion, rows, seeker)
            yield _Try(what, rows, standing.scores_with(criterion, rows, points), fit)


def _possible(standing: Standing) -> Iterator[tuple[Reason, str, SeekerProfile, list[int]]]:
    seeker, offers = standing.seeker, list(enumerate(standing.vacancies))
    below: dict[str, list[int]] = {}
    for row, v in offers:
        for required in v.languages:
            if seeker.languages.get(required.code, 6) < required.level:
                below.setdefault(required.code, []).append(row)
    for code, rows in below.items():
        held = seeker.languages[code]
        for level in range(held + 1, min(6, held + LEVELS_AT_ONCE) + 1):
            changed = replace(seeker, languages={**seeker.languages, code: level})
            yield Reason("change.improve_language", {"language": code, "level": level}), "language", changed, rows
    for licence in sorted(set().union(*(v.licences for _, v in offers)) - (seeker.licences or frozenset())):
        if seeker.licences is not None:
            rows = [row for row, v in offers if licence in v.licences]
            changed = replace(seeker, licences=seeker.licences | {licence})
            yield Reason("change.get_licence", {"licence": licence}), "licences", changed, rows
    for contract in sorted({v.contract for _, v in offers if v.contract} - (seeker.contracts or frozenset())):
        if seeker.contracts is not None:
            rows = [row for row, v in offers if v.contract == contract]
            changed = replace(seeker, contracts=seeker.contracts | {contract})
            yield Reason("change.accept_contract", {"contract": contract}), "contract", changed, rows
    yield from _moves(standing)


def _moves(standing: Standing) -> Iterator[tuple[Reason, str, SeekerProfile, list[int]]]:
    seeker = standing.seeker
    short = np.flatnonzero(standing.points[:, CRITERIA.index("location")] < 1).tolist()
    offers = [(row, standing.vacancies[row]) for row in short]
    offers = [(row, vacancy) for row, vacancy in offers if BY_NAME["location"].asked(vacancy)]
    if seeker.remote is False:
        rows = [row for row, v in offers if v.remote]
        yield Reason("change.accept_remote"), "location", replace(seeker, remote=True), rows
    if seeker.abroad is False:
        rows = [row for row, v in enumerate(standing.vacancies) if v.abroad]  # the refusal excludes at any distance
        yield Reason("change.accept_abroad"), "location", replace(seeker, abroad=True), rows
    named = {v.place.governorate for _, v in offers if v.place and v.place.governorate}
    for governorate in sorted(named - seeker.governorates):
        rows = [row for row, v in offers if v.place and v.place.governorate == governorate]
        changed = replace(seeker, governorates=seeker.governorates | {governorate})
        yield Reason("change.work_in_governorate", {"governorate": governorate}), "location", changed, rows
    if seeker.radius_km is not None and seeker.place is not None:
        mobility = (seeker.governorates, seeker.abroad, seeker.remote)
        for radius in (radius for radius in RADII_KM if radius > seeker.radius_km):
            far = standing.distance_km > 2 * radius  # which stays at nothing
            rows = [row for row, v in offers if not far[row] and by_mobility(mobility, v) is None]
            changed = replace(seeker, radius_km=float(radius))
            yield Reason("change.widen_radius", {"radius_km": radius}), "location", changed, rows
