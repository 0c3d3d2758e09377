"""The demo's offices, partners and staff accounts. Passwords come from the start, never from here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from jobmatch.demo.rows import Row, Rows
from models import Account, Office, Partner, ProgrammeOffice, Role

OFFICES = (
    ("ERB", "Erbil", "IQ-AR", "geonames:95446"),
    ("DHK", "Duhok", "IQ-DA", "geonames:96994"),
    ("SUL", "Sulaymaniyah", "IQ-SU", "geonames:98463"),
)
PARTNERS = (("RET-BE", "Return Desk Brussels", "BE"), ("RET-DE", "Rückkehrberatung Köln", "DE"))
OFFICERS = {
    "ERB": (("shilan", "Shilan Karim"), ("azad", "Azad Rashid")),
    "DHK": (("berivan", "Berivan Doski"), ("diyar", "Diyar Sindi")),
    "SUL": (("tara", "Tara Jaf"), ("hiwa", "Hiwa Hawrami")),
}

Hash = Callable[[str], str | None]
"""From an e-mail address to the hash of the password that was made for it."""


def staff_emails() -> list[str]:
    """The addresses of everybody who works for the service or with it."""
    officers = [f"{name}@example.org" for people in OFFICERS.values() for name, _ in people]
    fairs = [f"fairs.{code.lower()}@example.org" for code, *_ in OFFICES]
    partners = [f"partner.{code.lower()}@example.org" for code, *_ in PARTNERS]
    return [*officers, *fairs, *partners, "manager@example.org", "admin@example.org"]


def guest_emails() -> list[str]:
    """The addresses of the employers and returnees who can sign in."""
    return [f"{kind}{number}@example.org" for kind in ("employer", "returnee") for number in (1, 2)]


@dataclass
class Staff:
    """Offices and who works there, as rows."""

    offices: Sequence[Row]
    partners: Sequence[Row]
    officers: Mapping[int, Sequence[Row]] = field(default_factory=dict)  # by the office's id

    def officer_of(self, rng: Random, office: Row) -> Row:
        """One of the officers of an office."""
        return rng.choice(self.officers[office["id"]])

    def officer_in(self, rng: Random, governorate: str) -> Row:
        """One of the officers of the office of a governorate."""
        return self.officer_of(rng, next(row for row in self.offices if row["governorate"] == governorate))

    def run_by_all(self, rows: Rows, programme: Row) -> None:
        """Every office runs the programme."""
        for office in self.offices:
            rows.add(ProgrammeOffice, programme_id=programme["id"], office_id=office["id"])


def add_staff(rows: Rows, password_hash: Hash) -> Staff:
    """Add offices, partners, and the accounts of officers, organisers, partners, the manager, the administrator."""
    offices = [
        rows.add(Office, code=code, name=name, country="IQ", governorate=governorate, place_key=key)
        for code, name, governorate, key in OFFICES
    ]
    partners = [rows.add(Partner, code=code, name=name, country=country) for code, name, country in PARTNERS]

    def account(role: Role, email: str, name: str, **links: int) -> Row:
        return rows.add(Account, role=role, email=email, name=name, password=password_hash(email), **links)

    officers = {
        office["id"]: [
            account(Role.OFFICER, f"{address}@example.org", name, office_id=office["id"])
            for address, name in OFFICERS[office["code"]]
        ]
        for office in offices
    }
    for office in offices:
        email = f"fairs.{office['code'].lower()}@example.org"
        account(Role.ORGANISER, email, f"Job fairs {office['name']}", office_id=office["id"])
    for partner in partners:
        account(
            Role.PARTNER, f"partner.{partner['code'].lower()}@example.org", partner["name"], partner_id=partner["id"]
        )
    account(Role.MANAGER, "manager@example.org", "Programme manager")
    account(Role.ADMINISTRATOR, "admin@example.org", "Administrator")
    return Staff(offices, partners, officers)


def add_guests(rows: Rows, password_hash: Hash, employers: Sequence[Row], people: Sequence[Row]) -> None:
    """Add accounts for employers and returnees, after the rows that they belong to."""
    for number, employer in enumerate(employers, start=1):
        email = f"employer{number}@example.org"
        rows.add(
            Account,
            role=Role.EMPLOYER,
            email=email,
            name=employer["name"],
            password=password_hash(email),
            employer_id=employer["id"],
        )
    for number, person in enumerate(people, start=1):
        email = f"returnee{number}@example.org"
        rows.add(
            Account,
            role=Role.RETURNEE,
            email=email,
            name=person["name_latin"],
            password=password_hash(email),
            job_seeker_id=person["id"],
        )
