"""What the shipped packages import is what an installation brings."""

import ast
import re
import sys
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("jobmatch", "models", "matching")
BROUGHT_BY_OTHERS = {"werkzeug"}
"""Part of a declared library's own interface: Flask's requests and answers."""


def imported():
    """Top-level names that the shipped packages import, with a file that does."""
    for package in SHIPPED:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from ((alias.name.split(".")[0], path) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    yield node.module.split(".")[0], path


def declared():
    """The distributions that an installation without extras asks for."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = config["options"]["install_requires"].split()
    return {re.split(r"[<>=!~\[;]", line)[0].lower().replace("_", "-") for line in lines}


def test_every_library_that_is_imported_is_declared():
    owners, known = packages_distributions(), declared() | BROUGHT_BY_OTHERS
    foreign = {(name, path) for name, path in imported() if name not in sys.stdlib_module_names and name not in SHIPPED}
    missing = {
        f"{name} in {path.relative_to(ROOT)}"
        for name, path in foreign
        if not known & {owner.lower().replace("_", "-") for owner in owners.get(name, [name])}
    }
    assert missing == set()
