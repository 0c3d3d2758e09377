"""The demo's server: gunicorn with threads, in this process, on the loopback, and a worker for the job queue beside."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from jobmatch.settings import Settings

THREADS = 8


class DemoServer(BaseApplication):
    """One worker with threads; the application is made in it, so that no connection is shared by a fork."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self.settings, self.options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, and make ready beside it what its pages need."""
        from jobmatch import create_app, warming

        app = create_app(self.settings)
        warming.begin(app, train=True)
        return app


def serve(settings: Settings, port: int, *, ready: Callable[[], None]) -> None:
    """Serve until stopped; `ready` is called once, when requests are answered."""
    options = {
        "bind": f"127.0.0.1:{port}",
        "workers": 1,
        "threads": THREADS,
        "worker_class": "gthread",
        "loglevel": "warning",
        "timeout": 120,
        "post_worker_init": lambda _worker: ready(),
    }
    with working(settings, f"http://127.0.0.1:{port}"):
        DemoServer(settings, options).run()


@contextmanager
def working(settings: Settings, address: str) -> Iterator[None]:
    """A worker of the job queue beside the server. It ends with this process, however that ends."""
    environ = os.environ | {
        "JOBMATCH_DATABASE_URL": settings.database_url,
        "JOBMATCH_INSTANCE_DIR": str(settings.instance_dir.resolve()),
        "JOBMATCH_SECRET_KEY": settings.secret_key,
        "JOBMATCH_PUBLIC_URL": settings.public_url or address,
        "JOBMATCH_QUEUE_URL": settings.queue_url,
        "JOBMATCH_MESSAGES_TO_CONSOLE": "yes",  # invented people: nothing may leave
    }
    command = [sys.executable, "-m", "jobmatch", "work", "--threads", "1", "--with-parent"]
    worker, starter = subprocess.Popen(command, env=environ), os.getpid()  # noqa: S603 - our own command
    try:
        yield
    finally:
        if os.getpid() == starter:  # the server's forks leave through here as well
            worker.terminate()
            worker.wait()
