"""What waits for an officer, and what does not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from jobmatch.access.scope import scope_of
from jobmatch.services import attention, counselling
from models import (
    CodedText,
    CodingKind,
    CodingState,
    FollowUp,
    FollowUpState,
    JobSeekerSkill,
    JobSeekerState,
    Placement,
    PlacementSource,
    PossibleDuplicate,
    ReferralState,
)

DAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def ago(days):
    return DAY - timedelta(days=days)


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def waits(session, officer):
    """``waits("stale")`` is what waits of that kind."""

    def look(kind):
        found = attention.what_waits(session, officer, DAY, lambda model: scope_of(model, officer))[kind]
        assert found.total >= len(found.rows)
        return [row.id for row in found.rows]

    return look


def test_stale_is_whoever_nobody_confirmed_for_ninety_days(make, waits):
    make.job_seeker(confirmed_on=ago(90))
    make.job_seeker(confirmed_on=None, state=JobSeekerState.PLACED)
    never, long_ago = make.job_seeker(confirmed_on=None), make.job_seeker(confirmed_on=ago(91))
    assert waits("stale") == [never.id, long_ago.id]


def test_consent_is_missing_for_people_in_care_only(make, waits):
    missing = make.job_seeker(consents=False)
    make.job_seeker(consents=False, state=JobSeekerState.WITHDRAWN)
    make.job_seeker()
    assert waits("consents") == [missing.id]


@pytest.mark.parametrize(
    ("state", "instants", "waiting"),
    [
        (ReferralState.PROPOSED, {"proposed_at": NOON - timedelta(days=8)}, True),
        (ReferralState.PROPOSED, {"proposed_at": NOON - timedelta(days=6)}, False),
        (ReferralState.ACCEPTED, {"proposed_at": NOON - timedelta(days=30)}, False),
        (ReferralState.SENT, {"sent_at": NOON - timedelta(days=15)}, True),
        (ReferralState.SENT, {"sent_at": NOON - timedelta(days=13)}, False),
        (ReferralState.INTERVIEW, {"interview_on": NOON - timedelta(days=1)}, True),
        (ReferralState.INTERVIEW, {"interview_on": NOON + timedelta(days=1)}, False),
        (ReferralState.NOT_SELECTED, {"sent_at": NOON - timedelta(days=40)}, False),
    ],
)
def test_an_answer_is_awaited_when_it_is_overdue(make, waits, state, instants, waiting):
    referral = make.referral(state=state, **instants)
    assert waits("referrals") == ([referral.id] if waiting else [])


@pytest.mark.parametrize(("due", "state", "waiting"), [(0, "due", True), (-1, "due", False), (9, "done", False)])
def test_a_follow_up_waits_from_its_day(make, waits, due, state, waiting):
    placement = make.add(
        Placement(job_seeker=make.job_seeker(), source=PlacementSource.OWN_NETWORK, started_on=ago(40), title="Cook")
    )
    over = {"done_on": DAY, "still_employed": True} if state == "done" else {}
    row = make.add(FollowUp(placement=placement, months=1, due_on=ago(due), state=FollowUpState(state), **over))
    assert waits("follow_ups") == ([row.id] if waiting else [])


def test_only_own_open_tasks_wait_the_earliest_first(session, make, officer, waits):
    later = counselling.add_task(session, by=officer, title="Later")
    first = counselling.add_task(session, by=officer, title="First", due_on=DAY)
    counselling.add_task(session, by=make.officer(), title="A colleague's")
    counselling.finish_task(session, counselling.add_task(session, by=officer, title="Done"), by=officer)
    assert waits("tasks") == [first.id, later.id]


def test_open_vacancies_that_end_within_a_fortnight_wait(make, waits):
    soon = make.vacancy(expires_on=DAY + timedelta(days=14))
    make.vacancy(expires_on=DAY + timedelta(days=15))
    make.vacancy(expires_on=None)
    assert waits("vacancies") == [soon.id]


def test_unsure_words_and_possible_duplicates_wait(make, waits):
    make.add(CodedText(kind=CodingKind.SKILL, text="a", folded="a", state=CodingState.SURE, concept="skill:x"))
    unsure = make.add(CodedText(kind=CodingKind.SKILL, text="b", folded="b", state=CodingState.UNSURE))
    one, other = make.job_seeker(), make.job_seeker()
    make.add(JobSeekerSkill(job_seeker_id=one.id, text="b", coded_text_id=unsure.id))
    make.add(CodedText(kind=CodingKind.SKILL, text="c", folded="c", state=CodingState.UNSURE))  # nobody wrote it
    pair = make.add(PossibleDuplicate(first_id=one.id, second_id=other.id, score=0.9, evidence=[]))
    assert (waits("codings"), waits("duplicates")) == ([unsure.id], [pair.id])


def test_another_offices_people_do_not_wait_here(make, waits):
    elsewhere = make.job_seeker(office=make.office(), consents=False)
    make.referral(job_seeker=elsewhere, proposed_at=NOON - timedelta(days=30))
    assert [waits(kind) for kind in ("stale", "consents", "referrals")] == [[], [], []]


def test_the_number_of_queries_does_not_grow_with_the_rows(session, make, officer, connection):
    for _ in range(7):
        make.referral(job_seeker=make.job_seeker(consents=False), proposed_at=NOON - timedelta(days=30))
    session.expire_all()
    counted = []
    event.listen(connection, "before_cursor_execute", lambda *args: counted.append(args[2]))
    found = attention.what_waits(session, officer, DAY, lambda model: scope_of(model, officer))
    names = [row.job_seeker.name + row.vacancy.employer.name for row in found["referrals"].rows]
    assert (found["referrals"].total, len(names)) == (7, attention.SHOWN)
    assert len(counted) <= len(found) + 1  # one a kind, and the account itself
