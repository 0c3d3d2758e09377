"""Tasks: the officer's own and the office's."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import Submitted, read, require
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.officer.options import officers_of_office
from jobmatch.officer.person import check_officer
from jobmatch.schemas.counselling import TaskForm, TaskStepForm
from jobmatch.services import counselling
from models import Task, TaskState

SORTS = {"due": Task.due_on, "title": Task.title, "done": Task.done_at}


@bp.get("/tasks", endpoint="tasks")
def list_tasks(form: Submitted | None = None) -> str:
    """Open tasks, the officer's own unless the whole office's are asked for; done ones on request."""
    query = visible(Task).options(joinedload(Task.job_seeker), joinedload(Task.officer))
    state = TaskState.DONE if request.args.get("state") == TaskState.DONE else TaskState.OPEN
    query = query.where(Task.state == state)
    if request.args.get("whose") != "office":
        query = query.where(Task.officer_id == current_account().id)
    page = paginate(query, SORTS, default="-done" if state is TaskState.DONE else "due")
    return render_template(
        "officer/tasks.html", page=page, state=state, today=today(), form=form, officers=officers_of_office()
    )


@bp.post("/tasks")
def add_task() -> Any:
    """Plan something that is about nobody in particular."""
    form = read(TaskForm, request.form)
    if not form.ok:
        return list_tasks(form), 422
    check_officer(form.values.get("officer_id"))
    counselling.add_task(db.session, by=current_account(), **form.values)
    db.session.commit()
    flash(_("The task is planned."))
    return redirect(url_for(".tasks"), code=303)


def stepped(task: Task) -> Response:
    """Save, and go back to where the button was."""
    db.session.commit()
    if request.form.get("back") == "tasks" or task.job_seeker_id is None:
        return redirect(url_for(".tasks"), code=303)
    return redirect(url_for(".person", job_seeker_id=task.job_seeker_id, _anchor="tasks"), code=303)


@bp.post("/tasks/<int:task_id>/done")
def finish_task(task_id: int) -> Response:
    """It is done; 409 if a colleague was faster."""
    task = get_visible(Task, task_id)
    counselling.finish_task(db.session, task, by=current_account(), **require(TaskStepForm, request.form))
    return stepped(task)


@bp.post("/tasks/<int:task_id>/reopening")
def reopen_task(task_id: int) -> Response:
    """It was not done after all."""
    task = get_visible(Task, task_id)
    counselling.reopen_task(db.session, task, by=current_account(), **require(TaskStepForm, request.form))
    return stepped(task)
