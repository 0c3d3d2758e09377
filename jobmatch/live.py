"""The ranking index of this process."""

from flask import current_app

from jobmatch.services.suggestions_index import LiveIndex

KEY = "jobmatch_live_index"


def live_index() -> LiveIndex:
    """The index, made at the first ranking or at the server's start."""
    kept = current_app.extensions
    if KEY not in kept:
        settings = current_app.config["JOBMATCH"]
        kept.setdefault(KEY, LiveIndex(settings.exchange_rates, settings.instance_dir / "ranking.snapshot"))
    index: LiveIndex = kept[KEY]
    return index
