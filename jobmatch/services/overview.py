"""Rankings as the system itself may see them: over all offices, told by reference and never by name."""

from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from jobmatch.clock import today
from jobmatch.errors import InvalidInput, NotEligible
from jobmatch.services.suggestions import LiveIndex, Suggestion, explain_ranking, rank_vacancies, reach_of
from models import FormerReference, JobSeeker, Vacancy


def suggest_by_reference(
    session: Session, live: LiveIndex, vacancy_reference: str | None, case_reference: str | None, *, k: int
) -> dict[str, Any]:
    """The ranking for a vacancy or for a person, with every criterion's score, codes and facts.

    Raises
    ------
    InvalidInput
        If nothing has this reference.
    NotEligible
        If the person is in no ranking.
    """
    if vacancy_reference is not None:
        vacancy = session.scalar(select(Vacancy).where(Vacancy.reference == vacancy_reference.upper()))
        if vacancy is None:
            raise InvalidInput({"vacancy": [f"There is no vacancy {vacancy_reference}."]})
        reach = reach_of(session, live, vacancy, true(), today=today())
        ranking = reach.rank(k)
        found = explain_ranking(session, reach, ranking)
        subject = vacancy.reference
    else:
        person = person_with_reference(session, str(case_reference))
        ranking, found = rank_vacancies(session, live, person, k=k, today=today())
        if person.id not in live.catch_up(session):
            raise NotEligible(f"{person.case_reference} is in no ranking: not active, or no consent to be suggested")
        subject = person.case_reference
    return {
        "subject": subject,
        "considered": ranking.considered,
        "excluded": ranking.excluded,
        "results": [told(suggestion) for suggestion in found],
    }


def person_with_reference(session: Session, reference: str) -> JobSeeker:
    """The person of a case reference, also of one that was merged into theirs."""
    reference = reference.upper()
    former = select(FormerReference.job_seeker_id).where(FormerReference.reference == reference)
    person = session.scalar(select(JobSeeker).where((JobSeeker.case_reference == reference) | JobSeeker.id.in_(former)))
    if person is None:
        raise InvalidInput({"job-seeker": [f"There is no person {reference}."]})
    return person


def told(suggestion: Suggestion) -> dict[str, Any]:
    """One result as scripts read it."""
    row = suggestion.row
    return {
        "reference": row.reference if isinstance(row, Vacancy) else row.case_reference,
        "score": round(suggestion.score, 6),
        "coverage": round(suggestion.coverage, 4),
        "criteria": [
            {
                "criterion": part.criterion,
                "score": None if part.score is None else round(float(part.score), 6),
                "coverage": round(float(part.coverage), 4),
                "weight": float(part.weight),
                "reasons": [{"code": reason.code, "facts": dict(reason.facts)} for reason in part.reasons],
            }
            for part in suggestion.explanation.parts
        ],
    }
