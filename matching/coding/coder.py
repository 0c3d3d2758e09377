"""From a text to ranked concepts of a vocabulary, with a confidence and the right not to know."""

import math

from matching import folding
from matching.coding.index import LabelIndex, top
from matching.coding.results import Coded, Coding

KNOWN_FROM = 0.5
OCCUPATIONS = ("occupation", "isco")
SKILLS = ("skill", "knowledge", "transversal")


class Coder:
    """Code texts to the concepts of some kinds.

    Parameters
    ----------
    vocabulary : Vocabulary
    kinds : tuple of str
        `OCCUPATIONS` or `SKILLS`. Of ISCO groups only the unit groups (four digits) are answers.

    Raises
    ------
    ValueError
        If the vocabulary has no name of these kinds.
    """

    def __init__(self, vocabulary, kinds=OCCUPATIONS):
        self.vocabulary = vocabulary
        self.labels = [label for label in vocabulary.labels(*kinds) if _is_answer(vocabulary.concepts[label.concept])]
        self.index = LabelIndex([label.text for label in self.labels], [label.concept for label in self.labels])

    def code(self, text, k=5):
        """The concepts that a text most likely means.

        Parameters
        ----------
        text : str
        k : int, > 0

        Returns
        -------
        Coding
            At most k results; `known` is false for text without words and for text too unlike every name.
        """
        if not folding.tokens(text or ""):
            return Coding(text or "")
        evidence = self.index.evidence(text)
        best = top(evidence.total, k + 1)
        results = tuple(self._coded(evidence, at, confidence) for at, confidence in self._weigh(evidence, best))[:k]
        return Coding(text, results, bool(results) and results[0].confidence >= KNOWN_FROM)

    def code_many(self, texts, k=5):
        """`code` for each of many texts; equal texts are coded once.

        Returns
        -------
        list of Coding
        """
        distinct = {text: self.code(text, k) for text in dict.fromkeys(texts)}
        return [distinct[text] for text in texts]

    def _weigh(self, evidence, best):
        """Positions with confidences; the probability that the first is right falls with what is left unmatched."""
        scores = evidence.total[best]
        for rank, at in enumerate(best):
            rival = scores[0] if rank else (scores[1] if len(scores) > 1 else 0.0)
            yield at, 1 / (1 + math.exp(-(14 * float(scores[rank]) - 6.5 + 6 * float(scores[rank] - rival))))

    def _coded(self, evidence, at, confidence):
        label = self.labels[self.index.form_label[self.index.best_form(evidence, at)]]
        concept = self.vocabulary.concepts[label.concept]
        return Coded(concept.key, label.text, confidence, concept.isco, concept.kind, float(evidence.total[at]))


def _is_answer(concept):
    return concept.kind != "isco" or len(concept.isco) == 4
