"""Words for what an import found: problems of cells and rows, why two records may be one, and the fields of a sheet."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch.wording import language_name

PROBLEMS: dict[str, Any] = {
    "above_headings": _l("It stands above the headings."),
    "blank_row": _l("The row is empty."),
    "total_row": _l("It is a row of totals."),
    "repeated_headings": _l("The headings are repeated here."),
    "no_name": _l("There is neither a name nor a case reference."),
    "no_title": _l("There is no job title."),
    "no_employer": _l("There is no employer."),
    "reference_of_another": _l("This case reference belongs to somebody with another name."),
    "reference_taken": _l("This case reference is in use already. The person got a new one."),
    "vacancy_published": _l("This vacancy is published already. It was not changed."),
    "phone_invalid": _l("This is not a phone number that can be called."),
    "email_invalid": _l("This is not an e-mail address."),
    "date_invalid": _l("This is not a date that exists."),
    "date_in_future": _l("This day lies in the future."),
    "birth_impossible": _l("Nobody living was born on this day."),
    "number_invalid": _l("This is not a number that can be right here."),
    "pay_invalid": _l("There is no amount that can be read."),
    "currency_unknown": _l("This currency is not known."),
    "period_unknown": _l("It is not clear whether this is per day, week or month."),
    "pay_currency_assumed": _l("No currency is given. The likely one was taken."),
    "pay_period_assumed": _l(
        "It is not said what period this is for. For a month it is too little: per day was taken."
    ),
    "gender_unknown": _l("This was not understood as a gender."),
    "yes_no_unknown": _l("This is neither yes nor no."),
    "country_unknown": _l("This country is not known."),
    "governorate_unknown": _l("This governorate is not known."),
    "language_unknown": _l("A language or level in this cell was not understood."),
    "level_unknown": _l("This level was not understood."),
    "education_unknown": _l("This level of education was not understood. The words are kept."),
    "contract_unknown": _l("A type of contract in this cell was not understood."),
    "licence_unknown": _l("A licence in this cell was not understood."),
    "kind_unknown": _l("This type of vacancy is not known."),
    "consent_without_date": _l("A consent counts only with its date. None was recorded."),
    "nothing_named": _l("This names nothing."),
    "too_long": _l("This text is too long for its field."),
}
"""Why a cell or a row could not be used; the cell itself is kept as it came."""

EVIDENCE: dict[str, Any] = {
    "same_reference": _l("same case reference"),
    "same_phone": _l("same phone"),
    "same_email": _l("same e-mail"),
    "same_birth_date": _l("same birth date"),
    "same_birth_year": _l("same year of birth"),
    "same_name": _l("same name"),
    "similar_name": _l("similar name"),
    "other_name": _l("another name"),
    "other_birth_date": _l("another birth date"),
    "nothing_new": _l("nothing new"),
    "same_row_before": _l("this row was loaded before"),
    "same_row_in_file": _l("this row stands in the file twice"),
}

BLOCKERS: dict[str, Any] = {
    "edited": _l("records edited since"),
    "consent": _l("consents recorded or withdrawn since"),
    "merged": _l("records merged since"),
    "decided": _l("possible duplicates decided since"),
    "referral": _l("referrals"),
    "placement": _l("placements"),
    "note": _l("notes"),
    "counselling_session": _l("counselling sessions"),
    "task": _l("tasks"),
    "withdrawal": _l("withdrawals"),
    "enrolment": _l("enrolments"),
    "work_experience": _l("entries in work histories"),
    "account": _l("accounts"),
    "ranking_run": _l("rankings opened"),
    "eligibility_override": _l("overrides of rules"),
}
"""What keeps a run from being undone."""

FIELDS: dict[str, Any] = {
    "case_reference": _l("Case reference"),
    "reference": _l("Reference"),
    "name": _l("Name"),
    "first_name": _l("First name"),
    "middle_name": _l("Father's or middle name"),
    "family_name": _l("Family name"),
    "name_native": _l("Name in native script"),
    "name_latin": _l("Name in Latin script"),
    "phone": _l("Phone"),
    "other_phone": _l("Other phone"),
    "email": _l("E-mail"),
    "address": _l("Address"),
    "birth_on": _l("Birth date"),
    "gender": _l("Gender"),
    "host_country": _l("Host country"),
    "returned_on": _l("Returned on"),
    "household_size": _l("Household size"),
    "language": _l("Language to write in"),
    "place": _l("Place"),
    "governorate": _l("Governorate"),
    "radius_km": _l("Distance they can travel"),
    "governorates": _l("Would also work in"),
    "abroad": _l("Would work abroad"),
    "remote": _l("Remote work"),
    "experience_years": _l("Years of experience"),
    "education": _l("Education"),
    "available_on": _l("Available from"),
    "pay": _l("Pay"),
    "pay_currency": _l("Currency of the pay"),
    "pay_period": _l("Period of the pay"),
    "contract": _l("Type of contract"),
    "licences": _l("Licences"),
    "summary": _l("About the person"),
    "skills": _l("Skills"),
    "skills_essential": _l("Essential skills"),
    "skills_optional": _l("Optional skills"),
    "occupations_held": _l("Occupations held"),
    "occupations_wanted": _l("Occupations wanted"),
    "languages": _l("Languages with levels"),
    "mother_tongue": _l("Mother tongue"),
    "consent_on": _l("Consent to matching and sharing, date"),
    "consent_fairs_on": _l("Consent to job fairs, date"),
    "consent_given": _l("How the consent was given"),
    "registered_on": _l("Registered on"),
    "title": _l("Job title"),
    "employer": _l("Employer"),
    "contact_name": _l("Contact person"),
    "kind": _l("Type of vacancy"),
    "description": _l("Description"),
    "openings": _l("Openings"),
    "country": _l("Country"),
    "hours_per_week": _l("Hours per week"),
    "hazardous": _l("Hazardous work"),
    "starts_on": _l("Starts on"),
    "expires_on": _l("Closing date"),
}


def problem_word(code: str) -> Any:
    """Why a cell or a row could not be used."""
    return PROBLEMS.get(code, code)


def evidence_word(code: str) -> Any:
    """Why two records may be one."""
    return EVIDENCE.get(code, code)


def blocker_word(code: str) -> Any:
    """What keeps a run from being undone."""
    return BLOCKERS.get(code, code.replace("_", " "))


def field_word(name: str) -> Any:
    """A field that a column can be mapped to; languages have one each."""
    if name.startswith("language:"):
        return _("%(language)s, level", language=language_name(name.split(":")[1]))
    return FIELDS.get(name, name)


def register(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters.update(
        problem_word=problem_word, evidence_word=evidence_word, blocker_word=blocker_word, field_word=field_word
    )
