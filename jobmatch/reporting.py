"""Reports as pages show them: the words of each figure, what it counts, and the bars of the months."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.i18n import choose_language
from jobmatch.services import figures, taxonomy
from jobmatch.services.figures import Report
from jobmatch.wording import country_name, word
from models import Gender

WORDS: dict[str, tuple[Any, Any]] = {
    "registered": (_l("Registered"), _l("People registered in the period.")),
    "withdrawn": (
        _l("Withdrawn"),
        _l("Of these, people whose profile was withdrawn by the end of the period and not restored."),
    ),
    "active": (_l("Active"), _l("Registered, less withdrawn. The base of the figures below.")),
    "employed": (
        _l("Employed"),
        _l("Active people who began work: through the service, through their own network, or self-employed."),
    ),
    "employed_through_service": (
        _l("Employed through the service"),
        _l("Active people with a placement that came from a referral, also where that work has ended since."),
    ),
    "employed_own_network": (
        _l("Employed through their own network"),
        _l("Other active people with a placement that came without a referral."),
    ),
    "self_employed": (_l("Self-employed"), _l("Other active people who work on their own account.")),
    "in_training": (_l("In training"), _l("Other active people who are on a course at the end of the period.")),
    "looking": (_l("Looking for work"), _l("All other active people.")),
    "positions_referred": (
        _l("Positions referred to"),
        _l("Different vacancies to which somebody's referral was sent to the employer in the period."),
    ),
    "referrals": (_l("Referrals"), _l("Referrals sent to employers in the period.")),
    "interviews": (_l("Interviews"), _l("Referrals that came to an interview in the period.")),
    "offers_made": (_l("Job offers made"), _l("Referrals for which the employer offered the job in the period.")),
    "businesses": (_l("Businesses"), _l("Different employers with a vacancy published in the period.")),
    "vacancies": (_l("Vacancies"), _l("Vacancies published in the period.")),
    "openings": (_l("Openings"), _l("Openings of the vacancies published in the period.")),
    "fair_businesses": (
        _l("Businesses at job fairs"),
        _l("Different employers who came to one job fair of the period or more."),
    ),
    "target_employed": (_l("Target"), _l("How many people the programme wants to see employed.")),
}
SECTIONS = (
    (_l("People"), ("registered", "withdrawn", "active", "in_training", "looking")),
    (_l("Work"), ("employed", "employed_through_service", "employed_own_network", "self_employed", "target_employed")),
    (_l("Referrals"), ("positions_referred", "referrals", "interviews", "offers_made")),
    (_l("Labour market"), ("businesses", "vacancies", "openings", "fair_businesses")),
)
BREAKDOWN_WORDS = {
    "by_month": _l("By month of registration or event"),
    "by_host_country": _l("By host country"),
    "by_governorate": _l("By governorate"),
    "by_gender": _l("By gender"),
}
COLUMNS = ("registered", "withdrawn", "active", "employed", "looking", "referrals", "interviews", "offers_made")
HEIGHT, SLOT, BAR = 120, 36, 13


@dataclass(frozen=True)
class Bar:
    """One bar of the chart, in its own units; `y` grows downwards."""

    kind: str
    x: int
    y: int
    height: int
    value: int


def group_name(breakdown: str, key: str) -> str:
    """A group in the reader's language."""
    if key == "unknown":
        return str(_("Not known"))
    if breakdown == "by_host_country":
        return country_name(key)
    if breakdown == "by_gender":
        return str(word(Gender(key)))
    return taxonomy.governorate_name(key, choose_language()) if breakdown == "by_governorate" else key


def told(value: Any) -> Any:
    """A figure as a reader sees it; a dash where a group cannot have it."""
    if value is None:
        return "–"
    return {figures.FEWER_THAN_FIVE: _("fewer than 5"), figures.WITHHELD: _("not shown")}.get(value, value)


def bars(report: Report) -> list[Bar]:
    """Two bars a month: people registered, and those of them who are employed. What is not told has no bar."""
    kinds = ("registered", "employed")
    counts = [[group["figures"][kind] for kind in kinds] for group in report.groups["by_month"]]
    most = max((n for pair in counts for n in pair if isinstance(n, int)), default=0) or 1
    return [
        Bar(kind, number * SLOT + at * BAR + 4, HEIGHT - round(HEIGHT * n / most), round(HEIGHT * n / most), n)
        for number, pair in enumerate(counts)
        for at, (kind, n) in enumerate(zip(kinds, pair, strict=True))
        if isinstance(n, int)
    ]


def page_of(report: Report) -> dict[str, Any]:
    """What the template of a report needs."""
    return {
        "report": report,
        "sections": SECTIONS,
        "words": WORDS,
        "columns": COLUMNS,
        "breakdowns": BREAKDOWN_WORDS,
        "group_name": group_name,
        "told": told,
        "bars": bars(report),
        "slot": SLOT,
        "chart_height": HEIGHT,
    }
