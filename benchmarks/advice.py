"""How long advice takes: what would help a job seeker, what to ask them next, what a vacancy's requirements cost.

    python -m benchmarks advice --people 100000 --vacancies 300 1000

The people and vacancies of the ranking benchmark, who here are asked about everything: occupations, governorates, work
abroad and remote, education, availability, pay, contracts and licences, each unknown of one person in five.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import numpy as np

from benchmarks.population import Crowd, World, make_crowd, make_world
from matching.advice import next_question, what_if
from matching.changes import what_would_help
from matching.columns import Coded, OccupationLists, SeekerColumns
from matching.index import RankingIndex
from matching.profiles import VacancyProfile
from matching.warming import warm_up

TODAY = date(2026, 1, 1)
UNKNOWN_SHARE = 0.2
GOVERNORATES = [f"G{number}" for number in range(20)]
CONTRACTS = ["permanent", "temporary", "internship", "apprenticeship"]
LICENCES = [f"licence:{number}" for number in range(12)]
ISCO = [f"{group}{number}" for group in range(111, 960, 8) for number in range(1, 5)]
RUNS = 3


def everything(crowd: Crowd, world: World, seed: int) -> SeekerColumns:
    """The crowd with the columns that the ranking benchmark leaves out."""
    rng, n = np.random.default_rng(seed), len(crowd)
    drawn = partial(_drawn, rng, n)
    sets = [frozenset(rng.choice(GOVERNORATES, rng.integers(0, 4), replace=False).tolist()) for _ in range(60)]
    mobility = [(named, abroad, remote) for named in sets for abroad in (None, False, True) for remote in (False, True)]
    contracts = [frozenset(rng.choice(CONTRACTS, size, replace=False).tolist()) for size in (1, 2, 2, 3)]
    licences = [frozenset(rng.choice(LICENCES, rng.integers(0, 5), replace=False).tolist()) for _ in range(80)]
    occupations = OccupationLists(
        start=np.arange(n + 1),
        occupation=rng.integers(len(ISCO), size=n),
        years=drawn([float(years) for years in range(1, 20)]),
        sides=rng.integers(1, 4, n).astype(np.uint8),
        occupations=[(f"occupation:{code}", code) for code in ISCO],
    )
    return replace(
        crowd.columns(world),
        occupations=occupations,
        mobility=drawn(mobility),
        education=drawn(list(range(9))),
        availability=drawn([TODAY + timedelta(days=days) for days in range(-30, 120, 5)]),
        pay=drawn([float(floor) for floor in range(200, 2000, 50)]),
        contract=drawn(list(dict.fromkeys(contracts))),
        licences=drawn(list(dict.fromkeys(licences))),
    )


def demanding(vacancy: VacancyProfile, rng: np.random.Generator) -> VacancyProfile:
    """The vacancy with requirements of every kind."""
    isco = ISCO[rng.integers(len(ISCO))]
    return replace(
        vacancy,
        occupation=f"occupation:{isco}",
        isco=isco,
        place=replace(vacancy.place, governorate=GOVERNORATES[rng.integers(len(GOVERNORATES))]),
        remote=bool(rng.random() < 0.1),
        abroad=bool(rng.random() < 0.1),
        education=int(rng.integers(0, 7)),
        starts_on=TODAY + timedelta(days=int(rng.integers(0, 60))),
        pay_monthly_max=float(rng.integers(400, 2500)),
        contract=CONTRACTS[rng.integers(len(CONTRACTS))],
        licences=frozenset([LICENCES[rng.integers(len(LICENCES))]] if rng.random() < 0.3 else []),
    )


def main() -> None:
    """Print a line for each kind of advice and number of vacancies."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks advice", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--vacancies", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--asked", type=int, default=40, help="for how many people or vacancies advice is asked")
    chosen = parser.parse_args()
    warm_up()
    world = make_world(chosen.seed, max(chosen.vacancies))
    crowd = make_crowd(world, chosen.people, chosen.seed + 1)
    rng = np.random.default_rng(chosen.seed + 2)
    offers = [demanding(world.vacancy(number), rng) for number in range(max(chosen.vacancies))]
    people = rng.choice(np.flatnonzero(crowd.active), chosen.asked, replace=False).tolist()
    columns = everything(crowd, world, chosen.seed + 3)
    print(f"\n{chosen.people:,} people, seed {chosen.seed}; the least of {RUNS} runs, milliseconds of the processor\n")
    print("| what | vacancies | p50 | p95 | most |\n|---|---|---|---|---|")
    for size in chosen.vacancies:
        index = RankingIndex(world.relations(), today=TODAY, columns=columns)
        for vacancy in offers[:size]:
            index.put_vacancy(vacancy)
        report("what_would_help, all vacancies", size, partial(what_would_help, index), people)
        report("next_question", size, partial(next_question, index), people)
        report("rank_vacancies", size, index.rank_vacancies, people)
    report("what_would_help, one vacancy", 1, lambda person: what_would_help(index, person, 0), people)
    report("what_if", 1, partial(what_if, index), range(min(chosen.asked, size)))


def report(what: str, size: int, ask: Callable[[int], object], whom: Iterable[int]) -> None:
    """Print how long the asking takes, each the least of some runs."""
    took = [min(_seconds(partial(ask, one)) for _ in range(RUNS)) * 1e3 for one in whom]
    p50, p95 = np.percentile(took, [50, 95])
    print(f"| {what} | {size:,} | {p50:.1f} | {p95:.1f} | {max(took):.1f} |", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _drawn(rng: np.random.Generator, n: int, values: list) -> Coded:
    """A column of these values, drawn evenly but for the share that is unknown."""
    codes = rng.integers(1, len(values) + 1, n)
    return Coded(np.where(rng.random(n) < UNKNOWN_SHARE, 0, codes), [None, *values])


if __name__ == "__main__":
    main()
