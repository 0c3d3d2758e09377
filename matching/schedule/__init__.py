"""Who meets whom, and when: the interview schedule of a job fair.

A schedule is optimal *over the candidate pairs it was given*; when it was stopped early it says how far from the
optimum it can be at most.
"""

from matching.schedule.candidates import MAX_CANDIDATES, WISH_BONUS, Candidates, choose_candidates
from matching.schedule.greedy import solve_greedily
from matching.schedule.problem import Interviews, Problem
from matching.schedule.process import Progress, solve_in_process
from matching.schedule.result import Method, Schedule, Status
from matching.schedule.solve import solve

__all__ = [
    "MAX_CANDIDATES",
    "WISH_BONUS",
    "Candidates",
    "Interviews",
    "Method",
    "Problem",
    "Progress",
    "Schedule",
    "Status",
    "choose_candidates",
    "solve",
    "solve_greedily",
    "solve_in_process",
]
