"""Find known phrases in short texts, in any script: the small coders of languages, levels and education use it."""

import csv
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.place_names import join, words

VOCABULARY = Path(__file__).parent / "vocabulary"
LONGEST = 5  # words
NEAREST = 0.78  # likeness from which a misspelt phrase is considered


class Phrases:
    """Phrases with what they mean, found whatever their accents, spaces, letter variants or doubled letters.

    Parameters
    ----------
    pairs : iterable of (str, hashable)
        Phrase and meaning. Of two meanings under one folded phrase the first stays; `clashes` lists the others.

    Attributes
    ----------
    meanings : dict of str to (meaning, phrase as written)
    clashes : list of (str, meaning, meaning)
    """

    def __init__(self, pairs):
        self.meanings = {}
        self.clashes = []
        self._literal = {}
        for phrase, meaning in pairs:
            self._literal.setdefault(phrase.casefold(), (meaning, phrase))
            held = self.meanings.setdefault(join(words(phrase)), (meaning, phrase))
            if held[0] != meaning:
                self.clashes.append((phrase, held[0], meaning))
        self._keys = list(self.meanings)

    def literal(self, text):
        """The (meaning, phrase) of a text as it is written, accents included, or None: "collège" is no "college"."""
        return self._literal.get(text.strip().casefold())

    def exact(self, parts):
        """The (meaning, phrase) of folded words taken as a whole, or None.

        An Arabic "and" that is written onto the first word is looked through.
        """
        if not parts:
            return None
        found = self.meanings.get(join(parts))
        if found is None and len(parts[0]) >= 4 and parts[0][0] == "و":
            found = self.meanings.get(join([*words(parts[0][1:]), *parts[1:]]))
        return found

    def spans(self, parts):
        """Phrases inside folded words, from the left, the longest first, without overlap.

        Returns
        -------
        list of (start, end, meaning, phrase)
        """
        found, start = [], 0
        while start < len(parts):
            for end in range(min(len(parts), start + LONGEST), start, -1):
                hit = self.exact(parts[start:end])
                if hit is not None:
                    found.append((start, end, *hit))
                    break
            start = found[-1][1] if found and found[-1][1] > start else start + 1
        return found

    def near(self, parts, shortest=4):
        """Phrases that folded words may be a misspelling of.

        Returns
        -------
        list of (meaning, phrase, likeness in (0, 1))
            Best first, each meaning once.
        """
        key = join(parts)
        if len(key) < shortest:
            return []
        hits = process.extract(key, self._keys, scorer=OSA.normalized_similarity, score_cutoff=NEAREST, limit=10)
        best = {}
        for phrase, likeness, _ in hits:
            meaning, written = self.meanings[phrase]
            if len(phrase) >= shortest:
                best.setdefault(meaning, (written, likeness - (0.1 if phrase[0] != key[0] else 0.0)))
        ranked = sorted(best.items(), key=lambda item: -item[1][1])
        return [(meaning, written, likeness) for meaning, (written, likeness) in ranked]


def rows(*path):
    """The rows of a CSV table of the vocabulary, as dicts."""
    with VOCABULARY.joinpath(*path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
