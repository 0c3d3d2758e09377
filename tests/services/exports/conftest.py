"""Exports written at once inside the test's transaction, and an application on a database of its own."""

import pytest

from jobmatch import create_app, exporting
from jobmatch.services.exports import files
from jobmatch.settings import Settings
from models import ExportFormat, ExportKind, ExportPurpose
from tests.builders import Builders


@pytest.fixture
def officer(make):
    """Who exports."""
    return make.officer()


@pytest.fixture
def export(app, session, officer):
    """``export(columns, format)`` writes a file at once and returns (record, path)."""

    def write(columns, format_=ExportFormat.CSV, *, by=officer, kind=ExportKind.PEOPLE, query=None, **more):
        wanted = {"purpose": ExportPurpose.CONTACT, "language": "en"} | more
        with app.test_request_context():
            record = exporting.ask(
                session, by=by, kind=kind, format_=format_, columns=columns, query=query or {}, **wanted
            )
            return record, files.whole_path(exporting.instance_dir(), record)

    return write


@pytest.fixture
def own_app(fresh_engine, tmp_path):
    """The application on a database whose commits are real."""
    url = fresh_engine.url.render_as_string(hide_password=False)
    return create_app(
        Settings(
            database_url=url,
            secret_key="only for tests, long enough to be one",
            instance_dir=tmp_path / "instance",
            secure_cookies=False,
            testing=True,
        )
    )


@pytest.fixture
def own_session(own_app):
    """A session of that application."""
    from jobmatch.db import db

    with own_app.test_request_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def asked(own_session):
    """An export of 40 people that is waiting to be written."""
    from jobmatch.services.exports import records

    make = Builders(own_session)
    officer = make.officer()
    for _ in range(40):
        make.job_seeker()
    record = records.request_export(
        own_session,
        by=officer,
        kind=ExportKind.PEOPLE,
        format_=ExportFormat.CSV,
        purpose=ExportPurpose.CONTACT,
        columns=["case_reference", "name_latin"],
        query={},
        language="en",
        today=exporting.today(),
    )
    own_session.commit()
    return record
