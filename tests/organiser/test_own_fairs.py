"""People and employers answer invitations on their own pages."""

import re
from datetime import date

from models import BoothState, FairInterview, FairState, GuestState, InterviewState, Role
from tests.services.fairs.test_scheduling import NINE


def test_a_person_answers_with_wishes_and_shows_the_badge(make, sign_in, session):
    guest = make.guest(state=GuestState.INVITED)
    booth = make.booth(fair=guest.fair)
    web = sign_in(make.account(Role.RETURNEE, job_seeker=guest.job_seeker))
    assert guest.fair.name in web.get(web_path(web, "fairs")).text
    path = web_path(web, "fair", guest_id=guest.id)
    assert booth.employer.name in web.get(path).text
    web.post(f"{path}/answer", data={"comes": "true", "wishes": [booth.id]})
    session.expire_all()
    assert (guest.state, [wish.booth_id for wish in guest.wishes]) == (GuestState.YES, [booth.id])
    assert web.get(f"{path}/badge.svg").mimetype == "image/svg+xml"


def web_path(web, endpoint, **values):
    with web.application.test_request_context():
        return web.application.url_for(f"returnee.{endpoint}", **values)


def test_another_persons_invitation_is_not_found(make, sign_in):
    other = make.guest()
    web = sign_in(make.account(Role.RETURNEE))
    for path in ("fair", "fair_badge"):
        assert web.get(web_path(web, path, guest_id=other.id)).status_code == 404


def test_an_employer_asks_to_come_and_cannot_let_itself_in(make, sign_in, session):
    account, fair = make.account(Role.EMPLOYER), make.fair()
    web = sign_in(account)
    assert fair.name in web.get("/employer/fairs").text
    assert web.post(f"/employer/fairs/{fair.id}/application").status_code == 303
    session.expire_all()
    booth = fair.employers[0]
    assert booth.state is BoothState.APPLIED
    answer = f"/employer/fairs/booths/{booth.id}/answer"
    assert web.post(answer, data={"to": "accepted"}).status_code == 403
    booth.state = BoothState.INVITED
    session.flush()
    assert web.post(answer, data={"to": "accepted"}).status_code == 303
    session.expire_all()
    assert booth.state is BoothState.ACCEPTED


def test_an_employer_rates_its_own_fair_alone(make, sign_in, session):
    account, fair = make.account(Role.EMPLOYER), make.fair(state=FairState.OVER)
    own, other = make.booth(fair=fair, employer=account.employer), make.booth(fair=fair)
    web = sign_in(account)
    assert web.post(f"/employer/fairs/booths/{own.id}/rating", data={"rating": "8"}).status_code == 303
    assert web.post(f"/employer/fairs/booths/{other.id}/rating", data={"rating": "0"}).status_code == 404
    session.expire_all()
    assert (own.rating, other.rating) == (8, None)


def test_an_employer_chooses_what_it_brings_and_who_interviews(make, sign_in, session):
    account = make.account(Role.EMPLOYER)
    own = make.booth(employer=account.employer, vacancies=[])
    mine, other = make.vacancy(employer=account.employer), make.vacancy()
    web = sign_in(account)
    page = web.get(f"/employer/fairs/booths/{own.id}").text
    assert mine.title in page
    data = {"vacancies": [mine.id, other.id], "interviewers": "2", "interviewer_names": "Rojin\nهێمن"}
    assert web.post(f"/employer/fairs/booths/{own.id}", data=data).status_code == 303
    session.expire_all()
    assert (own.vacancies, own.interviewers, own.interviewer_names) == ([mine], 2, ["Rojin", "هێمن"])
    assert web.post(f"/employer/fairs/booths/{make.booth(fair=own.fair).id}", data=data).status_code == 404


def test_an_employer_takes_off_no_interview_by_having_fewer_interviewers(make, sign_in, session):
    account = make.account(Role.EMPLOYER)
    own = make.booth(employer=account.employer, interviewers=2)
    session.add_all(FairInterview(guest=make.guest(fair=own.fair), booth=own, starts_at=NINE) for _ in range(2))
    session.flush()
    web = sign_in(account)
    answer = web.post(f"/employer/fairs/booths/{own.id}", data={"interviewers": "1"})
    assert answer.status_code == 409
    assert "Ask the organisers first." in answer.text
    own.fair.state = FairState.OVER
    session.flush()
    assert web.post(f"/employer/fairs/booths/{own.id}", data={"interviewers": "3"}).status_code == 409


def test_everybody_reads_of_a_fair_only_when_it_is_shown(make, client, session):
    shown, kept = make.fair(listed=True, on=date(2099, 6, 10)), make.fair(on=date(2099, 6, 11))
    page = client.get("/fairs").text
    assert shown.name in page
    assert "09:00–17:00" in page
    assert kept.name not in page
    assert "DTSTART:20990610T060000Z" in client.get(f"/fairs/{shown.id}.ics").text
    assert client.get(f"/fairs/{kept.id}.ics").status_code == 404


def test_a_persons_own_calendar_names_nobody(make, sign_in, session):
    guest = make.guest()
    booth = make.booth(fair=guest.fair)
    rows = [
        FairInterview(guest=guest, booth=booth, starts_at=NINE, state=InterviewState.CONFIRMED),
        FairInterview(guest=guest, booth=make.booth(fair=guest.fair), starts_at=NINE.replace(hour=8)),
    ]
    session.add_all(rows)
    session.flush()
    web = sign_in(make.account(Role.RETURNEE, job_seeker=guest.job_seeker))
    text = web.get(web_path(web, "fair_times", guest_id=guest.id)).text
    assert re.findall(r"DTSTART:(\d+T\d+Z)", text) == ["20260610T060000Z"]
    for kept_back in (booth.employer.name, guest.fair.name, guest.fair.venue, guest.job_seeker.name):
        assert kept_back not in text
    assert web.get(web_path(web, "fair_times", guest_id=make.guest().id)).status_code == 404
