"""``jobmatch demo``: it serves with invented data, keeps it, and starts over when asked."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest

from models import Role


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(instance):
    """``serve("--reset")`` starts the demo and returns its address and what it printed, when it answers.

    The one before is ended first, or it would train its coding beside.
    """
    started = []

    def end():
        while started:
            process = started.pop()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)

    def start(*more):
        end()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environ = {k: v for k, v in os.environ.items() if not k.startswith("JOBMATCH_")}
        environ["JOBMATCH_INSTANCE_DIR"] = str(instance)
        process = subprocess.Popen(
            [sys.executable, "-m", "jobmatch", "demo", "--port", str(port), *more],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Stop with" in line:
                break
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(address + "/health", timeout=10)  # noqa: S310 - our own server
                break
            except OSError:
                time.sleep(0.1)
        return address, "".join(lines)

    yield start
    end()


def accounts(instance):
    environ = {**os.environ, "JOBMATCH_INSTANCE_DIR": str(instance)}
    environ.pop("JOBMATCH_DATABASE_URL", None)
    command = [sys.executable, "-m", "jobmatch", "demo", "accounts", "--format", "json"]
    return json.loads(subprocess.run(command, env=environ, capture_output=True, check=True).stdout)


def opens_a_booth(address, code):
    """Whether the code, typed into the booth's own sign-in, leads to the booth's page."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    form = browser.open(address + "/booth/sign-in", timeout=30).read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)[1]
    data = urllib.parse.urlencode({"csrf_token": token, "code": code}).encode()
    return browser.open(address + "/booth/sign-in", data, timeout=30).geturl() == address + "/booth/"


@pytest.mark.slow
def test_the_demo_serves_prints_its_sign_ins_and_keeps_them(serve, instance):
    address, said = serve()
    assert address in said
    listed = accounts(instance)
    people = {role.value for role in Role} - {Role.BOOTH.value}  # a booth's device opens by a PIN that a fair gives out
    assert {account["role"] for account in listed} == people
    assert all(account["password"] in said for account in listed if account["email"] == "shilan@example.org")
    [code] = re.findall(r"booth +code, at /booth/sign-in +(\d+-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4})", said)
    assert opens_a_booth(address, code)
    kept = instance / "demo.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    database = instance / "jobmatch.sqlite"
    made = database.stat().st_ino
    serve()
    assert accounts(instance) == listed
    assert database.stat().st_ino == made


def test_the_demo_leaves_a_database_alone_that_it_did_not_make(run, instance, free_port):
    instance.mkdir()
    (instance / "jobmatch.sqlite").write_bytes(b"something else")
    code, _, err = run("demo", "--reset", "--port", free_port)
    assert code == 1
    assert "not made by the demo" in err
    assert (instance / "jobmatch.sqlite").read_bytes() == b"something else"


def test_the_demo_never_touches_a_database_server(run, monkeypatch, free_port):
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", "postgresql+psycopg://localhost/real")
    code, _, err = run("demo", "--port", free_port)
    assert code == 1
    assert "unset JOBMATCH_DATABASE_URL" in err


def test_a_port_in_use_is_named(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("demo", "--port", taken.getsockname()[1])
    assert code == 1
    assert "is in use" in err


def test_without_a_demo_there_are_no_accounts_to_list(run):
    code, _, err = run("demo", "accounts")
    assert code == 1
    assert "no demo yet" in err
