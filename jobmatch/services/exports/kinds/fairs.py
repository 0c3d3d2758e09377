"""The lists of a job fair: guests, interviews and booths.

What a badge's code holds, and who needs access or childcare, is in none of them: needs are counted for the planning.
"""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from jobmatch.access.identity import Level
from jobmatch.services.exports import filters, related
from jobmatch.services.exports.columns import CellType, Column, Kind, Load, facts_of
from jobmatch.services.exports.kinds import case
from jobmatch.services.exports.levels import PERSON_KEYS
from models import (
    BoothState,
    Employer,
    ExportKind,
    ExportPurpose,
    FairCheckIn,
    FairEmployer,
    FairGuest,
    FairHall,
    FairInterview,
    FairVacancy,
    FairWish,
    GuestState,
    InterviewState,
    JobFair,
    JobSeeker,
    Role,
    Vacancy,
)

G, M, B, T = FairGuest, FairInterview, FairEmployer, CellType
STAFF = frozenset({Role.OFFICER, Role.ORGANISER})
FAIR = Column(code="fair", sql=JobFair.name)
guest_fact, interview_fact, booth_fact = facts_of(G, Level.SHARED), facts_of(M, Level.SHARED), facts_of(B)
HALL = aliased(FairHall)
INTERVIEW_COUNT: dict[str, Any] = {
    "type": T.NUMBER,
    "related": "interviews",
    "show": lambda rows, level: related.first(rows, level) or 0,
}
"""How many interviews a guest or a booth has."""


def interviews_by(key: Any) -> Load:
    """The interviews that were not cancelled, counted by a guest or a booth."""
    return related.loader(select(key, func.count()).where(M.state != InterviewState.CANCELLED).group_by(key), key)


def with_booth(query: Select[Any]) -> Select[Any]:
    """The fair, the employer and the hall of a booth."""
    return (
        query.join(JobFair, JobFair.id == B.fair_id)
        .join(Employer, Employer.id == B.employer_id)
        .outerjoin(HALL, HALL.id == B.hall_id)
    )


def guest_joins(query: Select[Any]) -> Select[Any]:
    """The person and the fair of a guest."""
    return query.join(JobSeeker, JobSeeker.id == G.job_seeker_id).join(JobFair, JobFair.id == G.fair_id)


GUESTS = Kind(
    code=ExportKind.FAIR_GUESTS,
    model=G,
    person=True,
    roles=STAFF,
    purposes=(ExportPurpose.FAIR,),
    columns=(
        FAIR,
        case.REFERENCE,
        *case.NAMES,
        *case.CONTACTS,
        case.LANGUAGE,
        case.GOVERNORATE,
        guest_fact("state", words="enum", chosen=True),
        guest_fact("walk_in", T.BOOLEAN),
        guest_fact("answered_at", T.MOMENT),
        guest_fact("here_from", words="time"),
        guest_fact("here_until", words="time"),
        guest_fact("wishes", sql=None, related="wishes", show=related.texts, words="list"),
        guest_fact("checked_in_at", T.MOMENT, related="check_ins", show=related.first, chosen=True),
        Column(code="interviews", level=Level.SHARED, **INTERVIEW_COUNT),
        guest_fact("rating", T.NUMBER),
    ),
    joins=guest_joins,
    keys=PERSON_KEYS,
    filters={
        "ids": filters.numbers(G.id),
        "fair": filters.number(G.fair_id),
        "state": filters.member(G.state, GuestState),
    },
    sorts={"name": JobSeeker.name_latin, "state": G.state},
    default_sort="name",
    related={
        "wishes": related.loader(
            select(FairWish.guest_id, Employer.name)
            .join(FairEmployer, FairEmployer.id == FairWish.booth_id)
            .join(Employer, Employer.id == FairEmployer.employer_id)
            .order_by(Employer.name),
            FairWish.guest_id,
        ),
        "check_ins": related.loader(
            select(FairCheckIn.guest_id, func.min(FairCheckIn.at)).group_by(FairCheckIn.guest_id), FairCheckIn.guest_id
        ),
        "interviews": interviews_by(M.guest_id),
    },
)


def interview_joins(query: Select[Any]) -> Select[Any]:
    """The guest with the person, and the booth with its employer, hall and fair."""
    people = query.join(G, G.id == M.guest_id).join(JobSeeker, JobSeeker.id == G.job_seeker_id)
    return with_booth(people.join(B, B.id == M.booth_id)).outerjoin(Vacancy, Vacancy.id == M.vacancy_id)


INTERVIEWS = Kind(
    code=ExportKind.FAIR_INTERVIEWS,
    model=M,
    person=True,
    roles=STAFF,
    purposes=(ExportPurpose.FAIR,),
    columns=(
        FAIR,
        interview_fact("starts_at", T.MOMENT, None, chosen=True),
        interview_fact("queued_at", T.MOMENT, None),
        interview_fact("employer", level=None, sql=Employer.name, chosen=True),
        interview_fact("hall", level=None, sql=HALL.name, chosen=True),
        interview_fact("booth", level=None, sql=B.booth, chosen=True),
        interview_fact("vacancy_reference", level=None, sql=Vacancy.reference),
        interview_fact("vacancy_title", level=None, sql=Vacancy.title),
        case.REFERENCE,
        *case.NAMES,
        *case.CONTACTS,
        case.LANGUAGE,
        interview_fact("state", words="enum", chosen=True),
        interview_fact("wished", T.BOOLEAN),
        interview_fact("outcome", words="enum"),
        interview_fact("outcome_at", T.MOMENT),
        interview_fact("score", T.NUMBER),
    ),
    joins=interview_joins,
    keys=PERSON_KEYS,
    filters={
        "ids": filters.numbers(M.id),
        "fair": filters.number(B.fair_id),
        "booth": filters.number(M.booth_id),
        "state": filters.member(M.state, InterviewState),
    },
    sorts={"time": M.starts_at, "booth": B.booth, "name": JobSeeker.name_latin},
    default_sort="time",
)


BOOTHS = Kind(
    code=ExportKind.FAIR_BOOTHS,
    model=B,
    person=False,
    roles=STAFF,
    purposes=(ExportPurpose.FAIR, ExportPurpose.REPORT),
    columns=(
        FAIR,
        booth_fact("employer", sql=Employer.name, chosen=True),
        booth_fact("phone", sql=Employer.phone),
        booth_fact("email", sql=Employer.email),
        booth_fact("state", words="enum", chosen=True),
        booth_fact("hall", sql=HALL.name, chosen=True),
        booth_fact("booth", chosen=True),
        booth_fact("interviewers", T.NUMBER),
        booth_fact("vacancies", sql=None, related="vacancies", show=related.texts, words="list", chosen=True),
        Column(code="interviews", **INTERVIEW_COUNT),
        booth_fact("attended", T.BOOLEAN),
        booth_fact("rating", T.NUMBER),
    ),
    joins=with_booth,
    filters={
        "ids": filters.numbers(B.id),
        "fair": filters.number(B.fair_id),
        "state": filters.member(B.state, BoothState),
    },
    sorts={"employer": Employer.name, "booth": B.booth, "state": B.state},
    default_sort="employer",
    related={
        "vacancies": related.loader(
            select(FairVacancy.booth_id, Vacancy.title)
            .join(Vacancy, Vacancy.id == FairVacancy.vacancy_id)
            .order_by(Vacancy.title),
            FairVacancy.booth_id,
        ),
        "interviews": interviews_by(M.booth_id),
    },
)
