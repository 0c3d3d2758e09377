"""Concepts with their names and relations, held in memory and looked up by key."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

LANGUAGES = ("en", "fr", "nl", "ar", "ckb", "kmr")


class Label(NamedTuple):
    """One name of a concept in one language; the preferred ones come from the concept itself."""

    concept: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Concept:
    """An occupation, ISCO-08 group, skill or licence.

    `key` is ``occupation:welder``, ``isco:7212``, ``skill:arc-welding``, ``licence:...`` or a URI of ESCO; `kind` is
    occupation, isco, skill, knowledge, transversal or licence; `isco` the ISCO-08 code of occupations and groups;
    `labels` the preferred name by language; `uri` the ESCO concept that it stands for, where one is known.
    """

    key: str
    kind: str
    labels: dict[str, str]
    isco: str | None = None
    uri: str | None = None


@dataclass
class Vocabulary:
    """Concepts by key, their other names, and how they relate.

    Attributes
    ----------
    concepts : dict of str to Concept
    variants : list of Label
        More names; preferred ones are in the concepts.
    occupation_skills : list of (occupation key, skill key, "essential" or "optional")
    skill_skills : list of (skill key, skill key, similarity in (0, 1])
        Symmetric, each pair once.
    """

    concepts: dict[str, Concept] = field(default_factory=dict)
    variants: list[Label] = field(default_factory=list)
    occupation_skills: list[tuple[str, str, str]] = field(default_factory=list)
    skill_skills: list[tuple[str, str, float]] = field(default_factory=list)

    def label(self, concept, language="en"):
        """The preferred name of a concept in a language, else in English, else in any; the key if unknown."""
        known = self.concepts.get(concept) or self.concepts.get(self.key_of_uri.get(concept))
        if known is None or not known.labels:
            return concept
        return known.labels.get(language) or known.labels.get("en") or next(iter(known.labels.values()))

    def isco(self, concept):
        """The ISCO-08 code of an occupation or group, or None."""
        known = self.concepts.get(concept)
        return known.isco if known else None

    def of_kind(self, *kinds):
        """The concepts of these kinds, in the order of the tables."""
        return [concept for concept in self.concepts.values() if concept.kind in kinds]

    def labels(self, *kinds):
        """Every name of the concepts of these kinds (of all without any): preferred first, then the variants.

        Returns
        -------
        list of Label
        """
        wanted = [c for c in self.concepts.values() if not kinds or c.kind in kinds]
        preferred = [Label(c.key, language, text) for c in wanted for language, text in c.labels.items()]
        keys = {c.key for c in wanted}
        return preferred + [variant for variant in self.variants if variant.concept in keys]

    @cached_property
    def key_of_uri(self):
        """ESCO URI to concept key, for concepts that keep a built-in key."""
        return {c.uri: c.key for c in self.concepts.values() if c.uri}

    @cached_property
    def _skills_by_occupation(self):
        found = defaultdict(list)
        for occupation, skill, relation in self.occupation_skills:
            found[occupation].append((skill, relation))
        return dict(found)

    @cached_property
    def _related_by_skill(self):
        found = defaultdict(list)
        for skill, related, similarity in self.skill_skills:
            found[skill].append((related, similarity))
            found[related].append((skill, similarity))
        return {skill: sorted(pairs, key=lambda pair: (-pair[1], pair[0])) for skill, pairs in found.items()}

    def skills_of(self, occupation):
        """The skills of an occupation as (skill key, "essential" or "optional"); empty if none is recorded."""
        return self._skills_by_occupation.get(occupation, [])

    def related_skills(self, skill):
        """Skills near this one as (skill key, similarity), nearest first; empty if none is recorded."""
        return self._related_by_skill.get(skill, [])

    @cached_property
    def fingerprint(self):
        """A digest of names and groups: whatever is trained on a vocabulary is stale when this differs."""
        digest = hashlib.blake2b(digest_size=12)
        for label in sorted(self.labels()):
            digest.update("\x1f".join(label).encode())
        for concept in sorted(self.concepts.values(), key=lambda c: c.key):
            digest.update(f"{concept.key}\x1f{concept.isco}\x1e".encode())
        return digest.hexdigest()

    def merged(self, *others):
        """This vocabulary with others added; neither this one nor the others are changed.

        A concept of `others` that has the same group and the same English name as one here is the same concept: it
        keeps this one's key, lends its URI and its names, and its relations are kept under that key.

        Parameters
        ----------
        *others : Vocabulary
            For instance `matching.esco.EscoRows.vocabulary()`.

        Returns
        -------
        Vocabulary
        """
        result = self
        for other in others:
            result = _merge(result, other)
        return result


def _merge(base, other):
    renamed = _same_concepts(base, other)
    concepts = dict(base.concepts)
    variants = list(base.variants)
    for concept in other.concepts.values():
        key = renamed.get(concept.key, concept.key)
        held = concepts.get(key)
        if held is None:
            concepts[key] = concept
            continue
        concepts[key] = replace(held, uri=held.uri or concept.uri, labels={**concept.labels, **held.labels})
        variants += [
            Label(key, language, text)
            for language, text in concept.labels.items()
            if held.labels.get(language, text) != text
        ]
    variants += [label._replace(concept=renamed.get(label.concept, label.concept)) for label in other.variants]
    pairs = [(renamed.get(a, a), renamed.get(b, b), value) for a, b, value in other.occupation_skills]
    nearness = [(renamed.get(a, a), renamed.get(b, b), value) for a, b, value in other.skill_skills]
    return Vocabulary(
        concepts,
        list(dict.fromkeys(variants)),
        list(dict.fromkeys(base.occupation_skills + pairs)),
        list(dict.fromkeys(base.skill_skills + nearness)),
    )


def _same_concepts(base, other):
    """Keys of `other` that stand for a concept of `base`: same ISCO group code, or same family, group and name."""
    held = {}
    for concept in base.concepts.values():
        held.setdefault(_identity(concept), concept.key)
    taken, renamed = set(), {}
    for concept in other.concepts.values():
        key = held.get(_identity(concept))
        if key is not None and key not in taken and concept.key not in base.concepts:
            taken.add(key)
            renamed[concept.key] = key
    return renamed


def _identity(concept):
    if concept.kind == "isco":
        return ("isco", concept.isco)
    family = concept.kind if concept.kind in {"occupation", "licence"} else "skill"
    return (family, concept.isco, concept.labels.get("en", concept.key).casefold())
