"""Code one language, one level or one education. Use it through `matching.levels`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from matching.coding.results import Coding
from matching.folding import fold
from matching.phrases import Phrases, rows
from matching.place_names import words

LABELS = ("en", "fr", "nl", "ar", "ckb", "kmr")
KNOWN_FROM = 0.5
_CEFR = re.compile(r"(?<![^\W_])([abc])[\s-]?([12])(?![^\W_])")
_TEST = re.compile(r"\bielts\D{0,10}(\d(?:[.,]\d)?)")
_GRADE_WORDS = "|".join(fold("grade class klasse klas الصف صف پۆلی پۆل pola pol sinif классов класс").split())
_GRADE = re.compile(
    rf"(?:{_GRADE_WORDS})\s*(\d{{1,2}})(?!\d)|(?<!\d)(\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:{_GRADE_WORDS})"
)
_BAC = re.compile(r"\bbac\s*\+\s*(\d)")
_UNFINISHED_PHRASES = """
not completed, not finished, unfinished, incomplete, dropped out, dropout, student, studying, still studying, some,
inachevé, non achevé, non terminé, en cours, étudiant, étudiante, abandonné, niet afgemaakt, niet voltooid,
zonder diploma, onafgemaakt, studerend, غير مكتمل, لم يكمل, لم يتخرج, غير متخرج, طالب, طالبة, تارك, تەواونەکردوو,
تەواو نەکراو, تەواوی نەکردووە, قوتابی, خوێندکار, خوێندکاری, temam nekiriye, netemam, xwendekar
"""
_UNFINISHED = Phrases((phrase.strip(), True) for phrase in _UNFINISHED_PHRASES.split(","))
_UNTIL = {8: 7, 7: 6, 6: 3, 5: 3, 4: 3, 3: 2, 2: 1, 1: 0, 0: 0}  # the level that someone has who did not finish one
_BAC_YEARS = {1: 4, 2: 5, 3: 6, 4: 6, 5: 7, 6: 7, 7: 7, 8: 8}


@dataclass(frozen=True, slots=True)
class CodedLanguage:
    """A language that a text may mean; `code` is ISO 639-3, `macro` the macrolanguage that it belongs to, if any."""

    code: str
    label: str
    confidence: float
    macro: str | None = None

    @property
    def concept(self):
        """The code, under the name that all coders share."""
        return self.code


@dataclass(frozen=True, slots=True)
class CodedLevel:
    """A level that a text may mean: 1..6 is A1..C2, 0 is *known not held*; a mother tongue is 6 and marked."""

    level: int
    label: str
    confidence: float
    mother_tongue: bool = False

    @property
    def concept(self):
        """The level, under the name that all coders share."""
        return self.level


@dataclass(frozen=True, slots=True)
class CodedEducation:
    """A level of education that a text may mean, ISCED-2011 0..8."""

    level: int
    label: str
    confidence: float

    @property
    def concept(self):
        """The level, under the name that all coders share."""
        return self.level


@lru_cache(maxsize=1)
def languages():
    """The languages of the vocabulary by ISO 639-3 code: dict of str to row with names, endonym and macro."""
    return {row["code"]: row for row in rows("levels", "languages.csv")}


def macrolanguage(code):
    """The macrolanguage that a language belongs to (ckb -> kur), or None."""
    row = languages().get(code)
    return (row["macro"] or None) if row else None


def language_name(code, language="en"):
    """The name of a language in another, in English where the vocabulary has no other; the code if it is unknown."""
    row = languages().get(code, {})
    return row.get(language) or row.get("en") or code


@lru_cache(maxsize=1)
def education_levels():
    """The ISCED levels: dict of 0..8 to the names by language."""
    return {int(row["level"]): {name: row[name] for name in LABELS} for row in rows("education", "levels.csv")}


@lru_cache(maxsize=1)
def language_phrases():
    """Names and spellings of languages; the meaning is the code."""
    pairs = [(row[column], code) for code, row in languages().items() for column in (*LABELS, "endonym")]
    return Phrases(pairs + [(row["label"], row["code"]) for row in rows("levels", "language_variants.csv")])


@lru_cache(maxsize=1)
def level_phrases():
    """Words for levels; the meaning is (level, mother tongue)."""
    table = rows("levels", "cefr.csv")
    return Phrases((row["label"], (int(row["level"]), row["mother_tongue"] == "1")) for row in table)


@lru_cache(maxsize=1)
def education_phrases():
    """Words for education; the meaning is the ISCED level."""
    named = [(name, level) for level, names in education_levels().items() for name in names.values()]
    return Phrases(named + [(row["label"], int(row["level"])) for row in rows("education", "variants.csv")])


def code_language(text, k=5):
    """The languages that a text most likely names: a `Coding` of `CodedLanguage`, best first.

    A dialect beside its macrolanguage ("Kurdish (Sorani)") is the dialect.
    """
    parts = words(text or "")
    hit = language_phrases().exact(parts)
    found = [(hit[0], 0.98)] if hit else []
    if not found:
        codes = list(dict.fromkeys(code for _, _, code, _ in language_phrases().spans(parts)))
        codes = [code for code in codes if not any(macrolanguage(other) == code for other in codes)]
        found = [(code, 0.9 / len(codes)) for code in codes]
    if not found:
        found = [(code, _trust(likeness)) for code, _, likeness in language_phrases().near(parts)]
    return _coding(text, [_language(code, confidence) for code, confidence in found[:k]])


def code_level(text, k=5):
    """The level of a language that a text most likely means: a `Coding` of `CodedLevel`, best first.

    CEFR codes are taken at their word (of a range the lower), other words by their usual reading ("good" is B2,
    "very good" C1). Level 0 is only answered where the whole text says so: "not stated" is not "none".
    """
    folded = fold(text or "")
    codes = sorted("abc".index(letter) * 2 + int(digit) for letter, digit in _CEFR.findall(folded))
    if codes:
        return _coding(text, [CodedLevel(codes[0], _cefr_name(codes[0]), 0.98)])
    test = _TEST.search(folded)
    if test:
        level = _ielts(float(test[1].replace(",", ".")))
        return _coding(text, [CodedLevel(level, _cefr_name(level), 0.85)])
    return _coding(text, _level_words(words(text or ""))[:k])


def code_education(text, k=5):
    """The highest level of education that a text most likely means: a `Coding` of `CodedEducation`, best first.

    Who has not finished a level, or still studies for it, has the one before it.
    """
    parts = words(text or "")
    hit = education_phrases().literal(text or "") or education_phrases().exact(parts)
    if hit:
        return _coding(text, [CodedEducation(hit[0], hit[1], 0.92)])
    numbered = _numbered_education(fold(text or ""))
    if numbered is not None:
        return _coding(text, [CodedEducation(numbered, (text or "").strip(), 0.85)])
    spans = education_phrases().spans(parts)
    if spans:
        top = max(spans, key=lambda span: span[2])
        unfinished = bool(_UNFINISHED.spans(parts))
        level = _UNTIL[top[2]] if unfinished else top[2]
        return _coding(text, [CodedEducation(level, top[3], 0.65 if unfinished else 0.8)])
    near = education_phrases().near(parts, shortest=5)
    return _coding(text, [CodedEducation(level, phrase, _trust(likeness)) for level, phrase, likeness in near[:k]])


def code_each(coder, texts, k=5):
    """One of the coders for each of many texts: a list of `Coding`; equal texts are coded once."""
    distinct = {text: coder(text, k) for text in dict.fromkeys(texts)}
    return [distinct[text] for text in texts]


def _language(code, confidence):
    return CodedLanguage(code, languages()[code]["en"], confidence, macrolanguage(code))


def _level_words(parts):
    hit = level_phrases().exact(parts)
    if hit:
        (level, native), phrase = hit
        return [CodedLevel(level, phrase, 0.95 if native or level == 0 else 0.85, native)]
    spans = [span for span in level_phrases().spans(parts) if span[2][0] > 0]
    if spans:
        natives = [span for span in spans if span[2][1]]
        spans = natives or sorted(spans, key=lambda span: span[2][0])
        _, _, (level, native), phrase = spans[0 if natives else (len(spans) - 1) // 2]
        return [CodedLevel(level, phrase, 0.9 if native else 0.75, native)]
    near = [hit for hit in level_phrases().near(parts) if hit[0][0] > 0]
    return [CodedLevel(level, phrase, _trust(likeness), native) for (level, native), phrase, likeness in near]


def _numbered_education(folded):
    years = _BAC.search(folded)
    if years:
        return _BAC_YEARS.get(int(years[1]))
    grade = _GRADE.search(folded)
    if grade is None:
        return None
    reached = int(grade[1] or grade[2])
    return next((level for least, level in ((12, 3), (9, 2), (6, 1)) if reached >= least), 0) if reached <= 13 else None


def _ielts(band):
    """IELTS bands in CEFR, as the test's makers compare them."""
    return next((level for least, level in ((8.5, 6), (7, 5), (5.5, 4), (4, 3), (3, 2)) if band >= least), 1)


def _cefr_name(level):
    return ("none", "A1", "A2", "B1", "B2", "C1", "C2")[level]


def _trust(likeness):
    """How far a misspelt phrase can be taken for the right one."""
    return max(0.05, min(0.85, 1 - (1 - likeness) * 2.2))


def _coding(text, results):
    return Coding(text or "", tuple(results), bool(results) and results[0].confidence >= KNOWN_FROM)
