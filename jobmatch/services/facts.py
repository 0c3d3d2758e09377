"""Facts that people write in words: languages with levels, education, licences, countries. Asks `matching`."""

from functools import lru_cache

from matching import folding, levels
from matching.levels import ReadLanguage
from matching.places import KnownPlace, code_place
from matching.vocabulary import builtin


@lru_cache(maxsize=20_000)
def read_languages(cell: str) -> tuple[ReadLanguage, ...]:
    """The languages that a cell names, each with its CEFR level where the cell says one."""
    return tuple(levels.parse_languages(cell))


@lru_cache(maxsize=5_000)
def language_code(words: str) -> str | None:
    """The ISO 639-3 code of a language, if the text surely names one."""
    best = levels.code_language(words).best
    return str(best.code) if best else None


@lru_cache(maxsize=5_000)
def language_level(words: str) -> tuple[int, bool] | None:
    """(CEFR 0..6, whether it is the mother tongue) for a word such as "good" or "زۆر باش"; None if it is no level."""
    best = levels.code_level(words).best
    return (int(best.level), bool(best.mother_tongue)) if best else None


@lru_cache(maxsize=20_000)
def education_level(words: str) -> int | None:
    """ISCED-2011, 0..8, of an education in words."""
    best = levels.code_education(words).best
    return int(best.level) if best else None


@lru_cache(maxsize=1)
def licence_names() -> dict[str, str]:
    """From a licence's folded name to its concept."""
    return {" ".join(folding.tokens(label.text)): label.concept for label in builtin().labels("licence")}


@lru_cache(maxsize=5_000)
def licence(words: str) -> str | None:
    """The concept of a licence: by its name in any language, misspelt or not."""
    from rapidfuzz import fuzz, process

    form = " ".join(folding.tokens(words))
    if f"licence:driving-{form.replace(' ', '')}" in builtin().concepts:  # a letter alone is a class of driving licence
        return f"licence:driving-{form.replace(' ', '')}"
    if form in licence_names():
        return licence_names()[form]
    near = process.extractOne(form, licence_names().keys(), scorer=fuzz.ratio, score_cutoff=88) if form else None
    return licence_names()[near[0]] if near else None


@lru_cache(maxsize=20_000)
def country_code(words: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country: by its name in any language, or by its code of two or three letters."""
    import pycountry

    plain = words.strip().upper()
    known = pycountry.countries.get(alpha_2=plain) if len(plain) == 2 else pycountry.countries.get(alpha_3=plain)
    if known:
        return str(known.alpha_2)
    if plain in ("UK", "U.K."):
        return "GB"
    best = code_place(words).best
    return str(best.country) if best and best.kind == "country" else None


@lru_cache(maxsize=20_000)
def known_place(words: str, country: str | None = None) -> KnownPlace | None:
    """The place that a text surely names."""
    from matching.places import Gazetteer

    best = code_place(words, country).best
    return Gazetteer.load().by_key(best.place) if best else None
