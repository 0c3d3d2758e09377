"""Several things named in one text: where one ends and the next begins."""

import re

from matching import folding

_HARD = re.compile(r"[,;\n\r\t|•●▪◦‣–—،؛…]+|\s[-*/]\s|\.\s|\.$|(?:^|\s)\d{1,2}[.)]\s")
_SOFT = re.compile(r"\s(?:and|et|en|und|y|û|و|&|\+|or|ou|oder|یان|أو|او)\s|/|&|\s(?=و\w{4})", re.IGNORECASE)
LONGEST_NAME = 6


def split_hard(text):
    """The parts of a list: cut at commas, semicolons, line ends, bullets and sentence ends."""
    return [part.strip() for part in _HARD.split(text) if part and folding.tokens(part)]


def split_soft(part):
    """The parts of a phrase at its "and" or "or" in the languages of the vocabulary."""
    return [piece.strip() for piece in _SOFT.split(part) if piece and folding.tokens(piece)]


def named_windows(words, forms, longest=LONGEST_NAME):
    """Names that stand in running words, the longest first from the left, none overlapping.

    Parameters
    ----------
    words : tuple of str
        Folded.
    forms : container of tuple of str
        Names that count.

    Returns
    -------
    list of slice
        Where each name stands in `words`.
    """
    found, at = [], 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            if words[at : at + size] in forms:
                found.append(slice(at, at + size))
                at += size
                break
        else:
            at += 1
    return found
