"""Which column is which: headings in six languages, with the spellings that clerks give them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from jobmatch.services import facts
from jobmatch.services.intake.words import plain, spellings, table
from models import ImportKind

LEAST_ALIKE = 86
NOISE = re.compile(r"\b(?:no|nr|num|number|numéro|n°)\b\.?|[*:#]+", re.IGNORECASE)
SHORTEST_FUZZY = 5
NO_MISSPELLINGS = frozenset({"bername"})
"""Folded words that only look like a heading: the Kurmanji programme is no *bawername*, a certificate."""
ADDED = ("Row", "Reasons")
"""The headings of the two columns that a file of rejected rows has at its end."""
SEVERAL = frozenset(
    {"skills", "occupations_held", "occupations_wanted", "languages", "licences", "summary", "description"}
)
"""Fields that more than one column may fill."""
NEXT = {"phone": "other_phone", "name": "name_native"}
"""Where a second column of the same name goes."""
COMPETENCE = {
    "speaking": "speaking|spoken|speak|oral|parlé|spreken|المحادثة|التحدث|قسەکردن|axaftin",
    "reading": "reading|read|lecture|lezen|القراءة|خوێندنەوە|xwendin",
    "writing": "writing|written|écriture|écrit|schrijven|الكتابة|نووسین|nivîsandin",
    "listening": "listening|écoute|compréhension|luisteren|الاستماع|گوێگرتن|guhdarî",
}
ABOUT_LEVEL = (
    "level|skill|skills|language|knowledge|proficiency|niveau|langue|niveau de|taal|kennis|مستوى|اللغة|لغة|ئاستی|زمانی|"
    "ئاست|زمان|asta|zimanê|asta zimanê|cefr"
)


@lru_cache(maxsize=4)
def known(kind: ImportKind) -> dict[str, str]:
    """From a folded heading to its field, for one kind of file."""
    wanted = ("people", "both") if kind is ImportKind.JOB_SEEKERS else ("vacancies", "both")
    found: dict[str, str] = {}
    for row in sorted(table("headings.csv"), key=lambda row: row["kind"] == "both"):
        if row["kind"] in wanted:
            for spelling in [row["field"].replace("_", " "), *spellings(row)]:
                found.setdefault(plain(spelling), row["field"])
    return found


@lru_cache(maxsize=4)
def fields_of(kind: ImportKind) -> tuple[str, ...]:
    """The fields that a column can be mapped to, in the order of the table; languages have their own."""
    return tuple(dict.fromkeys(row["field"] for row in table("headings.csv") if row["field"] in known(kind).values()))


def is_field(name: str, kind: ImportKind) -> bool:
    """Whether a mapping may name this field: one of the table, or a language such as ``language:eng:reading``."""
    if name in fields_of(kind) or name == "ignored":
        return True
    parts = name.split(":")
    return parts[0] == "language" and len(parts) in (2, 3) and len(parts[1]) == 3 and parts[2:] in (
        [], *([c] for c in COMPETENCE),
    )  # fmt: skip


def recognise(headings: Sequence[str], kind: ImportKind) -> list[str | None]:
    """The field of each heading, None where no field fits; each field once unless several columns may fill it."""
    scored = [best_field(heading, kind) for heading in headings]
    order = sorted(range(len(headings)), key=lambda at: (-scored[at][1], at))
    fields: list[str | None] = [None] * len(headings)
    taken: set[str] = set()
    for at in order:
        field: str | None = scored[at][0]
        if field in taken and field not in SEVERAL:
            field = NEXT.get(field or "") if NEXT.get(field or "") not in taken else None
        if (field and field in (*known(kind).values(), *SEVERAL)) or (field or "").startswith("language:"):
            fields[at] = field
            taken.add(field or "")
    if [heading.strip() for heading in headings[-2:]] == list(ADDED):
        fields[-2:] = ["ignored", "ignored"]
    return lone_family_name(fields)


def lone_family_name(fields: list[str | None]) -> list[str | None]:
    """French *nom* without a *prénom* beside it is the whole name."""
    if "family_name" in fields and not {"first_name", "name"} & set(fields):
        fields[fields.index("family_name")] = "name"
    return fields


@lru_cache(maxsize=5_000)
def best_field(heading: str, kind: ImportKind) -> tuple[str | None, float]:
    """The field that a heading names best, and how surely, 0..100."""
    bare = NOISE.sub(" ", re.sub(r"[(\[].*?[)\]]", " ", heading))
    for text in dict.fromkeys((heading, bare, *heading.split("/")[:2], *heading.split("\n")[:2])):
        field = known(kind).get(plain(text))
        if field:
            return field, 100.0 if text == heading else 95.0
    language = language_column(heading)
    if language:
        return language, 90.0
    near = [hit for text in (heading, bare) if (hit := misspelt(plain(text), kind))]
    return max(near, key=lambda hit: hit[1], default=(None, 0.0))


def misspelt(folded: str, kind: ImportKind) -> tuple[str, float] | None:
    """The field whose name is spelt almost like this, and how surely."""
    if len(folded) < SHORTEST_FUZZY or folded in NO_MISSPELLINGS:
        return None
    names = [name for name in known(kind) if len(name) >= SHORTEST_FUZZY]
    near = process.extractOne(folded, names, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
    return (known(kind)[near[0]], near[1] * 0.9) if near else None


def language_column(heading: str) -> str | None:
    """``language:eng`` for a heading such as *English*, *Niveau d'anglais* or *ئاستی ئینگلیزی*, with its competence."""
    words = f" {plain(heading)} "
    competence = next(
        (name for name, several in COMPETENCE.items() if any(f" {plain(w)} " in words for w in several.split("|"))),
        None,
    )
    for noise in (*ABOUT_LEVEL.split("|"), *(COMPETENCE[competence].split("|") if competence else ())):
        words = words.replace(f" {plain(noise)} ", " ")
    rest = words.removeprefix(" d ").strip()
    if not rest or len(rest) < 4 or len(rest.split()) > 3:
        return None
    code = facts.language_code(rest)
    if code is None or (competence is None and len(rest.split()) > 2):
        return None
    return f"language:{code}:{competence}" if competence else f"language:{code}"
