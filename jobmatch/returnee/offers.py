"""Offers: looked at, understood, and answered."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import current_account, get_visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import Submitted, read
from jobmatch.live import live_index
from jobmatch.returnee import bp
from jobmatch.returnee.labels import own_reasons
from jobmatch.returnee.person import current_person
from jobmatch.schemas.portal import WHY_NOT, NoForm, ReportForm
from jobmatch.services import eligibility, holds, offers, referrals, suggestions
from models import JobSeeker, JobSeekerState, Vacancy


def explanation_of(person: JobSeeker, vacancy: Vacancy) -> Any:
    """Why this offer fits or does not; nothing while the person is in no ranking."""
    if person.state is not JobSeekerState.ACTIVE:
        return None
    [(_row, found)] = suggestions.explain_people(db.session, live_index(), vacancy, [person], None)
    return found


def page(vacancy: Vacancy, form: Submitted | None = None, status: int = 200) -> Any:
    """One offer with everything that is needed to answer it."""
    person = current_person()
    return render_template(
        "returnee/offer.html",
        vacancy=vacancy,
        person=person,
        explanation=explanation_of(person, vacancy),
        referral=referrals.open_referral(db.session, vacancy, person),
        rules=eligibility.standing_rules(db.session, person, vacancy, today()),
        why_not=own_reasons(WHY_NOT),
        form=form,
    ), status


@bp.get("/offers/<int:vacancy_id>")
def offer(vacancy_id: int) -> Any:
    """One offer: why it fits, what it pays, and what happens after a yes."""
    return page(get_visible(Vacancy, vacancy_id))


@bp.post("/offers/<int:vacancy_id>/yes")
def accept(vacancy_id: int) -> Any:
    """Yes: an officer sends the profile; 409 if a rule stands against it."""
    vacancy = get_visible(Vacancy, vacancy_id)
    referral = offers.say_yes(db.session, live_index(), vacancy, current_person(), by=current_account(), today=today())
    db.session.commit()
    flash(_("You said yes. Your officer looks at it and sends your profile."), "success")
    return redirect(url_for(".referral", referral_id=referral.id), code=303)


@bp.post("/offers/<int:vacancy_id>/no")
def decline(vacancy_id: int) -> Any:
    """Not for me, and why; 422 without a reason."""
    vacancy = get_visible(Vacancy, vacancy_id)
    form = read(NoForm, request.form)
    if not form.ok:
        return page(vacancy, form, 422)
    offers.say_no(db.session, vacancy, current_person(), reason=form.values["reason"], by=current_account())
    db.session.commit()
    flash(_("Thank you. This offer is off your list, and the reason helps us to find better ones."), "success")
    return redirect(url_for(".home"), code=303)


@bp.route("/offers/<int:vacancy_id>/report", methods=["GET", "POST"])
def report_employer(vacancy_id: int) -> Any:
    """Report the employer: asked for money, promised something false, treated somebody badly."""
    vacancy = get_visible(Vacancy, vacancy_id)
    form = read(ReportForm, request.form) if request.method == "POST" else None
    if form is None or not form.ok:
        return render_template("returnee/report.html", vacancy=vacancy, form=form), 422 if form else 200
    holds.report_employer(
        db.session,
        current_person(),
        vacancy.employer,
        concern=form.values["concern"],
        text=form.values["words"],
        today=today(),
    )
    db.session.commit()
    flash(_("Thank you. An officer reads it today. The employer does not learn who wrote it."), "success")
    return redirect(url_for(".offer", vacancy_id=vacancy.id), code=303)


@bp.get("/offers/copy")
def offers_copy() -> Any:
    """The offers on one page, to be kept on the phone by who wants that."""
    found = offers.matched_offers(db.session, live_index(), current_person(), today=today())
    return render_template("returnee/copy.html", offers=found, today=today())
