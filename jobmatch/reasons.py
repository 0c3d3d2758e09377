"""The ranking's reasons in words: `matching` gives codes with facts, here they become sentences for the reader.

Each code has one function; a test holds this table and `matching.criteria.REASON_CODES` together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_babel import format_decimal, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.services import taxonomy
from jobmatch.wording import CEFR, EDUCATION, day, language_name, word
from models import ContractType

CRITERION_WORDS = {
    "skills": _l("Skills"),
    "occupation": _l("Occupation"),
    "location": _l("Distance"),
    "language": _l("Language"),
    "experience": _l("Experience"),
    "education": _l("Education"),
    "availability": _l("Availability"),
    "pay": _l("Pay"),
    "contract": _l("Contract"),
    "licences": _l("Licences"),
}

RULE_WORDS = {
    "person.not_active": _l("The person is not active: placed, withdrawn or closed."),
    "consent.matching_missing": _l("The person has not agreed to be suggested for vacancies."),
    "consent.employers_missing": _l("The person has not agreed to have their profile shared with employers."),
    "vacancy.not_open": _l("The vacancy is not open."),
    "vacancy.filled": _l("Every opening is filled."),
    "vacancy.expired": _l("The vacancy's last day has passed."),
    "employer.not_verified": _l("The employer is not verified."),
    "employer.held": _l("An officer is looking at this employer; nobody is referred to it until that is done."),
    "age.below_minimum": _l("The person is below the minimum working age."),
    "age.hazardous": _l("Hazardous work needs an adult."),
    "age.guardian_missing": _l("A guardian's consent is missing."),
    "referral.open": _l("The person has an open referral to this vacancy already."),
}
"""Rules of eligibility that the services apply outside the ranking."""

Facts = Mapping[str, Any]


def name(concept: str) -> str:
    """A concept's name in the reader's language."""
    return taxonomy.label(concept, str(get_locale() or "en"))


def number(value: float) -> str:
    """A number with at most one decimal."""
    return format_decimal(round(float(value), 1))


def years(value: float) -> str:
    """A length of time in years."""
    return ngettext("%(shown)s year", "%(shown)s years", max(1, round(value)), shown=number(value))


def asked_about(missing: str) -> str:
    """What nobody has asked about a person's whereabouts."""
    table = {
        "place": _("Nobody has asked where the person lives."),
        "radius": _("Nobody has asked how far the person can travel."),
        "remote": _("Nobody has asked whether the person would work remotely."),
        "abroad": _("Nobody has asked whether the person would work abroad."),
    }
    return table.get(missing, _("Nobody has asked where the person could work."))


def levels(f: Facts) -> dict[str, str]:
    """The facts of a language reason."""
    return {"language": language_name(f["language"]), "held": CEFR[f.get("held", 0)], "required": CEFR[f["required"]]}


def distance(f: Facts) -> dict[str, str]:
    """The facts of a distance reason."""
    return {"km": number(f["distance_km"]), "radius": number(f["radius_km"])}


def contract(code: str) -> Any:
    """A contract type's word."""
    return word(ContractType(code))


WORDS: dict[str, Callable[[Facts], str]] = {
    "profile.inactive": lambda f: _("The profile is not active."),
    "service.ruled_out": lambda f: _("A rule of age or consent stands against it."),
    "vacancy.closed": lambda f: _("The vacancy is closed."),
    "skills.held": lambda f: _("Has %(skill)s", skill=name(f["skill"])),
    "skills.level_below": lambda f: _(
        "Has %(skill)s at level %(held)s of %(required)s",
        skill=name(f["skill"]),
        held=f["held"],
        required=f["required"],
    ),
    "skills.related": lambda f: _(
        "%(through)s is close to %(skill)s", through=name(f["through"]), skill=name(f["skill"])
    ),
    "skills.missing": lambda f: _("%(skill)s is not in the profile", skill=name(f["skill"])),
    "skills.unknown": lambda f: _("Nobody has asked about skills."),
    "occupation.held": lambda f: (
        _("Worked as %(occupation)s for %(years)s", occupation=name(f["occupation"]), years=years(f["years"]))
        if f.get("years")
        else _("Worked as %(occupation)s", occupation=name(f["occupation"]))
    ),
    "occupation.held_near": lambda f: _(
        "Worked in a near occupation: %(occupation)s", occupation=name(f["occupation"])
    ),
    "occupation.held_far": lambda f: _("Worked in other occupations"),
    "occupation.held_unknown": lambda f: _("Nobody has asked about earlier work."),
    "occupation.wanted": lambda f: _("Wants to work as %(occupation)s", occupation=name(f["occupation"])),
    "occupation.wanted_near": lambda f: _("Wants a near occupation: %(occupation)s", occupation=name(f["occupation"])),
    "occupation.wanted_other": lambda f: _("Wants other work"),
    "occupation.wanted_unknown": lambda f: _("Nobody has asked what work the person wants."),
    "occupation.none": lambda f: _("Has not worked yet"),
    "occupation.unknown": lambda f: _("Nobody has asked about occupations."),
    "location.within": lambda f: _("%(km)s km away, would travel %(radius)s km", **distance(f)),
    "location.beyond": lambda f: _("%(km)s km away, further than the %(radius)s km they would travel", **distance(f)),
    "location.same_place": lambda f: _("Lives in the same town"),
    "location.governorate": lambda f: _("Would work in this governorate"),
    "location.remote": lambda f: _("Would work remotely"),
    "location.abroad_accepted": lambda f: _("Would work abroad"),
    "location.abroad_refused": lambda f: _("Would not work abroad"),
    "location.remote_refused": lambda f: _("Would not work remotely"),
    "location.unknown": lambda f: asked_about(f["missing"]),
    "language.met": lambda f: _("%(language)s %(held)s (%(required)s asked)", **levels(f)),
    "language.below": lambda f: _("%(language)s %(held)s, one level below %(required)s", **levels(f)),
    "language.far_below": lambda f: _("%(language)s %(held)s, far below %(required)s", **levels(f)),
    "language.missing": lambda f: _("Does not speak %(language)s (%(required)s asked)", **levels(f)),
    "language.unknown": lambda f: _("Nobody has asked about %(language)s (%(required)s asked)", **levels(f)),
    "experience.met": lambda f: _(
        "%(held)s of experience (%(required)s asked)", held=years(f["held"]), required=number(f["required"])
    ),
    "experience.below": lambda f: _(
        "%(held)s of experience, %(required)s asked", held=years(f["held"]), required=number(f["required"])
    ),
    "experience.none_needed": lambda f: _("No experience needed"),
    "experience.unknown": lambda f: _("Nobody has asked about years of experience."),
    "education.met": lambda f: str(EDUCATION[f["held"]]),
    "education.below": lambda f: _(
        "%(held)s; asked: %(required)s", held=EDUCATION[f["held"]], required=EDUCATION[f["required"]]
    ),
    "education.unknown": lambda f: _("Nobody has asked about education."),
    "availability.on_time": lambda f: _("Available in time"),
    "availability.late": lambda f: _(
        "Available from %(day)s, %(late)s days late", day=day(f["available_on"]), late=f["days_late"]
    ),
    "availability.unknown": lambda f: _("Nobody has asked when the person can start."),
    "pay.within": lambda f: _("The pay meets what the person needs"),
    "pay.above": lambda f: _("The pay is below what the person needs"),
    "pay.unknown": lambda f: _("Nobody has asked what pay the person needs."),
    "contract.accepted": lambda f: _("Accepts this contract: %(contract)s", contract=contract(f["contract"])),
    "contract.not_accepted": lambda f: _("Does not want this contract: %(contract)s", contract=contract(f["contract"])),
    "contract.unknown": lambda f: _("Nobody has asked which contracts the person accepts."),
    "licences.held": lambda f: _("Holds %(licence)s", licence=name(f["licence"])),
    "licences.missing": lambda f: _("Does not hold %(licence)s", licence=name(f["licence"])),
    "licences.unknown": lambda f: _("Nobody has asked about %(licence)s", licence=name(f["licence"])),
}

GOOD = frozenset(
    {
        "skills.held",
        "occupation.held",
        "occupation.wanted",
        "location.within",
        "location.same_place",
        "location.governorate",
        "location.remote",
        "location.abroad_accepted",
        "language.met",
        "experience.met",
        "experience.none_needed",
        "education.met",
        "availability.on_time",
        "pay.within",
        "contract.accepted",
        "licences.held",
    }
)


def in_words(reason: Any) -> str:
    """One reason as a sentence."""
    return WORDS[reason.code](reason.facts)


def tone(reason: Any) -> str:
    """``good``, ``unknown`` or ``short``: how a reason is marked, in shape as well as in colour."""
    if reason.code in GOOD:
        return "good"
    return "unknown" if reason.code.endswith("unknown") else "short"


def rule_in_words(code: str) -> Any:
    """A rule of eligibility as a sentence."""
    return RULE_WORDS.get(code, code)


def register(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters.update(in_words=in_words, tone=tone, rule_in_words=rule_in_words)
    app.jinja_env.globals.update(CRITERION_WORDS=CRITERION_WORDS, concept_name=name)
