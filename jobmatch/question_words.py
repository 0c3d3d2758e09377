"""What to ask a person next, in words: `matching.advice` gives codes with facts, most telling first."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from jobmatch.wording import language_name

QUESTIONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "ask.language": lambda f: _("How well does the person speak %(language)s?", language=language_name(f["language"])),
    "ask.skills": lambda f: _("What can the person do?"),
    "ask.occupation": lambda f: _("What work did the person do, and what work is wanted?"),
    "ask.occupation_held": lambda f: _("What work did the person do before?"),
    "ask.occupation_wanted": lambda f: _("What work does the person want?"),
    "ask.place": lambda f: _("Where does the person live?"),
    "ask.radius": lambda f: _("How far can the person travel to work?"),
    "ask.remote": lambda f: _("Would the person work from home?"),
    "ask.abroad": lambda f: _("Would the person work abroad?"),
    "ask.experience": lambda f: _("How many years has the person worked?"),
    "ask.education": lambda f: _("What education does the person have?"),
    "ask.availability": lambda f: _("From when can the person work?"),
    "ask.pay": lambda f: _("What pay does the person need?"),
    "ask.contract": lambda f: _("Which contracts would the person accept?"),
    "ask.licences": lambda f: _("Which licences does the person hold?"),
}

PARTS = {
    "languages": ("ask.language",),
    "place": ("ask.place", "ask.radius", "ask.remote", "ask.abroad"),
    "conditions": ("ask.availability", "ask.pay", "ask.contract", "ask.licences"),
}
"""Where in the profile the answer is written; whatever is not here belongs to work and skills."""


def question_in_words(question: Any) -> str:
    """One question, as the officer may put it."""
    return QUESTIONS[question.about.code](question.about.facts)


def question_part(question: Any) -> str:
    """The part of the profile that takes the answer."""
    return next((part for part, codes in PARTS.items() if question.about.code in codes), "work")


def register(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters.update(question_in_words=question_in_words, question_part=question_part)
