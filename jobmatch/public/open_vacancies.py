"""Which vacancies the public may read: open, with an opening left, not expired, of a verified employer."""

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import NotFound
from jobmatch.services import taxonomy
from jobmatch.services.vacancy_approval import live
from models import Employer, Vacancy, VacancyKind, VacancyState


class Gone(Exception):
    """It was public once and is over."""


def open_vacancies() -> Select[Vacancy]:
    """Every vacancy that is public today."""
    return select(Vacancy).where(live(today())).options(joinedload(Vacancy.employer))


def matching_words(query: Select[Vacancy], words: str) -> Select[Vacancy]:
    """Those whose title, text or employer has the words, or whose occupation bears that name in any language."""
    if not words:
        return query
    like = {"autoescape": True}
    folded = words.lower()
    conditions = [
        func.lower(Vacancy.title).contains(folded, **like),
        func.lower(func.coalesce(Vacancy.description, "")).contains(folded, **like),
        Vacancy.employer.has(func.lower(Employer.name).contains(folded, **like)),
    ]
    occupation = taxonomy.occupation_of(words)
    if occupation:
        conditions.append(Vacancy.occupation == occupation)
    return query.where(or_(*conditions))


def in_place(query: Select[Vacancy], words: str) -> Select[Vacancy]:
    """Those in the town or governorate that the words name, in any spelling; none where nobody knows it."""
    if not words:
        return query
    found = taxonomy.find_place(words)
    if found is None:
        return query.where(func.lower(func.coalesce(Vacancy.place_text, "")).contains(words.lower(), autoescape=True))
    if found.key.startswith("area:"):
        return query.where(Vacancy.governorate == found.governorate)
    return query.where(Vacancy.place_key == found.key)


def of_kind(query: Select[Vacancy], kind: str) -> Select[Vacancy]:
    """Those of one kind; all where the kind is none."""
    return query.where(Vacancy.kind == kind) if kind in set(VacancyKind) else query


def public_vacancy(reference: str) -> Vacancy:
    """One vacancy by its reference.

    Raises
    ------
    Gone
        If it was public and has closed, filled or expired.
    NotFound
        If it was never public, or is held back for now.
    """
    row = db.session.scalar(open_vacancies().where(Vacancy.reference == reference))
    if row is not None:
        return row
    known = db.session.scalar(select(Vacancy).where(Vacancy.reference == reference))
    if known is not None and known.published_at is not None and is_over(known):
        raise Gone
    raise NotFound("vacancy")


def is_over(vacancy: Vacancy) -> bool:
    """Whether it has closed, or has no opening left, or its last day has passed."""
    if vacancy.state is not VacancyState.OPEN:
        return vacancy.state is VacancyState.CLOSED
    return vacancy.openings_left == 0 or (vacancy.expires_on is not None and vacancy.expires_on < today())
