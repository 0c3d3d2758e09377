"""Find the concepts that a text most likely means, among any labels in any languages."""

import numpy as np

from matching import folding
from matching.coding.candidates import find_candidates
from matching.coding.fixed_order import fixed_order
from matching.coding.index import NameIndex, top
from matching.coding.memory import Memory
from matching.coding.model import Model, train_model
from matching.coding.reranker import odds_to_probability
from matching.coding.untrained import untrained_reranker


class LabelIndex(NameIndex):
    """Labels of concepts that can be searched, trained, and told what people meant.

    It answers at once, by likeness of names. After `train` or `load` it also knows which words belong together, in all
    the languages of the labels; `learn` tells it how people coded a text.

    Parameters
    ----------
    labels : sequence of str
    concepts : sequence of hashable, the same length
        The concept of each label. To be trained, strings.
    isco : dict of concept to str, optional
        ISCO-08 codes; concepts of one group then speak for one another when candidates are compared.
    skills : bool
        Whether the labels name skills, whose order is learnt from themselves, rather than occupations.

    Attributes
    ----------
    memory : Memory
    reranker : Reranker
    trained : bool

    Raises
    ------
    ValueError
        If the two sequences differ in length, or no label has a word.
    """

    def __init__(self, labels, concepts, isco=None, *, skills=False):
        super().__init__(labels, concepts, isco)
        self.memory = Memory(self)
        self.reranker = untrained_reranker(for_skills=skills)
        self._order = None if skills else fixed_order()
        self.trained = False

    def train(self, path=None, *, recipe=None, progress=None):
        """Learn from the labels and from what `learn` was told; keep it in a file if a path is given.

        Takes half a minute for the built-in vocabulary and minutes for ESCO: call it in a job. `progress` is called
        with (steps done, steps in all).

        Raises
        ------
        ValueError
            If there are too few labels to practise with.
        """
        coded = [(words, self.concepts[at]) for words, codes in self.memory.titles.items() for at in codes]
        model = train_model(self, coded, order=self._order, recipe=recipe, progress=progress)
        if path is not None:
            model.save(path)
        self.use(model)

    def load(self, path):
        """Use what `train` kept.

        Raises
        ------
        FileNotFoundError
            If there is nothing.
        StaleModel
            If it is of another version or of other labels, or damaged; the index then stays as it is.
        """
        self.use(Model.load(path, self.fingerprint))

    def use(self, model):
        """Use a model that was trained on this index."""
        self.attach(model.encoder)
        self.reranker = model.reranker
        self.trained = True

    def learn(self, text, concept):
        """Remember that a text was coded as a concept; it counts from the next query on.

        Raises
        ------
        KeyError
            If no label has the concept.
        """
        words = folding.expand(folding.tokens(text))
        if words:
            self.memory.learn(words, concept)

    def candidates(self, text):
        """The concepts that may be meant, and the log odds that each is: `Candidates`, ndarray of shape (n,)."""
        found = find_candidates(self, text, self.memory)
        return found, self.reranker.scores(found.features)

    def search(self, queries, k=10):
        """The labels most like each query, one label a concept, best first.

        About a hundred concepts are compared closely; if more are asked for, the others follow by likeness alone.

        Parameters
        ----------
        queries : str or sequence of str
        k : int, > 0

        Returns
        -------
        indices : ndarray of int64, shape (n_queries, k)
            Positions in `labels`; `concepts[index]` is the concept. -1 where there are fewer than k.
        scores : ndarray of float64, shape (n_queries, k), in [0, 1]
        """
        queries = [queries] if isinstance(queries, str) else list(queries)
        indices, scores = np.full((len(queries), k), -1, np.int64), np.zeros((len(queries), k))
        for row, query in enumerate(queries):
            labels, likely = self._ordered(query, k)
            indices[row, : len(labels)], scores[row, : len(labels)] = labels, likely
        return indices, scores

    def _ordered(self, text, k):
        """At most k labels for one text, best first, with their scores."""
        found, odds = self.candidates(text)
        order = np.argsort(-odds, kind="stable")[:k]
        labels, scores = self.form_label[found.names[order]], odds_to_probability(odds[order])
        if len(order) == k or not len(order):
            return labels, scores
        others = found.evidence.total.copy()
        others[found.concepts] = 0
        others_at = top(others, k - len(order))
        forms = [self.best_form(found.evidence, at) for at in others_at]
        return (
            np.concatenate([labels, self.form_label[forms]]),
            np.concatenate([scores, others[others_at] * scores[-1]]),
        )
