"""Everybody at once: the people a ranking may hold, read from the database into arrays.

Profiles one by one are right for a few; a million of them would take minutes to make. Rows come as plain tuples in
the order of their person, and every distinct value is turned into what the ranking takes only once.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import chain, compress
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Integer, Text, cast, func, select
from sqlalchemy.orm import Session

from jobmatch.services import taxonomy
from jobmatch.services.eligibility import rankable
from jobmatch.services.profiles import Rates, overall_level, pay_monthly
from matching.columns import HELD, LANGUAGE_UNKNOWN, WANTED, Coded, OccupationLists, SeekerColumns, SkillLists
from matching.levels import macrolanguage
from models import JobSeeker, JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill, PayPeriod

BLOCK = 50_000
SEPARATOR = "\x1f"  # what no concept or code has in it
UNSAID = 9  # among levels of 0 to 6
J = JobSeeker


def rankable_ids(session: Session) -> np.ndarray:
    """Everybody who may be ranked, ids in order, shape (n,), int64."""
    return np.sort(ids_where(session, rankable()))


def ids_where(session: Session, people: ColumnElement[bool]) -> np.ndarray:
    """The ids of the people that a condition lets through, shape (n,), int64; read as one text, being many."""
    return numbers_in(session.scalar(select(func.aggregate_strings(cast(J.id, Text), " ")).where(people)))


def seeker_columns(session: Session, rates: Rates) -> SeekerColumns:
    """All people who may be ranked, as arrays in the order of their ids."""
    ids = rankable_ids(session)
    people = Columns(session, select(*PERSON).order_by(J.id), J.id, ids)
    return SeekerColumns(
        ids=ids,
        active=np.ones(len(ids), bool),
        skills=skill_lists(session, ids),
        occupations=occupation_lists(session, ids),
        languages=language_levels(session, ids),
        place=people.coded(lambda key: taxonomy.place(key) if key else None, 1),
        radius_km=people.coded(itself, 2),
        mobility=people.coded(lambda said: (listed(said[0]) or frozenset(), flag(said[1]), flag(said[2])), 3, 4, 5),
        experience=people.coded(itself, 6),
        education=people.coded(itself, 7),
        availability=people.coded(day, 8),
        pay=people.coded(lambda floor: monthly_pay(floor[0], floor[1], floor[2], rates), 9, 10, 11),
        contract=people.coded(listed, 12),
        licences=people.coded(listed, 13),
    )


def itself(value: Any) -> Any:
    """The value as it comes."""
    return value


def listed(text: str | None) -> frozenset[str] | None:
    """A JSON list as a set; None is unknown."""
    value = None if text is None else json.loads(text)
    return None if value is None else frozenset(value)


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

    Asked for in blocks of people, so that a driver that fetches a whole answer at once holds only a block. The first
    column is whose row it is; rows of people who are not among `ids` are left out here, where it costs nothing.
    """

    def __init__(self, session: Session, query: Any, owner: Any, ids: np.ndarray) -> None:
        self.columns: list[list[Any]] = [[] for _ in query.selected_columns]
        for first, last in blocks(ids):
            answer = session.connection().execute(query.where(owner.between(first, last)))
            rows = answer.cursor.fetchall()
            answer.close()
            kept = among(ids, np.fromiter(map(itemgetter(0), rows), np.int64, len(rows)))
            rows = rows if kept.all() else list(compress(rows, kept.tolist()))
            for at, column in enumerate(self.columns):
                column.extend(map(itemgetter(at), rows))

    def values(self, at: int) -> list[Any]:
        """One column."""
        return self.columns[at]

    def integers(self, at: int) -> np.ndarray:
        """One column as ndarray of int64."""
        return np.array(self.columns[at], np.int64)

    def codes(self, *at: int) -> tuple[np.ndarray, list[Any]]:
        """One column, or several as tuples, as codes into the different values, and these."""
        code = Codes()
        values = self.columns[at[0]] if len(at) == 1 else zip(*(self.columns[each] for each in at), strict=True)
        return np.fromiter(map(code.__getitem__, values), np.int64, len(self.columns[0])), list(code)

    def coded(self, convert: Callable[[Any], Any], *at: int) -> Coded:
        """The same for the ranking, each different value converted once."""
        codes, values = self.codes(*at)
        converted = Coded.of(map(convert, values))
        return Coded(converted.codes[codes], converted.values)


def blocks(ids: np.ndarray) -> list[tuple[int, int]]:
    """The first and the last id of each block of people."""
    return [(int(block[0]), int(block[-1])) for block in np.split(ids, range(BLOCK, len(ids), BLOCK)) if len(block)]


def among(ids: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Whether each owner is among the ids; both are sorted."""
    if not len(owners):
        return np.zeros(0, bool)
    near = ids[np.searchsorted(ids, owners[0]) : np.searchsorted(ids, owners[-1], "right")]
    return np.isin(owners, near, kind="table") if len(near) else np.zeros(len(owners), bool)


class Codes(dict[Any, int]):
    """Values by number, in the order of their coming."""

    def __missing__(self, value: Any) -> int:
        self[value] = len(self)
        return self[value]


def numbers_in(text: str | None) -> np.ndarray:
    """Whole numbers with spaces between them, ndarray of int64."""
    return np.fromstring(text or "", np.int64, sep=" ")


def packed(
    session: Session, ids: np.ndarray, model: Any, name: Any, number: Any
) -> tuple[np.ndarray, np.ndarray, list[str], np.ndarray]:
    """The many rows of a table that hang on people: a name, of which there are few, and a whole number each.

    The database joins the rows of a block to three texts, since a Python object a value would cost more than all else.

    Returns
    -------
    owners, codes : ndarray of int64, shape (n_rows,)
        Whose row it is, in the order of `ids`, and which of the names it has.
    names : list of str
    numbers : ndarray of int64, shape (n_rows,)

    Raises
    ------
    ValueError
        If a name has the separator in it.
    """
    owner, code = model.job_seeker_id, Codes()
    texts = (cast(owner, Text), " "), (name, SEPARATOR), (cast(number, Text), " ")
    query = select(*(func.aggregate_strings(*text) for text in texts)).where(name.is_not(None))
    found = [np.zeros((3, 0), np.int64)]
    for first, last in blocks(ids):
        answer: Any = session.execute(query.where(owner.between(first, last))).one()
        owners, names, numbers = answer
        if owners is not None:
            codes = list(map(code.__getitem__, names.split(SEPARATOR)))
            rows = np.array([numbers_in(owners), codes, numbers_in(numbers)])
            rows = rows[:, np.argsort(rows[0], kind="stable")]
            found.append(rows[:, among(ids, rows[0])])
    together = np.concatenate(found, axis=1)
    return together[0], together[1], list(code), together[2]


def starts(ids: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Where each person's rows begin, shape (n + 1,); `owners` is sorted."""
    return np.concatenate([np.searchsorted(owners, ids, "left"), [len(owners)]]).astype(np.int64)


def skill_lists(session: Session, ids: np.ndarray) -> SkillLists:
    """Who holds which skills; who has none recorded was not asked."""
    model = JobSeekerSkill
    owners, concept, concepts, level = packed(session, ids, model, model.concept, func.coalesce(model.level, 0))
    start = starts(ids, owners)
    return SkillLists(start, concept, level.astype(np.uint8), concepts, known=np.diff(start) > 0)


def occupation_lists(session: Session, ids: np.ndarray) -> OccupationLists:
    """Who held or wants which occupations."""
    model = JobSeekerOccupation
    query = select(model.job_seeker_id, model.concept, model.isco, model.years, model.held, model.wanted)
    query = query.where(model.concept.is_not(None)).order_by(model.job_seeker_id, model.id)
    rows = Columns(session, query, model.job_seeker_id, ids)
    occupation, pairs = rows.codes(1, 2)
    named = Coded.of((concept, isco or taxonomy.isco(concept) or "") for concept, isco in pairs)
    sides = (HELD * rows.integers(4) + WANTED * rows.integers(5)).astype(np.uint8)
    start = starts(ids, rows.integers(0))
    return OccupationLists(
        start, named.codes[occupation] - 1, rows.coded(itself, 3), sides, named.values[1:], known=np.diff(start) > 0
    )


def language_levels(session: Session, ids: np.ndarray) -> dict[str, np.ndarray]:
    """CEFR levels by language, where who speaks a language speaks its macrolanguage as well."""
    model = JobSeekerLanguage
    said = (model.level, cast(model.mother_tongue, Integer), model.listening, model.reading, model.speaking)
    digits: list[Any] = [func.coalesce(each, UNSAID) for each in (*said, model.writing)]
    owners, code, codes, numbers = packed(session, ids, model, model.code, reduce(lambda a, b: a * 10 + b, digits))
    different, which = np.unique(numbers, return_inverse=True)
    held = np.array([overall(*answers(number, len(digits))) for number in different.tolist()], np.int64)[which]
    at = np.searchsorted(ids, owners)
    found: dict[str, np.ndarray] = {}
    for number, name in enumerate(codes):
        mine = (code == number) & (held >= 0)
        for language in dict.fromkeys(chain([name], [macrolanguage(name)] if macrolanguage(name) else [])):
            column = found.setdefault(language, np.full(len(ids), -1, np.int64))
            np.maximum.at(column, at[mine], held[mine])
    return {language: np.where(best < 0, LANGUAGE_UNKNOWN, best).astype(np.uint8) for language, best in found.items()}


def answers(number: int, size: int) -> list[int | None]:
    """The digits of a number, the first one first, as levels."""
    return [None if digit == str(UNSAID) else int(digit) for digit in str(number).zfill(size)]


def overall(level: int | None, mother_tongue: int | None, *competences: int | None) -> int:
    """One CEFR level as `profiles.overall_level` gives it; -1 where it is unknown."""
    listening, reading, speaking, writing = competences
    row = JobSeekerLanguage(level=level, mother_tongue=bool(mother_tongue), listening=listening, reading=reading)
    row.speaking, row.writing = speaking, writing
    known = overall_level(row)
    return -1 if known is None else known
