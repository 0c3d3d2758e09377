"""What docs/operations.md says is true of the code."""

import logging
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from jobmatch import create_app
from jobmatch.cli import COMMANDS
from jobmatch.errors import SettingsError
from jobmatch.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
TABLE = {name for line in TEXT.splitlines() for name in re.findall(r"^\| `(JOBMATCH_[A-Z_]+)`", line)}
SETTINGS = {f"JOBMATCH_{setting.name.upper()}" for setting in fields(Settings)} - {"JOBMATCH_TESTING"}


def test_every_setting_is_described_and_every_described_setting_is_there():
    assert TABLE == SETTINGS


@pytest.mark.parametrize("name", ["database_url", "instance_dir", "sign_in_limit", "log_level", "max_upload_mb"])
def test_the_value_without_a_setting_is_the_one_told(name):
    line = next(line for line in TEXT.splitlines() if line.startswith(f"| `JOBMATCH_{name.upper()}`"))
    assert f"`{getattr(Settings(), name)}`" in line


def test_every_command_named_is_there():
    named = set(re.findall(r"`?jobmatch ([a-z-]+)", TEXT)) - {"demo"}
    assert named <= set(COMMANDS)


def test_the_log_is_as_quiet_as_asked(tmp_path):
    settings = Settings.from_environment({"JOBMATCH_LOG_LEVEL": "warning", "JOBMATCH_INSTANCE_DIR": str(tmp_path)})
    assert create_app(replace(settings, secret_key="x")).logger.getEffectiveLevel() == logging.WARNING
    with pytest.raises(SettingsError, match="JOBMATCH_LOG_LEVEL"):
        Settings.from_environment({"JOBMATCH_LOG_LEVEL": "loud"})


SOUND = Settings(secret_key="a random secret of more than 32 characters", public_url="https://jobs.example.org")


def test_sound_settings_are_ready_for_production():
    SOUND.check_for_production({})


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        ("JOBMATCH_SECRET_KEY", {"secret_key": "short"}),
        ("JOBMATCH_SECURE_COOKIES", {"secure_cookies": False}),
        ("JOBMATCH_PUBLIC_URL", {"public_url": ""}),
        ("JOBMATCH_PUBLIC_URL", {"public_url": "http://jobs.example.org"}),
    ],
)
def test_production_refuses_what_is_not_safe_and_names_it(named, changed):
    with pytest.raises(SettingsError, match=named):
        replace(SOUND, **changed).check_for_production({})


def test_production_refuses_debug_pages():
    with pytest.raises(SettingsError, match="FLASK_DEBUG"):
        SOUND.check_for_production({"FLASK_DEBUG": "1"})
