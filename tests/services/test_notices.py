"""Who is told what, by which way, and when."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import event, func, select

from jobmatch.errors import Conflict
from jobmatch.messages import codes
from jobmatch.messages.kinds import KINDS
from jobmatch.services import delivery, notice_codes
from jobmatch.services.erasure import erase_job_seeker
from jobmatch.services.notice_preferences import Preferences, after_quiet, set_preference
from jobmatch.services.notice_topics import offered, topic_of, use_of
from jobmatch.services.notices import notify, send_email, send_sms
from jobmatch.services.portability import everything_about
from jobmatch.services.withdrawals import withdraw_job_seeker
from models import (
    Actor,
    Notice,
    NoticeChannel,
    NoticePreference,
    NoticeState,
    NoticeTopic,
    NoticeWay,
    Reason,
    Role,
)

DAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # noon in Baghdad
NIGHT = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # half past eleven at night
MORNING = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # eight o'clock
PHONE = "+9647501234567"
WORDS = {"subject": "Something new for you", "text": "There is an offer.", "sms": "There is news for you."}


@pytest.fixture
def tell(session):
    def tell(to, kind="new_offer", now=DAY, **more):
        return notify(session, to, kind=kind, now=now, **{**WORDS, **more})

    return tell


def choose(session, receiver, *, quiet=(time(21), time(8)), **ways):
    chosen = {NoticeTopic(topic): NoticeWay(way) for topic, way in ways.items()}
    return set_preference(session, receiver, ways=chosen, quiet=quiet)


def test_an_email_goes_first_and_a_text_message_where_there_is_none(make, tell):
    both = tell(make.job_seeker(email="a@example.org", phone=PHONE))
    assert (both.channel, both.recipient, both.subject) == (NoticeChannel.EMAIL, "a@example.org", WORDS["subject"])
    phone = tell(make.job_seeker(email=None, phone=PHONE))
    assert (phone.channel, phone.recipient, phone.text) == (NoticeChannel.SMS, PHONE, WORDS["sms"])
    assert (phone.subject, phone.html) == (None, None)


def test_who_cannot_be_reached_gets_nothing_and_nothing_fails(make, tell, session):
    assert tell(make.job_seeker(email=None, phone=None)) is None
    assert tell(make.job_seeker(email=None, phone=PHONE), sms=None) is None
    assert tell(make.account(Role.EMPLOYER, active=False)) is None
    assert tell(make.account(Role.OFFICER, email=None)) is None
    assert session.scalar(select(func.count(Notice.id))) == 0


def test_the_chosen_way_is_taken_and_a_topic_can_be_switched_off(make, tell, session):
    person = make.job_seeker(email="a@example.org", phone=PHONE)
    choose(session, person, offers="sms", fairs="none")
    assert tell(person).channel is NoticeChannel.SMS
    assert tell(person, "fair_invitation") is None
    assert tell(person, "interview_arranged").channel is NoticeChannel.EMAIL
    assert tell(person, sms=None).channel is NoticeChannel.EMAIL


def test_nobody_misses_what_they_did_themselves_or_need_to_come_in(make, tell, session):
    person = make.job_seeker(email="a@example.org")
    choose(session, person, account="none", sign_in="none", offers="none")
    assert tell(person, "withdrawal_done") is not None
    assert tell(person, "sign_in_link") is not None
    assert tell(person, essential=True) is not None
    assert tell(person) is None
    person.phone = PHONE
    choose(session, person, offers="sms")
    assert tell(person, essential=True).channel is NoticeChannel.SMS


def test_a_person_and_their_own_account_have_one_choice(make, tell, session):
    person = make.job_seeker(email="a@example.org")
    own = make.account(Role.RETURNEE, job_seeker=person, email="b@example.org")
    choose(session, own, offers="none")
    assert tell(person) is None
    assert tell(own) is None
    assert tell(own, "reconfirm").recipient == "a@example.org"


def test_at_night_a_message_waits_for_the_morning_but_a_way_in_does_not(make, tell, session):
    person = make.job_seeker(email="a@example.org")
    assert tell(person, now=DAY).not_before == DAY
    assert tell(person, now=NIGHT).not_before == MORNING
    assert tell(person, "sign_in_link", now=NIGHT).not_before == NIGHT
    choose(session, person, quiet=None)
    assert tell(person, now=NIGHT).not_before == NIGHT
    choose(session, person, quiet=(time(11), time(13)))
    assert tell(person, now=DAY).not_before == DAY + timedelta(hours=1)


def test_the_night_is_the_office_s_own(make, tell):
    tbilisi = make.office(country="GE")
    moscow = make.office(country="RU")  # several zones: the service's clock
    five_past_nine = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
    assert tell(make.job_seeker(email="a@example.org", office=tbilisi), now=five_past_nine).not_before > five_past_nine
    assert tell(make.job_seeker(email="a@example.org", office=moscow), now=five_past_nine).not_before == five_past_nine


@given(
    now=some.integers(0, 365 * 24 * 3600).map(lambda seconds: DAY + timedelta(seconds=seconds)),
    quiet=some.tuples(some.times(), some.times()),
    zone=some.sampled_from(["Asia/Baghdad", "Asia/Yerevan", "Asia/Kabul"]),
)
def test_no_message_is_lost_or_sent_inside_of_quiet_hours(now, quiet, zone):
    start, end = quiet
    then = after_quiet(now, start, end, zone=ZoneInfo(zone))
    assert now <= then < now + timedelta(hours=26)
    clock = then.astimezone(ZoneInfo(zone)).time()
    if start != end and then != now:
        assert clock == end


def test_many_are_told_without_a_query_for_each_one_s_choice(make, session):
    people = [make.job_seeker(email=f"p{number}@example.org") for number in range(5)]
    session.commit()
    preferences = Preferences.load(session, people)
    asked = []
    event.listen(session.connection(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    for person in people:
        notify(session, person, kind="new_offer", now=DAY, preferences=preferences, **WORDS)
    assert len([line for line in asked if "INSERT INTO notice" in line]) == len(people)
    assert [line for line in asked if "notice_preference" in line] == []


def test_a_message_says_when_it_is_of_no_use_any_more(make, tell, session):
    assert tell(make.job_seeker(email="a@example.org"), now=NIGHT).expires_at == MORNING + timedelta(days=7)
    code = send_sms(session, PHONE, "123456", kind="sign_in_code", now=NIGHT)
    assert code.expires_at == NIGHT + use_of("sign_in_code") == NIGHT + timedelta(minutes=10)


def test_an_older_form_is_refused(make, session):
    account = make.account(Role.EMPLOYER)
    row = choose(session, account, offers="none")
    version = row.version
    choose(session, account, offers="email")
    with pytest.raises(Conflict):
        set_preference(session, account, ways={}, quiet=None, version=version)


def test_every_kind_of_message_has_a_topic_and_the_essential_ones_cannot_be_switched_off():
    assert [code for code in KINDS if topic_of(code) is NoticeTopic.OTHER] == []
    assert NoticeTopic.OFFERS in offered(Role.RETURNEE)
    assert NoticeTopic.SIGN_IN not in offered(Role.RETURNEE)
    assert all(kind.essential for kind in KINDS.values() if topic_of(kind.code) is NoticeTopic.ACCOUNT)
    assert offered(Role.MANAGER) == ()


def test_codes_are_long_unambiguous_and_read_as_typed(session):
    assert len(codes.ALPHABET) ** codes.LENGTH >= 2**40
    assert not set("01ILOU") & set(codes.ALPHABET)
    notice = send_email(session, "azad@example.org", "Your link", "Here", kind="sign_in_link")
    printed = codes.shown(notice.code)
    assert notice_codes.find_notice(session, printed) is None  # nothing was sent yet
    notice.handed_at = DAY
    session.flush()
    assert notice_codes.find_notice(session, f" {printed.lower().replace('-', ' ')} ") is notice
    assert notice_codes.find_notice(session, printed[:-1]) is None


def test_what_is_told_of_an_address_is_only_its_ending():
    assert notice_codes.ending_of(NoticeChannel.EMAIL, "azad.karim@zagros.example") == "im@z"
    assert notice_codes.ending_of(NoticeChannel.EMAIL, "ab@example.org") == "b@e"
    assert notice_codes.ending_of(NoticeChannel.SMS, PHONE) == "567"


def test_erasure_takes_messages_and_choices_along(make, tell, session):
    person, officer = make.job_seeker(email="a@example.org"), make.account(Role.OFFICER)
    tell(person)
    choose(session, person, fairs="none")
    told = everything_about(session, person)
    assert told["how_to_be_told"][0]["ways"] == {"fairs": "none"}
    assert "claim" not in told["messages"][0]
    erase_job_seeker(session, person, by=officer, on=DAY.date())
    assert session.scalar(select(func.count(Notice.id))) == 0
    assert session.scalar(select(func.count(NoticePreference.id))) == 0


def test_who_leaves_in_the_night_is_not_told_of_offers_in_the_morning(make, tell, session):
    person, stranger = make.job_seeker(email="a@example.org"), make.job_seeker(email="b@example.org")
    waiting = [tell(person, now=NIGHT), tell(stranger, now=NIGHT), tell(person, "registration_confirmed", now=NIGHT)]
    withdraw_job_seeker(
        session, person, reason=Reason.MOVED_AWAY, actor=Actor.JOB_SEEKER, by=make.officer(), on=DAY.date()
    )
    for notice in waiting:
        session.refresh(notice)
    assert [notice.state for notice in waiting] == [NoticeState.EXPIRED, NoticeState.QUEUED, NoticeState.QUEUED]
    assert [bool(notice.text) for notice in waiting] == [False, True, True]
    with pytest.raises(Conflict):
        delivery.retry(session, waiting[0], DAY)
    kinds = select(Notice.kind).where(Notice.job_seeker_id == person.id, Notice.state == NoticeState.QUEUED)
    assert set(session.scalars(kinds)) == {"registration_confirmed", "withdrawal_done"}
