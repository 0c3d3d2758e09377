"""What employers and officers say to each other in the demo: contacts, questions, people shown without a name."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch.demo.clock import between, working_day
from jobmatch.demo.rows import Rows
from models import (
    Account,
    ContactStage,
    Employer,
    EmployerContactEvent,
    EmployerState,
    JobSeeker,
    MessageAudience,
    Referral,
    ReferralMessage,
    ReferralState,
    Role,
    Vacancy,
)

QUESTIONS = (
    ("Could this person also work in the evening?", "Yes, on three days of the week."),
    ("Is there a certificate from a course?", "From a workshop course; we have seen it."),
    ("From which day could the work begin?", "From the first of next month."),
    ("Would the person come for a trial day?", "Gladly, any day but Thursday."),
)
NEXT_STEPS = ("Visit the workshop", "Call about the new openings", "Invite to the job fair", "Send the form")
SHOWN_EACH, ASKED_EACH = 2, 3


def add_talk(rows: Rows, session: Session, rng: Random, today: date) -> None:
    """Add it for the employers that have an account, and contacts for all. The caller writes the rows."""
    add_contacts(rows, session, rng, today)
    guests = session.execute(
        select(Account.id, Account.employer_id).where(Account.role == Role.EMPLOYER).order_by(Account.id)
    ).all()
    for account_id, employer_id in guests:
        if employer_id is not None:
            show_some(session, employer_id)
            ask_some(rows, session, rng, account_id, employer_id)


def add_contacts(rows: Rows, session: Session, rng: Random, today: date) -> None:
    """How officers came to each business, and whom they speak to next."""
    officer = session.scalar(select(Account.id).where(Account.role == Role.OFFICER).order_by(Account.id).limit(1))
    employers = session.execute(select(Employer.id, Employer.state, Employer.created_at).order_by(Employer.id)).all()
    for employer_id, state, created_at in employers:
        first = created_at.date()
        steps = [(ContactStage.CONTACTED, first - timedelta(days=rng.randint(5, 30)))]
        if state is EmployerState.VERIFIED:
            steps.append((ContactStage.INTERESTED, first - timedelta(days=rng.randint(1, 4))))
            steps.append((ContactStage.POSTING, first))
        elif rng.random() < 0.5:
            steps.append((ContactStage.DECLINED, first))
        for number, (stage, day) in enumerate(steps):
            last = number == len(steps) - 1 and rng.random() < 0.15
            rows.add(
                EmployerContactEvent,
                employer_id=employer_id,
                stage=stage,
                happened_on=working_day(min(day, today)),
                by_id=officer,
                next_step=rng.choice(NEXT_STEPS) if last else None,
                next_on=working_day(between(rng, today, today + timedelta(days=12))) if last else None,
            )


def show_some(session: Session, employer_id: int) -> None:
    """Show a few of those who are still being asked, without a name."""
    proposed = (
        select(Referral.id)
        .join(Vacancy)
        .where(Vacancy.employer_id == employer_id, Referral.state == ReferralState.PROPOSED)
        .order_by(Referral.id)
        .limit(SHOWN_EACH)
    )
    ids = session.scalars(proposed).all()
    session.execute(update(Referral).where(Referral.id.in_(ids)).values(presented_at=Referral.proposed_at))


def ask_some(rows: Rows, session: Session, rng: Random, account_id: int, employer_id: int) -> None:
    """Ask about a few of those who were sent; the last question waits for its answer."""
    sent = session.execute(
        select(Referral.id, Referral.sent_at, JobSeeker.officer_id)
        .join(Vacancy, Vacancy.id == Referral.vacancy_id)
        .join(JobSeeker, JobSeeker.id == Referral.job_seeker_id)
        .where(Vacancy.employer_id == employer_id, Referral.state.in_(ReferralState.with_employer()))
        .order_by(Referral.id)
        .limit(ASKED_EACH)
    ).all()
    for number, (referral_id, sent_at, officer_id) in enumerate(sent):
        if sent_at is None:
            continue
        question, answer = rng.choice(QUESTIONS)
        asked_at = sent_at + timedelta(hours=1 + rng.randrange(5))
        values = {"referral_id": referral_id, "audience": MessageAudience.EMPLOYER}
        rows.add(ReferralMessage, **values, text=question, by_id=account_id, at=asked_at)
        if number < len(sent) - 1:
            rows.add(ReferralMessage, **values, text=answer, by_id=officer_id, at=asked_at + timedelta(hours=3))
