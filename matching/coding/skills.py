"""Several skills in one text."""

from functools import cached_property

from matching import folding
from matching.coding import spans
from matching.coding.coder import SKILLS, Coder


class SkillsCoder(Coder):
    """Code texts that name several skills, as lists ("welding, forklift") or in sentences."""

    def __init__(self, vocabulary):
        super().__init__(vocabulary, SKILLS)

    def code_all(self, text, k=5):
        """Every skill that a text names.

        Parts of a list are coded one by one; a part that is no known name is tried at its "and"; names that stand
        inside a sentence are picked out of it.

        Parameters
        ----------
        text : str
        k : int, > 0
            Results for each part.

        Returns
        -------
        list of Coding
            In the order of the text, one for each part that names something; a part that nobody knows is in the list
            with `known` false, so that it can be asked about. A concept that is known twice is listed once.
        """
        codings, met = [], set()
        for part in spans.split_hard(text or ""):
            for coding in self._code_part(part, k):
                concept = coding.best.concept if coding.known else None
                if concept is None or concept not in met:
                    codings.append(coding)
                    met.add(concept)
        return codings

    def _code_part(self, part, k):
        whole = self.code(part, k)
        pieces = spans.split_soft(part)
        if folding.tokens(part) in self._forms:
            return [whole]
        if len(pieces) > 1:
            split = [coding for piece in pieces for coding in self._code_part(piece, k)]
            if sum(coding.known for coding in split) >= (2 if whole.known else 1):
                return split
        if whole.known:
            return [whole]
        words, written = folding.tokens(part), [word for word in part.split() if folding.tokens(word)]
        shown = written if len(written) == len(words) else words
        named = spans.named_windows(words, self._forms)
        return [self.code(" ".join(shown[place]), k) for place in named] or [whole]

    @cached_property
    def _forms(self):
        return frozenset(self.forms)
