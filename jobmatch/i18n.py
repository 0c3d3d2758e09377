"""Which language a page speaks: the account's, else the one chosen on this device, else the browser's."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, request, session
from flask_babel import Babel, gettext
from flask_security import current_user

from jobmatch.clock import OFFICE_TIME
from jobmatch.errors import Message
from jobmatch.languages import LANGUAGES

AVAILABLE = tuple(LANGUAGES)
"""Those whose catalogue is complete; a test holds the catalogues to that."""

OTHER_CODES = {"kmr": "ku", "kur": "ku", "sdh": "ckb"}
"""What browsers and systems call them as well."""

TRANSLATIONS = Path(__file__).parent / "translations"

RIGHT_TO_LEFT = frozenset({"ar", "ckb"})

babel = Babel()


def choose_language() -> str:
    """The language of this request; a public address may name one, so that search engines find each."""
    if request.args.get("lang") in AVAILABLE:
        return request.args["lang"]
    chosen = getattr(current_user, "language", None) or session.get("language")
    if chosen in AVAILABLE:
        return str(chosen)
    best = request.accept_languages.best_match([*AVAILABLE, *OTHER_CODES]) or AVAILABLE[0]
    return OTHER_CODES.get(best, best)


def spoken(text: Any) -> str:
    """A sentence that a service marked with `msg`, in the reader's language; any other text as it is."""
    return gettext(text.msgid, **text.parameters) if isinstance(text, Message) else str(text)


def compile_catalogues() -> None:
    """Compile the catalogues that changed since; a folder that cannot be written stays as it is."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with suppress(OSError):
            unfinished = target.with_suffix(f".{os.getpid()}.part")
            with source.open("rb") as read, unfinished.open("wb") as written:
                write_mo(written, read_po(read))
            unfinished.replace(target)


def init_app(app: Flask) -> None:
    """Attach Babel, and give templates the language and its direction."""
    compile_catalogues()
    babel.init_app(app, locale_selector=choose_language, default_locale="en", default_timezone=OFFICE_TIME.key)

    @app.context_processor
    def direction() -> dict[str, Any]:
        language = choose_language()
        return {
            "language": language,
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "page_languages": [(code, LANGUAGES[code]) for code in AVAILABLE],
        }
