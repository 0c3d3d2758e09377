"""Who reads what of a person. Every output for an employer is rendered at every state of a referral and searched."""

import io
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader

from jobmatch.access.identity import Level, employer_level, shown_profile
from jobmatch.errors import NotFound
from jobmatch.services import placements, referral_talk, referrals
from jobmatch.services.exports.kinds import kind_as
from models import (
    ConsentPurpose,
    DatePrecision,
    Document,
    DocumentKind,
    EmployerState,
    Evidence,
    ExportKind,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    MessageAudience,
    Reason,
    ReferralState,
    Role,
    WorkExperience,
)

NAME = {"name_latin": "Shilan Barzani", "name_native": "شیلان بارزانی"}
CONTACT = {"phone": "+9647509876543", "email": "shilan.private@example.net"}
NEVER = {
    "address": "Quarter 99, house 7",
    "birth": "1991-03-27",
    "birth year": "1991",
    "host country": "Luxembourg",
    "host code": ">LU<",
    "own words": "I left because of my asylum case",
    "education in own words": "Diploma of the Lycée",
    "what they did": "Washed dishes beside the station",
    "employer abroad": "Brasserie Lëtzebuerg",
    "withdrawal": "Health",
    "note for the office": "She told me about her illness",
    "reference": "ERB-SECRET-1",
    "file name": "Zeugnis Luxemburg.pdf",
}
CHOSEN, NOT_CHOSEN = b"%PDF-the certificate that was chosen", b"%PDF-the letter that stays at home"
NAMED = (ReferralState.SENT, ReferralState.INTERVIEW, ReferralState.OFFERED, ReferralState.PLACED)
FREE_TEXT = ("Handmade tiles of my village", "Helper in the family bakery")


@pytest.fixture
def person(make):
    """Somebody with everything that must not be read."""
    row = make.job_seeker(
        **NAME,
        **CONTACT,
        case_reference=NEVER["reference"],
        address=NEVER["address"],
        birth_on=date(1991, 3, 27),
        birth_precision=DatePrecision.DAY,
        host_country="LU",
        summary=NEVER["own words"],
        education_text=NEVER["education in own words"],
        education=5,
        household_size=6,
        experience_years=7,
    )
    row.skills += [
        JobSeekerSkill(concept="skill:arc-welding", text="schweißen", years=4, evidence=Evidence.STATED),
        JobSeekerSkill(text=FREE_TEXT[0]),
    ]
    row.occupations.append(JobSeekerOccupation(text=FREE_TEXT[1], years=2))
    row.languages.append(JobSeekerLanguage(code="eng", level=4))
    row.experiences += [
        WorkExperience(title="Welder", concept="occupation:welder", employer_name="Hewler Iron", country="IQ",
                       started_on=date(2021, 1, 1), ended_on=date(2023, 1, 1)),
        WorkExperience(title="Kitchen help", employer_name=NEVER["employer abroad"], country="LU",
                       description=NEVER["what they did"]),
    ]  # fmt: skip
    row.documents += [
        Document(kind=DocumentKind.CERTIFICATE, name=NEVER["file name"], media_type="application/pdf",
                 content=content, size_bytes=len(content), shown=shown)
        for content, shown in ((CHOSEN, True), (NOT_CHOSEN, False))
    ]  # fmt: skip
    make.session.flush()
    return row


@pytest.fixture
def account(make):
    return make.account(Role.EMPLOYER, employer=make.employer())


def build(make, account, person, state):
    """A referral in this state with all that can be written about it."""
    session = make.session
    officer = make.officer()
    vacancy = make.vacancy(employer=account.employer, openings=2)
    referral = make.referral(vacancy=vacancy, job_seeker=person, state=state, message=f"{NAME['name_latin']} is good")
    if state is ReferralState.PROPOSED or (state is ReferralState.ACCEPTED):
        referral.presented_at = datetime.now(UTC)
    if state in (ReferralState.WITHDRAWN, ReferralState.DECLINED):
        referral.close_reason = Reason.HEALTH
        referral.sent_at = referral.accepted_at = referral.proposed_at
    if referral.sent_at:
        referral.interview_on = datetime.now(UTC) + timedelta(days=2)
        referral.interview_place = "60 m street 12"
        for audience in MessageAudience:
            text = NAME["name_latin"] if audience is MessageAudience.EMPLOYER else NEVER["note for the office"]
            referral_talk.post_message(session, referral, by=officer, audience=audience, text=text)
    if state is ReferralState.PLACED:
        placement = placements.record_own_placement(
            session, person, source=placements.PlacementSource.OWN_NETWORK, started_on=date(2026, 1, 1), by=None
        )
        placement.source, placement.referral = placements.PlacementSource.SERVICE, referral
        placement.vacancy, placement.employer = vacancy, account.employer
        placement.follow_ups[0].seeker_words = NEVER["own words"]
        placement.follow_ups[0].note = NEVER["note for the office"]
    session.commit()
    return referral


def outputs(client, referral):
    """Everything that an employer can open, as text, with its headers."""
    paths = [
        "", "people?show=all", f"people/{referral.id}", "placements", "vacancies", f"vacancies/{referral.vacancy_id}",
        "business", f"people/{referral.id}/interview.ics", f"people?show=all&vacancy={referral.vacancy_id}",
        f"people/{referral.id}/cv.pdf",
        *(f"people/{referral.id}/papers/{paper.id}" for paper in referral.job_seeker.documents),
    ]  # fmt: skip
    for path in paths:
        answer = client.get(f"/employer/{path}")
        headers = "\n".join(f"{key}: {value}" for key, value in answer.headers)
        body = answer.data.decode("utf-8", "replace")
        if path.endswith("cv.pdf") and answer.status_code == 200:
            body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        assert answer.status_code in (200, 404), path
        if path.endswith(".ics") or path.endswith(".pdf"):
            assert not any(secret in headers for secret in (*NAME.values(), *CONTACT.values()))
        if path.endswith(".ics"):
            assert not any(secret in body for secret in (*NAME.values(), *CONTACT.values()))
        yield path, answer.status_code, headers + "\n" + body
    yield from exported(client)


def exported(client):
    """Every file that an employer can make, with every column that it has."""
    for code in (ExportKind.REFERRALS, ExportKind.VACANCIES):
        columns = [column.code for column in kind_as(Role.EMPLOYER, code).columns]
        for form in ("csv", "jsonl"):
            url = f"/exports/new/{code.value}?show=all"
            made = client.post(url, data={"columns": columns, "format": form, "purpose": "employer"})
            answer = client.get(f"{made.location}/file")
            assert answer.status_code == 200
            yield f"{code.value}.{form}", 200, answer.data.decode("utf-8-sig")


@pytest.mark.parametrize("state", ReferralState)
def test_an_employer_reads_a_name_only_while_the_person_agreed(make, sign_in, account, person, state):
    referral = build(make, account, person, state)
    found = list(outputs(sign_in(account), referral))
    everything = "\n".join(text for _path, _status, text in found)
    assert any(status == 200 and f"people/{referral.id}" == path for path, status, _text in found)
    for what, secret in NEVER.items():
        assert secret not in everything, what
    for secret in (*NAME.values(), *CONTACT.values(), *FREE_TEXT):
        assert (secret in everything) is (state in NAMED), secret
    assert ("Hewler Iron" in everything) is (state in NAMED)
    assert (CHOSEN.decode() in everything) is (state in NAMED)
    assert NOT_CHOSEN.decode() not in everything
    listed = "\n".join(text for path, _status, text in found if path in ("referrals.csv", "referrals.jsonl"))
    for secret in (NAME["name_latin"], *CONTACT.values(), FREE_TEXT[0]):
        assert (secret in listed) is (state in NAMED), secret
    assert "arc welding" in everything.lower()


def test_a_proposal_that_was_not_shown_does_not_exist_for_the_employer(make, sign_in, account, person):
    referral = make.referral(vacancy=make.vacancy(employer=account.employer), job_seeker=person)
    make.session.commit()
    client = sign_in(account)
    assert client.get(f"/employer/people/{referral.id}").status_code == 404
    assert client.post(f"/employer/people/{referral.id}/messages", data={"text": "Who?"}).status_code == 404


def test_a_suspended_employer_reads_no_name(make, sign_in, account, person):
    referral = build(make, account, person, ReferralState.SENT)
    account.employer.state = EmployerState.SUSPENDED
    make.session.commit()
    everything = "\n".join(text for *_rest, text in outputs(sign_in(account), referral))
    assert NAME["name_latin"] not in everything
    assert employer_level(account, referral) is Level.ANONYMOUS


def test_a_withdrawn_person_is_no_longer_available_without_a_reason(make, sign_in, account, person):
    referral = make.referral(
        vacancy=make.vacancy(employer=account.employer), job_seeker=person, state=ReferralState.SENT
    )
    referrals.withdraw_referral(
        make.session, referral, by=make.officer(), reason=Reason.HEALTH, note=NEVER["note for the office"]
    )
    make.session.commit()
    page = sign_in(account).get(f"/employer/people/{referral.id}").text
    assert "No longer available" in page
    assert "Health" not in page and NEVER["note for the office"] not in page


@pytest.mark.parametrize("state", ReferralState)
def test_a_partner_reads_the_name_it_knows_and_how_they_fare_and_nothing_else(make, sign_in, account, person, state):
    partner = make.account(Role.PARTNER)
    person.partner = partner.partner
    make.consent(
        job_seeker=person, purpose=ConsentPurpose.PARTNER_FEEDBACK, recipient=f"partner:{partner.partner.code}"
    )
    referral = build(make, account, person, state)
    client = sign_in(partner)
    everything = "".join(client.get(f"/partner/{path}").text for path in ("", f"people/{person.id}"))
    assert NAME["name_latin"] in everything
    unsaid = [*NEVER.items(), *CONTACT.items(), ("employer", account.employer.name), ("title", referral.vacancy.title)]
    for what, secret in [*unsaid, *(("free text", text) for text in FREE_TEXT)]:
        assert secret not in everything, what


ANONYMOUS_FIELDS = {
    "level", "skills", "occupations", "experience_years", "education", "languages", "licences", "governorate",
    "available_on", "remote",
}  # fmt: skip


def test_anonymous_fills_no_field_that_could_name_somebody(person):
    profile = shown_profile(person, Level.ANONYMOUS)
    filled = {name for name, value in asdict(profile).items() if value not in (None, ())}
    assert filled <= ANONYMOUS_FIELDS
    assert all(item.concept and item.text is None for item in (*profile.skills, *profile.occupations))


def test_nobody_is_shown_at_the_level_none(person):
    with pytest.raises(NotFound):
        shown_profile(person, Level.NONE)


@pytest.mark.parametrize("state", ReferralState)
def test_another_employer_reaches_nothing(make, sign_in, account, person, state):
    referral = build(make, account, person, state)
    stranger = sign_in(make.account(Role.EMPLOYER))
    make.session.commit()
    for path in ("", "/interview.ics", "/cv.pdf"):
        assert stranger.get(f"/employer/people/{referral.id}{path}").status_code == 404
    for step in ("interview", "offer", "refusal", "hiring", "messages"):
        assert stranger.post(f"/employer/people/{referral.id}/{step}", data={"text": "x"}).status_code == 404
    number = referral.vacancy_id
    for path in ("", "/edit"):
        assert stranger.get(f"/employer/vacancies/{number}{path}").status_code == 404
    for step in ("", "/copy", "/submission", "/hold", "/reopening", "/end"):
        data = {"title": "x", "kind": "job", "openings": "1", "charges_worker": "false", "reason": "filled"}
        assert stranger.post(f"/employer/vacancies/{number}{step}", data=data).status_code == 404
    assert stranger.post(f"/employer/colleagues/{account.id}/end").status_code == 404
    everything = "".join(stranger.get(f"/employer/{path}").text for path in ("", "people?show=all", "placements"))
    assert f"people/{referral.id}" not in everything
