"""The papers of a fair: badges, a day's plan per person and per booth, and the list at the door.

A badge holds a name and an opaque code; nothing of the case, and nothing that tells why somebody is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno
from flask_babel import format_date, format_time, get_locale
from flask_babel import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from jobmatch.documents.fonts import add_fonts
from jobmatch.documents.paper import INK, LINE, SOFT, direction_of
from jobmatch.i18n import RIGHT_TO_LEFT

BADGE_W, BADGE_H, COLUMNS, ROWS_A_PAGE, CODE = 90.0, 62.0, 2, 4, 38.0
BADGE_SIZES = (15, 13, 11, 9.5, 8, 7)


@dataclass(frozen=True)
class Line:
    """One interview on paper: when, with whom, where."""

    starts_at: datetime | None
    who: str
    where: str = ""


@dataclass(frozen=True)
class Badge:
    """What is on a badge."""

    names: tuple[str, ...]
    token: str


@dataclass(frozen=True)
class Plan:
    """One page or more for a person or a booth; `code` is a booth's, with the address where it is typed."""

    name: str
    under: Sequence[str]
    lines: Sequence[Line]
    code: str | None = None
    address: str | None = None


class FairPaper(FPDF):
    """A4, mirrored where the reader's language runs from right to left; every line has the direction of its script."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        language = str(get_locale() or "en")
        self.rtl = language in RIGHT_TO_LEFT
        self.set_title(title)
        self.set_lang(language)
        self.set_margins(15, 14, 15)
        self.set_auto_page_break(True, 14)
        add_fonts(self)
        self.set_text_shaping(True)
        self.set_font("Latin", "", 10)

    def place(self, at: float, width: float) -> float:
        """Where a box of this width begins from the left, `at` mm after the side on which lines begin."""
        return self.w - self.r_margin - at - width if self.rtl else self.l_margin + at

    def text_line(self, text: str, size: float, *, bold: bool = False, soft: bool = False, at: float = 0.0,
                  width: float | None = None, align: str = "") -> None:  # fmt: skip
        """One paragraph in a column that begins `at` mm after the side on which lines begin."""
        width = self.epw - at if width is None else width
        self.set_style(text, size, bold=bold)
        self.set_text_color(*(SOFT if soft else INK))
        self.set_x(self.place(at, width))
        side = align or ("R" if self.rtl else "L")
        self.multi_cell(width, size * 0.5, text, align=side, new_x=XPos.LEFT, new_y=YPos.NEXT)

    def set_style(self, text: str, size: float, *, bold: bool) -> None:
        """Font and direction for a text; the direction is that of its first letter."""
        self.set_font("Latin", "B" if bold else "", size)
        self.set_text_shaping(True, direction=direction_of(text, self.rtl))

    def height_of(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """How high a paragraph will be, in mm."""
        self.set_style(text, size, bold=bold)
        height = self.multi_cell(width, size * 0.5, text, dry_run=True, output=MethodReturnValue.HEIGHT)
        return float(height)  # type: ignore[arg-type]

    def keep_together(self, height: float) -> None:
        """Begin a new page where this much does not fit on the present one."""
        if self.get_y() + height > self.page_break_trigger:
            self.add_page()


def qr(text: str) -> BytesIO:
    """A QR code as a picture, with the quiet zone that readers need."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=8, border=3)
    picture.seek(0)
    return picture


def badges(fair_name: str, rows: Sequence[Badge]) -> bytes:
    """Badges to cut out, eight on a page."""
    paper = FairPaper(fair_name)
    paper.set_auto_page_break(False)
    for number, badge in enumerate(rows):
        place = number % (COLUMNS * ROWS_A_PAGE)
        if place == 0:
            paper.add_page()
        write_badge(paper, fair_name, badge, at=(place % COLUMNS) * BADGE_W, top=14 + (place // COLUMNS) * BADGE_H)
    return finished(paper)


def write_badge(paper: FairPaper, fair_name: str, badge: Badge, *, at: float, top: float) -> None:
    """One badge: the code at its far side, the names beside it, as large as they fit."""
    paper.set_draw_color(*LINE)
    paper.rect(paper.place(at, BADGE_W), top, BADGE_W, BADGE_H)
    paper.image(qr(badge.token), paper.place(at + BADGE_W - CODE - 2, CODE), top + 18, CODE, CODE)
    paper.set_y(top + 4)
    paper.text_line(fair_name, 9, soft=True, at=at + 4, width=BADGE_W - 8)
    width, room = BADGE_W - CODE - 8, BADGE_H - 22
    size = next(
        size
        for size in BADGE_SIZES
        if size == BADGE_SIZES[-1]
        or sum(paper.height_of(text, size, width, bold=True) for text in badge.names) + len(badge.names) <= room
    )
    paper.set_y(top + 19)
    for text in badge.names:
        paper.text_line(text, size, bold=True, at=at + 4, width=width)
        paper.ln(1)


def plans(fair_name: str, rows: Sequence[Plan], hours: Sequence[str] = ()) -> bytes:
    """One page per person or booth, with the interviews by time."""
    paper = FairPaper(fair_name)
    for plan in rows:
        paper.add_page()
        write_head(paper, fair_name, hours)
        paper.text_line(plan.name, 20, bold=True)
        for text in filter(None, plan.under):
            paper.text_line(text, 11)
        paper.ln(4)
        write_lines(paper, plan.lines)
        if plan.code:
            write_code(paper, plan)
    return finished(paper)


def write_head(paper: FairPaper, fair_name: str, hours: Sequence[str]) -> None:
    """The fair's name, and when it is open."""
    for text in (fair_name, *hours):
        paper.text_line(text, 10, soft=True)


def write_lines(paper: FairPaper, lines: Sequence[Line]) -> None:
    """Interviews by day and time: the time, with whom, and where."""
    if not lines:
        paper.text_line(_("No interview is planned."), 11)
    day = None
    for line in lines:
        if line.starts_at is not None and format_date(line.starts_at, "full") != day:
            day = format_date(line.starts_at, "full")
            paper.keep_together(20)
            paper.ln(2)
            paper.text_line(day, 12, bold=True)
        time = format_time(line.starts_at, "short") if line.starts_at else "–"
        write_row(paper, 11, (0, 24, time, False), (26, 90, line.who, True), (118, 62, line.where, False))


def write_row(paper: FairPaper, size: float, *cells: tuple[float, float, str, bool]) -> None:
    """Texts side by side: where each begins, its width, its text and whether it is bold."""
    paper.keep_together(max(paper.height_of(text, size, width, bold=bold) for _at, width, text, bold in cells))
    top = bottom = paper.get_y()
    for at, width, text, bold in cells:
        paper.set_y(top)
        paper.text_line(text, size, bold=bold, at=at, width=width)
        bottom = max(bottom, paper.get_y())
    paper.set_y(bottom + 1.5)


def write_code(paper: FairPaper, plan: Plan) -> None:
    """How the booth's staff sign in."""
    paper.keep_together(78)
    paper.ln(8)
    paper.text_line(_("For the people at the booth"), 13, bold=True)
    paper.text_line(_("Open this address on a phone, or point its camera here, and type the code."), 10)
    paper.text_line(plan.address or "", 10)
    paper.text_line(plan.code or "", 18, bold=True)
    paper.image(qr(f"{plan.address}#{plan.code}"), paper.place(0, 40), paper.get_y() + 2, 40, 40)


def door_list(fair_name: str, rows: Sequence[tuple[str, str]], hours: Sequence[str] = ()) -> bytes:
    """Names to tick off where there is no power: name, and the name in the other script."""
    paper = FairPaper(fair_name)
    paper.add_page()
    write_head(paper, fair_name, hours)
    paper.text_line(_("Who is expected"), 18, bold=True)
    paper.ln(3)
    for name, other in rows:
        paper.keep_together(max(paper.height_of(text, 11, 82) for text in (name, other)))
        paper.set_draw_color(*INK)
        paper.rect(paper.place(0, 4), paper.get_y() + 0.8, 4, 4)
        write_row(paper, 11, (8, 82, name, False), (94, 82, other, False))
    return finished(paper)


def finished(paper: FairPaper) -> bytes:
    """The file; a paper with nothing on it has one empty page rather than none."""
    if not paper.pages:
        paper.add_page()
    return bytes(paper.output())
