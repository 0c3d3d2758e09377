"""A vacancy as schema.org JobPosting, for search engines and job boards.

References
----------
https://schema.org/JobPosting and the search engines' guide to its required properties.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import url_for

from jobmatch.clock import OFFICE_TIME
from jobmatch.options import language
from jobmatch.services import taxonomy
from models import ContractType, PayPeriod, Vacancy, VacancyKind

FULL_TIME_HOURS = 30
EMPLOYMENT_BY_CONTRACT = {
    ContractType.PART_TIME: "PART_TIME",
    ContractType.FIXED_TERM: "CONTRACTOR",
    ContractType.DAILY: "PER_DIEM",
    ContractType.SEASONAL: "TEMPORARY",
    ContractType.INTERNSHIP: "INTERN",
}
EMPLOYMENT_BY_KIND = {
    VacancyKind.INTERNSHIP: "INTERN",
    VacancyKind.APPRENTICESHIP: "OTHER",
    VacancyKind.ON_THE_JOB_TRAINING: "OTHER",
    VacancyKind.SHORT_ASSIGNMENT: "TEMPORARY",
}
UNIT = {
    PayPeriod.HOUR: "HOUR",
    PayPeriod.DAY: "DAY",
    PayPeriod.WEEK: "WEEK",
    PayPeriod.MONTH: "MONTH",
    PayPeriod.YEAR: "YEAR",
}


def job_posting(vacancy: Vacancy) -> dict[str, Any]:
    """The structured data of one public vacancy; what is not known is left out."""
    address = url_for("public.vacancy", reference=vacancy.reference, _external=True)
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": description(vacancy),
        "identifier": {"@type": "PropertyValue", "name": "jobmatch", "value": vacancy.reference},
        "url": address,
        "datePosted": vacancy.published_at.astimezone(OFFICE_TIME).date().isoformat() if vacancy.published_at else None,
        "validThrough": last_moment(vacancy),
        "employmentType": employment_type(vacancy),
        "hiringOrganization": organisation(vacancy),
        "baseSalary": salary(vacancy),
        "totalJobOpenings": vacancy.openings_left,
        "directApply": True,
        "jobStartDate": vacancy.starts_on.isoformat() if vacancy.starts_on else None,
        "occupationalCategory": vacancy.isco,
        "skills": ", ".join(taxonomy.label(row.concept, language()) for row in vacancy.skills if row.concept) or None,
        **whereabouts(vacancy),
    }
    return {name: value for name, value in posting.items() if value is not None}


def description(vacancy: Vacancy) -> str:
    """The description; the title and the occupation where nobody wrote one."""
    parts = [vacancy.title, taxonomy.label(vacancy.occupation, language())]
    return vacancy.description or ". ".join(dict.fromkeys(part for part in parts if part))


def last_moment(vacancy: Vacancy) -> str | None:
    """The end of the last day, where the office is, as an instant."""
    if vacancy.expires_on is None:
        return None
    end = datetime.combine(vacancy.expires_on, time(), OFFICE_TIME) + timedelta(days=1, seconds=-1)
    return end.astimezone(UTC).isoformat()


def employment_type(vacancy: Vacancy) -> str:
    """One of the search engines' codes."""
    if vacancy.kind in EMPLOYMENT_BY_KIND:
        return EMPLOYMENT_BY_KIND[vacancy.kind]
    if vacancy.contract in EMPLOYMENT_BY_CONTRACT:
        return EMPLOYMENT_BY_CONTRACT[vacancy.contract]
    short = vacancy.hours_per_week is not None and vacancy.hours_per_week < FULL_TIME_HOURS
    return "PART_TIME" if short else "FULL_TIME"


def organisation(vacancy: Vacancy) -> dict[str, Any]:
    """The employer; only a web address that is one is passed on."""
    site = vacancy.employer.website or ""
    found = {"@type": "Organization", "name": vacancy.employer.name}
    return found | ({"sameAs": site} if site.startswith(("https://", "http://")) else {})


def salary(vacancy: Vacancy) -> dict[str, Any] | None:
    """The pay as an amount or a range."""
    low, high = vacancy.pay_min, vacancy.pay_max
    if (low is None and high is None) or vacancy.pay_currency is None or vacancy.pay_period is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": UNIT[vacancy.pay_period]}
    if low is not None and high is not None and low != high:
        value |= {"minValue": float(low), "maxValue": float(high)}
    else:
        value["value"] = float(high if high is not None else low)  # type: ignore[arg-type]
    return {"@type": "MonetaryAmount", "currency": vacancy.pay_currency, "value": value}


def whereabouts(vacancy: Vacancy) -> dict[str, Any]:
    """A place, or remote work with the country it may be done from."""
    country = vacancy.country or vacancy.employer.country
    found: dict[str, Any] = {}
    if vacancy.remote:
        found["jobLocationType"] = "TELECOMMUTE"
        found["applicantLocationRequirements"] = {"@type": "Country", "name": country}
    if not vacancy.remote or vacancy.place_key or vacancy.place_text:
        address = {
            "@type": "PostalAddress",
            "addressLocality": taxonomy.place_name(vacancy.place_key, language()) or vacancy.place_text,
            "addressRegion": taxonomy.governorate_name(vacancy.governorate, language()) or None,
            "addressCountry": country,
        }
        found["jobLocation"] = {"@type": "Place", "address": {k: v for k, v in address.items() if v}}
    return found
