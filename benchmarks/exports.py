"""How fast exports are written, and in how much memory, beside what others do with the same rows.

    python -m benchmarks exports --people 100000

Makes an SQLite database of made-up people (3 to 15 skills each), and writes 20 columns of them: names, contacts, dates,
places, pay, and skills, occupations, languages and consents by their names. Every run is a process of its own, so that
its processor time and its most memory are its own. The peers get their rows for nothing but one SELECT of columns of
the person's own row: the same number of cells, nothing looked up, nothing worded, nothing counted or hidden.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select, update
from sqlalchemy.orm import Session

import models
from benchmarks.index_rebuild import populate
from models import Account, ExportFormat, ExportKind, ExportPurpose, ExportState, JobSeeker, Role

COLUMNS = [
    "case_reference", "name_latin", "name_native", "phone", "birth_on", "gender", "host_country", "governorate",
    "experience_years", "education", "available_on", "pay", "pay_currency", "skills", "occupations_held", "languages",
    "consent_on", "registered_on", "state", "officer",
]  # fmt: skip
PLAIN = (
    "case_reference", "name_latin", "name_native", "phone", "birth_on", "gender", "host_country", "governorate",
    "experience_years", "education", "available_on", "pay_floor", "pay_currency", "place_key", "radius_km", "email",
    "returned_on", "registered_on", "state", "pay_period",
)  # fmt: skip


def prepare(url: str, people: int) -> None:
    """Make the database, with an officer of the people's office."""
    engine = create_engine(url)
    models.Base.metadata.create_all(engine)
    populate(engine, people, seed=1)
    with Session(engine) as session:
        office = session.scalar(select(models.Office))
        session.add(Account(role=Role.OFFICER, office=office, name="Officer", email="officer@example.org"))
        session.execute(
            update(JobSeeker).values(
                name_native="ئازاد کەریم", phone="+9647501234567", gender="female", host_country="BE",
                governorate="IQ-AR", available_on=office.created_at.date(),
            )
        )  # fmt: skip
        session.commit()


def ours(url: str, folder: Path, format_: str) -> Iterator[Any]:
    """Make ready, then write with the service as its worker does; the audit and the record are part of it."""
    from jobmatch import create_app, exporting
    from jobmatch.db import db
    from jobmatch.services import taxonomy
    from jobmatch.services.exports import files, records
    from jobmatch.settings import Settings

    settings = Settings(database_url=url, instance_dir=folder)
    records.MOST_ROWS = {}
    with create_app(settings).test_request_context():
        taxonomy.warm_up()  # as it is in a worker that has been running
        session = db.session
        export = records.request_export(
            session,
            by=session.scalar(select(Account)),
            kind=ExportKind.PEOPLE,
            format_=ExportFormat(format_),
            purpose=ExportPurpose.CONTACT,
            columns=COLUMNS,
            query={},
            language="en",
            today=exporting.today(),
        )
        session.commit()
        yield None
        exporting.run_export(session, export.id)
        session.refresh(export)
        assert export.state is ExportState.DONE, export.error
        yield export.row_count or 0, files.whole_path(folder, export)


def plain_rows(url: str):
    """Columns of the person's own row, as a cursor gives them."""
    with create_engine(url).connect() as connection:
        names = [getattr(JobSeeker, name) for name in PLAIN]
        yield from connection.execution_options(yield_per=1000).execute(select(*names))


def csv_dump(url: str, folder: Path) -> Iterator[Any]:
    """A CSV of a SELECT."""
    path = folder / "dump.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        rows = 0
        for row in plain_rows(url):
            writer.writerow(row)
            rows += 1
    yield rows, path


def openpyxl_dump(url: str, folder: Path) -> Iterator[Any]:
    """openpyxl's write-only mode, the way it recommends for many rows."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    rows = 0
    for row in plain_rows(url):
        page.append([str(value) if hasattr(value, "value") else value for value in row])
        rows += 1
    book.save(folder / "dump.xlsx")
    yield rows, folder / "dump.xlsx"


def one_by_one(url: str, folder: Path) -> Iterator[Any]:
    """A CSV with skills, occupations and languages of each person loaded as objects where they are needed."""
    path = folder / "objects.csv"
    with Session(create_engine(url)) as session, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        rows = 0
        for person in session.scalars(select(JobSeeker).limit(LAZY).execution_options(yield_per=500)):
            linked = (person.skills, person.occupations, person.languages, person.consents)
            words = [";".join(str(getattr(row, "concept", None) or row.id) for row in kind) for kind in linked]
            writer.writerow([getattr(person, name) for name in PLAIN[:16]] + words)
            rows += 1
    yield rows, path


LAZY = 5_000
PEERS = {
    "openpyxl, write-only, plain columns": openpyxl_dump,
    "csv module, plain columns": csv_dump,
    f"csv module, objects loaded one by one ({LAZY:,})": one_by_one,
}


def measured(name: str, url: str) -> None:
    """Run one writer in this process, and print what it took as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        work = PEERS[name](url, Path(folder)) if name in PEERS else ours(url, Path(folder), name)
        if name not in PEERS:
            next(work)
        before = memory_mb("VmRSS")
        begun, cpu = time.perf_counter(), time.process_time()
        rows, path = next(work)
        took = {"s": time.perf_counter() - begun, "cpu": time.process_time() - cpu}
        size = path.stat().st_size / 1e6
    print(
        json.dumps({"rows": rows, "mb": size, "memory": memory_mb("VmHWM"), "more": memory_mb("VmHWM") - before} | took)
    )


def memory_mb(name: str) -> float:
    """What the system says of this process' memory: now (VmRSS), or the most so far (VmHWM)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def main() -> None:
    """Make people, write them in every format and with every peer, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--pdf-rows", type=int, default=3_000, help="people in the database of the print list")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measured(options.one, options.url)
        return
    with tempfile.TemporaryDirectory() as folder:
        many, few = (f"sqlite:///{Path(folder) / name}.sqlite" for name in ("many", "few"))
        prepare(many, options.people)
        prepare(few, min(options.pdf_rows, options.people))
        names = ["xlsx", "csv", "jsonl", *PEERS, "pdf"]
        print(
            f"{'':<46}{'rows':>9}{'s':>8}{'cpu s':>8}{'rows/cpu s':>12}{'x xlsx':>8}"
            f"{'MB':>8}{'memory MB':>11}{'more MB':>9}"
        )
        base = 0.0
        for name in names:
            url = few if name == "pdf" else many
            command = [sys.executable, "-m", "benchmarks", "exports", "--one", name, "--url", url]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            speed = told["rows"] / told["cpu"]
            base = base or speed
            print(
                f"{name:<46}{told['rows']:>9,}{told['s']:>8.1f}{told['cpu']:>8.1f}{speed:>12,.0f}"
                f"{speed / base:>8.2f}{told['mb']:>8.1f}{told['memory']:>11.0f}{told['more']:>9.0f}"
            )
