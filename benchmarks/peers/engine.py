"""Tantivy, a full-text engine, asked for a pool that is then re-ranked."""

import tempfile

import numpy as np
import tantivy

from benchmarks.peers.base import Peer, best, full_scores
from benchmarks.population import Crowd, Offer, World

POOL = 10_000


class TantivyPeer(Peer):
    """The pool is the best 10,000 by skills: the sum over requirements of the best constant score."""

    name = "Tantivy, 10,000 re-ranked"
    exact = False

    def __init__(self, world: World, crowd: Crowd):
        self.world, self.crowd = world, crowd
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True, fast=True)
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="basic")
        self.schema = builder.build()
        self.folder = tempfile.TemporaryDirectory(prefix="bench-")
        self.index = tantivy.Index(self.schema, path=self.folder.name)
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for number, terms in enumerate(self._terms()):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("terms", terms)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def rank(self, offer: Offer, k: int) -> tuple[np.ndarray, np.ndarray]:
        found = self.searcher.search(self._query(offer), POOL, count=False)
        hits = [(score, address) for score, address in found.hits]
        people = np.array(self.searcher.fast_field_values("number", [address for _, address in hits]), np.int64)
        totals = np.rint(np.array([score for score, _ in hits]) - 1).astype(np.int64)
        return best(people, full_scores(self.world, self.crowd, offer, people, totals), k)

    def _terms(self):
        rows, start = self.crowd.languages.T.tolist(), self.crowd.start.tolist()
        skills, active = self.crowd.skills.tolist(), self.crowd.active.tolist()
        for number, levels in enumerate(rows):
            spoken = [f"l{c}x{low}" for c, held in enumerate(levels) if held for low in range(1, held + 1)]
            held = [f"s{skill}" for skill in skills[start[number] : start[number + 1]]]
            yield " ".join([*held, *spoken, "active" if active[number] else "not"])

    def _query(self, offer: Offer) -> tantivy.Query:
        term, constant = tantivy.Query.term_query, tantivy.Query.const_score_query
        must = [f"l{c}x{max(1, low - 1)}" for c, low in zip(offer.languages, offer.levels, strict=True)]
        parts = [(tantivy.Occur.Must, constant(term(self.schema, "terms", each), 0.0)) for each in must]
        parts.append((tantivy.Occur.Must, constant(term(self.schema, "terms", "active"), 1.0)))
        for skill, weight in zip(offer.skills, offer.weights, strict=True):
            ways = [
                constant(term(self.schema, "terms", f"s{other}"), float(weight * points))
                for other, points in self.world.similar(skill)
            ]
            parts.append((tantivy.Occur.Should, tantivy.Query.disjunction_max_query(ways)))
        return tantivy.Query.boolean_query(parts)

    def close(self) -> None:
        self.folder.cleanup()
