"""Small fairs for the schedule's tests, and a solver that tries everything."""

import numpy as np
from hypothesis import strategies as st

from matching.schedule import Interviews, Problem, Schedule


@st.composite
def small_fairs(draw, *, uniform: bool = False) -> Problem:
    """Fairs of up to three people, three booths and three slots; `uniform` ones have nobody away and no way to walk."""
    n_people, n_booths, n_slots = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    every_pair = [(person, booth) for person in range(n_people) for booth in range(n_booths)]
    pairs = draw(st.lists(st.sampled_from(every_pair), unique=True, min_size=1, max_size=6))
    values = draw(st.lists(st.integers(0, 20), min_size=len(pairs), max_size=len(pairs)))
    desks = draw(st.lists(st.integers(1, 2), min_size=n_booths, max_size=n_booths))
    capacity = np.repeat(np.array(desks, dtype=np.int64)[:, None], n_slots, axis=1)
    available = np.ones((n_people, n_slots), dtype=bool)
    way = 0
    if not uniform:
        capacity = capacity * draw_flags(draw, n_booths, n_slots)
        available = draw_flags(draw, n_people, n_slots).astype(bool)
        way = draw(st.sampled_from([0, 10, 25]))
    problem = Problem(
        person=np.array([pair[0] for pair in pairs], dtype=np.int64),
        booth=np.array([pair[1] for pair in pairs], dtype=np.int64),
        value=np.array(values) / 10,
        capacity=capacity,
        available=available,
        starts=np.arange(n_slots, dtype=np.int64) * 20,
        slot_minutes=20,
        hall=np.arange(n_booths, dtype=np.int64) % 2,
        travel_minutes=np.array([[0, way], [way, 0]], dtype=np.int64),
        at_most=draw(st.integers(1, 3)),
        at_least=draw(st.integers(0, 2)),
        shortfall_cost=draw(st.sampled_from([0.0, 0.5, 3.0])),
    )
    return problem


def draw_flags(draw, rows: int, columns: int) -> np.ndarray:
    """A random table of 0 and 1, shape (rows, columns)."""
    cells = draw(st.lists(st.integers(0, 1), min_size=rows * columns, max_size=rows * columns))
    return np.array(cells, dtype=np.int64).reshape(rows, columns)


def best_by_trying_everything(problem: Problem) -> float:
    """The worth of the best schedule, by walking through all of them."""
    fixed = list(zip(*(part.tolist() for part in problem.fixed), strict=True))
    best = -np.inf

    def visit(pair: int, taken: list[tuple[int, int, int]]) -> None:
        nonlocal best
        if pair == len(problem.person):
            best = max(best, worth(problem, taken))
            return
        visit(pair + 1, taken)
        for slot in range(len(problem.starts)):
            more = [*taken, (int(problem.person[pair]), int(problem.booth[pair]), slot)]
            if not broken_rules(problem, fixed + more):
                visit(pair + 1, more)

    visit(0, [])
    return best


def worth(problem: Problem, taken: list[tuple[int, int, int]]) -> float:
    """Values of the new pairs less the cost of every interview that somebody is short of."""
    value = {(int(p), int(b)): float(v) for p, b, v in zip(problem.person, problem.booth, problem.value, strict=True)}
    count = [0] * problem.n_people
    for person in [*problem.fixed.person.tolist(), *(row[0] for row in taken)]:
        count[person] += 1
    short = sum(max(problem.at_least - number, 0) for number in count)
    return sum(value[row[:2]] for row in taken) - problem.shortfall_cost * short


def broken_rules(problem: Problem, rows: list[tuple[int, int, int]]) -> list[str]:
    """Which rules a list of (person, booth, slot) breaks; none when it can be held."""
    broken = []
    for index, (person, booth, slot) in enumerate(rows):
        if not problem.available[person, slot]:
            broken.append(f"person {person} is away in slot {slot}")
        if sum(row[1:] == (booth, slot) for row in rows) > problem.capacity[booth, slot]:
            broken.append(f"booth {booth} has too few interviewers in slot {slot}")
        if sum(row[0] == person for row in rows) > problem.at_most:
            broken.append(f"person {person} has too many interviews")
        for other_person, other_booth, other_slot in rows[index + 1 :]:
            if other_person != person:
                continue
            free = abs(int(problem.starts[slot]) - int(problem.starts[other_slot])) - problem.slot_minutes
            if free < problem.travel_minutes[problem.hall[booth], problem.hall[other_booth]]:
                broken.append(f"person {person} cannot be in slots {slot} and {other_slot}")
            if other_booth == booth:
                broken.append(f"person {person} meets booth {booth} twice")
    return broken


def rows_of(schedule: Schedule) -> list[tuple[int, int, int]]:
    """The interviews as triples."""
    interviews: Interviews = schedule.interviews
    return list(zip(*(part.tolist() for part in interviews), strict=True))
