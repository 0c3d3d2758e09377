"""People are registered, changed part by part, closed and opened again; the unknown stays unknown."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from jobmatch.errors import InvalidInput, InvalidTransition, StaleVersion
from jobmatch.services import eligibility, job_seekers
from jobmatch.services.people_search import find_people
from models import (
    CodingState,
    ConsentGiven,
    ConsentPurpose,
    Evidence,
    IndexChange,
    JobSeeker,
    JobSeekerState,
    PayPeriod,
    Reason,
    ReferralState,
    StateEvent,
)

DAY = date(2026, 6, 1)


@pytest.fixture
def officer(make):
    return make.officer(office=make.office(code="ERB"))


@pytest.fixture
def register(session, make, officer):
    """``register(name_latin="...")`` registers a person at the officer's office."""

    def write(**values):
        values = {"name_latin": "Şêrzad Karim", **values}
        return job_seekers.create_job_seeker(
            session, office=officer.office, programme=make.programme(), by=officer, registered_on=DAY, **values
        )

    return write


def skills(*rows):
    return [{"text": text, "level": level} for text, level in rows]


def test_a_registered_person_has_a_reference_an_officer_and_a_history(session, officer, register):
    person = register(phone="0750 123 45 67")
    assert person.case_reference == "ERB-26-00001"
    assert (person.phone, person.officer_id) == ("+9647501234567", officer.id)
    event = session.scalar(select(StateEvent).where(StateEvent.noun == "job_seeker", StateEvent.row_id == person.id))
    assert (event.from_state, event.to_state, event.by_id) == (None, "active", officer.id)


def test_whatever_was_not_said_at_registration_is_unknown(session, register):
    person = register()
    session.expire(person)
    unknown = ("phone", "gender", "education", "abroad", "remote", "contracts", "licences", "governorates", "pay_floor")
    assert {name: getattr(person, name) for name in unknown} == dict.fromkeys(unknown)


def test_a_person_without_any_name_is_refused(register):
    with pytest.raises(InvalidInput) as refused:
        register(name_latin=None)
    assert "name_latin" in refused.value.errors


@pytest.mark.parametrize(("field", "value"), [("phone", "12"), ("other_phone", "call me"), ("email", "vian at home")])
def test_a_contact_that_is_none_is_named_in_the_error(register, field, value):
    with pytest.raises(InvalidInput) as refused:
        register(**{field: value})
    assert list(refused.value.errors) == [field]


def test_a_new_name_is_found_and_the_old_one_no_longer(session, officer, register):
    person = register(name_latin="Sherzad Karim")
    job_seekers.change_job_seeker(session, person, name_latin="Goran Hassan", name_native="گۆران حەسەن")
    scope = JobSeeker.office_id == officer.office_id
    assert find_people(session, "گۆران", scope, country="IQ").ids == [person.id]
    assert find_people(session, "Sherzad", scope, country="IQ").ids == []


def test_a_town_is_found_in_any_spelling_and_an_unknown_one_is_kept_as_written(session, register):
    person = register(place_text="Hewlêr")
    assert person.place_key and person.governorate == "IQ-AR"
    job_seekers.change_job_seeker(session, person, place_text="Xyzzyville")
    assert (person.place_text, person.place_key, person.governorate) == ("Xyzzyville", None, None)


def test_words_are_coded_and_unsure_ones_wait_for_an_officer(session, register):
    person = register(skills=skills(("arc welding", 4), ("zwubbelenaar", None)))
    sure, unsure = sorted(person.skills, key=lambda row: row.concept is None)
    assert sure.concept is not None and sure.level == 4
    assert (unsure.concept, unsure.level, unsure.coded_text.state) == (None, None, CodingState.UNSURE)


def test_the_same_skill_twice_is_one_row_with_what_is_known(session, register):
    person = register(skills=[{"text": "welding"}, {"text": "Welding", "level": 3, "years": 2.0}])
    (row,) = person.skills
    assert (row.level, row.years) == (3, 2.0)


def test_a_row_whose_words_stay_keeps_what_an_officer_settled(session, register):
    person = register(skills=skills(("zwubbelenaar", None)))
    person.skills[0].coded_text.concept, person.skills[0].concept = "skill:arc-welding", "skill:arc-welding"
    session.flush()
    job_seekers.change_job_seeker(session, person, skills=skills(("zwubbelenaar", 5)))
    (row,) = person.skills
    assert (row.concept, row.level) == ("skill:arc-welding", 5)
    job_seekers.change_job_seeker(session, person, skills=skills(("something else entirely qqq", 5)))
    assert person.skills[0].concept != "skill:arc-welding"


def test_evidence_and_years_are_kept(session, register):
    person = register(skills=[{"text": "welding", "years": 9.0, "evidence": Evidence.CERTIFICATE}])
    session.expire(person)
    assert (person.skills[0].evidence, person.skills[0].years) == (Evidence.CERTIFICATE, 9.0)


def test_an_occupation_held_and_wanted_is_one_row(session, register):
    person = register(
        occupations=[
            {"text": "Welder", "held": True, "wanted": False, "years": 9.0},
            {"text": "welder", "held": False, "wanted": True},
        ]
    )
    (row,) = person.occupations
    assert (row.held, row.wanted, row.years, row.isco) == (True, True, 9.0, "7212")


def test_a_language_keeps_unknown_apart_from_none(session, register):
    person = register(
        languages=[{"code": "eng", "level": 0}, {"code": "nld", "speaking": 4}, {"code": "ckb", "mother_tongue": True}]
    )
    session.expire(person)
    held = {row.code: row for row in person.languages}
    assert (held["eng"].level, held["eng"].reading) == (0, None)
    assert (held["nld"].level, held["nld"].speaking) == (None, 4)
    assert held["ckb"].mother_tongue


def test_saving_one_part_leaves_the_others_alone(session, register):
    person = register(skills=skills(("welding", 4)), abroad=True, education=3)
    job_seekers.change_job_seeker(
        session, person, pay_floor=Decimal(700), pay_currency="USD", pay_period=PayPeriod.MONTH
    )
    session.expire(person)
    assert (person.abroad, person.education, len(person.skills)) == (True, 3, 1)


def test_the_second_of_two_writers_is_refused_even_if_only_rows_changed(session, register):
    person = register()
    opened = person.version
    job_seekers.change_job_seeker(session, person, version=opened, skills=skills(("welding", 2)))
    with pytest.raises(StaleVersion):
        job_seekers.change_job_seeker(session, person, version=opened, skills=skills(("cooking", 2)))
    assert [row.text for row in person.skills] == ["welding"]


def test_a_changed_profile_is_read_again_by_the_ranking(session, register):
    person = register()
    before = len(session.scalars(select(IndexChange).where(IndexChange.row_id == person.id)).all())
    job_seekers.change_job_seeker(session, person, languages=[{"code": "eng", "level": 3}])
    assert len(session.scalars(select(IndexChange).where(IndexChange.row_id == person.id)).all()) > before


def test_consent_recorded_at_registration_makes_the_person_rankable(session, officer, register):
    person = register()
    rankable = select(JobSeeker.id).where(eligibility.rankable(), JobSeeker.id == person.id)
    assert session.scalar(rankable) is None
    job_seekers.agree(
        session, person, [ConsentPurpose.MATCHING], given=ConsentGiven.ORALLY, given_on=DAY, by=officer, language="ckb"
    )
    assert session.scalar(rankable) == person.id


def test_feedback_is_agreed_with_the_partner_who_sent_the_person(session, make, officer):
    partner = make.partner(code="FED-BE")
    sent, alone = make.job_seeker(partner=partner, consents=False), make.job_seeker(consents=False)
    for person in (sent, alone):
        job_seekers.agree(
            session, person, [ConsentPurpose.PARTNER_FEEDBACK], given=ConsentGiven.ORALLY, given_on=DAY, by=officer
        )
        session.expire(person)
    assert [consent.recipient for consent in sent.consents] == ["partner:FED-BE"]
    assert alone.consents == []


@pytest.mark.parametrize(("born", "asked"), [(None, True), (date(2010, 1, 1), True), (date(1990, 1, 1), False)])
def test_a_guardian_is_asked_unless_the_person_is_known_to_be_of_age(make, born, asked):
    person = make.job_seeker(birth_on=born, birth_precision="day" if born else None)
    assert (ConsentPurpose.GUARDIAN in eligibility.consents_to_ask(person, DAY)) is asked
    assert ConsentPurpose.PARTNER_FEEDBACK not in eligibility.consents_to_ask(person, DAY)


def test_consent_needs_a_day_and_a_way(session, officer, register):
    with pytest.raises(InvalidInput):
        job_seekers.agree(session, register(), [ConsentPurpose.MATCHING], given=None, given_on=DAY, by=officer)


def test_no_tick_records_no_consent(session, officer, register):
    person = register()
    job_seekers.agree(session, person, [], given=ConsentGiven.ORALLY, given_on=DAY, by=officer)
    session.expire(person)
    assert person.consents == []


def test_confirming_makes_a_profile_fresh(session, register):
    person = register()
    job_seekers.confirm_profile(session, person, on=DAY)
    assert person.confirmed_on == DAY


def test_closing_a_case_ends_its_open_referrals_and_it_can_be_reopened(session, make, officer):
    person = make.job_seeker(office=officer.office)
    referral = make.referral(job_seeker=person, state=ReferralState.SENT)
    job_seekers.close_case(session, person, reason=Reason.MOVED_AWAY, by=officer)
    assert (person.state, referral.state) == (JobSeekerState.CLOSED, ReferralState.WITHDRAWN)
    with pytest.raises(InvalidTransition):
        job_seekers.close_case(session, person, reason=Reason.MOVED_AWAY, by=officer)
    job_seekers.reopen_case(session, person, by=officer)
    assert person.state is JobSeekerState.ACTIVE


def test_closing_needs_a_reason(session, register, officer):
    with pytest.raises(InvalidInput):
        job_seekers.close_case(session, register(), reason=None, by=officer)


def test_a_registration_by_a_partner_is_confirmed_by_an_officer(session, make, officer):
    person = make.job_seeker(office=officer.office, state=JobSeekerState.PENDING)
    job_seekers.confirm_registration(session, person, by=officer)
    assert (person.state, person.officer_id) == (JobSeekerState.ACTIVE, officer.id)
