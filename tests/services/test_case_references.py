"""References are given once, whoever asks."""

from datetime import date

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from jobmatch.services.case_references import next_references
from models import CaseCounter, FormerReference, JobSeeker, Office


def test_references_count_up_per_office_and_year(session, make):
    erbil, duhok = make.office(code="ERB"), make.office(code="DHK")
    assert next_references(session, erbil, 2026, 2) == ["ERB-26-00001", "ERB-26-00002"]
    assert next_references(session, erbil, 2026) == ["ERB-26-00003"]
    assert next_references(session, erbil, 2027) == ["ERB-27-00001"]
    assert next_references(session, duhok, 2026) == ["DHK-26-00001"]


def test_a_number_in_use_is_not_given_again(session, make):
    office = make.office(code="ERB")
    person = make.job_seeker(office=office, case_reference="ERB-26-00041")
    make.add(FormerReference(reference="ERB-26-00077", job_seeker_id=person.id))
    make.job_seeker(office=office, case_reference="ERB-26-written-by-hand")
    assert next_references(session, office, 2026) == ["ERB-26-00078"]


def test_a_deleted_case_does_not_free_its_number(session, make):
    office = make.office(code="ERB")
    reference = next_references(session, office, 2026)[0]
    person = make.job_seeker(office=office, case_reference=reference, registered_on=date(2026, 3, 1))
    session.execute(delete(JobSeeker).where(JobSeeker.id == person.id))
    assert next_references(session, office, 2026) == ["ERB-26-00002"]


def test_two_writers_at_once_get_different_numbers(engine: Engine):
    from concurrent.futures import ThreadPoolExecutor

    with Session(engine) as session:
        office = Office(code="RACE", name="Race", country="IQ")
        session.add(office)
        session.commit()
        office_id = office.id

    def take(_: int) -> str:
        with Session(engine) as session:
            reference = next_references(session, session.get_one(Office, office_id), 2026)[0]
            session.commit()
            return reference

    try:
        with ThreadPoolExecutor(4) as pool:
            given = list(pool.map(take, range(12)))
        assert sorted(given) == [f"RACE-26-{number:05}" for number in range(1, 13)]
    finally:
        with Session(engine) as session:
            session.execute(delete(CaseCounter).where(CaseCounter.office_id == office_id))
            session.execute(delete(Office).where(Office.id == office_id))
            session.commit()
            assert session.scalar(select(Office).where(Office.id == office_id)) is None
