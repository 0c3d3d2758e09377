"""Everybody at once: the people a ranking may hold, read from the database into arrays.

Profiles one by one are right for a few; a million of them would take minutes to make. Rows come as plain tuples in
the order of their person, and every distinct value is turned into what the ranking takes only once.
"""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from jobmatch.services import taxonomy
from jobmatch.services.eligibility import rankable
from jobmatch.services.profiles import Rates, overall_level, pay_monthly
from matching.columns import HELD, LANGUAGE_UNKNOWN, WANTED, Coded, OccupationLists, SeekerColumns, SkillLists
from matching.levels import macrolanguage
from models import JobSeeker, JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill, PayPeriod

BLOCK = 50_000
J = JobSeeker


def rankable_ids(session: Session) -> np.ndarray:
    """Everybody who may be ranked, ids in order, shape (n,), int64."""
    return np.array(session.scalars(select(J.id).where(rankable()).order_by(J.id)).all(), np.int64)


def seeker_columns(session: Session, rates: Rates) -> SeekerColumns:
    """All people who may be ranked, as arrays in the order of their ids."""
    ids = rankable_ids(session)
    people = Columns(session, select(*PERSON).where(rankable()).order_by(J.id), J.id, ids)

    place = cache(lambda key: taxonomy.place(key) if key else None)
    monthly = cache(lambda amount, currency, period: monthly_pay(amount, currency, period, rates))
    governorates = (listed(text) or frozenset() for text in people.values(3))
    return SeekerColumns(
        ids=ids,
        active=np.ones(len(ids), bool),
        skills=skill_lists(session, ids),
        occupations=occupation_lists(session, ids),
        languages=language_levels(session, ids),
        place=Coded.of(map(place, people.values(1))),
        radius_km=Coded.of(people.values(2)),
        mobility=Coded.of(zip(governorates, map(flag, people.values(4)), map(flag, people.values(5)), strict=True)),
        experience=Coded.of(people.values(6)),
        education=Coded.of(people.values(7)),
        availability=Coded.of(map(day, people.values(8))),
        pay=Coded.of(map(monthly, people.values(9), people.values(10), people.values(11))),
        contract=Coded.of(map(listed, people.values(12))),
        licences=Coded.of(map(listed, people.values(13))),
    )


@cache
def listed(text: str | None) -> frozenset[str] | None:
    """A JSON list as a set; None is unknown."""
    value = None if text is None else json.loads(text)
    return None if value is None else frozenset(value)


@cache
def day(value: date | str | None) -> date | None:
    """A date, which SQLite's driver gives as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def flag(value: bool | int | None) -> bool | None:
    """Yes, no or unknown, which SQLite's driver gives as a number."""
    return None if value is None else bool(value)


def monthly_pay(amount: Any, currency: str | None, period: str | None, rates: Rates) -> float | None:
    """Pay as the ranking compares it; SQLite's driver gives amounts as numbers."""
    exact = None if amount is None else Decimal(str(amount))
    return pay_monthly(exact, currency, PayPeriod(period) if period else None, rates)


PERSON = (
    J.id,
    J.place_key,
    J.radius_km,
    cast(J.governorates, Text),
    J.abroad,
    J.remote,
    J.experience_years,
    J.education,
    J.available_on,
    J.pay_floor,
    J.pay_currency,
    J.pay_period,
    cast(J.contracts, Text),
    cast(J.licences, Text),
)


class Columns:
    """A query's answer by columns, as the driver gives it: no row objects, no conversion of every single value.

    Asked for in blocks of people, so that a driver that fetches a whole answer at once holds only a block.
    """

    def __init__(self, session: Session, query: Any, owner: Any, ids: np.ndarray) -> None:
        self.columns: list[list[Any]] = [[] for _ in query.selected_columns]
        for block in np.split(ids, range(BLOCK, len(ids), BLOCK)) if len(ids) else ():
            answer = session.connection().execute(query.where(owner.between(int(block[0]), int(block[-1]))))
            rows = answer.cursor.fetchall()
            answer.close()
            for at, column in enumerate(self.columns):
                column.extend(map(itemgetter(at), rows))

    def values(self, at: int) -> list[Any]:
        """One column."""
        return self.columns[at]

    def integers(self, at: int) -> np.ndarray:
        """One column as ndarray of int64."""
        return np.array(self.columns[at], np.int64)


def owned(session: Session, ids: np.ndarray, model: Any, *columns: Any) -> Columns:
    """Rows that hang on people who may be ranked, in the order of these people."""
    query = select(model.job_seeker_id, *columns).join(J, J.id == model.job_seeker_id).where(rankable())
    return Columns(session, query.order_by(model.job_seeker_id, model.id), model.job_seeker_id, ids)


def starts(ids: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Where each person's rows begin, shape (n + 1,); `owners` is sorted."""
    return np.concatenate([np.searchsorted(owners, ids, "left"), [len(owners)]]).astype(np.int64)


def codes_of(values: Iterable[Any]) -> tuple[np.ndarray, list[Any]]:
    """Values as codes, and the distinct values in the order of their codes."""
    seen: dict[Any, int] = {}
    codes = np.fromiter((seen.setdefault(value, len(seen)) for value in values), np.int64)
    return codes, list(seen)


def skill_lists(session: Session, ids: np.ndarray) -> SkillLists:
    """Who holds which skills; who has none recorded was not asked."""
    rows = owned(session, ids, JobSeekerSkill, JobSeekerSkill.concept, func.coalesce(JobSeekerSkill.level, 0))
    kept = np.array([concept is not None for concept in rows.values(1)], bool)
    concept, concepts = codes_of(c for c in rows.values(1) if c is not None)
    start = starts(ids, rows.integers(0)[kept])
    return SkillLists(start, concept, rows.integers(2)[kept].astype(np.uint8), concepts, known=np.diff(start) > 0)


def occupation_lists(session: Session, ids: np.ndarray) -> OccupationLists:
    """Who held or wants which occupations."""
    model = JobSeekerOccupation
    rows = owned(session, ids, model, model.concept, model.isco, model.years, model.held, model.wanted)
    kept = np.array([concept is not None for concept in rows.values(1)], bool)
    group = cache(lambda concept, isco: isco or taxonomy.isco(concept) or "")
    pairs = ((c, group(c, isco)) for c, isco in zip(rows.values(1), rows.values(2), strict=True) if c is not None)
    occupation, occupations = codes_of(pairs)
    years = Coded.of(value for value, keep in zip(rows.values(3), kept.tolist(), strict=True) if keep)
    sides = HELD * rows.integers(4)[kept] + WANTED * rows.integers(5)[kept]
    start = starts(ids, rows.integers(0)[kept])
    return OccupationLists(start, occupation, years, sides.astype(np.uint8), occupations, known=np.diff(start) > 0)


def language_levels(session: Session, ids: np.ndarray) -> dict[str, np.ndarray]:
    """CEFR levels by language, where who speaks a language speaks its macrolanguage as well."""
    model = JobSeekerLanguage
    uses = (model.listening, model.reading, model.speaking, model.writing)
    rows = owned(session, ids, model, model.code, model.level, model.mother_tongue, *uses)
    if not rows.values(0):
        return {}
    level = cache(overall)
    levels = np.fromiter(map(level, *(rows.values(at) for at in range(2, 8))), np.int64)
    at = np.searchsorted(ids, rows.integers(0))
    code, codes = codes_of(rows.values(1))
    found: dict[str, np.ndarray] = {}
    for number, name in enumerate(codes):
        mine = (code == number) & (levels >= 0)
        for language in dict.fromkeys(chain([name], [macrolanguage(name)] if macrolanguage(name) else [])):
            column = found.setdefault(language, np.full(len(ids), -1, np.int64))
            np.maximum.at(column, at[mine], levels[mine])
    return {language: np.where(held < 0, LANGUAGE_UNKNOWN, held).astype(np.uint8) for language, held in found.items()}


def overall(level: int | None, mother_tongue: bool, *competences: int | None) -> int:
    """One CEFR level as `profiles.overall_level` gives it; -1 where it is unknown."""
    listening, reading, speaking, writing = competences
    row = JobSeekerLanguage(level=level, mother_tongue=mother_tongue, listening=listening, reading=reading)
    row.speaking, row.writing = speaking, writing
    known = overall_level(row)
    return -1 if known is None else known
