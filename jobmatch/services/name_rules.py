"""The rules of `jobmatch.services.names` as data, so that a device without a network folds names in the same way.

They are taken from the very tables that the server folds with; ``static/js/names.js`` only follows them.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from anyascii import anyascii

from jobmatch.services import names

BLOCKS = ((0x80, 0x3FF), (0x400, 0x5FF), (0x600, 0x7FF), (0x900, 0x97F), (0x10A0, 0x139F), (0x1E00, 0x1FFF),
          (0xFB00, 0xFDFF), (0xFE70, 0xFEFF))  # fmt: skip
"""Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Syriac, Devanagari, Georgian, Ethiopic, and their other shapes."""


@cache
def name_rules() -> dict[str, Any]:
    """Everything that folding and comparing names needs; no name is in it."""
    marks = [chr(code) for first, last in BLOCKS for code in range(first, last + 1)]
    return {
        "marks": names.MARKS.pattern,
        "breaks": names.BREAKS.pattern,
        "letters": {chr(code): sound for code, sound in names.LETTERS.items()},
        "casefold": {mark: mark.casefold() for mark in marks if mark.casefold() != mark.lower()},
        "ascii": {mark: plain for mark in marks if (plain := plain_letters(mark))},
        "spellings": [[pattern.pattern, as_script(sound)] for pattern, sound in names.SPELLINGS],
        "sounds": [[pattern.pattern, as_script(sound)] for pattern, sound in names.SOUNDS],
        "vowels": {chr(code): chr(sound) for code, sound in names.VOWELS.items()},
        "joined": names.JOINED.pattern,
        "servant": names.SERVANT.pattern,
        "article": names.ARTICLE.pattern,
        "no_consonant": names.NO_CONSONANT,
        "longest_word": names.LONGEST_WORD,
        "alike": names.ALIKE,
        "smoothed_costs": names.SMOOTHED_COSTS,
        "beginning": names.BEGINNING,
        "shortest_beginning": names.SHORTEST_BEGINNING,
        "shorter": names.SHORTER,
    }


def plain_letters(mark: str) -> str:
    """What a letter becomes once accents are off it; nothing for marks that go."""
    return "" if unicodedata.combining(mark) else re.sub(r"[^a-z]", "", anyascii(mark).lower())


def as_script(replacement: str) -> str:
    """A replacement as JavaScript writes it: ``$1`` for ``\\1``."""
    return re.sub(r"\\(\d)", r"$\1", replacement)
