"""A person's CV as an employer may keep it, made from the shown profile alone."""

from datetime import date

from flask_babel import gettext as _

from jobmatch.access.identity import ShownItem, ShownProfile
from jobmatch.documents.paper import Paper
from jobmatch.documents.skills_profile import years_of
from jobmatch.reasons import name
from jobmatch.wording import CEFR, EDUCATION, day, language_name


def shared_cv(profile: ShownProfile, *, language: str, on: date) -> bytes:
    """The CV as PDF, in the reader's language."""
    paper = Paper(language, _("CV"))
    paper.write_line(profile.name or _("CV"), 18, "B")
    if profile.name_native:
        paper.write_line(profile.name_native, 12)
    paper.fact(_("Phone"), ", ".join(profile.phones))
    paper.fact(_("E-mail"), profile.email or "")
    write_work(paper, profile)
    if profile.skills:
        paper.heading(_("Skills"))
    for item in profile.skills:
        level = _("level %(level)s of 5", level=item.level) if item.level else ""
        bullet(paper, said(item), level, years_of(item.years))
    if profile.licences:
        paper.fact(_("Licences"), ", ".join(name(concept) for concept in profile.licences))
    if profile.languages:
        paper.heading(_("Languages"))
    for row in profile.languages:
        bullet(paper, language_name(row.code), _("mother tongue") if row.mother_tongue else CEFR[row.level or 0])
    if profile.education is not None:
        paper.heading(_("Education"))
        paper.write_line(str(EDUCATION[profile.education]), 10.5)
    paper.note(
        _("For this vacancy only. Please delete it when the person is no longer considered. %(day)s", day=day(on))
    )
    return bytes(paper.output())


def write_work(paper: Paper, profile: ShownProfile) -> None:
    """Occupations and jobs."""
    if profile.occupations or profile.experiences or profile.experience_years:
        paper.heading(_("Work"))
    if profile.experience_years:
        paper.fact(_("In all"), years_of(profile.experience_years))
    for item in profile.occupations:
        bullet(paper, said(item), years_of(item.years))
    for job in profile.experiences:
        period = " – ".join(str(each.year) for each in (job.started_on, job.ended_on) if each)
        bullet(paper, name(job.concept) if job.concept else job.title or "", job.employer_name or "", period)


def said(item: ShownItem) -> str:
    """The vocabulary's name, or the words where it has none."""
    return name(item.concept) if item.concept else item.text or ""


def bullet(paper: Paper, *parts: str) -> None:
    """One line of a list."""
    paper.write_line("• " + " · ".join(part for part in parts if part), 10.5)
