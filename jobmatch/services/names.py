"""Names of people, folded so that one name is found however and in whatever script it was written.

"Şêrzad", "Sherzad", "Serzad", "شێرزاد" and "شيرزاد" are one name. Every word of a name is brought to Latin letters
and to its consonants, grouped by sound. The stored key holds both: ``/srs/krm|sherzad karim``; the groups find the few
rows worth a look, the letters rank them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

LONGEST_KEY = 400
LONGEST_WORD = 24
PREFIX = 2
"""How many sound groups a stored word must share with a searched one to be looked at."""

ALIKE = 76.0
"""Names that score less are not shown, on a scale to 100."""

# Letters for which a plain transliteration loses the sound: Arabic, Kurdish and Persian, then Latin-script Kurdish,
# Turkish, French and German.
LETTERS = str.maketrans(
    {
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ئ": "", "ؤ": "o", "ى": "a", "ة": "a", "ە": "e",
        "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r",
        "ڕ": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "", "غ": "gh",
        "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h",
        "ھ": "h", "ہ": "h", "و": "w", "ۆ": "o", "ۇ": "u", "ي": "y", "ی": "y", "ێ": "e", "ې": "e", "ـ": "",
        "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "x": "kh", "ž": "j", "ğ": "gh", "ı": "i",
    }
)  # fmt: skip
SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|tsch", "ch"),
        (r"sch", "sh"),
        (r"zh", "j"),
        (r"dh", "z"),
        (r"dj", "j"),
        (r"ph", "f"),
        (r"ou|oo", "u"),
        (r"(\D)\1+", r"\1"),
    )
)
SOUNDS = (
    (re.compile(r"kh|gh|[kgqx]"), "k"),
    (re.compile(r"ch|sh|th|dh|[szjctd]"), "s"),
    (re.compile(r"[bp]"), "b"),
    (re.compile(r"[fv]"), "f"),
    (re.compile(r"[^ksbfrlmn]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
NO_CONSONANT = "a"
VOWELS = str.maketrans("eyouw", "aiuuu")
SMOOTHED_COSTS = 3
BEGINNING = 90.0
"""What a word scores that is the beginning of another one, as when somebody is still typing."""

SHORTEST_BEGINNING = 3
SHORTER = 0.9
JOINED = re.compile(r"^[ae]?bd[aeouwi]*l?$")  # Abd, Abdul, Ebdul: half of a name, written apart or not
SERVANT = re.compile(r"^[ae]?bd[aeouwi]*l?(?=[^aeiouw].{2})")
ARTICLE = re.compile(r"^(?:al|el|ul|ar|as|ash|ad|an|az)$")
BREAKS = re.compile(r"[\s,;/|()\[\].\"«»،؛_-]+")
MARKS = re.compile("['’‘ʼ`´ʿʾ\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def letters(word: str) -> str:
    """One word in plain Latin letters; vowel marks, digits and signs go."""
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in word)
    if arabic and word.startswith("ال") and len(word) > 4:
        word = word[2:]
    word = word.replace("الله", "ولا")
    word = unicodedata.normalize("NFC", MARKS.sub("", word)).casefold().translate(LETTERS)
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    plain = re.sub(r"[^a-z]", "", anyascii(plain).lower())
    for pattern, sound in SPELLINGS:
        plain = pattern.sub(sound, plain)
    return plain[:LONGEST_WORD]


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in Latin letters: articles dropped, ``Abdul`` joined to the word that it belongs to."""
    found: list[str] = []
    held = ""
    for part in BREAKS.split(name):
        word = letters(part)
        if not word or ARTICLE.match(word):
            continue
        if JOINED.match(word):
            held = "abd"
            continue
        word = SERVANT.sub("abd", word)
        found.append(held + word)
        held = ""
    return tuple([*found, held] if held else found)


@lru_cache(maxsize=50_000)
def sounds(word: str) -> str:
    """The consonants of a word of Latin letters, one letter for each group that scripts and papers confuse."""
    for pattern, group in SOUNDS:
        word = pattern.sub(group, word)
    return word or NO_CONSONANT


def name_key(*names: str | None) -> str:
    """The key to store for a person's names in any script; at most `LONGEST_KEY` characters."""
    words = list(dict.fromkeys(word for name in names if name for word in words_of(name)))
    groups = dict.fromkeys(sounds(word) for word in words)
    return ("".join(f"/{group}" for group in groups) + "|" + " ".join(words))[:LONGEST_KEY] if words else ""


def may_be_called(column: InstrumentedAttribute[str], name: str) -> ColumnElement[bool]:
    """A condition that keeps the rows whose key shares the beginning of a word's sound with `name`."""
    prefixes = sorted({sounds(word)[:PREFIX] for word in words_of(name)})
    return or_(*(column.like(f"%/{prefix}%") for prefix in prefixes)) if prefixes else column == ""


def words_of_key(key: str) -> list[str]:
    """The words in Latin letters that a stored key holds."""
    return key.rpartition("|")[2].split()


@lru_cache(maxsize=200_000)
def word_likeness(one: str, other: str) -> float:
    """How well the word `other` answers the word `one`, 0..100: half by letters, half by sound."""
    if one == other:
        return 100.0
    by_sound = fuzz.ratio(sounds(one), sounds(other))
    smoothed = fuzz.ratio(one.translate(VOWELS), other.translate(VOWELS)) - SMOOTHED_COSTS
    alike = 0.5 * max(fuzz.ratio(one, other), smoothed) + 0.5 * by_sound
    begins = len(one) >= SHORTEST_BEGINNING and other.startswith(one)
    return max(alike, BEGINNING) if begins else alike


def answered(asked: Sequence[str], held: Sequence[str]) -> float:
    """How well the words asked for are answered by those held, 0..100; a long word counts more than a short one."""
    weighted = sum(len(word) * max(word_likeness(word, other) for other in held) for word in asked)
    return weighted / sum(map(len, asked))


def likeness(searched: Sequence[str], key: str) -> float:
    """How well a stored key answers the words searched for, 0..100."""
    held = words_of_key(key)
    return answered(searched, held) if searched and held else 0.0


def found_by(searched: Sequence[str], key: str) -> float:
    """As `likeness`, but a record that holds fewer names than were typed is found as well, if each was typed."""
    alike = likeness(searched, key)
    return max(alike, SHORTER * answered(words_of_key(key), searched)) if 0 < alike < ALIKE else alike


def same_name(searched: Sequence[str], key: str, at_least: float) -> bool:
    """Whether two whole names answer each other: every word of each has one like it in the other."""
    held = words_of_key(key)
    return bool(held) and answered(searched, held) >= at_least and answered(held, searched) >= at_least


def best_named(name: str, keys: Iterable[tuple[int, str]], limit: int = 200) -> list[int]:
    """The row ids whose names are most like `name`, best first.

    Parameters
    ----------
    name : str
        As typed, in any script.
    keys : iterable of (row id, stored key)
    limit : int, > 0
    """
    searched = words_of(name)
    scored = ((found_by(searched, key), row_id) for row_id, key in keys)
    found = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1]))
    return [row_id for _, row_id in found[:limit]]
