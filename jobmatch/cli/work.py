"""``jobmatch work``: do what the job queue holds."""

import logging
import os
from typing import Any

import click
from huey.consumer import Consumer

from jobmatch.cli import application
from jobmatch.errors import SettingsError

LONGEST_STOP_SECONDS = 60


class Worker(Consumer):
    """Huey's consumer that can end with the process that started it."""

    parent: int | None = None

    def loop(self, health_check_ts: float | None = None) -> Any:
        """Look after the threads until it is time to stop."""
        if self.parent is not None and os.getppid() != self.parent:
            self._signum = self._graceful_sig  # whoever started it is gone
        return super().loop(health_check_ts)


@click.command()
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32), help="Jobs at the same time.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when the process that started it ends.")
def work(threads: int, with_parent: bool) -> None:
    """Do what is due until stopped: send messages, write reminders.

    Any number may run, on any machine that reaches the database and the queue. SIGTERM lets a running job end.

    \b
    Example:
      JOBMATCH_SECRET_KEY=... jobmatch work --threads 4
    """
    from jobmatch.job_queue import queue_of

    with application() as app:
        settings = app.config["JOBMATCH"]
        if not settings.has_secret:
            raise SettingsError("JOBMATCH_SECRET_KEY must be the one of the service: what the queue holds is signed")
        if not settings.public_url and not settings.messages_to_console:
            raise SettingsError("JOBMATCH_PUBLIC_URL must be the one of the service: it stands in messages' links")
        logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        logging.getLogger("huey").setLevel(max(logging.WARNING, logging.getLogger().level))
        huey = queue_of(app).huey
    worker = Worker(huey, workers=threads, max_delay=1.0, graceful_signal="TERM", shutdown_timeout=LONGEST_STOP_SECONDS)
    worker.parent = os.getppid() if with_parent else None
    worker.run()
