"""The ranking's reasons as a person reads them about themselves: short, in the second person, never a bare number.

Same codes as `jobmatch.reasons.WORDS`; a test holds the two tables together.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.reasons import Facts, contract, levels, name, number, tone, years
from jobmatch.wording import CEFR, EDUCATION, day, governorate, language_name, word
from models import Reason, Referral, ReferralState

FITS = ((0.75, _l("Fits you very well")), (0.6, _l("Fits you well")), (0.45, _l("Fits you in part")))
LITTLE = _l("A little of it fits you")


def fit(score: float) -> Any:
    """A score in words, the only form in which a person sees one."""
    return next((words for lowest, words in FITS if score >= lowest), LITTLE)


def lower(concept: str) -> str:
    """A concept's name inside a sentence; scripts without capitals stay as they are, and so do abbreviations."""
    text = name(concept)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def asked_where(missing: str) -> str:
    """What nobody asked about where the person could work."""
    table = {
        "place": _("We do not know where you live."),
        "radius": _("We do not know how far you can travel."),
        "remote": _("We do not know whether you would work from home."),
        "abroad": _("We do not know whether you would work abroad."),
    }
    return table.get(missing, _("We do not know where you could work."))


YOURS: dict[str, Callable[[Facts], str]] = {
    "profile.inactive": lambda f: _("your profile is not active"),
    "service.ruled_out": lambda f: _("a rule of age or consent stands against it"),
    "vacancy.closed": lambda f: _("this offer is closed"),
    "skills.held": lambda f: _("your %(skill)s", skill=lower(f["skill"])),
    "skills.level_below": lambda f: _(
        "your %(skill)s, with a little less practice than they ask", skill=lower(f["skill"])
    ),
    "skills.related": lambda f: _(
        "your %(through)s, which is close to %(skill)s", through=lower(f["through"]), skill=lower(f["skill"])
    ),
    "skills.missing": lambda f: _("%(skill)s is asked and not in your profile", skill=name(f["skill"])),
    "skills.unknown": lambda f: _("We do not know your skills."),
    "occupation.held": lambda f: (
        _("your %(years)s as %(occupation)s", occupation=lower(f["occupation"]), years=years(f["years"]))
        if f.get("years")
        else _("your work as %(occupation)s", occupation=lower(f["occupation"]))
    ),
    "occupation.held_near": lambda f: _(
        "your work as %(occupation)s, which is close", occupation=lower(f["occupation"])
    ),
    "occupation.held_far": lambda f: _("other work than you did before"),
    "occupation.held_unknown": lambda f: _("We do not know what work you did before."),
    "occupation.wanted": lambda f: _("work that you want: %(occupation)s", occupation=lower(f["occupation"])),
    "occupation.wanted_near": lambda f: _("close to what you want: %(occupation)s", occupation=lower(f["occupation"])),
    "occupation.wanted_other": lambda f: _("other work than you want"),
    "occupation.wanted_unknown": lambda f: _("We do not know what work you want."),
    "occupation.none": lambda f: _("you have not worked yet"),
    "occupation.unknown": lambda f: _("We do not know what work you did or want."),
    "location.within": lambda f: _("%(km)s km from home", km=number(f["distance_km"])),
    "location.beyond": lambda f: _("%(km)s km from home, further than you want to travel", km=number(f["distance_km"])),
    "location.same_place": lambda f: _("in your town"),
    "location.governorate": lambda f: _("in a governorate where you would work"),
    "location.remote": lambda f: _("work from home, as you would"),
    "location.abroad_accepted": lambda f: _("abroad, where you would work"),
    "location.abroad_refused": lambda f: _("abroad, where you would not work"),
    "location.remote_refused": lambda f: _("work from home, which you do not want"),
    "location.unknown": lambda f: asked_where(f["missing"]),
    "language.met": lambda f: _("your %(language)s %(held)s", **levels(f)),
    "language.below": lambda f: _("%(language)s one level below (%(held)s; %(required)s asked)", **levels(f)),
    "language.far_below": lambda f: _("%(language)s well below (%(held)s; %(required)s asked)", **levels(f)),
    "language.missing": lambda f: _("%(language)s is asked (%(required)s)", **levels(f)),
    "language.unknown": lambda f: _("We do not know how well you speak %(language)s.", **levels(f)),
    "experience.met": lambda f: _("your %(held)s of experience", held=years(f["held"])),
    "experience.below": lambda f: _(
        "your %(held)s of experience; %(required)s asked", held=years(f["held"]), required=years(f["required"])
    ),
    "experience.none_needed": lambda f: _("no experience needed"),
    "experience.unknown": lambda f: _("We do not know how many years you worked."),
    "education.met": lambda f: _("your education: %(held)s", held=EDUCATION[f["held"]]),
    "education.below": lambda f: _("asked: %(required)s", required=EDUCATION[f["required"]]),
    "education.unknown": lambda f: _("We do not know your education."),
    "availability.on_time": lambda f: _("you are free in time"),
    "availability.late": lambda f: _("they begin before %(day)s, when you are free", day=day(f["available_on"])),
    "availability.unknown": lambda f: _("We do not know when you can start."),
    "pay.within": lambda f: _("pays what you need"),
    "pay.above": lambda f: _("pays less than you need"),
    "pay.unknown": lambda f: _("We do not know what pay you need."),
    "contract.accepted": lambda f: _("a contract that you accept: %(contract)s", contract=contract(f["contract"])),
    "contract.not_accepted": lambda f: _(
        "a contract that you do not want: %(contract)s", contract=contract(f["contract"])
    ),
    "contract.unknown": lambda f: _("We do not know which contracts you accept."),
    "licences.held": lambda f: _("your licence: %(licence)s", licence=name(f["licence"])),
    "licences.missing": lambda f: _("%(licence)s is asked", licence=name(f["licence"])),
    "licences.unknown": lambda f: _("We do not know whether you have this: %(licence)s.", licence=name(f["licence"])),
}

CHANGES: dict[str, Callable[[Facts], str]] = {
    "change.learn_skill": lambda f: _("Learn %(skill)s", skill=lower(f["skill"])),
    "change.raise_skill": lambda f: _("More practice in %(skill)s", skill=lower(f["skill"])),
    "change.improve_language": lambda f: _(
        "%(language)s at level %(level)s", language=language_name(f["language"]), level=CEFR[f["level"]]
    ),
    "change.get_licence": lambda f: _("Get this: %(licence)s", licence=name(f["licence"])),
    "change.widen_radius": lambda f: _("Travel up to %(km)s km", km=number(f["radius_km"])),
    "change.work_in_governorate": lambda f: _("Work in %(place)s", place=governorate(f["governorate"])),
    "change.accept_remote": lambda f: _("Work from home"),
    "change.accept_abroad": lambda f: _("Work abroad"),
    "change.accept_contract": lambda f: _("Accept this contract: %(contract)s", contract=contract(f["contract"])),
}
"""What would help, by the codes of `matching.changes`."""


def in_your_words(reason: Any) -> str:
    """One reason, said to the person it is about."""
    return YOURS[reason.code](reason.facts)


def change_in_words(change: Any) -> str:
    """One change that would help."""
    return CHANGES[change.what.code](change.what.facts)


def reasons_of(explanation: Any) -> list[Any]:
    """The reasons behind a match in the order of their weight, the known ones only."""
    return [
        reason
        for part in sorted((part for part in explanation.parts if part.weight), key=lambda part: -part.weight)
        for reason in part.reasons
        if not reason.code.endswith("unknown")
    ]


def reasons_in_short(explanation: Any) -> list[Any]:
    """The few that a card has room for: what speaks for it, then the one that speaks most against it."""
    known = [reason for reason in reasons_of(explanation) if not reason.code.startswith("location")]
    good = [reason for reason in known if tone(reason) == "good"]
    return good[:3] + [reason for reason in known if tone(reason) != "good"][:1]


def unknowns_of(explanation: Any) -> list[Any]:
    """What nobody asked yet and this offer wants to know."""
    return [
        reason
        for part in explanation.parts
        if part.weight
        for reason in part.reasons
        if reason.code.endswith("unknown")
    ]


def distance_in_words(explanation: Any) -> str:
    """How far it is, where that is known."""
    near = [
        reason
        for part in explanation.parts
        if part.criterion == "location"
        for reason in part.reasons
        if reason.code != "location.unknown"
    ]
    return in_your_words(near[0]) if near else ""


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
    "employer.not_verified": _l("This employer is not checked yet."),
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


FILTERS: dict[str, Callable[..., Any]] = {
    "fit_in_words": fit,
    "in_your_words": in_your_words,
    "change_in_words": change_in_words,
    "known_reasons": reasons_of,
    "unknown_reasons": unknowns_of,
    "reasons_in_short": reasons_in_short,
    "distance_in_words": distance_in_words,
    "standing": standing,
    "standing_of_state": standing_of_state,
    "rule_for_you": rule_for_you,
    "decimal": number,
    "contract_words": contract_words,
    "concept_label": concept_label,
    "identity_word": lambda field: IDENTITY.get(field, field),
    "field_word": lambda field: FIELDS.get(field, field),
}
"""What the templates call them."""
