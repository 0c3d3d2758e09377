"""The features that the encoder sums over: whole words and their inner n-grams."""

from itertools import chain

import numpy as np

from matching import folding

SHORTEST, LONGEST = 3, 5
KEPT_WORDS = 20_000


def names(word):
    """The feature names of a word: the padded word itself (marked by ``=``) and its n-grams of 3 to 5 letters."""
    grams = folding.ngrams.__wrapped__(word, SHORTEST, LONGEST)  # what is made of a word is kept, not its letters
    return (f"={word}", *dict.fromkeys(grams))


class FeatureTable:
    """Which features count, and how much.

    A feature of one concept alone says nothing that a name of that concept does not say; it is left out, which also
    keeps the table small.

    Attributes
    ----------
    ids : dict of str to int
    weights : ndarray of float32, shape (n_features,)
        ln((1 + concepts) / (1 + concepts that have the feature)).
    """

    def __init__(self, ids, weights):
        self.ids = ids
        self.weights = weights
        self._of_word, self._room = {}, KEPT_WORDS

    @classmethod
    def fit(cls, texts, groups, n_groups, *, in_concepts=3, word_in_concepts=2):
        """Count the concepts that have each feature and keep the ones that enough have."""
        pairs = {(word, group) for text, group in zip(texts, groups.tolist(), strict=True) for word in text}
        groups_of_word = {}
        for word, group in pairs:
            groups_of_word.setdefault(word, []).append(group)
        groups_of_feature = {}
        for word in sorted(groups_of_word):
            for name in names(word):
                groups_of_feature.setdefault(name, []).append(groups_of_word[word])
        kept = {}
        for name, lists in groups_of_feature.items():
            count = len(lists[0]) if len(lists) == 1 else len(set(chain.from_iterable(lists)))
            if count >= (word_in_concepts if name[0] == "=" else in_concepts):
                kept[name] = count
        weights = np.log((1 + n_groups) / (1 + np.fromiter(kept.values(), np.float32, len(kept))))
        return cls({name: at for at, name in enumerate(kept)}, weights.astype(np.float32))

    def of_word(self, word):
        """The known features of a word, as an ndarray of int32."""
        ids = self.ids
        return np.array([ids[name] for name in names(word) if name in ids], np.int32)

    def of_words(self, words):
        """The known features of several words together; words come again and again, so they are kept."""
        found = []
        for word in words:
            ids = self._of_word.get(word)
            if ids is None:
                if len(self._of_word) >= self._room:
                    self._of_word.clear()
                ids = self._of_word[word] = self.of_word(word)
            found.append(ids)
        return np.concatenate(found) if found else np.empty(0, np.int32)

    def keep(self, words):
        """Keep the features of these words for good, beside some others that will be asked for; return all kept."""
        self._room = max(self._room, len(self._of_word) + len(words) + KEPT_WORDS)
        self._of_word |= {word: self.of_word(word) for word in words if word not in self._of_word}
        return self._of_word
