"""A list to print: a table over as many pages as it takes, its heading on each, the number of rows on the last."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from fpdf import FPDF

from jobmatch.documents.fonts import add_fonts
from jobmatch.documents.paper import INK, LINE, SOFT, direction_of
from jobmatch.services.exports.columns import HIDDEN, CellType
from jobmatch.services.exports.writers import Sheet
from jobmatch.services.exports.writers.plain import cell_text

SIZE, LINE_HEIGHT, PAD = 7.5, 3.6, 0.8
MARGIN, FOOT = 10.0, 14.0
MOST_LINES = 40
WEIGHTS = {CellType.TEXT: 3.0, CellType.MOMENT: 2.2, CellType.DATE: 1.7}


class ListPaper(FPDF):
    """A4 across, numbered pages, mirrored for right-to-left languages."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(orientation="L", format="A4")
        self.sheet = sheet
        self.set_title(sheet.title)
        self.set_lang(sheet.language)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(False)
        add_fonts(self)
        self.c_margin = 0
        self.set_text_shaping(True, direction="rtl" if sheet.rtl else "ltr")
        weights = [WEIGHTS.get(column.type, 1.2) for column in sheet.columns]
        self.widths = [self.epw * weight / sum(weights) for weight in weights]

    def footer(self) -> None:
        """The title and the number of the page."""
        self.set_y(-FOOT + 4)
        self.set_font("Arabic" if self.sheet.rtl else "Latin", "", SIZE)
        self.set_text_color(*SOFT)
        number = _("Page %(number)s", number=self.page_no())
        self.set_text_shaping(True, direction="rtl" if self.sheet.rtl else "ltr")
        self.cell(0, LINE_HEIGHT, f"{self.sheet.title} · {number}", align="R" if self.sheet.rtl else "L")


class ListWriter:
    """The paper as a writer of exports.

    A PDF is put together in memory, which is why a print list of more rows than `records.MOST_ROWS` says is refused.
    """

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.path, self.sheet, self.rows = path, sheet, 0
        self.paper = ListPaper(sheet)
        self.widths: dict[tuple[str, bool], float] = {}
        self.paper.set_font("Latin", "", SIZE)
        self.latin = frozenset(map(chr, self.paper.current_font.cmap))  # type: ignore[union-attr]
        self.new_page()

    def new_page(self) -> None:
        """A page with the headings of the table."""
        self.paper.add_page()
        if self.paper.page_no() == 1:
            self.line(self.sheet.title, 14, bold=True)
        self.row(self.sheet.headings, bold=True)

    def line(self, text: str, size: float, *, bold: bool = False) -> None:
        """One line over the whole width."""
        paper, rtl = self.paper, self.sheet.rtl
        paper.set_font("Arabic" if rtl else "Latin", "B" if bold else "", size)
        paper.set_text_color(*INK)
        paper.set_text_shaping(True, direction=direction_of(text, rtl))
        paper.multi_cell(0, size * 0.5, text, align="R" if rtl else "L", new_x="LMARGIN", new_y="NEXT")

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add a chunk of rows."""
        columns = self.sheet.columns
        for row in rows:
            self.rows += 1
            pairs = zip(columns, row, strict=True)
            self.row([
                str(self.sheet.hidden) if value is HIDDEN else cell_text(self.sheet, column, value)
                for column, value in pairs
            ])  # fmt: skip

    def row(self, texts: Sequence[str], *, bold: bool = False) -> None:
        """One row of the table, on a new page where it does not fit any more; a cell longer than a page goes on."""
        parts = [self.lines(text, width - 2 * PAD, bold) for text, width in zip(texts, self.paper.widths, strict=True)]
        longest = max((len(lines) for lines in parts), default=1)
        for start in range(0, longest, MOST_LINES):
            self.strip([lines[start : start + MOST_LINES] for lines in parts], bold)

    def lines(self, text: str, width: float, bold: bool) -> list[str]:
        """A text broken into the lines of its cell, between words, and inside of a word that is longer than a line."""
        found: list[str] = []
        for paragraph in text.splitlines():
            line, room = "", width
            for word in pieces(paragraph.split(), lambda part: self.width(part, bold) <= width):
                needed = self.width(word, bold) + (self.width(" ", bold) if line else 0.0)
                if line and needed > room:
                    found.append(line)
                    line, room, needed = "", width, self.width(word, bold)
                line, room = f"{line} {word}" if line else word, room - needed
            found.append(line)
        return found

    def width(self, word: str, bold: bool) -> float:
        """The width of a word as it is printed, measured once."""
        known = self.widths.get((word, bold))
        if known is None:
            self.font(word, bold)
            known = self.widths[word, bold] = self.paper.get_string_width(word)
        return known

    def font(self, text: str, bold: bool) -> tuple[bool, str]:
        """Choose the font of a text: (whether it is to be shaped, its direction). Shaping is slow; Latin needs none."""
        if all(mark in self.latin for mark in text):
            self.paper.set_text_shaping(False)
            self.paper.set_font("Latin", "B" if bold else "", SIZE)
            return False, "ltr"
        direction = direction_of(text, self.sheet.rtl)
        self.paper.set_text_shaping(True, direction=direction)
        self.paper.set_font("Arabic" if direction == "rtl" else "Latin", "B" if bold else "", SIZE)
        return True, direction

    def strip(self, parts: Sequence[Sequence[str]], bold: bool) -> None:
        """As many lines of a row as a page holds."""
        paper = self.paper
        height = LINE_HEIGHT * max(1, *(len(lines) for lines in parts)) + 2 * PAD
        if paper.get_y() + height > paper.h - FOOT and not bold:
            self.new_page()
        top, left = paper.get_y(), paper.l_margin
        paper.set_text_color(*INK)
        order = list(zip(parts, paper.widths, strict=True))
        for lines, width in reversed(order) if self.sheet.rtl else order:
            for at, text in enumerate(lines):
                self.put(text, left + PAD, top + PAD + at * LINE_HEIGHT, width - 2 * PAD, bold)
            left += width
        paper.set_draw_color(*LINE)
        paper.line(paper.l_margin, top + height, paper.w - paper.r_margin, top + height)
        paper.set_xy(paper.l_margin, top + height)

    def put(self, text: str, x: float, y: float, width: float, bold: bool) -> None:
        """One line of a cell, on the side where its script begins."""
        shaped, direction = self.font(text, bold)
        if not shaped:
            self.paper.text(x, y + 0.75 * LINE_HEIGHT, text)
            return
        self.paper.set_xy(x, y)
        self.paper.cell(width, LINE_HEIGHT, text, align="R" if direction == "rtl" else "L")

    def close(self) -> None:
        """Say how many rows there are, and write the file."""
        if self.paper.get_y() + 10 > self.paper.h - FOOT:
            self.paper.add_page()
        self.paper.ln(2)
        self.line(ngettext("%(num)s row", "%(num)s rows", self.rows), 10, bold=True)
        self.path.write_bytes(self.paper.output())

    def abandon(self) -> None:
        """Nothing is on the disk yet."""


def pieces(words: Sequence[str], fits: Callable[[str], bool]) -> Iterator[str]:
    """The words, those that do not fit into a line cut where it ends."""
    for word in words:
        rest = word
        while not fits(rest) and len(rest) > 1:
            end = next((at for at in range(len(rest) - 1, 1, -1) if fits(rest[:at])), 1)
            yield rest[:end]
            rest = rest[end:]
        yield rest
