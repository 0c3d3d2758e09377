"""Commands run in this process, on the demo's data."""

import sys

import pytest

from jobmatch import cli


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """``run("report", "outcomes", ...)`` returns (exit code, output, errors)."""
    monkeypatch.setenv("JOBMATCH_INSTANCE_DIR", str(tmp_path / "instance"))

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["jobmatch", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def run_demo(run, monkeypatch, demo_url):
    """The same on the demo's database."""
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", demo_url)
    return run
