"""Headings of exports, and words for what their cells hold as codes, in the reader's language.

The headings of columns that an import knows are spelt as an import understands them.
"""

from collections.abc import Callable, Sequence
from datetime import time
from functools import lru_cache
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from jobmatch import reporting, wording
from jobmatch.access.identity import ShownItem
from jobmatch.i18n import LANGUAGES
from jobmatch.referral_words import STATES_FOR_EMPLOYER, referral_number
from jobmatch.services import taxonomy
from jobmatch.services.exports.columns import Column
from models import ContractType

HEADINGS: dict[str, Any] = {
    "abroad": _l("Abroad"),
    "accepted_at": _l("Accepted"),
    "address": _l("Address"),
    "answered_at": _l("Answered"),
    "attended": _l("Attended"),
    "available_on": _l("Available from"),
    "birth_on": _l("Date of birth"),
    "booth": _l("Booth"),
    "breakdown": _l("By"),
    "case_reference": _l("Case reference"),
    "checked_in_at": _l("Checked in"),
    "close_reason": _l("Reason"),
    "closed_at": _l("Closed"),
    "confirmed_on": _l("Profile confirmed"),
    "consent_employers_on": _l("Agreed to be shared with employers"),
    "consent_fairs_on": _l("Consent job fairs"),
    "consent_on": _l("Consent date"),
    "contract": _l("Contract"),
    "country": _l("Country"),
    "description": _l("Description"),
    "education": _l("Level of education"),
    "education_text": _l("Education"),
    "email": _l("E-mail"),
    "employer": _l("Employer"),
    "end_reason": _l("Why it ended"),
    "ended_on": _l("Ended"),
    "experience_years": _l("Years of experience"),
    "expires_on": _l("Deadline"),
    "fair": _l("Job fair"),
    "filled": _l("Filled"),
    "gender": _l("Gender"),
    "governorate": _l("Governorate"),
    "governorates": _l("Would move to"),
    "group": _l("Group"),
    "hall": _l("Hall"),
    "hazardous": _l("Hazardous"),
    "here_from": _l("Here from"),
    "here_until": _l("Here until"),
    "host_country": _l("Host country"),
    "hours_per_week": _l("Hours per week"),
    "household_size": _l("Household size"),
    "interview_on": _l("Interview"),
    "interview_place": _l("Place of the interview"),
    "interviewers": _l("Interviewers"),
    "interviews": _l("Interviews"),
    "isco": _l("ISCO-08"),
    "kind": _l("Kind"),
    "language": _l("Contact language"),
    "languages": _l("Languages"),
    "licences": _l("Licences"),
    "name_latin": _l("Name (Latin)"),
    "name_native": _l("Native name"),
    "occupation": _l("Coded occupation"),
    "occupations_held": _l("Occupation"),
    "occupations_wanted": _l("Job wanted"),
    "offered_at": _l("Job offered"),
    "office": _l("Office"),
    "officer": _l("Officer"),
    "openings": _l("Openings"),
    "other_phone": _l("Other phone"),
    "outcome": _l("Outcome"),
    "outcome_at": _l("Outcome at"),
    "partner": _l("Referring partner"),
    "pay": _l("Pay"),
    "pay_currency": _l("Currency"),
    "pay_max": _l("Pay to"),
    "pay_min": _l("Pay from"),
    "pay_period": _l("Pay period"),
    "phone": _l("Phone"),
    "place": _l("Place"),
    "programme": _l("Programme"),
    "proposed_at": _l("Proposed"),
    "proposed_by": _l("Proposed by"),
    "published_at": _l("Published"),
    "queued_at": _l("Came to the booth"),
    "radius_km": _l("Radius (km)"),
    "rating": _l("Rating (0-10)"),
    "reference": _l("Reference"),
    "registered_on": _l("Registration date"),
    "remote": _l("Remote"),
    "returned_on": _l("Return date"),
    "score": _l("Match (0-1)"),
    "sent_at": _l("Sent to the employer"),
    "since": _l("Since"),
    "skills": _l("Skills"),
    "skills_essential": _l("Required skills"),
    "skills_optional": _l("Optional skills"),
    "source": _l("How it was found"),
    "started_on": _l("Started"),
    "starts_at": _l("Time"),
    "starts_on": _l("Start date"),
    "state": _l("State"),
    "subsidy_currency": _l("Currency of the subsidy"),
    "subsidy_monthly": _l("Wage subsidy per month"),
    "subsidy_months": _l("Months of subsidy"),
    "summary": _l("Personal statement"),
    "title": _l("Title"),
    "updated_at": _l("Last changed"),
    "vacancies": _l("Vacancies"),
    "vacancy_reference": _l("Vacancy reference"),
    "vacancy_title": _l("Vacancy"),
    "walk_in": _l("Walked in"),
    "wished": _l("Own wish"),
    "wishes": _l("Would like to talk to"),
}
FOLLOW_UPS: dict[str, Any] = {
    "still_employed": _l("Still employed after %(months)s months"),
    "seeker_rating": _l("The person's rating after %(months)s months"),
    "employer_rating": _l("The employer's rating after %(months)s months"),
}
HIDDEN_WORD = _l("not shown")
BETWEEN = "; "


def heading(column: Column) -> str:
    """A column's heading in the reader's language."""
    if column.words == "figure":
        return str(reporting.WORDS[column.code][0])
    asked, _sign, months = column.code.rpartition("_")
    if asked in FOLLOW_UPS:
        return str(FOLLOW_UPS[asked] % {"months": months})
    return str(HEADINGS[column.code])


class Wording:
    """Words for the values of one file, each looked up once. Needs the reader's language in force.

    ``wording(column, value)`` is a text, or the value itself where it needs no words.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.makers: dict[str, Callable[[Any], Any]] = {
            "enum": lru_cache(None)(lambda value: str(wording.word(value))),
            "contract": self.each(lambda code: str(wording.word(ContractType(code)))),
            "country": lru_cache(None)(wording.country_name),
            "governorate": self.each(lambda code: taxonomy.governorate_name(code, language)),
            "page_language": lambda code: LANGUAGES.get(code, code),
            "education": lambda level: str(wording.EDUCATION[level]),
            "list": BETWEEN.join,
            "referral_number": referral_number,
            "told_employer": lambda state: str(STATES_FOR_EMPLOYER[state]),
            "concept": lru_cache(None)(lambda key: taxonomy.label(key, language)),
            "items": self.items,
            "languages": self.languages,
            "time": lambda value: f"{value:%H:%M}" if isinstance(value, time) else value,
            "breakdown": self.breakdown,
            "group": lambda group: str(reporting.group_name(*group)),
            "figure": lambda figure: figure if isinstance(figure, int) else str(reporting.told(figure)),
        }
        self.label = self.makers["concept"]
        self.language_name = lru_cache(None)(wording.language_name)
        self.years = lru_cache(None)(lambda years: str(_("%(years)s years", years=format_decimal(years))))
        self.yes, self.no, self.mother_tongue = str(_("Yes")), str(_("No")), str(_("mother tongue"))

    def __call__(self, column: Column, value: Any) -> Any:
        """The words for a value that is known."""
        return self.makers[column.words](value) if column.words else value

    def each(self, name: Callable[[str], str]) -> Callable[[Any], str]:
        """Words for a code, or for several of them."""
        known = lru_cache(None)(name)
        return lambda value: known(value) if isinstance(value, str) else BETWEEN.join(known(code) for code in value)

    def items(self, value: Sequence[ShownItem]) -> str:
        """``Welding (4/5) 3 years; Driving``: skills or occupations as an import reads them too."""
        parts = []
        for item in value:
            text = self.label(item.concept) if item.concept else str(item.text)
            if item.level:
                text = f"{text} ({item.level}/5)"
            parts.append(f"{text} {self.years(item.years)}" if item.years else text)
        return BETWEEN.join(parts)

    def languages(self, value: list[dict[str, Any]]) -> str:
        """``Kurdish (mother tongue); English (B2)``."""
        parts = []
        for item in value:
            name = self.language_name(item["code"])
            if item["mother_tongue"]:
                name = f"{name} ({self.mother_tongue})"
            elif item["level"] is not None:
                name = f"{name} ({wording.CEFR[item['level']]})"
            parts.append(name)
        return BETWEEN.join(parts)

    def breakdown(self, code: str) -> str:
        """What a group of figures is a group of."""
        return str(reporting.BREAKDOWN_WORDS[code]) if code in reporting.BREAKDOWN_WORDS else str(_("In all"))
