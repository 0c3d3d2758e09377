import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("کارەبا", "كارهبا"),  # Sorani letters typed on an Arabic keyboard
        ("كهربائى", "كهربائي"),
        ("أستاذة", "استاذه"),
        ("ســـائق", "سائق"),  # tatweel
        ("سيَّارة", "سياره"),  # vowel marks
        ("دەرمان\u200cساز", "دەرمانساز"),
        ("\u202bحلاق\u202c", "حلاق"),
        ("٣ ۴", "3 4"),
        ("Électricien", "electricien"),
        ("Straßenbauer", "strassenbauer"),
        ("KAREBAÇÎ", "karebaci"),
        ("İŞÇİ", "ışçi"),
        ("ﬁtter", "fitter"),
        ("𝔍urist", "jurist"),
        ("smørrebrød", "smorrebrod"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(one, other):
    assert folding.fold(one) == folding.fold(other)


def test_letters_that_differ_in_meaning_stay_apart():
    assert folding.fold("نان") != folding.fold("ناو")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verkäufer*in (m/w/d)", ("verkaufer",)),
        ("VerkäuferIn", ("verkaufer",)),
        ("Verkäufer/-in", ("verkaufer",)),
        ("serveur(euse) H/F", ("serveur",)),
        ("technicien·ne", ("technicien",)),
        ("infirmier/ère", ("infirmier",)),
        ("OPERARIO/A de fábrica", ("operario", "de", "fabrica")),
        ("M/V lasser", ("lasser",)),
        ("C++ / C# developer", ("c++", "c#", "developer")),
        ("مهندس الكهرباء", ("مهندس", "كهربا")),
        ("and/or worker", ("and", "or", "worker")),
    ],
)
def test_tokens_leave_gender_marks_and_articles_out(text, expected):
    assert folding.tokens(text) == expected


def test_a_text_of_nothing_but_a_gender_note_keeps_its_letters():
    assert folding.tokens("m/f") == ("m", "f")


def test_a_repeated_word_in_another_gender_is_dropped():
    assert folding.degender(("verkoper", "verkoopster")) == ("verkoper", "verkoopster")  # three letters are no stem
    assert folding.degender(("directeur", "technique", "directrice", "technique")) == ("directeur", "technique")


def test_short_forms_are_spelt_out():
    assert folding.expand(("hr", "mgr")) == ("human", "resources", "manager")
    assert folding.expand(("welder",)) == ("welder",)


def test_ngrams_are_padded_and_counted_with_repeats():
    assert folding.ngrams("ab", 2, 3) == (" a", "ab", "b ", " ab", "ab ")
    assert folding.ngrams("aaa", 2, 2).count("aa") == 2


def test_a_compound_is_split_at_its_head():
    known = {"krankenpflege", "pflege", "helfer", "verkehr", "leiter"}
    assert folding.split_compound("krankenpflegehelfer", known) == ("krankenpflege", "helfer")
    assert folding.split_compound("verkehrsleiter", known) == ("verkehr", "leiter")
    assert folding.split_compound("schreiner", known) is None


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text):
    once = folding.fold(text)
    assert folding.fold(once) == once


@given(st.text(max_size=60))
def test_tokens_are_never_empty_words(text):
    assert all(folding.tokens(text))
