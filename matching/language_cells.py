"""Read cells that name several languages with their levels. Use it through `matching.levels`."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from matching.level_coding import code_level, language_phrases, level_phrases, macrolanguage
from matching.place_names import words

_AND = r"\s+(?:and|et|en|und|û|u|و|dhe|i|ve|и)\s+|\s*[&+]\s*"
_SEPARATOR = re.compile(rf"({_AND})|\s*[;,/|\n\r•·،؛]\s*|\s*\.\s+", re.IGNORECASE)
_FILLERS = frozenset(
    words(
        "language languages langue langues taal talen لغة زمان زمانی ziman zimanê level niveau مستوى ئاستی speak "
        "speaks speaking spoken i is at my knows know parle spreekt spreken je ik يتكلم أتكلم يجيد أجيد دەزانم "
        "دەزانێت dizanim dizane written write reads read only oral"
    )
)
_FUZZY_FROM = 0.8  # likeness; below it a word is not taken for the misspelt name of a language


@dataclass(frozen=True, slots=True)
class ReadLanguage:
    """One language of a cell.

    `code` is ISO 639-3; `level` is CEFR 1..6, 0 for *known not held*, None where the cell does not say;
    `confidence` is the probability, in [0, 1], that language and level are both read right.
    """

    code: str
    level: int | None = None
    mother_tongue: bool = False
    confidence: float = 0.0


@dataclass(slots=True)
class _Mention:
    """A language named in a cell, with the levels said of it; `linked` if "and" stands before it."""

    code: str
    trust: float
    linked: bool
    levels: list = field(default_factory=list)


def parse_languages(cell):
    """The languages that a cell such as "English B2, Kurdish native; عربي جيد" names, in its order.

    Levels may stand before or after their language, several may be given ("speaking good, writing weak": the lower
    median counts), and "A and B fluent" says it of both. A dialect beside its macrolanguage replaces it.

    Parameters
    ----------
    cell : str or None

    Returns
    -------
    list of ReadLanguage
        Each code once; empty if the cell names no language.
    """
    mentions = []
    for linked, segment in _split(cell or ""):
        parts = words(segment)
        spans = _named(parts)
        if spans:
            mentions += _read(parts, spans, linked)
        elif mentions:
            level = _level(parts)
            mentions[-1].levels += [level] if level else []
    _share(mentions)
    best = {}
    for mention in _without_macrolanguages(mentions):
        read = _settle(mention)
        held = best.get(read.code)
        if held is None or (held.level is None and read.level is not None):
            best[read.code] = read
    return list(best.values())


def _split(cell):
    """Segments of a cell, each with whether "and" joins it to the one before."""
    linked, start = False, 0
    for separator in _SEPARATOR.finditer(cell):
        yield linked, cell[start : separator.start()]
        linked, start = separator[1] is not None, separator.end()
    yield linked, cell[start:]


def _named(parts):
    """Languages in folded words as (start, end, code, trust); misspelt names only where no name is exact."""
    spans = [(start, end, code, 0.98) for start, end, code, _ in language_phrases().spans(parts)]
    if spans:
        return spans
    levels = {at for start, end, _, _ in level_phrases().spans(parts) for at in range(start, end)}
    for at, word in enumerate(parts):
        near = language_phrases().near([word], shortest=5) if at not in levels and word not in _FILLERS else []
        if near and near[0][2] >= _FUZZY_FROM:
            spans.append((at, at + 1, near[0][0], near[0][2] - 0.1))
    return spans


def _read(parts, spans, linked):
    """Mentions of one segment with the levels that stand after them, or before them."""
    ends = [0, *(end for _, end, _, _ in spans)]
    starts = [*(start for start, _, _, _ in spans), len(parts)]
    gaps = [_level(parts[end:start]) for end, start in zip(ends, starts, strict=True)]
    if gaps[0] and not gaps[-1]:
        levels = gaps[:-1]
    else:
        levels = gaps[1:]
        levels[0] = levels[0] or gaps[0]
    if not levels[-1] and len(spans) > 1:
        levels[-2:] = _denied_last(parts[ends[-2] : starts[-2]], levels[-2:])
    mentions = []
    for at, ((start, _, code, trust), level) in enumerate(zip(spans, levels, strict=True)):
        joined = linked if at == 0 else start == ends[at] and parts[start].startswith("و")  # the Arabic "and"
        mentions.append(_Mention(code, trust, joined, [level] if level else []))
    return mentions


def _denied_last(gap, levels):
    """In "Kurdish native no English" the denial belongs to what follows."""
    hit = level_phrases().exact(gap[-1:]) if len(gap) > 1 else None
    if hit and hit[0][0] == 0:
        return [_level(gap[:-1]), _level(gap[-1:])]
    return levels


def _level(parts):
    """The level that some words say, or None."""
    said = [word for word in parts if word not in _FILLERS]
    return code_level(" ".join(parts)).best or code_level(" ".join(said)).best


def _share(mentions):
    """ "Kurdish and Arabic fluent": a language without a level takes that of the one it is linked to."""
    for before, mention in reversed(list(pairwise(mentions))):
        if mention.linked and mention.levels and not before.levels:
            before.levels = [replace(level, confidence=level.confidence * 0.7) for level in mention.levels]


def _without_macrolanguages(mentions):
    """Drop "Kurdish" where Sorani or Kurmanji stand beside it; they take its level if they have none."""
    kept = []
    for at, mention in enumerate(mentions):
        beside = [mentions[near] for near in (at - 1, at + 1) if 0 <= near < len(mentions)]
        dialects = [other for other in beside if macrolanguage(other.code) == mention.code]
        for dialect in dialects:
            dialect.levels = dialect.levels or mention.levels
        if not dialects:
            kept.append(mention)
    return kept


def _settle(mention):
    if not mention.levels:
        return ReadLanguage(mention.code, None, False, round(mention.trust, 3))
    ranked = sorted(mention.levels, key=lambda level: level.level)
    level = next((each for each in ranked if each.mother_tongue), ranked[(len(ranked) - 1) // 2])
    confidence = round(mention.trust * level.confidence, 3)
    return ReadLanguage(mention.code, level.level, level.mother_tongue, confidence)
