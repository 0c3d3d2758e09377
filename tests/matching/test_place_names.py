"""The names of the gazetteer, and how spellings fold together."""

import csv
import re

import pytest

from matching.folding import fold
from matching.gazetteer_build import read
from matching.place_coding import PROGRAMME
from matching.place_names import segments, skeleton, spelling_key, strip_hints, words
from matching.places import LANGUAGES, PLACES, Gazetteer


def test_all_governorates_of_iraq_have_names_and_towns():
    gazetteer = Gazetteer.load()
    areas = gazetteer.of_country("IQ", "governorate")
    assert len(areas) == 19
    towns = {place.governorate for place in gazetteer.of_country("IQ", "town")}
    assert {area.governorate for area in areas} == towns
    for area in areas:
        assert all(area.names[:5]) or area.name("fr")
        assert re.search("[\u0600-\u06ff]", area.name("ar")) and re.search("[\u0600-\u06ff]", area.name("ckb"))


@pytest.mark.parametrize("name", ["additions", "governorates", "countries"])
def test_names_kept_by_hand_are_in_the_script_of_their_language(name):
    rows = read(name)
    keys = [row.get("key") or row["code"] for row in rows]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)
    for row in rows:
        assert row["reviewed_by"] == ""
        for language in LANGUAGES:
            assert row[language] == row[language].strip() != ""
            arabic = bool(re.search("[\u0600-\u06ff]", row[language]))
            assert arabic == (language in {"ar", "ckb"}), (row["en"], language)
        assert not re.search("[يكىة]", row["ckb"]), row["ckb"]
        assert not re.search("[یکەێۆڵڕ]", row["ar"]), row["ar"]


def test_the_compiled_gazetteer_holds_every_spelling_of_the_lists_as_folded_now():
    gazetteer = Gazetteer.load()
    prefix = {"additions": "", "governorates": "area:", "countries": "country:"}
    for name, start in prefix.items():
        for row in read(name):
            key = start + (row.get("key") or row["code"])
            for spelling in [row[language] for language in LANGUAGES] + row["spellings"].split(";"):
                found = {place.key for place in gazetteer.spelled(spelling)}
                assert not spelling or key in found, f"{spelling}: run python -m matching.gazetteer_build"


def test_compiled_rows_are_sound():
    with (PLACES / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["key"] for row in rows}) == len(rows) > 8000
    for row in rows:
        assert row["en"] and row["keys"]
        assert not row["governorate"] or row["governorate"].startswith(row["country"] + "-")
        assert row["keys"] == fold(row["keys"])
        if row["kind"] != "country":
            assert -90 < float(row["latitude"]) < 90 and -180 < float(row["longitude"]) < 180
    assert {row["country"] for row in rows if row["kind"] == "town"} >= PROGRAMME | {"IQ"}


def test_hand_written_points_lie_in_their_governorates():
    gazetteer = Gazetteer.load()
    for place in gazetteer.of_country("IQ", "town", "quarter", "district"):
        assert 29 < place.latitude < 37.5 and 38.5 < place.longitude < 48.6, place.key
        if place.governorate in {"IQ-AR", "IQ-DA", "IQ-SU", "IQ-XHA"}:
            assert place.latitude > 34.4 and place.longitude > 42.3, place.key


@pytest.mark.parametrize(
    ("one", "other"),
    [("السليمانية", "سليمانيه"), ("هه‌ولێر", "هەولیر"), ("Koy-Sanjaq", "koysanjaq"), ("ئەربیل", "ەربیل")],
)
def test_spellings_that_differ_by_keyboard_or_accent_fold_together(one, other):
    assert spelling_key(one) == spelling_key(other)


def test_consonants_bridge_scripts():
    assert skeleton(spelling_key("Chwarqurna")) == skeleton(spelling_key("چوارقوڕنە"))


def test_hints_are_read_and_taken_away():
    assert strip_hints(words("Duhok governorate")) == (["duhok"], "area")
    assert strip_hints(words("حي السلام")) == (["سلام"], "quarter")
    assert strip_hints(words("city")) == ([], "town")
    assert segments("Ankawa, Erbil / Iraq - KRI") == ["Ankawa", "Erbil", "Iraq", "KRI"]
