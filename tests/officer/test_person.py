"""The page of a person, its forms part by part, and the steps of the case."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import object_session

from jobmatch.clock import today
from jobmatch.question_words import PARTS as PARTS_OF_ANSWERS
from jobmatch.question_words import QUESTIONS
from matching.advice import QUESTION_CODES
from models import (
    AuditAction,
    AuditEntry,
    Consent,
    ConsentPurpose,
    Enrolment,
    EnrolmentKind,
    EnrolmentState,
    FormerReference,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    Note,
    Reason,
    ReferralState,
    Task,
    TaskState,
    VacancyLanguage,
    Visibility,
    Withdrawal,
)


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def client(sign_in, officer):
    return sign_in(officer)


@pytest.fixture
def person(make):
    return make.job_seeker(name_latin="Sherzad Karim", phone="+9647501234567")


def url(person, *rest):
    return "/".join((f"/officer/job-seekers/{person.id}", *rest))


def saved(session, person):
    session.expire_all()
    return person


PARTS = ("identity", "place", "work", "languages", "conditions")


def test_the_page_says_what_nobody_has_asked_and_is_written_down(client, make, session, person):
    page = client.get(url(person))
    assert page.status_code == 200
    assert page.text.count("not asked yet") > 12
    looks = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.OPEN)).all()
    assert [(entry.kind, entry.row_ids) for entry in looks] == [("job_seeker", [person.id])]


def test_every_question_has_words_and_a_part_of_the_profile(app):
    assert set(QUESTIONS) == set(QUESTION_CODES)
    assert {code for codes in PARTS_OF_ANSWERS.values() for code in codes} < set(QUESTION_CODES)


def test_what_could_move_the_most_is_asked_first(client, make, session, person):
    asked = make.vacancy(title="Receptionist")
    asked.languages.append(VacancyLanguage(code="eng", level=4))
    asked.starts_on = date(2026, 12, 1)
    session.commit()
    page = client.get(url(person)).text
    assert "How well does the person speak English?" in page
    assert f'href="{url(person)}/edit/languages' in page.split("What to ask next")[1]
    person.languages.append(JobSeekerLanguage(code="eng", level=0))
    session.commit()
    assert "speak English?" not in client.get(url(person)).text


def test_the_references_of_merged_records_stand_in_the_history(client, make, session, person):
    make.add(FormerReference(reference="DHK-2025-00077", job_seeker_id=person.id))
    session.commit()
    assert "DHK-2025-00077" in client.get(url(person)).text.split("History")[1]


def test_the_page_shows_everything_that_hangs_on_the_case(client, make, session, officer, person):
    person.skills.append(JobSeekerSkill(concept="skill:arc-welding", text="لحام", level=4, years=9))
    person.occupations.append(JobSeekerOccupation(text="zwubbelenaar", wanted=True, held=False))
    person.languages.append(JobSeekerLanguage(code="nld", speaking=4))
    make.referral(job_seeker=person, vacancy=make.vacancy(title="Pipe welder"), state=ReferralState.SENT)
    make.add(Note(job_seeker=person, by_id=officer.id, text="Call after four."))
    make.add(Task(job_seeker=person, title="Ask for papers", office_id=person.office_id, officer_id=officer.id))
    make.add(
        Enrolment(job_seeker=person, kind=EnrolmentKind.VOCATIONAL, title="Phone repair", started_on=date(2026, 3, 1))
    )
    page = client.get(url(person)).text
    for words in (
        "لحام",
        "very good",
        "zwubbelenaar",
        "Dutch",
        "B2",
        "Pipe welder",
        "Call after four.",
        "Ask for papers",
    ):
        assert words in page, words
    assert "Phone repair" in page and "+964 750 123 4567" in page


@pytest.mark.parametrize("path", ["", *(f"/edit/{part}" for part in PARTS), "/withdrawal"])
def test_another_offices_person_does_not_exist(client, make, path):
    person = make.job_seeker(office=make.office())
    assert client.get(url(person) + path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *(f"edit/{part}" for part in PARTS),
        *("confirmation", "registration", "closing", "reopening", "sessions", "notes", "tasks", "enrolments"),
        *("consents", "withdrawal", "withdrawal/undo"),
    ],
)
def test_nothing_can_be_written_about_another_offices_person(client, make, path):
    person = make.job_seeker(office=make.office())
    assert client.post(url(person, path), data={"reason": "other", "actor": "officer"}).status_code == 404


def test_rows_of_another_office_cannot_be_reached_by_their_own_number(client, make, session):
    person = make.job_seeker(office=make.office())
    consent = session.scalar(select(Consent).where(Consent.job_seeker_id == person.id))
    task = make.add(Task(title="Call", office_id=person.office_id))
    course = make.add(
        Enrolment(job_seeker=person, kind=EnrolmentKind.LANGUAGE, title="English", started_on=date(2026, 3, 1))
    )
    assert client.get(f"/officer/consents/{consent.id}/withdrawal").status_code == 404
    for path in (
        f"consents/{consent.id}/withdrawal",
        f"tasks/{task.id}/done",
        f"tasks/{task.id}/reopening",
        f"enrolments/{course.id}/end",
    ):
        assert client.post(f"/officer/{path}", data={"to": "left", "ended_on": "2026-04-01"}).status_code == 404, path
    assert consent.withdrawn_on is None


@pytest.mark.parametrize("part", PARTS)
def test_a_form_sent_back_untouched_changes_nothing(client, make, session, person, part):
    """What is shown in the form is what is saved: nothing unknown becomes "no", nothing known is lost."""
    known = make.job_seeker(
        name_latin="Nasrin", phone="+9647507654321", place_text="Ankawa", radius_km=12.5, governorates=["IQ-DA"],
        abroad=False, remote=True, education=0, experience_years=0, contracts=["daily"], licences=[], pay_floor=500,
        pay_currency="USD", pay_period="month", language="ckb", birth_on=date(1990, 7, 1), birth_precision="year",
    )  # fmt: skip
    known.skills.append(JobSeekerSkill(concept="skill:arc-welding", level=4))
    known.skills.append(JobSeekerSkill(text="zwubbelen", years=2))
    known.occupations.append(JobSeekerOccupation(concept="occupation:cook", text="Köchin", isco="5120", wanted=True))
    known.languages.append(JobSeekerLanguage(code="eng", level=0, speaking=2))
    known.languages.append(JobSeekerLanguage(code="ckb", mother_tongue=True))
    session.flush()
    for row in (person, known):
        if part == "place":
            row.place_key, row.governorate = ("geonames:ankawa", "IQ-AR") if row.place_text else (None, None)
        before = facts(row)
        form = fields_of(client.get(url(row, "edit", part)).text)
        answer = client.post(url(row, "edit", part), data=form)
        assert answer.status_code == 303, answer.text
        after = facts(saved(session, row))
        ignored = {"place_key"} if part == "place" else set()
        assert {k: v for k, v in after.items() if k not in ignored} == {
            k: v for k, v in before.items() if k not in ignored
        }


def facts(row):
    """Everything that a profile says, without versions and ids."""
    skip = {"id", "version", "updated_at", "created_at", "job_seeker_id", "coded_text_id", "name_key"}

    def columns(found):
        return {c.key: getattr(found, c.key) for c in found.__table__.columns if c.key not in skip}

    def shown(found):
        held = columns(found)
        return {**held, "text": held["text"] or ""} if "text" in held else held

    told = columns(row)
    for kind in ("skills", "occupations", "languages", "experiences"):
        rows = [shown(found) for found in getattr(row, kind)]
        for found in rows:
            found.pop("text", None)
        told[kind] = sorted(rows, key=str)
    return told


def fields_of(page):
    """What a browser would send if somebody only pressed Save, as (name, value) pairs by name."""
    from html.parser import HTMLParser

    class Form(HTMLParser):
        def __init__(self):
            super().__init__()
            self.sent, self.select, self.inside, self.area = {}, None, False, None

        def handle_starttag(self, tag, attributes):
            held = dict(attributes)
            if tag == "form":
                self.inside = "part-form" in (held.get("class") or "")
            if not self.inside:
                return
            if tag == "input" and held.get("name"):
                if held.get("type") in ("checkbox", "radio") and "checked" not in held:
                    return
                self.sent.setdefault(held["name"], []).append(held.get("value") or "")
            elif tag == "select":
                self.select, self.first, self.chosen = held["name"], None, []
                self.multiple = "multiple" in held
            elif tag == "option" and self.select:
                self.first = held.get("value", "") if self.first is None else self.first
                if "selected" in held:
                    self.chosen.append(held.get("value", ""))
            elif tag == "textarea":
                self.area = held["name"]
                self.sent[self.area] = [""]

        def handle_data(self, data):
            if self.area:
                self.sent[self.area][0] += data

        def handle_endtag(self, tag):
            if tag == "select" and self.select:
                self.sent[self.select] = self.chosen or ([] if self.multiple else [self.first or ""])
                self.select = None
            elif tag == "textarea":
                self.area = None
            elif tag == "form":
                self.inside = False

    form = Form()
    form.feed(page)
    assert "version" in form.sent
    return form.sent


def test_each_part_saves_what_was_typed(client, session, person):
    client.post(
        url(person, "edit", "identity"),
        data={"name_latin": "Şêrzad Kerîm", "birth_on": "1990-07-01", "birth_precision": "year", "host_country": "BE"},
    )
    client.post(
        url(person, "edit", "place"), data={"place_text": "Hewlêr", "governorates": ["IQ-DA"], "abroad": "false"}
    )
    client.post(
        url(person, "edit", "work"),
        data={
            "education": "3",
            "skills_0_text": "arc welding",
            "skills_0_level": "4",
            "skills_0_evidence": "certificate",
            "skills_1_text": "",
            "skills_7_text": "English",
            "occupations_0_text": "Welder",
            "occupations_0_role": "both",
            "experiences_0_title": "Lasser",
            "experiences_0_started_on": "2014-03-01",
        },
    )
    client.post(
        url(person, "edit", "languages"),
        data={
            "languages_0_code": "nld",
            "languages_0_speaking": "4",
            "languages_1_code": "eng",
            "languages_1_level": "0",
        },
    )
    client.post(
        url(person, "edit", "conditions"),
        data={"pay_floor": "700", "pay_currency": "USD", "pay_period": "month", "no_licence": "true"},
    )
    row = saved(session, person)
    assert (row.name_latin, row.birth_precision, row.host_country) == ("Şêrzad Kerîm", "year", "BE")
    assert (row.governorate, row.governorates, row.abroad, row.remote) == ("IQ-AR", ["IQ-DA"], False, None)
    assert {(s.text, s.level, s.evidence) for s in row.skills} == {
        ("arc welding", 4, "certificate"),
        ("English", None, "stated"),
    }
    assert [(o.text, o.held, o.wanted, o.isco) for o in row.occupations] == [("Welder", True, True, "7212")]
    assert [e.title for e in row.experiences] == ["Lasser"]
    assert {(held.code, held.level, held.speaking) for held in row.languages} == {("nld", None, 4), ("eng", 0, None)}
    assert (row.pay_floor, row.licences, row.contracts) == (700, [], None)


@pytest.mark.parametrize(
    ("part", "data", "message"),
    [
        ("identity", {"name_latin": "", "name_native": ""}, "Write the name"),
        ("identity", {"name_latin": "A", "phone": "12"}, "This is not a phone number."),
        ("place", {"radius_km": "far"}, "This is not a number."),
        ("work", {"skills_0_text": "welding", "skills_0_level": "9"}, "From 1 to 5."),
        (
            "work",
            {
                "experiences_3_title": "Cook",
                "experiences_3_started_on": "2020-02-01",
                "experiences_3_ended_on": "2019-01-01",
            },
            "The end lies before",
        ),
        ("languages", {"languages_0_code": "eng", "languages_0_level": "7"}, "From 0 to 6."),
        ("conditions", {"pay_floor": "700"}, "Say the currency"),
        ("conditions", {"licences": ["licence:x"], "no_licence": "true"}, "Choose licences, or say"),
    ],
)
def test_what_cannot_be_used_is_said_and_saves_nothing(client, person, part, data, message):
    before = facts(person)
    answer = client.post(url(person, "edit", part), data=data)
    assert answer.status_code == 422 and message in answer.text
    for key, value in data.items():
        if key.endswith(("_text", "_title", "_on", "_km", "phone", "floor")):
            assert f'value="{value}"' in answer.text, key  # nothing has to be typed again
    assert facts(saved(object_session(person), person)) == before


@pytest.mark.parametrize("part", PARTS)
def test_the_second_of_two_officers_gets_a_conflict(client, person, part):
    data = {"version": str(person.version), "name_latin": "A", "languages_0_code": "eng"}
    assert client.post(url(person, "edit", part), data=data).status_code == 303
    second = client.post(url(person, "edit", part), data=data)
    assert second.status_code == 409 and "Somebody else was faster" in second.text


def test_an_unknown_part_is_not_found(client, person):
    assert client.get(url(person, "edit", "password")).status_code == 404


def test_a_case_cannot_be_given_to_somebody_of_another_office(client, make, person):
    stranger, colleague = make.officer(office=make.office()), make.officer()
    data = {"name_latin": "A", "officer_id": str(stranger.id)}
    assert client.post(url(person, "edit", "identity"), data=data).status_code == 404
    data["officer_id"] = str(colleague.id)
    assert client.post(url(person, "edit", "identity"), data=data).status_code == 303


def test_one_click_makes_the_profile_fresh(client, session, person):
    assert client.post(url(person, "confirmation")).status_code == 303
    assert saved(session, person).confirmed_on == today()


def test_saving_a_part_confirms_only_if_ticked(client, session, person):
    client.post(url(person, "edit", "place"), data={"place_text": "Erbil"})
    assert saved(session, person).confirmed_on is None
    client.post(url(person, "edit", "place"), data={"place_text": "Erbil", "confirmed": "true"})
    assert saved(session, person).confirmed_on == today()


def test_sessions_notes_tasks_and_courses_are_added(client, session, officer, person):
    day = today().isoformat()
    for path, data in (
        ("sessions", {"kind": "intake", "held_on": day, "summary": "Wants to weld."}),
        ("notes", {"text": "Call after four.", "visibility": "office"}),
        ("tasks", {"title": "Ask for papers", "due_on": day}),
        ("enrolments", {"kind": "vocational", "title": "Phone repair", "started_on": day}),
    ):
        assert client.post(url(person, path), data=data).status_code == 303
    page = client.get(url(person)).text
    for words in ("Wants to weld.", "Call after four.", "Ask for papers", "Phone repair"):
        assert words in page
    assert session.scalar(select(Task.officer_id)) == officer.id


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("sessions", {"kind": "intake", "held_on": "2999-01-01", "summary": "x"}),
        ("sessions", {"kind": "intake", "held_on": "2026-01-01"}),
        ("notes", {"text": " ", "visibility": "office"}),
        ("tasks", {"title": ""}),
        ("enrolments", {"kind": "vocational", "title": "x", "started_on": "2026-02-02", "ends_on": "2026-01-01"}),
        ("consents", {"given": "orally", "given_on": "2026-01-01"}),
    ],
)
def test_what_cannot_be_added_is_said_on_the_page(client, person, path, data):
    answer = client.post(url(person, path), data=data)
    assert answer.status_code == 422 and "Something in the form cannot be used" in answer.text
    assert "Sherzad Karim" in answer.text


def test_a_note_for_the_case_is_read_by_its_officer_and_author_only(client, make, sign_in, officer, person):
    colleague = make.officer()
    person.officer_id = make.officer().id
    make.add(Note(job_seeker=person, by_id=officer.id, text="Only for the case.", visibility=Visibility.CASE))
    make.add(Note(job_seeker=person, by_id=officer.id, text="For the office."))
    assert "Only for the case." in client.get(url(person)).text  # the author
    page = sign_in(colleague).get(url(person)).text
    assert "For the office." in page and "Only for the case." not in page
    person.officer_id = colleague.id
    make.session.flush()
    assert "Only for the case." in sign_in(colleague).get(url(person)).text


def test_a_task_is_done_and_reopened_once_each(client, session, make, officer, person):
    task = make.add(Task(title="Call", office_id=person.office_id, officer_id=officer.id, job_seeker=person))
    seen = {"version": str(task.version)}
    assert client.post(f"/officer/tasks/{task.id}/done", data=seen).status_code == 303
    assert client.post(f"/officer/tasks/{task.id}/done", data=seen).status_code == 409
    assert saved(session, task).state is TaskState.DONE
    assert client.post(f"/officer/tasks/{task.id}/reopening").status_code == 303
    assert saved(session, task).state is TaskState.OPEN


def test_the_task_list_shows_own_and_the_offices(client, make, officer):
    make.add(Task(title="Mine to do", office_id=officer.office_id, officer_id=officer.id))
    make.add(Task(title="A colleague has it", office_id=officer.office_id, officer_id=make.officer().id))
    make.add(Task(title="Far away", office_id=make.office().id))
    own, all_of_office = client.get("/officer/tasks").text, client.get("/officer/tasks?whose=office").text
    assert "Mine to do" in own and "A colleague has it" not in own
    assert "A colleague has it" in all_of_office and "Far away" not in all_of_office
    assert client.post("/officer/tasks", data={"title": "About nobody"}).status_code == 303
    assert "About nobody" in client.get("/officer/tasks").text
    assert client.post("/officer/tasks", data={"title": ""}).status_code == 422


def test_a_course_is_completed_on_its_day(client, session, make, person):
    course = make.add(
        Enrolment(job_seeker=person, kind=EnrolmentKind.LANGUAGE, title="English", started_on=date(2026, 3, 1))
    )
    data = {"to": "completed", "ended_on": "2026-04-01", "certificate": "A2", "version": str(course.version)}
    assert client.post(f"/officer/enrolments/{course.id}/end", data=data).status_code == 303
    assert (saved(session, course).state, course.certificate) == (EnrolmentState.COMPLETED, "A2")
    assert client.post(f"/officer/enrolments/{course.id}/end", data=data).status_code == 409
    assert client.post(f"/officer/enrolments/{course.id}/end", data={"to": "enrolled"}).status_code == 422


def test_recording_consent_lifts_the_warning(client, make, session):
    person = make.job_seeker(consents=False)
    assert "stands in no ranking" in client.get(url(person)).text
    data = {"purposes": ["matching", "employers"], "given": "in_writing", "given_on": "2026-06-01"}
    assert client.post(url(person, "consents"), data=data).status_code == 303
    assert "stands in no ranking" not in client.get(url(person)).text
    assert client.post(url(person, "consents"), data=data).status_code == 303  # twice is once
    assert len(session.scalars(select(Consent).where(Consent.job_seeker_id == person.id)).all()) == 2


def test_withdrawing_a_consent_shows_first_what_ends_and_then_ends_it(client, make, session, person):
    referral = make.referral(job_seeker=person, vacancy=make.vacancy(title="Pipe welder"), state=ReferralState.SENT)
    consent = session.scalar(
        select(Consent).where(Consent.job_seeker_id == person.id, Consent.purpose == ConsentPurpose.EMPLOYERS)
    )
    address = f"/officer/consents/{consent.id}/withdrawal"
    assert "Pipe welder" in client.get(address).text
    assert saved(session, consent).withdrawn_on is None  # looking changes nothing
    assert client.post(address).status_code == 303
    assert saved(session, consent).withdrawn_on == today()
    assert referral.close_reason is Reason.CONSENT_WITHDRAWN
    assert client.post(address).status_code == 409


def test_a_withdrawal_shows_what_it_closes_and_is_undone(client, make, session, person):
    referral = make.referral(job_seeker=person, vacancy=make.vacancy(title="Pipe welder"), state=ReferralState.SENT)
    page = client.get(url(person, "withdrawal")).text
    assert "Pipe welder" in page and "1 open referral ends" in page and "3 consents end" in page
    assert client.post(url(person, "withdrawal"), data={"actor": "job_seeker"}).status_code == 422
    data = {"reason": "moved_away", "actor": "job_seeker", "version": str(person.version), "note": "To Duhok."}
    assert client.post(url(person, "withdrawal"), data=data).status_code == 303
    assert saved(session, person).state is JobSeekerState.WITHDRAWN
    withdrawal = session.scalar(select(Withdrawal))
    assert (withdrawal.reason, withdrawal.actor, withdrawal.withdrawn_on) == ("moved_away", "job_seeker", today())
    page = client.get(url(person)).text
    assert "Undo the withdrawal" in page and "Moved away" in page
    assert client.post(url(person, "withdrawal"), data=data).status_code == 409
    assert client.post(url(person, "withdrawal/undo")).status_code == 303
    assert (saved(session, person).state, referral.state) == (JobSeekerState.ACTIVE, ReferralState.WITHDRAWN)
    held = session.scalars(select(Consent).where(Consent.job_seeker_id == person.id)).all()
    assert [consent.withdrawn_on for consent in held] == [None] * 3
    assert client.post(url(person, "withdrawal/undo")).status_code == 409


def test_a_case_is_closed_with_a_reason_and_opened_again(client, session, person):
    assert client.post(url(person, "closing"), data={}).status_code == 422
    seen = str(person.version)
    assert client.post(url(person, "closing"), data={"reason": "unreachable", "version": seen}).status_code == 303
    assert saved(session, person).state is JobSeekerState.CLOSED
    assert "Open the case again" in client.get(url(person)).text
    assert client.post(url(person, "closing"), data={"reason": "unreachable", "version": seen}).status_code == 409
    assert client.post(url(person, "reopening")).status_code == 303
    assert saved(session, person).state is JobSeekerState.ACTIVE
    assert client.post(url(person, "reopening")).status_code == 409


def test_a_pending_registration_is_confirmed(client, make, session):
    person = make.job_seeker(state=JobSeekerState.PENDING)
    assert "Confirm the registration" in client.get(url(person)).text
    assert client.post(url(person, "registration")).status_code == 303
    assert saved(session, person).state is JobSeekerState.ACTIVE


def test_names_and_words_are_escaped(client, make, officer):
    person = make.job_seeker(name_latin="<b>Bold</b>", name_native="<i>x</i>", place_text="<script>", summary="<u>")
    make.add(Note(job_seeker=person, by_id=officer.id, text="<img src=x>"))
    page = client.get(url(person)).text + client.get("/officer/job-seekers").text
    for raw in ("<b>Bold", "<i>x", "<script>", "<u>", "<img"):
        assert raw not in page.replace('<img class="navbar-brand-mark"', ""), raw


def test_the_day_in_the_list_is_relative_to_today(client, make):
    make.job_seeker(confirmed_on=today() - timedelta(days=3))
    assert "3 days ago" in client.get("/officer/job-seekers").text
