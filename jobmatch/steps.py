"""Steps that officers and employers both take, each on the rows of their own scope and back to their own page."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.schemas.vacancy import CloseVacancyForm, StepForm
from jobmatch.services import vacancies
from models import Vacancy


def done(endpoint: str, **ids: Any) -> Response:
    """Save a step and go to the page that shows what came of it."""
    db.session.commit()
    return redirect(url_for(endpoint, **ids), code=303)


def copy_vacancy(vacancy_id: int) -> Response:
    """A new draft with the same contents."""
    row = vacancies.copy_vacancy(db.session, get_visible(Vacancy, vacancy_id), by=current_account())
    flash(_("Copied into a new draft."))
    return done(".edit_vacancy", vacancy_id=row.id)


def hold_vacancy(vacancy_id: int) -> Response:
    """Refer nobody to it for a while; it leaves the ranking."""
    row = get_visible(Vacancy, vacancy_id)
    vacancies.hold_vacancy(db.session, row, by=current_account(), **require(StepForm, request.form))
    return done(".vacancy", vacancy_id=row.id)


def close_vacancy(vacancy_id: int) -> Response:
    """Close it with a reason; its open referrals end with it."""
    row = get_visible(Vacancy, vacancy_id)
    vacancies.close_vacancy(db.session, row, by=current_account(), **require(CloseVacancyForm, request.form))
    return done(".vacancy", vacancy_id=row.id)
