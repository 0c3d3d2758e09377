"""What a file may hold of a person: by purpose, by level, and never what nobody exports."""

import csv
import json
from datetime import date

import pytest
from flask_babel import force_locale
from sqlalchemy import event

from jobmatch import exporting
from jobmatch.access.identity import Level
from jobmatch.clock import today
from jobmatch.errors import InvalidInput, NotAllowed
from jobmatch.export_words import HEADINGS, heading
from jobmatch.services.exports import files, saved
from jobmatch.services.exports.columns import Reader
from jobmatch.services.exports.foresight import foresee
from jobmatch.services.exports.kinds import KINDS, for_employers, query_of
from jobmatch.services.exports.records import may_download
from jobmatch.services.intake.headings import recognise
from models import ExportFormat, ExportKind, ExportPurpose, ExportState, ImportKind, ReferralState, Role

NEVER = ("token", "needs_access", "needs_childcare", "raw_intake", "name_key", "password", "pin", "note", "message")
FAIR_LISTS = (ExportKind.PEOPLE, ExportKind.FAIR_GUESTS, ExportKind.FAIR_INTERVIEWS)
EXAMPLES = {"name_latin": "Berivan Azad", "phone": "+9647509999999", "host_country": "BE", "governorate": "IQ-AR"}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def person(make):
    """Somebody whose every fact is known."""
    return make.job_seeker(**EXAMPLES)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code.value)
def test_no_column_shows_what_nobody_exports(kind):
    for column in kind.columns:
        source = str(column.sql if column.sql is not None else "").rpartition(".")[2]
        assert source not in NEVER and column.code not in NEVER, column.code
        assert not kind.person or column.level is not None or column.related is None, column.code


@pytest.mark.parametrize(
    ("purpose", "shown", "hidden"),
    [
        (ExportPurpose.CONTACT, {"name_latin", "phone", "host_country", "governorate"}, set()),
        (ExportPurpose.REPORT, {"host_country", "governorate"}, {"name_latin", "phone"}),
        (ExportPurpose.FAIR, {"name_latin", "phone", "governorate"}, {"host_country"}),
        (ExportPurpose.EMPLOYER, {"governorate"}, {"name_latin", "phone", "host_country"}),
    ],
)
def test_the_purpose_decides_what_of_a_person_is_in_the_file(person, export, purpose, shown, hidden):
    record, path = export([*shown, *hidden], ExportFormat.JSONL, purpose=purpose)
    line = json.loads(path.read_text("utf-8"))
    assert {code for code, value in line.items() if value is not None} == shown
    assert record.hidden == dict.fromkeys(hidden, 1)


def test_an_organiser_sees_no_more_than_shared_whatever_the_purpose(make, person, export):
    organiser = make.account(Role.ORGANISER)
    for purpose in (ExportPurpose.CONTACT, ExportPurpose.BACKUP):
        record, path = export(["name_latin", "host_country"], ExportFormat.JSONL, by=organiser, purpose=purpose)
        assert json.loads(path.read_text("utf-8")) == {"name_latin": EXAMPLES["name_latin"], "host_country": None}
        assert record.hidden == {"host_country": 1}


@pytest.mark.parametrize(
    "query",
    [
        {"filters": {"state": "active"}},
        {"filters": {"programme": "1"}},
        {"filters": {"officer": "mine"}},
        {"filters": {"consent": "missing"}},
        {"filters": {"fresh": "stale"}},
        {"filters": {"occupation": "welder"}},
        {"filters": {"search": "token"}},
        {"sort": "state"},
        {"sort": "-reference"},
        {"sort": "registered"},
        {"sort": "-confirmed"},
    ],
    ids=str,
)
def test_an_organiser_cannot_narrow_or_order_a_list_by_the_facts_of_a_case(make, person, export, query):
    organiser = make.account(Role.ORGANISER)
    reader = Reader(organiser, ExportPurpose.FAIR, today())
    with pytest.raises(InvalidInput, match="This filter cannot be used"):
        export(["name_latin"], by=organiser, purpose=ExportPurpose.FAIR, query=query)
    with pytest.raises(InvalidInput, match="This filter cannot be used"):
        foresee(make.session, KINDS[ExportKind.PEOPLE], reader, query)


def test_an_organiser_narrows_and_orders_by_what_fairs_show(make, export):
    organiser = make.account(Role.ORGANISER)
    for name, day in (("Zana", 3), ("Azad", 2), ("Dilan", 1)):
        make.job_seeker(name_latin=name, governorate="IQ-AR", registered_on=date(2026, 1, day))
    make.job_seeker(name_latin="Elsewhere", governorate="IQ-SU")
    for sort in (None, "name", "-registered"):
        query = {"filters": {"governorate": "IQ-AR"}, "sort": sort}
        _record, path = export(["name_latin"], by=organiser, purpose=ExportPurpose.FAIR, query=query)
        assert [row["Name (Latin)"] for row in rows(path)] == ["Azad", "Dilan", "Zana"]


@pytest.mark.parametrize("kind", [KINDS[code] for code in FAIR_LISTS], ids=lambda kind: kind.code.value)
def test_no_sort_tells_an_organiser_what_no_column_shows(kind):
    levels = {str(column.sql): column.level for column in kind.columns if column.sql is not None}
    allowed = [name for name in kind.sorts if kind.open_to(name, Role.ORGANISER)]
    assert allowed
    for name in allowed:
        assert (levels[str(kind.sorts[name])] or Level.NONE) <= Level.SHARED, name


def test_a_list_for_an_employer_has_names_where_the_person_said_yes(make, export):
    employer = make.employer()
    vacancy = make.vacancy(employer=employer)
    make.referral(vacancy=vacancy, state=ReferralState.SENT, job_seeker=make.job_seeker(name_latin="Sent"))
    make.referral(vacancy=vacancy, state=ReferralState.PROPOSED, job_seeker=make.job_seeker(name_latin="Proposed"))
    gone = make.job_seeker(name_latin="Not selected")
    make.referral(vacancy=vacancy, state=ReferralState.NOT_SELECTED, job_seeker=gone)
    wanted = {"kind": ExportKind.REFERRALS, "purpose": ExportPurpose.EMPLOYER}
    with pytest.raises(InvalidInput, match="one employer"):
        export(["name_latin"], **wanted)
    record, path = export(
        ["name_latin", "state", "close_reason", "vacancy_title"],
        **wanted,
        query={"filters": {"employer": str(employer.id)}},
    )
    assert sorted(row["Name (Latin)"] for row in rows(path)) == ["", "Sent"]
    assert record.left_out == {"not_sent": 1}
    assert {row["State"] for row in rows(path)} == {""} == {row["Reason"] for row in rows(path)}


def test_other_offices_people_are_in_no_file(make, export):
    make.job_seeker(name_latin="Elsewhere", office=make.office())
    record, path = export(["name_latin"])
    assert (record.row_count, record.left_out, rows(path)) == (0, {}, [])


@pytest.mark.parametrize("kind", ExportKind)
def test_every_kind_writes_all_its_columns_in_every_format(make, session, export, kind):
    fair = make.fair()
    booth = make.booth(fair=fair)
    guest = make.guest(fair=fair)
    from datetime import UTC, datetime

    from models import FairInterview, Placement, PlacementSource

    instant = datetime(2026, 6, 10, 7, tzinfo=UTC)
    make.add(FairInterview(guest=guest, booth=booth, vacancy=booth.vacancies[0], starts_at=instant))
    referral = make.referral(state=ReferralState.PLACED)
    make.add(
        Placement(
            job_seeker=referral.job_seeker,
            referral=referral,
            source=PlacementSource.SERVICE,
            started_on=date(2026, 6, 1),
        )
    )
    known = KINDS[kind]
    query = {"filters": {"programme": fair.programme.code}} if kind is ExportKind.FIGURES else {}
    for format_ in ExportFormat:
        for language in ("en", "ar"):
            record, path = export(
                [column.code for column in known.columns], format_, kind=kind, query=query,
                purpose=known.purposes[0], language=language,
            )  # fmt: skip
            assert record.state is ExportState.DONE, record.error
            assert record.row_count >= 1 and path.stat().st_size == record.size_bytes


def test_every_column_has_a_heading_and_no_heading_is_idle(app):
    with app.test_request_context():
        used = set()
        for kind in (*KINDS.values(), *for_employers.KINDS):
            headings = [heading(column) for column in kind.columns]
            assert len(set(headings)) == len(headings), kind.code
            used |= {column.code for column in kind.columns}
        assert set(HEADINGS) <= used


@pytest.mark.parametrize(
    ("kind", "read_as"),
    [(ExportKind.PEOPLE, ImportKind.JOB_SEEKERS), (ExportKind.VACANCIES, ImportKind.VACANCIES)],
)
def test_an_import_knows_the_columns_that_it_can_read(app, kind, read_as):
    with app.test_request_context(), force_locale("en"):
        for column in KINDS[kind].columns:
            if column.intake:
                assert recognise([heading(column)], read_as) == [column.intake], column.code


def test_an_address_of_the_list_on_screen_is_kept_as_far_as_it_is_known():
    kind = KINDS[ExportKind.REFERRALS]
    assert query_of(kind, {"page": "3", "sort": "best", "vacancy": "7"}) == {
        "filters": {"state": "open", "vacancy": "7"},
        "sort": "-updated",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": []},
        {"columns": ["name_latin", "name_latin"]},
        {"columns": ["token"]},
        {"query": {"filters": {"state": "unheard of"}}},
        {"query": {"filters": {"password": "1"}}},
    ],
)
def test_what_cannot_be_is_refused_and_not_passed_over(export, wrong):
    with pytest.raises(InvalidInput):
        export(**({"columns": ["name_latin"]} | wrong))


def test_a_role_that_may_not_export_a_kind_is_refused(make, export):
    with pytest.raises(NotAllowed):
        export(["name_latin"], by=make.account(Role.MANAGER))


def test_only_who_asked_gets_the_file(session, make, person, export, officer):
    record, _path = export(["name_latin"])
    assert may_download(record, officer)
    assert not may_download(record, make.officer())
    assert not may_download(record, make.account(Role.ADMINISTRATOR))
    officer.office = make.office()
    session.flush()
    assert not may_download(record, officer)


def test_a_named_list_keeps_no_search_and_is_its_owners_to_change(session, make, officer):
    common = {"kind": ExportKind.PEOPLE, "columns": ["name_latin"]}
    kept = saved.save_list(
        session, by=officer, name=" My   list ", query={"filters": {"search": "abc", "state": "active"}}, **common
    )
    assert kept.name == "My list" and kept.query["filters"] == {"state": "active"}
    with pytest.raises(InvalidInput):
        saved.save_list(session, by=officer, name="My list", query={}, **common)
    with pytest.raises(NotAllowed):
        saved.save_list(session, by=make.officer(), name="Mine now", query={}, known=kept, **common)


def test_the_level_of_a_file_is_on_record(person, export):
    record, path = export(["governorate"], purpose=ExportPurpose.FAIR)
    assert record.level == Level.SHARED.name.lower()
    assert json.loads(files.sidecar_path(path).read_text())["purpose"] == "fair"
    assert exporting.code_of(OSError(28, "full")) == "disk_full"


def test_what_a_list_would_hold_is_counted_once_for_all_its_purposes(session, make, officer, engine):
    make.job_seeker()
    make.job_seeker(consents=False)
    kind, counts, asked = KINDS[ExportKind.PEOPLE], {}, []

    def count(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    session.flush()
    event.listen(engine, "before_cursor_execute", count)
    try:
        readers = [Reader(officer, purpose, today()) for purpose in kind.purposes]
        seen = [foresee(session, kind, reader, {}, counts) for reader in readers]
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert [(one.rows, one.left_out) for one in seen] == [(1, {"no_consent": 1})] * len(kind.purposes)
    assert len(asked) == 4, "all of them, and those of each of three consents"
