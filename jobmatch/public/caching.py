"""Public pages may be kept for a while, unless somebody is signed in: then the page shows who."""

from flask import Response, make_response, request, session
from flask_security import current_user

SECONDS = 300


def keep_a_while(answer: str | Response, *, mimetype: str | None = None) -> Response:
    """The answer with caching headers and a fingerprint, or a 304 for whoever has it already."""
    response = make_response(answer)
    if mimetype:
        response.mimetype = mimetype
    if current_user.is_authenticated or session:
        return response  # `no-store` is set where all headers are
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.vary.update(("Accept-Language", "Cookie"))
    response.add_etag()
    response.make_conditional(request)
    return response
