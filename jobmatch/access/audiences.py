"""Default deny: a route without a declared audience answers nobody."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app, redirect, request, url_for
from flask_security import current_user

from jobmatch.db import db
from jobmatch.errors import NotAllowed
from models import Role
from models.sqlite import reading_only

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: frozenset[Role] = frozenset()
"""The audience of a page that needs no account."""

LIBRARY_ENDPOINTS = {
    "static": PUBLIC,
    "security.static": PUBLIC,
    "security.login": PUBLIC,
    "security.logout": frozenset(Role),
}


def audience(*roles: Role) -> Callable[[View], View]:
    """Declare who a view is for, where it differs from its blueprint; no role at all means everybody."""

    def declare(view: View) -> View:
        view.audience = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return declare


def blueprint(name: str, import_name: str, *, roles: Iterable[Role], url_prefix: str | None = None) -> Blueprint:
    """A blueprint whose routes are for `roles`, unless a view says otherwise."""
    made = Blueprint(name, import_name, url_prefix=url_prefix)
    made.audience = frozenset(roles)  # type: ignore[attr-defined]
    return made


def declared_audience(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """Who an endpoint is for; None if nobody declared it."""
    if endpoint in LIBRARY_ENDPOINTS:
        return LIBRARY_ENDPOINTS[endpoint]
    view = app.view_functions[endpoint]
    if hasattr(view, "audience"):
        return view.audience
    owner = app.blueprints.get(endpoint.rpartition(".")[0])
    return getattr(owner, "audience", None)


def to_sign_in(wanted: frozenset[Role]) -> Any:
    """Where somebody who is not signed in finds the way in; job seekers have their own."""
    if wanted == {Role.RETURNEE}:
        target = request.path if request.method == "GET" else None
        return redirect(url_for("returnee.sign_in", next=target))
    return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]


def require_audience() -> Any:
    """Before every request: find the audience, refuse whoever is not in it, and name the actor for the audit."""
    if request.endpoint is None:
        return None  # the router's own 404 or 405
    wanted = declared_audience(current_app, request.endpoint)
    if wanted is None:
        raise NotAllowed
    if request.endpoint == "static":
        return None
    if not db.session.info.get("public_url"):
        db.session.info["public_url"] = request.url_root
    reading_only.set(request.method in ("GET", "HEAD", "OPTIONS"))
    if current_user.is_authenticated:
        db.session.info["account_id"] = current_user.id
    if not wanted:
        return None
    if not current_user.is_authenticated:
        return to_sign_in(wanted)
    if current_user.role not in wanted:
        raise NotAllowed
    return None


def forget_reading(_error: BaseException | None = None) -> None:
    """After every request: the thread may be given something to write next."""
    reading_only.set(False)
