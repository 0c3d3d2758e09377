"""``jobmatch suggest``."""

import json

import pytest
from sqlalchemy import select

from models import Consent, ConsentPurpose, JobSeeker, JobSeekerState, Vacancy, VacancyState


@pytest.fixture
def vacancy(demo):
    return demo.scalars(select(Vacancy).where(Vacancy.state == VacancyState.OPEN).limit(1)).one()


@pytest.fixture
def person(demo):
    agreed = select(Consent.job_seeker_id).where(
        Consent.purpose == ConsentPurpose.MATCHING, Consent.withdrawn_on.is_(None)
    )
    active = JobSeeker.state == JobSeekerState.ACTIVE
    return demo.scalars(select(JobSeeker).where(active, JobSeeker.id.in_(agreed)).limit(1)).one()


def test_people_for_a_vacancy_with_reasons(run_demo, demo, vacancy):
    code, out, err = run_demo("suggest", "--vacancy", vacancy.reference, "--k", "7", "--format", "json")
    assert code == 0, err
    found = json.loads(out)
    scores = [result["score"] for result in found["results"]]
    assert len(scores) == 7
    assert scores == sorted(scores, reverse=True)
    best = found["results"][0]
    assert best.keys() == {"reference", "score", "coverage", "criteria"}
    assert demo.scalars(select(JobSeeker).where(JobSeeker.case_reference == best["reference"])).one()
    reasons = [reason for part in best["criteria"] for reason in part["reasons"]]
    assert all(reason.keys() == {"code", "facts"} for reason in reasons)
    assert any(reason["facts"] for reason in reasons)


def test_vacancies_for_a_person(run_demo, demo, person):
    code, out, _ = run_demo("suggest", "--job-seeker", person.case_reference.lower(), "--format", "json")
    references = [result["reference"] for result in json.loads(out)["results"]]
    assert (code, len(references)) == (0, 20)
    states = demo.scalars(select(Vacancy.state).where(Vacancy.reference.in_(references)).distinct()).all()
    assert states == [VacancyState.OPEN]


def test_no_name_is_printed(run_demo, demo, vacancy):
    _, out, _ = run_demo("suggest", "--vacancy", vacancy.reference)
    assert "score" in out
    assert not [name for name in demo.scalars(select(JobSeeker.name_latin)) if name in out]


def test_who_is_in_no_ranking_is_told_so(run_demo, demo):
    gone = demo.scalars(select(JobSeeker).where(JobSeeker.state == JobSeekerState.WITHDRAWN).limit(1)).one()
    code, out, err = run_demo("suggest", "--job-seeker", gone.case_reference)
    assert (code, out) == (1, "")
    assert "in no ranking" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--vacancy", "V-99999"], 1),
        (["--job-seeker", "X-1"], 1),
        ([], 2),
        (["--vacancy", "A", "--job-seeker", "B"], 2),
    ],
)
def test_an_unknown_reference_is_rejected_and_wrong_use_is_told_apart(run_demo, arguments, code):
    got, _, err = run_demo("suggest", *arguments)
    assert got == code
    assert "Traceback" not in err
