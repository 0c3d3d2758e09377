"""The officer's main line over the web: a vacancy is written, people are ranked, referred, and one is placed."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models import (
    AuditAction,
    AuditEntry,
    JobSeekerLanguage,
    JobSeekerSkill,
    JobSeekerState,
    Placement,
    RankingRun,
    Referral,
    ReferralState,
    Vacancy,
    VacancyLanguage,
    VacancySkill,
    VacancyState,
)


@pytest.fixture
def welding(make):
    """An open vacancy for a welder who speaks English."""
    vacancy = make.vacancy(occupation="occupation:welder", isco="7212", openings=1)
    vacancy.skills.append(VacancySkill(concept="skill:arc-welding", essential=True))
    vacancy.languages.append(VacancyLanguage(code="eng", level=4))
    make.session.flush()
    return vacancy


def welder(make, name, english=None, **values):
    person = make.job_seeker(name_latin=name, **values)
    person.skills.append(JobSeekerSkill(concept="skill:arc-welding"))
    if english is not None:
        person.languages.append(JobSeekerLanguage(code="eng", level=english))
    make.session.flush()
    return person


def test_a_vacancy_is_written_coded_and_published(client, make, session):
    employer = make.employer()
    session.commit()
    answer = client.post(
        f"/officer/employers/{employer.id}/vacancies",
        data={
            "title": "Welder", "kind": "job", "openings": "2", "place_text": "Hewlêr",
            "essential_skills": "arc welding", "optional_skills": "", "language_1": "eng", "level_1": "3",
            "pay_max": "900000", "pay_currency": "IQD", "pay_period": "month",
        },
    )  # fmt: skip
    assert answer.status_code == 303
    vacancy = session.scalars(select(Vacancy)).one()
    assert (vacancy.state, vacancy.isco, vacancy.governorate) == (VacancyState.DRAFT, "7212", "IQ-AR")
    assert [(row.code, row.level) for row in vacancy.languages] == [("eng", 3)]
    client.post(f"/officer/vacancies/{vacancy.id}/publish")
    session.expire_all()
    assert vacancy.state is VacancyState.OPEN


def test_a_form_that_cannot_be_used_is_shown_again_with_what_was_typed(client, make, session):
    employer = make.employer()
    session.commit()
    answer = client.post(
        f"/officer/employers/{employer.id}/vacancies", data={"title": "Tailor", "kind": "job", "openings": "many"}
    )
    assert answer.status_code == 422
    assert "This is not a whole number." in answer.text
    assert 'value="Tailor"' in answer.text and 'value="many"' in answer.text


def test_the_ranking_shows_the_best_first_with_reasons_and_is_kept(client, make, welding, session):
    better, worse = welder(make, "Shilan Better", english=5), welder(make, "Rebin Worse", english=3)
    unasked = welder(make, "Narin Unasked")
    silent = welder(make, "Without Consent", consents=False)
    session.commit()
    page = client.get(f"/officer/vacancies/{welding.id}/ranking")
    assert page.status_code == 200
    places = [page.text.index(person.name) for person in (better, worse)]
    assert places == sorted(places)
    assert unasked.name in page.text
    assert "Nobody has asked about English" in page.text
    assert silent.name not in page.text
    run = session.scalars(select(RankingRun)).one()
    assert run.results[0][0] == better.id
    looked = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.LIST)).all()
    assert {better.id, worse.id} <= set(looked[-1].row_ids)


def test_moving_a_slider_ranks_again_without_keeping_it(client, make, welding, session):
    welder(make, "Shilan", english=5)
    session.commit()
    part = client.get(f"/officer/vacancies/{welding.id}/ranking?w_language=100", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert session.scalars(select(RankingRun)).all() == []


def test_a_saved_profile_is_in_the_next_ranking(client, make, welding, session):
    person = welder(make, "Late Learner", english=0)
    session.commit()
    assert "excluded by a rule" in client.get(f"/officer/vacancies/{welding.id}/ranking").text
    person.languages[0].level = 5
    session.commit()
    page = client.get(f"/officer/vacancies/{welding.id}/ranking").text
    assert re.search(r'class="suggestion">.*Late Learner', page, re.S)


def test_an_override_lets_an_excluded_person_take_part_and_keeps_the_reason(client, make, welding, session):
    person = welder(make, "Excluded Person", english=0)
    session.commit()
    url = f"/officer/vacancies/{welding.id}/job-seekers/{person.id}"
    assert "Does not speak English" in client.get(url).text
    assert client.post(f"{url}/override", data={"reason": ""}).status_code == 422
    assert client.post(f"{url}/override", data={"reason": "The foreman speaks Kurdish"}).status_code == 303
    page = client.get(f"/officer/vacancies/{welding.id}/ranking").text
    assert "The foreman speaks Kurdish" in page
    assert re.search(r'class="suggestion">.*Excluded Person', page, re.S)


def test_two_people_are_compared(client, make, welding, session):
    first, second = welder(make, "Shilan", english=5), welder(make, "Rebin", english=3)
    session.commit()
    page = client.get(f"/officer/vacancies/{welding.id}/comparison?ids={first.id}&ids={second.id}")
    assert "one level below" in page.text
    assert client.get(f"/officer/vacancies/{welding.id}/comparison?ids={first.id}").status_code == 422


def test_people_are_referred_after_a_preview_and_one_is_placed(client, make, welding, session):
    first, second = welder(make, "Shilan", english=5), welder(make, "Rebin", english=4)
    session.commit()
    ids = {"ids": [first.id, second.id]}
    preview = client.post(f"/officer/vacancies/{welding.id}/referrals/preview", data=ids)
    assert "Refer 2 people" in preview.text
    assert session.scalars(select(Referral)).all() == []
    assert client.post(f"/officer/vacancies/{welding.id}/referrals", data=ids).status_code == 303
    winner, other = session.scalars(select(Referral).order_by(Referral.job_seeker_id)).all()
    assert winner.score > 0

    for referral in (winner, other):
        url = f"/officer/referrals/{referral.id}"
        for step, data in (
            ("acceptance", {}),
            ("sending", {}),
            ("interview", {"on": "2026-06-10T10:00", "place": "Erbil"}),
            ("offer", {}),
        ):
            session.refresh(referral)
            answer = client.post(f"{url}/{step}", data={"version": referral.version, **data})
            assert answer.status_code == 303, answer.text
    session.refresh(winner)
    placed = client.post(
        f"/officer/referrals/{winner.id}/placement", data={"started_on": "2026-06-15", "version": winner.version}
    )
    assert placed.status_code == 303
    second_try = client.post(f"/officer/referrals/{other.id}/placement", data={"started_on": "2026-06-15"})
    assert second_try.status_code == 409
    session.expire_all()
    assert session.scalars(select(Placement)).one().started_on == date(2026, 6, 15)
    assert first.state is JobSeekerState.PLACED
    assert welding.state is VacancyState.CLOSED
    assert client.get(f"/officer/referrals/{winner.id}").status_code == 200
    assert client.get(placed.headers["Location"]).status_code == 200


def test_acting_on_a_stale_page_is_a_conflict_with_a_clear_page(client, make, session):
    referral = make.referral()
    session.commit()
    stale = referral.version
    client.post(f"/officer/referrals/{referral.id}/acceptance", data={"version": stale})
    answer = client.post(f"/officer/referrals/{referral.id}/acceptance", data={"version": stale})
    assert answer.status_code == 409
    assert "Somebody else was faster" in answer.text


def test_a_follow_up_needs_an_answer(client, make, session):
    referral = make.referral(state=ReferralState.OFFERED)
    session.commit()
    answer = client.post(f"/officer/referrals/{referral.id}/placement", data={"started_on": "2026-06-15"})
    placement = session.scalars(select(Placement)).one()
    follow_up = placement.follow_ups[0]
    assert client.post(f"/officer/follow-ups/{follow_up.id}", data={"done_on": "2026-07-15"}).status_code == 422
    done = client.post(
        f"/officer/follow-ups/{follow_up.id}",
        data={"done_on": "2026-07-15", "still_employed": "true", "seeker_rating": "8"},
    )
    assert done.status_code == 303
    assert "8/10" in client.get(answer.headers["Location"]).text


def test_another_offices_referral_does_not_exist(sign_in, make, session):
    referral = make.referral()
    stranger = sign_in(make.officer(office=make.office()))
    session.commit()
    assert stranger.get(f"/officer/referrals/{referral.id}").status_code == 404
    assert stranger.post(f"/officer/referrals/{referral.id}/acceptance", data={}).status_code == 404
    page = stranger.get(f"/officer/vacancies/{referral.vacancy_id}/ranking").text
    assert referral.job_seeker.name not in page


@pytest.mark.parametrize("path", ["vacancies", "employers", "referrals", "referrals?state=all", "placements",
                                  "follow-ups?when=all", "vacancies?q=weld&state=open&sort=-title&page=9"])  # fmt: skip
def test_lists_open_empty_and_full(client, make, session, path):
    session.commit()
    assert client.get(f"/officer/{path}").status_code == 200
    make.referral(state=ReferralState.OFFERED)
    session.commit()
    assert client.get(f"/officer/{path}").status_code == 200


def test_suspending_an_employer_holds_its_vacancies_at_once(client, welding, session):
    session.commit()
    employer = welding.employer
    assert client.post(f"/officer/employers/{employer.id}/suspension", data={}).status_code == 422
    client.post(f"/officer/employers/{employer.id}/suspension", data={"note": "Takes fees from workers"})
    session.expire_all()
    assert welding.state is VacancyState.ON_HOLD
    assert client.post(f"/officer/vacancies/{welding.id}/publish").status_code == 409


def test_saving_a_vacancy_unchanged_keeps_skills_whose_names_hold_a_comma(client, make, session):
    vacancy = make.vacancy(occupation="occupation:welder")
    vacancy.skills.append(VacancySkill(concept="skill:iron-doors-windows", essential=True))
    session.commit()
    page = client.get(f"/officer/vacancies/{vacancy.id}/edit").text
    words = re.search(r'name="essential_skills" value="([^"]*)"', page).group(1)
    client.post(
        f"/officer/vacancies/{vacancy.id}",
        data={"title": "Welder", "kind": "job", "openings": "1", "essential_skills": words, "version": vacancy.version},
    )
    session.expire_all()
    assert [row.concept for row in vacancy.skills] == ["skill:iron-doors-windows"]
