"""The index is built from arrays or profiles alike, and starts from its snapshot only when that can be trusted."""

from datetime import date
from decimal import Decimal

import pytest

from jobmatch.services import suggestions_columns, suggestions_index, transitions
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.suggestions_profiles import seeker_profile
from models import (
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    PayPeriod,
)

RATES = {"USD": Decimal(1), "IQD": Decimal(1310)}


@pytest.fixture
def people(make):
    """People of whom everything, something, nothing is known, and one who may not be ranked."""
    full = make.job_seeker(
        place_key="geonames:95446",
        radius_km=25.0,
        governorates=["IQ-DA", "IQ-AR"],
        abroad=False,
        remote=True,
        experience_years=4.5,
        education=3,
        available_on=date(2026, 9, 1),
        pay_floor=Decimal("20000"),
        pay_currency="IQD",
        pay_period=PayPeriod.DAY,
        contracts=["permanent", "part_time"],
        licences=["licence:driving-b"],
    )
    full.skills += [JobSeekerSkill(concept="skill:arc-welding", level=4), JobSeekerSkill(text="something unsure")]
    full.occupations.append(JobSeekerOccupation(concept="occupation:welder", years=3, held=True, wanted=True))
    full.languages += [
        JobSeekerLanguage(code="ckb", mother_tongue=True),
        JobSeekerLanguage(code="eng", speaking=3, listening=4),
        JobSeekerLanguage(code="nld", level=0),
        JobSeekerLanguage(code="fra"),
    ]
    some = make.job_seeker(licences=[], governorates=[], contracts=None, experience_years=0.0)
    some.skills.append(JobSeekerSkill(concept="skill:teamwork"))
    empty = make.job_seeker()
    make.job_seeker(consents=False)
    make.session.flush()
    return [full, some, empty]


def test_arrays_and_profiles_make_the_same_index(session, people):
    columns = suggestions_columns.seeker_columns(session, RATES)
    assert columns.ids.tolist() == [person.id for person in people]
    index = suggestions_index.RankingIndex(today=date(2026, 6, 1), columns=columns)
    assert [index.profile(p.id) for p in people] == [seeker_profile(p, RATES) for p in people]


def test_an_empty_database_makes_an_empty_index(session):
    assert len(LiveIndex(RATES).catch_up(session)) == 0


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    monkeypatch.setattr(suggestions_index, "WORTH_A_SNAPSHOT", 1)
    return tmp_path / "folder" / "ranking.snapshot"


def started(session, snapshot, rates=RATES):
    """A fresh index, whether it came from the snapshot, and what is in it."""
    live = LiveIndex(rates, snapshot)
    built = []
    original = suggestions_index.seeker_columns
    suggestions_index.seeker_columns = lambda *given: built.append(1) or original(*given)
    try:
        index = live.catch_up(session)
    finally:
        suggestions_index.seeker_columns = original
    return index, not built


def test_a_second_start_comes_from_the_snapshot_and_catches_up(session, people, snapshot):
    transitions.record_event(session, people[0], was=None, by=None)  # a database with a history
    session.commit()
    assert started(session, snapshot)[1] is False
    people[1].radius_km = 12.0
    transitions.move(session, people[2], to=JobSeekerState.CLOSED, by=None)
    session.commit()
    index, from_snapshot = started(session, snapshot)
    assert from_snapshot
    assert people[2].id not in index
    assert index.profile(people[1].id).radius_km == 12.0
    assert index.profile(people[0].id) == seeker_profile(people[0], RATES)


def test_other_exchange_rates_mean_a_rebuild(session, people, snapshot):
    session.commit()
    started(session, snapshot)
    assert started(session, snapshot, {"USD": Decimal(1), "IQD": Decimal(1500)})[1] is False


def test_a_truncated_snapshot_means_a_rebuild(session, people, snapshot):
    session.commit()
    started(session, snapshot)
    snapshot.write_bytes(snapshot.read_bytes()[:-200])
    index, from_snapshot = started(session, snapshot)
    assert not from_snapshot
    assert len(index) == len(people)


def test_a_database_that_was_set_back_means_a_rebuild(session, people, snapshot):
    session.commit()
    index, _ = started(session, snapshot)
    live = LiveIndex(RATES, snapshot)
    live.seen, live.expected = 10**9, live.circumstances(session)
    live.keep(index)
    assert started(session, snapshot)[1] is False


def test_what_somebody_is_still_writing_is_not_in_the_index(fresh_engine):
    from sqlalchemy.orm import Session

    from tests.builders import Builders

    with Session(fresh_engine) as session:
        person = Builders(session).job_seeker()
        session.commit()
        live = LiveIndex(RATES)
        live.catch_up(session)
        session.rollback()
        changed = session.get(JobSeeker, person.id)
        transitions.move(session, changed, to=JobSeekerState.CLOSED, by=None)
        session.flush()
        assert person.id in live.catch_up(session)
        session.rollback()
        assert person.id in live.catch_up(session)
