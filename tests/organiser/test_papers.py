"""The papers of a fair: mirrored where the reader's language is, and nothing runs over a badge's edge."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask_babel import force_locale
from pypdf import PdfReader

from jobmatch.documents import fair_papers

MM = 72 / 25.4
PAGE_H = 297.0
NINE = datetime(2026, 6, 10, 6, tzinfo=UTC)
LONG = (
    "عبد الرحمن محمد الجبوري بن عبد الله بن خالد الطويل",
    "Abdul Rahman Mohammed al-Jubouri bin Abdullah bin Khal",
)


def placed(data: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Each piece of text with where it begins, in mm from the left and from the top."""
    found = []

    def visit(text, _user, matrix, _font, _size):
        if text.strip():
            found.append((text.strip(), matrix[4] / MM, PAGE_H - matrix[5] / MM))

    PdfReader(BytesIO(data)).pages[page].extract_text(visitor_text=visit)
    return found


@pytest.fixture
def speaking(app):
    """``with speaking("ckb"): ...`` writes papers in that language."""

    def speak(language):
        return force_locale(language)

    with app.test_request_context():
        yield speak


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_the_longest_name_stays_within_its_badge(speaking, language):
    with speaking(language):
        data = fair_papers.badges("Job fair", [fair_papers.Badge(LONG, "t" * 22)])
    where = placed(data)
    assert len(where) > 3
    assert max(top for _, _, top in where) < 14 + fair_papers.BADGE_H - 2


@pytest.mark.parametrize(("language", "mirrored"), [("en", False), ("fr", False), ("ar", True), ("ckb", True)])
def test_a_plan_begins_where_its_language_begins(speaking, language, mirrored):
    plan = fair_papers.Plan("Shilan Omer", [], [fair_papers.Line(NINE, "Hawler Steel", "Hall A")])
    with speaking(language):
        left = {text: left for text, left, _ in placed(fair_papers.plans("Fair", [plan]))}
    who, where = (next(at for text, at in left.items() if text.startswith(word)) for word in ("Hawler", "Hall"))
    assert (where < who) is mirrored


def test_a_row_is_never_torn_between_two_pages(speaking):
    lines = [fair_papers.Line(NINE + timedelta(minutes=20 * n), f"Employer {n}", f"Hall {n}") for n in range(80)]
    with speaking("en"):
        data = fair_papers.plans("Fair", [fair_papers.Plan("Shilan Omer", [], lines)])
    pages = len(PdfReader(BytesIO(data)).pages)
    assert pages > 1
    for page in range(pages):
        tops: dict[str, set[float]] = {}
        for text, _, top in placed(data, page):
            kind, _, number = text.partition(" ")
            if kind in ("Employer", "Hall"):
                tops.setdefault(number.split()[0], set()).add(round(top))
        assert len(tops) > 5
        assert all(len(where) == 1 for where in tops.values())
