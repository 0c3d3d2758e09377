"""Every understood row gets its likely outcome: somebody new, somebody known, perhaps somebody known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch.services import taxonomy
from jobmatch.services.intake.echo import Reread
from jobmatch.services.intake.judging import (
    Judged,
    first_of_each,
    judged,
    known_rows,
    nothing_new,
    parsed_of,
    settle,
)
from jobmatch.services.intake.knowing import Directory, Finding, Known, people_of
from jobmatch.services.intake.news import news_of
from jobmatch.services.intake.updating import code
from jobmatch.services.intake.updating import load as load_people
from jobmatch.services.intake.vacancies import missing
from jobmatch.services.intake.vacancy_saving import load as load_vacancies
from jobmatch.services.intake.vacancy_saving import news_of_vacancy, published
from jobmatch.services.names import name_key
from models import (
    CodingKind,
    FormerReference,
    ImportKind,
    ImportRow,
    ImportRun,
    ImportState,
    JobSeeker,
    RowOutcome,
    Vacancy,
    VacancyState,
    utc_now,
)

CHUNK = 500
UNTOUCHED = (RowOutcome.REJECTED, RowOutcome.SKIPPED)


def compare_rows(session: Session, run: ImportRun, reread: Reread | None = None) -> None:
    """Compare every row with the people of the office, or with the vacancies, and with the rows before it. Flushes.

    Parameters
    ----------
    reread : callable or None
        Reads rows of known records again, without the cells that say what is recorded.
    """
    started = utc_now()
    compare = PeopleComparison(session, run) if run.kind is ImportKind.JOB_SEEKERS else VacancyComparison(session, run)
    outcomes: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for batch in staged_rows(session, run):
        before = rows_loaded_before(session, run, [row.fingerprint for row in batch if row.fingerprint])
        changed: dict[int, dict[str, Any]] = {}
        compare.prepare([row for row in batch if row.parsed])
        for row in batch:
            if row.fingerprint and not (row.parsed or {}).get("rejected"):
                changed[row.id] = {"id": row.id, **compare.judge(row, before.get(row.fingerprint))}
        if reread:
            known = [(row, changed[row.id]) for row in known_rows(batch, changed)]
            for row_id, read in reread(known).items():
                settle(changed[row_id], read)
        compare.look_for_news([(row, changed[row.id]) for row in batch if row.id in changed])
        for row in batch:
            values = changed.get(row.id, {"outcome": row.outcome, "problems": row.problems})
            outcomes[values["outcome"].value if values["outcome"] else ""] += 1
            problems.update(problem["code"] for problem in values["problems"])
        if changed:
            session.execute(update(ImportRow), list(changed.values()))
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


class PeopleComparison:
    """Rows of people against the office's people and the rows before."""

    def __init__(self, session: Session, run: ImportRun) -> None:
        self.session = session
        self.run = run
        self.directory: Directory = people_of(session, run.office_id or 0)
        self.met: dict[str, int] = {}
        self.taken: set[str] = set()
        self.changing: set[int] = set()

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
            return judged(RowOutcome.REJECTED, problems, row_id=found.known.row_id, evidence=list(found.evidence))
        self.met[row.fingerprint] = row.number
        return self.outcome(asked, found, problems)

    def look_for_news(self, judged_rows: Sequence[Judged]) -> None:
        """Rows that say nothing that their person's record does not say yet change nothing."""
        rows = first_of_each(judged_rows, self.changing)
        people = load_people(self.session, list(rows))
        coded = code(self.session, [parsed_of(*row) for row in rows.values()])
        for row_id, (row, values) in rows.items():
            parsed = parsed_of(row, values)
            if row_id in people and not news_of(people[row_id], parsed, coded, by_id=None, at=utc_now()):
                nothing_new(values)
                self.changing.discard(row_id)

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
        self.changing: set[int] = set()

    def prepare(self, batch: Sequence[Any]) -> None:
        """Find the vacancies that the references of a batch name."""
        wanted = {ref for row in batch if (ref := (row.parsed.get("values") or {}).get("reference"))}
        if wanted:
            rows = self.session.execute(select(Vacancy.reference, Vacancy.id).where(Vacancy.reference.in_(wanted)))
            self.known.update((reference, row_id) for reference, row_id in rows)

    def judge(self, row: Any, loaded: int | None) -> dict[str, Any]:
        """The outcome of one row."""
        problems = [p for p in row.problems if p["code"] not in ("vacancy_published", "no_title", "no_employer")]
        if loaded is not None:
            return judged(RowOutcome.UNCHANGED, problems, row_id=loaded, evidence=["same_row_before"])
        reference = (row.parsed.get("values") or {}).get("reference")
        earlier = self.met.get(row.fingerprint)
        if earlier is not None:
            return judged(RowOutcome.UNCHANGED, problems, same_as=earlier, evidence=["same_row_in_file"])
        self.met[row.fingerprint] = row.number
        if reference in self.known:
            return judged(RowOutcome.UPDATED, problems, row_id=self.known[reference], evidence=["same_reference"])
        if reference in self.numbers:
            return judged(RowOutcome.UPDATED, problems, same_as=self.numbers[reference], evidence=["same_reference"])
        if lacking := missing(row.parsed):
            return judged(RowOutcome.REJECTED, [{"column": "", "value": "", "code": lacking}, *problems])
        if reference:
            self.numbers[reference] = row.number
        return judged(RowOutcome.CREATED, problems)

    def look_for_news(self, judged_rows: Sequence[Judged]) -> None:
        """Rows that say nothing that their vacancy does not say yet, or say it of a published one, change nothing."""
        rows = first_of_each(judged_rows, self.changing)
        vacancies = load_vacancies(self.session, list(rows))
        texts = [skill[0] for row in rows.values() for skill in parsed_of(*row).get("skills", ())]
        coded = taxonomy.code_texts(self.session, CodingKind.SKILL, texts)
        for row_id, (row, values) in rows.items():
            vacancy = vacancies[row_id]
            if not news_of_vacancy(vacancy, parsed_of(row, values), coded):
                nothing_new(values)
                self.changing.discard(row_id)
            elif vacancy.state is not VacancyState.DRAFT:
                values.update(outcome=RowOutcome.UNCHANGED, problems=[*values["problems"], published(vacancy)])
