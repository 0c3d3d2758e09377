"""The words of messages that officers write themselves: checked, kept with their history, and taken back."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from jobmatch.errors import Conflict, InvalidInput, Message, msg
from jobmatch.messages.kinds import KINDS, Kind, Wording
from jobmatch.messages.placeholders import PLACEHOLDERS, has_loose_brace, names_in
from jobmatch.services.transitions import check_version
from models import Account, NoticeText, NoticeTextChange

LONGEST = {"subject": 120, "text": 4000, "sms": 480}
"""In letters, before the facts are put in."""


def own_wordings(session: Session, kinds: Collection[str]) -> dict[tuple[str, str], Wording]:
    """The words that officers wrote for these kinds, by kind and language; one query.

    Words that a newer version of their kind could not fill are passed over: what they tell of must not fail with them.
    """
    rows = session.scalars(select(NoticeText).where(NoticeText.kind.in_(kinds), NoticeText.text.is_not(None)))
    found = {(row.kind, row.language): wording_of(row) for row in rows}
    return {key: words for key, words in found.items() if key[0] in KINDS and not problems(KINDS[key[0]], words)}


def wording_of(row: NoticeText | NoticeTextChange) -> Wording:
    """The words of a row that has some."""
    return Wording(row.subject or "", row.text or "", row.sms)


def find_text(session: Session, kind: Kind, language: str) -> NoticeText | None:
    """The row of a kind in a language, with own words or without."""
    return session.scalar(select(NoticeText).where(NoticeText.kind == kind.code, NoticeText.language == language))


def allowed_names(kind: Kind, field: str) -> set[str]:
    """The placeholders that a field may hold. What may name somebody stands in the body of an e-mail only."""
    if field == "text":
        return set(kind.facts)
    harmless = {name for name in kind.facts if not PLACEHOLDERS[name].telling}
    return harmless | ({"link"} if field == "sms" else set())


def required_names(kind: Kind, field: str) -> set[str]:
    """The placeholders without which a field does not say what it must."""
    return {"text": set(kind.required), "sms": {"link"}}.get(field, set())


def problems(kind: Kind, wording: Wording) -> dict[str, list[Message]]:
    """What is wrong with words that somebody wrote, by field; nothing if they can be used."""
    found: dict[str, list[Message]] = {}
    texts = {"subject": wording.subject, "text": wording.text}
    if kind.by_sms:
        texts["sms"] = wording.sms or ""
    elif wording.sms:
        found["sms"] = [msg("This kind is not sent to phones.")]
    for field, text in texts.items():
        messages = field_problems(kind, field, text)
        if messages:
            found[field] = messages
    return found


def field_problems(kind: Kind, field: str, text: str) -> list[Message]:
    """What is wrong with one field."""
    if not text.strip():
        return [msg("This is needed.")]
    used, allowed = names_in(text), allowed_names(kind, field)
    found: list[Message] = []
    if len(text) > LONGEST[field]:
        found.append(msg("This is too long."))
    if field != "text" and "\n" in text.strip():
        found.append(msg("This must be one line."))
    if has_loose_brace(text):
        found.append(msg("A brace is open or names nothing: write placeholders as they are listed."))
    if used & set(kind.facts) - allowed:
        found.append(msg("A placeholder may name somebody. It can stand in the e-mail's text only."))
    if used - set(kind.facts) - allowed:
        found.append(msg("There is no such placeholder in this message."))
    if required_names(kind, field) - used:
        found.append(msg("A placeholder that is needed is missing."))
    return found


def change_text(
    session: Session, kind: Kind, language: str, wording: Wording, *, by: Account, version: int | None
) -> NoticeText:
    """Use own words for a kind in a language, and keep who wrote them. Flushes.

    Parameters
    ----------
    version : int or None
        Of the row as the form showed it; None where there was no row.

    Raises
    ------
    InvalidInput
        If a placeholder is unknown, missing or not allowed where it stands, or a text is blank or too long.
    StaleVersion, Conflict
        If somebody else changed the words since.
    """
    errors = problems(kind, wording)
    if errors:
        raise InvalidInput(errors)
    return keep(session, kind, language, wording, by=by, version=version)


def restore_default(session: Session, kind: Kind, language: str, *, by: Account, version: int | None) -> None:
    """Go back to the catalogue's words. The history keeps what was written. Flushes.

    Raises
    ------
    Conflict
        If the default holds already.
    StaleVersion
        If somebody else changed the words since.
    """
    row = find_text(session, kind, language)
    if row is None or row.text is None:
        raise Conflict(msg("The default text holds already."))
    keep(session, kind, language, None, by=by, version=version)


def keep(
    session: Session, kind: Kind, language: str, wording: Wording | None, *, by: Account, version: int | None
) -> NoticeText:
    """Write the words and their history; None is the default."""
    row = find_text(session, kind, language)
    if row is None:
        row = NoticeText(kind=kind.code, language=language)
        session.add(row)
    elif version is None:
        raise Conflict(msg("Somebody else changed this text since."))
    else:
        check_version(row, version)
    values: dict[str, str | None] = {"subject": None, "text": None, "sms": None}
    if wording is not None:
        text = wording.text.replace("\r\n", "\n").strip()
        values = {"subject": wording.subject.strip(), "text": text, "sms": wording.sms.strip() if wording.sms else None}
    for name, value in values.items():
        setattr(row, name, value)
    session.add(NoticeTextChange(kind=kind.code, language=language, by_id=by.id, **values))
    session.flush()
    return row


def changes(session: Session, kind: Kind, language: str) -> Sequence[NoticeTextChange]:
    """Who changed the words, the newest first."""
    return session.scalars(
        select(NoticeTextChange)
        .where(NoticeTextChange.kind == kind.code, NoticeTextChange.language == language)
        .options(joinedload(NoticeTextChange.by))
        .order_by(NoticeTextChange.id.desc())
    ).all()


def find_kind(code: str) -> Kind | None:
    """The kind of a code; None for none."""
    return KINDS.get(code)
