"""Learn the fixed order of occupations anew: from names that the built-in vocabulary has for concepts of ESCO.

    python -m benchmarks order --data DIR --cache FILE

DIR and FILE are those of `python -m benchmarks coding`. Prints the weights for matching/coding/fixed_order.py, and how
well weights learnt from half of the concepts put the names of the other half in order.
"""

import argparse
import random
from pathlib import Path

import numpy as np

from benchmarks.coding import Pool, measure, obtain_model
from matching import folding
from matching.coding.candidates import FEATURES, find_candidates
from matching.coding.fixed_order import ALLOWED, STRENGTH
from matching.coding.reranker import learn_order
from matching.coding.training import Recipe
from matching.vocabulary import builtin

LANGUAGES = ("en", "fr", "nl")  # those of the built-in vocabulary that ESCO has too


def shared_concepts(index, isco, vocabulary):
    """Concepts of a vocabulary that an index has too: a dict of key to position.

    The same ones have the same English name and the same ISCO unit group, and no other concept of that group has it.
    """
    having = {}
    for form, at in zip(index.forms, index.form_concept.tolist(), strict=True):
        having.setdefault(form, set()).add(at)
    found = {}
    for concept in vocabulary.of_kind("occupation"):
        same = having.get(folding.tokens(concept.labels["en"]), ())
        same = [at for at in same if "/occupation/" in index.concepts[at] and isco[index.concepts[at]] == concept.isco]
        if len(same) == 1:
            found[concept.key] = same[0]
    return found


def names_elsewhere(index, isco, vocabulary):
    """Names that a vocabulary has for concepts of an index, and the index has for none: list of (words, position)."""
    concepts, listed = shared_concepts(index, isco, vocabulary), set(index.forms)
    names = {
        (words, concepts[label.concept]): None
        for label in vocabulary.labels("occupation")
        if label.concept in concepts and label.language in LANGUAGES
        if (words := folding.tokens(label.text)) and words not in listed
    }
    return list(names)


def held_out(names, lists, answers):
    """MRR and hit@5 where weights are learnt from the names of half of the concepts and tried on the others."""
    concepts = sorted({at for _, at in names})
    half = set(random.Random(1).sample(concepts, len(concepts) // 2))
    ranks = []
    for taught in (True, False):
        parts = [
            (rows, answer, (at in half) == taught) for (_, at), rows, answer in zip(names, lists, answers, strict=True)
        ]
        weights = learn_order(
            *zip(*[(rows, answer) for rows, answer, learn in parts if learn], strict=True), STRENGTH, ALLOWED
        )
        for rows, answer, learn in parts:
            if not learn:
                scores = rows @ weights[:-1]
                ranks.append(1 + int((scores > scores[answer]).sum()) if answer >= 0 else 0)
    return measure(ranks)


def main():
    """Learn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="the model of `python -m benchmarks coding`; trained if missing")
    options = parser.parse_args()
    pool = Pool(options.data)
    pool.index.attach(obtain_model(pool.index, options.cache, Recipe(seed=1)).encoder)
    names = names_elsewhere(pool.index, pool.isco, builtin())
    lists, answers = [], []
    for words, at in names:
        found = find_candidates(pool.index, words)
        place = np.flatnonzero(found.concepts == at)
        lists.append(np.ascontiguousarray(found.features))
        answers.append(int(place[0]) if len(place) else -1)
    print(f"{len(names)} names of {len({at for _, at in names})} concepts; held out: ", end="")
    print("MRR {:.3f}, hit@5 {:.3f}".format(*held_out(names, lists, answers)))
    weights = learn_order(lists, answers, STRENGTH, ALLOWED)
    print(
        {name: round(float(weight), 2) for name, weight in zip(FEATURES, weights, strict=False) if abs(weight) >= 0.005}
    )
    print(round(float(weights[-1]), 2))


if __name__ == "__main__":
    main()
