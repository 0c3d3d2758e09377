"""A page asks the database as often for many rows as for a few: what hangs on a row is read with all of its kind."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from jobmatch.clock import today
from models import (
    ContactStage,
    Document,
    DocumentKind,
    EmployerContactEvent,
    FairInterview,
    FairState,
    FairWish,
    InterviewState,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    ReferralState,
    Role,
    VacancySkill,
    WorkExperience,
)

FEW, MANY = 2, 7


@pytest.fixture
def count(connection, session):
    """``count(client, address)``: how many statements a page costs, nothing of it known before."""
    said = []

    def listen(_connection, _cursor, statement, *_more):
        said.append(statement)

    event.listen(connection, "before_cursor_execute", listen)

    def ask(client, address, **form):
        session.commit()
        client.get(address)  # what a process learns once is no matter of rows
        said.clear()
        answer = client.post(address, data=form) if form else client.get(address)
        assert answer.status_code == 200, answer.status_code
        return len(said)

    yield ask
    event.remove(connection, "before_cursor_execute", listen)


def whole_person(make):
    """Somebody with a row in every list of the profile."""
    person = make.job_seeker(phone="+9647501234567")
    person.skills.append(JobSeekerSkill(concept="skill:arc-welding", level=3))
    person.occupations.append(JobSeekerOccupation(text="welder", held=True, wanted=True))
    person.languages.append(JobSeekerLanguage(code="eng", level=3))
    person.experiences.append(WorkExperience(title="Welder"))
    paper = Document(job_seeker=person, kind=DocumentKind.CV, name="cv.pdf", media_type="application/pdf")
    paper.content, paper.size_bytes, paper.shown = b"%PDF-", 5, True
    return make.add(paper).job_seeker


def welding(make):
    """An open vacancy for such a person, of an employer of its own."""
    vacancy = make.vacancy(employer=make.employer())
    vacancy.skills.append(VacancySkill(concept="skill:arc-welding", essential=True, weight=100))
    make.session.flush()


def referred(make, employer, state=ReferralState.SENT):
    """A referral of somebody whom the employer reads by name, to a vacancy of its own."""
    return make.referral(job_seeker=whole_person(make), vacancy=make.vacancy(employer=employer), state=state)


def employers_people(make, sign_in):
    employer = make.employer()
    client = sign_in(make.account(Role.EMPLOYER, employer=employer))
    return client, "/employer/people", lambda: referred(make, employer)


def employers_home(make, sign_in):
    client, _address, add = employers_people(make, sign_in)
    return client, "/employer/", add


def employers_placements(make, sign_in):
    employer = make.employer()
    client = sign_in(make.account(Role.EMPLOYER, employer=employer))

    def add():
        from jobmatch.services.placements import place_job_seeker

        row = referred(make, employer, ReferralState.OFFERED)
        place_job_seeker(make.session, row, by=None, started_on=today() - timedelta(days=60))

    return client, "/employer/placements", add


def fairs_booths(make, sign_in):
    fair = make.fair()
    client = sign_in(make.officer())
    return client, f"/organiser/fairs/{fair.id}/booths", lambda: make.booth(fair=fair)


def booths_on_paper(make, sign_in):
    client, address, add = fairs_booths(make, sign_in)
    return client, f"{address}.pdf", add


def fairs_guests(make, sign_in):
    fair = make.fair()
    booth = make.booth(fair=fair)

    def add():
        make.add(FairWish(guest=make.guest(fair=fair), booth=booth))

    return sign_in(make.officer()), f"/organiser/fairs/{fair.id}/guests", add


def invitations(make, sign_in):
    fair = make.fair()

    def add():
        make.booth(fair=fair)
        make.job_seeker()

    return sign_in(make.officer()), f"/organiser/fairs/{fair.id}/invitations", add


def next_steps(make, sign_in):
    officer = make.officer()

    def add():
        row = EmployerContactEvent(employer=make.employer(), stage=ContactStage.CONTACTED, by_id=officer.id)
        row.happened_on, row.next_on, row.next_step = today(), today(), "Call"
        make.add(row)

    return sign_in(officer), "/officer/employers/funnel", add


def vacancies_for_a_person(make, sign_in):
    person = whole_person(make)
    return sign_in(make.officer()), f"/officer/job-seekers/{person.id}/ranking", lambda: welding(make)


def own_offers(make, sign_in):
    person = whole_person(make)
    client = sign_in(make.account(Role.RETURNEE, job_seeker=person))
    return client, "/my/", lambda: welding(make)


def own_data(make, sign_in):
    person = whole_person(make)
    client = sign_in(make.account(Role.RETURNEE, job_seeker=person))
    return client, "/my/data.json", lambda: make.referral(job_seeker=person, state=ReferralState.WITHDRAWN)


PAGES = [
    employers_people,
    employers_home,
    employers_placements,
    fairs_booths,
    booths_on_paper,
    fairs_guests,
    invitations,
    next_steps,
    vacancies_for_a_person,
    own_offers,
    own_data,
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_no_query_a_row(make, sign_in, count, page):
    client, address, add = page(make, sign_in)
    costs = []
    for rows in (FEW, MANY):
        for _ in range(rows):
            add()
        costs.append(count(client, address))
    assert costs[0] == costs[1] > 0


def test_whom_to_refer_is_looked_at_with_no_query_a_person(make, sign_in, count):
    vacancy, people = make.vacancy(), [whole_person(make) for _ in range(MANY)]
    client, address = sign_in(make.officer()), f"/officer/vacancies/{vacancy.id}/referrals/preview"
    few, many = (count(client, address, ids=[person.id for person in people[:n]]) for n in (FEW, MANY))
    assert few == many


def test_the_slots_of_an_interview_are_judged_with_no_query_a_slot(make, sign_in, count):
    costs = []
    for slot_minutes in (60, 15):
        fair = make.fair(slot_minutes=slot_minutes, state=FairState.PLANNED)
        guest, booth, other = make.guest(fair=fair), make.booth(fair=fair), make.booth(fair=fair)
        row = FairInterview(guest=guest, booth=other, state=InterviewState.QUEUED, queued_at=datetime.now(UTC))
        make.add(row)
        costs.append(count(sign_in(make.officer()), f"/organiser/guests/{guest.id}/slots/{booth.id}"))
    assert costs[0] == costs[1]
