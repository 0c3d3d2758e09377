"""Read folders of the MELO form, and of JobBERT's titles."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Linking:
    """One task: queries to be linked to the concepts of a corpus of labels.

    `queries` id to title; `labels` list of (label, concept); `relevant` query id to the set of right concepts.
    """

    name: str
    queries: dict
    labels: list
    relevant: dict


def read_linking(folder):
    """Read one folder with queries.tsv, corpus_elements.tsv, concept_mapping.tsv and annotations.tsv (TREC qrels)."""
    queries = dict(_rows(folder, "queries.tsv"))
    concept_of = dict(_rows(folder, "concept_mapping.tsv"))
    labels = [(label, concept_of[element]) for element, label in _rows(folder, "corpus_elements.tsv")]
    relevant = defaultdict(set)
    for query, _, element, grade in _rows(folder, "annotations.tsv"):
        if int(grade) > 0:
            relevant[query].add(concept_of[element])
    return Linking(Path(folder).name, {q: t for q, t in queries.items() if q in relevant}, labels, dict(relevant))


def find_linkings(folder):
    """Every task under a folder, in the order of their names."""
    return [read_linking(path.parent) for path in sorted(Path(folder).rglob("queries.tsv"))]


def read_titles(path):
    """JobBERT's titles: a list of (title, concept)."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return [(row["vacancyTitle"].strip(), row["conceptUri"]) for row in csv.DictReader(file)]


def _rows(folder, name):
    with Path(folder, name).open(encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip()]
