"""The ranking's reasons as a person reads them about themselves: short, in the second person, never a bare number.

Same codes as `jobmatch.reasons.WORDS`; a test holds the two tables together.
"""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.reasons import Facts, contract, levels, name, number, tone, years
from jobmatch.wording import CEFR, EDUCATION, day, governorate, language_name

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
