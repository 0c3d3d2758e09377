"""What a task says: an officer's own words, or a sentence made from the service's code and its facts."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from jobmatch.wording import word
from models import RequestKind, Task, TaskKind


def task_words(task: Task) -> str:
    """The task in the reader's language."""
    if task.kind is None:
        return task.title
    return WORDS[task.kind](task.facts or {})


def task_page(task: Task) -> str | None:
    """Where the work of a task waits; None where only the officer knows."""
    facts = task.facts or {}
    if task.kind is TaskKind.SEND_REFERRAL and "referral" in facts:
        return url_for("officer.referral", referral_id=facts["referral"])
    if task.kind is TaskKind.ANSWER_REQUEST:
        return url_for("officer.request", request_id=facts["request"])
    return None


WORDS: dict[TaskKind, Any] = {
    TaskKind.SEND_REFERRAL: lambda facts: _(
        "Said yes to %(vacancy)s: look at it and send the profile", vacancy=facts["vacancy"]
    ),
    TaskKind.ANSWER_REQUEST: lambda facts: _("Answer a request: %(what)s", what=word(RequestKind(facts["asked"]))),
}


def register(app: Flask) -> None:
    """Give templates the words of tasks."""
    app.jinja_env.filters.update(task_words=task_words, task_page=task_page)
