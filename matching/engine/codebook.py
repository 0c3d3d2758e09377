"""Values turned into small numbers, so that a column is compact and a formula is computed once a value."""

from collections.abc import Hashable, Iterable
from typing import Any

LARGEST_CODE = 65_535


class TooManyValues(OverflowError):
    """A column has more distinct values than its codes can tell apart."""


class Codebook:
    """Distinct values by code; code 0 is None, unknown. Codes are given out and never taken back.

    Parameters
    ----------
    name : str
        What the error says if the codes run out.
    values : iterable
        Without the unknown.
    """

    def __init__(self, name: str, values: Iterable[Hashable] = (), largest: int = LARGEST_CODE):
        self.name, self.values, self._largest = name, [None, *values], largest
        self._codes = {value: code for code, value in enumerate(self.values)}
        self._check()

    def __len__(self) -> int:
        return len(self.values)

    def code(self, value: Any) -> int:
        """Return the code of a value, giving out a new one if it has none; raises TooManyValues."""
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self.values)
            self.values.append(value)
            self._check()
        return code

    def find(self, value: Any) -> int | None:
        """Return the code of a value, None if it has none."""
        return self._codes.get(value)

    def _check(self) -> None:
        if len(self.values) > self._largest + 1:
            raise TooManyValues(f"{self.name} has more than {self._largest} distinct values")
