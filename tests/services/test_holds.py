"""What people report of an employer, and the stop of new referrals that it brings."""

from decimal import Decimal

import pytest

from jobmatch.clock import today
from jobmatch.errors import Conflict, InvalidInput, NotEligible
from jobmatch.services import employers, holds
from jobmatch.services.offers import say_yes
from jobmatch.services.referrals import accept_referral, propose_referral, send_referral
from jobmatch.services.suggestions import rank_vacancies
from jobmatch.services.suggestions_index import LiveIndex
from models import Concern, EmployerState, ReferralState, Role, VacancyState


@pytest.fixture
def vacancy(make):
    return make.vacancy(openings=3)


def report(session, person, vacancy, concern):
    return holds.report_employer(
        session, person, vacancy.employer, concern=concern, text="They asked for 200 dollars.", today=today()
    )


@pytest.mark.parametrize("concern", Concern)
def test_a_serious_report_stops_new_referrals_at_once(session, make, vacancy, concern):
    waiting = make.referral(vacancy=vacancy, state=ReferralState.ACCEPTED)
    sent = make.referral(vacancy=vacancy, state=ReferralState.SENT)
    report(session, make.job_seeker(), vacancy, concern)
    session.commit()
    stopped = concern in Concern.serious()
    assert vacancy.employer.held is stopped
    if stopped:
        with pytest.raises(NotEligible):
            propose_referral(session, vacancy, make.job_seeker(), by=make.officer(), today=today())
        with pytest.raises(NotEligible):
            send_referral(session, waiting, by=make.officer(), today=today())
    assert sent.closed_at is None
    assert (vacancy.state, vacancy.employer.state) == (VacancyState.OPEN, EmployerState.VERIFIED)


def test_what_an_officer_has_looked_at_is_not_stopped_again_by_the_same_person(session, make, vacancy):
    person, officer = make.job_seeker(), make.officer()
    report(session, person, vacancy, Concern.THREATS)
    [hold] = vacancy.employer.holds
    with pytest.raises(InvalidInput):
        holds.end_hold(session, hold, by=officer, note=None)
    holds.end_hold(session, hold, by=officer, note="Two colleagues were asked; nobody was threatened.")
    report(session, person, vacancy, Concern.THREATS)
    assert not vacancy.employer.held
    report(session, make.job_seeker(), vacancy, Concern.THREATS)
    assert vacancy.employer.held


def test_nobody_is_offered_a_vacancy_of_an_employer_that_is_looked_at(session, make, vacancy):
    person = make.job_seeker()
    officer = make.officer()
    proposed = propose_referral(session, vacancy, person, by=officer, today=today())
    hold = holds.hold_employer(session, vacancy.employer, by=officer, reason="Money was asked for")
    session.commit()
    live = LiveIndex({"USD": Decimal(1)})
    assert rank_vacancies(session, live, person, today=today())[1] == []
    with pytest.raises(NotEligible):
        say_yes(session, live, vacancy, person, by=officer, today=today())
    holds.end_hold(session, hold, by=officer, note="It was a deposit for tools.")
    session.commit()
    assert len(rank_vacancies(session, live, person, today=today())[1]) == 1
    accept_referral(session, proposed, by=officer)


def test_a_hold_needs_a_reason_and_stands_once(session, make, vacancy):
    with pytest.raises(InvalidInput):
        holds.hold_employer(session, vacancy.employer, by=make.officer())
    holds.hold_employer(session, vacancy.employer, by=make.officer(), reason="A report")
    with pytest.raises(Conflict):
        holds.hold_employer(session, vacancy.employer, by=make.officer(), reason="Another")


def test_suspending_ends_the_hold(session, make, vacancy):
    hold = holds.hold_employer(session, vacancy.employer, by=make.officer(), reason="A report")
    employers.suspend_employer(session, vacancy.employer, by=make.officer(), note="It is true.")
    assert hold.ended_at is not None
    assert not vacancy.employer.held


def test_officers_see_the_report_of_their_own_people_and_the_hold_of_everybody(session, make, sign_in, vacancy):
    person = make.job_seeker(name_latin="Narin Hawrami")
    made = report(session, person, vacancy, Concern.DOCUMENTS_TAKEN)
    own, stranger = make.officer(), make.officer(office=make.office())
    session.commit()
    client, other = sign_in(own), sign_in(stranger)
    address = f"/officer/employers/{vacancy.employer_id}"
    page, seen_elsewhere = client.get(address).text, other.get(address).text
    assert f"/officer/requests/{made.id}" in page
    assert "New referrals are stopped" in page and "New referrals are stopped" in seen_elsewhere
    assert "Kept somebody" in seen_elsewhere and "/officer/requests/" not in seen_elsewhere.split("<main")[-1]
    assert vacancy.employer.name in client.get("/officer/").text
    assert "Answer a request: Report of an employer" in client.get("/officer/tasks?whose=office").text
    assert "200 dollars" in client.get(f"/officer/requests/{made.id}").text
    assert other.get(f"/officer/requests/{made.id}").status_code == 404
    [hold] = vacancy.employer.holds
    assert client.post(f"/officer/employer-holds/{hold.id}/end", data={"note": ""}).status_code == 422
    assert client.post(f"/officer/employer-holds/{hold.id}/end", data={"note": "Not so."}).status_code == 303
    assert client.post(f"{address}/hold", data={"note": "A second look"}).status_code == 303
    assert "A second look" in other.get(address).text


def test_the_employer_reads_nothing_of_a_hold(session, make, sign_in, vacancy):
    account = make.account(Role.EMPLOYER, employer=vacancy.employer)
    session.commit()
    client = sign_in(account)
    paths = ("", "vacancies", f"vacancies/{vacancy.id}", "business", "people")
    before = [client.get(f"/employer/{path}").text for path in paths]
    holds.hold_employer(session, vacancy.employer, by=make.officer(), reason="Money was asked for")
    session.commit()
    after = [client.get(f"/employer/{path}").text for path in paths]
    assert [without_token(page) for page in before] == [without_token(page) for page in after]
    assert client.get(f"/vacancies/{vacancy.reference}").status_code == 200


def without_token(page):
    """A page without what is new in every answer."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)
