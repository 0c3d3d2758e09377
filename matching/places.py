"""Places: towns, quarters, governorates and countries with their spellings, and coding of what people type.

The gazetteer is made by `matching.gazetteer_build` from GeoNames (CC BY 4.0) and the project's own additions.
"""

import csv
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from matching import profiles
from matching.coding.results import Coding
from matching.place_names import skeleton, spelling_key

PLACES = Path(__file__).parent / "vocabulary" / "places"
LANGUAGES = ("en", "fr", "nl", "ar", "ckb", "kmr")
COLUMNS = ("key", "kind", "country", "governorate", "latitude", "longitude", "population", *LANGUAGES, "keys")
TWO_SCRIPTS = frozenset({"IQ", "AF", "TN", "SY"})


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place of the gazetteer.

    `key` is ``geonames:95446``, ``place:bardarash``, ``area:IQ-DA`` or ``country:IQ``; `kind` is town, quarter,
    district, governorate, region or country. `governorate` is ISO 3166-2 or a project code (IQ-XHA for Halabja, XK-..
    for Kosovo), as administered. A governorate lies at its capital; a country has no coordinates. `names` are in
    the order of `LANGUAGES`.
    """

    key: str
    kind: str
    country: str
    governorate: str | None
    latitude: float | None
    longitude: float | None
    population: int
    names: tuple[str, ...]

    def name(self, language="en"):
        """The name in a language, the English one where the gazetteer has no other."""
        return self.names[LANGUAGES.index(language)] or self.names[0]

    def profile(self):
        """The place as the ranking takes it, or None for a country, which is no point."""
        if self.latitude is None or self.longitude is None:
            return None
        return profiles.Place(self.latitude, self.longitude, self.governorate, self.country)


class Gazetteer:
    """Places by key, by code and by spelling. Make it with `Gazetteer.load()`.

    Parameters
    ----------
    rows : iterable of sequence of str
        Cells in the order of `COLUMNS`; the last one holds folded spellings, joined by ``|``.

    Raises
    ------
    ValueError
        If a row has another number of cells.
    """

    def __init__(self, rows):
        self._rows = list(rows)
        self._at = {}
        self._by_spelling = {}
        by_spelling = self._by_spelling
        for at, row in enumerate(self._rows):
            if len(row) != len(COLUMNS):
                raise ValueError(f"gazetteer row {at + 1}: {len(row)} cells, not {len(COLUMNS)}")
            self._at[row[0]] = at
            for spelling in row[-1].split("|"):
                held = by_spelling.setdefault(spelling, at)
                if held != at:  # a namesake: most spellings have one place only, and a number is less than a tuple
                    by_spelling[spelling] = (*held, at) if isinstance(held, tuple) else (held, at)

    @staticmethod
    @lru_cache(maxsize=1)
    def load():
        """The built-in gazetteer, read once a process."""
        with (PLACES / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            return Gazetteer(reader)

    def __len__(self):
        return len(self._rows)

    def __contains__(self, key):
        return key in self._at

    def by_key(self, key):
        """The place of a key.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self._place(self._at[key])

    def governorate(self, code):
        """The governorate, state or region of an ISO 3166-2 or project code.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self.by_key(f"area:{code}")

    def of_country(self, country, *kinds):
        """The places of a country (ISO 3166-1 alpha-2), of some kinds if any is named, the largest first."""
        rows = [at for at, row in enumerate(self._rows) if row[2] == country and (not kinds or row[1] in kinds)]
        return sorted(map(self._place, rows), key=lambda place: (-place.population, place.key))

    def names(self, key, language="en"):
        """The names of a place: in this language first, then those of other languages that differ.

        Raises
        ------
        KeyError
            If the place or the language is unknown.
        """
        if language not in LANGUAGES:
            raise KeyError(language)
        place = self.by_key(key)
        return tuple(dict.fromkeys(name for name in (place.name(language), *place.names) if name))

    def spelled(self, text):
        """The places that have exactly this spelling once folded, in the order of the gazetteer."""
        return self.spelled_key(spelling_key(text))

    def spelled_key(self, key):
        """The places of one folded spelling."""
        return [self._place(at) for at in self._positions(key)]

    def _positions(self, key):
        held = self._by_spelling.get(key, ())
        return held if isinstance(held, tuple) else (held,)

    @cached_property
    def spellings(self):
        """Every folded spelling, each once."""
        return list(self._by_spelling)

    def starting(self, prefix, country=None, k=10):
        """The places with a spelling that starts so, for search while typing: Iraq's first, then the largest.

        Parameters
        ----------
        prefix : str
            Two letters or more once folded; nothing is found for less.
        country : str, optional
            ISO 3166-1 alpha-2; only its places.
        k : int, > 0

        Returns
        -------
        list of KnownPlace
        """
        key = spelling_key(prefix)
        if len(key) < 2:
            return []
        first = bisect_left(self._sorted_spellings, key)
        last = bisect_left(self._sorted_spellings, key + "\U0010ffff")
        rows = {at for spelling in self._sorted_spellings[first:last] for at in self._positions(spelling)}
        rows = {at for at in rows if country is None or self._rows[at][2] == country}
        return sorted(map(self._place, rows), key=_order_while_typing)[:k]

    @cached_property
    def _sorted_spellings(self):
        return sorted(self._by_spelling)

    @cached_property
    def _by_skeleton(self):
        found = {}
        for row in self._rows:
            if row[2] in TWO_SCRIPTS:
                for spelling in row[-1].split("|"):
                    found.setdefault(skeleton(spelling), []).append(spelling)
        return found

    def alike(self, key):
        """Spellings with the same three or more consonants as a folded one, in countries that write two scripts."""
        consonants = skeleton(key)
        return self._by_skeleton.get(consonants, []) if len(consonants) >= 3 else []

    def _place(self, at):
        key, kind, country, governorate, latitude, longitude, population, *names, _ = self._rows[at]
        return KnownPlace(
            key,
            kind,
            country,
            governorate or None,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            int(population),
            tuple(names),
        )


def _order_while_typing(place):
    share = 0.2 if place.kind == "governorate" else 1.0  # after the town of the same name
    return place.country != "IQ", -place.population * share, place.key


def code_place(text, country=None, k=5):
    """The places that a text most likely names.

    Parameters
    ----------
    text : str
        A town, quarter, governorate or country in any of the scripts, alone or with its surroundings ("Ankawa,
        Erbil", "محافظة دهوك - زاخو", "near Koya").
    country : str, optional
        ISO 3166-1 alpha-2; where the place most likely is.
    k : int, > 0

    Returns
    -------
    Coding
        At most k `CodedPlace`, best first; `known` is false for text that names no place, or too many alike.
    """
    from matching.place_coding import PlaceCoder

    return PlaceCoder.builtin().code(text, country, k)


def code_places(texts, country=None, k=5):
    """`code_place` for each of many texts: a list of `Coding`; equal texts are coded once."""
    distinct = {text: code_place(text, country, k) for text in dict.fromkeys(texts)}
    return [distinct[text] for text in texts]


__all__ = ["COLUMNS", "LANGUAGES", "Coding", "Gazetteer", "KnownPlace", "code_place", "code_places"]
