"""People who were referred to this employer, and nobody else."""

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from jobmatch.access import get_visible, visible
from jobmatch.access.audit import record_list, record_open, remember
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.shown import WITH_PROFILE, shown_history, shown_messages, shown_referral
from jobmatch.errors import NotFound
from jobmatch.forms import row_number
from jobmatch.lists import paginate
from jobmatch.paper_files import as_file
from jobmatch.services import referral_talk, transitions
from jobmatch.services.employer_answers import REFUSALS
from jobmatch.services.exports.kinds.for_employers import STATE
from jobmatch.wording import word
from models import AuditAction, Placement, Referral, ReferralMessage, ReferralState
from models.states import allowed

SORTS = {"updated": Referral.updated_at, "since": Referral.sent_at, "state": STATE}
SHOWN = {"open": Referral.closed_at.is_(None), "closed": Referral.closed_at.is_not(None)}


@bp.get("/people")
def people() -> str:
    """Everybody who was referred, those who wait for an answer first."""
    query = visible(Referral).options(*WITH_PROFILE)
    wanted = request.args.get("show", "open")
    if wanted in SHOWN:
        query = query.where(SHOWN[wanted])
    vacancy_id = request.args.get("vacancy", type=row_number)
    if vacancy_id:
        query = query.where(Referral.vacancy_id == vacancy_id)
    page = paginate(query, SORTS, default="-updated", convert=lambda rows: [shown_referral(row) for row in rows])
    record_list("referral", [row.id for row in page.rows])
    return render_template("employer/people.html", page=page, show=wanted)


@bp.get("/people/<int:referral_id>")
def person(referral_id: int) -> str:
    """One person as this employer may see them, with the answers that are possible now."""
    return show_person(get_visible(Referral, referral_id))


def show_person(row: Referral, form: Any = None, what: str = "") -> str:
    """The page of a referred person, with what was typed into a form that could not be used."""
    shown = shown_referral(row)
    record_open(row.job_seeker, "referral")
    messages = db.session.scalars(
        visible(ReferralMessage).where(ReferralMessage.referral_id == row.id).order_by(ReferralMessage.at)
    ).all()
    return render_template(
        "employer/person.html",
        referral=shown,
        events=shown_history(row, transitions.history(db.session, row)),
        messages=shown_messages(row, messages),
        proposals=referral_talk.proposals(db.session, row) if shown.named else [],
        steps=possible_answers(row, shown.named),
        refusals=[(reason.value, word(reason)) for reason in REFUSALS],
        hired=db.session.scalar(visible(Placement).where(Placement.referral_id == row.id)) is not None,
        vacancy=row.vacancy,
        first_day=row.vacancy.starts_on if row.vacancy.starts_on and row.vacancy.starts_on >= today() else None,
        form=form,
        what=what,
    )


@bp.get("/people/<int:referral_id>/papers/<int:document_id>")
def paper(referral_id: int, document_id: int) -> Response:
    """A paper that the person chose for employers, beside their name; written down as an export. 404 for any other."""
    row = named_referral(referral_id)
    if document_id not in {paper.id for paper in shown_referral(row).profile.papers}:
        raise NotFound("document")
    remember(AuditAction.EXPORT, "document", [document_id], purpose="employer")
    return as_file(next(document for document in row.job_seeker.documents if document.id == document_id))


def possible_answers(row: Referral, named: bool) -> set[str]:
    """What the employer may answer now, by endpoint name; nothing about somebody without a name."""
    if not named or row.state not in ReferralState.with_employer():
        return set()
    steps = {"interview", "hiring", "refusal"} if row.state is not ReferralState.OFFERED else {"hiring", "refusal"}
    return steps | ({"offer"} if ReferralState.OFFERED in allowed("referral", row.state) else set())


def named_referral(referral_id: int) -> Referral:
    """A referral that may be answered: with a name, or it is as if it did not exist."""
    row = get_visible(Referral, referral_id)
    if not shown_referral(row).named:
        raise NotFound("referral")
    return row
