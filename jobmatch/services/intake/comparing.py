"""Every understood row gets its likely outcome: somebody new, somebody known, perhaps somebody known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch.services.intake.knowing import Directory, Finding, Known, people_of
from jobmatch.services.names import name_key
from models import (
    FormerReference,
    ImportKind,
    ImportRow,
    ImportRun,
    ImportState,
    JobSeeker,
    RowOutcome,
    Vacancy,
    utc_now,
)

CHUNK = 500
UNTOUCHED = (RowOutcome.REJECTED, RowOutcome.SKIPPED)


def compare_rows(session: Session, run: ImportRun) -> None:
    """Compare every row with the people of the office, or with the vacancies, and with the rows before it. Flushes."""
    started = utc_now()
    compare = PeopleComparison(session, run) if run.kind is ImportKind.JOB_SEEKERS else VacancyComparison(session, run)
    outcomes: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for batch in staged_rows(session, run):
        before = rows_loaded_before(session, run, [row.fingerprint for row in batch if row.fingerprint])
        changed = []
        compare.prepare([row for row in batch if row.parsed])
        for row in batch:
            outcome = row.outcome
            if row.fingerprint and not (row.parsed or {}).get("rejected"):
                values = compare.judge(row, before.get(row.fingerprint))
                outcome = values["outcome"]
                changed.append({"id": row.id, **values})
                problems.update(problem["code"] for problem in values["problems"])
            else:
                problems.update(problem["code"] for problem in row.problems)
            outcomes[outcome.value if outcome else ""] += 1
        if changed:
            session.execute(update(ImportRow), changed)
    run.counts = {"outcomes": dict(outcomes), "problems": dict(problems)}
    run.compared_at = started
    session.flush()


def staged_rows(session: Session, run: ImportRun) -> Iterator[list[Any]]:
    """The rows of a run in the file's order, a batch at a time."""
    columns = (
        ImportRow.id,
        ImportRow.number,
        ImportRow.fingerprint,
        ImportRow.parsed,
        ImportRow.outcome,
        ImportRow.problems,
    )
    last = -1
    while True:
        query = select(*columns).where(ImportRow.run_id == run.id, ImportRow.number > last)
        batch = list(session.execute(query.order_by(ImportRow.number).limit(CHUNK)))
        if not batch:
            return
        last = batch[-1].number
        yield batch


def rows_loaded_before(session: Session, run: ImportRun, marks: Sequence[str]) -> dict[str, int]:
    """From a row's fingerprint to the record that the same row became in an earlier file of this office."""
    target = JobSeeker if run.kind is ImportKind.JOB_SEEKERS else Vacancy
    query = (
        select(ImportRow.fingerprint, ImportRow.row_id)
        .join(ImportRun, ImportRun.id == ImportRow.run_id)
        .join(target, target.id == ImportRow.row_id)
        .where(
            ImportRow.fingerprint.in_(marks),
            ImportRun.state == ImportState.SAVED,
            ImportRun.kind == run.kind,
            ImportRun.id != run.id,
            ImportRow.outcome.not_in(UNTOUCHED),
        )
    )
    query = query.where(ImportRun.office_id == run.office_id if run.office_id else ImportRun.office_id.is_(None))
    return {mark: row_id for mark, row_id in session.execute(query) if row_id} if marks else {}


def judged(outcome: RowOutcome, problems: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """The columns that comparing sets."""
    return {"outcome": outcome, "row_id": None, "same_as": None, "evidence": [], "problems": list(problems), **more}


class PeopleComparison:
    """Rows of people against the office's people and the rows before."""

    def __init__(self, session: Session, run: ImportRun) -> None:
        self.session = session
        self.run = run
        self.directory: Directory = people_of(session, run.office_id or 0)
        self.met: dict[str, int] = {}
        self.taken: set[str] = set()

    def prepare(self, batch: Sequence[Any]) -> None:
        """Learn which references of a batch belong to other offices."""
        wanted = {ref for row in batch if (ref := (row.parsed.get("values") or {}).get("case_reference"))}
        if wanted:
            elsewhere = select(JobSeeker.case_reference).where(
                JobSeeker.case_reference.in_(wanted), JobSeeker.office_id != self.run.office_id
            )
            merged = (
                select(FormerReference.reference)
                .join(JobSeeker)
                .where(FormerReference.reference.in_(wanted), JobSeeker.office_id != self.run.office_id)
            )
            self.taken.update(self.session.scalars(elsewhere), self.session.scalars(merged))

    def judge(self, row: Any, loaded: int | None) -> dict[str, Any]:
        """The outcome of one row."""
        problems = [p for p in row.problems if p["code"] not in ("reference_taken", "reference_of_another")]
        if loaded is not None:
            return judged(RowOutcome.UNCHANGED, problems, row_id=loaded, evidence=["same_row_before"])
        if row.fingerprint in self.met:
            earlier = self.met[row.fingerprint]
            return judged(RowOutcome.UNCHANGED, problems, same_as=earlier, evidence=["same_row_in_file"])
        asked = known_of(row)
        if asked.reference in self.taken:
            problems.append({"column": "", "value": asked.reference or "", "code": "reference_taken"})
            asked.reference = None
        found = self.directory.find(asked)
        if found and "other_name" in found.evidence:
            problems.insert(0, {"column": "", "value": asked.reference or "", "code": "reference_of_another"})
            return judged(RowOutcome.REJECTED, problems)
        self.met[row.fingerprint] = row.number
        return self.outcome(asked, found, problems)

    def outcome(self, asked: Known, found: Finding | None, problems: list[Any]) -> dict[str, Any]:
        """Somebody new is findable for the rows that follow."""
        if found and found.same:
            held = found.known
            return judged(
                RowOutcome.UPDATED, problems, row_id=held.row_id, same_as=held.number, evidence=list(found.evidence)
            )
        self.directory.add(asked)
        if found is None:
            return judged(RowOutcome.CREATED, problems)
        return judged(
            RowOutcome.POSSIBLE_DUPLICATE,
            problems,
            row_id=found.known.row_id,
            same_as=found.known.number,
            evidence=[*found.evidence, round(found.score, 3)],
        )


def known_of(row: Any) -> Known:
    """What a row's person is compared by."""
    values = (row.parsed or {}).get("values") or {}
    phones = tuple(number for number in (values.get("phone"), values.get("other_phone")) if number)
    birth = values.get("birth_on")
    return Known(
        None,
        row.number,
        name_key(values.get("name_latin"), values.get("name_native")),
        phones,
        values.get("email"),
        date.fromisoformat(birth) if birth else None,
        values.get("birth_precision") == "day",
        values.get("case_reference"),
    )


class VacancyComparison:
    """Rows of vacancies against those with the same reference, and the rows before."""

    def __init__(self, session: Session, run: ImportRun) -> None:
        self.session = session
        self.run = run
        self.met: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.known: dict[str, int] = {}

    def prepare(self, batch: Sequence[Any]) -> None:
        """Find the vacancies that the references of a batch name."""
        wanted = {ref for row in batch if (ref := (row.parsed.get("values") or {}).get("reference"))}
        if wanted:
            rows = self.session.execute(select(Vacancy.reference, Vacancy.id).where(Vacancy.reference.in_(wanted)))
            self.known.update((reference, row_id) for reference, row_id in rows)

    def judge(self, row: Any, loaded: int | None) -> dict[str, Any]:
        """The outcome of one row."""
        if loaded is not None:
            return judged(RowOutcome.UNCHANGED, row.problems, row_id=loaded, evidence=["same_row_before"])
        reference = (row.parsed.get("values") or {}).get("reference")
        earlier = self.met.get(row.fingerprint)
        if earlier is not None:
            return judged(RowOutcome.UNCHANGED, row.problems, same_as=earlier, evidence=["same_row_in_file"])
        self.met[row.fingerprint] = row.number
        if reference in self.known:
            return judged(RowOutcome.UPDATED, row.problems, row_id=self.known[reference], evidence=["same_reference"])
        if reference in self.numbers:
            return judged(
                RowOutcome.UPDATED, row.problems, same_as=self.numbers[reference], evidence=["same_reference"]
            )
        if reference:
            self.numbers[reference] = row.number
        return judged(RowOutcome.CREATED, row.problems)
