"""Whoever asked for a large export is told when it is there; a small one is there at once."""

import pytest
from sqlalchemy import select

from jobmatch import exporting
from jobmatch.services.exports import records
from models import ExportState, Notice


@pytest.mark.parametrize(("at_once", "told"), [(39, 1), (40, 0)])
def test_a_large_export_is_announced_when_it_can_be_fetched(own_session, asked, monkeypatch, at_once, told):
    monkeypatch.setattr(records, "AT_ONCE", at_once)
    exporting.write_exports()
    exporting.write_exports()
    own_session.refresh(asked)
    assert asked.state is ExportState.DONE
    notices = own_session.scalars(select(Notice)).all()
    assert [row.kind for row in notices] == ["export_ready"] * told
    for row in notices:
        assert row.recipient == asked.by.email and f"/exports/{asked.id}" in row.text
