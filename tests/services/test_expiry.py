"""A vacancy is out of everything after its last day, and closes by itself."""

from datetime import timedelta
from decimal import Decimal

import pytest

from jobmatch.clock import today
from jobmatch.errors import Conflict, NotEligible
from jobmatch.services.eligibility import standing_rules
from jobmatch.services.referrals import invite_to_interview, propose_referral
from jobmatch.services.suggestions import rank_vacancies
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.transitions import history
from jobmatch.services.vacancies import publish_vacancy
from jobmatch.services.vacancy_approval import close_expired
from models import Actor, CloseReason, ReferralState, VacancyState

YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def over(make):
    """An open vacancy whose last day was yesterday."""
    return make.vacancy(expires_on=YESTERDAY, openings=2)


def test_the_day_after_its_last_day_a_vacancy_closes_by_itself(session, make, over):
    on_its_last_day, held, endless = (
        make.vacancy(expires_on=today()),
        make.vacancy(expires_on=YESTERDAY, state=VacancyState.ON_HOLD),
        make.vacancy(),
    )
    assert close_expired(session, today()) == [over, held]
    assert (over.state, over.close_reason) == (VacancyState.CLOSED, CloseReason.EXPIRED)
    assert on_its_last_day.state is endless.state is VacancyState.OPEN
    [event] = history(session, over)
    assert (event.actor, event.by_id, event.reason) == (Actor.SYSTEM, None, "expired")
    assert close_expired(session, today()) == []


def test_what_was_sent_goes_on_when_the_vacancy_has_closed(session, make, over):
    sent = make.referral(vacancy=over, state=ReferralState.SENT)
    close_expired(session, today())
    assert sent.closed_at is None
    invite_to_interview(session, sent, by=make.officer())
    assert sent.state is ReferralState.INTERVIEW


def test_before_it_closes_nobody_is_referred_to_it_or_finds_it_in_a_ranking(session, make, over):
    person = make.job_seeker()
    make.vacancy(expires_on=today(), title="Still open")
    session.commit()
    _ranking, found = rank_vacancies(session, LiveIndex({"USD": Decimal(1)}), person, today=today())
    assert [row.row.title for row in found] == ["Still open"]
    assert "vacancy.expired" in standing_rules(session, person, over, today())
    with pytest.raises(NotEligible):
        propose_referral(session, over, person, by=make.officer(), today=today())


def test_it_opens_again_only_with_a_later_last_day(session, make, over):
    close_expired(session, today())
    officer = make.officer()
    with pytest.raises(Conflict, match="last day has passed"):
        publish_vacancy(session, over, by=officer)
    over.expires_on = today()
    publish_vacancy(session, over, by=officer)
    assert over.state is VacancyState.OPEN
