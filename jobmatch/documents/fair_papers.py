"""The papers of a fair: badges, a day's plan per person and per booth, and the list at the door.

A badge holds a name and an opaque code; nothing of the case, and nothing that tells why somebody is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno
from flask_babel import format_date, format_time
from flask_babel import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from jobmatch.documents.fonts import add_fonts
from jobmatch.documents.paper import INK, LINE, SOFT

BADGE_W, BADGE_H, COLUMNS, ROWS_A_PAGE = 90.0, 62.0, 2, 4


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
    under: str
    lines: Sequence[Line]
    code: str | None = None
    address: str | None = None


class FairPaper(FPDF):
    """A4 whose every line finds its own direction."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.set_title(title)
        self.set_margins(15, 14, 15)
        self.set_auto_page_break(True, 14)
        add_fonts(self)
        self.set_text_shaping(True)
        self.set_font("Latin", "", 10)

    def text_line(self, text: str, size: float, *, bold: bool = False, soft: bool = False, width: float = 0.0,
                  align: str = "L") -> None:  # fmt: skip
        """One paragraph, right-aligned where its script runs so."""
        self.set_font("Latin", "B" if bold else "", size)
        self.set_text_color(*(SOFT if soft else INK))
        side = "R" if align == "L" and is_arabic(text) else align
        self.multi_cell(width, size * 0.5, text, align=side, new_x=XPos.LEFT, new_y=YPos.NEXT)


def is_arabic(text: str) -> bool:
    """Whether a text begins in the Arabic script."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return "\u0600" <= first <= "\u08ff" or "\ufb50" <= first <= "\ufeff"


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
        x, y = 15 + (place % COLUMNS) * BADGE_W, 14 + (place // COLUMNS) * BADGE_H
        paper.set_draw_color(*LINE)
        paper.rect(x, y, BADGE_W, BADGE_H)
        paper.image(qr(badge.token), x + BADGE_W - 40, y + 18, 38, 38)
        paper.set_xy(x + 4, y + 4)
        paper.text_line(fair_name, 9, soft=True, width=BADGE_W - 8)
        paper.set_xy(x + 4, y + 20)
        for text in badge.names:
            paper.text_line(text, 15, bold=True, width=BADGE_W - 46)
    return finished(paper)


def plans(fair_name: str, rows: Sequence[Plan], hours: Sequence[str] = ()) -> bytes:
    """One page per person or booth, with the interviews by time."""
    paper = FairPaper(fair_name)
    for plan in rows:
        paper.add_page()
        write_head(paper, fair_name, hours)
        paper.text_line(plan.name, 20, bold=True)
        if plan.under:
            paper.text_line(plan.under, 11)
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
    """Interviews by day and time."""
    if not lines:
        paper.text_line(_("No interview is planned."), 11)
    day = None
    for line in lines:
        if line.starts_at is not None and format_date(line.starts_at, "full") != day:
            day = format_date(line.starts_at, "full")
            paper.ln(2)
            paper.text_line(day, 12, bold=True)
        time = format_time(line.starts_at, "short") if line.starts_at else "–"
        top, left = paper.get_y(), paper.l_margin
        paper.text_line(time, 11, width=24, align="C")
        bottom = paper.get_y()
        paper.set_xy(left + 26, top)
        paper.text_line(line.who, 11, bold=True, width=90)
        bottom = max(bottom, paper.get_y())
        paper.set_xy(left + 118, top)
        paper.text_line(line.where, 11, width=62)
        paper.set_xy(left, max(bottom, paper.get_y()) + 1.5)


def write_code(paper: FairPaper, plan: Plan) -> None:
    """How the booth's staff sign in."""
    if paper.get_y() > paper.h - 80:
        paper.add_page()
    paper.ln(8)
    paper.text_line(_("For the people at the booth"), 13, bold=True)
    paper.text_line(_("Open this address on a phone, or point its camera here, and type the code."), 10)
    paper.text_line(plan.address or "", 10)
    paper.text_line(plan.code or "", 18, bold=True)
    paper.image(qr(f"{plan.address}#{plan.code}"), paper.l_margin, paper.get_y() + 2, 40, 40)


def door_list(fair_name: str, rows: Sequence[tuple[str, str]], hours: Sequence[str] = ()) -> bytes:
    """Names to tick off where there is no power: name, and the name in the other script."""
    paper = FairPaper(fair_name)
    paper.add_page()
    write_head(paper, fair_name, hours)
    paper.text_line(_("Who is expected"), 18, bold=True)
    paper.ln(3)
    for name, other in rows:
        top, left = paper.get_y(), paper.l_margin
        if top > paper.h - 24:
            paper.add_page()
            top = paper.get_y()
        paper.set_draw_color(*INK)
        paper.rect(left, top + 0.8, 4, 4)
        paper.set_xy(left + 8, top)
        paper.text_line(name, 11, width=80)
        bottom = paper.get_y()
        paper.set_xy(left + 92, top)
        paper.text_line(other, 11, width=80)
        paper.set_xy(left, max(bottom, paper.get_y()) + 1.5)
    return finished(paper)


def finished(paper: FairPaper) -> bytes:
    """The file; a paper with nothing on it has one empty page rather than none."""
    if not paper.pages:
        paper.add_page()
    return bytes(paper.output())
