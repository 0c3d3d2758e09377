"""Languages, their levels and education: from what people write to ISO 639-3, CEFR 1..6 and ISCED 0..8."""

from matching.language_cells import ReadLanguage, parse_languages
from matching.level_coding import (
    CodedEducation,
    CodedLanguage,
    CodedLevel,
    code_each,
    code_education,
    code_language,
    code_level,
    education_levels,
    language_name,
    languages,
    macrolanguage,
)


def code_languages(texts, k=5):
    """`code_language` for each of many texts: a list of `Coding`."""
    return code_each(code_language, texts, k)


def code_levels(texts, k=5):
    """`code_level` for each of many texts: a list of `Coding`."""
    return code_each(code_level, texts, k)


def code_educations(texts, k=5):
    """`code_education` for each of many texts: a list of `Coding`."""
    return code_each(code_education, texts, k)


def parse_language_cells(cells):
    """`parse_languages` for each of many cells: a list of lists; equal cells are read once."""
    distinct = {cell: parse_languages(cell) for cell in dict.fromkeys(cells)}
    return [distinct[cell] for cell in cells]


__all__ = [
    "CodedEducation",
    "CodedLanguage",
    "CodedLevel",
    "ReadLanguage",
    "code_education",
    "code_educations",
    "code_language",
    "code_languages",
    "code_level",
    "code_levels",
    "education_levels",
    "language_name",
    "languages",
    "macrolanguage",
    "parse_language_cells",
    "parse_languages",
]
