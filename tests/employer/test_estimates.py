"""How many people fit what an employer types, never whom."""

import re

from sqlalchemy import select

from models import AuditAction, AuditEntry, JobSeekerLanguage, JobSeekerSkill, Vacancy
from tests.employer.forms import VACANCY


def welders(make, number, **language):
    for _ in range(number):
        person = make.job_seeker(governorate="IQ-AR", place_key=None)
        person.skills.append(JobSeekerSkill(concept="skill:arc-welding", level=5))
        if language:
            person.languages.append(JobSeekerLanguage(**language))
    make.session.flush()


def estimate(client, **values):
    answer = client.post("/employer/vacancies/estimate", data={**VACANCY, **values}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.text


def test_under_five_is_said_as_fewer_than_five(client, make, session):
    welders(make, 4)
    session.commit()
    assert "Fewer than 5 people fit" in estimate(client, language_1="", level_1="")


def test_what_a_language_costs_is_estimated_in_fives(client, make, session):
    welders(make, 23, code="eng", level=5)
    welders(make, 14, code="eng", level=0)
    session.commit()
    text = estimate(client)
    fit = int(re.search(r"About (\d+) people fit", text)[1])
    more = int(re.search(r"Without English B1, about (\d+) more", text)[1])
    assert fit % 5 == more % 5 == 0
    assert 20 <= fit <= 25 and 10 <= more <= 20
    assert re.search(rf"About {fit + more} people fit", estimate(client, language_1="", level_1=""))


def test_an_estimate_is_audited_and_keeps_nothing(client, make, session):
    session.commit()
    estimate(client, title="A title nobody has ever coded")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.SEARCH)).one()
    assert (entry.kind, entry.purpose) == ("employer", "estimate")
    assert session.scalars(select(Vacancy)).all() == []


def test_estimates_are_throttled(client, session):
    codes = {client.post("/employer/vacancies/estimate", data=VACANCY).status_code for _ in range(17)}
    assert 429 in codes
