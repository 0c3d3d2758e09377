"""Words for what became of an export."""

from typing import Any

from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from jobmatch.export_words import heading
from jobmatch.exports.links import export_url, slug
from jobmatch.wording import word
from models import ExportPurpose, Role

ERRORS: dict[str, Any] = {
    "stopped": _l("Its worker was stopped before the file was whole."),
    "never_begun": _l("No worker began it within half a day."),
    "disk_full": _l("There was no room left for the file. Tell whoever runs the service."),
    "not_written": _l("The file could not be written. Tell whoever runs the service."),
    "not_allowed": _l("Your account may not make this file any more."),
    "invalid_input": _l("A filter cannot be used any more, or there are too many rows for this format."),
    "not_found": _l("The search behind this list is gone. Search again and export afresh."),
    "cell_too_long": _l("A text is longer than a cell of a workbook holds. Nothing is cut off: choose CSV instead."),
    "cancelled": _l("It was stopped."),
}
"""Why there is no file, by the code that the record keeps."""
KILOBYTE = 1024


def export_error(code: str | None) -> Any:
    """Why an export failed, in words."""
    return ERRORS.get(
        code or "", _l("Something went wrong while it was written. It is written down for whoever runs the service.")
    )


def left_out_words(reason: str, number: int) -> str:
    """How many rows are left out, and why."""
    if reason == "no_consent":
        return ngettext(
            "%(num)s row is left out: the person did not agree to this.",
            "%(num)s rows are left out: the people did not agree to this.",
            number,
        )
    if reason == "not_sent":
        return ngettext(
            "%(num)s row is left out: it never reached the employer.",
            "%(num)s rows are left out: they never reached the employer.",
            number,
        )
    return ngettext("%(num)s row is left out.", "%(num)s rows are left out.", number)


def purpose_word(purpose: ExportPurpose) -> Any:
    """What a file is made for, in the words of whoever reads it: what the office hands to an employer is its own."""
    if purpose is ExportPurpose.EMPLOYER and current_user.role is Role.EMPLOYER:
        return _("For our own business")
    return word(purpose)


def count_word(number: int | None) -> str:
    """A count as people write it."""
    return "" if number is None else str(format_decimal(number))


def file_size(size: int | None) -> str:
    """A size in bytes, KB or MB."""
    if size is None:
        return ""
    if size < KILOBYTE:
        return ngettext("%(num)s byte", "%(num)s bytes", size)
    kilobytes = size / KILOBYTE
    if kilobytes < KILOBYTE:
        return _("%(size)s KB", size=format_decimal(round(kilobytes, 1)))
    return _("%(size)s MB", size=format_decimal(round(kilobytes / KILOBYTE, 1)))


def register(setup: BlueprintSetupState) -> None:
    """Give every template the words, and the way to an export."""
    app = setup.app
    app.jinja_env.filters.update(
        column_heading=heading,
        export_error=export_error,
        left_out_words=left_out_words,
        purpose_word=purpose_word,
        count_word=count_word,
        file_size=file_size,
        export_slug=slug,
    )
    app.jinja_env.globals.update(export_url=export_url)
