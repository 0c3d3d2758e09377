"""Related skills read off who holds what, beside those that the vocabulary relates."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix

from matching.columns import SkillLists

LEAST_TOGETHER = 20  # people; fewer identify somebody, and are chance
DOUBT = 20.0  # people added to the holders, so that a rare skill must be seen often before it counts
HIGHEST = 0.7  # holding another skill never stands for more than this


def related_by_cooccurrence(
    lists: SkillLists, least_together: int = LEAST_TOGETHER
) -> Iterator[tuple[str, str, float]]:
    """Yield (skill, related, similarity) where holders of `related` hold `skill` far more often than others do.

    The similarity is how much likelier than in the whole population a holder of `related` is to hold `skill` as well:
    (P(skill | related) - P(skill)) / (1 - P(skill)), doubted for rare skills, at most 0.7. It is meant to be chained
    with the vocabulary's relations, which are kept where they say more.

    Parameters
    ----------
    lists : SkillLists
        Of everybody who gave consent to be matched; only sums leave this function.

    References
    ----------
    The confidence and "added value" of an association rule: Agrawal, Imielinski and Swami (1993); Sahar (1999).
    """
    people = lists.start.size - 1
    ones = np.ones(lists.concept.size, np.int32)
    held = csr_matrix((ones, lists.concept, lists.start), shape=(people, len(lists.concepts)))
    held.data[:] = 1
    together = (held.T @ held).tocoo()
    holders = np.bincount(lists.concept, minlength=len(lists.concepts))
    skill, related, count = together.row, together.col, together.data
    kept = (skill != related) & (count >= least_together)
    skill, related, count = skill[kept], related[kept], count[kept]
    usual = holders[skill] / people
    likely = count / (holders[related] + DOUBT)
    similarity = np.minimum(HIGHEST, (likely - usual) / np.maximum(1 - usual, 1 / people))
    for a, b, value in zip(skill.tolist(), related.tolist(), similarity.tolist(), strict=True):
        if value > 0.001:
            yield lists.concepts[a], lists.concepts[b], value
