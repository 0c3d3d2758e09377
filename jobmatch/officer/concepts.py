"""What a few typed letters may mean, for lists under an input."""

from typing import Any

from flask import request

from jobmatch.officer import bp
from jobmatch.officer.options import language
from jobmatch.services import taxonomy

SHORTEST = 2
KINDS = {"skills": ("skill",), "occupations": ("occupation",)}


@bp.get("/concepts/<any(skills, occupations):kind>")
def concepts(kind: str) -> dict[str, Any]:
    """Names and keys of the likeliest concepts, as JSON."""
    words = request.args.get("q", "").strip()[:100]
    found = taxonomy.search_concepts(KINDS[kind], words, language()) if len(words) >= SHORTEST else []
    return {"results": [{"value": name, "text": name, "concept": concept} for concept, name in found]}
