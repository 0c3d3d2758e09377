"""Look at finished files again before they are handed over, and take back those with somebody who may not be in them.

What a file may hold is asked anew each time: a file is no way around a consent that ended while it lay there.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.clock import today
from jobmatch.db import begin_writing, db
from jobmatch.errors import JobmatchError, NotAllowed
from jobmatch.exporting import instance_dir
from jobmatch.services.exports import files, records
from jobmatch.services.exports.standing import still_stands
from models import Export, ExportState
from models.sqlite import reading_only


class TakenBack(JobmatchError):
    """The file was deleted early, for somebody in it may no longer be in it. It can be made anew, without them."""

    status = 410
    code = "export_taken_back"


def may_stay(session: Session, export: Export) -> bool:
    """Whether there is a file that may still be handed over; one that may not is taken back. Commits then."""
    if not export.available:
        return False
    if stands(session, export):
        return True
    begin_writing(session)
    records.take_back(session, export)
    session.commit()
    files.clear(instance_dir(), export)
    return False


def stands(session: Session, export: Export) -> bool:
    """Whether everybody in the file may be in it; not where its maker may make such a file no more."""
    try:
        reader = records.reader_of(export, today())
    except NotAllowed:
        return False
    return still_stands(session, records.kind_of(export), reader, files.held_in(instance_dir(), export))


def take_exports_back() -> None:
    """Background job: look at every file that lies ready; woken when a consent ends."""
    ready = select(Export.id).where(Export.state == ExportState.DONE, Export.deleted_at.is_(None))
    for export_id in db.session.scalars(ready).all():
        db.session.rollback()
        token = reading_only.set(True)  # nobody waits for the write lock while a long file is looked at
        try:
            may_stay(db.session, db.session.get_one(Export, export_id))
        finally:
            reading_only.reset(token)
