"""An employer and an officer, each in a browser of their own."""

import pytest

from models import Role


@pytest.fixture
def employer(make):
    return make.employer()


@pytest.fixture
def account(make, employer):
    return make.account(Role.EMPLOYER, employer=employer)


@pytest.fixture
def client(sign_in, account, session):
    session.commit()
    return sign_in(account)


@pytest.fixture
def officer(make, sign_in, session):
    account = make.officer()
    session.commit()
    return sign_in(account)
