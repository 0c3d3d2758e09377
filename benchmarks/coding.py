"""How well and how fast titles are coded, beside published figures.

    python -m benchmarks.coding --data DIR [--cache FILE] [--seed N] [--skip learning] [--queries N]

DIR holds ESCO downloads (zip archives or folders), folders of the MELO form (anywhere below it) and
``jobbert/titles-validation.csv``; whatever is missing is said and left out. Every label of every language in it is
pooled into one index. Nothing is learnt from the queries; the part "learning" learns from half of JobBERT's titles and
is scored on titles that it has not seen.
"""

import argparse
import platform
import random
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.melo import find_linkings, read_titles
from matching import folding
from matching.coding.candidates import FEATURES, find_candidates
from matching.coding.fixed_order import fixed_order
from matching.coding.label_index import LabelIndex
from matching.coding.memory import Memory
from matching.coding.model import Model, StaleModel, train_model
from matching.coding.training import Recipe
from matching.esco import EscoError, read_esco

# Surface MRR as published with the data set (edit distance, TF-IDF words, TF-IDF characters, BM25, best neural).
PUBLISHED = {
    "usa_q_en_c_en": (0.486, 0.325, 0.580, 0.294, 0.684),
    "fra_q_fr_c_fr": (0.773, 0.774, 0.796, 0.751, 0.872),
    "nld_q_nl_c_nl": (0.428, 0.471, 0.486, 0.443, 0.572),
    "deu_q_de_c_de": (0.439, 0.476, 0.544, 0.338, 0.678),
    "esp_q_es_c_es": (0.330, 0.241, 0.438, 0.192, 0.556),
    "fra_q_fr_c_en": (0.096, 0.065, 0.195, 0.048, 0.616),
}


class Pool:
    """All labels of a data folder with the concepts that they name, and a trained index over them."""

    def __init__(self, folder):
        self.linkings = find_linkings(folder)
        self.labels, self.isco = [], {}
        sources = sorted([*Path(folder).glob("*.zip"), *Path(folder).glob("esco-*/")])
        try:
            rows = read_esco(*sources)
            kinds = {"occupation", "isco"}
            self.labels = [(n.text, n.uri) for n in rows.labels if rows.concepts[n.uri].kind in kinds]
            self.isco = {uri: concept.isco for uri, concept in rows.concepts.items()}
        except EscoError as error:
            print(f"no ESCO: {error}")
        for linking in self.linkings:
            self.labels += linking.labels
        self.labels = list(dict.fromkeys(self.labels))
        self.index = LabelIndex([text for text, _ in self.labels], [uri for _, uri in self.labels], self.isco)
        self.position = {concept: at for at, concept in enumerate(self.index.concepts)}

    def mask(self, concepts):
        """Which concepts of the index these are: ndarray of bool."""
        found = np.zeros(len(self.index.concepts), bool)
        found[[self.position[concept] for concept in concepts]] = True
        return found


def some(things, limit):
    """All of a list, or a random part of it, always the same."""
    return things if limit is None or limit >= len(things) else random.Random(0).sample(things, limit)


def measure(ranks):
    """MRR and hit@5 of ranks that count from 1 (0: not found)."""
    ranks = np.array(ranks, float)
    return np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0).mean(), ((ranks > 0) & (ranks <= 5)).mean()


def concept_rank(found, scores, allowed, right):
    """The rank of the best right concept among the allowed ones; candidates first, then the others by likeness."""
    order = found.concepts[np.argsort(-scores, kind="stable")]
    ranked = order[allowed[order]]
    hits = np.flatnonzero(np.isin(ranked, right))
    if len(hits):
        return int(hits[0]) + 1
    rest = allowed.copy()
    rest[order] = False
    best = found.evidence.total[right].max()
    return len(ranked) + 1 + int((found.evidence.total[rest] > best).sum())


class Surface:
    """Ranks labels instead of concepts, to compare with figures that do."""

    def __init__(self, pool, linking):
        index = pool.index
        forms = {
            (at, form): n for n, (at, form) in enumerate(zip(index.form_concept.tolist(), index.forms, strict=True))
        }
        keys = [(pool.position[concept], folding.tokens(label)) for label, concept in linking.labels]
        self.forms = np.array([forms[key] for key in keys if key in forms])
        self.concepts = index.form_concept[self.forms]
        self.vectors = index.name_vectors[self.forms].astype(np.float32) / 127
        self.index = index

    def rank(self, found, scores, right):
        """A label scores as its concept does, less what it is less like the query than the concept's best label."""
        by_concept = np.full(len(self.index.concepts), -1e9)
        by_concept[found.concepts] = scores
        likeness = self.vectors @ self.index.encoder.encode(found.evidence.once)
        best = np.full(len(self.index.concepts), -1.0)
        np.maximum.at(best, self.concepts, likeness)
        labels = by_concept[self.concepts] + 4 * (likeness - best[self.concepts])
        hits = labels[np.isin(self.concepts, right)]
        return 1 + int((labels > hits.max()).sum()) if len(hits) and hits.max() > -1e8 else 0


def score_linkings(pool, model, limit):
    """Print the table of the MELO tasks."""
    beside = "published surface MRR (edit, words, chars, BM25, neural)"
    print("\nconcept MRR / hit@5 by likeness of names alone, by the encoder alone, as coded; then surface MRR as coded")
    print(f"{'task':16}{'names':>12}{'encoder':>14}{'coded':>14}{'surface':>9}   {beside}")
    for linking in pool.linkings:
        allowed, surface = pool.mask({concept for _, concept in linking.labels}), Surface(pool, linking)
        ranks, surface_ranks, by_part = [], [], ([], [])
        for query in some(list(linking.queries), limit):
            right = [pool.position[concept] for concept in linking.relevant[query]]
            found = find_candidates(pool.index, linking.queries[query])
            scores = model.reranker.scores(found.features)
            ranks.append(concept_rank(found, scores, allowed, right))
            for feature, part in zip(("total", "encoder_sum"), by_part, strict=True):
                part.append(concept_rank(found, found.features[:, FEATURES.index(feature)], allowed, right))
            surface_ranks.append(surface.rank(found, scores, right))
        beside = " ".join(f"{value:.3f}" for value in PUBLISHED.get(linking.name, ()))
        parts = "  ".join("{:.3f}/{:.3f}".format(*measure(part)) for part in (*by_part, ranks))
        print(f"{linking.name:16}{parts}{measure(surface_ranks)[0]:8.3f}   {beside}", flush=True)


def score_titles(pool, model, titles, memory=None):
    """MRR and hit@5 of coded titles."""
    occupations = pool.mask([concept for concept in pool.index.concepts if "/occupation/" in concept])
    ranks = []
    for title, concept in titles:
        found = find_candidates(pool.index, title, memory)
        scores = model.reranker.scores(found.features)
        ranks.append(concept_rank(found, scores, occupations, [pool.position[concept]]))
    return measure(ranks)


def learn_titles(pool, titles, seed, recipe):
    """Learn from half the titles, split by folded title; return model, memory and the other half."""
    groups = sorted({folding.tokens(title) for title, _ in titles})
    random.Random(seed).shuffle(groups)
    known = set(groups[: len(groups) // 2])
    coded = [(folding.expand(folding.tokens(t)), concept) for t, concept in titles if folding.tokens(t) in known]
    unseen = [(title, concept) for title, concept in titles if folding.tokens(title) not in known]
    model = train_model(pool.index, coded, recipe=recipe)
    pool.index.attach(model.encoder)
    memory = Memory(pool.index)
    for words, concept in coded:
        if words:
            memory.learn(words, concept)
    return model, memory, unseen


def measure_speed(pool, model, size=100_000):
    """Build an index of so many labels; time single queries and batches on it, by the clock and by the processor."""
    before = _resident_mb()
    labels = random.Random(1).sample(pool.labels, min(size, len(pool.labels)))
    texts, concepts = [text for text, _ in labels], [uri for _, uri in labels]
    index, built = _timed(lambda: LabelIndex(texts, concepts, pool.isco))
    _, attached = _timed(lambda: index.attach(model.encoder))
    memory = _resident_mb() - before
    titles = [title for linking in pool.linkings for title in linking.queries.values()]
    random.Random(1).shuffle(titles)

    def code(title):
        return model.reranker.scores(find_candidates(index, title).features)

    code(titles[0])
    times = np.array([_timed(lambda title=title: code(title))[1] for title in titles[:1000]]) * 1000
    (clock, busy), total = np.percentile(times, 50, axis=0), times.sum(axis=0) / 1000
    print(f"\n{len(labels)} labels, clock / processor: built in {built[0]:.1f} / {built[1]:.1f} s, ", end="")
    print(f"vectors {attached[0]:.1f} / {attached[1]:.1f} s, {memory:.0f} MB")
    print(f"one query p50 {clock:.1f} / {busy:.1f} ms, p95 {np.percentile(times[:, 1], 95):.1f} ms of processor")
    print(f"one after another {len(times) / total[0]:.0f} / {len(times) / total[1]:.0f} titles/s on one core")


def _timed(work):
    """What `work` returns, and its seconds by the clock and by the processor."""
    clock, busy = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - clock, time.process_time() - busy)


def _resident_mb():
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def obtain_model(index, path, recipe):
    """A model from a file if it fits, else a trained one, which is kept there."""
    if path:
        try:
            return Model.load(path, index.fingerprint)
        except (FileNotFoundError, StaleModel) as error:
            print(f"training: {error}")
    start = time.perf_counter()
    model = train_model(index, order=fixed_order(), recipe=recipe)
    print(f"trained in {time.perf_counter() - start:.0f} s")
    if path:
        model.save(path)
    return model


def main():
    """Run what was asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="keep the trained model in this file, and use it if it fits")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--queries", type=int, help="only so many queries of each task, chosen at random")
    parser.add_argument("--skip", nargs="*", default=[], choices=["linking", "titles", "learning", "speed"])
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is no folder; see the top of benchmarks/coding.py for what it must hold")
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "scikit-learn", "rapidfuzz"))
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, Python {platform.python_version()}, {versions}")
    start = time.perf_counter()
    pool = Pool(options.data)
    names, concepts = len(pool.index.forms), len(pool.index.concepts)
    print(
        f"{len(pool.labels)} labels, {names} distinct names, {concepts} concepts, {time.perf_counter() - start:.1f} s"
    )
    recipe = Recipe(seed=options.seed)
    model = obtain_model(pool.index, options.cache, recipe)
    pool.index.attach(model.encoder)
    if "linking" not in options.skip:
        score_linkings(pool, model, options.queries)
    if "speed" not in options.skip:
        measure_speed(pool, model)
    _report_titles(pool, model, recipe, options)


def _report_titles(pool, model, recipe, options):
    path = options.data / "jobbert" / "titles-validation.csv"
    if not path.exists():
        print("no JobBERT titles")
        return
    titles = read_titles(path)
    if "titles" not in options.skip:
        asked = some(titles, options.queries)
        mrr, hit = score_titles(pool, model, asked)
        print(f"\nJobBERT, labels only: MRR {mrr:.3f}, hit@5 {hit:.3f} ({len(asked)} titles)", flush=True)
    if "learning" not in options.skip:
        model, memory, unseen = learn_titles(pool, titles, options.seed, recipe)
        asked = some(unseen, options.queries)
        mrr, hit = score_titles(pool, model, asked, memory)
        print(f"JobBERT, half learnt: MRR {mrr:.3f}, hit@5 {hit:.3f} ({len(asked)} unseen titles)")


if __name__ == "__main__":
    main()
