"""The menu of each role."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from models import Role

MENU: dict[Role, list[tuple[str, Any]]] = {
    Role.MANAGER: [("manager.report", _l("Report")), ("exports.home", _l("Exports"))],
    Role.ADMINISTRATOR: [
        ("admin.list_accounts", _l("Accounts")),
        ("admin.list_offices", _l("Offices")),
        ("admin.list_programmes", _l("Programmes")),
        ("texts.list_texts", _l("Messages")),
        ("admin.messages", _l("Outbox")),
        ("admin.audit", _l("Audit")),
        ("exports.home", _l("Exports")),
    ],
    Role.OFFICER: [
        ("officer.home", _l("Today")),
        ("officer.people", _l("People")),
        ("officer.vacancies", _l("Vacancies")),
        ("officer.referrals", _l("Referrals")),
        ("officer.placements", _l("Placements")),
        ("officer.employers", _l("Employers")),
        ("officer.requests", _l("Requests")),
        ("organiser.home", _l("Job fairs")),
        ("officer.imports", _l("Imports")),
        ("officer.report", _l("Report")),
    ],
    Role.ORGANISER: [("organiser.home", _l("Job fairs")), ("exports.home", _l("Exports"))],
    Role.PARTNER: [("partner.home", _l("People we sent")), ("partner.new_person", _l("Send a person"))],
    Role.BOOTH: [("booth.home", _l("Who comes next"))],
    Role.RETURNEE: [
        ("returnee.home", _l("Offers")),
        ("returnee.referrals", _l("Referrals")),
        ("returnee.profile", _l("Profile")),
        ("returnee.consents", _l("Consents")),
        ("returnee.fairs", _l("Fairs")),
    ],
    Role.EMPLOYER: [
        ("employer.home", _l("To do")),
        ("employer.vacancies", _l("Our vacancies")),
        ("employer.people", _l("People")),
        ("employer.placements", _l("Hired")),
        ("employer.fairs", _l("Job fairs")),
        ("employer.business", _l("Our business")),
        ("exports.home", _l("Exports")),
    ],
}


@dataclass(frozen=True)
class Item:
    """One entry of the menu."""

    url: str
    label: Any
    active: bool


def home_of(role: Role) -> str:
    """The endpoint where a role begins: the first of its menu."""
    return MENU[role][0][0]


def navigation() -> list[Item]:
    """The menu of the account that is signed in; an entry is active on its page and on the pages below it."""
    here = request.path
    items = [(url_for(endpoint), label) for endpoint, label in MENU.get(current_user.role, [])]
    urls = [url for url, _ in items]
    above = [url for url in urls if here.startswith(url.rstrip("/") + "/") and not is_root(url, urls)]
    best = here if here in urls else max(above, key=len, default="")
    return [Item(url, label, url == best) for url, label in items]


def is_root(url: str, urls: list[str]) -> bool:
    """Whether every other page lies below this one, so that it is active only on itself."""
    return len(urls) > 1 and all(other.startswith(url) for other in urls)


def register(app: Flask) -> None:
    """Give templates the menu."""
    app.jinja_env.globals.update(navigation=navigation)
