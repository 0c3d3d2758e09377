"""The pages around an account: where each role begins, and its language."""

from flask import redirect, render_template, url_for
from flask_security import current_user

from jobmatch.access import PUBLIC, blueprint
from models import Role

bp = blueprint("account", __name__, roles=PUBLIC)

HOMES = {
    Role.OFFICER: "officer.home",
    Role.RETURNEE: "returnee.home",
    Role.EMPLOYER: "employer.home",
    Role.MANAGER: "manager.report",
    Role.ADMINISTRATOR: "admin.list_accounts",
    Role.ORGANISER: "organiser.home",
    Role.BOOTH: "booth.home",
    Role.PARTNER: "partner.home",
}


@bp.get("/")
def home():
    """Send everybody to where their role begins; who is not signed in, to the sign-in."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login"))
    if current_user.role in HOMES:
        return redirect(url_for(HOMES[current_user.role]))
    return render_template("account/no_home.html")


@bp.get("/health")
def health():
    """Answer load balancers without touching the database."""
    return {"status": "ok"}


from jobmatch.account import language, messages, passwords  # noqa: E402, F401 - views register themselves on `bp`
