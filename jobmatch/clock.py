"""The day on which things happen, where the office is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE_TIME = ZoneInfo("Asia/Baghdad")


def today() -> date:
    """The office's calendar day."""
    return datetime.now(OFFICE_TIME).date()
