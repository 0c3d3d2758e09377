"""The database session of a request or a command.

Every command, and every request but GET, may write from its beginning; a GET that has something to store calls
`begin_writing` first. Why that matters to SQLite is told in ``models.sqlite``.
"""

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

from models.sqlite import reading_only

db = SQLAlchemy()


def init_app(app: Flask, public_url: str) -> None:
    """Attach the database. Every session knows where the service is, for the links in what services write."""
    db.init_app(app)
    with app.app_context():
        db.sessionmaker.configure(info={"public_url": public_url})


def begin_writing(session: Session) -> None:
    """End the transaction that has only read, so that the next one may write."""
    reading_only.set(False)
    session.commit()
