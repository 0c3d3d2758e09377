"""What every export costs and leaves behind, and what is refused."""

import pytest
from sqlalchemy import func, select

from jobmatch import exporting
from jobmatch.errors import InvalidInput
from jobmatch.services.exports import reading, records
from jobmatch.services.exports.kinds import KINDS
from models import AuditAction, AuditEntry, ExportFormat, ExportKind, ExportState, JobSeeker
from tests.services.exports.folder import left_in


def test_every_export_is_audited_with_rows_columns_and_purpose(own_session, asked):
    exporting.run_export(own_session, asked.id)
    entry = own_session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORT)).one()
    assert entry.account_id == asked.by_id and entry.kind == "job_seeker"
    assert entry.row_ids == sorted(own_session.scalars(select(JobSeeker.id)))
    assert entry.fields == ["case_reference", "name_latin"] and entry.purpose == f"export {asked.id}: contact"


def test_more_rows_than_a_print_list_holds_are_refused_not_cut(own_session, asked, monkeypatch):
    monkeypatch.setattr(records, "MOST_ROWS", {ExportFormat.PDF: 39})
    with pytest.raises(InvalidInput, match="40 rows are too many"):
        records.request_export(
            own_session, by=asked.by, kind=ExportKind.PEOPLE, format_=ExportFormat.PDF, purpose=asked.purpose,
            columns=["name_latin"], query={}, language="en", today=exporting.today(),
        )  # fmt: skip
    asked.format = ExportFormat.PDF  # and again where it is written: there may be more by then
    own_session.commit()
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "invalid_input")


def test_an_account_that_was_closed_meanwhile_gets_nothing(own_session, asked, tmp_path):
    asked.by.active = False
    own_session.commit()
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "not_allowed")
    assert left_in(tmp_path / "instance") == []


def test_no_query_a_row(own_session, asked):
    from sqlalchemy import event

    from jobmatch.services.exports.columns import Reader

    kind = KINDS[ExportKind.PEOPLE]
    reader = Reader(asked.by, asked.purpose, exporting.today())
    chosen = reading.choose(own_session, kind, reader, {})
    counted = []
    engine = own_session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *_args: counted.append(1))
    rows = [row for chunk in reading.read_rows(own_session, kind, reader, [c.code for c in kind.columns], chosen)
            for row in chunk]  # fmt: skip
    assert len(rows) == own_session.scalar(select(func.count()).select_from(JobSeeker)) == 40
    assert len(counted) <= 1 + len(kind.related) + 1
