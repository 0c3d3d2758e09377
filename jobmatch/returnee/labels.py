"""What codes are called where a person reads about themselves: states, rules, reasons, fields."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.reasons import contract, name
from jobmatch.wording import word
from models import Reason, Referral, ReferralState

STANDING = {
    ReferralState.PROPOSED: _l("Your officer proposes it: your answer is awaited"),
    ReferralState.ACCEPTED: _l("You said yes: your officer sends your profile"),
    ReferralState.SENT: _l("Your profile is with the employer: their answer is awaited"),
    ReferralState.INTERVIEW: _l("The employer wants to meet you"),
    ReferralState.OFFERED: _l("The employer offers you the work"),
    ReferralState.PLACED: _l("You have this work"),
    ReferralState.DECLINED: _l("You said no"),
    ReferralState.NOT_SELECTED: _l("The employer chose somebody else"),
    ReferralState.RETRACTED: _l("The employer took the offer back"),
    ReferralState.WITHDRAWN: _l("This came to its end"),
}
"""Where a referral stands, said to the person."""

RULES = {
    "person.not_active": _l("Your profile is not in the search now."),
    "consent.matching_missing": _l("You have not agreed that offers are looked for."),
    "consent.employers_missing": _l("You have not agreed that your profile goes to employers."),
    "vacancy.not_open": _l("This offer is not open any more."),
    "vacancy.filled": _l("Every place is taken."),
    "vacancy.expired": _l("The last day of this offer has passed."),
    "employer.not_verified": _l("This employer is not checked yet."),
    "employer.held": _l("Nobody is sent to this employer at the moment."),
    "age.below_minimum": _l("You are below the age for this work."),
    "age.hazardous": _l("This work is dangerous and only for adults."),
    "age.guardian_missing": _l("Somebody who is responsible for you must agree first; speak with your office."),
}
"""Rules that stand against a yes, said to the person."""


def standing(referral: Referral) -> Any:
    """Where a referral stands."""
    return STANDING[referral.state]


def standing_of_state(state: str) -> Any:
    """A state of a referral's history."""
    return STANDING[ReferralState(state)]


def rule_for_you(code: str) -> Any:
    """A rule that stands against a yes."""
    return RULES.get(code, _("Your office can tell you why."))


OWN_REASONS = {
    Reason.FOUND_WORK_ALONE: _l("I found work myself"),
    Reason.STARTED_A_BUSINESS: _l("I started a business"),
    Reason.TRAINING_INSTEAD: _l("I take part in a training"),
    Reason.MOVED_AWAY: _l("I moved away"),
    Reason.LEFT_AGAIN: _l("I leave the country again"),
    Reason.CHANGED_THEIR_MIND: _l("I changed my mind"),
    Reason.SKILLS_DID_NOT_FIT: _l("It does not fit what I can do"),
}
"""Reasons as the person says them, where the office's words speak about them."""


def own_reasons(reasons: Iterable[Reason]) -> list[tuple[str, Any]]:
    """(value, words) of the reasons that a page offers."""
    return [(reason.value, OWN_REASONS.get(reason) or word(reason)) for reason in reasons]


FIELDS = {
    "skills": _l("Skills"),
    "occupations": _l("Work you did and want"),
    "languages": _l("Languages"),
    "experiences": _l("Jobs you had"),
    "education": _l("Education"),
    "education_text": _l("School, course or diploma"),
    "experience_years": _l("Years of work"),
    "summary": _l("In your words"),
    "place_text": _l("Town"),
    "address": _l("Address"),
    "radius_km": _l("Would travel"),
    "governorates": _l("Also in"),
    "abroad": _l("Abroad"),
    "remote": _l("From home"),
    "available_on": _l("Free from"),
    "pay_floor": _l("Lowest pay"),
    "pay_currency": _l("Currency"),
    "pay_period": _l("Pay period"),
    "contracts": _l("Contracts"),
    "licences": _l("Licences"),
}
"""The fields that a person corrects."""

IDENTITY = {
    "name": _l("Name"),
    "phone": _l("Phone"),
    "email": _l("E-mail"),
    "birth": _l("Birth date"),
    "gender": _l("Gender"),
    "host_country": _l("Country where you lived"),
    "returned_on": _l("Day of return"),
    "household": _l("Household"),
    "other": _l("Something else"),
}
"""Facts that only the office changes: they decide who can sign in and what the figures count."""


def contract_words(codes: list[str]) -> str:
    """Contracts, one after the other."""
    return ", ".join(str(contract(code)) for code in codes)


def concept_label(concept: str | None) -> str:
    """A concept's name; nothing for nothing."""
    return name(concept) if concept else ""
