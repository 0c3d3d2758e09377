"""The formula guard of CSV and its exact undoing; export and import share this one pair.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@`` (or a wide form of one), a tab or the end of a
line as a formula. An
apostrophe before it makes it text. Cells that begin with apostrophes *and then* such a sign get one more, so that
taking one away gives back what was there, whatever it was: ``'s Hertogenbosch`` is never touched, ``'=1`` survives.

References
----------
OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection
"""

import re

MARK = "'"
RISKY = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def guarded(cell: str) -> str:
    """A cell as CSV may hold it: with one apostrophe before it where a spreadsheet would run it."""
    return MARK + cell if RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """What a cell of CSV was before it was `guarded`: ``unguarded(guarded(cell)) == cell`` for every text."""
    return cell[1:] if GUARDED.match(cell) else cell
