"""Consents: what each means, given and withdrawn, with the effect shown first."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.access import current_account, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import NotFound
from jobmatch.i18n import choose_language
from jobmatch.returnee import bp
from jobmatch.returnee.person import current_person
from jobmatch.services import consents, withdrawals
from models import Consent, ConsentGiven, ConsentPurpose, JobSeeker

TEXTS: dict[ConsentPurpose, dict[str, Any]] = {
    ConsentPurpose.MATCHING: {
        "means": _l("The service compares your profile with offers. Your office sees which offers fit you."),
        "with": _l("You and your officer see offers that fit you."),
        "without": _l("You are in no list of people for an offer. Open referrals end. Your officer still helps you."),
    },
    ConsentPurpose.EMPLOYERS: {
        "means": _l(
            "Your profile may be sent to an employer, each time only after you said yes to that offer: name, phone, "
            "e-mail, skills, work, education and languages. Before your yes they read at most a profile without name."
        ),
        "with": _l("You can say yes to offers."),
        "without": _l("Nothing more is sent to any employer. Open referrals end. Your officer still helps you."),
    },
    ConsentPurpose.FAIRS: {
        "means": _l("Your name may stand on the lists of job fairs, so that employers can meet you there."),
        "with": _l("You can be invited to job fairs and get times for interviews there."),
        "without": _l("You stand on no list of a fair. You can still go there by yourself."),
    },
    ConsentPurpose.PARTNER_FEEDBACK: {
        "means": _l("The organisation that sent you to us may learn how it went."),
        "with": _l("They read whether you found work or training."),
        "without": _l("They learn nothing more about you."),
    },
}
"""What a person reads before they agree or withdraw. A guardian's consent is not theirs to give."""


def offered_to(person: JobSeeker) -> list[ConsentPurpose]:
    """The consents that a person can give: feedback only where somebody sent them."""
    return [
        purpose for purpose in TEXTS if purpose is not ConsentPurpose.PARTNER_FEEDBACK or person.partner is not None
    ]


def read_purpose(person: JobSeeker, purpose: str) -> ConsentPurpose:
    """The purpose of an address, or 404."""
    known = {str(offered.value): offered for offered in offered_to(person)}
    if purpose not in known:
        raise NotFound("consent")
    return known[purpose]


@bp.get("/consents", endpoint="consents")
def list_consents() -> str:
    """Every consent, in force or not, and the history."""
    person = current_person()
    in_force = {
        purpose: consents.consent_in_force(db.session, person, purpose, consents.recipient_of(person, purpose))
        for purpose in offered_to(person)
    }
    history = db.session.scalars(visible(Consent).order_by(Consent.given_on.desc(), Consent.id.desc())).all()
    return render_template("returnee/consents.html", in_force=in_force, texts=TEXTS, history=history)


@bp.get("/consents/<purpose>")
def consent(purpose: str) -> str:
    """One consent: what it means, and what changes when it is given or withdrawn."""
    person = current_person()
    wanted = read_purpose(person, purpose)
    given = consents.consent_in_force(db.session, person, wanted, consents.recipient_of(person, wanted))
    ending = withdrawals.referrals_without_consent(db.session, given, on=today()) if given else ()
    return render_template(
        "returnee/consent.html", purpose=wanted, text=TEXTS[wanted], given=given, ending=ending, person=person
    )


@bp.post("/consents/<purpose>/giving")
def give_consent(purpose: str) -> Any:
    """Agree, online and in the language of the page."""
    person = current_person()
    wanted = read_purpose(person, purpose)
    consents.record_consent(
        db.session,
        person,
        wanted,
        recipient=consents.recipient_of(person, wanted),
        given=ConsentGiven.ONLINE,
        given_on=today(),
        by=current_account(),
        language=choose_language(),
    )
    db.session.commit()
    flash(_("Written down. You can withdraw it at any time."), "success")
    return redirect(url_for(".consents"), code=303)


@bp.post("/consents/<purpose>/withdrawal")
def withdraw_consent(purpose: str) -> Any:
    """Withdraw it; what follows happens at once."""
    person = current_person()
    wanted = read_purpose(person, purpose)
    given = consents.consent_in_force(db.session, person, wanted, consents.recipient_of(person, wanted))
    if given is not None:
        withdrawals.end_consent(db.session, given, on=today(), by=current_account())
        db.session.commit()
    flash(_("Withdrawn. Nobody helps you less because of it."), "success")
    return redirect(url_for(".consents"), code=303)
