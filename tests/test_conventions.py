"""Conventions of the house, as tests."""

import ast
import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import jobmatch.services
import matching
from models import states
from models.base import Base

ROOT = Path(__file__).resolve().parent.parent
INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*\b(src=|type="application/ld\+json"))|javascript:"""
)

WORDED_ERRORS = {"InvalidInput", "Conflict"}
SPEAK_TO_THE_COMMAND_LINE = {"backups.py", "overview.py", "taxonomy_esco.py"}
"""What only commands call: the command line is English."""


def modules_of(package):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield import_module(found.name)


def public_functions(package):
    for module in modules_of(package):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__}.{name}", function


def test_every_public_function_of_services_and_matching_says_what_it_does():
    silent = [
        name
        for package in (jobmatch.services, matching)
        for name, function in public_functions(package)
        if not inspect.getdoc(function)
    ]
    assert silent == []


def test_addresses_are_kebab_case(app):
    odd = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.sub(r"<[^>]*>", "", rule.rule) != re.sub(r"<[^>]*>", "", rule.rule).lower().replace("_", "-")
    ]
    assert odd == []


def test_every_view_says_what_it_does(app):
    silent = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if view.__module__.startswith("jobmatch") and not inspect.getdoc(view)
    ]
    assert silent == []


def test_templates_hold_no_inline_script_or_style():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        if "email" not in path.parts and "messages" not in path.parts
        for match in [INLINE.search(path.read_text(encoding="utf-8"))]
        if match
    ]
    assert found == []


def test_every_constraint_has_a_name():
    nameless = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None and constraint.__class__.__name__ == "CheckConstraint"
    ]
    assert nameless == []


def test_transitions_lead_only_to_states_that_exist_and_every_state_has_a_row():
    for noun, table in states.TRANSITIONS.items():
        enum = type(next(iter(table)))
        assert set(table) == set(enum), noun
        assert {target for targets in table.values() for target in targets} <= set(enum), noun


def test_services_never_commit():
    committing = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "jobmatch" / "services").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert committing == []


def test_no_error_of_a_service_holds_words_that_are_not_marked_for_translation():
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {text}"
        for path in sorted((ROOT / "jobmatch").rglob("*.py"))
        if path.name not in SPEAK_TO_THE_COMMAND_LINE and path.parent.name not in {"cli", "demo"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and names_in(node.exc.func) & WORDED_ERRORS
        for text in bare_texts(node.exc.args)
    ]
    assert bare == []


def names_in(node):
    """Every name in an expression."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def bare_texts(nodes):
    """Literal texts in an error's arguments that no marker wraps; a mapping's keys are names of fields."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            named = isinstance(node.func, ast.Name) and node.func.id in {"msg", "_", "ngettext"}
            yield from () if named else bare_texts(node.args)
        elif isinstance(node, ast.Dict):
            yield from bare_texts(node.values)
        elif isinstance(node, ast.DictComp):
            yield from bare_texts([node.value])
        else:
            yield from bare_texts(ast.iter_child_nodes(node))


def test_a_bare_text_in_an_error_would_be_seen():
    def found(code):
        return list(bare_texts(ast.parse(code, mode="eval").body.args))

    assert found('InvalidInput({"reason": ["Say why."]})') == ["'Say why.'"]
    assert found('Conflict(f"{count} are used")') == ["f'{count} are used'"]
    assert found('InvalidInput({"reason": [msg("Say why.")]})') == []


def test_nothing_in_the_repository_names_a_machine_or_a_registry():
    telling = re.compile(r"/(root|home)/\w+|/work/|registry\.npmjs|pypi\.org/simple|files\.pythonhosted")
    found = [
        str(path.relative_to(ROOT))
        for folder in ("jobmatch", "models", "matching", "templates", "tests", "benchmarks", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".md", ".js", ".css", ".cfg", ".json"}
        and "vendor" not in path.parts
        and path != Path(__file__).resolve()
        and telling.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_file_holds_a_merge_that_was_left_over():
    left_over = re.compile("^(<{7} |>{7} )", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for folder in ("jobmatch", "models", "matching", "templates", "tests", "benchmarks", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".md", ".js", ".css", ".csv"}
        and "vendor" not in path.parts
        and left_over.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
