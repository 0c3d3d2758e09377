"""The skills profile that a person carries to another country: what they can do, in words and standard codes."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from jobmatch.documents.paper import Paper
from jobmatch.reasons import name, number
from jobmatch.wording import CEFR, EDUCATION, day, language_name, word
from models import Evidence, JobSeeker, JobSeekerLanguage, JobSeekerSkill

USES = ("listening", "reading", "speaking", "writing")


def skills_profile(person: JobSeeker, *, language: str, on: date) -> bytes:
    """The profile as PDF, in the reader's language.

    Where a word was coded, the vocabulary's name stands beside the person's own, and occupations show their ISCO-08
    group, languages their CEFR level: another office can read them without knowing this service.
    """
    paper = Paper(language, _("Skills profile"))
    paper.write_line(_("Skills profile"), 18, "B")
    paper.write_line(person.name, 14)
    if person.name_native and person.name_native != person.name:
        paper.write_line(person.name_native, 12)
    paper.fact(_("Phone"), person.phone or "")
    paper.fact(_("E-mail"), person.email or "")
    write_work(paper, person)
    write_skills(paper, person)
    write_languages(paper, person)
    write_education(paper, person)
    paper.note(_("Stated by the person unless a proof is named. Printed on %(day)s.", day=day(on)))
    paper.note(
        _(
            "Occupations: ISCO-08. Languages: Common European Framework of Reference (CEFR). Education: ISCED-2011. "
            "What is not written here is not known; it does not mean no."
        )
    )
    paper.note(
        _(
            "Withheld: notes and records of counselling that officers wrote. Ask your office to see them; "
            "they answer within thirty days."
        )
    )
    return bytes(paper.output())


def both(concept: str | None, text: str | None) -> str:
    """The vocabulary's name, and the person's own words where they differ."""
    known = name(concept) if concept else ""
    own = text or ""
    return f"{known} ({own})" if known and own and own.casefold() != known.casefold() else known or own


def years_of(value: float | None) -> str:
    """A length of time, or nothing."""
    return ngettext("%(shown)s year", "%(shown)s years", max(1, round(value)), shown=number(value)) if value else ""


def write_work(paper: Paper, person: JobSeeker) -> None:
    """Occupations and jobs."""
    if person.occupations or person.experiences or person.experience_years:
        paper.heading(_("Work"))
    if person.experience_years:
        paper.fact(_("In all"), years_of(person.experience_years))
    for row in person.occupations:
        parts = [both(row.concept, row.text), f"ISCO-08 {row.isco}" if row.isco else "", years_of(row.years)]
        if row.wanted and not row.held:
            parts.append(_("wanted"))
        paper.write_line("• " + " · ".join(part for part in parts if part), 10.5)
    for job in person.experiences:
        period = " – ".join(day(each) for each in (job.started_on, job.ended_on) if each)
        parts = [job.title, job.employer_name or "", period]
        paper.write_line("• " + " · ".join(part for part in parts if part), 10.5)


def proof(skill: JobSeekerSkill) -> str:
    """What stands behind a skill, if more than the person's word."""
    return str(word(skill.evidence)) if skill.evidence is not Evidence.STATED else ""


def write_skills(paper: Paper, person: JobSeeker) -> None:
    """Skills with level of five, years and proof, where known."""
    if person.skills:
        paper.heading(_("Skills"))
    for skill in person.skills:
        level = _("level %(level)s of 5", level=skill.level) if skill.level else ""
        parts = [both(skill.concept, skill.text), level, years_of(skill.years), proof(skill)]
        paper.write_line("• " + " · ".join(part for part in parts if part), 10.5)
    if person.licences:
        paper.fact(_("Licences"), ", ".join(name(concept) for concept in person.licences))


def level_of(row: JobSeekerLanguage) -> str:
    """A language's level, overall or for each use."""
    if row.mother_tongue:
        return _("mother tongue")
    if row.level:
        return CEFR[row.level]
    words = {
        "listening": _("listening"),
        "reading": _("reading"),
        "speaking": _("speaking"),
        "writing": _("writing"),
    }
    return ", ".join(f"{words[use]} {CEFR[getattr(row, use)]}" for use in USES if getattr(row, use))


def write_languages(paper: Paper, person: JobSeeker) -> None:
    """Languages that are held."""
    held = [row for row in person.languages if row.mother_tongue or row.level != 0]
    if held:
        paper.heading(_("Languages"))
    for row in held:
        parts = [language_name(row.code), level_of(row)]
        paper.write_line("• " + " · ".join(part for part in parts if part), 10.5)


def write_education(paper: Paper, person: JobSeeker) -> None:
    """The highest education."""
    if person.education is None and not person.education_text:
        return
    paper.heading(_("Education"))
    if person.education is not None:
        paper.fact(f"ISCED {person.education}", str(EDUCATION[person.education]))
    if person.education_text:
        paper.write_line(person.education_text, 10.5)
