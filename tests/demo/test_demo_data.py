"""The demo's records could have been made by the services, and every screen has something to show."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from jobmatch.clock import today
from jobmatch.demo import load_demo
from jobmatch.demo.trades import TRADES
from jobmatch.errors import Conflict
from jobmatch.services import taxonomy
from models import (
    Account,
    CodedText,
    Consent,
    DuplicateState,
    FollowUp,
    FollowUpState,
    JobSeeker,
    JobSeekerState,
    Placement,
    PlacementState,
    PossibleDuplicate,
    Referral,
    ReferralState,
    Role,
    StateEvent,
    Task,
    Vacancy,
    VacancyState,
    Withdrawal,
    WorkExperience,
)
from models.base import Base, utc_now
from models.states import TRANSITIONS

WITH_STATE = [
    table for table in Base.metadata.sorted_tables if table.name in TRANSITIONS and table.name != "import_run"
]


def number(session, *conditions, of=JobSeeker):
    return session.scalar(select(func.count()).select_from(of).where(*conditions))


@pytest.mark.parametrize("table", WITH_STATE, ids=lambda table: table.name)
def test_every_history_leads_to_the_present_state(demo, table):
    untold = {"follow_up": FollowUpState.DUE, "possible_duplicate": DuplicateState.OPEN}.get(table.name)
    events = select(StateEvent).where(StateEvent.noun == table.name).order_by(StateEvent.at, StateEvent.id)
    chains = {}
    for event in demo.scalars(events):
        chains.setdefault(event.row_id, []).append(event)
    for row_id, state in demo.execute(select(table.c.id, table.c.state)):
        chain = chains.get(row_id, [])
        assert chain or state == untold, (table.name, row_id)
        if chain:
            assert chain[-1].to_state == state, (table.name, row_id)
            assert [event.from_state for event in chain[1:]] == [event.to_state for event in chain[:-1]]


def test_nothing_has_happened_in_the_future(demo):
    assert demo.scalar(select(func.max(StateEvent.at))) < utc_now()
    assert demo.scalar(select(func.max(Consent.given_on))) <= today()
    assert demo.scalar(select(func.max(Referral.updated_at))) < utc_now()


def test_openings_are_filled_by_placements_that_last(demo):
    working = Counter(
        demo.scalars(
            select(Placement.vacancy_id).where(
                Placement.vacancy_id.is_not(None), Placement.state == PlacementState.WORKING
            )
        )
    )
    assert {v.id: v.filled for v in demo.scalars(select(Vacancy).where(Vacancy.filled > 0))} == working


def test_the_running_programme_is_as_large_as_it_should_be(demo, magnet_three):
    assert 380 <= number(demo, JobSeeker.programme_id == magnet_three.id) <= 420
    opened = (Vacancy.state == VacancyState.OPEN, Vacancy.programme_id == magnet_three.id)
    assert number(demo, *opened, of=Vacancy) == 150
    assert demo.scalars(select(Vacancy.governorate).where(*opened).distinct()).all().__len__() == 3
    assert (
        len(demo.scalars(select(Vacancy.employer_id).where(Vacancy.programme_id == magnet_three.id).distinct()).all())
        > 40
    )


def test_every_screen_has_something_to_show(demo):
    assert number(demo, CodedText.state == "unsure", of=CodedText) >= 15
    assert number(demo, PossibleDuplicate.state == DuplicateState.OPEN, of=PossibleDuplicate) >= 6
    assert number(demo, FollowUp.state == FollowUpState.DUE, FollowUp.due_on <= today(), of=FollowUp) > 0
    assert number(demo, FollowUp.state == FollowUpState.DONE, of=FollowUp) > 50
    assert number(demo, Task.state == "open", of=Task) > 20
    assert number(demo, Withdrawal.undone_at.is_not(None), of=Withdrawal) > 0
    for state in ReferralState:
        assert number(demo, Referral.state == state, of=Referral) > 0, state
    for state in JobSeekerState:
        assert number(demo, JobSeeker.state == state) > 0, state


def test_some_people_have_not_agreed_to_be_matched(demo):
    agreed = select(Consent.job_seeker_id).where(Consent.withdrawn_on.is_(None))
    missing = number(demo, JobSeeker.state == JobSeekerState.ACTIVE, JobSeeker.id.not_in(agreed))
    assert 5 < missing < 60


def test_only_open_vacancies_have_referrals_that_wait(demo):
    waiting = select(Vacancy.state).join(Referral).where(Referral.closed_at.is_(None)).distinct()
    assert demo.scalars(waiting).all() == [VacancyState.OPEN]


def test_trades_and_alternatives_are_in_the_vocabulary(demo):
    known = taxonomy.vocabulary().concepts
    assert {trade.concept for trade in TRADES} <= known.keys()
    for row in demo.scalars(select(CodedText)):
        assert len(row.alternatives) >= 2, row.text
        assert {concept for concept, _ in row.alternatives} <= known.keys()


def test_a_database_with_data_is_left_alone(demo):
    with pytest.raises(Conflict):
        load_demo(demo, today=today(), password_hash=lambda _email: None)


def test_new_rows_can_be_added_after_the_bulk(demo, magnet_three):
    person = demo.scalars(select(JobSeeker).where(JobSeeker.programme_id == magnet_three.id).limit(1)).one()
    added = JobSeeker(
        case_reference="NEW-1", programme=magnet_three, office=person.office, registered_on=today(), name_latin="New"
    )
    demo.add(added)
    demo.flush()
    assert added.id > 500


def test_a_working_life_adds_up(demo):
    jobs = {}
    for row in demo.scalars(select(WorkExperience)):
        jobs[row.job_seeker_id] = jobs.get(row.job_seeker_id, 0) + (row.ended_on - row.started_on).days / 365
    for person in demo.scalars(select(JobSeeker).where(JobSeeker.experience_years.is_not(None))):
        years = person.experience_years
        assert jobs.get(person.id, years) == pytest.approx(years, abs=0.1), person.case_reference
        assert all((row.years or 0) <= years for row in [*person.skills, *person.occupations])
        assert sum(row.years or 0 for row in person.occupations) <= years + 0.01
        if person.birth_on:
            assert person.registered_on.year - person.birth_on.year >= years + 15


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.RETURNEE])
def test_whoever_gets_a_sign_in_finds_referrals_at_several_stages(demo, role):
    account = demo.scalars(select(Account).where(Account.role == role).order_by(Account.id).limit(1)).one()
    own = Vacancy.employer_id == account.employer_id if account.employer_id else None
    mine = own if own is not None else Referral.job_seeker_id == account.job_seeker_id
    states = demo.scalars(select(Referral.state).join(Vacancy).where(mine).distinct()).all()
    assert len(states) >= 3
