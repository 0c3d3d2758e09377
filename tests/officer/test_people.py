"""The list of people: filters, finding somebody, and what it never gives away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from jobmatch.clock import today
from models import (
    AuditAction,
    AuditEntry,
    Consent,
    FormerReference,
    JobSeeker,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    SavedSearch,
)


def listed(answer, *people):
    """Which of these people stand on the page."""
    assert answer.status_code == 200
    return [person for person in people if f'/officer/job-seekers/{person.id}"' in answer.text]


def search(client, words):
    answer = client.post("/officer/job-seekers/search", data={"q": words})
    assert answer.status_code == 303
    return answer.headers["Location"]


def find(client, words):
    return client.get(search(client, words))


@pytest.mark.parametrize(
    ("query", "fits", "other"),
    [
        ("state=placed", {"state": JobSeekerState.PLACED}, {}),
        ("governorate=IQ-DA", {"governorate": "IQ-DA"}, {"governorate": "IQ-AR"}),
        ("fresh=stale", {"confirmed_on": None}, {"confirmed_on": today()}),
        ("consent=missing", {"consents": False}, {}),
    ],
)
def test_a_filter_keeps_those_who_fit(client, make, query, fits, other):
    kept, left_out = make.job_seeker(**fits), make.job_seeker(**other)
    assert listed(client.get(f"/officer/job-seekers?{query}"), kept, left_out) == [kept]


def test_programme_and_own_cases_are_filters(client, make, officer):
    mine = make.job_seeker(officer_id=officer.id)
    theirs = make.job_seeker(officer_id=make.officer().id, programme=make.programme())
    assert listed(client.get("/officer/job-seekers?officer=mine"), mine, theirs) == [mine]
    url = f"/officer/job-seekers?programme={theirs.programme_id}"
    assert listed(client.get(url), mine, theirs) == [theirs]


def test_a_skill_or_occupation_is_understood_in_any_language(client, make, session):
    welder, cook, odd = make.job_seeker(), make.job_seeker(), make.job_seeker()
    welder.skills.append(JobSeekerSkill(concept="skill:arc-welding"))
    cook.occupations.append(JobSeekerOccupation(concept="occupation:cook", isco="5120"))
    odd.skills.append(JobSeekerSkill(text="zwubbelen met een 100% garantie"))
    session.flush()
    assert listed(client.get("/officer/job-seekers?skill=arc+welding"), welder, cook, odd) == [welder]
    assert listed(client.get("/officer/job-seekers?occupation=cuisinier"), welder, cook, odd) == [cook]
    assert listed(client.get("/officer/job-seekers?skill=zwubbelen"), welder, cook, odd) == [odd]


def test_a_general_word_finds_the_skills_that_have_it_in_their_name(client, make, session):
    welder, cook = make.job_seeker(), make.job_seeker()
    welder.skills.append(JobSeekerSkill(concept="skill:arc-welding"))
    cook.skills.append(JobSeekerSkill(concept="skill:menu-planning"))
    session.flush()
    assert listed(client.get("/officer/job-seekers?skill=welding"), welder, cook) == [welder]


def test_the_list_sorts_and_ignores_what_it_does_not_know(client, make):
    older = make.job_seeker(registered_on=date(2025, 1, 1))
    newer = make.job_seeker(registered_on=date(2026, 1, 1))
    page = client.get("/officer/job-seekers?sort=registered&state=nonsense&programme=x").text
    assert page.index(older.case_reference) < page.index(newer.case_reference)
    page = client.get("/officer/job-seekers?sort=nonsense").text
    assert page.index(newer.case_reference) < page.index(older.case_reference)


def test_pages_keep_the_filters_in_the_url(client, make):
    for _ in range(27):
        make.job_seeker(consents=False)
    first = client.get("/officer/job-seekers?governorate=&consent=missing")
    assert "27 people" in first.text
    assert "consent=missing&amp;page=2" in first.text
    assert client.get("/officer/job-seekers?consent=missing&page=2").text.count('data-label="State"') == 2


@pytest.mark.parametrize("words", ["Şêrzad", "Sherzad", "serzad", "شێرزاد", "شيرزاد", "کەریم شێرزاد"])
def test_a_person_is_found_by_name_in_any_script(client, make, words):
    person, other = make.job_seeker(name_latin="Şêrzad Karim"), make.job_seeker(name_latin="Nasrin Hassan")
    assert listed(find(client, words), person, other) == [person]


@pytest.mark.parametrize(
    "words", ["+9647501234567", "0750 123 45 67", "00964 750 123 4567", "٠٧٥٠١٢٣٤٥٦٧", "7501234567", "1234567"]
)
def test_a_person_is_found_by_phone_in_any_form(client, make, words):
    person = make.job_seeker(phone="+9647501234567")
    family, other = make.job_seeker(other_phone="+9647501234567"), make.job_seeker(phone="+9647509999999")
    assert set(listed(find(client, words), person, family, other)) == {person, family}


def test_a_person_is_found_by_reference_old_or_new_and_by_e_mail(client, make):
    person = make.job_seeker(case_reference="ERB-26-00042", email="sherzad@example.org")
    other = make.job_seeker(case_reference="ERB-26-00043")
    make.add(FormerReference(reference="ERB-25-00007", job_seeker_id=person.id))
    for words in ("ERB-26-00042", "erb-26-00042", "42", "٤٢", "ERB-25-00007"):
        assert search(client, words) == f"/officer/job-seekers/{person.id}", words
    assert listed(find(client, "Sherzad@example.org"), person, other) == [person]


def test_no_identity_stands_in_the_url(client, make):
    make.job_seeker(name_latin="Sherzad Karim", phone="+9647501234567")
    for words in ("Sherzad", "07501234567"):
        location = search(client, words)
        assert words not in location and "q=" not in location
        assert location.startswith("/officer/job-seekers?search=")


def test_a_search_is_its_makers_alone(client, make, sign_in):
    location = search(client, "Sherzad")
    assert sign_in(make.officer()).get(location).status_code == 404


def test_the_best_match_stands_first_and_filters_narrow_a_search(client, make):
    similar = make.job_seeker(name_latin="Ahmad Karim", governorate="IQ-DA")
    exact = make.job_seeker(name_latin="Ahmed Karim", governorate="IQ-AR")
    location = search(client, "Ahmed Karim")
    page = client.get(location).text
    assert page.index(exact.case_reference) < page.index(similar.case_reference)
    assert listed(client.get(location + "&governorate=IQ-DA"), similar, exact) == [similar]


def test_a_search_that_finds_nobody_says_so_and_offers_to_register(client, make):
    make.job_seeker(name_latin="Goran")
    answer = find(client, "Sherzad")
    assert "Nobody of your office is called so" in answer.text and "/officer/job-seekers/new" in answer.text


def test_another_offices_people_are_in_no_list_and_no_search(client, make):
    person = make.job_seeker(
        office=make.office(), name_latin="Sherzad Karim", phone="+9647501234567", case_reference="DHK-26-00001"
    )
    assert listed(client.get("/officer/job-seekers"), person) == []
    for words in ("Sherzad", "07501234567", "DHK-26-00001"):
        assert listed(find(client, words), person) == []


def test_lists_and_searches_are_written_down_without_values(client, make, session):
    person = make.job_seeker(name_latin="Sherzad Karim", phone="+9647501234567")
    client.get("/officer/job-seekers")
    find(client, "Sherzad")
    find(client, "07501234567")
    entries = session.scalars(select(AuditEntry).where(AuditEntry.kind == "job_seeker").order_by(AuditEntry.id)).all()
    looks = [(e.action, e.row_ids, e.fields) for e in entries if e.action in (AuditAction.LIST, AuditAction.SEARCH)]
    assert looks == [
        (AuditAction.LIST, [person.id], []),
        (AuditAction.SEARCH, [person.id], ["name_latin", "name_native"]),
        (AuditAction.SEARCH, [person.id], ["other_phone", "phone"]),
    ]
    assert session.scalar(select(SavedSearch.criteria).limit(1)) == {"q": "Sherzad"}


def new(client, make, **values):
    defaults = {"name_latin": "Sherzad Karim", "programme_id": str(make.once("programme", make.programme).id)}
    return client.post("/officer/job-seekers", data={**defaults, **values})


def registered(session):
    return session.scalar(select(JobSeeker).order_by(JobSeeker.id.desc()).limit(1))


def test_registering_takes_one_step_with_consent(client, make, session, officer):
    answer = new(
        client,
        make,
        phone="0750 123 45 67",
        occupations="Welder, Cook",
        purposes=["matching", "employers"],
        given="orally",
        given_on="2026-06-01",
        consent_language="ckb",
    )
    assert answer.status_code == 303
    person = registered(session)
    assert (person.office_id, person.officer_id, person.phone) == (officer.office_id, officer.id, "+9647501234567")
    assert {row.concept for row in person.occupations} == {"occupation:welder", "occupation:cook"}
    consents = session.scalars(select(Consent).where(Consent.job_seeker_id == person.id)).all()
    assert {(c.purpose, c.given, c.language, c.recorded_by_id) for c in consents} == {
        ("matching", "orally", "ckb", officer.id),
        ("employers", "orally", "ckb", officer.id),
    }


def test_registering_without_consent_records_none(client, make, session):
    assert new(client, make, given_on="2026-06-01").status_code == 303
    assert registered(session).consents == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name_latin": " "}, "Write the name"),
        ({"phone": "12"}, "This is not a phone number."),
        ({"programme_id": ""}, "This is needed."),
        ({"purposes": ["matching"], "given_on": "2026-06-01"}, "Say how the consent was given."),
        ({"purposes": ["matching"], "given": "orally", "given_on": "2999-01-01"}, "future"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field_and_saves_nothing(client, make, session, values, message):
    answer = new(client, make, **{"name_native": "", **values})
    assert answer.status_code == 422 and message in answer.text
    assert registered(session) is None
    if "phone" in values:
        assert "Sherzad Karim" in answer.text  # nothing has to be typed again


def test_somebody_alike_is_shown_before_a_second_record_is_made(client, make, session):
    known = make.job_seeker(name_latin="Şêrzad Kerîm", name_native="شێرزاد کەریم")
    answer = new(client, make)
    assert answer.status_code == 422 and listed_in(answer, known)
    assert new(client, make, sure="true").status_code == 303
    assert registered(session).id != known.id


def test_a_shared_phone_is_a_question_and_another_offices_person_is_not_shown(client, make):
    elsewhere = make.job_seeker(office=make.office(), name_latin="Sherzad Karim", phone="+9647501234567")
    assert new(client, make, phone="07501234567").status_code == 303
    sister = new(client, make, name_latin="Nasrin Hassan", phone="07501234567")
    assert sister.status_code == 422
    assert not listed_in(sister, elsewhere)


def listed_in(answer, person):
    return f'/officer/job-seekers/{person.id}"' in answer.text


def test_the_list_has_a_good_empty_state(client):
    assert "Register the first person" in client.get("/officer/job-seekers").text
    assert "Nobody fits these filters." in client.get("/officer/job-seekers?state=placed").text


def test_the_home_page_counts_what_waits_and_leads_to_it(client, make):
    assert "Nothing waits for you." in client.get("/officer/").text
    person = make.job_seeker(consents=False, confirmed_on=today() - timedelta(days=200))
    make.job_seeker(consents=False, office=make.office())
    page = client.get("/officer/")
    assert listed_in(page, person)
    assert "/officer/job-seekers?consent=missing" in page.text
    for url in ("/officer/job-seekers?consent=missing", "/officer/job-seekers?fresh=stale"):
        assert "1 person" in client.get(url).text


def test_each_kind_that_waits_leads_to_its_list(client, make):
    long_ago = datetime.now(UTC) - timedelta(days=30)
    waiting = make.referral(proposed_at=long_ago, vacancy=make.vacancy(expires_on=today(), title="Pipe welder"))
    fresh = make.referral(proposed_at=datetime.now(UTC), vacancy=make.vacancy(title="Cook"))
    page = client.get("/officer/").text
    for url, there in (("/officer/referrals?state=awaiting", "referrals"), ("/officer/vacancies?state=ending", None)):
        assert url in page
        answer = client.get(url).text
        assert "Pipe welder" in answer and "Cook" not in answer
        if there:
            assert f'/officer/referrals/{waiting.id}"' in answer and f'/officer/referrals/{fresh.id}"' not in answer
