"""What every way out of the house can do."""

from collections.abc import Callable
from typing import Protocol

from jobmatch.messages.letter import Letter


class Carrier(Protocol):
    """What takes messages of one channel out of the house."""

    def carry(self, letter: Letter, handing_over: Callable[[], None]) -> None:
        """Hand one message over, and return when it was taken.

        Calls `handing_over` before the other side could take it, and not before that is near: what is raised before
        is certainly not sent.

        Raises
        ------
        NotSent
            It was certainly not taken: `NotNow`, `ServerAway` or `Refused`.
        Doubtful
            Nobody knows.
        """

    def close(self) -> None:
        """Say goodbye, if there is somebody to say it to."""
