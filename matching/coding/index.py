"""All names of all concepts, and how much each is like a query."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching import folding
from matching.coding import kernels
from matching.coding.encoder import quantised
from matching.coding.grams import GramSpace

DOCUMENT_WEIGHT = 0.3
DEGENDERED_WEIGHT = 0.2
ENCODED_AT_ONCE = 20_000  # names, so that their vectors as floats take little memory


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the index found for one query.

    Attributes
    ----------
    words : tuple of str
        The folded query, short forms spelt out.
    once : tuple of str
        The same without words that repeat another in the other gender.
    forms : ndarray of float32, shape (n_forms,)
        Likeness of every distinct name, in [0, 1].
    plain, document, degendered : ndarray of float32, shape (n_concepts,)
        Likeness of a concept's best name, of all its names together, and of its best name to the query without
        repeated genders; each in [0, 1].
    total : ndarray of float32, shape (n_concepts,)
        Their weighted mean.
    """

    words: tuple
    once: tuple
    forms: np.ndarray
    plain: np.ndarray
    document: np.ndarray
    degendered: np.ndarray
    total: np.ndarray


class NameIndex:
    """Compare texts with all names of concepts, in many languages at once and without guessing the query's.

    Names of one concept that fold to the same words are one *form*; forms lie sorted by concept.

    Parameters
    ----------
    labels : sequence of str
    concepts : sequence of hashable, the same length
        The concept of each label.
    isco : dict of concept to str, optional
        ISCO-08 codes; concepts of one group then speak for one another when candidates are compared.

    Attributes
    ----------
    concepts : list
        Distinct concepts, in the order of their first label.
    forms : list of tuple of str, shape (n_forms,)
    form_concept : ndarray of int32, shape (n_forms,)
        Position in `concepts`; never falls.
    form_label : ndarray of int32, shape (n_forms,)
        The first label that has the form.
    starts : ndarray of int64, shape (n_concepts,)
        The first form of each concept.
    sizes : ndarray of int64, shape (n_concepts,)
        How many forms each has.
    word_ids : dict of str to int
    word_counts : ndarray of int32, shape (n_forms,)
    flat_words : ndarray of int32
        The words of all forms, one form after another, as numbers; each form's begin at `word_starts`.
    words, texts : ndarray of str
        The words by number, and the forms with spaces between their words.

    Raises
    ------
    ValueError
        If the two sequences differ in length, or no label has a word.

    References
    ----------
    Character n-grams as in Retyk et al., MELO (2024), with document frequency over concepts.
    """

    def __init__(self, labels, concepts, isco=None):
        if len(labels) != len(concepts):
            raise ValueError(f"labels has length {len(labels)}, concepts {len(concepts)}")
        self._collect_forms(labels, concepts)
        if not self.forms:
            raise ValueError("no label holds a word")
        self._number_words()
        self._isco = isco or {}
        self._number_groups()
        self.encoder = None
        self.name_vectors = np.empty((0, 0), np.int8)
        self.space = GramSpace()
        self._names, self._documents = self.space.fit(self.forms, self.form_concept, len(self.concepts))

    def _collect_forms(self, labels, concepts):
        seen = {}
        for at, (label, concept) in enumerate(zip(labels, concepts, strict=True)):
            words = folding.tokens(label)
            if not words:
                continue
            forms = seen.setdefault(concept, {})
            forms.setdefault(words, at)
            shorter = folding.degender(words)
            if shorter != words:
                forms.setdefault(shorter, at)
        self.concepts = list(seen)
        self.forms = [form for forms in seen.values() for form in forms]
        self.form_label = np.array([at for forms in seen.values() for at in forms.values()], np.int32)
        sizes = [len(forms) for forms in seen.values()]
        self.form_concept = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self.starts = np.cumsum([0, *sizes[:-1]], dtype=np.int64)
        self.sizes = np.array(sizes, np.int64)

    def _number_words(self):
        """Words of the forms as numbers, with weights by the number of concepts that have them."""
        self.word_ids = {}
        ids = self.word_ids
        flat = [ids.setdefault(word, len(ids)) for form in self.forms for word in form]
        self.words = np.array(list(ids), object)
        self.texts = np.array([" ".join(form) for form in self.forms], object)
        self.word_counts = np.fromiter(map(len, self.forms), np.int32, len(self.forms))
        self.flat_words = np.array(flat, np.int32)
        self.word_starts = np.concatenate([[0], np.cumsum(self.word_counts)[:-1]])
        owners = np.repeat(self.form_concept, self.word_counts).astype(np.int64)
        pairs = np.unique(owners * len(ids) + self.flat_words)
        n_concepts = len(self.concepts)
        self.word_idf = np.log((1 + n_concepts) / (1 + np.bincount(pairs % len(ids)))).astype(np.float32) + np.float32(
            0.1
        )
        self._strange_word = np.float32(np.log(1 + n_concepts) + 0.1)

    def _number_groups(self):
        """ISCO unit, minor and major group of each concept as small numbers, 0 where unknown."""
        codes = [self._isco.get(concept) or "" for concept in self.concepts]
        groups = []
        for digits in (4, 3, 1):
            cut = [code[:digits] if len(code) >= digits else "" for code in codes]
            number = {code: at for at, code in enumerate(sorted({"", *cut}))}
            groups.append([number[code] for code in cut])
        self.groups = np.array(groups, np.int64)

    def word_weights(self, words):
        """How telling each word is: ndarray of float32; a word that no label has is the most telling."""
        ids = self.word_ids
        return np.array([self.word_idf[ids[word]] if word in ids else self._strange_word for word in words])

    def without(self, hidden):
        """An index of the same concepts without some forms (a mask), of which each concept must keep one."""
        kept = np.flatnonzero(~hidden)
        concepts = [self.concepts[at] for at in self.form_concept[kept]]
        return NameIndex([" ".join(self.forms[at]) for at in kept], concepts, self._isco)

    @cached_property
    def fingerprint(self):
        """A digest of names, concepts and groups: a model trained on another index is stale here."""
        digest = hashlib.blake2b(digest_size=12)
        for at, concept in enumerate(self.concepts):
            forms = self.forms[self.starts[at] : self.starts[at] + self.sizes[at]]
            names = "\x1f".join(" ".join(form) for form in sorted(forms))
            digest.update(f"{concept}\x1f{self._isco.get(concept)}\x1f{names}\x1e".encode())
        return digest.hexdigest()

    def attach(self, encoder):
        """Use an encoder from now on: every name gets its vector, kept as int8."""
        self.encoder = encoder
        self.concept_vectors = encoder.vectors_of(self.concepts)
        strange = ~self.concept_vectors.any(axis=1)
        self.name_vectors = np.empty((len(self.forms), self.concept_vectors.shape[1]), np.int8)
        for start in range(0, len(self.forms), ENCODED_AT_ONCE):
            part = slice(start, start + ENCODED_AT_ONCE)
            vectors = encoder.encode_many(self.forms[part])
            self.name_vectors[part] = np.rint(vectors * 127)
            new = strange[self.form_concept[part]]  # concepts that came after training: the mean of their names
            np.add.at(self.concept_vectors, self.form_concept[part][new], vectors[new])
        lengths = np.linalg.norm(self.concept_vectors[strange], axis=1, keepdims=True)
        self.concept_vectors[strange] /= np.maximum(lengths, 1e-9)
        self._concept_rows = quantised(self.concept_vectors)

    def nearness(self, vector):
        """The cosine of a query's vector with that of every concept: ndarray of float32, shape (n_concepts,)."""
        cosines = np.empty(len(self.concepts), np.float32)
        kernels.multiply(*self._concept_rows, vector, cosines)
        return cosines

    def evidence(self, text):
        """Compare one query with every name.

        Parameters
        ----------
        text : str, or tuple of str
            Raw text, or words that are folded already.

        Returns
        -------
        Evidence
        """
        words = folding.expand(folding.tokens(text) if isinstance(text, str) else text)
        vector = self.space.vector(words)
        forms = self._names.likeness(*vector)
        plain = self._by_concept(forms)
        document = self._documents.likeness(*vector)
        once = folding.degender(words)
        degendered = plain
        if once != words:
            degendered = self._by_concept(self._names.likeness(*self.space.vector(once)))
        total = plain + DOCUMENT_WEIGHT * document + DEGENDERED_WEIGHT * degendered
        total /= 1 + DOCUMENT_WEIGHT + DEGENDERED_WEIGHT
        return Evidence(words, once, forms, plain, document, degendered, total)

    def _by_concept(self, forms):
        best = np.empty(len(self.starts), np.float32)
        kernels.highest(forms, self.starts, self.sizes, best)
        return best

    def best_form(self, evidence, concept):
        """The form of a concept (its position) that is most like the query, as a position in `forms`."""
        start = self.starts[concept]
        return int(start + np.argmax(evidence.forms[start : start + self.sizes[concept]]))


def top(scores, k):
    """Positions of the k highest positive scores, best first, ties by position."""
    picked = np.empty(min(k, len(scores)), np.int64)
    return picked[: kernels.select(scores, np.float32(1e-9), picked)]
