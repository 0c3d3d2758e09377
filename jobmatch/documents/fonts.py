"""Noto's variable fonts as the four static ones that papers use.

Cutting one out takes seconds, so each is kept beside the compiled code; where that cannot be written, in a folder of
this process.
"""

import os
import tempfile
from functools import cache
from pathlib import Path

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
from fpdf import FPDF

SOURCES = {
    "Latin": Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf",
    "Arabic": Path(fontpkg_noto_sans_arabic.ROOT) / "files" / "NotoSansArabic[wdth,wght].ttf",
}
WEIGHTS = {"": 400.0, "B": 700.0}
KEPT = (
    (0x20, 0x24F),  # Latin
    (0x370, 0x52F),  # Greek and Cyrillic
    (0x600, 0x6FF),  # Arabic, with what Kurdish, Persian and Urdu add
    (0x750, 0x77F),
    (0x8A0, 0x8FF),
    (0x1E00, 0x1EFF),  # more Latin
    (0x2000, 0x206F),  # punctuation and marks of direction
    (0x20A0, 0x20BF),  # currencies
    (0x2190, 0x2212),  # arrows, minus
    (0x25CC, 0x25CC),
    (0xFB50, 0xFDFF),  # Arabic presentation forms
    (0xFE70, 0xFEFF),
)


@cache
def folder() -> Path:
    """Where cut fonts are kept."""
    beside = Path(__file__).parent / "__pycache__"
    try:
        beside.mkdir(exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="jobmatch-fonts-"))
    return beside if os.access(beside, os.W_OK) else Path(tempfile.mkdtemp(prefix="jobmatch-fonts-"))


@cache
def font_file(family: str, style: str) -> Path:
    """The static font of a family and style ("" or "B"), cut out the first time it is asked for."""
    source = SOURCES[family]
    kept = folder() / f"{source.stem.partition('[')[0]}-{WEIGHTS[style]:.0f}-{source.stat().st_size}.ttf"
    if not kept.exists():
        cut(source, WEIGHTS[style], kept)
    return kept


def cut(source: Path, weight: float, kept: Path) -> None:
    """Write one weight of a variable font, without the scripts that nobody here writes, at once or not at all."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source)
    options = subset.Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    fewer = subset.Subsetter(options)
    fewer.populate(unicodes=[mark for first, last in KEPT for mark in range(first, last + 1)])
    fewer.subset(font)
    unfinished = kept.with_suffix(f".{os.getpid()}.part")
    font.save(unfinished)
    font = instantiateVariableFont(TTFont(unfinished), {"wght": weight, "wdth": 100.0})
    font.save(unfinished)
    unfinished.replace(kept)


def prepare() -> None:
    """Cut every font out ahead, so that no paper waits for it."""
    for family in SOURCES:
        for style in WEIGHTS:
            font_file(family, style)


def add_fonts(paper: FPDF) -> None:
    """Give a PDF both families, each for what the other lacks."""
    for family in SOURCES:
        for style in WEIGHTS:
            paper.add_font(family, style, font_file(family, style))
    paper.set_fallback_fonts(["Arabic", "Latin"], exact_match=True)
