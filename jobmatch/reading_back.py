"""Know an export of this service again when it is loaded, in whatever language, and say what it would hold now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from jobmatch.clock import OFFICE_TIME, today
from jobmatch.export_words import Wording, heading
from jobmatch.i18n import LANGUAGES
from jobmatch.services.exports import reading
from jobmatch.services.exports.columns import HIDDEN, Column, Kind, Reader
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.exports.writers import Sheet
from jobmatch.services.exports.writers.plain import cell_text
from jobmatch.services.intake.cells import clean
from jobmatch.services.intake.echo import REFERENCE, Recorded
from jobmatch.services.intake.headings import ADDED, recognise
from jobmatch.services.intake.sheets import Sheet as IntakeSheet
from models import Account, ExportKind, ExportPurpose, ImportKind, ImportRun, Role

KIND_OF = {ImportKind.JOB_SEEKERS: ExportKind.PEOPLE, ImportKind.VACANCIES: ExportKind.VACANCIES}
NOT_READ = frozenset({"consent_on"})
"""A sheet's consent date stands for two purposes; an export has a column for each, and says what is recorded."""


def known_export(sheet: IntakeSheet, kind: ImportKind) -> dict[str, Any] | None:
    """The columns of a file that this service exported; None for any other file.

    A workbook says so itself. CSV is known by its headings: the reference and at least half of them in one language.

    Returns
    -------
    dict or None
        ``languages`` that it may be in, and for each column ``codes`` (None for one that somebody added) and `fields`.
    """
    listed = KINDS[KIND_OF[kind]]
    names = [clean(text) for text in sheet.headings]
    told = sheet.source.get("columns_of_export")
    if told and told["language"] in LANGUAGES:
        codes = [known_code(listed, told["codes"].get(name)) for name in names]
        return export_of(kind, sheet.headings, codes, [told["language"]])
    best: list[str | None] = []
    languages: list[str] = []
    for language in LANGUAGES:
        codes = codes_in(listed, names, language)
        if REFERENCE[kind] not in codes or sum(map(bool, codes)) * 2 < len(names):
            continue
        if sum(map(bool, codes)) > sum(map(bool, best)):
            best, languages = codes, []
        if codes == best:
            languages.append(language)
    return export_of(kind, sheet.headings, best, languages) if languages else None


def known_code(listed: Kind, code: str | None) -> str | None:
    """A code that the kind has."""
    return code if any(column.code == code for column in listed.columns) else None


def codes_in(listed: Kind, names: Sequence[str], language: str) -> list[str | None]:
    """The columns that headings name in a language, each once."""
    with force_locale(language):
        known = {clean(heading(column)): column.code for column in reversed(listed.columns)}
    codes: list[str | None] = []
    for name in names:
        code = known.get(name)
        codes.append(None if code in codes else code)
    return codes


def export_of(
    kind: ImportKind, headings: Sequence[str], codes: Sequence[str | None], languages: Sequence[str]
) -> dict[str, Any]:
    """The fields of an export's columns; a column that somebody added is what its heading says."""
    listed = KINDS[KIND_OF[kind]]
    fields = [field_of(listed.column(code)) if code else None for code in codes]
    guessed = recognise(headings, kind)
    fields = [
        field if code else (guess if guess not in fields else None)
        for field, code, guess in zip(fields, codes, guessed, strict=True)
    ]
    if [text.strip() for text in headings[-2:]] == list(ADDED):
        fields[-2:] = ["ignored", "ignored"]
    return {"languages": list(languages), "codes": list(codes), "fields": fields}


def field_of(column: Column) -> str:
    """The field that an import reads an exported column as."""
    return "ignored" if column.intake is None or column.code in NOT_READ else column.intake


def recorded_texts(session: Session, run: ImportRun, ids: Sequence[int]) -> Mapping[int, Sequence[Sequence[Recorded]]]:
    """What an export would write for some records now, column by column of the file, in each language it may be in."""
    listed = KINDS[KIND_OF[run.kind]]
    export = run.source["export"]
    codes = [code for code in export["codes"] if code]
    account = Account(role=Role.OFFICER, office_id=run.office_id)  # the office reads its own people at full level
    reader = Reader(account, ExportPurpose.BACKUP, today())
    chosen = reading.Selection(ids)
    rows = [row for chunk in reading.read_rows(session, listed, reader, codes, chosen) for row in chunk]
    columns = [listed.column(code) for code in codes]
    found: dict[int, list[list[Recorded]]] = {row_id: [[] for _ in export["codes"]] for row_id in ids}
    places = [at for at, code in enumerate(export["codes"]) if code]
    for language in export["languages"]:
        with force_locale(language):
            sheet = sheet_in(language, columns)
            for row_id, row in zip(ids, rows, strict=True):
                for at, column, value in zip(places, columns, row, strict=True):
                    if value is not None and value is not HIDDEN:
                        found[row_id][at].append(recorded(sheet, column, value))
    return found


def sheet_in(language: str, columns: Sequence[Column]) -> Sheet:
    """What a writer is told, as far as the words of cells need it. Needs the language in force."""
    return Sheet(
        title="",
        columns=columns,
        headings=[],
        language=language,
        rtl=False,
        words=Wording(language),
        yes=str(_("Yes")),
        no=str(_("No")),
        hidden="",
        zone=OFFICE_TIME,
        rows=0,
    )


def recorded(sheet: Sheet, column: Column, value: Any) -> Recorded:
    """One cell as CSV and as a workbook hold it."""
    text = clean(cell_text(sheet, column, value))
    if isinstance(value, bool):
        return Recorded(frozenset({text, "yes" if value else "no"}))
    if isinstance(value, int | float | Decimal) and not column.words:
        return Recorded(frozenset({text}), float(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return Recorded(frozenset({text, value.isoformat()}))
    return Recorded(frozenset({text}))
