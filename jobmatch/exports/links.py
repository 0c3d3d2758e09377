"""The way from a list on screen to its export: the same filters and the same order."""

from typing import Any

from flask import url_for
from flask_security import current_user

from jobmatch.lists import kept_arguments
from jobmatch.services.exports.kinds import kind_as
from models import ExportKind


def slug(kind: ExportKind) -> str:
    """A kind as it stands in an address."""
    return kind.value.replace("_", "-")


def export_url(kind: str, **more: Any) -> str | None:
    """Where the list on screen is exported, with its filters and sort; None for who may not export it.

    Parameters
    ----------
    kind : str
        A value of `ExportKind`.
    more
        Filters that the list's address does not hold, such as the fair of its path.
    """
    code = ExportKind(kind)
    if not current_user.is_authenticated or current_user.role not in kind_as(current_user.role, code).roles:
        return None
    listed = kind_as(current_user.role, code)
    named = set() if code is ExportKind.FIGURES else {*listed.filters, "sort"}  # a report names its own
    asked = {name: value for name, value in kept_arguments().items() if name in named and value}
    return url_for("exports.choose", slug=slug(code), **{**asked, **{k: v for k, v in more.items() if v}})
