import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def test_the_worked_example_is_what_the_code_computes():
    assert doctest.testfile(str(DOCS / "matching.md"), module_relative=False).failed == 0


@pytest.mark.parametrize("name", ["availability", "education", "location", "pay", "skills"])
def test_the_examples_of_the_formulas_are_true(name):
    module = __import__(f"matching.criteria.{name}", fromlist=[name])
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
