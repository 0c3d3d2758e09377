"""``python -m jobmatch`` is ``jobmatch``."""

from jobmatch.cli import main

main()
