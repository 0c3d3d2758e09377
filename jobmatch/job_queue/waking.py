"""Wake a job, now or when the transaction that it is to see has been committed."""

from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from jobmatch.services.waking import forget_wakes, wakes

if TYPE_CHECKING:
    from jobmatch.job_queue.making import JobQueue

KEY = "jobmatch_queue"


def register(app: Flask) -> None:
    """Nothing is opened before it is needed: a process that forks must not share a connection."""
    app.extensions.setdefault(KEY, None)


def queue_of(app: Flask) -> "JobQueue":
    """The application's queue, opened the first time."""
    from jobmatch.job_queue.making import make_queue

    if app.extensions.get(KEY) is None:
        app.extensions[KEY] = make_queue(app)
    queue: JobQueue = app.extensions[KEY]
    return queue


def enqueue(name: str, *arguments: Any) -> None:
    """Ask a worker to run the job `name` soon. Arguments are numbers and short texts: ids, never a person's facts.

    A queue that is away is no error: the job looks by itself for what is due.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.config["JOBMATCH"].has_secret:
        try:
            queue_of(app).jobs[name](*arguments)
        except Exception as error:  # each kind of queue has its own errors, and none may undo what was committed
            app.logger.warning("the job queue is away (%s): %s waits for its next turn", type(error).__name__, name)


@event.listens_for(Session, "after_commit")
def enqueue_wakes(session: Session) -> None:
    """Once the rows are there, wake who works on them."""
    if has_app_context() and not session.in_nested_transaction():
        for name, arguments in wakes(session):
            enqueue(name, *arguments)
        forget_wakes(session)


@event.listens_for(Session, "after_rollback")
def drop_wakes(session: Session) -> None:
    """What was taken back needs nobody."""
    if not session.in_nested_transaction():
        forget_wakes(session)
