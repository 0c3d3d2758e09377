"""Languages with their levels, in one cell or in a column each; levels of skills and years in brackets."""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from jobmatch.services import facts
from jobmatch.services.intake.cells import Unreadable, ascii_digits, clean, number, split
from jobmatch.services.intake.words import meaning

COMPETENCES = ("listening", "reading", "speaking", "writing")
SKILL_LEVEL = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 5}
"""A word for a level, read on the CEFR scale, on the scale of skills 1..5."""
YEARS = re.compile(
    r"\(?\s*(\d{1,2}(?:[.,]\d)?)\s*\+?\s*"
    r"(?:years?|yrs?|ans?|années?|jaar|jaren|سنوات|سنة|سنه|سنين|عام|اعوام|ساڵ|سال|salan?|sal)\b\.?"
    r"(?:\s*(?:of\s+)?(?:experience|exp|d'expérience|ervaring|خبرة|ئەزموون|ezmûn))?\s*\)?",
    re.IGNORECASE,
)
BRACKETED = re.compile(
    r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]\s*$|^(.*\S)\s*[:=]\s*(\S.*)$|^(.*\S)\s+[-–]\s*(\S.*)$", re.DOTALL
)


@dataclass
class HeldLanguage:
    """A language as the row says it: 0 is *known not held*, None *nobody said*."""

    code: str
    mother_tongue: bool = False
    level: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """For the staged row."""
        return asdict(self)


def parse_languages(text: str) -> tuple[list[HeldLanguage], list[str]]:
    """Every language of a cell, and the parts that name none."""
    found = [HeldLanguage(read.code, read.mother_tongue, read.level) for read in facts.read_languages(text)]
    strange = [part for part in split(text) if not facts.read_languages(part) and not facts.language_level(part)]
    return found, strange


def parse_level(text: str) -> tuple[int | None, bool]:
    """(CEFR level 0..6, mother tongue) of a cell in a language's own column; a bare yes is no level.

    Raises
    ------
    Unreadable
        With the code ``level_unknown``.
    """
    cleaned = ascii_digits(clean(text))
    answer = meaning("yes_no", cleaned)
    if answer is not None:
        return (None, False) if answer == "yes" else (0, False)
    level = facts.language_level(cleaned)
    if level is None:
        raise Unreadable("level_unknown")
    return level


@dataclass
class Named:
    """A skill or a job that a cell names, with what stood beside it."""

    text: str
    level: int | None = None
    years: float | None = None

    def as_list(self) -> list[Any]:
        """For the staged row."""
        return [self.text, self.level, self.years]


def parse_named(text: str, *, levels: bool) -> list[Named]:
    """The skills or jobs of a cell: ``welding (expert)``, ``driver 5 years``, one a part."""
    return [one for part in split(text) if (one := parse_one(part, levels=levels)).text]


@lru_cache(maxsize=50_000)
def parse_one(part: str, *, levels: bool) -> Named:
    """One part; what is neither years nor a level stays in its text."""
    digits = ascii_digits(part)
    years = YEARS.search(digits)
    named = Named(part)
    if years and years[0].strip(" ()") != digits.strip(" ()"):
        named.years = min(number(years[1]), 60.0)
        named.text = (part[: years.start()] + " " + part[years.end() :]).strip(" -–:,()")
    cut = BRACKETED.match(named.text) if levels else None
    if cut:
        name, beside = next((cut[i], cut[i + 1]) for i in (1, 3, 5) if cut[i])
        level = skill_level(beside)
        if level:
            named.text, named.level = name, level
    named.text = named.text.strip()[:300]
    return named


def skill_level(text: str) -> int | None:
    """1..5 for a word or ``4/5``; None where it is no level."""
    score = re.fullmatch(r"\s*([1-5])\s*/\s*5\s*", ascii_digits(text))
    if score:
        return int(score[1])
    level = facts.language_level(text)
    return SKILL_LEVEL.get(level[0]) if level and level[0] else None
