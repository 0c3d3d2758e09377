"""``jobmatch serve``: the production server."""

import os
import sys

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads of each process.")
@click.argument("more", nargs=-1)
def serve(bind: str, workers: int, threads: int, more: tuple[str, ...]) -> None:
    """Serve with gunicorn; MORE is passed on to it.

    \b
    Example:
      JOBMATCH_SECRET_KEY=... jobmatch serve --bind 0.0.0.0:8000
    """
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", bind]
    command += ["--workers", str(workers), "--threads", str(threads), *more]
    os.execv(sys.executable, command)  # noqa: S606 - replaces this process, no shell
