"""What makes the pages an application on the phone: the manifest, the worker, and the language."""

from typing import Any

from flask import current_app, send_from_directory, url_for
from flask_babel import gettext as _

from jobmatch.access import audience
from jobmatch.i18n import RIGHT_TO_LEFT, choose_language
from jobmatch.returnee import bp


def safe_target(target: str | None) -> str | None:
    """A path within these pages, or nothing: nobody is led elsewhere."""
    return target if target and target.startswith("/my/") and not target.startswith("//") else None


@bp.get("/manifest.webmanifest")
@audience()
def manifest() -> Any:
    """The web manifest, in the reader's language. Its name reveals nothing on a watched phone."""
    language = choose_language()
    body: dict[str, Any] = {
        "name": _("Jobs"),
        "short_name": _("Jobs"),
        "id": "/my/",
        "start_url": url_for(".home"),
        "scope": "/my/",
        "display": "standalone",
        "lang": language,
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "theme_color": "#0b6577",
        "background_color": "#f2f6f8",
        "icons": [
            {"src": url_for("static", filename="mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": url_for("static", filename="icons/mark-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": url_for("static", filename="icons/mark-512.png"), "sizes": "512x512", "type": "image/png"},
        ],
    }
    answer = current_app.json.response(body)
    answer.mimetype = "application/manifest+json"
    return answer


@bp.get("/worker.js")
@audience()
def service_worker() -> Any:
    """The service worker, served from here so that these pages are its scope."""
    answer = send_from_directory(str(current_app.static_folder), "js/returnee-worker.js", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
