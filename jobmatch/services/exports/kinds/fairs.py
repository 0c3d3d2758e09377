"""The lists of a job fair: guests, interviews and booths.

What a badge's code holds, and who needs access or childcare, is in none of them: needs are counted for the planning.
"""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from jobmatch.access.identity import Level
from jobmatch.services.exports import filters, related
from jobmatch.services.exports.columns import CellType, Column, Kind
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


def fact(model: Any, code: str, type_: CellType = T.TEXT, level: Level | None = Level.SHARED, **more: Any) -> Column:
    """A column of a row's own."""
    return Column(code=code, type=type_, level=level, **{"sql": getattr(model, code, None), **more})


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
        fact(G, "state", words="enum", chosen=True),
        fact(G, "walk_in", T.BOOLEAN),
        fact(G, "answered_at", T.MOMENT),
        fact(G, "here_from", words="time"),
        fact(G, "here_until", words="time"),
        fact(G, "wishes", sql=None, related="wishes", show=related.texts, words="list"),
        fact(G, "checked_in_at", T.MOMENT, related="check_ins", show=related.first, chosen=True),
        fact(G, "interviews", T.NUMBER, related="interviews", show=lambda rows, level: related.first(rows, level) or 0),
        fact(G, "rating", T.NUMBER),
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
        "interviews": related.loader(
            select(M.guest_id, func.count()).where(M.state != InterviewState.CANCELLED).group_by(M.guest_id), M.guest_id
        ),
    },
)

HALL = aliased(FairHall)


def interview_joins(query: Select[Any]) -> Select[Any]:
    """The guest with the person, and the booth with its employer, hall and fair."""
    return (
        query.join(G, G.id == M.guest_id)
        .join(JobSeeker, JobSeeker.id == G.job_seeker_id)
        .join(B, B.id == M.booth_id)
        .join(JobFair, JobFair.id == B.fair_id)
        .join(Employer, Employer.id == B.employer_id)
        .outerjoin(HALL, HALL.id == B.hall_id)
        .outerjoin(Vacancy, Vacancy.id == M.vacancy_id)
    )


INTERVIEWS = Kind(
    code=ExportKind.FAIR_INTERVIEWS,
    model=M,
    person=True,
    roles=STAFF,
    purposes=(ExportPurpose.FAIR,),
    columns=(
        FAIR,
        fact(M, "starts_at", T.MOMENT, None, chosen=True),
        fact(M, "queued_at", T.MOMENT, None),
        fact(M, "employer", level=None, sql=Employer.name, chosen=True),
        fact(M, "hall", level=None, sql=HALL.name, chosen=True),
        fact(M, "booth", level=None, sql=B.booth, chosen=True),
        fact(M, "vacancy_reference", level=None, sql=Vacancy.reference),
        fact(M, "vacancy_title", level=None, sql=Vacancy.title),
        case.REFERENCE,
        *case.NAMES,
        *case.CONTACTS,
        case.LANGUAGE,
        fact(M, "state", words="enum", chosen=True),
        fact(M, "wished", T.BOOLEAN),
        fact(M, "outcome", words="enum"),
        fact(M, "outcome_at", T.MOMENT),
        fact(M, "score", T.NUMBER),
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


def booth_joins(query: Select[Any]) -> Select[Any]:
    """The fair, the employer and the hall of a booth."""
    return (
        query.join(JobFair, JobFair.id == B.fair_id)
        .join(Employer, Employer.id == B.employer_id)
        .outerjoin(HALL, HALL.id == B.hall_id)
    )


BOOTHS = Kind(
    code=ExportKind.FAIR_BOOTHS,
    model=B,
    person=False,
    roles=STAFF,
    purposes=(ExportPurpose.FAIR, ExportPurpose.REPORT),
    columns=(
        FAIR,
        fact(B, "employer", level=None, sql=Employer.name, chosen=True),
        fact(B, "phone", level=None, sql=Employer.phone),
        fact(B, "email", level=None, sql=Employer.email),
        fact(B, "state", level=None, words="enum", chosen=True),
        fact(B, "hall", level=None, sql=HALL.name, chosen=True),
        fact(B, "booth", level=None, chosen=True),
        fact(B, "interviewers", T.NUMBER, None),
        fact(B, "vacancies", level=None, sql=None, related="vacancies", show=related.texts, words="list", chosen=True),
        fact(
            B,
            "interviews",
            T.NUMBER,
            None,
            related="interviews",
            show=lambda rows, level: related.first(rows, level) or 0,
        ),
        fact(B, "attended", T.BOOLEAN, None),
        fact(B, "rating", T.NUMBER, None),
    ),
    joins=booth_joins,
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
        "interviews": related.loader(
            select(M.booth_id, func.count()).where(M.state != InterviewState.CANCELLED).group_by(M.booth_id), M.booth_id
        ),
    },
)
