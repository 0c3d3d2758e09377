"""Lists that sort, filter and page, with their state in the URL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select

from jobmatch.db import db

Row = TypeVar("Row")
PER_PAGE = 25


def kept_arguments() -> dict[str, Any]:
    """The query string as arguments for `url_for`: none that it would read as its own, none that the path has."""
    own = request.view_args or {}
    return {
        key: values if len(values) > 1 else values[0]
        for key, values in request.args.lists()
        if not key.startswith("_") and key not in own and key != "endpoint"
    }


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list, and the links that lead on."""

    rows: list[Row]
    total: int
    number: int
    pages: int
    sort: str
    query: Mapping[str, Any]

    def url(self, **changes: Any) -> str:
        """The same list with other settings; whatever is not named stays."""
        query = {**self.query, **changes}
        return url_for(
            str(request.endpoint),
            **(request.view_args or {}),
            **{k: v for k, v in query.items() if v not in (None, "", [])},
        )

    def sort_url(self, key: str) -> str:
        """Sort by a column, the other way round if it is sorted by already."""
        return self.url(sort=f"-{key}" if self.sort == key else key, page=None)

    def direction(self, key: str) -> str | None:
        """``ascending``, ``descending`` or None, for ``aria-sort``."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort)


def paginate(
    query: Select[Any],
    sorts: Mapping[str, Any],
    *,
    default: str,
    per_page: int = PER_PAGE,
    convert: Callable[[list[Any]], list[Any]] | None = None,
) -> Page[Any]:
    """Sort and cut a query by the request's `sort` and `page`; unknown values fall back to the defaults.

    Parameters
    ----------
    sorts : mapping
        From the name in the URL to a column; a ``-`` before the name turns the order round.
    default : str
        The sort where none is asked for.
    """
    wanted = request.args.get("sort", default)
    sort = wanted if wanted.removeprefix("-") in sorts else default
    column = sorts[sort.removeprefix("-")]
    entity = query.column_descriptions[0]["entity"]
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, ceil(total / per_page))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    order = column.desc().nulls_last() if sort.startswith("-") else column.asc().nulls_last()
    ordered = query.order_by(order, entity.id).limit(per_page).offset((number - 1) * per_page)
    rows = list(db.session.scalars(ordered).unique())
    return Page(convert(rows) if convert else rows, total, number, pages, sort, kept_arguments())
