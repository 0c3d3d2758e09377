"""Who is there already: the people of an office and the earlier rows of the file, found without comparing all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.names import likeness, sounds, words_of_key
from models import FormerReference, JobSeeker

ALIKE = 84.0
"""Names that score this or more, 0..100, may be one name."""
THE_SAME = 93.0
"""Names that score this or more are one name."""
UNLIKE = 55.0
"""Names that score less are two names, whatever else agrees."""
LARGEST_BLOCK = 400
"""A value that so many people share (a shelter's phone, 1 July of a usual year) says nothing about who somebody is."""


@dataclass(slots=True)
class Known:
    """One person, of the database (`row_id`) or of an earlier row (`number`), with what they are compared by."""

    row_id: int | None
    number: int | None
    name_key: str
    phones: tuple[str, ...] = ()
    email: str | None = None
    birth_on: date | None = None
    whole_day: bool = False
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody who is surely (`same`) or perhaps the person of a row; `evidence` are codes."""

    known: Known
    same: bool
    score: float
    evidence: tuple[str, ...]


@dataclass
class Directory:
    """People by what they can be found by. Adding and asking cost the same however many there are."""

    references: dict[str, Known] = field(default_factory=dict)
    blocks: dict[Any, list[Known]] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        """Make a person findable."""
        if known.reference:
            self.references[known.reference.casefold()] = known
        for key in keys_of(known):
            self.blocks.setdefault(key, []).append(known)

    def find(self, asked: Known) -> Finding | None:
        """The person that a row is, else the likeliest that it may be; None for somebody new."""
        if asked.reference and (held := self.references.get(asked.reference.casefold())):
            alike = name_likeness(asked.name_key, held.name_key)
            if alike >= UNLIKE or not asked.name_key or not held.name_key:
                return Finding(held, True, 1.0, ("same_reference",))
            return Finding(held, False, alike / 100, ("same_reference", "other_name"))
        met: dict[int, Known] = {}
        for key in keys_of(asked):
            block = self.blocks.get(key, ())
            if len(block) <= LARGEST_BLOCK:
                met.update((id(known), known) for known in block)
        findings = [found for known in met.values() if (found := compare(asked, known))]
        return max(findings, key=lambda found: (found.same, found.score), default=None)


def keys_of(known: Known) -> Iterable[Any]:
    """What a person is filed under: phones, e-mail, the sound of the name, the birth day with a part of the name."""
    yield from known.phones
    if known.email:
        yield known.email
    heard = sorted({sounds(word) for word in words_of_key(known.name_key)})
    if heard:
        yield hash(tuple(heard))
    if known.birth_on and known.whole_day:  # of a year alone, the name decides, and the name's block finds it
        for sound in heard:
            yield hash((known.birth_on, sound[:2]))


def compare(one: Known, other: Known) -> Finding | None:
    """Whether two records are one person, may be, or are not, and why."""
    if one.reference and other.reference and one.reference.casefold() != other.reference.casefold():
        return None
    alike = name_likeness(one.name_key, other.name_key)
    if alike < UNLIKE:
        return None
    phone = bool(set(one.phones) & set(other.phones))
    email = bool(one.email and one.email == other.email)
    birth = same_birth(one, other)
    evidence = tuple(
        code
        for code, holds in (
            ("same_phone", phone),
            ("same_email", email),
            ("same_birth_date", birth == "day"),
            ("same_birth_year", birth == "year"),
            ("same_name", alike >= THE_SAME),
            ("similar_name", ALIKE <= alike < THE_SAME),
        )
        if holds
    )
    if birth == "other":
        return Finding(other, False, 0.5, (*evidence, "other_birth_date")) if phone and alike >= THE_SAME else None
    if (alike >= ALIKE and (phone or email)) or (alike >= THE_SAME and birth == "day"):
        return Finding(other, True, min(0.99, alike / 100), evidence)
    if perhaps(one, other, alike, birth, contact=phone or email):
        return Finding(other, False, alike / 100 * (0.9 if birth or phone or email else 0.7), evidence)
    return None


def perhaps(one: Known, other: Known, alike: float, birth: str | None, *, contact: bool) -> bool:
    """Whether two records are worth an officer's look."""
    if contact:
        return alike >= (ALIKE + UNLIKE) / 2
    if birth == "day":
        return alike >= ALIKE
    if birth == "year":
        return alike >= THE_SAME
    unknown = not (one.phones and other.phones) and not (one.birth_on and other.birth_on)
    return alike >= THE_SAME and unknown and len(words_of_key(one.name_key)) > 1


def same_birth(one: Known, other: Known) -> str | None:
    """``day``, ``year``, ``other`` where two known dates contradict each other, None where one is unknown."""
    if one.birth_on is None or other.birth_on is None:
        return None
    if one.whole_day and other.whole_day:
        return "day" if one.birth_on == other.birth_on else "other"
    return "year" if one.birth_on.year == other.birth_on.year else "other"


def name_likeness(one: str, other: str) -> float:
    """How alike two names are by their keys, 0..100. A grandfather's name may be missing, a single word may not do."""
    if not one or not other:
        return 0.0
    if one == other:
        return 100.0
    shorter, longer = sorted((one, other), key=lambda key: len(words_of_key(key)))
    few, many = words_of_key(shorter), words_of_key(longer)
    if len(few) == 1 and len(many) > 1:
        return 0.6 * likeness(few, longer)
    missing = 1.0 if len(few) == len(many) else 0.96
    return missing * min(likeness(few, longer), 100.0)


def people_of(session: Session, office_id: int) -> Directory:
    """The people of one office; nobody of another office is compared with."""
    directory = Directory()
    columns = (
        JobSeeker.id,
        JobSeeker.case_reference,
        JobSeeker.name_key,
        JobSeeker.phone,
        JobSeeker.other_phone,
        JobSeeker.email,
        JobSeeker.birth_on,
        JobSeeker.birth_precision,
    )
    query = select(*columns).where(JobSeeker.office_id == office_id).execution_options(yield_per=5000)
    by_id: dict[int, Known] = {}
    for row_id, reference, name_key, phone, other, email, birth_on, precision in session.execute(query):
        phones = tuple(number for number in (phone, other) if number)
        known = Known(row_id, None, name_key, phones, email, birth_on, precision == "day", reference)
        directory.add(known)
        by_id[row_id] = known
    former = select(FormerReference.reference, FormerReference.job_seeker_id)
    for reference, row_id in session.execute(former):
        if row_id in by_id:
            directory.references[reference.casefold()] = by_id[row_id]
    return directory
