"""What must be ready before people come: the compiled kernel, the vocabulary's indexes, the ranking index."""

from collections.abc import Callable
from threading import Thread

from flask import Flask

from jobmatch.db import db
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
        current = taxonomy_vocabulary.refresh(db.session)
        db.session.rollback()  # nobody waits for a lock while this trains
        models = app.config["JOBMATCH"].instance_dir / "models"
        if not taxonomy_vocabulary.use_models(current, models) and train:
            say("the coding of titles, trained on the vocabulary")
            taxonomy_vocabulary.train(current, models)
        taxonomy.warm_up()
        say("the ranking index")
        live_index().catch_up(db.session)


def begin(app: Flask, *, train: bool = False) -> Thread:
    """Warm up beside the server's start. A request that comes too early waits for the index, and compiles nothing."""
    thread = Thread(target=warm_up, args=(app,), kwargs={"train": train}, name="warm-up", daemon=True)
    thread.start()
    return thread
