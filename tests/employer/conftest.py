"""Limits are counted per address and account, which tests share."""

import pytest

from jobmatch.security import limiter


@pytest.fixture(autouse=True)
def fresh_limits(app):
    """Every test begins with nothing counted."""
    with app.app_context():
        limiter.reset()
