"""Which rows of a sheet are somebody who is known already."""

from datetime import date

from sqlalchemy import select

from jobmatch.services.intake import saving
from models import FormerReference, JobSeeker, PossibleDuplicate
from tests.services.intake.loading import TODAY, load, outcomes, rows_of, stage
from tests.services.intake.people import HEAD, count, everybody, person


def test_same_phone_and_a_similar_name_is_the_same_person(make):
    known = make.job_seeker(name_latin="Azad Karim Ali", phone="+9647501234567", consents=False)
    run = load(make, [HEAD, person("Azad Kareem Ali", skills="welding")])
    assert outcomes(make, run) == ["updated"]
    make.session.expire_all()
    assert known.name_latin == "Azad Karim Ali"
    assert known.raw_intake["name latin"] == "Azad Kareem Ali"
    assert [skill.text for skill in known.skills] == ["welding"]


def test_a_shared_phone_with_another_name_is_another_person(make):
    make.job_seeker(name_latin="Shilan Omar Hassan", phone="+9647501234567", consents=False)
    run = load(make, [HEAD, person()])
    assert outcomes(make, run) == ["created"]
    assert count(make, PossibleDuplicate) == 0


def test_the_same_name_with_only_the_year_of_birth_in_common_waits_for_an_officer(make):
    known = make.job_seeker(
        name_latin="Azad Karim Ali", birth_on=date(1988, 7, 1), birth_precision="year", phone="+9647700000000"
    )
    run = load(make, [HEAD, person(born="1/7/1988")])
    assert outcomes(make, run) == ["possible_duplicate"]
    (pair,) = make.session.scalars(select(PossibleDuplicate)).all()
    assert pair.first_id == known.id
    assert set(pair.evidence) == {"same_birth_year", "same_name"}
    assert 0 < pair.score < 1


def test_two_rows_for_one_person_are_one_person(make):
    run = load(make, [HEAD, person(skills="welding"), person("KARIM ALI, Azad", skills="sewing")])
    assert outcomes(make, run) == ["created", "updated"]
    (found,) = everybody(make)
    assert {skill.text for skill in found.skills} == {"welding", "sewing"}


def test_a_reference_finds_its_person_and_refuses_another_name(make):
    make.job_seeker(case_reference="ERB-7", name_latin="Azad Karim Ali", consents=False)
    run = load(make, [HEAD, person(ref="erb-7"), person("Shilan Omar Hassan", "", "", ref="ERB-7")])
    assert outcomes(make, run) == ["updated", "rejected"]
    assert rows_of(make, run)[1].problems[0]["code"] == "reference_of_another"


def test_the_reference_of_a_merged_record_still_finds_the_person(make):
    known = make.job_seeker(name_latin="Azad Karim Ali", consents=False)
    make.add(FormerReference(reference="OLD-9", job_seeker_id=known.id))
    load(make, [HEAD, person(ref="OLD-9")])
    assert count(make, JobSeeker) == 1


def test_people_of_another_office_are_not_compared_and_their_references_not_taken(make):
    other = make.job_seeker(
        office=make.office(), case_reference="DUH-1", name_latin="Azad Karim Ali", phone="+9647501234567"
    )
    run = load(make, [HEAD, person(ref="DUH-1")])
    assert outcomes(make, run) == ["created"]
    new = everybody(make)[-1]
    assert new.id != other.id
    assert new.case_reference != "DUH-1"
    assert [p["code"] for p in rows_of(make, run)[0].problems] == ["reference_taken"]


def test_a_correction_replaces_and_a_blank_does_not(make):
    load(make, [HEAD, person(ref="A-1", town="Erbil")])
    load(make, [HEAD, person(ref="A-1", town="Duhok", born="", phone="")])
    (found,) = everybody(make)
    assert (found.place_text, found.phone, found.birth_on) == ("Duhok", "+9647501234567", date(1988, 9, 14))


def test_a_person_who_came_between_preview_and_saving_is_not_made_twice(make):
    run = stage(make, [HEAD, person()])
    make.job_seeker(name_latin="Azad Karim Ali", phone="+9647501234567", consents=False)
    saving.save_run(make.session, run, by=None, today=TODAY)
    assert count(make, JobSeeker) == 1
    assert outcomes(make, run) == ["updated"]
