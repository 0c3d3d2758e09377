"""The vocabulary of this process, with what coding and ranking need of it, kept in step with the database.

Built in, plus the ESCO imports; coders that remember what officers settled. It is loaded once and again only when an
import came or went; texts settled since the last look are learnt one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.services.taxonomy_esco import stored_rows
from matching.relations import Relations
from matching.text import OCCUPATIONS, Coder, SkillsCoder, StaleModel
from matching.vocabulary import Vocabulary, builtin
from models import CodedText, CodingKind, CodingState, VocabularyImport

Stamp = tuple[int, int]
Progress = Callable[[int, int], None]

BUILT_IN: Stamp = (0, 0)
lock = RLock()


@dataclass
class Loaded:
    """A vocabulary with its coders; they are built when they are first asked for."""

    vocabulary: Vocabulary
    stamp: Stamp = BUILT_IN
    learnt_at: datetime | None = None
    learnt: set[int] = field(default_factory=set)

    @cached_property
    def occupations(self) -> Coder:
        """Codes job titles."""
        with lock:
            return Coder(self.vocabulary, OCCUPATIONS)

    @cached_property
    def skills(self) -> SkillsCoder:
        """Codes skills, one or several in a text."""
        with lock:
            return SkillsCoder(self.vocabulary)

    @cached_property
    def relations(self) -> Relations:
        """Similar skills, both ways, for the ranking."""
        both = [(b, a, similarity) for a, b, similarity in self.vocabulary.skill_skills]
        return Relations(skills=[*self.vocabulary.skill_skills, *both])

    def coders(self, folder: Path) -> list[tuple[Coder, Path]]:
        """Each coder with the file that its trained model is kept in."""
        named = (("occupations", self.occupations), ("skills", self.skills))
        return [(coder, folder / f"{name}-{coder.index.fingerprint}.npz") for name, coder in named]


class Current:
    """What this process uses now."""

    loaded: Loaded | None = None


def loaded() -> Loaded:
    """The vocabulary in use: the built-in one until `refresh` has looked into the database."""
    with lock:
        if Current.loaded is None:
            Current.loaded = Loaded(builtin())
        return Current.loaded


def stamp_of(session: Session) -> Stamp:
    """Changes whenever an import comes or goes."""
    highest, count = session.execute(select(func.max(VocabularyImport.id), func.count(VocabularyImport.id))).one()
    return (highest or 0, count)


def refresh(session: Session) -> Loaded:
    """Look whether imports came or went, or texts were settled; two small queries where nothing did."""
    stamp = stamp_of(session)
    with lock:
        if loaded().stamp != stamp:
            vocabulary = builtin() if stamp[1] == 0 else builtin().merged(stored_rows(session).vocabulary())
            Current.loaded = Loaded(vocabulary, stamp)
        current = loaded()
        learn_settled(session, current)
        return current


def learn_settled(session: Session, current: Loaded) -> None:
    """Let the coder remember the titles that officers have settled since the last look."""
    query = select(CodedText.id, CodedText.text, CodedText.concept, CodedText.settled_at).where(
        CodedText.kind == CodingKind.OCCUPATION, CodedText.state == CodingState.SETTLED
    )
    if current.learnt_at is not None:
        query = query.where(CodedText.settled_at >= current.learnt_at)
    for row_id, words, concept, settled_at in session.execute(query.order_by(CodedText.settled_at)):
        if row_id not in current.learnt and concept in current.vocabulary.concepts:
            current.occupations.learn(words, concept)
            current.learnt.add(row_id)
        current.learnt_at = settled_at


def use_models(current: Loaded, folder: Path) -> bool:
    """Load the trained models of this vocabulary from the folder; whether all of them were there."""
    found = True
    for coder, path in current.coders(folder):
        try:
            coder.load(path)
        except (FileNotFoundError, StaleModel):
            found = False
    return found


def train(current: Loaded, folder: Path, *, progress: Progress | None = None) -> None:
    """Train coding on the vocabulary and on what officers settled, and keep the models.

    Takes no session: a transaction held for minutes would keep every writer of SQLite waiting.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for coder, path in current.coders(folder):
        coder.train(path, progress=progress)
