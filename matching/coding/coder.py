"""From a text to ranked concepts of a vocabulary, with a confidence and the right not to know."""

import numpy as np

from matching import folding
from matching.coding.label_index import LabelIndex
from matching.coding.results import Coded, Coding

KNOWN_FROM = 0.5
TOLD = 0.95  # how much of the confidence in a title comes from what people coded the same title as
OCCUPATIONS = ("occupation", "isco")
SKILLS = ("skill", "knowledge", "transversal")


class Coder(LabelIndex):
    """Code texts to the concepts of some kinds.

    Confidences are calibrated on names that were hidden from it, as they are, misspelt and with the concept taken away
    (`Reranker.fit`).

    Parameters
    ----------
    vocabulary : Vocabulary
    kinds : tuple of str
        `OCCUPATIONS` or `SKILLS`. Of ISCO groups only the unit groups (four digits) are answers.

    Attributes
    ----------
    labels : list of Label

    Raises
    ------
    ValueError
        If the vocabulary has no name of these kinds.
    """

    def __init__(self, vocabulary, kinds=OCCUPATIONS):
        self.vocabulary = vocabulary
        self.labels = [label for label in vocabulary.labels(*kinds) if _is_answer(vocabulary.concepts[label.concept])]
        texts, concepts = [label.text for label in self.labels], [label.concept for label in self.labels]
        isco = {key: vocabulary.isco(key) for key in set(concepts)}
        super().__init__(texts, concepts, isco, skills=kinds != OCCUPATIONS)

    def code(self, text, k=5):
        """The concepts that a text most likely means.

        Parameters
        ----------
        text : str
        k : int, > 0

        Returns
        -------
        Coding
            At most k results. `known` is false for text without words and where the confidences of the first result
            and of those of its ISCO group come to less than `KNOWN_FROM`.
        """
        text = text or ""
        found, scores = self.candidates(text)
        if not len(found.concepts):
            return Coding(text)
        confidences = self.reranker.confidences(scores, found.features)
        shares = self.memory.shares(folding.expand(folding.tokens(text)))
        if shares:  # people said what these very words mean, and no model knows better
            told = np.array([shares.get(int(at), 0.0) for at in found.concepts])
            confidences = TOLD * told + (1 - TOLD) * confidences
            order = np.lexsort((-scores, -told))[:k]
        else:
            order = np.argsort(-scores, kind="stable")[:k]
        confidences = np.minimum.accumulate(confidences[order])
        results = tuple(
            self._coded(found.concepts[at], found.names[at], float(scores[at]), float(confidence))
            for at, confidence in zip(order, confidences, strict=True)
        )
        return Coding(text, results, _is_known(results))

    def code_many(self, texts, k=5):
        """`code` for each of many texts; equal texts are coded once.

        Returns
        -------
        list of Coding
        """
        distinct = {text: self.code(text, k) for text in dict.fromkeys(texts)}
        return [distinct[text] for text in texts]

    def _coded(self, concept, form, score, confidence):
        concept = self.vocabulary.concepts[self.concepts[concept]]
        label = self.labels[self.form_label[form]].text
        return Coded(concept.key, label, confidence, concept.isco, concept.kind, score)


def _is_known(results):
    """Whether the first is right with enough confidence, or its ISCO group is: the events exclude one another."""
    first = results[0]
    alike = [coded for coded in results if coded is first or (first.isco and coded.isco == first.isco)]
    return sum(coded.confidence for coded in alike) >= KNOWN_FROM


def _is_answer(concept):
    return concept.kind != "isco" or len(concept.isco) == 4
