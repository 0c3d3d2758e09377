"""CSV as it really comes: any usual encoding and delimiter."""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from jobmatch.services.exports.guard import unguarded
from jobmatch.services.intake.sheets import LONGEST_CELL, Row, UnreadableFile

DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODE_PAGES = ("cp1252", "cp1256", "cp1254", "cp1251", "mac_roman", "cp850", "cp1250", "mac_arabic")
"""What spreadsheets of our countries write when they do not write UTF-8, the likeliest first."""
RARE_LETTERS = frozenset("ðþýÐÞÝ¸ºª")
TOLERATED = 0.04
"""How odd a text may look, per character, before somebody who knows more code pages is asked."""


def rows(content: bytes) -> tuple[Iterator[Row], dict[str, Any]]:
    """The rows of a CSV file, one by one, and how it was read."""
    encoding = find_encoding(content)
    text = sample_of(content, encoding)
    controls = sum(1 for letter in text if unicodedata.category(letter) == "Cc" and letter not in "\r\n\t\x0b\x0c")
    if controls > 0.001 * len(text) + 2:
        raise UnreadableFile("not_a_sheet")
    delimiter = find_delimiter(text)
    return read(content, encoding, delimiter), {"format": "csv", "encoding": encoding, "delimiter": delimiter}


def read(content: bytes, encoding: str, delimiter: str) -> Iterator[Row]:
    """Number and cells of each line that holds something; a ``sep=`` line is Excel's own and no row.

    The apostrophe that an export of this service puts before what looks like a formula is taken away again.
    """
    csv.field_size_limit(4 * LONGEST_CELL)
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    try:
        for number, cells in enumerate(csv.reader(stream, delimiter=delimiter), start=1):
            if number == 1 and "".join(cells).strip().lower() in ("sep=", f"sep={delimiter}"):
                continue
            yield number, [unguarded(cell).strip() for cell in cells]
    except (csv.Error, UnicodeError) as error:
        raise UnreadableFile("malformed", str(error)) from error


def sample_of(content: bytes, encoding: str) -> str:
    """The beginning of the file as text; a character that the cut went through is left out."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(content[:SAMPLE], final=len(content) <= SAMPLE)


def find_encoding(content: bytes) -> str:
    """The encoding: by its mark, else UTF-8 or UTF-16 where all of it fits, else the code page that reads best."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    nulls = content[:SAMPLE].count(0)
    if nulls > len(content[:SAMPLE]) // 8:
        return "utf-16-le" if content[1:SAMPLE:2].count(0) >= content[0:SAMPLE:2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return find_code_page(content)


def find_code_page(content: bytes) -> str:
    """The code page in which the text looks least odd."""
    sample = high_part(content)
    odd = {page: oddness(sample.decode(page, "replace")) for page in CODE_PAGES}
    best = min(CODE_PAGES, key=lambda page: odd[page])
    if odd[best] <= TOLERATED * len(sample):
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(content[:SAMPLE]).best()
    return found.encoding if found else best


def high_part(content: bytes) -> bytes:
    """Up to 64 KB of the lines that ASCII cannot hold: the others say nothing about the code page."""
    kept, size = [], 0
    for line in io.BytesIO(content):
        if not line.isascii():
            kept.append(line)
            size += len(line)
            if size > SAMPLE:
                break
    return b"".join(kept)[:SAMPLE]


def oddness(text: str) -> float:
    """How unlike words a text is: scripts mixed inside a word, capitals after small letters, symbols among letters."""
    odd = 0.0
    for left, right in pairwise(text):
        if left.isascii() and right.isascii():
            continue
        odd += pair_oddness(left, right)
    return odd


def pair_oddness(left: str, right: str) -> float:
    """The oddness of two neighbours of which at least one is no ASCII."""
    if "\ufffd" in (left, right) or (not right.isascii() and unicodedata.category(right) in ("Cc", "Cn", "Co")):
        return 5.0
    odd = 0.5 * (right in RARE_LETTERS)
    if left.isalpha() and right.isalpha():
        if script(left) != script(right):
            odd += 3.0
        elif left.islower() and right.isupper():
            odd += 1.0
        elif script(left) == "LATIN" and not left.isascii() and not right.isascii():
            odd += 0.3
    elif left.isalpha() != right.isalpha():
        symbol = right if left.isalpha() else left
        odd += 1.0 if not symbol.isascii() and unicodedata.category(symbol)[0] in "SC" else 0.0
        odd += (
            0.5 if not symbol.isascii() and unicodedata.category(symbol)[0] in "PL" and symbol not in "،؛؟«»’" else 0.0
        )
    return odd


def script(letter: str) -> str:
    """The script of a letter, from its Unicode name."""
    return unicodedata.name(letter, "?").split(" ", 1)[0]


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, and into more than one."""
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    lines = text.splitlines()[:200]
    best = max(DELIMITERS, key=lambda delimiter: evenness(lines, delimiter))
    return best if evenness(lines, best) > 0 else ","


def evenness(lines: list[str], delimiter: str) -> float:
    """The share of filled lines with the most usual number of cells, times a little more for more cells."""
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0.0
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return 0.0
    width, count = usual[0]
    return count / len(widths) * (1 + min(width, 20) / 20)
