"""A loaded sheet of people is undone, unless something was built on it."""

from decimal import Decimal

import pytest

from jobmatch.errors import Conflict
from jobmatch.services import withdrawals
from jobmatch.services.intake import saving, staging, undoing
from models import (
    Actor,
    ConsentGiven,
    ConsentPurpose,
    ImportRow,
    ImportRun,
    ImportState,
    IndexChange,
    JobSeeker,
    Note,
    Reason,
)
from tests.services.intake.loading import TODAY, load, stage
from tests.services.intake.people import HEAD, count, everybody, person, snapshot


def test_undo_takes_everything_back(make):
    known = make.job_seeker(case_reference="A-1", name_latin="Azad Karim Ali", pay_floor=Decimal(5), pay_currency="USD",
                            pay_period="month", raw_intake={"note": "x"}, consents=False)  # fmt: skip
    before, changes = snapshot(make), count(make, IndexChange)
    azad = person(ref="A-1", skills="welding", consent="12/03/2026")
    run = load(make, [[*HEAD, "Pay", "English"], [*azad, "900 USD", "good"],
                      [*person("Shilan Omar", "0750 765 4321"), "", ""]])  # fmt: skip
    assert undoing.blockers(make.session, run) == {}
    undoing.undo_run(make.session, run, by=make.officer())
    after = snapshot(make)
    for row in (*before, *after):
        for name in ("version", "updated_at"):
            row[0].pop(name)
    assert after == before
    assert known.id == everybody(make)[0].id
    assert run.state is ImportState.UNDONE
    assert count(make, IndexChange) > changes


BUILT = {
    "note": lambda make, row: make.add(Note(job_seeker=row, text="came by")),
    "referral": lambda make, row: make.referral(job_seeker=row),
    "consent": lambda make, row: make.consent(job_seeker=row, purpose=ConsentPurpose.FAIRS, given=ConsentGiven.ORALLY),
    "edited": lambda make, row: setattr(row, "phone", "+9647709999999"),
    "withdrawal": lambda make, row: withdrawals.withdraw_job_seeker(
        make.session, row, reason=Reason.OTHER, actor=Actor.JOB_SEEKER, by=make.officer(), on=TODAY
    ),
}


@pytest.mark.parametrize("what", BUILT)
def test_what_was_built_on_cannot_be_undone(make, what):
    run = load(make, [HEAD, person()])
    BUILT[what](make, everybody(make)[0])
    make.session.flush()
    with pytest.raises(undoing.BuiltUpon) as error:
        undoing.undo_run(make.session, run, by=make.officer())
    assert what in error.value.blockers
    assert count(make, JobSeeker) == 1


def test_numbers_of_undone_people_are_not_given_again(make):
    run = load(make, [HEAD, person()])
    first = everybody(make)[0].id
    undoing.undo_run(make.session, run, by=make.officer())
    load(make, [HEAD, person()])
    assert everybody(make)[0].id > first


def test_a_run_is_saved_once_and_thrown_away_without_a_trace(make):
    run = stage(make, [HEAD, person()])
    saving.save_run(make.session, run, by=None, today=TODAY)
    with pytest.raises(Conflict):
        saving.save_run(make.session, run, by=None, today=TODAY)
    with pytest.raises(Conflict):
        staging.discard_run(make.session, run)
    other = stage(make, [HEAD, person("Shilan Omar")])
    staging.discard_run(make.session, other)
    assert count(make, ImportRun) == 1
    assert count(make, ImportRow) == 1
