"""Train the encoder in numpy: a softmax over the concepts for every name, names changed a little each time."""

import random
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matching.coding.augmentation import corrupted
from matching.coding.descent import EncoderModel
from matching.coding.encoder import Encoder, quantised
from matching.coding.features import FeatureTable


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the seed fixes the outcome on one machine and library version.

    `epochs` counts how often each name is seen (more often when there are few, up to `most_epochs`, so that at least
    `least_steps` are made); `finish` the share of further steps, at the last rate, in which hidden names join. Hidden
    texts that have to catch up are drawn `catch_up` times as often then, and the rate falls from `catch_up_rate`.
    """

    dimensions: int = 256
    batch: int = 1024
    epochs: float = 5.3
    least_steps: int = 150
    most_epochs: float = 25.0
    finish: float = 0.1
    catch_up: float = 4.0
    rate: float = 0.005
    last_rate: float = 0.04  # share of `rate` at the end
    catch_up_rate: float = 0.3
    scale: float = 16.0
    feature_dropout: float = 0.2
    seed: int = 1

    def steps(self, n_texts):
        """The number of steps for so many texts."""
        wanted = max(self.epochs * n_texts, min(self.least_steps * self.batch, self.most_epochs * n_texts))
        return max(1, round(wanted / min(self.batch, n_texts)))


class EncoderTrainer:
    """Train an encoder on the names of concepts, at first without the hidden ones.

    Parameters
    ----------
    texts : list of tuple of str
        Folded names.
    groups : ndarray of int, shape (n_texts,)
        The position of each name's concept in `concepts`.
    concepts : list of str
    recipe : Recipe
    weights : ndarray of float, shape (n_texts,), optional
        How often each text is drawn, relative to the others.
    """

    def __init__(self, texts, groups, concepts, recipe, weights=None):
        self.texts, self.groups, self.concepts, self.recipe = texts, groups, list(concepts), recipe
        self.weights = np.ones(len(texts)) if weights is None else weights
        self.table = FeatureTable.fit(texts, groups, len(concepts))
        self.model = EncoderModel(self.table.weights, len(concepts), recipe)
        self.steps = recipe.steps(len(texts))

    def run(self, hidden, progress=None):
        """Train without the hidden texts (a mask); `progress` is called with (steps done, steps in all)."""
        recipe, steps = self.recipe, self.steps
        batches = _Batches(self, ~hidden, seed=recipe.seed)
        for step in range(steps):
            rate = recipe.rate * (1 - (1 - recipe.last_rate) * step / steps)
            self._step(batches, rate)
            if progress:
                progress(step + 1, steps + self._last_steps())

    def finish(self, progress=None, late=None):
        """Let the hidden texts in and train on for a while; those of `late` (a mask) catch up with the others."""
        recipe, steps = self.recipe, self._last_steps()
        begin = recipe.last_rate
        if late is not None and late.any():
            self.weights = np.where(late, recipe.catch_up, 1) * self.weights
            begin = recipe.catch_up_rate
        batches = _Batches(self, np.ones(len(self.texts), bool), seed=recipe.seed + 1)
        for step in range(steps):
            self._step(batches, recipe.rate * (begin - (begin - recipe.last_rate) * step / steps))
            if progress:
                progress(self.steps + step + 1, self.steps + steps)

    def encoder(self):
        """The encoder as trained so far."""
        rows, scales = quantised(self.model.rows)
        vectors = self.model.classes / np.linalg.norm(self.model.classes, axis=1, keepdims=True)
        return Encoder(self.table, rows, scales, self.concepts, concept_vectors=vectors)

    def _last_steps(self):
        return round(self.steps * self.recipe.finish)

    def _step(self, batches, rate):
        picked, flat, indptr = batches.next()
        used, where = np.unique(flat, return_inverse=True)
        shape = (len(picked), len(used))
        inputs = sparse.csr_matrix((self.table.weights[flat], where.astype(np.int32), indptr), shape)
        self.model.step(used, inputs, self.groups[picked], rate)


class _Batches:
    """Endless shuffled batches of changed names as feature numbers."""

    def __init__(self, trainer, visible, seed):
        self.texts, self.table, self.recipe = trainer.texts, trainer.table, trainer.recipe
        self.visible = np.flatnonzero(visible)
        self.share = trainer.weights[self.visible] / trainer.weights[self.visible].sum()
        self.uniform = bool(np.ptp(self.share) == 0)
        self.numbers = np.random.default_rng(seed)
        self.random = random.Random(seed)
        self.queue = np.empty(0, np.int64)
        self.known_words = {word for text in self.texts for word in text}
        self.of_word = {}

    def next(self):
        """Positions of the texts, their feature numbers one after another, and where each text's begin."""
        size = min(self.recipe.batch, len(self.visible))
        while len(self.queue) < size:
            self.queue = np.concatenate([self.queue, self._draw()])
        picked, self.queue = self.queue[:size], self.queue[size:]
        parts, lengths = [], np.empty(size, np.int64)
        for row, at in enumerate(picked.tolist()):
            found = [self._features(word) for word in corrupted(self.texts[at], self.random)]
            lengths[row] = sum(map(len, found))
            parts += found
        flat = np.concatenate(parts)
        kept = self.numbers.random(len(flat), dtype=np.float32) >= self.recipe.feature_dropout
        rows = np.repeat(np.arange(size), lengths)[kept]
        return picked, flat[kept], np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))])

    def _draw(self):
        if self.uniform:
            return self.numbers.permutation(self.visible)
        return self.numbers.choice(self.visible, len(self.visible), p=self.share)

    def _features(self, word):
        found = self.of_word.get(word)
        if found is None:
            found = self.table.of_word(word)
            if word in self.known_words:
                self.of_word[word] = found
        return found
