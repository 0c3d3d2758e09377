"""Two job seekers cannot reach each other's anything, and nobody outside the case reads who somebody is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from jobmatch.access.audiences import declared_audience
from jobmatch.access.identity import Level, identity_level
from models import (
    Account,
    CounsellingSession,
    Document,
    DocumentKind,
    Enrolment,
    EnrolmentKind,
    FollowUp,
    InterviewProposal,
    JobSeekerSkill,
    MessageAudience,
    Note,
    PersonRequest,
    Placement,
    PlacementSource,
    ProfileChange,
    Referral,
    ReferralMessage,
    ReferralState,
    RequestKind,
    Role,
    WorkExperience,
)

pytestmark = pytest.mark.slow

IDENTITY = {
    "name_latin": "Qzname Latin",
    "name_native": "قزناو",
    "phone": "+9647509998877",
    "other_phone": "+9647509998866",
    "email": "qzmail@example.org",
    "address": "Qzstreet 5",
    "birth_on": date(1987, 3, 9),
    "birth_precision": "day",
    "summary": "Qzsummary of mine",
    "education_text": "Qzschool",
    "host_country": "FI",
    "household_size": 9,
}
NAMED = ("qzname", "قزناو", "9998877", "9998866", "qzmail")
NEVER_OUTSIDE = ("qzstreet", "qzsummary", "1987", "finland", "qznote", "qzsession", "qzdescription", "qzworkabroad")
STAFF_ONLY = ("qznote", "qzsession", "qzmessage", "qzemployerwords", "qzpurpose")


@dataclass(frozen=True)
class Case:
    """A person with all that can hang on one; `ids` are those of an address' arguments, by a referral's state."""

    account: Account
    referrals: dict[ReferralState, Referral]
    ids: dict[ReferralState, dict[str, int]]


def words_about(person, referrals):
    """What others wrote about the person, and what only they and their office may read."""
    return [
        Note(job_seeker=person, text="Qznote"),
        CounsellingSession(job_seeker=person, held_on=date(2026, 1, 1), summary="Qzsession"),
        ProfileChange(job_seeker=person, field="summary", before="Qzbefore", after="Qzafter"),
        *(
            ReferralMessage(referral=referral, audience=MessageAudience.OFFICE, text="Qznote to officers")
            for referral in referrals.values()
        ),
        JobSeekerSkill(job_seeker=person, text="Qzskill"),
        WorkExperience(
            job_seeker=person,
            title="Cook",
            employer_name="Qzworkabroad",
            country="FI",
            description="Qzdescription",
            started_on=date(2015, 1, 1),
        ),
    ]


@pytest.fixture
def case(session, make):
    """One person with a referral in every state, each to an employer of its own."""
    person = make.job_seeker(**IDENTITY)
    account = make.account(Role.RETURNEE, job_seeker=person)
    referrals = {
        state: make.referral(
            job_seeker=person, state=state, message="Qzmessage", vacancy=make.vacancy(employer=make.employer())
        )
        for state in ReferralState
    }
    placement = make.add(Placement(job_seeker=person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 1, 1)))
    rows = {
        "job_seeker_id": person,
        "placement_id": placement,
        "follow_up_id": FollowUp(
            placement=placement, months=1, due_on=date(2026, 2, 1), employer_words="Qzemployerwords"
        ),
        "proposal_id": InterviewProposal(
            referral=referrals[ReferralState.INTERVIEW], starts_at=datetime(2027, 1, 1, tzinfo=UTC)
        ),
        "request_id": PersonRequest(job_seeker=person, kind=RequestKind.CORRECTION, text="Qzrequest"),
        "enrolment_id": Enrolment(
            job_seeker=person, kind=EnrolmentKind.VOCATIONAL, title="Course", started_on=date(2026, 1, 1)
        ),
        "consent_id": person.consents[0],
        "document_id": Document(
            job_seeker=person,
            kind=DocumentKind.CV,
            name="Qzpaper.pdf",
            media_type="application/pdf",
            content=b"%PDF-",
            size_bytes=5,
        ),
    }
    session.add_all([*rows.values(), *words_about(person, referrals)])
    session.commit()
    common = {name: row.id for name, row in rows.items()}
    ids = {
        state: {**common, "referral_id": row.id, "vacancy_id": row.vacancy_id, "employer_id": row.vacancy.employer_id}
        for state, row in referrals.items()
    }
    return Case(account, referrals, ids)


def routes_for(app, role):
    """Every route that this role may open."""
    for rule in app.url_map.iter_rules():
        wanted = declared_audience(app, rule.endpoint)
        if wanted and role in wanted:
            yield rule


def addresses(app, rule, all_ids):
    """The addresses of a route with the ids of a case; nothing where it needs what the case has not."""
    fixed = {"part": "skills", "purpose": "employers"}
    found = {}
    with app.test_request_context():
        for ids in all_ids:
            values = {name: ids.get(name, fixed.get(name)) for name in rule.arguments}
            if None not in values.values():
                found[app.url_for(rule.endpoint, **values)] = True
    return list(found)


def reads(app, client, role, all_ids):
    """(address, answer) of every page that a role can open with the ids of a case."""
    for rule in routes_for(app, role):
        if "GET" in rule.methods:
            for address in addresses(app, rule, all_ids):
                yield address, client.get(address)


def leaks(opened, words):
    """(address, words) of the pages that hold any of the words."""
    found = []
    for address, answer in opened:
        text = answer.get_data(as_text=True).lower() if answer.mimetype != "application/pdf" else ""
        held = [word for word in words if word in text]
        if held:
            found.append((address, held))
    return found


@pytest.fixture
def opened_by(app, session, sign_in):
    """``opened_by(account, ids)``: (address, answer) of every page that the account can open with these ids."""

    def walk(account, all_ids):
        client = sign_in(account)
        session.commit()
        return list(reads(app, client, account.role, all_ids))

    return walk


OUTSIDE = (*NAMED, *NEVER_OUTSIDE, *STAFF_ONLY, "qzrequest", "qzskill", "qzbefore", "qzpaper")
COUNTED = tuple(word for word in OUTSIDE if word != "finland")
"""What readers of figures must not see; host countries by themselves are what they count by."""
OWN_ROWS = {
    "referral_id", "follow_up_id", "proposal_id", "request_id", "enrolment_id", "consent_id", "placement_id",
    "document_id",
}  # fmt: skip


def test_nothing_of_one_job_seeker_can_be_read_by_another(opened_by, make, case):
    opened = opened_by(make.account(Role.RETURNEE), case.ids.values())
    assert leaks(opened, OUTSIDE) == []


def test_every_address_of_anothers_row_is_not_found(app, session, make, sign_in, case):
    other = sign_in(make.account(Role.RETURNEE))
    session.commit()
    checked = 0
    for rule in routes_for(app, Role.RETURNEE):
        if not rule.arguments & OWN_ROWS:
            continue
        for address in addresses(app, rule, [case.ids[ReferralState.INTERVIEW]]):
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                assert other.open(address, method=method).status_code == 404, f"{method} {address}"
                checked += 1
    assert checked >= 6


def test_a_person_never_reads_what_officers_and_employers_wrote(opened_by, case):
    opened = opened_by(case.account, case.ids.values())
    assert sum(answer.status_code == 200 for _address, answer in opened) >= 30
    assert leaks(opened, STAFF_ONLY) == []


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.PARTNER, Role.MANAGER, Role.ADMINISTRATOR])
def test_no_other_role_reads_who_somebody_is(opened_by, make, case, role):
    words = COUNTED if role in (Role.MANAGER, Role.ADMINISTRATOR) else OUTSIDE
    assert leaks(opened_by(make.account(role), case.ids.values()), words) == []


def test_the_own_office_reads_the_name_and_no_log_does(opened_by, make, case):
    """That no line of a log tells of anybody is searched after every test of this folder."""
    office = next(iter(case.referrals.values())).job_seeker.office
    opened = opened_by(make.officer(office=office), case.ids.values())
    assert len(leaks(opened, ["qzname"])) >= 5


def test_another_office_reads_nothing(opened_by, make, case):
    assert leaks(opened_by(make.officer(office=make.office()), case.ids.values()), COUNTED) == []


def test_another_employer_reads_nothing(opened_by, make, case):
    assert leaks(opened_by(make.account(Role.EMPLOYER), case.ids.values()), OUTSIDE) == []


@pytest.mark.parametrize("state", ReferralState)
def test_an_employer_reads_no_more_than_the_level_allows(opened_by, make, case, state):
    referral = case.referrals[state]
    account = make.account(Role.EMPLOYER, employer=referral.vacancy.employer)
    level = identity_level(account, referral.job_seeker, referral)
    named = () if level >= Level.SHARED else (*NAMED, "qzskill")
    words = (*NEVER_OUTSIDE, "qznote", "qzsession", "qzrequest", "qzbefore", "qzpaper", *named)
    assert leaks(opened_by(account, [case.ids[state]]), words) == []
