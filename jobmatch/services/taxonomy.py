"""The vocabulary as the service uses it: names in the reader's language, search while typing, coding of free text.

One of the few services that ask `matching`; the others have to do with facts and rankings.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from jobmatch.services.taxonomy_vocabulary import loaded, refresh
from matching import folding, levels
from matching.places import Gazetteer, KnownPlace, code_place
from matching.places import code_places as code_places_of
from matching.profiles import Place
from matching.vocabulary import Vocabulary
from models import CodedText, CodingKind, CodingState, utc_now

LABEL_LANGUAGE = {"ku": "kmr"}
"""Babel's codes where the vocabulary's differ."""

ALTERNATIVES = 5
CHUNK = 500


def vocabulary() -> Vocabulary:
    """The vocabulary in use: the built-in one, and ESCO where it was imported."""
    return loaded().vocabulary


def warm_up() -> None:
    """Load the vocabulary and the gazetteer and build what coding needs, so that no request waits for it."""
    loaded().occupations.code("welder")
    loaded().skills.code("welding")
    find_place("Erbel")


def label(concept: str | None, language: str = "en") -> str:
    """A concept's preferred name; the key itself if nobody knows it, nothing for nothing."""
    return str(vocabulary().label(concept, LABEL_LANGUAGE.get(language, language))) if concept else ""


def isco(concept: str | None) -> str | None:
    """The ISCO-08 unit group of an occupation."""
    return vocabulary().isco(concept) if concept else None


def fold(words: str) -> str:
    """The form under which a text is remembered."""
    return " ".join(folding.tokens(words))[:300]


KINDS_OF = {
    CodingKind.SKILL: ("skill", "knowledge", "transversal"),
    CodingKind.OCCUPATION: ("occupation", "isco"),
}
"""What kinds of concepts a text of a kind may mean; a place is none of the vocabulary."""


def is_concept(kind: CodingKind, concept: str) -> bool:
    """Whether a key names something of this kind."""
    if kind is CodingKind.PLACE:
        return bool(place_name(concept))
    known = vocabulary().concepts.get(concept)
    return known is not None and known.kind in KINDS_OF.get(kind, ())


Coder = Callable[[list[str]], Sequence[Any]]


def code_titles(titles: list[str]) -> Sequence[Any]:
    """What each job title means."""
    return list(loaded().occupations.code_many(titles))


CODERS: dict[CodingKind, Coder] = {
    CodingKind.PLACE: code_places_of,
    CodingKind.OCCUPATION: code_titles,
    CodingKind.SKILL: lambda phrases: [code_phrase(phrase) for phrase in phrases],
}


def code_phrase(phrase: str) -> Any:
    """What a phrase that names one skill means: the whole of it, else its first part that is known."""
    whole = loaded().skills.code(phrase)
    return whole if whole.known else next(iter(loaded().skills.code_all(phrase)), whole)


def code_texts(
    session: Session, kind: CodingKind, texts: Iterable[str], coder: Coder | None = None
) -> dict[str, CodedText]:
    """What each text means: as settled or coded before, else coded now, each distinct text once. Flushes.

    Returns
    -------
    dict
        From the text as given to its `CodedText`; texts without any word are left out.
    """
    refresh(session)
    folded = {words: fold(words) for words in texts}
    wanted = sorted({form for form in folded.values() if form})
    known = known_texts(session, kind, wanted)
    first = {form: words for words, form in reversed(folded.items())}
    missing = [form for form in wanted if form not in known]
    codings = (coder or CODERS[kind])([first[form] for form in missing]) if missing else []
    store_codings(session, [new_coding(kind, form, first[form], c) for form, c in zip(missing, codings, strict=True)])
    known.update(known_texts(session, kind, missing))
    return {words: known[form] for words, form in folded.items() if form}


def store_codings(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert texts coded for the first time; one that another writer coded meanwhile is left as it is."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for start in range(0, len(rows), CHUNK):
        session.execute(insert(CodedText).values(rows[start : start + CHUNK]).on_conflict_do_nothing())


def known_texts(session: Session, kind: CodingKind, forms: Sequence[str]) -> dict[str, CodedText]:
    """The texts that were coded before, by their folded form."""
    found: dict[str, CodedText] = {}
    for start in range(0, len(forms), CHUNK):
        rows = session.scalars(
            select(CodedText).where(CodedText.kind == kind, CodedText.folded.in_(forms[start : start + CHUNK]))
        )
        found.update((row.folded, row) for row in rows)
    return found


def new_coding(kind: CodingKind, form: str, words: str, coding: Any) -> dict[str, Any]:
    """A text coded for the first time: sure, or waiting for an officer with the likeliest concepts."""
    results = list(coding or ())
    best = coding.best if coding is not None else None
    return {
        "kind": kind,
        "folded": form,
        "text": words[:300],
        "concept": best.concept if best else None,
        "confidence": float(results[0].confidence) if results else 0.0,
        "alternatives": [[result.concept, round(float(result.confidence), 3)] for result in results[:ALTERNATIVES]],
        "state": CodingState.SURE if best else CodingState.UNSURE,
        "created_at": utc_now(),
        "updated_at": utc_now(),
    }


def place(key: str) -> Place | None:
    """The point behind a gazetteer key; None if nobody knows it."""
    gazetteer = Gazetteer.load()
    return gazetteer.by_key(key).profile() if key in gazetteer else None


def find_place(words: str, country: str | None = None) -> KnownPlace | None:
    """The place that a text names, if it names one surely."""
    best = code_place(words, country).best
    return Gazetteer.load().by_key(best.place) if best else None


def place_name(key: str | None, language: str = "en") -> str:
    """A place's name; nothing for nothing."""
    gazetteer = Gazetteer.load()
    return str(gazetteer.by_key(key).name(LABEL_LANGUAGE.get(language, language))) if key in gazetteer else ""


def governorate_name(code: str | None, language: str = "en") -> str:
    """The name of a governorate or region; the code itself where nobody knows it."""
    return place_name(f"area:{code}", language) or code or ""


def governorates(country: str, language: str = "en") -> list[tuple[str, str]]:
    """(code, name) of a country's governorates or regions, by name."""
    areas = Gazetteer.load().of_country(country, "governorate", "region")
    return sorted(
        ((area.governorate or "", place_name(area.key, language)) for area in areas), key=lambda pair: pair[1]
    )


def language_name(code: str | None, language: str = "en") -> str:
    """A language's name, from its ISO 639-3 code; nothing for nothing."""
    return str(levels.language_name(code, LABEL_LANGUAGE.get(language, language))) if code else ""


def search_concepts(kinds: Sequence[str], words: str, language: str = "en", limit: int = 12) -> list[tuple[str, str]]:
    """(concept, name) of what a few typed letters may mean, likeliest first, for a list under an input."""
    if "occupation" in kinds:
        results = list(loaded().occupations.code(words, limit))
    else:
        results = [hit for part in loaded().skills.code_all(words, limit) for hit in part]
    found = dict.fromkeys(result.concept for result in results)
    return [(concept, label(concept, language)) for concept in found][:limit]


def code_places(session: Session, texts: Iterable[str], country: str | None = None) -> dict[str, CodedText]:
    """What each place text means, remembered like every other text; `country` is where it most likely is. Flushes."""
    return code_texts(session, CodingKind.PLACE, texts, coder=lambda words: code_places_of(words, country))


def governorate_of(key: str) -> str | None:
    """The governorate or region that a place lies in."""
    gazetteer = Gazetteer.load()
    return gazetteer.by_key(key).governorate if key in gazetteer else None


def occupation_of(words: str) -> str | None:
    """The occupation that a title names surely; None where it could be several."""
    coding = loaded().occupations.code(words) if words.strip() else None
    return str(coding.best.concept) if coding is not None and coding.best else None


def skills_of_occupation(occupation: str | None, language: str = "en") -> list[tuple[str, str, bool]]:
    """(concept, name, essential) of the skills that an occupation usually needs, the essential ones first."""
    pairs = vocabulary().skills_of(occupation) if occupation else []
    found = [(skill, label(skill, language), relation == "essential") for skill, relation in pairs]
    return sorted(found, key=lambda row: (not row[2], row[1]))


def towns_of(country: str, governorate: str) -> list[KnownPlace]:
    """The towns of a governorate, the largest first."""
    return [town for town in Gazetteer.load().of_country(country, "town") if town.governorate == governorate]


def search_places(words: str, language: str = "en", limit: int = 12) -> list[tuple[str, str]]:
    """(key, name) of the places that a few typed words may name, likeliest first."""
    return [(hit.place, place_name(hit.place, language)) for hit in code_place(words, k=limit)]
