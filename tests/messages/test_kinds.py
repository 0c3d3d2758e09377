"""Every kind of message, in every language: complete, harmless on a locked screen, and leading somewhere."""

import re

import pytest
from werkzeug.routing import MapAdapter

from jobmatch.access.audiences import declared_audience
from jobmatch.i18n import AVAILABLE, LANGUAGES
from jobmatch.messages import words
from jobmatch.messages.kinds import KINDS
from jobmatch.messages.placeholders import PLACEHOLDERS
from jobmatch.messages.rendering import choices_path, default_wording, example, render
from jobmatch.services.notice_texts import problems
from jobmatch.services.notice_topics import ALWAYS, offered, topic_of
from models import Notice, NoticeTopic, Role

BASE = "https://jobs.example.org"


@pytest.mark.parametrize("language", AVAILABLE)
@pytest.mark.parametrize("code", KINDS)
def test_the_default_words_obey_the_rules_for_words_of_officers(code, language):
    assert problems(KINDS[code], default_wording(KINDS[code], language)) == {}


@pytest.mark.parametrize("language", AVAILABLE)
@pytest.mark.parametrize("code", KINDS)
def test_a_message_is_whole_in_every_language_and_form(code, language):
    made = example(KINDS[code], language=language, base=BASE)
    assert "\n" not in made.subject and made.subject
    for text in (made.subject, made.text, made.html, made.sms or ""):
        assert not re.search(r"\{[a-z_]*\}|%\(", text.split("</style>")[-1])
    assert BASE in made.text and f'href="{BASE}' in made.html
    assert f'lang="{language}" dir="{"rtl" if language in ("ar", "ckb") else "ltr"}"' in made.html
    if made.sms:
        assert BASE in made.sms and "\n" not in made.sms


@pytest.mark.parametrize("code", KINDS)
def test_subject_and_sms_hold_nothing_that_could_name_somebody(code):
    kind = KINDS[code]
    facts = {name: "SECRET NAME" if PLACEHOLDERS[name].telling else PLACEHOLDERS[name].example for name in kind.facts}
    ids = {"page": "/", **dict.fromkeys(("referral_id", "vacancy_id", "guest_id", "follow_up_id", "key"), 7)}
    made = render(kind, language="en", facts=facts, base=BASE, where=ids)
    assert "SECRET NAME" not in made.subject + (made.sms or "")
    for word in ("return", "employer", "job", "referral"):
        if kind.audience is Role.RETURNEE:
            assert word not in made.subject.lower() + (made.sms or "").lower().replace(BASE, "")


@pytest.mark.parametrize("code", [code for code in KINDS if "{page}" not in KINDS[code].path])
def test_its_link_leads_to_a_page_of_its_reader(app, code):
    kind = KINDS[code]
    adapter: MapAdapter = app.url_map.bind("jobs.example.org")
    for path in filter(None, (kind.path, kind.file, choices_path(kind))):
        endpoint, _values = adapter.match(re.sub(r"\{[a-z_]+\}", "1", path), method="GET")
        wanted = declared_audience(app, endpoint)
    assert wanted is not None
    assert kind.audience in wanted or not wanted  # a page for everybody has no roles


@pytest.mark.parametrize("code", KINDS)
def test_a_code_fits_its_column_and_a_fact_is_described(code):
    assert len(code) <= Notice.kind.type.length
    assert set(KINDS[code].facts) <= set(PLACEHOLDERS)


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_has_a_topic_and_what_is_essential_cannot_be_switched_off(code):
    topic = topic_of(code)
    assert topic is not NoticeTopic.OTHER
    assert KINDS[code].essential is (topic in ALWAYS)
    if topic not in ALWAYS:
        assert topic in offered(KINDS[code].audience)


def test_messages_speak_the_languages_of_the_pages():
    assert dict(words.LANGUAGES) == LANGUAGES


def test_kurmanji_has_more_than_one_code():
    assert [words.language_of(code) for code in ("kmr", "ku", None, "xx")] == ["ku", "ku", "en", "en"]
    assert words.language_of(None, "ar") == "ar"
