"""The command line in processes of its own, which can be killed, without each of them importing the service anew.

They are forked from one process that has imported it. How a command starts from nothing is shown by tests/job_queue.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.preloaded"])


def start_command(arguments: list[str], environ: Mapping[str, str]) -> ForkServerProcess:
    """Start ``jobmatch ARGUMENTS`` with these variables and no others; the caller ends and joins it."""
    process = FORKING.Process(target=command, args=(arguments, dict(environ)))
    process.start()
    return process


def command(arguments: list[str], environ: dict[str, str]) -> None:
    """Be the command: what ``python -m jobmatch`` does once it has started."""
    from jobmatch import cli

    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["jobmatch", *arguments]
    cli.main()
