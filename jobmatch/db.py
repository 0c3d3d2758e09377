"""The database session of a request or a command.

Every command, and every request but GET, may write from its beginning; a GET that has something to store calls
`begin_writing` first. Why that matters to SQLite is told in ``models.sqlite``.
"""

from typing import Any

from flask import current_app
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

from models.sqlite import reading_only


class ServiceSession(Session):
    """A session that knows where the service is, for the links in what services write."""

    def __init__(self, **options: Any) -> None:
        super().__init__(info={"public_url": current_app.config["JOBMATCH"].public_url}, **options)


db = SQLAlchemy(session_options={"class_": ServiceSession})


def begin_writing(session: Session) -> None:
    """End the transaction that has only read, so that the next one may write."""
    reading_only.set(False)
    session.commit()
