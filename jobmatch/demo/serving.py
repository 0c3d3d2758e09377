"""The demo's server: gunicorn with threads, in this process, on the loopback."""

from collections.abc import Callable
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
    DemoServer(settings, options).run()
