"""Forms for the words of messages. What a field may hold is the service's to say."""

from marshmallow import Schema

from jobmatch.schemas.fields import row_version, text

LONGEST_TYPED = 20_000


class VersionForm(Schema):
    """Which state of the words the page showed; nothing where there were none."""

    version = row_version()


class NoticeTextForm(VersionForm):
    """Subject, text and SMS."""

    subject, text, sms = (text(LONGEST_TYPED) for _ in range(3))
