"""The person's data: taken along, what is withheld, and erased."""

from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.access import current_account, visible
from jobmatch.access.audit import remember
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.i18n import choose_language
from jobmatch.returnee import bp
from jobmatch.returnee.person import current_person
from jobmatch.schemas.portal import WordsForm
from jobmatch.services import portability, requests
from models import AuditAction, JobSeeker, PersonRequest, RequestKind, RequestOutcome

WITHHELD = {
    "notes": _l("Notes that officers wrote about your case"),
    "sessions": _l("What officers wrote down after your talks"),
    "between_office_and_employer": _l("What your office and employers wrote to each other"),
    "names_of_staff": _l("Names of officers and employers' staff"),
    "scores": _l("Numbers by which offers were put in order; you read them in words"),
}


@bp.get("/data")
def data() -> str:
    """What can be downloaded, what is withheld and why, and how to have everything erased."""
    person = current_person()
    return render_template(
        "returnee/data.html",
        person=person,
        withheld=portability.withheld(db.session, person),
        words=WITHHELD,
        erasure=requests.open_request(db.session, person, RequestKind.ERASURE),
        asked=db.session.scalars(visible(PersonRequest).order_by(PersonRequest.id.desc())).all(),
    )


def attachment(content: bytes | str, mimetype: str, name: str, person: JobSeeker) -> Response:
    """A file to keep, written down as an export."""
    remember(AuditAction.EXPORT, "job_seeker", [person.id])
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)


@bp.get("/data.json")
def data_file() -> Response:
    """Everything that is held, as JSON; what is withheld is named in it."""
    person = current_person()
    held = portability.everything_about(db.session, person)
    held["withheld"] = [{"what": str(WITHHELD[kind]), "pieces": pieces} for kind, pieces in held["withheld"].items()]
    held["how_to_ask"] = _('Ask for what is withheld on the page "My data", or at your office.')
    return attachment(current_app.json.dumps(held, indent=1), "application/json", "my-data.json", person)


@bp.get("/skills-profile.pdf")
def skills_profile() -> Response:
    """The skills profile, to be printed and carried along."""
    from jobmatch.documents.skills_profile import skills_profile as made

    person = current_person()
    paper = made(person, language=choose_language(), on=today())
    return attachment(paper, "application/pdf", "skills-profile.pdf", person)


@bp.post("/data/withheld")
def ask_withheld() -> Any:
    """Ask to see what is withheld."""
    form = read(WordsForm, request.form)
    text = form.values.get("words") if form.ok else None
    requests.make_request(db.session, current_person(), RequestKind.WITHHELD, text=text, today=today())
    db.session.commit()
    flash(_("Your office answers within thirty days."), "success")
    return redirect(url_for(".data"), code=303)


@bp.route("/data/erasure", methods=["GET", "POST"])
def ask_erasure() -> Any:
    """Ask to have everything erased, after reading what goes and what stays."""
    if request.method == "GET":
        return render_template("returnee/erasure.html")
    requests.make_request(db.session, current_person(), RequestKind.ERASURE, today=today())
    db.session.commit()
    flash(_("Your office erases it within thirty days. Until then you can take it back here."), "success")
    return redirect(url_for(".data"), code=303)


@bp.post("/data/erasure/taking-back")
def take_erasure_back() -> Any:
    """Take the wish for erasure back while nothing is erased."""
    asked = requests.open_request(db.session, current_person(), RequestKind.ERASURE)
    if asked is not None:
        requests.close_request(db.session, asked, outcome=RequestOutcome.TAKEN_BACK, by=current_account())
        db.session.commit()
    flash(_("Nothing is erased."), "success")
    return redirect(url_for(".data"), code=303)
