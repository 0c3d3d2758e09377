"""What the documents promise is there."""

import re
from pathlib import Path

import click
import pytest

from jobmatch.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_names_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`?make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"demo", "test"} <= named <= targets


def test_the_readme_names_commands_and_options_that_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in re.findall(r"^jobmatch (.+)$", text, re.M):
        command: click.Command = cli
        words = re.findall(r'"[^"]*"|\S+', line)
        while words and isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words[0])
            assert found is not None, line
            command = found
            words.pop(0)
        options = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_help_text(name):
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
