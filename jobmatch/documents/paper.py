"""A PDF page with Latin and Arabic scripts, shaped and in the right direction, from the project's own fonts."""

import unicodedata

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from jobmatch.documents.fonts import add_fonts
from jobmatch.i18n import RIGHT_TO_LEFT

INK, SOFT, LINE = (23, 34, 43), (75, 91, 104), (200, 210, 218)


def direction_of(text: str, rtl_page: bool) -> str:
    """The direction in which a line reads: that of its first letter, and on a mirrored page of any Arabic in it."""
    strong = [unicodedata.bidirectional(mark) for mark in text if unicodedata.bidirectional(mark) in ("L", "R", "AL")]
    arabic = [kind != "L" for kind in strong]
    return "rtl" if (any(arabic) if rtl_page else arabic[:1] == [True]) else "ltr"


class Paper(FPDF):
    """A4 with headings, facts and paragraphs, mirrored for right-to-left languages."""

    def __init__(self, language: str, title: str) -> None:
        super().__init__(format="A4")
        self.rtl = language in RIGHT_TO_LEFT
        self.set_title(title)
        self.set_lang(language)
        self.set_margins(18, 16, 18)
        self.set_auto_page_break(True, 18)
        add_fonts(self)
        self.set_text_shaping(True, direction="rtl" if self.rtl else "ltr")
        self.add_page()

    def write_line(self, text: str, size: float, style: str = "", colour: tuple[int, int, int] = INK) -> None:
        """One paragraph over the whole width."""
        self.set_font("Arabic" if self.rtl else "Latin", style, size)
        self.set_text_color(*colour)
        self.set_text_shaping(True, direction=direction_of(text, self.rtl))
        self.multi_cell(0, size * 0.5, text, align="R" if self.rtl else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def heading(self, text: str) -> None:
        """A section's name with a line under it."""
        self.ln(4)
        self.write_line(text, 13, "B")
        self.set_draw_color(*LINE)
        self.line(self.l_margin, self.get_y() + 0.5, self.w - self.r_margin, self.get_y() + 0.5)
        self.ln(2)

    def fact(self, name: str, value: str) -> None:
        """A named value; nothing for nothing."""
        if value:
            self.write_line(f"{name}: {value}", 10.5)

    def note(self, text: str) -> None:
        """Small print."""
        self.ln(3)
        self.write_line(text, 9, colour=SOFT)
