"""Read the CSV tables of the built-in vocabulary."""

import csv
from functools import lru_cache
from pathlib import Path

from matching.vocabulary.concepts import LANGUAGES, Concept, Label, Vocabulary

HERE = Path(__file__).parent


class VocabularyError(ValueError):
    """A table of the vocabulary does not have the form that it must have; the message names file and line."""


@lru_cache(maxsize=1)
def builtin():
    """The project's own vocabulary, loaded once a process. Treat it as read-only."""
    return read_tables(HERE)


def read_tables(folder):
    """Read a vocabulary from a folder of CSV tables (``isco/``, ``occupations/``, ``variants/``, ``skills/``, ...).

    Parameters
    ----------
    folder : path
        Holds one folder a table, each with any number of CSV files; a missing table is an empty one.

    Returns
    -------
    Vocabulary

    Raises
    ------
    VocabularyError
        If a file lacks a column or a row has another number of cells than its header.
    """
    concepts = {}
    for code, labels in _labelled(folder, "isco", "code"):
        concepts[f"isco:{code[0]}"] = Concept(f"isco:{code[0]}", "isco", labels, isco=code[0])
    for (slug, isco), labels in _labelled(folder, "occupations", "id", "isco"):
        concepts[f"occupation:{slug}"] = Concept(f"occupation:{slug}", "occupation", labels, isco=isco)
    for (slug, kind), labels in _labelled(folder, "skills", "id", "kind"):
        concepts[f"skill:{slug}"] = Concept(f"skill:{slug}", kind, labels)
    for (slug,), labels in _labelled(folder, "licences", "id"):
        concepts[f"licence:{slug}"] = Concept(f"licence:{slug}", "licence", labels)
    variants = [Label(*row) for row in _rows(folder, "variants", "concept", "language", "label")]
    pairs = [
        (f"occupation:{occupation}", f"skill:{skill}", relation)
        for occupation, skill, relation in _rows(folder, "occupation_skills", "occupation", "skill", "relation")
    ]
    nearness = [
        (f"skill:{skill}", f"skill:{related}", float(similarity))
        for skill, related, similarity in _rows(folder, "skill_skills", "skill", "related", "similarity")
    ]
    return Vocabulary(concepts, variants, pairs, nearness)


def _labelled(folder, table, *columns):
    """Rows of a table with one column a language, as (key cells, {language: label})."""
    width = len(columns)
    for row in _rows(folder, table, *columns, *LANGUAGES):
        yield row[:width], {language: text for language, text in zip(LANGUAGES, row[width:], strict=True) if text}


def _rows(folder, table, *columns):
    """The named columns of every file of a table, files in the order of their names."""
    for path in sorted(Path(folder, table).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            missing = [column for column in columns if column not in header]
            if missing:
                raise VocabularyError(f"{path.name}: no column {', '.join(missing)}")
            picked = [header.index(column) for column in columns]
            for cells in reader:
                if len(cells) != len(header):
                    where = f"{table}/{path.name}, line {reader.line_num}"
                    raise VocabularyError(f"{where}: {len(cells)} cells, not {len(header)}")
                yield tuple([cells[at] for at in picked])
