"""Whatever is rendered in this folder, for any audience at any state, no line of a log may name whom it is about."""

import logging

import pytest


@pytest.fixture(autouse=True)
def log_names_nobody(caplog):
    """Search everything that was logged by the test, at the level that tells most."""
    from tests.access import test_identity, test_two_job_seekers

    for logger in (None, "jobmatch"):
        caplog.set_level(logging.DEBUG, logger=logger)
    yield
    lines = [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.get_records("call")]
    logged = "\n".join(lines).lower()
    known = {**test_identity.NAME, **test_identity.CONTACT, **test_identity.NEVER}
    known.pop("birth year")  # four digits may be anything
    secrets = [*known.values(), *test_identity.FREE_TEXT, *test_two_job_seekers.NAMED, "qz"]
    assert [secret for secret in secrets if secret.lower() in logged] == []
