"""The loops of coding that run over thousands of names for each query, compiled ahead."""

import numpy as np
from numba import njit

_compiled = njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})
_comparing = njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nnan", "nsz"})  # no score is NaN


@_compiled
def weigh(grams, idf, stray):
    """The vector of a query: its distinct n-grams, and what each weighs.

    Parameters
    ----------
    grams : ndarray of int32, shape (n,)
        With repeats.
    idf : ndarray of float32, shape (n_grams,)
    stray : float
        The square of what n-grams weigh that nobody knows; with it the vector has length 1.

    Returns
    -------
    ids : ndarray of int32, values : ndarray of float32
    """
    ids = np.sort(grams)
    values = np.empty(len(ids), np.float32)
    found, at, squares = 0, 0, stray
    while at < len(ids):
        begin = at
        while at < len(ids) and ids[at] == ids[begin]:
            at += 1
        ids[found] = ids[begin]
        values[found] = (1 + np.log(at - begin)) * idf[ids[found]]
        squares += values[found] ** 2
        found += 1
    return ids[:found], values[:found] / np.float32(np.sqrt(squares))


@_compiled
def accumulate(ids, values, once_starts, once, more_starts, more, damped, per_length, scores):  # noqa: PLR0917
    """Sum the values of the n-grams that each text shares with a query, in `scores`, block by block.

    Parameters
    ----------
    ids : ndarray of int32, shape (n,)
        N-grams.
    values : ndarray of float32, shape (n,)
    once_starts, more_starts : ndarray of uint32, shape (n_blocks, n_grams + 1)
        Where the postings of each n-gram begin, of texts that have it once, and more than once.
    once, more : ndarray of uint16
        The texts, counted from the beginning of their block.
    damped : ndarray of float32
        What several times count for, one for each of `more`.
    per_length : ndarray of float32, shape (n_texts,)
        By which each sum is multiplied at last.
    scores : ndarray of float32, shape (n_texts,)
        Zero at first; the result.
    """
    for block in range(len(once_starts)):
        part = scores[block * 65536 : (block + 1) * 65536]
        lengths = per_length[block * 65536 : (block + 1) * 65536]
        for at in range(len(ids)):
            gram, value = ids[at], values[at]
            for posting in range(once_starts[block, gram], once_starts[block, gram + 1]):
                part[once[posting]] += value
            for posting in range(more_starts[block, gram], more_starts[block, gram + 1]):
                part[more[posting]] += value * damped[posting]
        for text in range(len(part)):
            part[text] *= lengths[text]


@_comparing
def highest(scores, starts, sizes, result):
    """The highest score of each concept's names, into `result`."""
    for concept in range(len(starts)):
        best = np.float32(0)
        for at in range(starts[concept], starts[concept] + sizes[concept]):
            best = max(best, scores[at])
        result[concept] = best


@_compiled
def select(scores, least, picked):
    """Find the highest scores: their positions in `picked`, best first, ties by position; returns how many there are.

    Parameters
    ----------
    scores : ndarray of float32, shape (n,)
    least : float32
        Lower scores do not count.
    picked : ndarray of int64, shape (k,)
    """
    count, limit = 0, len(picked)
    for at in range(len(scores)):
        score = scores[at]
        if score < least or (count == limit and score <= scores[picked[limit - 1]]):
            continue
        place = count if count < limit else limit - 1
        count = place + 1
        while place > 0 and score > scores[picked[place - 1]]:
            picked[place] = picked[place - 1]
            place -= 1
        picked[place] = at
    return count


@_compiled
def distinct_words(forms, starts, counts, words, slots):
    """The distinct words of some names; `slots`, all zero before, gets the place of each, counted from 1.

    Parameters
    ----------
    forms : ndarray of int64, shape (n,)
    starts, counts : ndarray
        Where the words of each name begin in `words`, and how many there are.
    words : ndarray of int32
    slots : ndarray of int32, shape (n_words,)

    Returns
    -------
    ndarray of int64
    """
    total = 0
    for form in forms:
        total += counts[form]
    found = np.empty(total, np.int64)
    count = 0
    for form in forms:
        for at in range(starts[form], starts[form] + counts[form]):
            if slots[words[at]] == 0:
                found[count] = words[at]
                count += 1
                slots[words[at]] = count
    return found[:count]


@_compiled
def cover(forms, starts, counts, words, slots, alike, query_weights, word_weights, result):  # noqa: PLR0917
    """How much of a query and of a name each covers of the other, by their weights.

    Parameters
    ----------
    forms, starts, counts, words, slots
        As for `distinct_words`.
    alike : ndarray of float32, shape (n_query_words, n_distinct)
        How alike the words are.
    query_weights : ndarray of float32, shape (n_query_words,)
    word_weights : ndarray of float32, shape (n_words,)
    result : ndarray of float32, shape (n, 4)
        The share of the query that the name covers, of the name that the query covers; how alike the first words
        are, and the last.
    """
    asked = len(query_weights)
    for row in range(len(forms)):
        first = starts[forms[row]]
        last = first + counts[forms[row]] - 1
        covered = named = whole = np.float32(0)
        for query in range(asked):
            best = np.float32(0)
            for at in range(first, last + 1):
                best = max(best, alike[query, slots[words[at]] - 1])
            covered += best * query_weights[query]
        for at in range(first, last + 1):
            best = np.float32(0)
            for query in range(asked):
                best = max(best, alike[query, slots[words[at]] - 1])
            named += best * word_weights[words[at]]
            whole += word_weights[words[at]]
        result[row, 0] = covered / query_weights.sum()
        result[row, 1] = named / whole
        result[row, 2] = alike[0, slots[words[first]] - 1]
        result[row, 3] = alike[asked - 1, slots[words[last]] - 1]


@_compiled
def compare_names(concepts, starts, sizes, vectors, vector, scores, numbers, places):  # noqa: PLR0917
    """For each candidate, what its names say by likeness and by the encoder.

    Parameters
    ----------
    concepts : ndarray of int64, shape (n,)
    starts, sizes : ndarray of int64
        Where a concept's names begin, and how many there are.
    vectors : ndarray of int8, shape (n_names, dimensions)
        Times 127; shape (0, 0) without an encoder, when all that needs one is 0.
    vector : ndarray of float32, shape (dimensions,)
    scores : ndarray of float32, shape (n_names,)
    numbers : ndarray of float32, shape (n, 4)
        Result: mean of the three highest scores, mean score, highest cosine, mean of the three highest cosines.
    places : ndarray of int64, shape (n, 2)
        Result: the name with the highest score, and with the highest cosine.
    """
    for row in range(len(concepts)):
        start, size = starts[concepts[row]], sizes[concepts[row]]
        first = second = third = near = nearer = nearest = np.float32(-2)
        total = np.float32(0)
        for name in range(start, start + size):
            score = scores[name]
            total += score
            if score > first:
                first, second, third = score, first, second
                places[row, 0] = name
            elif score > second:
                second, third = score, second
            elif score > third:
                third = score
            cosine = np.float32(0)
            if len(vectors):
                for at in range(len(vector)):
                    cosine += vectors[name, at] * vector[at]
                cosine /= np.float32(127)
            if cosine > nearest:
                nearest, nearer, near = cosine, nearest, nearer
                places[row, 1] = name
            elif cosine > nearer:
                nearer, near = cosine, nearer
            elif cosine > near:
                near = cosine
        numbers[row, 0] = _mean(first, second, third, size)
        numbers[row, 1] = total / size
        numbers[row, 2] = nearest
        numbers[row, 3] = _mean(nearest, nearer, near, size)


@_compiled
def _mean(first, second, third, count):
    if count == 1:
        return first
    if count == 2:
        return (first + second) / 2
    return (first + second + third) / 3


@_comparing
def sum_rows(ids, starts, rows, weights, sums):
    """Add up weighted rows for each of some texts.

    Parameters
    ----------
    ids : ndarray of int32
        The rows of all texts, one text after another; each text's begin at `starts`, which has one more at the end.
    rows : ndarray of int8, shape (n_rows, dimensions)
    weights : ndarray of float32, shape (n_rows,)
    sums : ndarray of float32, shape (n_texts, dimensions)
        Zero at first; the result.
    """
    for text in range(len(sums)):
        total = sums[text]
        for at in range(starts[text], starts[text + 1]):
            row, weight = rows[ids[at]], weights[ids[at]]
            for column in range(len(total)):
                total[column] += weight * row[column]


@_comparing
def multiply(rows, scales, vector, products):
    """The products of scaled rows with a vector, into `products`.

    Parameters
    ----------
    rows : ndarray of int8, shape (n, dimensions)
    scales : ndarray of float32, shape (n,)
    vector : ndarray of float32, shape (dimensions,)
    products : ndarray of float32, shape (n,)
    """
    for at in range(len(rows)):
        row = rows[at]
        product = np.float32(0)
        for column in range(len(vector)):
            product += row[column] * vector[column]
        products[at] = product * scales[at]
