"""What is learnt from a vocabulary and from titles that people coded: kept in a file, noticed when stale."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.coding.candidates import FEATURES, find_candidates
from matching.coding.encoder import Encoder, text_array
from matching.coding.memory import Memory
from matching.coding.reranker import Reranker
from matching.coding.selfmade import practice
from matching.coding.training import EncoderTrainer, Recipe

VERSION = 3  # raise when folding, features, training or the file's form change: what was stored before is then stale
PRACTICE = 4000
ENOUGH_CODED = 300  # distinct coded titles from which on the order is learnt from them
HELD_BACK = 5  # every fifth coded title is a practice query


class StaleModel(ValueError):
    """A stored model is of another version or of another vocabulary, or is damaged."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained encoder and re-ranker for one index, known by its fingerprint."""

    encoder: Encoder
    reranker: Reranker
    fingerprint: str

    def save(self, path):
        """Write to a file, replacing it whole."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        head = {"version": VERSION, "fingerprint": self.fingerprint, "features": list(FEATURES)}
        draft = path.with_name(f"{path.name}.{time.time_ns()}.npz")
        arrays = {"weights": self.reranker.weights, "calibration": self.reranker.calibration}
        np.savez(draft, head=text_array(json.dumps(head)), **arrays, **self.encoder.arrays())
        draft.replace(path)

    @classmethod
    def load(cls, path, fingerprint):
        """Read what `save` wrote for the index of this fingerprint.

        Raises
        ------
        FileNotFoundError
            If there is none.
        StaleModel
            If it is of another version or vocabulary, or damaged.
        """
        try:
            with np.load(Path(path), allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            head = json.loads(arrays["head"].tobytes())
            if (head["version"], head["features"]) != (VERSION, list(FEATURES)):
                raise StaleModel(f"{path} was made by another version")
            if head["fingerprint"] != fingerprint:
                raise StaleModel(f"{path} was made for another vocabulary")
            reranker = Reranker(arrays["weights"], arrays["calibration"])
            return cls(Encoder.from_arrays(arrays), reranker, fingerprint)
        except (FileNotFoundError, StaleModel):
            raise
        except Exception as error:  # a damaged archive fails in many ways, all of which mean: train again
            raise StaleModel(f"{path} cannot be read: {error}") from error


def train_model(index, coded=(), *, order=None, recipe=None, queries=PRACTICE, progress=None):
    """Learn everything that coding needs from an index, and from titles that people coded.

    Some names are hidden; the encoder learns from the others; the re-ranker learns to find the hidden ones, or only how
    sure it may be of them if the order is known; then the encoder sees all.

    Parameters
    ----------
    index : NameIndex
    coded : iterable of (tuple of str, concept)
        Folded titles with their concepts. With at least `ENOUGH_CODED` distinct ones the order is learnt from a fifth
        of them, held back for it, instead of from hidden names.
    order : ndarray of float64, shape (n_features + 1,), optional
        Weights to use as long as there are not enough coded titles to learn them from.
    recipe : Recipe, optional
    queries : int
        The most practice queries.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    Model

    Raises
    ------
    ValueError
        If the vocabulary is too small to hide names of it.
    """
    recipe = recipe or Recipe()
    position = {concept: at for at, concept in enumerate(index.concepts)}
    titles = [(words, position[concept]) for words, concept in dict.fromkeys(coded) if words]
    enough = len(titles) >= ENOUGH_CODED
    exercise = practice(index, 0 if enough else queries, seed=recipe.seed)
    held_back = np.arange(len(titles)) % HELD_BACK == 0 if enough else np.zeros(len(titles), bool)
    trainer = _trainer(index, titles, recipe)
    trainer.run(np.concatenate([exercise.untaught, held_back]), progress)
    part = index.without(exercise.hidden) if exercise.hidden.any() else index
    part.attach(trainer.encoder())
    memory = Memory(part)
    for (words, at), hide in zip(titles, held_back, strict=True):
        if not hide:
            memory.learn(words, index.concepts[at])
    asked = [titles[at] for at in np.flatnonzero(held_back)] or list(
        zip(exercise.queries, exercise.answers, strict=True)
    )
    reranker = _fit_reranker(part, memory, asked, None if enough else order, on_coded=enough)
    # A hidden name is found in the index all the same; a title that was held back is known by nothing else.
    trainer.finish(progress, late=np.concatenate([np.zeros(len(exercise.untaught), bool), held_back]))
    return Model(trainer.encoder(), reranker, index.fingerprint)


def _trainer(index, titles, recipe):
    """A trainer over names and coded titles; many titles weigh as much as all names together."""
    texts = index.forms + [words for words, _ in titles]
    groups = np.concatenate([index.form_concept, np.array([at for _, at in titles], np.int32)])
    weights = np.ones(len(texts))
    if titles:
        share = min(1.0, len(titles) / (0.02 * len(index.forms)))
        weights[len(index.forms) :] = max(1.0, share * len(index.forms) / len(titles))
    return EncoderTrainer(texts, groups, index.concepts, recipe, weights)


def _fit_reranker(index, memory, asked, order, *, on_coded):
    lists, answers = [], []
    for words, answer in asked:
        found = find_candidates(index, words, memory)
        lists.append(found.features)
        place = np.flatnonzero(found.concepts == answer)
        answers.append(int(place[0]) if len(place) else -1)
    if order is not None:  # it counts on titles that come as names do; practice asks each concept equally often
        return Reranker.calibrated(order, lists, answers, index.sizes[[answer for _, answer in asked]])
    return Reranker.fit(lists, answers, on_coded=on_coded)
