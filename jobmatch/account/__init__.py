"""The pages around an account: where each role begins, and its language."""

from flask import redirect, url_for
from flask_security import current_user

from jobmatch.access import PUBLIC, blueprint
from jobmatch.navigation import home_of

bp = blueprint("account", __name__, roles=PUBLIC)


@bp.get("/")
def home():
    """Send everybody to where their role begins; who is not signed in, to the sign-in."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login"))
    return redirect(url_for(home_of(current_user.role)))


@bp.get("/health")
def health():
    """Answer load balancers without touching the database."""
    return {"status": "ok"}


from jobmatch.account import language, messages, passwords  # noqa: E402, F401 - views register themselves on `bp`
