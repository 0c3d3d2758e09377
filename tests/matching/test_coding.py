import pytest

from matching.text import Coder, SkillsCoder, code_occupation, code_occupations, code_skills
from tests.matching.small_vocabulary import small_vocabulary


@pytest.fixture(scope="module")
def coder():
    return Coder(small_vocabulary())


@pytest.fixture(scope="module")
def skills():
    return SkillsCoder(small_vocabulary())


@pytest.mark.parametrize(
    ("title", "isco"),
    [
        ("welder", "7212"),
        ("WELDERS", "7212"),
        ("soudeur (h/f)", "7212"),
        ("kappr", "5141"),
        ("سه‌رتاش", "5141"),
        ("الحلاق", "5141"),
        ("electritian", "7411"),
        ("كهرباءي", "7411"),
        ("chauffeur vrachtwagen", "8332"),
        ("lorry drivers wanted", "8332"),
        ("infirmières", "2221"),
        ("aspej", "5120"),
    ],
)
def test_a_title_is_coded_in_any_language_and_misspelt(coder, title, isco):
    coding = coder.code(title)
    assert coding[0].isco == isco
    assert coding.known
    assert coding.best is coding[0]


@pytest.mark.parametrize("text", ["", "   ", "-- / --", "zzqx vvk", "12345", None])
def test_the_coder_says_that_it_does_not_know(coder, text):
    coding = coder.code(text)
    assert not coding.known
    assert coding.best is None


def test_results_are_ordered_and_confidences_are_probabilities(coder):
    coding = coder.code("driver", k=5)
    confidences = [coded.confidence for coded in coding]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert len(coding) <= 5


def test_a_batch_answers_like_single_queries(coder):
    titles = ["welder", "kok", "welder", "zzqx"]
    assert coder.code_many(titles) == [coder.code(title) for title in titles]


def test_neither_order_nor_company_changes_an_answer(coder):
    titles = ["welder", "kok in hotel", "lorry driver", "zzqx welder", "wlder", "", "chef cook"] * 2
    alone = {title: Coder(small_vocabulary()).code(title) for title in titles}
    assert coder.code_many(titles[::-1]) == [alone[title] for title in titles[::-1]]


def test_a_label_that_was_met_is_named_not_the_preferred_one(coder):
    assert coder.code("HGV driver")[0].label == "HGV driver"


def concepts(codings):
    return [coding.best.concept if coding.known else None for coding in codings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arc welding, forklift driving; Excel", ["skill:arc-welding", "skill:forklift-driving", "skill:spreadsheets"]),
        ("arc welding and haircutting", ["skill:arc-welding", "skill:haircutting"]),
        ("health and safety", ["skill:health-and-safety"]),
        ("arc weldng\nheftruk rijden", ["skill:arc-welding", "skill:forklift-driving"]),
        ("قص الشعر، لحام كهربائي", ["skill:haircutting", "skill:arc-welding"]),
        ("Excel, spreadsheets", ["skill:spreadsheets"]),
        ("I have done five years of haircutting in a small shop in town", ["skill:haircutting"]),
        ("zzqx, Excel", [None, "skill:spreadsheets"]),
        ("", []),
    ],
)
def test_every_skill_of_a_text_is_found_once(skills, text, expected):
    assert concepts(skills.code_all(text)) == expected


def test_each_part_says_which_text_it_came_from(skills):
    assert [coding.text for coding in skills.code_all("Excel; arc welding")] == ["Excel", "arc welding"]


def test_the_built_in_vocabulary_codes_without_preparation():
    assert code_occupation("carpenter")[0].isco in {"7115", "7522"}
    assert [coding.known for coding in code_occupations(["carpenter", "zzqx"])] == [True, False]
    assert code_skills("teamwork")[0].best.concept.startswith("skill:")
