"""Ask for a file in the name of whoever is signed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from jobmatch import exporting
from jobmatch.access import current_account
from jobmatch.db import db
from jobmatch.options import language
from jobmatch.services.exports.columns import Kind
from models import Export, ExportFormat, ExportPurpose


def make(
    kind: Kind, columns: Sequence[str], query: Mapping[str, Any], purpose: ExportPurpose, format_: ExportFormat
) -> Export:
    """Make a file at once where it is small, else leave it to a worker. Commits.

    Raises
    ------
    InvalidInput
        For columns, filters or a purpose that cannot be, and for more rows than the format holds.
    """
    return exporting.ask(
        db.session,
        by=current_account(),
        kind=kind.code,
        format_=format_,
        purpose=purpose,
        columns=list(columns),
        query=query,
        language=language(),
    )
