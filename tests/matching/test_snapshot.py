import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.columns import SeekerColumns
from matching.engine import snapshot
from matching.index import RankingIndex
from matching.profiles import SeekerProfile
from tests.matching import strategies as some

STAMP = {"seen": 12, "vocabulary": "a1"}


@pytest.fixture
def file(tmp_path):
    index = RankingIndex(today=some.TODAY)
    index.put(SeekerProfile(3, experience_years=2.5, languages={"eng": 4}))
    index.save(tmp_path / "index.npz", STAMP)
    return tmp_path / "index.npz"


@given(
    st.lists(some.seekers(st.integers(1, 60)), max_size=12, unique_by=lambda person: person.id),
    st.sets(st.integers(1, 60), max_size=5),
    some.vacancies(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_restored_index_ranks_as_the_saved_one(tmp_path, crowd, gone, vacancy):
    index = RankingIndex(today=some.TODAY, columns=SeekerColumns.from_profiles(crowd))
    for id in gone:
        index.remove(id)
    index.save(tmp_path / "index.npz", STAMP)
    other = RankingIndex(today=some.TODAY)
    assert other.restore(tmp_path / "index.npz", {"seen": 12}) == STAMP
    before, after = index.rank(vacancy), other.rank(vacancy)
    assert after.ids.tolist() == before.ids.tolist()
    assert after.scores.tolist() == before.scores.tolist()
    assert {id: other.profile(id) for id in before.ids.tolist()} == {
        id: index.profile(id) for id in before.ids.tolist()
    }
    assert len(other) == len(index)


def test_a_truncated_snapshot_is_noticed(file):
    for share in (0.0, 0.3, 0.9, 0.999):
        whole = file.read_bytes()
        file.with_name("cut.npz").write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(snapshot.SnapshotError):
            RankingIndex(today=some.TODAY).restore(file.with_name("cut.npz"))


def test_a_damaged_snapshot_is_noticed(file):
    whole = bytearray(file.read_bytes())
    at = whole.index(np.array([3], np.int64).tobytes())
    whole[at] = 4
    file.write_bytes(whole)
    with pytest.raises(snapshot.SnapshotError):
        RankingIndex(today=some.TODAY).restore(file)


def test_a_stale_snapshot_is_noticed_and_leaves_the_index_as_it_was(file):
    index = RankingIndex(today=some.TODAY)
    index.put(SeekerProfile(1))
    with pytest.raises(snapshot.SnapshotError, match="stale"):
        index.restore(file, {"vocabulary": "b2"})
    assert len(index) == 1
    assert 1 in index


def test_a_snapshot_of_another_version_is_noticed(file, monkeypatch):
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    with pytest.raises(snapshot.SnapshotError, match="format"):
        RankingIndex(today=some.TODAY).restore(file)


def test_a_missing_snapshot_is_noticed(tmp_path):
    with pytest.raises(snapshot.SnapshotError):
        RankingIndex(today=some.TODAY).restore(tmp_path / "none.npz")


def test_a_snapshot_holds_nothing_that_a_profile_does_not(file):
    with np.load(file) as arrays:
        header = json.loads(arrays["header"].tobytes())
    assert set(header["books"]) == {
        "place", "experience", "education", "availability", "pay", "contract", "licences",
        "radius_km", "mobility", "skill", "occupation", "occupation_years",
    }  # fmt: skip
