"""Compiling the kernel ahead, so that no request waits for it."""

import time
from datetime import date

import numpy as np

from matching.columns import SeekerColumns
from matching.index import RankingIndex
from matching.profiles import HeldOccupation, HeldSkill, RequiredLanguage, RequiredSkill, SeekerProfile, VacancyProfile
from matching.relations import Relations


def warm_up() -> float:
    """Run every compiled loop once, on a handful of made-up profiles; return the seconds it took.

    What is compiled is kept in numba's cache (``NUMBA_CACHE_DIR``, else beside the code): the first time takes about
    half a minute, every later start of any process well under a second.
    """
    begun = time.perf_counter()
    index = RankingIndex(
        Relations([("skill:a", "skill:b", 0.5)]),
        today=date(2026, 1, 1),
        columns=SeekerColumns.from_profiles([_person(1, "skill:a", 2), SeekerProfile(2)]),
    )
    index.put(_person(3, "skill:b", 1))
    index.put(_person(3, "skill:a", 1))
    index.put(_person(3, "skill:a", 2))
    index.put_vacancy(_vacancy())
    index.rank(1)
    index.rank(1, among=np.array([1, 2]), override=[3])
    index.rank_vacancies(1)
    index.excluded(1)
    index.count_suitable(1, 0.5)
    index.skills_if_learned(1, [_vacancy()], ["skill:b"])
    index.remove(3)
    return time.perf_counter() - begun


def _person(id: int, skill: str, level: int) -> SeekerProfile:
    occupation = HeldOccupation("occupation:a", "7212", 1.0)
    return SeekerProfile(id, skills=(HeldSkill(skill, level),), occupations=(occupation,), languages={"eng": level})


def _vacancy() -> VacancyProfile:
    return VacancyProfile(
        1,
        isco="7212",
        skills=(RequiredSkill("skill:a"), RequiredSkill("skill:b", level=2)),
        languages=(RequiredLanguage("eng", 2),),
        experience_years=1,
        abroad=True,
    )
