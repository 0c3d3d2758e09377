"""Words of the closed lists (gender, yes and no, currencies, ...) in six languages, and headings; read once."""

import csv
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from jobmatch.services import taxonomy

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "nl", "ar", "ckb", "kmr")


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(row: dict[str, str]) -> list[str]:
    """Every spelling in a row, in all languages."""
    return [word for language in LANGUAGES for word in row[language].split("|") if word]


@lru_cache(maxsize=1)
def lists() -> dict[str, dict[str, str]]:
    """For each list: from a folded word to its value. Signs that fold to nothing stand for themselves."""
    found: dict[str, dict[str, str]] = {}
    for row in table("words.csv"):
        known = found.setdefault(row["list"], {})
        for word in spellings(row):
            known.setdefault(key(word), row["value"])
    return found


def key(word: str) -> str:
    """The form under which a word is looked up."""
    return plain(word) or word.strip().lower()


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A folded word or phrase; empty for signs."""
    return taxonomy.fold(word)


@lru_cache(maxsize=20_000)
def meaning(name: str, word: str) -> str | None:
    """The value that a word has in a list, misspelt or not; None where nobody knows it."""
    known = lists()[name]
    folded = key(word)
    if folded in known:
        return known[folded]
    if len(folded) < 4:
        return None
    near = process.extractOne(folded, [w for w in known if len(w) > 3], scorer=fuzz.ratio, score_cutoff=85)
    return known[near[0]] if near else None


@lru_cache(maxsize=20_000)
def contained(name: str, text: str) -> str | None:
    """The value of the longest phrase of a list that stands in a text as whole words."""
    words = f" {plain(text)} "
    hits = [phrase for phrase in lists()[name] if f" {phrase} " in words]
    return lists()[name][max(hits, key=len)] if hits else None
