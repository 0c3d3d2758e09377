"""Values of rows as JSON can hold them."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """Enums as their codes, days and instants as ISO 8601, money as exact text; whatever JSON has stays as it is."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
