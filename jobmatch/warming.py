"""What must be ready before people come: the compiled kernel, the vocabulary's indexes, the ranking index."""

from collections.abc import Callable
from threading import Thread

from flask import Flask

from jobmatch.db import db
from jobmatch.live import live_index
from jobmatch.services import suggestions, taxonomy


def warm_up(app: Flask, say: Callable[[str], None] = lambda _: None) -> None:
    """Make everything ready; the first time on a machine this compiles and takes about half a minute."""
    say("the ranking's kernel")
    suggestions.compile_kernel()
    say("the vocabulary")
    taxonomy.warm_up()
    say("the ranking index")
    with app.app_context():
        live_index().catch_up(db.session)


def begin(app: Flask) -> Thread:
    """Warm up beside the server's start. A request that comes too early waits for the index, and compiles nothing."""
    thread = Thread(target=warm_up, args=(app,), name="warm-up", daemon=True)
    thread.start()
    return thread
