"""Referrals: previewed, proposed, and moved along the steps that are allowed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list, record_open
from jobmatch.access.scope import scope_of
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import Submitted, read, require
from jobmatch.lists import paginate
from jobmatch.live import live_index
from jobmatch.officer import bp
from jobmatch.officer.referral_talk import talk_of
from jobmatch.schemas.referral import AnswerForm, CloseReferralForm, InterviewForm, ReferForm, TermsForm
from jobmatch.services import attention, eligibility, placements, referrals, suggestions, transitions
from models import Actor, JobSeeker, Placement, Referral, ReferralState, Vacancy
from models.states import allowed

SORTS = {
    "updated": Referral.updated_at,
    "proposed": Referral.proposed_at,
    "sent": Referral.sent_at,
    "state": Referral.state,
}


@bp.get("/referrals", endpoint="referrals")
def list_referrals() -> str:
    """The office's referrals, filtered by state, or those whose answer is overdue."""
    query = visible(Referral).options(
        joinedload(Referral.job_seeker), joinedload(Referral.vacancy).joinedload(Vacancy.employer)
    )
    wanted = request.args.get("state", "")
    if wanted in set(ReferralState):
        query = query.where(Referral.state == wanted)
    elif wanted == "awaiting":
        query = query.where(attention.answer_awaited(today()))
    elif wanted != "all":
        query = query.where(Referral.closed_at.is_(None))
    page = paginate(query, SORTS, default="-updated")
    record_list("referral", [row.id for row in page.rows])
    return render_template("officer/referrals.html", page=page, state=wanted)


@bp.get("/referrals/<int:referral_id>")
def referral(referral_id: int) -> str:
    """One referral with its history and the steps that are allowed now."""
    return show(get_visible(Referral, referral_id))


def show(row: Referral, form: Submitted | None = None) -> str:
    """The page of a referral, with what was typed into a form that could not be used."""
    record_open(row.job_seeker, "referral")
    return render_template(
        "officer/referral.html",
        referral=row,
        events=transitions.history(db.session, row),
        steps=allowed("referral", row.state),
        rules=eligibility.standing_rules(db.session, row.job_seeker, row.vacancy, today()) if row.is_open else [],
        placement=db.session.scalar(visible(Placement).where(Placement.referral_id == row.id)),
        form=form,
        **talk_of(row),
    )


@bp.post("/vacancies/<int:vacancy_id>/referrals/preview")
def preview_referrals(vacancy_id: int) -> str:
    """Show who would be referred, what they will be told, and what stands against it. Saves nothing."""
    vacancy = get_visible(Vacancy, vacancy_id)
    form = require(ReferForm, request.form)
    people = db.session.scalars(visible(JobSeeker).where(JobSeeker.id.in_(form["ids"]))).all()
    known = referrals.open_referrals_by_person(db.session, vacancy)
    rules = eligibility.rules_of_each(db.session, people, vacancy, today())
    for row_id in known.keys() & rules.keys():
        rules[row_id].append("referral.open")
    record_list("job_seeker", [person.id for person in people], purpose="referral")
    return render_template("officer/refer_preview.html", vacancy=vacancy, people=people, rules=rules)


@bp.post("/vacancies/<int:vacancy_id>/referrals")
def propose_referrals(vacancy_id: int) -> Response:
    """Propose the vacancy to each person chosen: all of them or none; 409 names what stands against it."""
    vacancy, account = get_visible(Vacancy, vacancy_id), current_account()
    form = require(ReferForm, request.form)
    people = [get_visible(JobSeeker, row_id) for row_id in form["ids"]]
    scope = scope_of(JobSeeker, account)
    ranked = suggestions.reach_of(db.session, live_index(), vacancy, scope, today=today()).rank(suggestions.KEPT)
    run = suggestions.keep_ranking(db.session, ranked, by_id=account.id, vacancy=vacancy)
    scores = dict(zip(ranked.ids.tolist(), ranked.scores.tolist(), strict=True))
    for person in people:
        referrals.propose_referral(
            db.session,
            vacancy,
            person,
            by=account,
            today=today(),
            run=run,
            score=scores.get(person.id),
            message=form.get("message"),
        )
    db.session.commit()
    flash(ngettext("%(num)s person referred.", "%(num)s people referred.", len(people)))
    return redirect(url_for(".vacancy", vacancy_id=vacancy.id), code=303)


def step(referral_id: int, version: int | None) -> Referral:
    """The referral of a step, refused if the form was filled in on an older state."""
    row = get_visible(Referral, referral_id)
    transitions.check_version(row, version)
    return row


def done(row: Referral) -> Response:
    """Save the step and go back to the referral."""
    db.session.commit()
    return redirect(url_for(".referral", referral_id=row.id), code=303)


@bp.post("/referrals/<int:referral_id>/acceptance")
def accept_referral(referral_id: int) -> Response:
    """The person says yes, by themselves or through the officer."""
    form = require(AnswerForm, request.form)
    row = step(referral_id, form.get("version"))
    referrals.accept_referral(db.session, row, by=current_account(), note=form.get("note"))
    return done(row)


@bp.post("/referrals/<int:referral_id>/sending")
def send_referral(referral_id: int) -> Response:
    """Send the shared profile to the employer."""
    form = require(AnswerForm, request.form)
    row = step(referral_id, form.get("version"))
    referrals.send_referral(db.session, row, by=current_account(), today=today(), note=form.get("note"))
    return done(row)


@bp.post("/referrals/<int:referral_id>/interview")
def invite_to_interview(referral_id: int) -> Response:
    """The employer wants to meet the person."""
    form = require(InterviewForm, request.form)
    row = step(referral_id, form.pop("version", None))
    referrals.invite_to_interview(db.session, row, by=current_account(), **form)
    return done(row)


@bp.post("/referrals/<int:referral_id>/offer")
def offer_job(referral_id: int) -> Response:
    """The employer offers the job."""
    form = require(AnswerForm, request.form)
    row = step(referral_id, form.get("version"))
    referrals.offer_job(db.session, row, by=current_account(), note=form.get("note"))
    return done(row)


@bp.post("/referrals/<int:referral_id>/end")
def close_referral(referral_id: int) -> Response:
    """End it without a placement: declined, not selected, retracted or withdrawn; 422 without a reason."""
    ends = {state.value: state for state in ReferralState.closed() if state is not ReferralState.PLACED}
    form = require(CloseReferralForm, request.form)
    row = step(referral_id, form.get("version"))
    to = ends.get(request.form.get("to", ""), ReferralState.WITHDRAWN)
    actor = form.get("actor") or (Actor.JOB_SEEKER if to is ReferralState.DECLINED else None)
    referrals.close_referral(
        db.session, row, to=to, reason=form["reason"], actor=actor, by=current_account(), note=form.get("note")
    )
    return done(row)


@bp.post("/referrals/<int:referral_id>/placement")
def place(referral_id: int) -> Any:
    """Work began; 409 if the last opening is taken."""
    form = read(TermsForm, request.form)
    row = get_visible(Referral, referral_id)
    if not form.ok:
        return show(row, form), 422
    terms = {key: value for key, value in form.values.items() if value is not None and key != "version"}
    transitions.check_version(row, form.values.get("version"))
    placement = placements.place_job_seeker(db.session, row, by=current_account(), **terms)
    db.session.commit()
    flash(_("Placed. Follow-ups are planned after 1, 3, 6 and 12 months."))
    return redirect(url_for(".placement", placement_id=placement.id), code=303)
