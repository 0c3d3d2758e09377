"""The compiled loops. One file, so that numba's cache notices every change.

The layout's constants are compiled in, which the cache does not notice: who changes one of them changes this file and
`inverting` as well. Blocks are of 65,536 people here.

Skills are summed in whole thousandths and everything else in float64 in one fixed order (skills, occupation, location,
language, then the coded criteria), so the scores are the naive ones to the bit. Pruning uses bounds that are never
below the true score, so the answer is exact. Nothing here is compiled at import; see `warm_up` in the index.
"""

import numpy as np
from numba import njit

from matching.engine.layout import (
    ABSENT,
    ACTIVE,
    BLOCK,
    BY_DISTANCE,
    CHUNK,
    HELD,
    INSIDE,
    LANGUAGE_UNKNOWN,
    LEVEL_SHIFT,
    LOCATION_UNKNOWN,
    MOBILITY,
    NOT_REACHED,
    OUTSIDE,
    RADIUS,
    REACHED,
    SKILL_BITS,
    UNKNOWN,
    WAIVED,
    WANTED,
)

SAME = 1000
MARGIN = 1e-9  # far above what rounding can do, far below what two different scores differ by
TILE = 4096
SAMPLED = 4  # one in so many is looked at to guess where the best begin
LIKELY = 40  # how many times as many as are wanted are looked at first, to raise the bar for the rest
HIGHEST = np.iinfo(np.int32).max
LOCATION, LANGUAGE, CODED_FROM = 2, 3, 4  # where these stand among the criteria
HELD_SHARE, WANTED_SHARE = 0.7, 0.3
compiled = njit(nogil=True, cache=True, error_model="numpy")
inlined = njit(nogil=True, cache=True, error_model="numpy", forceinline=True)


@compiled
def _dense_totals(store, query, lo, n, totals):
    """Begin the block's totals with the required skills that are kept as dense columns and state no level."""
    for start in range(0, n, TILE):
        end = min(n, start + TILE)
        totals[start:end] = 0
        for j in range(query.skill.size):
            if query.skill[j] < 0 or query.level[j] > 0 or store.dense_of[query.skill[j]] < 0:
                continue
            column = store.dense[store.dense_of[query.skill[j]], lo + start : lo + end]
            part = totals[start:end]
            points = np.int32(query.weight[j] * SAME)
            for i in range(part.size):
                part[i] += points if column[i] != 0 else np.int32(0)


@compiled
def _related_totals(store, query, block, lo, n, j, mark, totals, stamps):
    """Add one required skill without a level: itself first, then the related, nearest first, each person once."""
    skill = query.skill[j]
    offsets, base = store.offsets[block], store.base[block]
    direct = store.dense_of[skill] if skill >= 0 else -1
    if skill >= 0 and direct < 0:
        points = np.int32(query.weight[j] * SAME)
        for at in range(base + offsets[skill], base + offsets[skill + 1]):
            i = store.postings[at]
            totals[i] += points
            stamps[i] = mark
    for r in range(query.related_start[j], query.related_start[j + 1]):
        points = np.int32(query.weight[j] * query.similarity[r])
        row = store.dense_of[query.related[r]]
        if row >= 0:
            for i in range(n):
                if store.dense[row, lo + i] and stamps[i] != mark and (direct < 0 or store.dense[direct, lo + i] == 0):
                    totals[i] += points
                    stamps[i] = mark
            continue
        for at in range(base + offsets[query.related[r]], base + offsets[query.related[r] + 1]):
            i = store.postings[at]
            if stamps[i] != mark and (direct < 0 or store.dense[direct, lo + i] == 0):
                totals[i] += points
                stamps[i] = mark


@inlined
def _levelled(similarity, held, required):
    return similarity if held == 0 or held >= required else similarity * held // required


@compiled
def _raise_best(store, block, lo, n, skill, similarity, required, best):
    """Raise each holder's best similarity to a required skill, scaled by the level held."""
    row = store.dense_of[skill]
    if row >= 0:
        for i in range(n):
            held = store.dense[row, lo + i]
            if held:
                best[i] = max(best[i], _levelled(similarity, held - 1, required))
        return
    begin = store.base[block]
    for at in range(begin + store.offsets[block, skill], begin + store.offsets[block, skill + 1]):
        i = store.postings[at]
        best[i] = max(best[i], _levelled(similarity, np.int64(store.posting_levels[at]), required))


@compiled
def _levelled_totals(store, query, block, lo, n, j, totals, best):
    """Add one required skill that states a level: the best of all, since a level may put a related skill first."""
    best[:n] = 0
    if query.skill[j] >= 0:
        _raise_best(store, block, lo, n, query.skill[j], SAME, query.level[j], best)
    for r in range(query.related_start[j], query.related_start[j + 1]):
        _raise_best(store, block, lo, n, query.related[r], query.similarity[r], query.level[j], best)
    for i in range(n):
        totals[i] += np.int32(query.weight[j] * best[i])


@compiled
def _skill_totals(store, query, block, lo, n, scratch):
    """Sum weight x best similarity for everybody in a block, in thousandths."""
    totals, stamps = scratch.totals, scratch.stamps
    _dense_totals(store, query, lo, n, totals)
    stamps[:n] = 0
    for j in range(query.skill.size):
        if query.level[j] > 0:
            _levelled_totals(store, query, block, lo, n, j, totals, scratch.best)
            continue
        mark = 1 + j % 255
        if mark == 1 and j > 0:
            stamps[:n] = 0
        _related_totals(store, query, block, lo, n, j, mark, totals, stamps)
    if query.skill.size:
        begin = store.base[block]
        for at in range(begin + store.offsets[block, UNKNOWN], begin + store.offsets[block, UNKNOWN + 1]):
            totals[store.postings[at]] += np.int32(query.unknown_total)


@compiled
def _add_skills(totals, share, full_total, lo, chosen, count, scores):
    """Begin the scores of the chosen; from here on `chosen` holds slots."""
    for c in range(count):
        scores[c] = share * (totals[chosen[c]] / full_total) if share > 0 else 0.0
        chosen[c] += lo


@compiled
def _add_occupation(store, query, chosen, count, scores):
    """Add 0.7 x the best occupation held and 0.3 x the best wanted; see the criterion."""
    starts, counts, codes = store.occupations_start, store.occupations_count, store.occupations
    sides, years, seasoned, nearness = store.occupation_sides, store.occupation_years, store.seasoned, query.nearness
    for c in range(count):
        begin, size = np.int64(starts[chosen[c]]), np.int64(counts[chosen[c]])
        held, wanted = -1.0, -1.0
        for at in range(begin, begin + size):
            near = nearness[codes[at]]
            if sides[at] & HELD:
                held = max(held, near * seasoned[years[at]])
            if sides[at] & WANTED:
                wanted = max(wanted, near)
        if held < 0 and wanted < 0:  # "nobody asked" is kept as one entry without a side, "none" as no entry
            scores[c] += query.shares[1] * (query.prior if size else 0.0)
            continue
        held, wanted = query.prior if held < 0 else held, query.prior if wanted < 0 else wanted
        scores[c] += query.shares[1] * (HELD_SHARE * held + WANTED_SHARE * wanted)


@compiled
def _add_location(store, query, chosen, count, scores):
    """Add the location: what mobility decides, else the distance against the radius."""
    ways, radii, places = store.coded[MOBILITY], store.coded[RADIUS], store.place
    way_of, radius_km, distance_km, share = query.mobility, store.radius_km, query.distance_km, query.shares[2]
    for c in range(count):
        slot = chosen[c]
        way = way_of[ways[slot]]
        distance, radius = distance_km[places[slot]], radius_km[radii[slot]]
        points = query.prior
        if way != BY_DISTANCE:
            points = 1.0 if way == REACHED else (0.0 if way == NOT_REACHED else query.prior)
        elif distance == 0.0:
            points = 1.0
        elif distance > 0.0 and radius > 0.0:
            points = min(1.0, max(0.0, (2 * radius - distance) / (1.5 * radius)))
        elif distance > 0.0 and radius == 0.0:
            points = 0.0
        scores[c] += share * points


@compiled
def _add_languages(store, query, chosen, count, scores):
    """Add the mean over the required languages."""
    share, size = query.shares[3], query.language.size
    for c in range(count):
        points = 0.0
        for m in range(size):
            points += query.language_points[m, store.languages[query.language[m], chosen[c]]]
        scores[c] += share * (points / size)


@compiled
def _add_coded(store, query, at, chosen, count, scores):
    """Add a criterion that a table gives, code by code."""
    share, codes, table = query.shares[4 + at], store.coded[at], query.tables[query.table_start[at] :]
    for c in range(count):
        scores[c] += share * table[codes[chosen[c]]]


@compiled
def _still_open(chosen, count, scores, bar):
    """Keep the chosen that can still reach the bar; return how many."""
    kept = 0
    for c in range(count):
        chosen[kept], scores[kept] = chosen[c], scores[c]
        kept += scores[c] >= bar
    return kept


@compiled
def _score_chosen(store, query, lo, totals, full_total, rest, least, chosen, count, scores):
    """Score the chosen, dropping those sure to stay below `least`; `rest[c]` bounds what follows criterion c."""
    _add_skills(totals, query.shares[0], full_total, lo, chosen, count, scores)
    count = _still_open(chosen, count, scores, least - rest[0] - MARGIN)
    if query.shares[1] > 0:
        _add_occupation(store, query, chosen, count, scores)
        count = _still_open(chosen, count, scores, least - rest[1] - MARGIN)
    if query.shares[2] > 0:
        _add_location(store, query, chosen, count, scores)
        count = _still_open(chosen, count, scores, least - rest[2] - MARGIN)
    if query.shares[3] > 0:
        _add_languages(store, query, chosen, count, scores)
        count = _still_open(chosen, count, scores, least - rest[3] - MARGIN)
    for at in range(query.table_start.size):
        if query.shares[4 + at] > 0:
            _add_coded(store, query, at, chosen, count, scores)
    return count


@compiled
def _fit(store, query, lo, n, mask, fit):
    """Mark who is eligible in a block."""
    state = store.state[lo : lo + n]
    for i in range(n):
        fit[i] = np.uint8(state[i] == np.uint8(ACTIVE))
    for m in range(query.language.size):
        column = store.languages[query.language[m], lo : lo + n]
        lowest = query.language_lowest[m]
        for i in range(n):
            fit[i] &= np.uint8(column[i] >= lowest)
    for r in range(query.rule_column.size):
        column = store.coded[query.rule_column[r], lo : lo + n]
        for i in range(n):
            fit[i] &= np.uint8(1) - query.rule_excludes[query.rule_start[r] + column[i]]
    if mask.size:
        for i in range(n):
            said = mask[lo + i]
            fit[i] = (fit[i] and said == INSIDE) or (said == WAIVED and state[i] == ACTIVE)
    fit[n : n + 8] = 0


@compiled
def _count(words, n):
    """Count marks, eight to a word: the bytes of 16 words add up without overflowing into each other."""
    total = np.uint64(0)
    for start in range(0, (n + 7) // 8, 16):
        packed = np.uint64(0)
        for word in range(start, min(start + 16, (n + 7) // 8)):
            packed += words[word]
        total += (packed * np.uint64(0x0101010101010101)) >> np.uint64(56)
    return np.int64(total)


@compiled
def _pool(store, lo, n, mask):
    """Count who is in the pool, eligible or not."""
    pool = 0
    for i in range(n):
        pool += store.state[lo + i] != ABSENT and (mask.size == 0 or mask[lo + i] != OUTSIDE)
    return pool


@compiled
def _unfit(store, lo, n, mask, fit):
    """Turn the marks round: everybody in the pool who is not eligible."""
    for i in range(n):
        inside = store.state[lo + i] != ABSENT and (mask.size == 0 or mask[lo + i] != OUTSIDE)
        fit[i] = inside and not fit[i]


@inlined
def _worse(score, id, other_score, other_id):
    return score < other_score or (score == other_score and id > other_id)


@compiled
def _sift_down(scores, slots, ids, size):
    """Restore a heap whose root, the worst kept, has been replaced."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and _worse(scores[child + 1], ids[slots[child + 1]], scores[child], ids[slots[child]]):
            child += 1
        if not _worse(scores[child], ids[slots[child]], scores[at], ids[slots[at]]):
            return
        scores[at], scores[child] = scores[child], scores[at]
        slots[at], slots[child] = slots[child], slots[at]
        at = child


@inlined
def _keep(scores, slots, ids, size, score, slot):
    """Put one into the heap of the best; return its new size."""
    if size < scores.size:
        at = size
        scores[at], slots[at] = score, slot
        while at > 0 and _worse(score, ids[slot], scores[(at - 1) // 2], ids[slots[(at - 1) // 2]]):
            parent = (at - 1) // 2
            scores[at], slots[at] = scores[parent], slots[parent]
            scores[parent], slots[parent] = score, slot
            at = parent
        return size + 1
    if _worse(scores[0], ids[slots[0]], score, ids[slot]):
        scores[0], slots[0] = score, slot
        _sift_down(scores, slots, ids, size)
    return size


@inlined
def _total_needed(least, share, rest, full_total):
    """Return the lowest skill total that can still reach `least`; never too high."""
    if share <= 0:
        return 0
    needed = (least - rest - MARGIN) / share * full_total - 1.0
    return 0 if needed <= 0 else int(needed)


@compiled
def _mark(totals, fit, n, low, high, marks):
    """Mark the eligible with a skill total in [low, high)."""
    low, high = np.int32(low), np.int32(min(high, HIGHEST))
    for i in range(n):
        marks[i] = fit[i] & np.uint8(totals[i] >= low) & np.uint8(totals[i] < high)
    marks[n : n + 8] = 0


@compiled
def _choose(words, marks, word, n_words, chosen):
    """Collect the marked from a word of eight on; return how many, and the word where it stopped."""
    count = 0
    while word < n_words and count <= CHUNK - 8:
        if words[word]:
            for i in range(8 * word, 8 * word + 8):
                chosen[count] = i
                count += marks[i]
        word += 1
    return count, word


@compiled
def _scan(store, query, lo, n, scratch, low, high, rest, full_total, scores, slots, size):
    """Offer the eligible with a skill total in [low, high) to the heap; return its size."""
    chosen, partial, word, n_words = scratch.chosen, scratch.partial, 0, (n + 7) // 8
    _mark(scratch.totals, scratch.fit, n, low, high, scratch.marks)
    while word < n_words:
        count, word = _choose(scratch.mark_words, scratch.marks, word, n_words, chosen)
        least = scores[0] if size == scores.size else -1.0
        count = _score_chosen(store, query, lo, scratch.totals, full_total, rest, least, chosen, count, partial)
        for c in range(count):
            size = _keep(scores, slots, store.ids, size, partial[c], chosen[c])
    return size


@compiled
def _promising(scratch, n, full_total, wanted):
    """Return a skill total that about `wanted` of the eligible reach: who to look at first."""
    histogram, totals, fit = scratch.histogram, scratch.totals, scratch.fit
    histogram[:] = 0
    shift = 0
    while int(full_total) >> shift > 255:
        shift += 1
    for i in range(0, n, SAMPLED):
        histogram[totals[i] >> shift] += fit[i]
    seen = 0
    for bucket in range(255, -1, -1):
        seen += SAMPLED * histogram[bucket]
        if seen >= wanted:
            return bucket << shift
    return 0


@compiled
def coverage(store, query, slots, out):
    """Write the share of the weight that is known of each person."""
    known = np.empty(query.shares.size)
    for at in range(slots.size):
        _write_known(store, query, slots[at], known)
        out[at] = 0.0
        for c in range(known.size):
            if query.shares[c] > 0:
                out[at] += query.shares[c] * known[c]


@compiled
def _write_known(store, query, slot, known):
    """Write how much of each criterion is known of a person."""
    known[:] = 1.0
    if store.skills_count[slot] == 1 and store.skills[np.int64(store.skills_start[slot])] == UNKNOWN:
        known[0] = 0.0
    known[1] = _occupation_known(store, slot)
    known[2] = _location_known(store, query, slot)
    if query.language.size:
        asked = 0.0
        for m in range(query.language.size):
            asked += store.languages[query.language[m], slot] != LANGUAGE_UNKNOWN
        known[3] = asked / query.language.size
    for c in range(query.table_start.size):
        if query.table_start[c] >= 0:
            known[4 + c] = query.known[query.table_start[c] + store.coded[c, slot]]


@compiled
def _occupation_known(store, slot):
    begin, size = np.int64(store.occupations_start[slot]), np.int64(store.occupations_count[slot])
    sides = 0
    for at in range(begin, begin + size):
        sides |= store.occupation_sides[at]
    if size == 0:
        return 1.0
    return HELD_SHARE * (sides & HELD > 0) + WANTED_SHARE * (sides & WANTED > 0)


@compiled
def _location_known(store, query, slot):
    way = query.mobility[store.coded[MOBILITY, slot]]
    if way != BY_DISTANCE:
        return 0.0 if way == LOCATION_UNKNOWN else 1.0
    distance = query.distance_km[store.place[slot]]
    if distance < 0:
        return 0.0
    return 1.0 if distance == 0 or store.coded[RADIUS, slot] != UNKNOWN else 0.0


@compiled
def rank(store, query, mask, invert, scratch, scores, slots, known):
    """Fill `scores`, `slots` and `known` (coverage) with the best, in order.

    Returns how many those are, how many were fit, and how many are in the pool; the last only where there is a mask.
    """
    full_total = 0.0
    for j in range(query.weight.size):
        full_total += SAME * query.weight[j]
    rest = np.zeros(query.shares.size)
    for c in range(query.shares.size - 2, -1, -1):
        rest[c] = rest[c + 1] + query.shares[c + 1] * query.best_points[c + 1]
    size, considered, pool = 0, 0, 0
    everything = np.int64(1) << 40
    for lo in range(0, store.n_slots, BLOCK):
        n = min(BLOCK, store.n_slots - lo)
        _fit(store, query, lo, n, mask, scratch.fit)
        if invert:
            _unfit(store, lo, n, mask, scratch.fit)
        if mask.size:
            pool += _pool(store, lo, n, mask)
        here = _count(scratch.fit_words, n)
        considered += here
        if here == 0:
            continue
        _skill_totals(store, query, lo // BLOCK, lo, n, scratch)
        high = everything
        if size < scores.size and full_total > 0:
            first = _promising(scratch, n, full_total, LIKELY * scores.size)
            size = _scan(store, query, lo, n, scratch, first, high, rest, full_total, scores, slots, size)
            high = first
        low = 0
        if size == scores.size:
            low = _total_needed(scores[0], query.shares[0], rest[0], full_total)
        if low < high:
            size = _scan(store, query, lo, n, scratch, low, high, rest, full_total, scores, slots, size)
    for last in range(size - 1, 0, -1):
        scores[0], scores[last] = scores[last], scores[0]
        slots[0], slots[last] = slots[last], slots[0]
        _sift_down(scores, slots, store.ids, last)
    coverage(store, query, slots[:size], known)
    return size, considered, pool


@compiled
def _total_of(store, query, slot):
    """Sum weight x best similarity for one person, from the list of their skills."""
    begin = np.int64(store.skills_start[slot])
    end = begin + store.skills_count[slot]
    if end - begin == 1 and store.skills[begin] == UNKNOWN:
        return query.unknown_total
    total = 0
    for j in range(query.skill.size):
        best = 0
        for at in range(begin, end):
            skill, level = store.skills[at] & SKILL_BITS, np.int64(store.skills[at] >> LEVEL_SHIFT)
            best = max(best, _levelled(_similarity(query, j, skill), level, query.level[j] if query.level[j] else 1))
        total += query.weight[j] * best
    return total


@compiled
def suitable(store, query, mask, scratch, bar):
    """Count who is eligible, and who of those scores at least `bar`."""
    full_total = SAME * float(query.weight.sum())
    rest = np.zeros(query.shares.size)
    for c in range(query.shares.size - 2, -1, -1):
        rest[c] = rest[c + 1] + query.shares[c + 1] * query.best_points[c + 1]
    needed = _total_needed(bar, query.shares[0], rest[0], full_total)
    eligible, reached = 0, 0
    for lo in range(0, store.n_slots, BLOCK):
        n = min(BLOCK, store.n_slots - lo)
        _fit(store, query, lo, n, mask, scratch.fit)
        eligible += _count(scratch.fit_words, n)
        _skill_totals(store, query, lo // BLOCK, lo, n, scratch)
        _mark(scratch.totals, scratch.fit, n, needed, HIGHEST, scratch.marks)
        word, n_words = 0, (n + 7) // 8
        while word < n_words:
            count, word = _choose(scratch.mark_words, scratch.marks, word, n_words, scratch.chosen)
            count = _score_chosen(
                store, query, lo, scratch.totals, full_total, rest, bar, scratch.chosen, count, scratch.partial
            )
            for c in range(count):
                reached += scratch.partial[c] >= bar
    return eligible, reached


@compiled
def stand(store, query, slot, scratch, points, known):
    """Write one person's points and coverage by criterion; return what keeps them out, a bit for each criterion.

    `query` must share 1 to each criterion asked; `points` and `known` have one entry a criterion. An inactive profile
    is the bit after the last criterion.
    """
    chosen, partial = scratch.chosen, scratch.partial
    points[:] = 0.0
    chosen[0] = slot
    for c in range(points.size):
        if query.shares[c] == 0:
            continue
        partial[0] = 0.0
        if c == 0:
            partial[0] = _total_of(store, query, slot) / (SAME * float(query.weight.sum()))
        elif c == 1:
            _add_occupation(store, query, chosen, 1, partial)
        elif c == 2:
            _add_location(store, query, chosen, 1, partial)
        elif c == 3:
            _add_languages(store, query, chosen, 1, partial)
        else:
            _add_coded(store, query, c - 4, chosen, 1, partial)
        points[c] = partial[0]
    _write_known(store, query, slot, known)
    return _broken(store, query, slot)


@compiled
def _broken(store, query, slot):
    """Return which criteria's hard rules one person breaks, as bits; see `stand`."""
    broken = np.int64(store.state[slot] != ACTIVE) << query.shares.size
    for m in range(query.language.size):
        if store.languages[query.language[m], slot] < query.language_lowest[m]:
            broken |= 1 << LANGUAGE
    for r in range(query.rule_column.size):
        column = query.rule_column[r]
        if query.rule_excludes[query.rule_start[r] + store.coded[column, slot]]:
            broken |= 1 << (LOCATION if column == MOBILITY else CODED_FROM + column)
    return broken


@compiled
def learned(store, query, slot, wanted, extra, codes, points, count):
    """Write the points that one person would have with one more skill, for each wanted skill that adds to them.

    `wanted` says of each skill whether it is looked at; the further skill's level is unknown. `extra`, one number a
    skill, is all zeros and is left so. Writes into `codes` and `points` from `count` on and returns where it stopped.
    """
    begin = np.int64(store.skills_start[slot])
    end = begin + store.skills_count[slot]
    total, first, full_total = 0, count, SAME * float(query.weight.sum())
    for j in range(query.skill.size):
        best = 0
        for at in range(begin, end):
            skill, level = store.skills[at] & SKILL_BITS, np.int64(store.skills[at] >> LEVEL_SHIFT)
            best = max(best, _levelled(_similarity(query, j, skill), level, query.level[j] if query.level[j] else 1))
        total += query.weight[j] * best
        for r in range(query.related_start[j] - 1, query.related_start[j + 1]):
            itself = r < query.related_start[j]
            code = query.skill[j] if itself else query.related[r]
            more = query.weight[j] * ((SAME if itself else query.similarity[r]) - best)
            if code < 0 or more <= 0 or not wanted[code] or (code == query.skill[j] and not itself):
                continue
            if extra[code] == 0:
                codes[count] = code
                count += 1
            extra[code] += more
    for at in range(first, count):
        points[at] = (total + extra[codes[at]]) / full_total
        extra[codes[at]] = 0
    return count


@compiled
def _similarity(query, j, skill):
    """Return how much of the required skill `j` a skill stands for, in thousandths."""
    if skill == UNKNOWN:
        return 0
    if skill == query.skill[j]:
        return SAME
    for r in range(query.related_start[j], query.related_start[j + 1]):
        if skill == query.related[r]:
            return query.similarity[r]
    return 0
