import zipfile

import pytest

from matching.esco import EscoError, read_esco
from tests.matching.small_vocabulary import small_vocabulary

BASE = "http://data.europa.eu/esco"
OCCUPATIONS = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,code\n"
    f'Occupation,{BASE}/occupation/1,7212,welder,"arc welder\nwelding operator",,released,7212.3\n'
    f"Occupation,{BASE}/occupation/2,5141,beard trimmer,,groomer,released,5141.1\n"
    f"Occupation,{BASE}/occupation/3,5141,gone,,,obsolete,5141.2\n"
)
FRENCH = (
    "\ufeffconceptType,conceptUri,iscoGroup,preferredLabel,altLabels\n"
    f"Occupation,{BASE}/occupation/1,7212,soudeur/soudeuse,soudeur\n"
)
GROUPS = (
    "conceptType,conceptUri,code,preferredLabel,status,altLabels\n"
    f"ISCOGroup,{BASE}/isco/C0110,0110,Officers,released,\n"
)
SKILL_GROUPS = f"conceptType,conceptUri,preferredLabel,altLabels,code\nSkillGroup,{BASE}/skill/g,welding things,,S1\n"
SKILLS = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\n"
    f"KnowledgeSkillCompetence,{BASE}/skill/a,skill/competence,cross-sector,arc welding,weld with arc,released\n"
    f"KnowledgeSkillCompetence,{BASE}/skill/b,knowledge,transversal,metals,,released\n"
)
RELATIONS = f"occupationUri,relationType,skillType,skillUri\n{BASE}/occupation/1,essential,skill,{BASE}/skill/a\n"
RELATIONS_1_2 = (
    "occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel\n"
    f"{BASE}/occupation/1,welder,optional,knowledge,{BASE}/skill/b,metals\n"
)
NEAR = (
    "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n"
    f"{BASE}/skill/a,skill,optional,knowledge,{BASE}/skill/b\n{BASE}/skill/b,knowledge,essential,skill,{BASE}/skill/a\n"
)
COLLECTION = "conceptType,conceptUri,preferredLabel,skillType,broaderConceptUri\nX,x,y,z,w\n"


@pytest.fixture
def bundle(tmp_path):
    """An English bundle as a zip archive, with the tables that are of no use here as well."""
    path = tmp_path / "ESCO dataset - v1.1.1 - classification - en - csv.zip"
    tables = {
        "occupations_en": OCCUPATIONS,
        "ISCOGroups_en": GROUPS,
        "skills_en": SKILLS,
        "skillGroups_en": SKILL_GROUPS,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**tables, "greenSkillsCollection_en": COLLECTION}.items():
            archive.writestr(f"{name}.csv", text)
    return path


@pytest.fixture
def write(tmp_path):
    def make(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_a_bundle_is_read_whole(bundle):
    rows = read_esco(bundle)
    assert rows.counts() == {
        "occupation": 2, "isco": 1, "skill": 1, "knowledge": 0, "transversal": 1,
        "labels": 9, "occupation_skills": 0, "skill_skills": 0, "broader": 0,
    }  # fmt: skip
    assert rows.languages == ["en"]
    assert len(rows.ignored) == 1


def test_a_withdrawn_concept_is_left_out(bundle):
    assert f"{BASE}/occupation/3" not in read_esco(bundle).concepts


def test_languages_and_relations_of_both_versions_come_together(bundle, write):
    rows = read_esco(
        bundle, write("fr/occupations_fr.csv", FRENCH), write("r1.csv", RELATIONS), write("r2_en.csv", RELATIONS_1_2)
    )
    assert rows.languages == ["en", "fr"]
    assert len(rows.concepts) == 5
    assert sorted(rows.occupation_skills.values()) == ["essential", "optional"]


def test_reading_twice_gives_the_same_rows(bundle, write):
    french = write("occupations_fr.csv", FRENCH)
    once, twice = read_esco(bundle, french), read_esco(bundle, french, bundle)
    assert (once.concepts, once.labels) == (twice.concepts, twice.labels)


def test_a_folder_and_its_language_are_understood(write):
    path = write("esco-occupations-fr/table.csv", FRENCH)
    assert read_esco(path.parent).languages == ["fr"]


def test_the_vocabulary_keeps_uris_and_hides_nothing(bundle, write):
    vocabulary = read_esco(bundle, write("near.csv", NEAR), write("r.csv", RELATIONS)).vocabulary()
    assert vocabulary.label(f"{BASE}/occupation/1") == "welder"
    assert "groomer" in [label.text for label in vocabulary.labels("occupation")]
    assert vocabulary.concepts["isco:0110"].uri == f"{BASE}/isco/C0110"
    assert vocabulary.skill_skills == [(f"{BASE}/skill/a", f"{BASE}/skill/b", 0.75)]


def test_merging_links_the_same_concepts_and_keeps_the_built_in_key(bundle, write):
    imported = read_esco(bundle, write("occupations_fr.csv", FRENCH), write("r.csv", RELATIONS)).vocabulary()
    built_in = small_vocabulary()
    merged = built_in.merged(imported)
    assert merged.concepts["occupation:welder"].uri == f"{BASE}/occupation/1"
    assert merged.label("occupation:welder", "fr") == "Soudeur"
    assert "soudeur/soudeuse" in [label.text for label in merged.variants]
    assert merged.label(f"{BASE}/occupation/1", "nl") == "Lasser"
    assert merged.skills_of("occupation:welder") == [("skill:arc-welding", "essential")]
    assert f"{BASE}/occupation/2" in merged.concepts
    assert built_in.concepts["occupation:welder"].uri is None


def test_merging_again_changes_nothing(bundle):
    imported = read_esco(bundle).vocabulary()
    once = small_vocabulary().merged(imported)
    assert once.merged(imported).fingerprint == once.fingerprint


def test_progress_counts_rows(bundle):
    seen = []
    read_esco(bundle, progress=lambda name, rows: seen.append(rows))
    assert seen == sorted(seen)
    assert seen[-1] == 7


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("people_en.csv", "name,phone\nA,1\n", "no ESCO table"),
        ("table.csv", OCCUPATIONS, "which language"),
        ("occupations_en.csv", OCCUPATIONS.replace(",7212,", ",welders,"), "no ISCO-08 code"),
        ("occupations_en.csv", OCCUPATIONS.replace(f"{BASE}/occupation/1", "one"), "no URI"),
        ("occupations_en.csv", OCCUPATIONS + "Occupation,short\n", "2 cells, its header 8"),
        ("relations.csv", RELATIONS, "only relations"),
        ("relations.csv", RELATIONS.replace("essential", "maybe"), "'maybe' is neither"),
        ("notes.txt", "hello", "neither a zip"),
    ],
)
def test_what_is_no_esco_download_is_refused(write, name, text, message):
    with pytest.raises(EscoError, match=message):
        read_esco(write(name, text))


def test_a_file_that_is_missing_or_damaged_is_named(tmp_path):
    with pytest.raises(EscoError, match="does not exist"):
        read_esco(tmp_path / "none.zip")
    broken = tmp_path / "occupations_en.csv"
    broken.write_bytes(b"conceptUri,iscoGroup,preferredLabel\n\xff\xfe\xff")
    with pytest.raises(EscoError, match="cannot be read"):
        read_esco(broken)
