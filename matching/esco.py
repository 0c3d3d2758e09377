"""Read the official ESCO downloads into plain rows.

ESCO is published by the European Commission as bundles of CSV files, one bundle a language for the classification and
one for the relations, as zip archives; versions 1.1 and 1.2 differ in a few columns. Files are told apart by their
columns, not by their names, so that renamed, unpacked and partial downloads work; the language comes from the name
(``occupations_fr.csv``).

Keeping the rows, and taking them out again, is the caller's part.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from matching.vocabulary import Concept, Label, Vocabulary

# How near two skills are that ESCO relates; its relations carry no number.
NEARNESS = {"essential": 0.75, "optional": 0.65}
_LANGUAGE = re.compile(r"(?:^|[_\-\s])([a-z]{2,3})(?=$|\s*-\s*csv$)")
_RELEASED = {"", "released"}


class EscoError(ValueError):
    """What was given is not an ESCO download, or is damaged; the message names the file."""


class EscoConcept(NamedTuple):
    """One occupation, skill or ISCO-08 group.

    `kind` is occupation, isco, skill, knowledge or transversal; `isco` the ISCO-08 code of occupations and groups.
    """

    uri: str
    kind: str
    isco: str | None


class EscoLabel(NamedTuple):
    """One name; `kind` is preferred, alternative or hidden (known, but not to be shown)."""

    uri: str
    language: str
    text: str
    kind: str


@dataclass
class EscoRows:
    """Everything that was read, without doubles, in the order of the files.

    Attributes
    ----------
    concepts : dict of str to EscoConcept
        By URI.
    labels : dict of EscoLabel to None
        An ordered set.
    occupation_skills, skill_skills : dict of (URI, URI) to "essential" or "optional"
    broader : dict of (URI, broader URI) to None
    files : list of str
        Files that were read.
    ignored : list of str
        CSV files that hold nothing of use here (collections, hierarchies).
    """

    concepts: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)
    occupation_skills: dict = field(default_factory=dict)
    skill_skills: dict = field(default_factory=dict)
    broader: dict = field(default_factory=dict)
    files: list = field(default_factory=list)
    ignored: list = field(default_factory=list)

    @property
    def languages(self):
        """The languages that names were read in, sorted."""
        return sorted({label.language for label in self.labels})

    def counts(self):
        """How many concepts of each kind, labels and relations were read: dict of str to int."""
        kinds = [concept.kind for concept in self.concepts.values()]
        found = {kind: kinds.count(kind) for kind in ("occupation", "isco", "skill", "knowledge", "transversal")}
        relations = {name: len(getattr(self, name)) for name in ("occupation_skills", "skill_skills", "broader")}
        return {**found, "labels": len(self.labels), **relations}

    def vocabulary(self):
        """The rows as a vocabulary, to be merged into the built-in one.

        ISCO-08 groups get the key ``isco:CODE``; occupations and skills keep their URI as key. Relations to concepts
        that were not read are left out.

        Returns
        -------
        Vocabulary
        """
        keys = {uri: f"isco:{c.isco}" if c.kind == "isco" else uri for uri, c in self.concepts.items()}
        names = {}
        for label in self.labels:
            if label.kind == "preferred":
                names.setdefault(label.uri, {}).setdefault(label.language, label.text)
        concepts = {
            keys[uri]: Concept(keys[uri], c.kind, names[uri], c.isco, uri)
            for uri, c in self.concepts.items()
            if uri in names
        }
        variants = [
            Label(keys[label.uri], label.language, label.text)
            for label in self.labels
            if keys[label.uri] in concepts and names[label.uri].get(label.language) != label.text
        ]
        pairs = [(a, b, kind) for (a, b), kind in self.occupation_skills.items() if a in concepts and b in concepts]
        near = {}
        for (a, b), kind in self.skill_skills.items():
            if a in concepts and b in concepts and a != b:
                pair = (min(a, b), max(a, b))
                near[pair] = max(NEARNESS[kind], near.get(pair, 0))
        return Vocabulary(concepts, variants, pairs, [(a, b, value) for (a, b), value in near.items()])


def read_esco(*paths, progress=None):
    """Read any number of ESCO downloads together.

    Parameters
    ----------
    *paths : path
        Each a zip archive, a folder of CSV files (and archives), or one CSV file, in any order and any language.
    progress : callable, optional
        Called with (file name, rows read so far in all).

    Returns
    -------
    EscoRows

    Raises
    ------
    EscoError
        If a path does not exist, is no archive or CSV, holds no ESCO table, lacks a column, or names an ISCO group
        that is not a number; or if relations came without any concept.
    """
    rows, total = EscoRows(), 0
    for path in map(Path, paths):
        before = len(rows.files)
        for name, open_file in _tables(path):
            total += _read_table(rows, name, open_file)
            if progress:
                progress(name, total)
        if len(rows.files) == before:
            raise EscoError(f"{path.name} holds no ESCO table that can be used")
    if rows.files and not rows.concepts:
        raise EscoError("only relations were given: add the classification bundle of at least one language")
    return rows


def _tables(path):
    """(name, function that opens it as text) for every CSV file under a path."""
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in {".csv", ".zip"})
        for inner in found:
            yield from _tables(inner)
    elif not path.exists():
        raise EscoError(f"{path} does not exist")
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.lower().endswith(".csv"):
                    yield f"{path.stem}/{name}", lambda name=name: _text(archive.open(name))
    elif path.suffix.lower() == ".csv":
        yield f"{path.parent.name}/{path.name}", lambda: _text(path.open("rb"))
    else:
        raise EscoError(f"{path.name} is neither a zip archive nor a CSV file")


def _text(binary):
    return io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")


def _read_table(rows, name, open_file):
    """Read one CSV file into `rows`; the number of rows that it had."""
    csv.field_size_limit(10_000_000)
    try:
        with open_file() as file:
            head = file.readline()
            delimiter = ";" if head.count(";") > head.count(",") else ","
            columns = next(csv.reader([head], delimiter=delimiter), [])
            reader = _reader_of(columns)
            if reader is None:
                rows.ignored.append(name)
                return 0
            count = 0
            for cells in csv.reader(file, delimiter=delimiter):
                if cells:
                    _check_width(name, cells, columns)
                    reader(rows, name, dict(zip(columns, cells, strict=True)))
                    count += 1
    except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
        raise EscoError(f"{name} cannot be read: {error}") from error
    rows.files.append(name)
    return count


def _check_width(name, cells, columns):
    if len(cells) != len(columns):
        raise EscoError(f"{name}: a row has {len(cells)} cells, its header {len(columns)}: the file is damaged")


def _reader_of(columns):
    """The function that reads a table with these columns, or None for one of no use."""
    have = set(columns)
    if "broaderConceptUri" in have:
        return None  # a collection: concepts again that the classification has
    for needed, reader in _READERS:
        if needed <= have:
            return reader
    return None


def _take_relation(rows, name, row, target, ends):
    kind = row["relationType"].strip().lower()
    if kind not in NEARNESS:
        raise EscoError(f"{name}: {kind!r} is neither essential nor optional")
    target.setdefault((row[ends[0]].strip(), row[ends[1]].strip()), kind)


def _take_occupation_skill(rows, name, row):
    _take_relation(rows, name, row, rows.occupation_skills, ("occupationUri", "skillUri"))


def _take_skill_skill(rows, name, row):
    _take_relation(rows, name, row, rows.skill_skills, ("originalSkillUri", "relatedSkillUri"))


def _take_broader(rows, name, row):
    rows.broader.setdefault((row["conceptUri"].strip(), row["broaderUri"].strip()))


def _take_occupation(rows, name, row):
    _take_concept(rows, name, row, "occupation", _isco_code(name, row["iscoGroup"]))


def _take_skill(rows, name, row):
    kind = "knowledge" if row["skillType"].strip() == "knowledge" else "skill"
    kind = "transversal" if row.get("reuseLevel", "").strip() == "transversal" else kind
    _take_concept(rows, name, row, kind, None)


def _take_group(rows, name, row):
    if row.get("conceptType", "ISCOGroup") == "ISCOGroup":  # groups of skills have the same columns
        _take_concept(rows, name, row, "isco", _isco_code(name, row["code"]))


_READERS = (
    ({"occupationUri", "relationType", "skillUri"}, _take_occupation_skill),
    ({"originalSkillUri", "relationType", "relatedSkillUri"}, _take_skill_skill),
    ({"conceptUri", "broaderUri"}, _take_broader),
    ({"conceptUri", "iscoGroup", "preferredLabel"}, _take_occupation),
    ({"conceptUri", "skillType", "preferredLabel"}, _take_skill),
    ({"conceptUri", "code", "preferredLabel"}, _take_group),
)


def _isco_code(name, text):
    code = text.strip().removeprefix("C")
    if not (code.isdecimal() and len(code) <= 4):
        raise EscoError(f"{name}: {text!r} is no ISCO-08 code")
    return code


def _take_concept(rows, name, row, kind, isco):
    uri = row["conceptUri"].strip()
    if row.get("status", "").strip().lower() not in _RELEASED:
        return
    if not uri.startswith(("http://", "https://")):
        raise EscoError(f"{name}: {uri!r} is no URI")
    rows.concepts.setdefault(uri, EscoConcept(uri, kind, isco))
    language = _language_of(name)
    for column, label_kind in (
        ("preferredLabel", "preferred"),
        ("altLabels", "alternative"),
        ("hiddenLabels", "hidden"),
    ):
        for text in row.get(column, "").splitlines():
            if text.strip():
                rows.labels.setdefault(EscoLabel(uri, language, text.strip(), label_kind))


def _language_of(name):
    """The language code at the end of a file's name, else of its bundle's."""
    bundle, _, file = name.rpartition("/")
    for part in (Path(file).stem, bundle.rpartition("/")[2], bundle.partition("/")[0]):
        found = _LANGUAGE.search(part.lower())
        if found:
            return found[1]
    raise EscoError(f"{name}: which language? Keep the official name, which ends in the language (occupations_fr.csv)")
