"""Histories stay as they were written; only what names somebody can be cleared."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from jobmatch.services.transitions import record_event


@pytest.fixture
def event(session, make):
    made = record_event(session, make.job_seeker(), was=None, by=make.officer(), note="Azad called")
    session.flush()
    return made


@pytest.mark.parametrize("change", ["note = 'another'", "by_id = by_id + 1", "reason = 'other'", "note = NULL, id = 0"])
def test_an_event_cannot_be_rewritten(session, event, change):
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(f"UPDATE state_event SET {change} WHERE id = {event.id}"))  # noqa: S608


@pytest.mark.parametrize("column", ["note", "by_id"])
def test_what_names_somebody_can_be_cleared(session, event, column):
    session.execute(text(f"UPDATE state_event SET {column} = NULL WHERE id = {event.id}"))  # noqa: S608
    session.refresh(event)
    assert getattr(event, column) is None
