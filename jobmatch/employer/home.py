"""What waits for the employer's answer."""

from flask import render_template
from sqlalchemy import select

from jobmatch.access import current_account, visible
from jobmatch.access.audit import record_list
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.own import own_employer
from jobmatch.employer.placements import due_ratings
from jobmatch.employer.shown import WITH_PROFILE, shown_referral
from jobmatch.services import vacancy_approval
from models import Account, Referral, ReferralMessage, Role, Vacancy, VacancyState

MOST = 8


@bp.get("/")
def home() -> str:
    """The employer's first page."""
    rows = db.session.scalars(
        visible(Referral)
        .where(Referral.closed_at.is_(None))
        .options(*WITH_PROFILE)
        .order_by(Referral.updated_at.desc())
    ).all()
    shown = [shown_referral(row) for row in rows]
    record_list("referral", [row.id for row in shown])
    vacancies = db.session.scalars(visible(Vacancy).order_by(Vacancy.updated_at.desc())).all()
    expiring = db.session.scalars(visible(Vacancy).where(vacancy_approval.expiring(today()))).all()
    return render_template(
        "employer/home.html",
        employer=own_employer(),
        named=[row for row in shown if row.named],
        unnamed=[row for row in shown if not row.named],
        answered=answered_referrals([row.id for row in shown]),
        drafts=[row for row in vacancies if row.state is VacancyState.DRAFT][:MOST],
        waiting=[row for row in vacancies if row.state is VacancyState.SUBMITTED or row.approval_wanted_at][:MOST],
        live=[row for row in vacancies if row.state is VacancyState.OPEN],
        expiring=expiring,
        ratings=due_ratings(),
    )


def answered_referrals(ids: list[int]) -> set[int]:
    """Those of these referrals where the placement office wrote last."""
    last: dict[int, Role | None] = {}
    rows = db.session.execute(
        select(ReferralMessage.referral_id, Account.role)
        .outerjoin(Account, Account.id == ReferralMessage.by_id)
        .where(ReferralMessage.id.in_(visible(ReferralMessage).with_only_columns(ReferralMessage.id)))
        .where(ReferralMessage.referral_id.in_(ids))
        .order_by(ReferralMessage.at, ReferralMessage.id)
    )
    for referral_id, role in rows:
        last[referral_id] = role
    return {referral_id for referral_id, role in last.items() if role is not current_account().role}
