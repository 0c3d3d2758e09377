"""ESCO beside the built-in vocabulary: imported, merged, used, and taken out again."""

import csv

import pytest
from sqlalchemy import func, select

from jobmatch.errors import Conflict, InvalidInput, NotFound
from jobmatch.services import taxonomy_esco, taxonomy_vocabulary
from models import JobSeekerOccupation, VocabularyConcept, VocabularyImport, VocabularyLabel

URI = "http://data.europa.eu/esco/occupation/made-up-1"
COLUMNS = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "description", "code"]


def bundle(folder, language, name, others=""):
    """An occupations file as ESCO publishes it, with one made-up occupation."""
    folder.mkdir(exist_ok=True)
    path = folder / f"occupations_{language}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerow(["Occupation", URI, "7212", name, others, "released", "", "7212.9"])
    return path


@pytest.fixture(autouse=True)
def forget():
    """The vocabulary of a test must not stay in the process."""
    kept = taxonomy_vocabulary.Current.loaded
    yield
    taxonomy_vocabulary.Current.loaded = kept


@pytest.fixture
def english(tmp_path):
    return bundle(tmp_path / "en", "en", "quantum flux welder", "flux joiner")


def test_several_languages_are_merged_into_one_concept(session, english, tmp_path):
    french = bundle(tmp_path / "fr", "fr", "soudeur de flux quantique")
    run = taxonomy_esco.import_esco(session, [english, french])
    assert run.languages == ["en", "fr"]
    assert run.counts["concepts"] == 1
    assert session.scalar(select(func.count()).select_from(VocabularyLabel)) == 3


def test_loading_the_same_file_again_adds_nothing(session, english):
    taxonomy_esco.import_esco(session, [english])
    again = taxonomy_esco.import_esco(session, [english])
    assert set(again.counts.values()) == {0}
    assert session.scalar(select(func.count()).select_from(VocabularyImport)) == 1


def test_an_imported_title_is_coded_and_named(session, english):
    taxonomy_esco.import_esco(session, [english])
    current = taxonomy_vocabulary.refresh(session)
    assert current.occupations.code("quantum flux welders").best.concept == URI
    assert current.vocabulary.label(URI, "en") == "quantum flux welder"


def test_taking_an_import_out_leaves_the_built_in_vocabulary(session, english):
    run = taxonomy_esco.import_esco(session, [english])
    taxonomy_vocabulary.refresh(session)
    taxonomy_esco.remove_import(session, run.id)
    assert session.scalar(select(func.count()).select_from(VocabularyConcept)) == 0
    current = taxonomy_vocabulary.refresh(session)
    assert URI not in current.vocabulary.concepts
    assert "occupation:welder" in current.vocabulary.concepts


def test_an_import_that_is_in_use_is_not_taken_out_by_accident(session, make, english):
    run = taxonomy_esco.import_esco(session, [english])
    make.add(JobSeekerOccupation(job_seeker=make.job_seeker(), concept=URI, isco="7212"))
    with pytest.raises(Conflict, match="1 facts"):
        taxonomy_esco.remove_import(session, run.id)
    taxonomy_esco.remove_import(session, run.id, even_if_used=True)


def test_an_unknown_import_is_said_to_be_unknown(session):
    with pytest.raises(NotFound):
        taxonomy_esco.remove_import(session, 4711)


def test_a_file_that_is_no_esco_download_is_named_and_leaves_nothing(session, tmp_path):
    path = tmp_path / "shopping.csv"
    path.write_text("what,how many\nbread,2\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="shopping"):
        taxonomy_esco.import_esco(session, [path])
    assert session.scalar(select(func.count()).select_from(VocabularyImport)) == 0
