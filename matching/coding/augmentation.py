"""Small changes to words, as people and languages make them: endings, slips of the finger, left-out words."""

ENDINGS = ("s", "es", "en", "e", "a", "i", "er", "in")
DROP_WORD = 0.3
CHANGE_WORD = 0.3
SHORTEST = 5


def corrupted(words, rng):
    """A changed copy of some words.

    With probability .3 one word is left out (never the only one); each word of at least 5 letters is changed with
    probability .3: one or two last letters cut, an ending added, a letter deleted, doubled or swapped with the next.

    Parameters
    ----------
    words : tuple of str
    rng : random.Random

    Returns
    -------
    tuple of str
    """
    if len(words) > 1 and rng.random() < DROP_WORD:
        left_out = int(rng.random() * len(words))
        words = words[:left_out] + words[left_out + 1 :]
    return tuple(changed(word, rng) if len(word) >= SHORTEST and rng.random() < CHANGE_WORD else word for word in words)


def changed(word, rng):
    """One word with one change."""
    kind = int(rng.random() * 6)
    at = 1 + int(rng.random() * (len(word) - 2))
    if kind == 0:
        return word[: -1 - int(rng.random() * 2)]
    if kind == 1:
        return word + ENDINGS[int(rng.random() * len(ENDINGS))]
    if kind == 2:
        return word[:-1] + ENDINGS[int(rng.random() * len(ENDINGS))]
    if kind == 3:
        return word[:at] + word[at + 1 :]
    if kind == 4:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
