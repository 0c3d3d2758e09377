"""How many rows a statement changed, where that decides who of two was first."""

from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session


def rows_changed(session: Session, statement: Update | Delete) -> int:
    """Carry out an UPDATE or DELETE without loading the rows, and count them."""
    answer = session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult[Any], answer).rowcount
