"""Papers and calendar files of a fair."""

from collections.abc import Sequence

from flask import Response, current_app, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from jobmatch.access import get_visible
from jobmatch.access.audit import record_list
from jobmatch.db import begin_writing, db
from jobmatch.documents import calendars, fair_papers
from jobmatch.errors import NotFound
from jobmatch.organiser import bp
from jobmatch.organiser.guests import guests_who_come
from jobmatch.organiser.options import booth_name, fair_of
from jobmatch.services.fairs import interviews, scheduling, staff
from models import BoothState, FairEmployer, FairGuest, FairInterview, GuestState, JobFair


def pdf(data: bytes, name: str) -> Response:
    """A PDF to look at or keep."""
    return file(data, f"{name}.pdf", "application/pdf")


def file(data: bytes, name: str, kind: str) -> Response:
    """A file with a plain name."""
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})


def where(booth: FairEmployer) -> str:
    """Hall and number of a booth."""
    return " · ".join(part for part in (booth.hall.name if booth.hall else "", booth.booth or "") if part)


def open_hours(fair: JobFair) -> list[str]:
    """One line for each day on which the fair is open."""
    return [
        f"{format_date(day.on, 'full')}, {day.opens.strftime('%H:%M')}–{day.closes.strftime('%H:%M')}"
        for day in fair.days
    ]


@bp.get("/fairs/<int:fair_id>/badges.pdf")
def badges(fair_id: int) -> Response:
    """Badges of everybody who comes."""
    row = fair_of(fair_id)
    return badges_of(row, guests_who_come(row), f"badges-{row.id}")


@bp.get("/guests/<int:guest_id>/badge.pdf")
def guest_badge(guest_id: int) -> Response:
    """The badge of one person, as of somebody who walked in; 404 for who does not come."""
    guest = who_comes(guest_id)
    return badges_of(guest.fair, [guest], f"badge-{guest.id}")


def who_comes(guest_id: int) -> FairGuest:
    """A guest who said yes."""
    guest = get_visible(FairGuest, guest_id)
    if guest.state is not GuestState.YES:
        raise NotFound("fair_guest")
    return guest


def badges_of(fair: JobFair, guests: Sequence[FairGuest], name: str) -> Response:
    """Badges of some guests."""
    record_list("fair_badge", [guest.id for guest in guests], purpose="fair")
    rows = [fair_papers.Badge(names_of(guest), guest.token) for guest in guests]
    return pdf(fair_papers.badges(fair.name, rows), name)


def names_of(guest: FairGuest) -> tuple[str, ...]:
    """The person's name, and the name in the other script."""
    person = guest.job_seeker
    return tuple(dict.fromkeys(name for name in (person.name, person.name_native) if name))


@bp.get("/fairs/<int:fair_id>/people.pdf")
def people_plans(fair_id: int) -> Response:
    """The day's plan of each person."""
    row = fair_of(fair_id)
    return plans_of(row, guests_who_come(row), interviews.interviews_of(db.session, row), f"people-{row.id}")


@bp.get("/guests/<int:guest_id>/plan.pdf")
def guest_plan(guest_id: int) -> Response:
    """The day's plan of one person; 404 for who does not come."""
    guest = who_comes(guest_id)
    found = interviews.interviews_of(db.session, guest.fair, FairInterview.guest_id == guest.id)
    return plans_of(guest.fair, [guest], found, f"person-{guest.id}")


def plans_of(fair: JobFair, guests: Sequence[FairGuest], found: Sequence[FairInterview], name: str) -> Response:
    """The day's plans of some guests."""
    record_list("fair_interview", [one.id for one in found], purpose="fair")
    rows = [person_plan(guest, [one for one in found if one.guest_id == guest.id]) for guest in guests]
    return pdf(fair_papers.plans(fair.name, rows, open_hours(fair)), name)


def person_plan(guest: FairGuest, found: Sequence[FairInterview]) -> fair_papers.Plan:
    """A person's interviews on paper."""
    names = names_of(guest)
    lines = [fair_papers.Line(one.starts_at, one.booth.employer.name, where(one.booth)) for one in found]
    return fair_papers.Plan(names[0], names[1:], lines)


@bp.get("/fairs/<int:fair_id>/booths.pdf")
def booth_packs(fair_id: int) -> Response:
    """Each booth's interviews and the code for its staff, which is made here when it is first needed."""
    row = fair_of(fair_id)
    begin_writing(db.session)
    for booth in scheduling.booths_of(db.session, row):
        staff.ensure_staff(db.session, booth)
    db.session.commit()
    booths = scheduling.booths_of(db.session, row)  # read again at once: each would come back by itself otherwise
    return packs_of(row, booths, interviews.interviews_of(db.session, row), f"booths-{row.id}")


@bp.get("/booths/<int:booth_id>/pack.pdf")
def booth_pack(booth_id: int) -> Response:
    """One booth's interviews and the code for its staff; 404 for an employer that does not come."""
    if get_visible(FairEmployer, booth_id).state is not BoothState.ACCEPTED:
        raise NotFound("fair_employer")
    begin_writing(db.session)
    booth = get_visible(FairEmployer, booth_id)
    staff.ensure_staff(db.session, booth)
    db.session.commit()
    found = interviews.interviews_of(db.session, booth.fair, FairInterview.booth_id == booth.id)
    return packs_of(booth.fair, [booth], found, f"booth-{booth.id}")


def packs_of(fair: JobFair, booths: Sequence[FairEmployer], found: Sequence[FairInterview], name: str) -> Response:
    """The packs of some booths."""
    record_list("fair_interview", [one.id for one in found], purpose="fair")
    rows = [booth_plan(booth, [one for one in found if one.booth_id == booth.id]) for booth in booths]
    return pdf(fair_papers.plans(fair.name, rows, open_hours(fair)), name)


def booth_plan(booth: FairEmployer, found: Sequence[FairInterview]) -> fair_papers.Plan:
    """A booth's interviews on paper, with its code."""
    return fair_papers.Plan(
        booth.employer.name,
        [where(booth), *(booth.interviewer_names or [])],
        [fair_papers.Line(one.starts_at, one.guest.job_seeker.name, one.guest.job_seeker.name_native or "")
         for one in found],
        code=staff.booth_code(booth, current_app.config["SECRET_KEY"]),
        address=url_for("booth.sign_in", _external=True),
    )  # fmt: skip


@bp.get("/fairs/<int:fair_id>/door.pdf")
def door_list(fair_id: int) -> Response:
    """The list to tick off by hand."""
    row = fair_of(fair_id)
    guests = guests_who_come(row)
    record_list("fair_guest", [guest.id for guest in guests], purpose="fair")
    rows = [(guest.job_seeker.name, guest.job_seeker.name_native or "") for guest in guests]
    return pdf(fair_papers.door_list(row.name, rows, open_hours(row)), f"door-{row.id}")


def appointments(fair: JobFair, found: Sequence[FairInterview], *, of_booth: bool) -> list[calendars.Appointment]:
    """Interviews that have a time, for a calendar."""
    return [
        calendars.Appointment(
            one.id,
            one.starts_at,
            fair.slot_minutes,
            one.guest.job_seeker.name if of_booth else one.booth.employer.name,
            ", ".join(part for part in (fair.venue or "", where(one.booth)) if part),
            one.version,
        )
        for one in found
        if one.starts_at is not None
    ]


@bp.get("/guests/<int:guest_id>/calendar.ics")
def guest_calendar(guest_id: int) -> Response:
    """A person's interviews for a calendar."""
    guest = get_visible(FairGuest, guest_id)
    found = interviews.interviews_of(db.session, guest.fair, FairInterview.guest_id == guest.id)
    record_list("fair_interview", [one.id for one in found], purpose="fair")
    rows = calendars.open_days(guest.fair) + appointments(guest.fair, found, of_booth=False)
    return file(calendars.calendar(guest.fair.name, rows), f"fair-{guest.fair_id}.ics", "text/calendar")


@bp.get("/booths/<int:booth_id>/calendar.ics")
def booth_calendar(booth_id: int) -> Response:
    """A booth's interviews for a calendar."""
    booth = get_visible(FairEmployer, booth_id)
    found = interviews.interviews_of(db.session, booth.fair, FairInterview.booth_id == booth.id)
    record_list("fair_interview", [one.id for one in found], purpose="fair")
    name = _("%(fair)s, %(booth)s", fair=booth.fair.name, booth=booth_name(booth))
    rows = calendars.open_days(booth.fair) + appointments(booth.fair, found, of_booth=True)
    return file(calendars.calendar(name, rows), f"booth-{booth.id}.ics", "text/calendar")
