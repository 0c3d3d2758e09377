"""Sessions, cookies, headers and throttling, all set in one place."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import Security, user_authenticated
from flask_wtf import CSRFProtect

from jobmatch.access.accounts import AccountStore
from jobmatch.access.audiences import forget_reading, require_audience
from jobmatch.access.audit import write_looks
from jobmatch.db import db
from jobmatch.settings import Settings
from models import utc_now

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, headers_enabled=False)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def sign_in_limit() -> str:
    """How often one address may try to come in, as the settings say."""
    return str(current_app.config["JOBMATCH"].sign_in_limit)


def configure(settings: Settings) -> dict[str, Any]:
    """The libraries' configuration that follows from the settings."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "jobmatch",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.secure_cookies,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_SALT": settings.secret_key,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_LOGIN_USER_TEMPLATE": "account/sign_in.html",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_UNAUTHORIZED_VIEW": None,
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_FRESHNESS": timedelta(minutes=-1),  # nothing asks for the password again, so no page for it
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "RATELIMIT_STORAGE_URI": settings.rate_limit_storage,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1024 * 1024,
    }


def init_security(app: Flask, settings: Settings) -> None:
    """Attach sessions, CSRF protection, throttling, default deny and the headers."""
    csrf.init_app(app)
    app.extensions["jobmatch_security"] = Security(app, AccountStore())
    limiter.init_app(app)
    limiter.limit(settings.sign_in_limit, methods=["POST"])(app.view_functions["security.login"])
    app.before_request(refuse_nul)
    app.before_request(require_audience)
    app.teardown_request(forget_reading)
    app.after_request(write_looks)
    app.after_request(add_headers)
    user_authenticated.connect(remember_sign_in, app)


def refuse_nul() -> None:
    """Refuse a NUL in an address, a form, a file's name or JSON with 400: no text of PostgreSQL can hold one."""
    sent = [value for part in (request.args, request.form) for values in part.listvalues() for value in values]
    names = [file.filename or "" for files in request.files.listvalues() for file in files]
    if any("\0" in text for text in (request.path, *sent, *names)):
        abort(400)
    if request.is_json and b"\\u0000" in request.get_data():
        abort(400)


def remember_sign_in(_app: Flask, user: Any, **_: Any) -> None:
    """Note when somebody signed in; shown to administrators as a sign of life."""
    user.last_signed_in_at = utc_now()
    db.session.commit()


def add_headers(response: Response) -> Response:
    """Strict policies on every answer, and no caching of what a person may see."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
