import numpy as np
import pytest

from benchmarks.coding import Pool, concept_rank, measure
from benchmarks.melo import find_linkings
from benchmarks.order import held_out, names_elsewhere
from matching.coding.candidates import FEATURES, find_candidates
from matching.coding.label_index import LabelIndex
from matching.vocabulary import Concept, Label, Vocabulary


@pytest.fixture
def folder(tmp_path):
    task = tmp_path / "melo" / "xyz_q_en_c_en"
    task.mkdir(parents=True)
    tables = {
        "queries.tsv": "Q1\tarc welders\nQ2\tbarbers\nQ3\tnobody asked\n",
        "corpus_elements.tsv": "C1\tWelder\nC2\tArc welder\nC3\tBarber\nC4\tNurse\n",
        "concept_mapping.tsv": "C1\tu:weld\nC2\tu:weld\nC3\tu:barb\nC4\tu:nurse\n",
        "annotations.tsv": "Q1\t0\tC1\t1\nQ1\t0\tC2\t1\nQ2\t0\tC3\t1\nQ2\t0\tC4\t0\n",
    }
    for name, text in tables.items():
        (task / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_the_melo_form_is_read(folder):
    (linking,) = find_linkings(folder)
    assert linking.name == "xyz_q_en_c_en"
    assert linking.relevant == {"Q1": {"u:weld"}, "Q2": {"u:barb"}}
    assert set(linking.queries) == {"Q1", "Q2"}
    assert ("Arc welder", "u:weld") in linking.labels


def test_ranks_count_right_concepts_among_those_allowed(folder):
    pool = Pool(folder)
    found = find_candidates(pool.index, "arc welders")
    allowed, weld = pool.mask(pool.position), [pool.position["u:weld"]]
    likeness = found.features[:, 0]
    assert concept_rank(found, likeness, allowed, weld) == 1
    assert concept_rank(found, -likeness, allowed, weld) == len(found.concepts)


def test_measures_are_those_of_the_data_set():
    mrr, hit = measure([1, 2, 6, 0])
    assert mrr == pytest.approx((1 + 1 / 2 + 1 / 6) / 4)
    assert hit == 0.5
    assert np.isfinite(mrr)


def test_names_that_only_the_other_vocabulary_has_become_queries():
    esco = "http://data.europa.eu/esco/occupation/"
    isco = {esco + "weld": "7212", esco + "braze": "7212", esco + "barb": "5141"}
    labels = [("Welder", "weld"), ("lasser", "weld"), ("Brazier", "braze"), ("Barber", "barb")]
    index = LabelIndex([text for text, _ in labels], [esco + key for _, key in labels], isco)
    concepts = [
        Concept("occupation:welder", "occupation", {"en": "welder", "nl": "lasser", "ar": "لحام"}, "7212"),
        Concept("occupation:barber", "occupation", {"en": "barber", "fr": "barbier"}, "9999"),
    ]
    variants = [Label("occupation:welder", "fr", "soudeur"), Label("occupation:welder", "en", "metal joiner")]
    vocabulary = Vocabulary({concept.key: concept for concept in concepts}, variants)
    assert names_elsewhere(index, isco, vocabulary) == [(("soudeur",), 0), (("metal", "joiner"), 0)]


def test_an_order_is_tried_on_concepts_that_it_was_not_learnt_from():
    rng = np.random.default_rng(1)
    lists = [rng.random((5, len(FEATURES))).astype(np.float32) for _ in range(120)]
    answers = [int(np.argmax(rows[:, FEATURES.index("encoder_concept")])) for rows in lists]
    names = [((f"name {at}",), at % 30) for at in range(120)]
    mrr, hit = held_out(names, lists, answers)
    assert mrr > 0.8
    assert hit == 1
    assert held_out(names, lists, [0] * 120)[0] < 0.6
