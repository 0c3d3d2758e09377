"""What a few typed letters may mean, for lists under an input."""

from typing import Any

from flask import request

from jobmatch.errors import NotFound
from jobmatch.officer import bp
from jobmatch.officer.options import language
from jobmatch.services import taxonomy

SHORTEST = 2
KINDS = {"skills": ("skill",), "occupations": ("occupation",)}


@bp.get("/concepts/<kind>")
def concepts(kind: str) -> dict[str, Any]:
    """Names and keys of the likeliest concepts, as JSON; 404 for a kind that is none."""
    if kind not in KINDS:
        raise NotFound(kind)
    words = request.args.get("q", "").strip()[:100]
    found = taxonomy.search_concepts(KINDS[kind], words, language()) if len(words) >= SHORTEST else []
    return {"results": [{"value": name, "text": name, "concept": concept} for concept, name in found]}
