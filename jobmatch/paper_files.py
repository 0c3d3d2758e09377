"""A person's paper as a file: always to be saved, never run in the page, and named without telling who it is."""

from flask import Response

from jobmatch.services.documents import ENDINGS
from models import Document


def as_file(document: Document) -> Response:
    """The paper; its own name stays with the person, for it may tell who and from where."""
    name = f"{document.kind.value}-{document.id}.{ENDINGS[document.media_type]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": "sandbox"}
    return Response(document.content, mimetype=document.media_type, headers=headers)
