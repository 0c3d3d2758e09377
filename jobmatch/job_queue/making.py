"""The queue of an application: a file beside the database for one machine, Redis for many, memory for tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer

from jobmatch.db import db
from jobmatch.errors import SettingsError
from jobmatch.job_queue.table import EVERY, JOBS, BackgroundJob
from jobmatch.settings import Settings

FILE = "queue.sqlite"


@dataclass(frozen=True)
class JobQueue:
    """The queue, and what to call for each job's name to put it in."""

    huey: Huey
    jobs: dict[str, Callable[..., Any]]


def make_queue(app: Flask) -> JobQueue:
    """Open the queue of the settings, with every job known to it.

    Raises
    ------
    SettingsError
        If the address of the queue is none, or its library is not installed.
    """
    huey = open_queue(app.config["JOBMATCH"])
    jobs = {}
    for job in JOBS:
        task = huey.periodic_task(crontab(**EVERY[job.every]), name=job.name) if job.every else huey.task(name=job.name)
        jobs[job.name] = task(in_context(app, job))
    return JobQueue(huey, jobs)


def open_queue(settings: Settings) -> Huey:
    """The storage. What it holds is signed: whoever can write into a Redis must not be able to run code here."""
    common = {"results": False, "serializer": SignedSerializer(secret=settings.secret_key, salt="jobmatch queue")}
    if settings.testing:
        return MemoryHuey("jobmatch", **common)
    if not settings.queue_url:
        settings.instance_dir.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("jobmatch", filename=str(settings.instance_dir / FILE), **common)
    if not settings.queue_url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError("JOBMATCH_QUEUE_URL must begin with redis://, rediss:// or unix://")
    try:
        return RedisHuey("jobmatch", url=settings.queue_url, **common)
    except ImportError as error:
        raise SettingsError("JOBMATCH_QUEUE_URL needs Redis' library: pip install 'jobmatch[redis]'") from error


def in_context(app: Flask, job: BackgroundJob) -> Callable[..., Any]:
    """The job as the queue calls it: with the application, and addresses as the settings say them."""
    base_url = app.config["JOBMATCH"].public_url or None

    def inside(*arguments: Any) -> None:
        with app.test_request_context(base_url=base_url):
            run_job(job, *arguments)

    return inside


def run_job(job: BackgroundJob, *arguments: Any) -> None:
    """Run one job; what it did not commit is taken back."""
    try:
        job.function()(*arguments)
    finally:
        db.session.rollback()
