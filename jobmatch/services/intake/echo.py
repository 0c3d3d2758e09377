"""Files of this service that come back: a cell that says what is recorded is no news, whatever words it says it in.

Reading a cell never gives back more than what was meant, and words lose a little: a level of education has many names,
a skill's label may stand for two concepts. So the cells of a known row are first compared with what an export would
write for the record now, and only those that differ are read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.intake.cells import clean
from models import ImportKind, ImportRow, ImportRun

REFERENCE = {ImportKind.JOB_SEEKERS: "case_reference", ImportKind.VACANCIES: "reference"}
"""The field that a row is known by: it is read in any case."""
PARTED = frozenset(
    {"skills", "occupations_held", "occupations_wanted", "languages", "skills_essential", "skills_optional"}
)
"""Fields whose parts are added to what is recorded: parts that are recorded already are left out one by one."""
TOGETHER = frozenset({"pay", "pay_currency", "pay_period"})
BETWEEN = ";"


@dataclass(frozen=True)
class Recorded:
    """What an export would write into one cell: `texts` as in CSV or a workbook, `number` where it is one."""

    texts: frozenset[str]
    number: float | None = None

    def says(self, cell: str) -> bool:
        """Whether a cleaned cell says just this."""
        if cell in self.texts:
            return True
        try:
            return self.number is not None and float(cell) == self.number
        except ValueError:
            return False


Records = Callable[[Session, ImportRun, Sequence[int]], Mapping[int, Sequence[Sequence[Recorded]]]]
"""For some records, by id: for each column of the file what it may say, in each language that the file may be in."""


def news_only(run: ImportRun, cells: Sequence[str], recorded: Sequence[Sequence[Recorded]]) -> list[str]:
    """The cleaned cells of a row without those that say what is recorded; the reference stays.

    An amount, its currency and its period are read together: where one of them is news, all of them stay.
    """
    fields = fields_of(run, len(cells))
    beyond: list[Sequence[Recorded]] = [()] * len(cells)
    left = [
        text if field == REFERENCE[run.kind] else unsaid(text, field, said)
        for text, field, said in zip(cells, fields, [*recorded, *beyond], strict=False)
    ]
    if any(text and field in TOGETHER for text, field in zip(left, fields, strict=False)):
        left = [cells[at] if fields[at] in TOGETHER else text for at, text in enumerate(left)]
    return left


def fields_of(run: ImportRun, width: int) -> list[str | None]:
    """The field of each column; cells beyond the headings have none."""
    return [*run.mapping, *[None] * (width - len(run.mapping))]


def unsaid(text: str, field: str | None, recorded: Sequence[Recorded]) -> str:
    """A cell, or what is left of it once everything recorded is taken away."""
    if not text or any(one.says(text) for one in recorded):
        return ""
    if field not in PARTED:
        return text
    known = {part for one in recorded for said in one.texts for part in parts(said)}
    return f"{BETWEEN} ".join(part for part in parts(text) if part not in known)


def parts(text: str) -> list[str]:
    """The parts of a cell that lists several things, as an export sets them apart."""
    return [part.strip() for part in text.split(BETWEEN) if part.strip()]


def cells_of(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """The cleaned cells of some rows, by the row's id."""
    rows = session.execute(select(ImportRow.id, ImportRow.cells).where(ImportRow.id.in_(ids)))
    return {row_id: [clean(cell) for cell in cells] for row_id, cells in rows}


def came_from_us(run: ImportRun) -> bool:
    """Whether the file is an export of this service."""
    return bool((run.source or {}).get("export"))


Reread = Callable[[Sequence[tuple[Any, dict[str, Any]]]], Mapping[int, dict[str, Any]]]
"""From rows of known records, with what was judged of them, to what they say that is new, by the row's id."""
