"""The built-in vocabulary is whole: every table, every label, every reference."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import matching.vocabulary
from matching.vocabulary import LANGUAGES, builtin

HERE = Path(matching.vocabulary.__file__).parent
LABELS = [*LANGUAGES, "reviewed_by"]
COLUMNS = {
    "isco": ["code", *LABELS],
    "occupations": ["id", "isco", *LABELS],
    "skills": ["id", "kind", *LABELS],
    "licences": ["id", *LABELS],
    "variants": ["concept", "language", "label"],
    "occupation_skills": ["occupation", "skill", "relation"],
    "skill_skills": ["skill", "related", "similarity"],
    "education/levels": ["level", *LABELS],
    "education/variants": ["level", "language", "label"],
    "levels/cefr": ["level", "mother_tongue", "language", "label"],
    "levels/language_variants": ["code", "language", "label"],
    "levels/languages": ["code", "macro", *LANGUAGES, "endonym", "reviewed_by"],
}
AS_WRITTEN = {"education/variants", "levels/cefr", "levels/language_variants"}  # any spelling that people use
NAMED = ("isco", "occupations", "skills", "licences")  # the tables that hold one concept a row
FILES = sorted(path for path in HERE.glob("*/*.csv") if path.parent.name != "places")  # places have their own test
# The last digits of the unit groups of each minor group of ISCO-08, as the ILO published them in 2008.
UNIT_GROUPS = """
011:0 021:0 031:0
111:1234 112:0 121:1239 122:123 131:12 132:1234 133:0 134:1234569 141:12 142:0 143:19
211:1234 212:0 213:123 214:1234569 215:123 216:123456 221:12 222:12 223:0 224:0 225:0 226:12345679
231:0 232:0 233:0 234:12 235:1234569 241:123 242:1234 243:1234 251:12349 252:1239
261:129 262:12 263:123456 264:123 265:1234569
311:123456789 312:123 313:123459 314:123 315:12345 321:1234 322:12 323:0 324:0 325:123456789
331:12345 332:1234 333:12349 334:1234 335:123459 341:123 342:123 343:12345 351:1234 352:12
411:0 412:0 413:12 421:1234 422:12345679 431:123 432:123 441:1234569
511:123 512:0 513:12 514:12 515:123 516:123459 521:12 522:123 523:0 524:1234569 531:12 532:129 541:12349
611:1234 612:1239 613:0 621:0 622:1234 631:0 632:0 633:0 634:0
711:123459 712:1234567 713:123 721:12345 722:1234 723:1234 731:123456789 732:123
741:123 742:12 751:123456 752:123 753:123456 754:12349
811:1234 812:12 813:12 814:123 815:12345679 816:0 817:12 818:1239 821:129 831:12 832:12 833:12 834:1234 835:0
911:12 912:1239 921:123456 931:123 932:19 933:1234 941:12 951:0 952:0 961:123 962:12349
"""
REVIEW = rf"({'|'.join(LANGUAGES)}): \S.* \d{{4}}-\d\d-\d\d"  # as docs/vocabulary.md asks for it
ARABIC_SCRIPT = {"ar", "ckb"}
# What must not stand in a label: the letters that show a wrong language, keyboard or script.
FOREIGN_LETTERS = {
    "ar": "یکەێۆڕڵھ",
    "ckb": "يىكةثذصضطظ",
    "kmr": "ıöüğñéèàâëïáóúäß",
    "en": "",
    "fr": "",
    "nl": "",
}
MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def rows_of(*tables):
    """(file name, row as a dict) for every row of these tables."""
    for table in tables:
        for path in sorted((HERE / table).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield f"{table}/{path.name}", row


def key_of(row):
    return row.get("code") or row["id"]


def name_of(path):
    return f"{path.parent.name}/{path.stem}"


def labels_of(path):
    """(where, language, label) for every label cell of a file, empty ones too."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = next(iter(row.values()))
            if "label" in row:
                yield key, row["language"], row["label"]
            yield from ((key, language, row[language]) for language in LANGUAGES if language in row)


def repeated(values):
    return sorted(value for value, times in Counter(values).items() if times > 1)


def expected_codes():
    units = {minor + digit for minor, digits in (group.split(":") for group in UNIT_GROUPS.split()) for digit in digits}
    return units | {unit[:length] for unit in units for length in (1, 2, 3)}


@pytest.fixture(scope="module")
def ids():
    return {table: {key_of(row) for _, row in rows_of(table)} for table in NAMED}


def test_isco_08_is_complete_and_every_group_has_its_parents(ids):
    assert Counter(map(len, expected_codes())) == {1: 10, 2: 43, 3: 130, 4: 436}
    assert ids["isco"] == expected_codes()


def test_there_is_enough_of_everything(ids):
    assert len(ids["occupations"]) >= 700
    assert len(ids["skills"]) >= 1500


def test_every_unit_group_has_an_occupation():
    used = {row["isco"] for _, row in rows_of("occupations")}
    assert {code for code in expected_codes() if len(code) == 4} - used == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
class TestFile:
    def test_has_the_columns_of_its_table_and_plain_text(self, path):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert not re.search(rb"[\r\t]", raw)
        assert raw.endswith(b"\n")
        cells = list(csv.reader(raw.decode("utf-8").splitlines()))
        assert cells[0] == (COLUMNS.get(path.parent.name) or COLUMNS[name_of(path)])
        assert {len(row) for row in cells} == {len(cells[0])}
        assert [cell for row in cells for cell in row if cell != " ".join(cell.split())] == []

    def test_is_sorted_without_repeated_rows(self, path):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        keys = [row[0] for row in rows]
        assert keys == sorted(keys)
        assert repeated(map(tuple, rows)) == []

    def test_says_by_language_who_reviewed(self, path):
        with path.open(encoding="utf-8", newline="") as file:
            reviews = [review for row in csv.DictReader(file) for review in row.get("reviewed_by", "").split("; ")]
        assert [review for review in reviews if review and not re.fullmatch(REVIEW, review)] == []

    def test_has_labels_in_the_right_script_and_letters(self, path):
        wrong = [found for found in labels_of(path) if fault_of(*found[1:]) and name_of(path) not in AS_WRITTEN]
        assert wrong == []


def fault_of(language, label):
    """Why a label cannot stand in this language, or None."""
    if not label:
        return "empty"
    if MARKS.search(label) or label != unicodedata.normalize("NFC", label):
        return "tatweel, vowel mark, invisible mark or decomposed letter"
    if set(label.casefold()) & set(FOREIGN_LETTERS.get(language, "")):
        return "letters of another language"
    scripts = {unicodedata.name(letter).split()[0] for letter in label if letter.isalpha()} - {"FEMININE", "MASCULINE"}
    if language in ARABIC_SCRIPT:
        return None if "ARABIC" in scripts else "not in Arabic script"
    return None if scripts == {"LATIN"} or language not in LANGUAGES else "not in Latin script"


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("ar", "کار"),
        ("ckb", "كرێكار"),
        ("kmr", "كاركر"),
        ("fr", ""),
        ("ar", "driver"),
        ("kmr", "sürücü"),
        ("ar", "عـامل"),
    ],
)
def test_a_wrong_label_is_noticed(language, label):
    assert fault_of(language, label)


@pytest.mark.parametrize("table", NAMED)
def test_an_id_names_one_concept_over_all_files(table):
    assert repeated(key_of(row) for _, row in rows_of(table)) == []


def test_ids_are_slugs_and_kinds_are_known():
    slugs = [key_of(row) for _, row in rows_of("occupations", "skills", "licences")]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    assert {row["kind"] for _, row in rows_of("skills")} == {"skill", "knowledge", "transversal"}


def test_an_occupation_stands_in_a_unit_group():
    codes = {code for code in expected_codes() if len(code) == 4}
    assert [row["id"] for _, row in rows_of("occupations") if row["isco"] not in codes] == []


def test_variants_name_a_known_concept_once_and_never_repeat_its_preferred_name(ids):
    preferred, dangling, said = set(), [], []
    prefixes = {"isco": "isco", "occupations": "occupation", "skills": "skill", "licences": "licence"}
    for table in NAMED:
        for _, row in rows_of(table):
            key = f"{prefixes[table]}:{key_of(row)}"
            preferred |= {(key, language, row[language].casefold()) for language in LANGUAGES}
    known = {key for key, _, _ in preferred}
    for file, row in rows_of("variants"):
        if row["concept"] not in known or row["language"] not in LANGUAGES:
            dangling.append((file, row["concept"], row["language"]))
        said.append((row["concept"], row["language"], row["label"].casefold()))
    assert dangling == []
    assert repeated(said) == []
    assert sorted(set(said) & preferred) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["skills", "licences"])
def test_no_two_concepts_have_the_same_name(table, language):
    assert repeated(row[language].casefold() for _, row in rows_of(table)) == []


def test_the_preferred_name_of_an_occupation_names_no_other():
    names = [
        ((language, row[language].casefold()), f"occupation:{row['id']}")
        for _, row in rows_of("occupations")
        for language in LANGUAGES
    ]
    assert repeated(name for name, _ in names) == []
    bearer = dict(names)
    said = [((row["language"], row["label"].casefold()), row["concept"]) for _, row in rows_of("variants")]
    taken = [(name, by) for name, by in said if by.startswith("occupation:") and bearer.get(name, by) != by]
    assert taken == []


def test_every_occupation_needs_known_skills_some_essential(ids):
    rows = [row for _, row in rows_of("occupation_skills")]
    assert {row["occupation"] for row in rows} == ids["occupations"]
    assert {row["skill"] for row in rows} - ids["skills"] == set()
    assert {row["relation"] for row in rows} == {"essential", "optional"}
    assert {row["occupation"] for row in rows if row["relation"] == "essential"} == ids["occupations"]
    assert repeated((row["occupation"], row["skill"]) for row in rows) == []
    sizes = Counter(row["occupation"] for row in rows)
    assert {occupation: size for occupation, size in sizes.items() if not 6 <= size <= 14} == {}


def test_related_skills_are_known_written_once_and_near_enough(ids):
    rows = [row for _, row in rows_of("skill_skills")]
    assert {skill for row in rows for skill in (row["skill"], row["related"])} - ids["skills"] == set()
    assert [row for row in rows if row["skill"] == row["related"]] == []
    assert repeated(tuple(sorted((row["skill"], row["related"]))) for row in rows) == []
    assert [row for row in rows if not re.fullmatch(r"0\.\d\d", row["similarity"])] == []
    assert [row for row in rows if not 0.55 <= float(row["similarity"]) <= 0.95] == []


def test_the_loaded_vocabulary_holds_every_row(ids):
    vocabulary = builtin()
    assert len(vocabulary.concepts) == sum(map(len, ids.values()))
    assert len(vocabulary.variants) == sum(1 for _ in rows_of("variants"))
    assert vocabulary.isco("occupation:truck-driver") == "8332"
    assert all(set(concept.labels) == set(LANGUAGES) for concept in vocabulary.concepts.values())
