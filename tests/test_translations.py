"""Every string of every page is there in every language, with the same placeholders."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from jobmatch.i18n import AVAILABLE, TRANSLATIONS

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "_l": None,
    "lazy_gettext": None,
    "msg": None,
    "mark": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}")
LANGUAGES = [language for language in AVAILABLE if language != "en"]


@cache
def messages_in_the_code():
    """Every string that is marked for translation: (text,) or (singular, plural)."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = set()
    for folder in ("jobmatch", "templates"):
        mapping = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        mapped = extract_from_dir(
            ROOT / folder,
            mapping,
            options,
            keywords=KEYWORDS,
            directory_filter=lambda name: "__pycache__" not in str(name),
        )
        found |= {message if isinstance(message, tuple) else (message,) for _, _, message, _, _ in mapped}
    return found


@cache
def catalogue(language):
    """A language's catalogue."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def test_strings_are_found_in_code_pages_and_macros():
    found = {texts[0] for texts in messages_in_the_code()}
    assert {"Placement officer", "Who fits: %(title)s", "Rank again"} <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_untranslated(language):
    known = catalogue(language)
    missing = []
    for texts in messages_in_the_code():
        message = known.get(texts[0])
        forms = () if message is None else message.string
        forms = forms if isinstance(forms, tuple | list) else (forms,)
        if not forms or not all(forms) or (message is not None and message.fuzzy):
            missing.append(texts[0])
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_english(language):
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        allowed = {name for text in ids for name in PLACEHOLDER.findall(text)}
        needed = set(PLACEHOLDER.findall(ids[-1])) - ({"%(num)s"} if len(ids) > 1 else set())
        for text in message.string if isinstance(message.string, tuple | list) else (message.string,):
            names = set(PLACEHOLDER.findall(text))
            if names - allowed or needed - names:
                wrong.append((ids[0], text))
    assert wrong == []


@pytest.mark.parametrize(
    ("header", "language"), [("ckb", "ckb"), ("kmr,en;q=0.5", "ku"), ("ar-IQ", "ar"), ("pt", "en")]
)
def test_the_browser_chooses_the_language_at_first(client, header, language):
    page = client.get("/sign-in", headers={"Accept-Language": header})
    assert f'<html lang="{language}"' in page.text


def test_arabic_and_sorani_run_from_right_to_left(client):
    for language, direction in (("ar", "rtl"), ("ckb", "rtl"), ("ku", "ltr"), ("fr", "ltr")):
        page = client.get("/sign-in", headers={"Accept-Language": language})
        assert f'dir="{direction}"' in page.text


def test_what_is_chosen_stays_with_the_account(sign_in, make, session):
    account = make.officer(language="nl")
    session.commit()
    assert '<html lang="nl"' in sign_in(account).get("/officer/", headers={"Accept-Language": "fr"}).text
