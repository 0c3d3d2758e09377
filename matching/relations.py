"""What the ranking knows of how near two skills, or two occupations, are to each other."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

SAME = 1000
MOST_RELATED = 20  # per skill; more would cost time and add only the weakest

# What two occupations share when their ISCO-08 codes agree in the first four, three, two or one digits.
ISCO_NEARNESS = {4: 0.9, 3: 0.6, 2: 0.35, 1: 0.1, 0: 0.0}


class Relations:
    """Similar skills and near occupations, built from iterables; never changed afterwards.

    Parameters
    ----------
    skills : iterable of (skill, related, similarity)
        Similarity in (0, 1): how much of `skill` a person who holds `related` can be taken to have.
        It is kept in thousandths, so that sums are exact.
    occupations : iterable of (occupation, near, nearness)
        Nearness in (0, 1]; overrides what the ISCO codes say where it is higher.
    """

    def __init__(
        self, skills: Iterable[tuple[str, str, float]] = (), occupations: Iterable[tuple[str, str, float]] = ()
    ):
        self._skills: dict[str, dict[str, int]] = {}
        for skill, related, similarity in skills:
            self._relate(skill, related, similarity)
        self._occupations = {(a, b): float(nearness) for a, b, nearness in occupations}
        self._skills = {skill: _strongest(related) for skill, related in self._skills.items()}

    def _relate(self, skill: str, related: str, similarity: float) -> None:
        thousandths = round(similarity * SAME)
        if not 0 < thousandths < SAME:
            if skill == related:
                return
            raise ValueError(f"the similarity of {skill} and {related} must lie in (0, 1), not {similarity}")
        known = self._skills.setdefault(skill, {})
        known[related] = max(thousandths, known.get(related, 0))

    def related(self, skill: str) -> Mapping[str, int]:
        """Skills that stand in for `skill`, nearest first, with their similarity in thousandths (1..999)."""
        return self._skills.get(skill, MappingProxyType({}))

    def nearness(self, occupation: str | None, isco: str | None, other: str, other_isco: str) -> float:
        """How near two occupations are, in [0, 1]: the same 1, else the better of the relation and the ISCO codes."""
        if occupation is not None and occupation == other:
            return 1.0
        by_code = ISCO_NEARNESS[shared_digits(isco, other_isco)]
        return max(by_code, self._occupations.get((occupation, other), 0.0)) if occupation else by_code


def shared_digits(isco: str | None, other: str | None) -> int:
    """How many leading digits two ISCO-08 codes share, 0..4.

    >>> shared_digits("7212", "7214")
    3
    """
    count = 0
    for a, b in zip(isco or "", other or "", strict=False):
        if a != b or count == 4:
            break
        count += 1
    return count


def _strongest(related: Mapping[str, int]) -> dict[str, int]:
    ordered = sorted(related.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:MOST_RELATED])
