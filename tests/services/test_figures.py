"""The figures follow from the records: those of MAGNET I are the published ones, and a changed record moves them."""

from datetime import date

import pytest
from sqlalchemy import event, func, select

from jobmatch.errors import InvalidInput
from jobmatch.services import figures, placements, withdrawals
from models import (
    Actor,
    Enrolment,
    EnrolmentKind,
    FairEmployer,
    Gender,
    JobSeeker,
    JobSeekerState,
    Office,
    Placement,
    PlacementSource,
    Reason,
    ReferralState,
    Vacancy,
    VacancyState,
    Withdrawal,
)

TODAY = date(2026, 6, 30)


def report(session, programme, **filters):
    return figures.outcomes_report(session, figures.make_scope(programme, today=TODAY, **filters))


def counts(session, programme, **filters):
    return report(session, programme, **filters).figures


def some(found, *keys):
    return tuple(found[key] for key in keys)


PEOPLE = ("registered", "withdrawn", "active", "employed", "employed_through_service", "employed_own_network")


def test_the_closed_programme_has_the_published_figures(demo, magnet_one):
    found = counts(demo, magnet_one)
    assert some(found, *PEOPLE, "looking") == (107, 16, 91, 46, 37, 9, 45)
    assert some(found, "self_employed", "in_training") == (0, 0)
    assert some(found, "target_employed", "positions_referred", "openings") == (30, 148, 396)
    assert some(found, "businesses", "fair_businesses") == (104, 53)
    assert tuple(found) == figures.KEYS


def test_belgium_alone_has_its_published_figures(demo, magnet_one):
    found = counts(demo, magnet_one, host_country="be")
    assert some(found, "registered", "employed_through_service", "employed_own_network") == (47, 17, 7)
    assert some(found, "looking", "withdrawn") == (16, 7)


def test_the_first_year_alone_has_its_published_figures(demo, magnet_one):
    found = counts(demo, magnet_one, first=date(2012, 1, 1), last=date(2012, 12, 31))
    assert some(found, "registered", "vacancies", "referrals", "employed") == (49, 109, 108, 5)


@pytest.mark.parametrize("breakdown", figures.BREAKDOWNS)
def test_groups_add_up_to_the_whole(demo, magnet_three, breakdown):
    found = report(demo, magnet_three, last=date(2026, 12, 31))
    for key in (*PEOPLE, "self_employed", "in_training", "looking", "referrals", "interviews", "offers_made"):
        assert sum(group["figures"][key] for group in found.groups[breakdown]) == found.figures[key], key


def test_host_countries_of_the_closed_programme(demo, magnet_one):
    found = report(demo, magnet_one)
    assert [group["key"] for group in found.groups["by_host_country"]] == ["AT", "BE", "FR", "NL"]
    assert [group["key"] for group in found.groups["by_month"]][::17] == ["2012-01", "2013-06"]
    assert {group["figures"]["openings"] for group in found.groups["by_host_country"]} == {None}


@pytest.mark.parametrize("filters", [{}, {"host_country": "BE"}, {"last": date(2012, 12, 31)}])
def test_every_figure_opens_a_list_of_as_many_rows(demo, magnet_one, filters):
    scope = figures.make_scope(magnet_one, today=TODAY, **filters)
    found = figures.outcomes_report(demo, scope).figures
    for key in figures.KEYS:
        rows = figures.rows_behind(key, scope)
        if rows is None:
            assert key == "target_employed" or found[key] is None
        elif key == "openings":
            assert sum(vacancy.openings for vacancy in demo.scalars(rows)) == found[key]
        else:
            assert demo.scalar(select(func.count()).select_from(rows.subquery())) == found[key], key


def test_an_office_counts_its_own_people_and_its_governorate(demo, magnet_one):
    office = demo.scalars(select(Office).where(Office.code == "DHK")).one()
    whole = report(demo, magnet_one)
    found = counts(demo, magnet_one, office=office)
    duhok = next(group["figures"] for group in whole.groups["by_governorate"] if group["key"] == "IQ-DA")
    assert found["openings"] == duhok["openings"]
    assert 0 < found["registered"] < 107


def test_a_withdrawal_moves_the_figures_and_its_undoing_moves_them_back(demo, magnet_one):
    before = counts(demo, magnet_one)
    withdrawal = demo.scalars(
        select(Withdrawal).join(JobSeeker).where(JobSeeker.programme_id == magnet_one.id).limit(1)
    ).one()
    officer = withdrawal.job_seeker.officer
    withdrawals.undo_withdrawal(demo, withdrawal, by=officer)
    demo.flush()
    restored = counts(demo, magnet_one)
    assert restored["withdrawn"] == before["withdrawn"] - 1
    assert restored["active"] == before["active"] + 1
    withdrawals.withdraw_job_seeker(
        demo, withdrawal.job_seeker, reason=Reason.OTHER, actor=Actor.OFFICER, by=officer, on=date(2013, 6, 30)
    )
    demo.flush()
    assert counts(demo, magnet_one) == before


def test_one_placement_less_is_one_person_more_who_looks(demo, magnet_one):
    before = counts(demo, magnet_one)
    own = select(Placement).join(JobSeeker).where(JobSeeker.programme_id == magnet_one.id)
    demo.delete(demo.scalars(own.where(Placement.source == PlacementSource.OWN_NETWORK).limit(1)).one())
    demo.flush()
    after = counts(demo, magnet_one)
    assert some(after, "employed", "employed_own_network", "looking") == (45, 8, 46)
    assert some(after, *PEOPLE[:3]) == some(before, *PEOPLE[:3])


def test_another_gender_moves_a_person_between_groups_only(demo, magnet_one):
    before = report(demo, magnet_one)
    person = demo.scalars(
        select(JobSeeker).where(JobSeeker.programme_id == magnet_one.id, JobSeeker.gender == Gender.MALE).limit(1)
    ).one()
    person.gender = None
    demo.flush()
    after = report(demo, magnet_one)
    assert after.figures == before.figures
    assert after.groups["by_gender"][-1]["key"] == "unknown"
    assert after.groups["by_gender"][-1]["figures"]["registered"] == 1


def test_a_fair_counts_a_business_once(demo, magnet_one):
    twice = demo.execute(
        select(FairEmployer.employer_id)
        .where(FairEmployer.attended)
        .group_by(FairEmployer.employer_id)
        .having(func.count() > 1)
    )
    assert twice.first() is not None
    assert counts(demo, magnet_one)["fair_businesses"] == 53


def test_each_person_counts_as_the_first_outcome_that_applies(session, make):
    programme, officer = make.programme(), make.officer()
    person = make.job_seeker(programme=programme, registered_on=date(2026, 2, 1))
    session.add(Enrolment(job_seeker=person, kind=EnrolmentKind.LANGUAGE, title="English", started_on=date(2026, 3, 1)))
    session.flush()
    assert some(counts(session, programme), "in_training", "looking") == (1, 0)
    for source, key in (
        (PlacementSource.SELF_EMPLOYMENT, "self_employed"),
        (PlacementSource.OWN_NETWORK, "employed_own_network"),
    ):
        placements.record_own_placement(session, person, source=source, started_on=date(2026, 4, 1), by=officer)
        session.flush()
        found = counts(session, programme)
        assert some(found, key, "employed", "in_training", "registered") == (1, 1, 0, 1)


def test_what_lies_after_the_period_is_not_counted(session, make):
    programme = make.programme()
    person = make.job_seeker(programme=programme, registered_on=date(2026, 2, 1))
    make.job_seeker(programme=programme, registered_on=date(2026, 5, 1))
    placements.record_own_placement(
        session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 4, 1), by=make.officer()
    )
    session.flush()
    found = counts(session, programme, last=date(2026, 3, 31))
    assert some(found, "registered", "employed", "looking") == (1, 0, 1)


def test_who_is_not_confirmed_yet_is_not_registered(session, make):
    programme = make.programme()
    make.job_seeker(programme=programme, state=JobSeekerState.PENDING)
    assert counts(session, programme)["registered"] == 0


def test_a_draft_and_a_proposed_referral_count_nowhere(session, make):
    programme = make.programme()
    make.vacancy(programme=programme, state=VacancyState.DRAFT)
    person = make.job_seeker(programme=programme)
    make.referral(job_seeker=person, state=ReferralState.PROPOSED)
    found = counts(session, programme)
    assert some(found, "vacancies", "openings", "businesses") == (0, 0, 0)
    assert some(found, "referrals", "positions_referred") == (0, 0)


def test_two_people_sent_to_one_vacancy_reach_one_position(session, make):
    programme = make.programme()
    vacancy = make.vacancy(programme=programme, openings=3)
    for state in (ReferralState.SENT, ReferralState.OFFERED):
        make.referral(vacancy=vacancy, job_seeker=make.job_seeker(programme=programme), state=state)
    found = counts(session, programme)
    assert some(found, "positions_referred", "referrals", "interviews", "offers_made") == (1, 2, 1, 1)
    assert session.get(Vacancy, vacancy.id).openings == found["openings"] == 3


def test_the_number_of_statements_does_not_grow_with_the_data(demo, magnet_three):
    statements = []
    event.listen(demo.connection(), "before_cursor_execute", lambda *args: statements.append(args[2]))
    report(demo, magnet_three, last=date(2026, 12, 31))
    assert len(statements) == 4


def test_a_period_that_ends_before_it_begins_is_refused(demo, magnet_one):
    with pytest.raises(InvalidInput):
        figures.make_scope(magnet_one, today=TODAY, first=date(2013, 1, 1), last=date(2012, 1, 1))
