"""The vocabulary of this process, with what coding and ranking need of it, kept in step with the database.

Built in, plus the ESCO imports; coders that remember what officers settled. It is loaded once and again only when an
import came or went; texts settled since the last look are learnt one by one.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.services.taxonomy_esco import stored_rows
from matching.columns import SkillLists
from matching.cooccurrence import related_by_cooccurrence
from matching.relations import Relations
from matching.text import OCCUPATIONS, Coder, SkillsCoder, StaleModel
from matching.vocabulary import Vocabulary, builtin
from models import CodedText, CodingKind, CodingState, VocabularyImport

Stamp = tuple[int, int]
Progress = Callable[[int, int], None]

AnyCoder = TypeVar("AnyCoder", bound=Coder)

BUILT_IN: Stamp = (0, 0)
PAIRS_FILE = "skills-together.json"
lock = RLock()


class Current:
    """What this process uses now, and the folder where models are kept between starts."""

    loaded: "Loaded | None" = None
    folder: Path | None = None


@dataclass
class Loaded:
    """A vocabulary with its coders; they are built, and take up what was trained, when they are first asked for."""

    vocabulary: Vocabulary
    stamp: Stamp = BUILT_IN
    learnt_at: datetime | None = None
    learnt: set[int] = field(default_factory=set)

    @cached_property
    def occupations(self) -> Coder:
        """Codes job titles."""
        with lock:
            return with_model(Coder(self.vocabulary, OCCUPATIONS), "occupations")

    @cached_property
    def skills(self) -> SkillsCoder:
        """Codes skills, one or several in a text."""
        with lock:
            return with_model(SkillsCoder(self.vocabulary), "skills")

    @cached_property
    def relations(self) -> Relations:
        """Similar skills for the ranking: both ways as the vocabulary says, and as people were seen to hold them."""
        both = [(b, a, similarity) for a, b, similarity in self.vocabulary.skill_skills]
        return Relations(skills=[*self.vocabulary.skill_skills, *both, *kept_pairs()])

    @property
    def trained(self) -> bool:
        """Whether both coders use a trained model."""
        return bool(self.occupations.trained and self.skills.trained)


def model_file(folder: Path, coder: Coder, name: str) -> Path:
    """Where the trained model of a coder is kept; another vocabulary has another file."""
    return folder / f"{name}-{coder.fingerprint}.npz"


def with_model(coder: AnyCoder, name: str) -> AnyCoder:
    """The coder, with its trained model if one is kept."""
    if Current.folder is not None:
        with suppress(FileNotFoundError, StaleModel):
            coder.load(model_file(Current.folder, coder, name))
    return coder


def kept_pairs() -> list[tuple[str, str, float]]:
    """Skills that go together among the people, as counted by the last `learn_pairs`."""
    if Current.folder is None or not (Current.folder / PAIRS_FILE).exists():
        return []
    pairs = json.loads((Current.folder / PAIRS_FILE).read_text(encoding="utf-8"))
    return [(skill, related, similarity) for skill, related, similarity in pairs]


def learn_pairs(lists: SkillLists, folder: Path) -> int:
    """Count which skills go together among the people who may be ranked, and keep it; how many pairs there are.

    Pairs that fewer than 20 people hold are left out, so that the file tells of nobody.
    """
    pairs = list(related_by_cooccurrence(lists)) if len(lists.concepts) else []
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAIRS_FILE).write_text(json.dumps(pairs), encoding="utf-8")
    return len(pairs)


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


def train(current: Loaded, folder: Path, *, progress: Progress | None = None) -> None:
    """Train coding on the vocabulary and on what officers settled, and keep the models.

    Takes no session: a transaction held for minutes would keep every writer of SQLite waiting.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for coder, name in ((current.occupations, "occupations"), (current.skills, "skills")):
        coder.train(model_file(folder, coder, name), progress=progress)
