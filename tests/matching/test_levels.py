"""Languages, levels and education as people write them."""

import re

import pytest

from matching.level_coding import education_phrases, language_phrases, level_phrases
from matching.levels import (
    ReadLanguage,
    code_education,
    code_educations,
    code_language,
    code_languages,
    code_level,
    code_levels,
    education_levels,
    language_name,
    languages,
    macrolanguage,
    parse_language_cells,
    parse_languages,
)
from matching.phrases import Phrases, rows

LABELS = ("en", "fr", "nl", "ar", "ckb", "kmr")
LEVELS = {
    0: "none; no; لا; aucun; geen; هیچ; tune",
    1: "A1; beginner; a little; débutant; een beetje; ضعيف; کەم; hinek",
    2: "A2; basic; scolaire; basis; مقبول; سەرەتایی; bingehîn",
    3: "B1; intermediate; moyen; redelijk; متوسط; مامناوەند; navîn; Medium; average",
    4: "B2; good; bien; goed; جيد; باش; baş; GOOD; upper-intermediate",
    5: "C1; very good; fluent; courant; vloeiend; جيد جدا; زۆر باش; gelek baş; زۆرباش; très bien",
    6: "C2; excellent; bilingue; uitstekend; ممتاز; نایاب",
}
MOTHER_TONGUE = (
    "native; mother tongue; Mother-tongue; native speaker; langue maternelle; moedertaal; لغة الأم; اللغة الام; "
    "زمانی دایک; zimanê dayikê; Muttersprache; родной"
)


@pytest.mark.parametrize(("word", "level"), [(word, at) for at, said in LEVELS.items() for word in said.split("; ")])
def test_a_word_for_a_level_is_the_level(word, level):
    best = code_level(word).best
    assert (best.level, best.mother_tongue) == (level, False)


@pytest.mark.parametrize("word", MOTHER_TONGUE.split("; "))
def test_a_mother_tongue_is_the_highest_level_and_marked(word):
    best = code_level(word).best
    assert (best.level, best.mother_tongue) == (6, True)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("B1-B2", 3), ("b 2", 4), ("C1+", 5), ("level B2 (certificate)", 4), ("٢B", None), ("IELTS 6.5", 4),
        ("intermedate", 3), ("très bon niveau", 5), ("good level", 4), ("niveau B1", 3), ("speaks very well", 5),
    ],
)  # fmt: skip
def test_levels_are_found_in_longer_text_and_misspelt(text, level):
    best = code_level(text).best
    assert (best.level if best else None) == level


@pytest.mark.parametrize("text", ["", "-", "n/a", "non renseigné", "not stated", "?", "unknown", "qwerty", "42"])
def test_what_nobody_asked_is_unknown_and_not_none(text):
    assert not code_level(text).known


LANGUAGE_SPELLINGS = {
    "kur": "Kurdish; kurdî; کوردی; كردي; الكردية; kurde; Koerdisch; Kurdi",
    "ckb": "Sorani; سۆرانی; Kurdish (Sorani); کوردیی ناوەندی; kurde sorani; كردي سوراني",
    "kmr": "Kurmanji; kurmancî; Badini; بادینی; Kurdish Kurmanji; کرمانجی; بهديني",
    "ara": "Arabic; عربي; العربية; عەرەبی; erebî; arabe; Arabisch",
    "eng": "English; انكليزي; إنجليزي; الإنكليزية; ئینگلیزی; îngilîzî; anglais; Engels; Englsh",
    "nld": "Dutch; هولندي; هۆڵەندی; néerlandais; Nederlands; Flemish",
    "fra": "French; français; Francais; فرنسي; فەرەنسی; Frans",
    "deu": "German; Deutsch; ألماني; المانية; ئەڵمانی; Duits; allemand",
    "tuk": "Turkmen; تركماني; Turkmani; تورکمانی",
    "aii": "Assyrian; آشوري; ئاشووری; asûrî; Sureth",
    "fas": "Persian; Farsi; فارسی; فارسي",
    "prs": "Dari; دری",
    "sqi": "Albanian; shqip; albanais",
    "hye": "Armenian; հայերեն; армянский",
    "kat": "Georgian; ქართული",
    "rus": "Russian; русский; ڕووسی",
    "rom": "Romani; Romanes; Roma",
    "ful": "Fula; Peul; Peulh; Pulaar; Fulani",
    "hau": "Hausa; haoussa",
    "kin": "Kinyarwanda; Ikinyarwanda",
    "dyu": "Dyula; Dioula",
}


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, found in LANGUAGE_SPELLINGS.items() for text in found.split("; ")]
)
def test_a_language_is_known_by_its_spellings(text, code):
    best = code_language(text).best
    assert best.code == best.concept == code


@pytest.mark.parametrize("text", ["", "-", "qwerty", "welder", "English and Arabic"])
def test_text_that_names_no_language_or_two_is_not_known(text):
    assert not code_language(text).known


def test_languages_know_their_macrolanguage_and_names():
    assert macrolanguage("ckb") == macrolanguage("kmr") == "kur"
    assert macrolanguage("eng") is None and macrolanguage("xxx") is None
    assert language_name("eng", "ckb") == "ئینگلیزی"
    assert language_name("xxx") == "xxx"


EDUCATION = {
    0: "illiterate; no schooling; أمي; نەخوێندەوار; geen; sans diplôme",
    1: "primary; école primaire; lagere school; ابتدائية; سەرەتایی; seretayî; CEPE; grade 7",
    2: "collège; متوسطة; ناوەندی; بنەڕەتی; lower secondary; BEPC; vmbo; 9th grade; Hauptschule",
    3: "bac; baccalauréat; high school; إعدادية; اعدادية; ئامادەیی; havo; mbo; lycée; الثانوية; amadeyî; پۆلی ١٢",
    5: "diploma; دبلوم; دبلۆم; معهد; پەیمانگا; BTS; HND; peymangeh; техникум; bac+2",
    6: "bachelor; HBO; بكالوريوس; بەکالۆریۆس; licence; university; زانکۆ; BSc; bac+3; college; BA in primary education",
    7: "master; ماجستير; ماستەر; MSc; MBA; bac+5; Diplom",
    8: "PhD; doctorat; دكتوراه; دکتۆرا; doktora",
}


@pytest.mark.parametrize(("text", "level"), [(text, at) for at, said in EDUCATION.items() for text in said.split("; ")])
def test_education_is_read_as_isced(text, level):
    assert code_education(text).best.level == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("University student", 3), ("High school (not completed)", 2), ("جامعة - لم يكمل", 3), ("lycée inachevé", 2)],
)
def test_who_has_not_finished_has_the_level_before(text, level):
    coding = code_education(text)
    assert coding.best.level == level
    assert coding.best.confidence < code_education("university").best.confidence


@pytest.mark.parametrize("text", ["", "-", "hello", "welder", "2011"])
def test_text_without_education_is_not_known(text):
    assert not code_education(text).known


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("English B2, Kurdish native; عربي جيد", [("eng", 4), ("kur", 6), ("ara", 4)]),
        ("Kurdish (Sorani) native, Arabic good", [("ckb", 6), ("ara", 4)]),
        ("Kurdish: Sorani and Badini", [("ckb", None), ("kmr", None)]),
        ("Sorani Kurdish, Arabic", [("ckb", None), ("ara", None)]),
        ("Kurdish and Arabic fluent, English basic", [("kur", 5), ("ara", 5), ("eng", 2)]),
        ("Kurdish, Arabic good", [("kur", None), ("ara", 4)]),
        ("English: speaking good, writing weak", [("eng", 1)]),
        ("no English", [("eng", 0)]),
        ("English: none", [("eng", 0)]),
        ("لا يتكلم الانكليزية", [("eng", 0)]),
        ("Kurdish native no English", [("kur", 6), ("eng", 0)]),
        ("كردي لغة الأم - عربي جيد جدا - انكليزي متوسط", [("kur", 6), ("ara", 5), ("eng", 3)]),
        ("العربية والانكليزية جيد", [("ara", 4), ("eng", 4)]),
        ("کوردی زمانی دایک، عەرەبی باش، ئینگلیزی کەم", [("kur", 6), ("ara", 4), ("eng", 1)]),
        ("kurdî zimanê dayikê, erebî baş, îngilîzî hinek", [("kur", 6), ("ara", 4), ("eng", 1)]),
        ("Néerlandais B1/B2, français courant, arabe: langue maternelle", [("nld", 3), ("fra", 5), ("ara", 6)]),
        ("Nederlands goed, Engels redelijk en Koerdisch moedertaal", [("nld", 4), ("eng", 3), ("kur", 6)]),
        ("good English and fluent Dutch", [("eng", 4), ("nld", 5)]),
        ("Mother tongue: Kurdish", [("kur", 6)]),
        ("French C1 German A2 Arabic native", [("fra", 5), ("deu", 2), ("ara", 6)]),
        ("Englsh good", [("eng", 4)]),
        ("English: non renseigné", [("eng", None)]),
        ("English, English B2", [("eng", 4)]),
        ("Arabic/English", [("ara", None), ("eng", None)]),
        ("none", []),
        ("", []),
        (None, []),
        ("teamwork", []),
    ],
)
def test_cells_with_several_languages_are_read(cell, expected):
    assert [(found.code, found.level) for found in parse_languages(cell)] == expected


def test_a_read_language_says_how_sure_it_is():
    sure, marked = parse_languages("English B2, Kurdish native")
    assert isinstance(sure, ReadLanguage)
    assert (sure.mother_tongue, marked.mother_tongue) == (False, True)
    vague = parse_languages("English good")[0]
    shared = parse_languages("English and Arabic good")[0]
    assert 1 > sure.confidence > vague.confidence > shared.confidence > 0


def test_a_batch_answers_as_single_calls_do():
    texts = ["good", "B2", "good", ""]
    assert code_levels(texts) == [code_level(text) for text in texts]
    assert code_languages(["English", "qwerty"]) == [code_language("English"), code_language("qwerty")]
    assert code_educations(["PhD", "bac"]) == [code_education("PhD"), code_education("bac")]
    cells = ["English B2", None, "English B2"]
    assert parse_language_cells(cells) == [parse_languages(cell) for cell in cells]


def test_no_phrase_means_two_levels_or_two_languages():
    assert level_phrases().clashes == []
    assert language_phrases().clashes == []
    # "collège" and "college", "dîplom" and "Diplom": apart by their accent or capital, see Phrases.literal
    assert {phrase for phrase, _, _ in education_phrases().clashes} == {"college", "Diplom"}


def test_the_tables_are_whole():
    assert sorted(education_levels()) == list(range(9))
    assert len(languages()) >= 60
    for row in languages().values():
        assert re.fullmatch("[a-z]{3}", row["code"])
        assert not row["macro"] or row["macro"] in languages()
        assert row["reviewed_by"] == ""
    named = list(languages().values()) + [dict(names, code=at) for at, names in education_levels().items()]
    for row in named:
        for language in LABELS:
            arabic = bool(re.search("[\u0600-\u06ff]", row[language]))
            assert arabic == (language in {"ar", "ckb"}), (row["code"], language)
            assert row[language] == row[language].strip()
    for row in rows("levels", "cefr.csv"):
        assert 0 <= int(row["level"]) <= 6
        assert row["mother_tongue"] in {"0", "1"} and (row["mother_tongue"] == "0" or row["level"] == "6")
    for row in rows("levels", "language_variants.csv"):
        assert row["code"] in languages()
    for row in rows("education", "variants.csv"):
        assert int(row["level"]) in education_levels()
    for folder, name in (("levels", "cefr.csv"), ("levels", "language_variants.csv"), ("education", "variants.csv")):
        for language in LABELS:
            assert sum(row["language"] == language for row in rows(folder, name)) >= 50, (name, language)


def test_phrases_are_found_inside_words_and_the_longest_wins():
    phrases = Phrases([("good", 4), ("very good", 5), ("كردي", "k")])
    assert [span[2] for span in phrases.spans(["a", "very", "good", "good"])] == [5, 4]
    assert phrases.exact(["وكردي"])[0] == "k"
    assert phrases.near(["vry", "good"])[0][0] == 5
    assert phrases.near(["xyzzy"]) == []
