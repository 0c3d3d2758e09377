"""The interview schedule beside greedy: ``python -m benchmarks.schedule [--large]``.

Made-up fairs with a fixed seed. A person's match scores lean on a taste of their own and a booth's popularity, as at a
real fair, where many want to talk to the same few businesses.
"""

import argparse
import time
from dataclasses import replace

import numpy as np

from matching.schedule import Problem, choose_candidates, solve, solve_greedily

SLOT_MINUTES = 20
AT_MOST = 5
HEADINGS = (
    "fair",
    "people x booths x slots",
    "way",
    "processor seconds (greedy)",
    "worth (greedy)",
    "better by",
    "people served (greedy)",
    "proof",
)


def make_fair(n_people: int, n_booths: int, n_slots: int, *, away: float, way_minutes: int, seed: int = 20) -> Problem:
    """A fair where each person is away for a part `away` of the day, in one piece."""
    random = np.random.default_rng(seed)
    traits = 8
    likeness = random.normal(size=(n_people, traits)) @ random.normal(size=(traits, n_booths)) / np.sqrt(traits)
    scores = 1 / (1 + np.exp(-(likeness + random.normal(size=n_booths))))
    wishes = (random.random(scores.shape) < 0.1 * scores).astype(float)
    pairs = choose_candidates(scores, wishes)
    available = np.ones((n_people, n_slots), dtype=bool)
    length = round(away * n_slots)
    for row, first in zip(available, random.integers(0, n_slots - length + 1, n_people), strict=True):
        row[first : first + length] = False
    return Problem(
        person=pairs.person,
        booth=pairs.booth,
        value=pairs.value,
        capacity=np.repeat(random.integers(1, 3, n_booths)[:, None], n_slots, axis=1),
        available=available,
        starts=np.arange(n_slots) * SLOT_MINUTES,
        slot_minutes=SLOT_MINUTES,
        hall=np.arange(n_booths) % 3,
        travel_minutes=np.where(np.eye(3, dtype=bool), 0, way_minutes),
        at_most=AT_MOST,
        at_least=1,
    )


def report(name: str, problem: Problem, time_limit_s: float) -> str:
    """One line of the table: sizes, processor seconds of all threads, how much better than greedy."""
    started = time.process_time()
    simple = solve_greedily(problem)
    middle = time.process_time()
    best = solve(problem, time_limit_s=time_limit_s)
    ended = time.process_time()
    people = [problem.n_people - len(schedule.unserved) for schedule in (simple, best)]
    cells = [
        name,
        f"{problem.n_people} x {len(problem.hall)} x {len(problem.starts)}",
        best.method.value,
        f"{ended - middle:.1f} ({middle - started:.1f})",
        f"{best.value:.1f} ({simple.value:.1f})",
        f"{best.value / simple.value - 1:+.1%}",
        f"{people[1]} ({people[0]})",
        f"{best.status.value}, gap {best.gap:.4%}",
    ]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table; ``--large`` adds the fairs that take minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="600 people as well")
    parser.add_argument("--time-limit", type=float, default=120.0, help="seconds for each")
    options = parser.parse_args()
    print("| " + " | ".join(HEADINGS) + " |")
    print("|---" * len(HEADINGS) + "|")
    small = make_fair(150, 25, 16, away=0.25, way_minutes=0)
    fairs = [
        ("everybody all day", replace(small, available=np.ones_like(small.available))),
        ("a quarter of the day away", small),
        ("away, and 15 minutes between halls", make_fair(150, 25, 16, away=0.25, way_minutes=15)),
    ]
    if options.large:
        large = make_fair(600, 50, 16, away=0.25, way_minutes=0)
        fairs += [
            ("everybody all day", replace(large, available=np.ones_like(large.available))),
            ("a quarter of the day away", large),
            ("away, and 15 minutes between halls", make_fair(600, 50, 16, away=0.25, way_minutes=15)),
            ("half of the day away, 45 minutes between halls", make_fair(600, 50, 16, away=0.5, way_minutes=45)),
        ]
    for name, problem in fairs:
        print(report(name, problem, options.time_limit), flush=True)


if __name__ == "__main__":
    main()
