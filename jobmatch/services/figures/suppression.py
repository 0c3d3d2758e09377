"""Small numbers identify: a count under five is not told, and cannot be had from the others by subtraction.

Three steps. *Primary*: every count of one to four people or referrals becomes "fewer than 5"; in a group of so few
people, everything about them does. *Complementary*: wherever what is hidden in a sum would follow from the rest, or
would add up to fewer than five, the smallest other part is withheld too. *Audit*: a linear programme asks for every
small count whether two different values fit all that is shown; where only one does, one more number is withheld.

A zero is told, for it is about nobody, except in a group of so few people.

References
----------
Hundepool et al., Statistical Disclosure Control, 2012, chapter 4 (cell suppression and its audit).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from jobmatch.services.figures.report import BREAKDOWNS, Report

FEWER_THAN_FIVE = "fewer than 5"
WITHHELD = "not shown"
LEAST = 5
PERSONAL = (
    "registered",
    "withdrawn",
    "active",
    "employed",
    "employed_through_service",
    "employed_own_network",
    "self_employed",
    "in_training",
    "looking",
)
REFERRAL = ("referrals", "interviews", "offers_made")
SUMS = {
    "registered": ("withdrawn", "active"),
    "active": ("employed", "in_training", "looking"),
    "employed": ("employed_through_service", "employed_own_network", "self_employed"),
}

Row = tuple[str, str]
Cell = tuple[Row, str]
TOTAL: Row = ("total", "total")


@dataclass(frozen=True)
class Sum:
    """One cell is the sum of others, and every reader knows it."""

    whole: Cell
    parts: tuple[Cell, ...]


def suppress_small_counts(report: Report) -> Report:
    """The report for a reader who may not see the records: counts, or `FEWER_THAN_FIVE`, or `WITHHELD`."""
    rows = {TOTAL: report.figures}
    rows |= {(name, group["key"]): group["figures"] for name in BREAKDOWNS for group in report.groups[name]}
    values = {(row, key): figures[key] for row, figures in rows.items() for key in (*PERSONAL, *REFERRAL)}
    secret = {cell for cell, value in values.items() if 0 < value < LEAST}
    small = secret | {(row, key) for row in rows for key in PERSONAL if (row, "registered") in secret}
    hidden = set(small)
    sums = list(known_sums(rows))
    complement(values, hidden, sums)
    while pinned := recoverable(values, hidden, small, secret=secret, sums=sums):
        if not withhold_beside(pinned, values, hidden, sums):
            break
        complement(values, hidden, sums)

    def shown(row: Row) -> dict[str, Any]:
        return {key: told(value, (row, key), hidden, small) for key, value in rows[row].items()}

    groups = {
        name: [{"key": group["key"], "figures": shown((name, group["key"]))} for group in report.groups[name]]
        for name in BREAKDOWNS
    }
    return replace(report, figures=shown(TOTAL), groups=groups)


def told(value: Any, cell: Cell, hidden: set[Cell], small: set[Cell]) -> Any:
    """A figure as it is told."""
    if cell in small or (cell[1] == "positions_referred" and value is not None and 0 < value < LEAST):
        return FEWER_THAN_FIVE
    return WITHHELD if cell in hidden else value


def known_sums(rows: dict[Row, Any]) -> Iterator[Sum]:
    """Every sum that a reader can write down: within a row, and over the groups of a breakdown."""
    for row in rows:
        for whole, parts in SUMS.items():
            yield Sum((row, whole), tuple((row, part) for part in parts))
    for breakdown in BREAKDOWNS:
        groups = [row for row in rows if row[0] == breakdown]
        for key in (*PERSONAL, *REFERRAL) if groups else ():
            yield Sum((TOTAL, key), tuple((row, key) for row in groups))


def complement(values: dict[Cell, int], hidden: set[Cell], sums: list[Sum]) -> None:
    """Withhold more until no sum gives away what it hides, nor a total of less than five."""
    changed = True
    while changed:
        changed = False
        for known in sums:
            parts = [cell for cell in known.parts if cell in hidden]
            if known.whole in hidden:
                leaks = not parts
            else:
                derived = sum(values[cell] for cell in parts)
                leaks = derived > 0 and (len(parts) < 2 or derived < LEAST)
            if leaks and (cell := smallest_shown(known, values, hidden)):
                hidden.add(cell)
                changed = True


def smallest_shown(known: Sum, values: dict[Cell, int], hidden: set[Cell]) -> Cell | None:
    """The part of a sum that costs least to withhold; the whole where every part is hidden or zero."""
    parts = [cell for cell in known.parts if cell not in hidden and values[cell] >= LEAST]
    if parts:
        return min(parts, key=lambda cell: (values[cell], cell))
    return known.whole if known.whole not in hidden and values[known.whole] >= LEAST else None


def withhold_beside(pinned: set[Cell], values: dict[Cell, int], hidden: set[Cell], sums: list[Sum]) -> bool:
    """Withhold one more number in a sum with a cell that can be recovered; false if there is none left."""
    for known in sums:
        if (known.whole in pinned or pinned & set(known.parts)) and (cell := smallest_shown(known, values, hidden)):
            hidden.add(cell)
            return True
    return False


def recoverable(
    values: dict[Cell, int], hidden: set[Cell], small: set[Cell], *, secret: set[Cell], sums: list[Sum]
) -> set[Cell]:
    """The `secret` counts for which all that is shown leaves only one value.

    A reader knows that a small count is 0 to 4 and that a withheld one is 5 or more.
    """
    import numpy as np
    from scipy.optimize import linprog

    cells = sorted(hidden)
    at = {cell: number for number, cell in enumerate(cells)}
    left, right = [], []
    for known in sums:
        line = np.zeros(len(cells))
        constant = 0
        for sign, cell in ((-1, known.whole), *((1, part) for part in known.parts)):
            if cell in at:
                line[at[cell]] += sign
            else:
                constant -= sign * values[cell]
        if line.any():
            left.append(line)
            right.append(constant)
    if not left:
        return set()
    matrix, constants = np.array(left), np.array(right)
    bounds = [(0, LEAST - 1) if cell in small else (LEAST, None) for cell in cells]
    truth = np.array([values[cell] for cell in cells])
    free = np.zeros(len(cells), bool)

    def explore(objective: Any) -> None:
        found = linprog(objective, A_eq=matrix, b_eq=constants, bounds=bounds, method="highs")
        if found.x is not None:
            free[:] |= np.abs(found.x - truth) >= 1 - 1e-6

    ours = np.array([float(cell in small) for cell in cells])
    explore(ours)
    explore(-ours)
    for cell in sorted(secret):
        for sign in (1, -1):
            if not free[at[cell]]:
                objective = np.zeros(len(cells))
                objective[at[cell]] = sign
                explore(objective)
    return {cell for cell in secret if not free[at[cell]]}
