"""What a few typed letters may mean, for lists under an input; officers and employers both ask it."""

from typing import Any

from flask import request

from jobmatch.errors import NotFound
from jobmatch.options import language
from jobmatch.services import taxonomy

SHORTEST = 2
KINDS = {"skills": ("skill",), "occupations": ("occupation",)}


def concepts(kind: str) -> dict[str, Any]:
    """Names and keys of the likeliest concepts, as JSON; 404 for a kind that is none."""
    if kind not in KINDS:
        raise NotFound(kind)
    return {"results": [{"value": label, "text": label, "concept": key} for key, label in likeliest(kind, "q")]}


def likeliest(kind: str, argument: str) -> list[tuple[str, str]]:
    """(concept, name) for what was typed so far."""
    words = request.args.get(argument, "").strip()[:100]
    return taxonomy.search_concepts(KINDS[kind], words, language()) if len(words) >= SHORTEST else []
