"""From what people type for a place to ranked places of the gazetteer. Use it through `matching.places`."""

import math
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.coding.results import Coding
from matching.distance import distance_m
from matching.place_names import AREA, QUARTER, TOWN, join, segments, skeleton, strip_hints, words
from matching.places import Gazetteer, KnownPlace

KNOWN_FROM = 0.5
NEAR_M = 45_000
LONGEST_NAME = 4  # words
PROGRAMME = frozenset(
    ["AM", "GE", "RU", "AF", "AL", "XK", "RS", "BA", "MK", "ME", "NG", "SN", "BF", "CM", "GN", "NE", "TN", "RW"]
)
_CASE_ENDINGS = "eaيه"
_RANK = {"country": 0, "region": 1, "governorate": 2, "district": 3, "town": 4, "quarter": 5}
_HINTED = {AREA: {"governorate", "region"}, TOWN: {"town", "district", "quarter"}, QUARTER: {"quarter"}}


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """One place that a text may mean; `place` is a key of the gazetteer, `confidence` in [0, 1]."""

    place: str
    label: str
    confidence: float
    kind: str
    country: str
    governorate: str | None = None

    @property
    def concept(self):
        """The key, under the name that all coders share."""
        return self.place


@dataclass(slots=True)
class _Guess:
    """A place for one part of the text: `quality` is how well the spelling fits, in (0, 1]."""

    place: KnownPlace
    quality: float
    hint: str | None
    score: float = 0.0


@dataclass(slots=True)
class _Part:
    """A part of the text that names one place, with its guesses."""

    guesses: list = field(default_factory=list)


class PlaceCoder:
    """Code texts to places.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer):
        self.gazetteer = gazetteer
        self._fuzzy = lru_cache(maxsize=20_000)(self._misspelt)

    @staticmethod
    @lru_cache(maxsize=1)
    def builtin():
        """The coder over the built-in gazetteer."""
        return PlaceCoder(Gazetteer.load())

    def code(self, text, country=None, k=5):
        """See `matching.places.code_place`."""
        parts = self._parts(text or "")
        guesses = self._weigh(parts, country)
        if not guesses:
            return Coding(text or "")
        results = tuple(_coded(guess, share) for guess, share in _shares(guesses))[:k]
        return Coding(text, results, results[0].confidence >= KNOWN_FROM)

    def _parts(self, text):
        whole = words(text)
        exact = self.gazetteer.spelled_key(join(whole))
        if exact:
            return [_Part([_Guess(place, 1.0, None) for place in exact])]
        parts = [part for segment in segments(text) for part in self._segment(words(segment))]
        return [_Part(_only_country(part.guesses)) for part in parts] if len(parts) > 1 else parts

    def _segment(self, parts):
        """One segment may be one name, several names in a row, or a misspelt name."""
        rest, hint = strip_hints(parts)
        for candidate in (parts, rest):
            exact = self._exact(join(candidate))
            if exact:
                return [_Part([_Guess(place, quality, hint) for place, quality in exact])]
        return self._windows(rest, hint) if rest else []

    def _exact(self, key):
        """Places of exactly this key, or of the key without a Kurdish case ending (li Duhokê, شاری هەولێری)."""
        found = self.gazetteer.spelled_key(key)
        if found or len(key) < 5 or key[-1] not in _CASE_ENDINGS:
            return [(place, 1.0) for place in found]
        return [(place, 0.9) for place in self.gazetteer.spelled_key(key[:-1]) if place.country == "IQ"]

    def _windows(self, parts, hint):
        """Names inside a longer text, the longest first, and what lies between them read as misspelt names."""
        spans, loose, start = [], [], 0
        while start < len(parts):
            size = self._longest(parts[start:], alone=len(parts) == 1)
            if size:
                spans.append(parts[start : start + size])
            else:
                loose.append(parts[start])
            start += size or 1
        share = sum(len(word) for span in spans for word in span) / sum(map(len, parts))
        found = [_Part([_Guess(p, q * _worth(p, share), hint) for p, q in self._exact(join(span))]) for span in spans]
        if loose:
            lowest = 0.6 if found else 0.0
            near = [_Guess(place, value, hint) for place, value in self._fuzzy(join(loose)) if value >= lowest]
            found += [_Part(near)] if near else []
        return found

    def _longest(self, parts, alone):
        """How many of the first words make up a name; a name of less than four letters must stand alone."""
        for size in range(min(LONGEST_NAME, len(parts)), 0, -1):
            key = join(parts[:size])
            if (alone or len(key) >= 4) and self._exact(key):
                return size
        return 0

    def _misspelt(self, key):
        """Places whose spelling is near a key, with the quality of the best spelling."""
        if len(key) < 4:
            return []
        near = process.extract(
            key, self.gazetteer.spellings, scorer=OSA.normalized_similarity, score_cutoff=0.7, limit=40
        )
        quality = {spelling: _closeness(key, spelling, score) for spelling, score, _ in near}
        for spelling in self.gazetteer.alike(key):
            if spelling.isascii() != key.isascii():
                quality[spelling] = 0.65 if len(skeleton(key)) >= 4 else 0.5
        best = {}
        for spelling, value in quality.items():
            for place in self.gazetteer.spelled_key(spelling):
                best[place] = max(best.get(place, 0.0), value * _likely(place))
        return list(best.items())

    def _weigh(self, parts, country):
        """Score every guess by spelling, size, country and agreement with the other parts, best first."""
        best = {}
        for part in parts:
            others = [other for other in parts if other is not part]
            named = {guess.place.country for guess in part.guesses if guess.place.kind == "country"}
            for guess in part.guesses:
                guess.score = _prior(guess, country) + sum(self._agreement(guess.place, other) for other in others)
                if guess.place.kind == "town" and guess.place.country in named:
                    guess.score += 6  # Tunis, Luxembourg: who names the town means it more often than the country
                held = best.get(guess.place.key)
                if held is None or guess.score > held.score:
                    best[guess.place.key] = guess
        return sorted(best.values(), key=lambda guess: (-guess.score, guess.place.key))

    def _agreement(self, place, part):
        """Another part that lies around or near a place speaks for it, the more so if it is the wider of the two."""
        bonus = 0.0
        for other in part.guesses:
            there = other.place
            if there.key == place.key or there.country != place.country or other.quality < 0.6:
                continue
            if there.kind == "country":
                bonus = max(bonus, 8.0 if place.kind != "country" else 0.0)
            elif place.kind != "country" and _together(place, there):
                bonus = max(bonus, 6.0 + (9.0 if self._wider(there, place) else 0.0))
        return bonus

    def _wider(self, there, place):
        """Whether one place stands for the surroundings of another: a wider kind, a capital, a much larger town."""
        if _RANK[there.kind] != _RANK[place.kind]:
            return _RANK[there.kind] < _RANK[place.kind]
        capital, other = self._is_capital(there), self._is_capital(place)
        return capital if capital != other else there.population > 2 * place.population

    def _is_capital(self, place):
        key = f"area:{place.governorate}"
        if key not in self.gazetteer or place.kind != "town":
            return False
        area = self.gazetteer.by_key(key)
        return (area.latitude, area.longitude) == (place.latitude, place.longitude)


def _is_home(place):
    return place.country == "IQ" or place.country in PROGRAMME


def _worth(place, share):
    """How well names fit that make up a share of the letters; far places need the text nearly to themselves."""
    return 0.8 + 0.2 * share if _is_home(place) or place.kind == "country" else share * share


def _likely(place):
    """How far a misspelt name may be taken for a place: small and far ones are like too many other words."""
    if place.country == "IQ":
        return 1.0
    if place.kind == "country" or not _is_home(place):
        return 0.8
    return 0.95 if place.population >= 50_000 else 0.75


def _only_country(guesses):
    """In a text that names other places, the name of a country is the country."""
    return [guess for guess in guesses if guess.place.kind == "country"] or guesses


def _closeness(key, spelling, similarity):
    """How far a near spelling can be trusted: more with the same consonants, less if short or begun otherwise."""
    trust = 1 - (1 - similarity) * 2.2
    if key[0] != spelling[0]:
        trust -= 0.12
    elif skeleton(key) == skeleton(spelling):
        trust += 0.15
    return min(0.93, max(0.05, trust - (0.12 if len(key) < 5 else 0.0)))


def _prior(guess, country):
    place = guess.place
    score = 0.6 * math.log(place.population + 500) + 14 * math.log(guess.quality)
    if place.kind == "country":
        score = 14 + 14 * math.log(guess.quality)
    elif place.country == "IQ":
        score += 4
    elif place.country in PROGRAMME:
        score += 1.5
    if place.kind in {"governorate", "region"}:
        score -= 1.5
    if guess.hint:
        score += 8 if place.kind in _HINTED[guess.hint] else -2
    if country and place.kind != "country":
        score += 5 if place.country == country else -4
    return score


def _together(place, there):
    if there.kind == "region" or (place.governorate and place.governorate == there.governorate):
        return True
    return _near(place, there)


def _near(place, there):
    if place.latitude is None or there.latitude is None:
        return False
    return distance_m(place.latitude, place.longitude, there.latitude, there.longitude) <= NEAR_M


def _shares(guesses):
    """Guesses with confidences: the share among all guesses, times how well the spelling fits."""
    top = guesses[0].score
    weights = [math.exp(max(-50.0, guess.score - top)) for guess in guesses]
    total = sum(weights)
    return [(guess, 0.98 * guess.quality * weight / total) for guess, weight in zip(guesses, weights, strict=True)]


def _coded(guess, confidence):
    place = guess.place
    return CodedPlace(place.key, place.name(), confidence, place.kind, place.country, place.governorate)
