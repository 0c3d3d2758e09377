"""What coding answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coded:
    """One concept that a text may mean.

    `concept` is a key of the vocabulary, `kind` its kind, `isco` the ISCO-08 code of occupations, `label` the name
    that was most like the text (not the preferred name: ask the vocabulary for that), `confidence` the calibrated
    probability, in [0, 1], that the concept is right, and `score` the likeness that the order comes from.
    """

    concept: str
    label: str
    confidence: float
    isco: str | None = None
    kind: str = "occupation"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Coding:
    """The answer for one text: a sequence of `Coded`, best first.

    `known` says whether the first, or for occupations its ISCO group, may be taken as right. If it is false the coder
    does not know: the results, if any, are guesses to choose from. `text` is the part of the input that was coded.
    """

    text: str
    results: tuple[Coded, ...] = ()
    known: bool = False

    @property
    def best(self):
        """The first result if it is known, else None."""
        return self.results[0] if self.known else None

    def __iter__(self):
        return iter(self.results)

    def __len__(self):
        return len(self.results)

    def __getitem__(self, position):
        return self.results[position]
