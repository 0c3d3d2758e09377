"""The forms of a person's profile: what is kept, what is refused, who was first."""

from datetime import date

import pytest
from sqlalchemy.orm import object_session

from jobmatch.clock import today
from models import JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill
from tests.officer.person.pages import PARTS, saved, url


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
