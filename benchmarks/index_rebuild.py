"""How long the ranking index takes to be built from the database, and to start from its snapshot.

    python -m benchmarks index_rebuild --people 1000000

Makes an SQLite database of made-up people with the distributions of the ranking benchmark (3 to 15 skills each).
"""

import argparse
import resource
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

import models
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.taxonomy import vocabulary
from matching.places import Gazetteer
from models import Consent, JobSeeker, JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill

CHUNK = 20_000
LANGUAGES = ("ckb", "kmr", "ara", "eng", "fra", "nld")
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
        for start in range(1, people + 1, CHUNK):
            chunk = range(start, min(start + CHUNK, people + 1))
            write_chunk(session, rng, chunk, common, (skills, occupations, places))


def write_chunk(session, rng, ids, common, choices) -> None:
    """Write one chunk of people with all that hangs on them."""
    skills, occupations, places = choices
    rows = {model: [] for model in (JobSeeker, JobSeekerSkill, JobSeekerOccupation, JobSeekerLanguage, Consent)}
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
    """Run, print the seconds it took, return what it returned."""
    begun = time.perf_counter()
    answer = work()
    print(f"{what:<44}{time.perf_counter() - begun:>9.2f} s")
    return answer


def main() -> None:
    """Populate, build, keep a snapshot, start from it, and catch up with one change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'people.sqlite'}")
        models.Base.metadata.create_all(engine)
        timed(f"writing {options.people:,} people", lambda: populate(engine, options.people, options.seed))
        snapshot = Path(folder) / "ranking.snapshot"
        with Session(engine) as session:
            index = timed(
                "index from the database, snapshot written", lambda: LiveIndex(RATES, snapshot).catch_up(session)
            )
            live = LiveIndex(RATES, snapshot)
            again = timed("index from the snapshot", lambda: live.catch_up(session))
            session.rollback()
            person = session.get(JobSeeker, 1)
            person.radius_km = 12.0
            session.commit()
            timed("catching up with one change", lambda: live.catch_up(session))
        print(f"{len(index):,} = {len(again):,} people; {index.nbytes / len(index):.0f} bytes a person")
        print(f"most memory in use: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
