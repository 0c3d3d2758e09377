"""What a kind of message is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models import Role


@dataclass(frozen=True)
class Wording:
    """The words of a message in one language: paragraphs of `text` are apart by an empty line; no `sms`, no SMS."""

    subject: str
    text: str
    sms: str | None = None


class CalendarUse(StrEnum):
    """What an e-mail does to its receiver's calendar."""

    PUBLISH = "publish"
    CANCEL = "cancel"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of message: for whom, in which words, which facts it may tell, and where its link leads.

    `path` and `file` (an address beside it, such as a calendar file) are filled with row ids; `calendar` says what an
    e-mail does to its receiver's calendar. An `essential` kind cannot be switched off: it tells what was done in its
    receiver's name. Everything else is theirs to choose, for a phone may be watched.
    """

    code: str
    audience: Role
    name: str
    wording: Wording
    facts: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    path: str
    button: str
    file: str | None = None
    file_label: str | None = None
    calendar: CalendarUse | None = None
    essential: bool = False

    @property
    def by_sms(self) -> bool:
        """Whether it can go to a phone."""
        return self.wording.sms is not None


def by_code(*kinds: Kind) -> Mapping[str, Kind]:
    """A table of kinds."""
    return {kind.code: kind for kind in kinds}
