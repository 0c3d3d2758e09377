"""What is put into a message stays what it is: never code, never markup, never a second header."""

import pytest

from jobmatch.messages.kinds import KINDS, Wording
from jobmatch.messages.placeholders import fill, has_loose_brace, names_in
from jobmatch.messages.rendering import render
from jobmatch.messages.segments import segments

FACTS = {"title": "Welder", "reference": "V-00001"}
IDS = {"referral_id": 3, "vacancy_id": 4}


def made(**more):
    values = {"language": "en", "facts": FACTS, "base": "https://jobs.example.org/", "where": IDS, **more}
    return render(KINDS["new_offer"], **values)


def test_markup_in_a_fact_is_shown_and_not_obeyed():
    html = made(facts={**FACTS, "title": "<script>alert(1)</script>"}).html
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_markup_and_code_of_an_officer_are_shown_and_not_obeyed():
    words = Wording("Hello", "<b>{title}</b> {{ 7 * 7 }} %(title)s ${title}", "{link}")
    message = made(wording=words)
    assert "49" not in message.text and "<b>" not in message.html
    assert "%(title)s" in message.text


def test_a_placeholder_in_a_fact_is_not_filled_in_again():
    assert fill("{title}!", {"title": "{reference}", "reference": "V-1"}) == "{reference}!"


def test_a_fact_cannot_end_the_line_of_a_subject():
    words = Wording("About {reference}", "{title}", "{link}")
    subject = made(facts={**FACTS, "reference": "V-1\r\nBcc: x@example.org"}, wording=words).subject
    assert subject == "About V-1 Bcc: x@example.org"


def test_text_and_html_say_the_same_and_show_the_address():
    message = made()
    assert "There is an offer that may suit you: Welder." in message.text
    assert "There is an offer that may suit you: <bdi>Welder</bdi>." in message.html
    assert message.text.count("https://jobs.example.org/my/offers/4") == 1
    assert message.html.count("https://jobs.example.org/my/offers/4") == 2


def test_what_can_be_switched_off_says_where():
    assert "https://jobs.example.org/my/messages" in made().text and "/my/messages" in made().html
    essential = render(KINDS["registration_confirmed"], language="en", facts={}, base="https://x.example", where={})
    assert "/my/messages" not in essential.text + essential.html


def test_a_message_loads_nothing_from_anywhere():
    html = made().html
    assert not any(part in html for part in ("<img", "src=", "url(", "@import", "<script", "<link"))


def test_a_latin_title_is_kept_apart_in_a_text_from_right_to_left():
    assert "\u2068Welder\u2069" in made(language="ar").text
    assert "\u2068" not in made(language="fr").text


def test_the_link_of_a_text_message_is_short_and_leads_to_the_first_page(client):
    assert made().sms.endswith(" https://jobs.example.org/my")
    assert client.get("/my").headers["Location"].endswith("/my/")


def test_a_missing_fact_is_an_error_and_no_blank():
    with pytest.raises(KeyError, match="title"):
        made(facts={"reference": "V-1"})


def test_braces_are_counted():
    assert names_in("{a} and {b_c}") == {"a", "b_c"}
    assert has_loose_brace("{a") and has_loose_brace("{A}") and has_loose_brace("{a.b}") and has_loose_brace("{0}")
    assert not has_loose_brace("{a}")


@pytest.mark.parametrize(
    ("text", "count", "room"),
    [
        ("a" * 160, 1, 0),
        ("a" * 161, 2, 2 * 153 - 161),
        ("a" * 158 + "€", 1, 0),
        ("a" * 159 + "€", 2, 2 * 153 - 161),
        ("ئ" * 70, 1, 0),
        ("ئ" * 71, 2, 2 * 67 - 71),
        ("a" * 69 + "ê", 1, 0),
        ("🙂" * 35, 1, 0),
        ("🙂" * 36, 2, 2 * 67 - 72),
        ("", 1, 160),
    ],
)
def test_text_messages_are_counted_as_networks_count_them(text, count, room):
    found = segments(text)
    assert (found.count, found.room) == (count, room)
