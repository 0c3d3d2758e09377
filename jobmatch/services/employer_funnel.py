"""How far the service has come with businesses, in figures: how many were contacted, how many offer what."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from models import ContactStage, Employer, EmployerContactEvent, Vacancy


@dataclass(frozen=True)
class Funnel:
    """Distinct businesses that reached each stage in the period, those that published a vacancy, and their openings."""

    stages: dict[ContactStage, int]
    offering: int
    openings: int


def within(column: InstrumentedAttribute[date], since: date | None, until: date | None) -> ColumnElement[bool]:
    """A condition: the day lies in the period, whose ends may be open."""
    return and_(true(), *([column >= since] if since else []), *([column <= until] if until else []))


def published_within(since: date | None, until: date | None) -> ColumnElement[bool]:
    """A condition on `Vacancy`: it was published in the period."""
    start = [Vacancy.published_at >= datetime.combine(since, time(), UTC)] if since else []
    end = [Vacancy.published_at < datetime.combine(until + timedelta(days=1), time(), UTC)] if until else []
    return and_(Vacancy.published_at.is_not(None), *start, *end)


def count_funnel(session: Session, *, since: date | None = None, until: date | None = None) -> Funnel:
    """Count the funnel. Whoever was interested was contacted too, whether or not that was written down."""
    rows = session.execute(
        select(EmployerContactEvent.stage, func.count(EmployerContactEvent.employer_id.distinct()))
        .where(within(EmployerContactEvent.happened_on, since, until))
        .group_by(EmployerContactEvent.stage)
    )
    stages = dict.fromkeys(ContactStage, 0) | {row[0]: row[1] for row in rows}
    anybody = select(func.count(EmployerContactEvent.employer_id.distinct())).where(
        within(EmployerContactEvent.happened_on, since, until)
    )
    stages[ContactStage.CONTACTED] = session.scalar(anybody) or 0
    offering, openings = session.execute(
        select(func.count(Vacancy.employer_id.distinct()), func.coalesce(func.sum(Vacancy.openings), 0)).where(
            published_within(since, until)
        )
    ).one()
    return Funnel(stages, offering, openings)


def next_steps(session: Session, until: date) -> list[EmployerContactEvent]:
    """Each business's latest contact, where it names a next step that is due by `until`; the oldest first."""
    latest = select(func.max(EmployerContactEvent.id)).group_by(EmployerContactEvent.employer_id)
    rows = select(EmployerContactEvent).where(
        EmployerContactEvent.id.in_(latest),
        EmployerContactEvent.next_on.is_not(None),
        EmployerContactEvent.next_on <= until,
    )
    rows = rows.join(EmployerContactEvent.employer).options(contains_eager(EmployerContactEvent.employer))
    return list(session.scalars(rows.order_by(EmployerContactEvent.next_on, Employer.name)))
