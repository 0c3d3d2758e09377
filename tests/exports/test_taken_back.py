"""A file that holds somebody who may no longer be in it is not handed over, however that came about."""

import pytest

from jobmatch import exporting, handing_over
from jobmatch.clock import today
from jobmatch.services.erasure import erase_job_seeker
from jobmatch.services.exports import files
from jobmatch.services.referrals import withdraw_referral
from jobmatch.services.waking import wakes
from jobmatch.services.withdrawals import end_consent, withdraw_job_seeker
from models import Actor, ConsentPurpose, ExportKind, Reason, ReferralState
from models.sqlite import reading_only
from tests.exports.answers import CHOICE, PASSWORD, csv_rows, latest

WHY = "Somebody in it may no longer be shown like this."


@pytest.fixture
def azad(make):
    make.job_seeker(name_latin="Berivan")
    return make.job_seeker(name_latin="Azad")


def consent_of(person, purpose):
    return next(row for row in person.consents if row.purpose is purpose)


def end_matching(make, person, officer):
    end_consent(make.session, consent_of(person, ConsentPurpose.MATCHING), on=today(), by=officer)


def withdraw(make, person, officer):
    withdraw_job_seeker(make.session, person, reason=Reason.MOVED_AWAY, actor=Actor.JOB_SEEKER, by=officer, on=today())


def erase(make, person, officer):
    erase_job_seeker(make.session, person, by=officer, on=today())


def hand_the_case_on(make, person, officer):
    person.office = make.office()


def remove(make, person, officer):
    for consent in person.consents:
        make.session.delete(consent)
    make.session.flush()
    make.session.expire(person)
    make.session.delete(person)


@pytest.mark.parametrize("happens", [end_matching, withdraw, erase, hand_the_case_on, remove])
def test_a_file_is_not_handed_over_once_somebody_in_it_may_not_be(client, make, officer, azad, happens):
    url = client.post("/exports/new/people", data=CHOICE).location
    assert client.get(f"{url}/file").status_code == 200
    happens(make, azad, officer)
    make.session.commit()
    for what in ("file", "check-sums"):
        answer = client.get(f"{url}/{what}")
        assert answer.status_code == 410 and WHY in answer.text and "Azad" not in answer.text
    assert client.post(f"{url}/protected", data={"password": PASSWORD}).status_code == 410
    page = client.get(url).text
    assert WHY in page and "Make it again" in page and f"{url}/file" not in page
    again = client.post(f"{url}/again").location
    assert [row[0] for row in csv_rows(client.get(f"{again}/file"))] == ["Name (Latin)", "Berivan"]
    assert latest(make.session).taken_back is False


def test_the_page_says_so_before_anybody_asks_for_the_file_and_the_file_is_gone(app, client, make, session, azad):
    url = client.post("/exports/new/people", data=CHOICE).location
    with app.app_context():
        path = files.whole_path(exporting.instance_dir(), latest(session))
    assert path.exists() and files.held_path(path).exists()
    end_matching(make, azad, latest(session).by)
    session.commit()
    assert WHY in client.get(url).text
    assert not any(one.exists() for one in (path, files.sidecar_path(path), files.held_path(path)))


def test_a_consent_for_something_else_takes_no_file_back(client, session, officer, azad):
    url = client.post("/exports/new/people", data=CHOICE).location
    end_consent(session, consent_of(azad, ConsentPurpose.FAIRS), on=today(), by=officer)
    session.commit()
    assert client.get(f"{url}/file").status_code == 200


def test_a_file_without_the_person_stays(client, make, session, officer, azad):
    url = client.post("/exports/new/people?governorate=IQ-AR", data=CHOICE).location
    end_matching(make, azad, officer)
    session.commit()
    assert client.get(f"{url}/file").status_code == 200


def test_a_file_of_which_nobody_knows_who_is_in_it_is_not_handed_over(app, client, session, azad):
    url = client.post("/exports/new/people", data=CHOICE).location
    with app.app_context():
        files.held_path(files.whole_path(exporting.instance_dir(), latest(session))).unlink()
    assert client.get(f"{url}/file").status_code == 410


def test_a_file_for_an_employer_does_not_outlive_the_name_that_it_shows(client, make, session, officer, azad):
    named = make.referral(state=ReferralState.SENT, job_seeker=azad)
    unnamed = make.referral(state=ReferralState.NOT_SELECTED, vacancy=named.vacancy)
    choice = {"columns": ["name_latin", "vacancy_title"], "format": "csv", "purpose": "employer"}
    urls = [
        client.post(f"/exports/new/referrals?state=all&employer={named.vacancy.employer_id}&ids={row.id}", data=choice)
        for row in (named, unnamed)
    ]
    withdraw_referral(session, named, by=officer, reason=Reason.MOVED_AWAY)
    session.commit()
    assert [client.get(f"{url.location}/file").status_code for url in urls] == [410, 200]


def test_vacancies_tell_of_nobody_and_stay(client, make, session, officer, azad):
    make.vacancy()
    choice = {"columns": ["title"], "format": "csv", "purpose": "contact"}
    url = client.post("/exports/new/vacancies", data=choice).location
    withdraw(make, azad, officer)
    session.commit()
    assert client.get(f"{url}/file").status_code == 200


def test_the_end_of_a_consent_wakes_the_job(app, client, make, officer, azad):
    session = make.session
    client.post("/exports/new/people", data=CHOICE)
    made, kept = latest(session), client.post("/exports/new/people?governorate=IQ-DA", data=CHOICE)
    end_matching(make, azad, officer)
    assert ("take_exports_back", ()) in wakes(session)
    session.commit()
    with app.app_context():
        path = files.whole_path(exporting.instance_dir(), made)
    with app.test_request_context():
        handing_over.take_exports_back()
    session.refresh(made)
    assert (made.available, made.taken_back, path.exists()) == (False, True, False)
    assert client.get(f"{kept.location}/file").status_code == 200
    assert reading_only.get() is False


def test_every_kind_that_tells_of_people_is_looked_at_with_its_own_rules(app, make, session, officer):
    """The question is asked of every kind, in SQL that both databases understand."""
    from jobmatch.services.exports.columns import Reader
    from jobmatch.services.exports.kinds import KINDS
    from jobmatch.services.exports.standing import still_stands

    guest = make.guest(fair=make.fair(office=officer.office))
    referral = make.referral(state=ReferralState.SENT)
    rows = {ExportKind.PEOPLE: guest.job_seeker_id, ExportKind.FAIR_GUESTS: guest.id, ExportKind.REFERRALS: referral.id}
    for code, kind in KINDS.items():
        if kind.person:
            reader = Reader(officer, kind.purposes[0], today())
            assert still_stands(session, kind, reader, {1: []}) is True
            assert still_stands(session, kind, reader, {1: [987654]}) is False
            if code in rows:
                assert still_stands(session, kind, reader, {1: [rows[code]]}) is True
