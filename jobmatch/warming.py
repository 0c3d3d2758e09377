"""What must be ready before people come: the compiled kernel, the vocabulary's indexes, the ranking index."""

from collections.abc import Callable
from threading import Thread

from flask import Flask

from jobmatch.db import db
from jobmatch.documents import fonts
from jobmatch.live import live_index
from jobmatch.services import suggestions, taxonomy, taxonomy_vocabulary
from models.sqlite import reading_only


def warm_up(app: Flask, say: Callable[[str], None] = lambda _: None, *, train: bool = False) -> None:
    """Make everything ready; the first time on a machine this compiles and takes about half a minute.

    With `train` the coding of titles is trained as well where no model of the vocabulary is kept.
    """
    say("the ranking's kernel")
    suggestions.compile_kernel()
    reading_only.set(True)
    with app.app_context():
        say("the vocabulary")
        taxonomy_vocabulary.refresh(db.session)
        if train:
            say("what goes together, and the coding of titles")
            train_once(app)
        taxonomy.warm_up()
        say("the ranking index")
        live_index().catch_up(db.session)
        db.session.rollback()
        say("the fonts of papers")
        fonts.prepare()


def train_once(app: Flask) -> None:
    """Count which skills go together, and train coding where no model of the vocabulary is kept."""
    folder = app.config["JOBMATCH"].instance_dir / "models"
    suggestions.learn_pairs(db.session, folder)
    db.session.rollback()  # nobody waits for a lock while the rest trains
    current = taxonomy_vocabulary.loaded()
    if not current.trained:
        taxonomy_vocabulary.train(current, folder)


def begin(app: Flask, *, train: bool = False) -> Thread:
    """Warm up beside the server's start. A request that comes too early waits for the index, and compiles nothing."""
    thread = Thread(target=warm_up, args=(app,), kwargs={"train": train}, name="warm-up", daemon=True)
    thread.start()
    return thread
