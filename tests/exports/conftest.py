"""An officer who exports, and their browser."""

import pytest


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def client(sign_in, officer):
    return sign_in(officer)
