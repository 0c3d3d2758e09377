"""Addresses of the service's own scripts and styles say which content they lead to, so each is fetched only once.

Without that a browser asks for every one of them again at every page, which on a slow network is what people wait for.
A copy of a page that a phone keeps names the files that it was kept with.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

FOR_GOOD = "public, max-age=31536000, immutable"


@lru_cache(maxsize=512)
def digest(file: Path, _changed_ns: int) -> str:
    """What tells this content of a file from any other."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def version(folder: str | None, name: str) -> str | None:
    """The version of a static file; None where there is no such file."""
    file = Path(folder or "") / name
    try:
        return digest(file, file.stat().st_mtime_ns)
    except OSError:
        return None


def register(app: Flask) -> None:
    """Put the version into addresses of static files, and let whoever asks for the present one keep it."""

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and (found := version(app.static_folder, values["filename"])):
            values["v"] = found

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            asked = request.args.get("v")
            if asked and asked == version(app.static_folder, (request.view_args or {})["filename"]):
                response.headers["Cache-Control"] = FOR_GOOD
        return response
