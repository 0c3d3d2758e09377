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

__all__ = [
    "CodedEducation",
    "CodedLanguage",
    "CodedLevel",
    "ReadLanguage",
    "code_each",
    "code_education",
    "code_language",
    "code_level",
    "education_levels",
    "language_name",
    "languages",
    "macrolanguage",
    "parse_languages",
]
