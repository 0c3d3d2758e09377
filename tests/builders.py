"""Builders: each returns a flushed row with everything that it needs, and takes what the test cares about."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

import models
from jobmatch.services.names import name_key
from models import (
    Account,
    Consent,
    ConsentGiven,
    ConsentPurpose,
    Employer,
    EmployerState,
    JobSeeker,
    JobSeekerState,
    Office,
    Programme,
    Referral,
    ReferralState,
    Role,
    Vacancy,
    VacancyState,
)

PASSWORD = "a long enough password"
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$" + "HyiqwfnsgMqEMCqgyxZbUA"
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Builders:
    """Makes rows in the test's session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers = count(1)
        self.kept: dict[str, Any] = {}

    def add(self, row: Any) -> Any:
        """Add and flush."""
        self.session.add(row)
        self.session.flush()
        return row

    def once(self, name: str, build: Any) -> Any:
        """The row that the test did not name: one for all."""
        if name not in self.kept:
            self.kept[name] = build()
        return self.kept[name]

    def programme(self, **values: Any) -> Programme:
        """A running programme."""
        number = next(self.numbers)
        defaults = {"code": f"P{number}", "name": f"Programme {number}", "starts_on": date(2026, 1, 1)}
        return self.add(Programme(**{**defaults, **values}))

    def office(self, **values: Any) -> Office:
        """An office in Erbil."""
        number = next(self.numbers)
        defaults = {"code": f"O{number}", "name": f"Office {number}", "country": "IQ", "governorate": "IQ-AR"}
        return self.add(Office(**{**defaults, **values}))

    def account(self, role: Role, **values: Any) -> Account:
        """An account; officers and organisers get the test's office."""
        if role in (Role.OFFICER, Role.ORGANISER) and "office" not in values:
            values["office"] = self.once("office", self.office)
        if role is Role.EMPLOYER and "employer" not in values:
            values["employer"] = self.employer()
        if role is Role.RETURNEE and "job_seeker" not in values:
            values["job_seeker"] = self.job_seeker()
        if role is Role.PARTNER and "partner" not in values:
            values["partner"] = self.partner()
        defaults = {"email": f"{role.value}{next(self.numbers)}@example.org", "name": role.value.title()}
        return self.add(Account(role=role, **{**defaults, **values}))

    def officer(self, **values: Any) -> Account:
        """A placement officer."""
        return self.account(Role.OFFICER, **values)

    def partner(self, **values: Any) -> models.Partner:
        """A referring partner in Belgium."""
        number = next(self.numbers)
        return self.add(
            models.Partner(**{"code": f"R{number}", "name": f"Partner {number}", "country": "BE", **values})
        )

    def job_seeker(self, *, consents: bool = True, **values: Any) -> JobSeeker:
        """An active person who agreed to be matched and shared, unless `consents` is false."""
        number = next(self.numbers)
        defaults = {
            "case_reference": f"ERB-{number:05}",
            "programme": values.get("programme") or self.once("programme", self.programme),
            "office": values.get("office") or self.once("office", self.office),
            "state": JobSeekerState.ACTIVE,
            "registered_on": date(2026, 2, 1),
            "name_latin": f"Azad Karim {number}",
        }
        values = {**defaults, **values}
        values.setdefault("name_key", name_key(values["name_latin"], values.get("name_native")))
        person = self.add(JobSeeker(**values))
        if consents:
            for purpose in (ConsentPurpose.MATCHING, ConsentPurpose.EMPLOYERS, ConsentPurpose.FAIRS):
                self.consent(job_seeker=person, purpose=purpose)
        return person

    def consent(self, **values: Any) -> Consent:
        """A consent given in writing."""
        defaults = {"given": ConsentGiven.IN_WRITING, "given_on": date(2026, 2, 1), "text_version": "2026-1"}
        return self.add(Consent(**{**defaults, **values}))

    def employer(self, **values: Any) -> Employer:
        """A verified business."""
        number = next(self.numbers)
        defaults = {"name": f"Zagros Company {number}", "state": EmployerState.VERIFIED, "verified_at": NOW}
        return self.add(Employer(**{**defaults, **values}))

    def vacancy(self, **values: Any) -> Vacancy:
        """An open vacancy with one opening."""
        number = next(self.numbers)
        defaults = {
            "reference": f"V-{number:05}",
            "title": "Welder",
            "employer": values.get("employer") or self.once("employer", self.employer),
            "programme": values.get("programme") or self.once("programme", self.programme),
            "state": VacancyState.OPEN,
            "country": "IQ",
        }
        values = {**defaults, **values}
        if values["state"] not in (VacancyState.DRAFT, VacancyState.SUBMITTED):
            values.setdefault("published_at", NOW)
        return self.add(Vacancy(**values))

    def referral(self, *, state: ReferralState = ReferralState.PROPOSED, **values: Any) -> Referral:
        """A referral in any state, with the instants that belong to it."""
        order = (ReferralState.ACCEPTED, ReferralState.SENT, ReferralState.INTERVIEW, ReferralState.OFFERED)
        reached = {
            ReferralState.PLACED: order,
            ReferralState.NOT_SELECTED: order[:3],
            ReferralState.RETRACTED: order,
        }.get(state, order[: order.index(state) + 1] if state in order else ())
        instants = {
            f"{name}_at": NOW
            for name in ("accepted", "sent", "interview", "offered")
            if name
            in {
                {"accepted": "accepted", "sent": "sent", "interview": "interview", "offered": "offered"}[s.value]
                for s in reached
            }
        }
        if state in ReferralState.closed():
            instants["closed_at"] = NOW
            if state is not ReferralState.PLACED:
                instants["close_reason"] = models.Reason.OTHER
        defaults = {
            "vacancy": values.get("vacancy") or self.vacancy(),
            "job_seeker": values.get("job_seeker") or self.job_seeker(),
        }
        return self.add(Referral(state=state, **{**defaults, **instants, **values}))

    def fair(self, **values: Any) -> models.JobFair:
        """A planned fair of one day, nine to five with an hour's break, in one hall."""
        number = next(self.numbers)
        on = values.pop("on", date(2026, 6, 10))
        defaults = {
            "name": f"Job fair {number}",
            "programme": values.get("programme") or self.once("programme", self.programme),
            "office": values.get("office") or self.once("office", self.office),
            "starts_on": on,
            "ends_on": on,
            "venue": "Erbil, Exhibition Centre",
        }
        fair = models.JobFair(**{**defaults, **values})
        fair.days.append(models.FairDay(on=on, opens=time(9), closes=time(17), breaks=[["12:00", "13:00"]]))
        fair.halls.append(models.FairHall(name="A"))
        return self.add(fair)

    def booth(self, **values: Any) -> models.FairEmployer:
        """The booth of an employer that comes, with one vacancy."""
        employer = values.get("employer") or self.employer()
        defaults = {"fair": values.get("fair") or self.once("fair", self.fair), "employer": employer}
        vacancies = values.pop("vacancies", None)
        booth = models.FairEmployer(**{**defaults, **values})
        brought = [self.vacancy(employer=employer)] if vacancies is None else vacancies
        booth.brought.extend(models.FairVacancy(vacancy=vacancy) for vacancy in brought)
        return self.add(booth)

    def guest(self, **values: Any) -> models.FairGuest:
        """A guest who said yes."""
        defaults = {
            "fair": values.get("fair") or self.once("fair", self.fair),
            "job_seeker": values.get("job_seeker") or self.job_seeker(),
            "state": models.GuestState.YES,
        }
        return self.add(models.FairGuest(**{**defaults, **values}))
