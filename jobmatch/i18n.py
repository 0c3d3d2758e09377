"""Which language a page speaks: the account's, else the one chosen on this device, else the browser's."""

from flask import Flask, request, session
from flask_babel import Babel
from flask_security import current_user

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "nl": "Nederlands",
    "ar": "العربية",
    "ckb": "کوردیی ناوەندی",
    "ku": "Kurmancî",
}
"""Every language the product means to speak, by Babel's codes; Kurmanji (``kmr``) is Babel's ``ku``."""

AVAILABLE = ("en",)
"""Those whose catalogue is complete."""

RIGHT_TO_LEFT = frozenset({"ar", "ckb"})

babel = Babel()


def choose_language() -> str:
    """The language of this request; a public address may name one, so that search engines find each."""
    if request.args.get("lang") in AVAILABLE:
        return request.args["lang"]
    chosen = getattr(current_user, "language", None) or session.get("language")
    if chosen in AVAILABLE:
        return str(chosen)
    return request.accept_languages.best_match(AVAILABLE) or AVAILABLE[0]


def init_app(app: Flask) -> None:
    """Attach Babel, and give templates the language and its direction."""
    babel.init_app(app, locale_selector=choose_language, default_locale="en", default_timezone="Asia/Baghdad")

    @app.context_processor
    def direction() -> dict[str, str]:
        language = choose_language()
        return {"language": language, "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr"}
