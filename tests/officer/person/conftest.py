"""The person that these pages are about."""

import pytest


@pytest.fixture
def person(make):
    return make.job_seeker(name_latin="Sherzad Karim", phone="+9647501234567")
