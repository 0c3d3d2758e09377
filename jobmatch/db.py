"""The database session of a request or a command.

Every command, and every request but GET, may write from its beginning; a GET that has something to store calls
`begin_writing` first. Why that matters to SQLite is told in ``models.sqlite``.
"""

from inspect import iscoroutinefunction
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

from models.sqlite import reading_only


class ServiceSession(Session):
    """A session that knows where the service is, for the links in what services write."""

    def __init__(self, **options: Any) -> None:
        super().__init__(info={"public_url": current_app.config["JOBMATCH"].public_url}, **options)


class Database(SQLAlchemy):
    """The database of an application; its sessions end with the request."""

    def init_app(self, app: Flask) -> None:  # type: ignore[override]
        """Attach the engines.

        The library also ends asynchronous sessions, of which there are none, and starts a thread with an event loop
        for that after every request: a third of what a small page takes.
        """
        super().init_app(app)
        ending = app.teardown_appcontext_funcs
        app.teardown_appcontext_funcs = [each for each in ending if not iscoroutinefunction(each)]


db = Database(session_options={"class_": ServiceSession})


def begin_writing(session: Session) -> None:
    """End the transaction that has only read, so that the next one may write."""
    reading_only.set(False)
    session.commit()
