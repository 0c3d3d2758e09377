"""Everybody, encoded: a slot each, codes instead of values, and the way back to a profile."""

from collections.abc import Iterable

import numpy as np

from matching.columns import LANGUAGE_UNKNOWN, SINGLE
from matching.criteria.occupation import seasoned
from matching.engine.codebook import Codebook
from matching.engine.encoding import Encoded, occupation_entries, skill_entries
from matching.engine.layout import ABSENT, ACTIVE, COLUMNS, HELD, INACTIVE, LEVEL_SHIFT, SKILL_BITS, WANTED, Store
from matching.engine.lists import PersonLists, roomy
from matching.engine.postings import Postings
from matching.profiles import HeldOccupation, HeldSkill, SeekerProfile

MANY_IDS = 10_000  # from here a table is faster than a search
WIDEST = 8  # ids for one person, for which a table is still made


class Population:
    """The people that can be ranked.

    Parameters
    ----------
    codes : Encoded
        Who is there at first.
    """

    def __init__(self, codes: Encoded):
        n = codes.ids.size
        self._capacity = n + n // 64 + 256
        self._sorted = self.n_slots = n
        self._later: dict[int, int] = {}  # slots of those who came after the first, sorted ones
        self._free: list[int] = []
        self.books: dict[str, Codebook] = codes.books
        self.ids = roomy(codes.ids, self._capacity)
        self.state = roomy(codes.state, self._capacity)
        self.place = roomy(codes.place, self._capacity)
        self.coded = roomy(codes.coded, self._capacity)
        self.language_rows = {code: row for row, code in enumerate(codes.language_names)}
        self.languages = roomy(codes.languages, self._capacity)
        self.skills = PersonLists(codes.skills_start, {"skill": codes.skills}, self._capacity)
        self.occupations = PersonLists(codes.occupations_start, codes.occupations, self._capacity)
        self.postings = Postings(codes.skills_start, codes.skills, len(self.books["skill"]), self._capacity)
        self.present = int(np.count_nonzero(self.state != ABSENT))
        self._tables: dict[str, np.ndarray] = {}
        self._store: Store | None = None
        self._slot_by_id: np.ndarray | None = None  # of the first, sorted ones; made when many are looked up

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays that grow with the number of people."""
        store = self.store()
        return sum(array.nbytes for array in store[1:])

    def find(self, seeker_id: int) -> int | None:
        """Return the slot of a job seeker, None if they are not there."""
        slot = self._place_of(seeker_id)
        return slot if slot is not None and self.state[slot] != ABSENT else None

    def slots_of(self, seeker_ids: np.ndarray) -> np.ndarray:
        """Return the slots of those of the ids that are there, ndarray of int64."""
        ids = np.asarray(seeker_ids, np.int64)
        found = self._first_slots(ids)
        if not self._later:
            return found
        later = np.fromiter(self._later, np.int64, len(self._later))
        slots = np.fromiter(self._later.values(), np.int64, len(self._later))
        return np.concatenate([found, slots[np.isin(later, ids)]])

    def put(self, profile: SeekerProfile) -> None:
        """Add a job seeker, or replace what is known of them."""
        slot = self._place_of(profile.id)
        if slot is None:
            slot = self._new_slot(profile.id)
        self.present += self.state[slot] == ABSENT
        self.state[slot] = ACTIVE if profile.active else INACTIVE
        self.place[slot] = self.books["place"].code(profile.place)
        for row, name in enumerate(COLUMNS):
            self.coded[row, slot] = self.books[name].code(SINGLE[name](profile))
        rows = [self.language_row(code) for code in profile.languages]
        self.languages[:, slot] = LANGUAGE_UNKNOWN
        self.languages[rows, slot] = list(profile.languages.values())
        self._set_skills(slot, skill_entries(profile, self.books))
        self.occupations.set(slot, occupation_entries(profile, self.books))
        self._store = None

    def remove(self, seeker_id: int) -> None:
        """Forget a job seeker; nothing happens if they are not there."""
        slot = self.find(seeker_id)
        if slot is None:
            return
        self.put(SeekerProfile(seeker_id, skills=(), occupations=()))
        self.state[slot] = ABSENT
        self.present -= 1
        if self._later.pop(seeker_id, None) is not None:
            self._free.append(slot)

    def know_skills(self, concepts: Iterable[str]) -> None:
        """Give skills a code, whether or not anybody holds them."""
        for concept in concepts:
            self.books["skill"].code(concept)
        self.postings.make_room_for_skills(len(self.books["skill"]))
        self._store = None

    def language_row(self, code: str) -> int:
        """Return the row of a language, a new one if nobody was asked about it before."""
        if code not in self.language_rows:
            self.language_rows[code] = len(self.language_rows)
            row = np.full((1, self._capacity), LANGUAGE_UNKNOWN, np.uint8)
            self.languages = np.vstack([self.languages, row])
            self._store = None
        return self.language_rows[code]

    def profile(self, slot: int) -> SeekerProfile:
        """Return what is known of the person in a slot."""
        single = {name: self.books[name].values[code] for name, code in zip(COLUMNS, self.coded[:, slot], strict=True)}
        governorates, abroad, remote = single["mobility"] or (frozenset(), None, None)
        levels = self.languages[:, slot].tolist()
        return SeekerProfile(
            id=int(self.ids[slot]),
            active=bool(self.state[slot] == ACTIVE),
            skills=self._skills(slot),
            occupations=self._occupations(slot),
            languages={code: levels[row] for code, row in self.language_rows.items() if levels[row] < LANGUAGE_UNKNOWN},
            place=self.books["place"].values[self.place[slot]],
            radius_km=single["radius_km"],
            governorates=governorates,
            abroad=abroad,
            remote=remote,
            experience_years=single["experience"],
            education=single["education"],
            available_on=single["availability"],
            pay_floor_monthly=single["pay"],
            contracts=single["contract"],
            licences=single["licences"],
        )

    def encoded(self) -> Encoded:
        """Return copies of everybody's codes, in the order of their ids; what only the removed had is left behind."""
        order = np.flatnonzero(self.state[: self.n_slots] != ABSENT)
        order = order[np.argsort(self.ids[order])]
        skills_start, skills = self.skills.gather(order)
        occupations_start, occupations = self.occupations.gather(order)
        return Encoded(
            ids=self.ids[order],
            state=self.state[order],
            place=self.place[order],
            coded=self.coded[:, order],
            languages=self.languages[:, order],
            language_names=list(self.language_rows),
            skills_start=skills_start,
            skills=skills["skill"],
            occupations_start=occupations_start,
            occupations=occupations,
            books=self.books,
        )

    def store(self) -> Store:
        """Return the arrays as the kernel reads them."""
        if self._store is None:
            postings, occupations = self.postings, self.occupations
            self._store = Store(
                n_slots=self.n_slots,
                ids=self.ids,
                state=self.state,
                place=self.place,
                coded=self.coded,
                languages=self.languages,
                dense=postings.dense,
                dense_of=postings.dense_of,
                offsets=postings.offsets,
                base=postings.base,
                postings=postings.postings,
                posting_levels=postings.levels,
                skills_start=self.skills.start,
                skills_count=self.skills.count,
                skills=self.skills.columns["skill"],
                occupations_start=occupations.start,
                occupations_count=occupations.count,
                occupations=occupations.columns["occupation"],
                occupation_years=occupations.columns["years"],
                occupation_sides=occupations.columns["side"],
                radius_km=self._table("radius_km", float),
                seasoned=self._table("occupation_years", seasoned),
            )
        return self._store

    def _table(self, book: str, worth) -> np.ndarray:
        values = self.books[book].values
        if book not in self._tables or self._tables[book].size != len(values):
            self._tables[book] = np.array([worth(v) if v is not None or worth is seasoned else np.nan for v in values])
        return self._tables[book]

    def _place_of(self, seeker_id: int) -> int | None:
        at = int(np.searchsorted(self.ids[: self._sorted], seeker_id))
        if at < self._sorted and self.ids[at] == seeker_id:
            return at
        return self._later.get(seeker_id)

    def _first_slots(self, ids: np.ndarray) -> np.ndarray:
        """Return the slots of those of the ids that were there at first, ndarray of int64."""
        if not self._sorted:
            return np.zeros(0, np.int64)
        first, last = int(self.ids[0]), int(self.ids[self._sorted - 1])
        if ids.size < MANY_IDS or last - first > WIDEST * self._sorted:
            at = np.searchsorted(self.ids[: self._sorted], ids)
            at[at == self._sorted] = 0
            return at[self.ids[at] == ids]
        if self._slot_by_id is None:
            self._slot_by_id = np.full(last - first + 1, -1, np.int32)
            self._slot_by_id[self.ids[: self._sorted] - first] = np.arange(self._sorted)
        slots = self._slot_by_id[ids[(ids >= first) & (ids <= last)] - first]
        return slots[slots >= 0].astype(np.int64)

    def _new_slot(self, seeker_id: int) -> int:
        slot = self._free.pop() if self._free else self.n_slots
        if slot == self.n_slots:
            if slot == self._capacity:
                self._grow(slot + slot // 16 + 1024)
            self.n_slots += 1
            self.postings.reach(self.n_slots)
        self.ids[slot], self._later[seeker_id] = seeker_id, slot
        return slot

    def _grow(self, capacity: int) -> None:
        self._capacity = capacity
        for name in ("ids", "state", "place", "coded", "languages"):
            setattr(self, name, roomy(getattr(self, name), capacity))
        for part in (self.skills, self.occupations, self.postings):
            part.grow(capacity)

    def _set_skills(self, slot: int, entries: np.ndarray) -> None:
        before = self.skills.get(slot)["skill"].copy()
        if np.array_equal(before, entries):
            return
        self.postings.make_room_for_skills(len(self.books["skill"]))
        self.postings.edit(slot, before, entries)
        self.skills.set(slot, {"skill": entries})

    def _skills(self, slot: int) -> tuple[HeldSkill, ...] | None:
        entries = self.skills.get(slot)["skill"].tolist()
        if entries == [0]:
            return None
        names = self.books["skill"].values
        return tuple(HeldSkill(names[each & SKILL_BITS], (each >> LEVEL_SHIFT) or None) for each in entries)

    def _occupations(self, slot: int) -> tuple[HeldOccupation, ...] | None:
        entries = self.occupations.get(slot)
        codes, sides = entries["occupation"].tolist(), entries["side"].tolist()
        if codes == [0]:
            return None
        named, years = self.books["occupation"].values, self.books["occupation_years"].values
        return tuple(
            HeldOccupation(*named[code], years=years[year], held=bool(side & HELD), wanted=bool(side & WANTED))
            for code, year, side in zip(codes, entries["years"].tolist(), sides, strict=True)
        )
