"""The ranking index of a process, kept in step with the database.

The index follows the database, never the other way round: before it ranks, it reads what changed since it last
looked. A saved profile is in the next ranking of every process, and a restart rebuilds all of it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.orm import Session

import matching
from jobmatch.services import taxonomy_vocabulary
from jobmatch.services.profiles import open_vacancies, rankable_people
from jobmatch.services.suggestions_columns import seeker_columns
from jobmatch.services.suggestions_profiles import seeker_profile, vacancy_profile
from matching.engine.snapshot import SnapshotError
from matching.index import RankingIndex
from matching.relations import Relations
from models import IndexChange, Noun, StateEvent
from models.sqlite import committed_state

CHUNK = 500
WORTH_A_SNAPSHOT = 5_000


class LiveIndex:
    """The ranking index of this process, and how far in the database's changes it has come.

    Parameters
    ----------
    rates : mapping
        Units of each currency for one US dollar.
    snapshot : Path or None
        Where the index may keep itself for the next start; anything amiss with it means a rebuild.
    """

    def __init__(self, rates: Mapping[str, Decimal], snapshot: Path | None = None) -> None:
        self.rates = rates
        self.snapshot = snapshot
        self.lock = RLock()
        self.index: RankingIndex | None = None
        self.seen = 0  # the highest change number read
        self.horizon = 0  # PostgreSQL: writers below this had finished when we last looked
        self.expected: dict[str, Any] = {}  # what a snapshot must have been made under

    def catch_up(self, session: Session) -> RankingIndex:
        """Bring the index in step with what is committed, and return it.

        It looks through a session of its own: what the caller is still writing may yet be rolled back.
        """
        with self.lock, committed_state(session) as committed:
            relations = taxonomy_vocabulary.refresh(committed).relations
            if self.index is None or self.index.relations is not relations:
                self.index = self.start(committed, relations)  # also when an imported vocabulary came or went
            else:
                self.follow(committed, self.index)
            return self.index

    def follow(self, session: Session, index: RankingIndex) -> None:
        """Read what changed since the last look."""
        seen, horizon = self.mark(session)
        changed = session.execute(select(IndexChange.noun, IndexChange.row_id).where(self.news()).distinct()).all()
        self.read_people(session, index, [row_id for noun, row_id in changed if noun is Noun.JOB_SEEKER])
        self.read_vacancies(session, index, [row_id for noun, row_id in changed if noun is Noun.VACANCY])
        self.seen, self.horizon = seen, horizon

    def start(self, session: Session, relations: Relations) -> RankingIndex:
        """The index from its snapshot and what changed since, else from everything in the database."""
        index = RankingIndex(relations, today=date.today)
        if not self.restored(session, index):
            self.seen, self.horizon = self.mark(session)
            index = RankingIndex(relations, today=date.today, columns=seeker_columns(session, self.rates))
            self.keep(index)
        for vacancy in open_vacancies(session):
            index.put_vacancy(vacancy_profile(vacancy, self.rates))
        return index

    def restored(self, session: Session, index: RankingIndex) -> bool:
        """Whether a snapshot of this database was there and could be brought up to date."""
        if self.snapshot is None:
            return False
        try:
            stamp = index.restore(self.snapshot, self.circumstances(session))
        except SnapshotError:
            return False
        highest, _horizon = self.mark(session)
        if stamp["seen"] > highest or not self.knows_all_since(session, stamp["seen"]):
            return False  # an older state of the database was restored, or changes were pruned
        self.seen, self.horizon = stamp["seen"], stamp["horizon"]
        self.follow(session, index)
        return True

    def keep(self, index: RankingIndex) -> None:
        """Write a snapshot for the next start; a folder that cannot be written is no reason to stop."""
        if self.snapshot is not None and len(index) >= WORTH_A_SNAPSHOT:
            with suppress(OSError):
                self.snapshot.parent.mkdir(parents=True, exist_ok=True)
                index.save(self.snapshot, self.expected | {"seen": self.seen, "horizon": self.horizon})

    def circumstances(self, session: Session) -> dict[str, Any]:
        """What a snapshot depends on beside the people: this database, the exchange rates, vocabulary and engine."""
        first = session.execute(select(StateEvent.id, StateEvent.at).order_by(StateEvent.id).limit(1)).first()
        address = session.get_bind().engine.url.render_as_string(hide_password=True)
        self.expected = {
            "database": f"{address} {first.at if first else ''}",
            "rates": {code: str(rate) for code, rate in sorted(self.rates.items())},
            "vocabulary": list(taxonomy_vocabulary.loaded().stamp),
            "engine": matching.ENGINE_VERSION,
        }
        return self.expected

    def knows_all_since(self, session: Session, seen: int) -> bool:
        """Whether every change after `seen` is still in the sequence."""
        return seen == 0 or session.scalar(select(IndexChange.id).where(IndexChange.id <= seen).limit(1)) is not None

    def mark(self, session: Session) -> tuple[int, int]:
        """How far the changes go now. Taken before reading: what is read twice does no harm, what is missed does."""
        highest = session.scalar(select(func.max(IndexChange.id))) or 0
        if session.get_bind().dialect.name != "postgresql":
            return highest, 0
        oldest = session.scalar(text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))
        return highest, int(oldest or 0)

    def news(self) -> ColumnElement[bool]:
        """Changes not read yet: later numbers, and earlier ones whose writer was still under way at the last look."""
        later = IndexChange.id > self.seen
        return or_(later, IndexChange.writer >= self.horizon) if self.horizon else later

    def read_people(self, session: Session, index: RankingIndex, ids: Sequence[int]) -> None:
        """Put those who may be ranked, and remove the rest."""
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            found = {person.id: person for person in rankable_people(session, chunk)}
            for row_id in chunk:
                if row_id in found:
                    index.put(seeker_profile(found[row_id], self.rates))
                else:
                    index.remove(row_id)

    def read_vacancies(self, session: Session, index: RankingIndex, ids: Sequence[int]) -> None:
        """Put those that are open, and remove the rest."""
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            found = {vacancy.id: vacancy for vacancy in open_vacancies(session, chunk)}
            for row_id in chunk:
                if row_id in found:
                    index.put_vacancy(vacancy_profile(found[row_id], self.rates))
                else:
                    index.remove_vacancy(row_id)
