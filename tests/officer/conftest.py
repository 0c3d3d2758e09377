"""An officer of the test's office, and a browser in which they are signed in."""

import pytest


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def client(sign_in, officer):
    return sign_in(officer)
