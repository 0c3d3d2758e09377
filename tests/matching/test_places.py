"""Places: every usual spelling finds its town, and what names none is not taken for one."""

import csv
import random

import pytest

from matching import profiles
from matching.place_coding import PlaceCoder
from matching.places import LANGUAGES, PLACES, Gazetteer, code_place, code_places
from matching.vocabulary import builtin

ERBIL, DUHOK, SULAYMANIYAH = "geonames:95446", "geonames:96994", "geonames:98463"
SPELLINGS = {
    ERBIL: "Erbil Arbil Hewlêr Hewler Irbil أربيل اربيل هەولێر هه‌ولێر هولير Hawler ERBIL erbil Arbîl",
    SULAYMANIYAH: "Sulaymaniyah Slemani Sulaimani سليمانية سلێمانی Silêmanî السليمانية السليمانيه سلیمانی Sulaimaniya "
    "Suleimaniya Sulaymaniya Slêmanî Souleymanieh Süleymaniye Suli",
    DUHOK: "Duhok Dihok Dahuk دهوك دهۆک Dohuk دهوک Dihoke Dahok Dehuk",
    "place:bardarash": "Bardarash Berderes Berdereş بەردەڕەش بردرش Bardaresh",
    "geonames:98822": "Aqrah Akre Akrê Aqra عقرة ئاکرێ Akra",
    "geonames:94220": "Koya Koye Koysinjaq Koysanjaq كويسنجق کۆیە كوية",
    "geonames:99611": "Amadiya Amedi Amêdî العمادية ئامێدی Amadiyah Imadiyah",
    "geonames:89570": "Zakho Zaxo زاخو زاخۆ Zakhu Zaho",
    "geonames:96205": "Halabja Helebce Halabcha حلبجة هەڵەبجە",
    "geonames:96961": "Soran سۆران سوران Diana",
    "geonames:92052": "Rania Ranya Ranye رانية ڕانیە",
    "geonames:97417": "Chamchamal Çemçemal چەمچەماڵ جمجمال Chemchemal",
    "geonames:95005": "Kalar Kelar کەلار كلار",
    "geonames:91083": "Shaqlawa Şeqlawe شەقڵاوە شقلاوة Shaqlawah",
    "geonames:90532": "Semel Simele Sumel سێمێل سميل",
    "geonames:98293": "Shekhan Şêxan Sheikhan شێخان الشيخان",
    "geonames:98304": "Ankawa Ainkawa عەنکاوە عينكاوة Enkawa",
    "geonames:94787": "Kirkuk Kerkûk کەرکووک كركوك Kirkouk",
    "geonames:99072": "Mosul Mûsil الموصل مووسڵ Mossoul",
    "geonames:448149": "Sinjar Shingal Şengal شنگال سنجار",
    "place:masike": "Masike Masîkê ماسیکێ",
    "place:sarchinar": "Sarchinar Serçinar سەرچنار",
    "place:sheladize": "Sheladize Şêladizê شێلادزێ شيلادزي",
}


@pytest.mark.parametrize(
    ("spelling", "place"), [(spelling, place) for place, found in SPELLINGS.items() for spelling in found.split()]
)
def test_every_usual_spelling_is_the_town(spelling, place):
    coding = code_place(spelling)
    assert coding.known
    assert coding.best.place == coding.best.concept == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Koy Sanjaq", "geonames:94220"),
        ("Ankawa, Erbil", "geonames:98304"),
        ("Erbil/Ankawa", "geonames:98304"),
        ("اربيل - عينكاوة", "geonames:98304"),
        ("Duhok - Semel", "geonames:90532"),
        ("محافظة دهوك - زاخو", "geonames:89570"),
        ("Zakho, Duhok, Iraq", "geonames:89570"),
        ("Duhok, Akre, Dinarta", "place:dinarta"),
        ("Hewlêr - Şaqlawe", "geonames:91083"),
        ("Koya Erbil", "geonames:94220"),
        ("near Koya", "geonames:94220"),
        ("city of Zakho", "geonames:89570"),
        ("شاری هەولێر", ERBIL),
        ("لە سلێمانی", SULAYMANIYAH),
        ("li Duhokê", DUHOK),
        ("گەڕەکی سەرچنار", "place:sarchinar"),
        ("IDP camp Khanke", "place:khanke"),
        ("I live in Erbil", ERBIL),
        ("Mossoul (Irak)", "geonames:99072"),
        ("محافظة دهوك", "area:IQ-DA"),
        ("پارێزگای سلێمانی", "area:IQ-SU"),
        ("Halabja governorate", "area:IQ-XHA"),
        ("parêzgeha Hewlêrê", "area:IQ-AR"),
        ("Nineveh", "area:IQ-NI"),
        ("Kurdistan", "area:IQ-KR"),
        ("Lagos State", "area:NG-LA"),
        ("Irak", "country:IQ"),
        ("عێراق", "country:IQ"),
        ("Pays-Bas", "country:NL"),
        ("Georgia", "country:GE"),
    ],
)
def test_a_place_is_found_among_its_surroundings(text, place):
    assert code_place(text).best.place == place


@pytest.mark.parametrize(
    ("misspelt", "place"),
    [
        ("Erbel", ERBIL),
        ("Kirkook", "geonames:94787"),
        ("Chamchmal", "geonames:97417"),
        ("Koysinjak", "geonames:94220"),
        ("Shaqlwa", "geonames:91083"),
        ("Sleymani", SULAYMANIYAH),
        ("Souleymania Irak", SULAYMANIYAH),
        ("Baghdaad", "geonames:98182"),
    ],
)
def test_a_misspelt_town_is_found_with_less_confidence(misspelt, place):
    coding = code_place(misspelt)
    assert coding.best.place == place
    assert coding.best.confidence <= 0.98


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Tbilisi", "GE", "Tbilisi"), ("თბილისი", "GE", "Tbilisi"), ("Ереван", "AM", "Yerevan"),
        ("کابل", "AF", "Kabul"),
        ("Prishtina", "XK", "Pristina"), ("Shkoder", "AL", "Shkodër"), ("Ouagadougou", "BF", "Ouagadougou"),
        ("Beograd", "RS", "Belgrade"), ("Скопје", "MK", "Skopje"), ("Den Haag", "NL", "The Hague"),
        ("Bruxelles", "BE", "Brussels"), ("صفاقس", "TN", "Sfax"), ("Kano", "NG", "Kano"), ("Dakar", "SN", "Dakar"),
        ("Conakry", "GN", "Conakry"), ("Niamey", "NE", "Niamey"), ("Kigali", "RW", "Kigali"), ("Wien", "AT", "Vienna"),
        ("Грозный", "RU", "Grozny"), ("Garoua", "CM", "Garoua"), ("تونس", "TN", "Tunis"), ("Herat", "AF", "Herat"),
    ],
)  # fmt: skip
def test_towns_of_every_programme_country_are_known(text, country, name):
    best = code_place(text).best
    assert (best.country, best.label, best.kind) == (country, name, "town")


@pytest.mark.parametrize("text", ["", " ", "-", "xyz", "engineer", "driver", "good", "12345", "؟"])
def test_text_that_names_no_place_is_not_known(text):
    coding = code_place(text)
    assert not coding.known
    assert coding.best is None


def test_a_name_that_several_quarters_share_is_not_known_but_offered():
    coding = code_place("Azadi")
    assert not coding.known
    assert {result.governorate for result in coding} == {"IQ-AR", "IQ-DA", "IQ-SU"}
    assert code_place("Azadi, Duhok").best.place == "place:azadi-duhok"


def test_the_country_decides_between_namesakes():
    assert code_place("Malta").best.place == "country:MT"
    assert code_place("Mitrovica", country="RS").best.country == "RS"
    assert code_place("Mitrovica", country="XK").best.country == "XK"


def test_confidences_are_shares():
    for text in ("Sulaymaniyah", "Erbil or Duhok", "Kirkook", "Bakhtiari"):
        results = code_place(text).results
        assert [r.confidence for r in results] == sorted((r.confidence for r in results), reverse=True)
        assert 0 < sum(r.confidence for r in results) <= 1


def test_a_batch_answers_as_single_calls_do():
    texts = ["Erbil", "Kirkook", "Erbil", "", "Ankawa, Erbil"]
    assert code_places(texts) == [code_place(text) for text in texts]
    assert len(code_place("Bakhtiari", k=1)) == 1


def test_a_place_becomes_a_point_of_the_ranking_and_a_country_does_not():
    gazetteer = Gazetteer.load()
    point = gazetteer.by_key(ERBIL).profile()
    assert isinstance(point, profiles.Place)
    assert (point.governorate, point.country) == ("IQ-AR", "IQ")
    assert point.latitude == pytest.approx(36.19, abs=0.02)
    assert gazetteer.by_key("country:IQ").profile() is None
    with pytest.raises(KeyError):
        gazetteer.by_key("place:nowhere")


def test_places_are_named_in_six_languages():
    gazetteer = Gazetteer.load()
    assert [gazetteer.by_key(DUHOK).name(language) for language in LANGUAGES] == [
        "Duhok", "Dohouk", "Duhok", "دهوك", "دهۆک", "Duhok",
    ]  # fmt: skip
    assert gazetteer.names("area:IQ-SU", "ckb")[0] == "پارێزگای سلێمانی"
    assert "Sulaymaniyah Governorate" in gazetteer.names("area:IQ-SU", "ckb")
    assert gazetteer.governorate("IQ-XHA").name("kmr") == "parêzgeha Helebceyê"
    with pytest.raises(KeyError):
        gazetteer.names(ERBIL, "xx")


def test_places_are_found_while_typing():
    gazetteer = Gazetteer.load()
    for typed in ("erb", "Hewl", "هەول", "ارب"):
        assert gazetteer.starting(typed)[0].key == ERBIL
    assert [place.key for place in gazetteer.starting("sulay", k=2)] == [SULAYMANIYAH, "area:IQ-SU"]
    assert len(gazetteer.starting("ba", k=3)) == 3
    assert {place.country for place in gazetteer.starting("ba", country="NG")} == {"NG"}
    assert gazetteer.starting("e") == gazetteer.starting("") == []


def held_out_spellings():
    """A gazetteer in which every place of Iraq with three spellings or more has lost one, and the lost ones."""
    draw = random.Random(5)
    rows, lost = [], []
    with (PLACES / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            spellings = row[-1].split("|")
            if row[2] == "IQ" and row[1] in {"town", "quarter"} and len(spellings) >= 3:
                taken = draw.choice([spelling for spelling in spellings if len(spelling) >= 4] or spellings)
                lost.append((taken, row[0]))
                spellings.remove(taken)
            rows.append([*row[:-1], "|".join(spellings)])
    return Gazetteer(rows), lost


def test_spellings_never_seen_are_found_and_confidence_tells_right_from_wrong():
    gazetteer, lost = held_out_spellings()
    coder = PlaceCoder(gazetteer)
    codings = [(coder.code(spelling), place) for spelling, place in lost]
    right = [bool(coding.results) and coding[0].place == place for coding, place in codings]
    known = [(coding.best.confidence, ok) for (coding, _), ok in zip(codings, right, strict=True) if coding.known]
    assert sum(right) / len(right) >= 0.75
    assert sum(ok for _, ok in known) / len(known) >= 0.9
    sure = [ok for confidence, ok in known if confidence >= 0.75]
    assert sum(sure) / len(sure) >= 0.9  # the rest are namesakes: the lost spelling is another place's own


def test_job_titles_are_hardly_ever_taken_for_places():
    titles = [label.text for label in builtin().labels("occupation")]
    sample = random.Random(5).sample(titles, 400)
    assert sum(code_place(title).known for title in sample) / len(sample) <= 0.06
