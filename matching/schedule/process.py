"""The search in a process of its own, so that it can be stopped at any moment and never holds up a web process."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from matching.schedule.greedy import solve_greedily
from matching.schedule.pairing import choose_pairs
from matching.schedule.problem import Problem
from matching.schedule.result import Schedule, Status
from matching.schedule.solve import DEFAULT_TIME_LIMIT_S, solve

GRACE_S = 5.0  # for the solver to notice its limit and to send the answer home; the best so far is here already
POLL_S = 0.2


@dataclass(frozen=True)
class Progress:
    """How far the search is; `best` is the schedule that it would hand over if stopped now."""

    elapsed_s: float
    best: Schedule | None


def _work(problem: Problem, time_limit_s: float, home: Connection) -> None:
    _, bound = choose_pairs(problem)
    home.send(solve_greedily(problem, bound=bound))
    home.send(solve(problem, time_limit_s=time_limit_s, on_better=now_and_then(home.send)))
    home.close()


def now_and_then(send: Callable[[Schedule], None]) -> Callable[[Schedule], None]:
    """Send what is handed over, but no more often than it is looked at."""
    sent = [-POLL_S]

    def hand_over(schedule: Schedule) -> None:
        if time.monotonic() - sent[0] >= POLL_S:
            sent[0] = time.monotonic()
            send(schedule)

    return hand_over


def solve_in_process(
    problem: Problem,
    *,
    time_limit_s: float = DEFAULT_TIME_LIMIT_S,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    poll_s: float = POLL_S,
) -> Schedule | None:
    """Solve in a child process that ends with the time limit, when `cancelled()` says so, or with this process.

    Returns
    -------
    Schedule or None
        The best found, with its proven gap; None when it was cancelled before the first.

    Raises
    ------
    RuntimeError
        If the child ended by itself without an answer.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(problem, time_limit_s, sender), daemon=True)
    child.start()
    sender.close()
    started, best, ended = time.monotonic(), None, None
    try:
        while ended is None:
            if receiver.poll(poll_s):
                try:
                    best = receiver.recv()
                except EOFError:  # the child closed its end: it has said all it had to say
                    ended = "finished"
                    child.join(GRACE_S)
            elapsed = time.monotonic() - started
            on_progress(Progress(elapsed, best))
            if ended is None and cancelled():
                ended = Status.CANCELLED
            elif ended is None and elapsed > time_limit_s + GRACE_S:
                ended = Status.TIME_LIMIT
    finally:
        receiver.close()
        child.terminate()
        child.join()
    if isinstance(ended, Status):
        return best and replace(best, status=ended)
    if best is None or child.exitcode:
        raise RuntimeError(f"the search ended with code {child.exitcode}")
    return best
