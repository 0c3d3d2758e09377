"""Every background job. A new one is a function and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

EVERY = {
    "minute": {"minute": "*"},
    "ten minutes": {"minute": "*/10"},
    "hour": {"minute": "7"},
}
"""How often a job looks for what is due, as fields of a crontab."""


@dataclass(frozen=True)
class BackgroundJob:
    """A function that runs inside of the application's context and commits itself, like a view.

    It may run at any time, twice, or on two machines at once: what is due is read from the database and claimed there.
    """

    name: str
    target: str
    """``module:function``, imported when it first runs."""
    every: str | None = None
    """A key of `EVERY`; the function is then called without arguments. None: only when it is woken."""

    def function(self) -> Callable[..., Any]:
        """Import the function."""
        module, _, attribute = self.target.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), attribute)
        return found


JOBS: tuple[BackgroundJob, ...] = (
    BackgroundJob("send_notices", "jobmatch.sending:send_notices", every="minute"),
    BackgroundJob("purge_notices", "jobmatch.sending:purge_notices", every="hour"),
    # What happens once a day is looked for each hour, so that a worker that was away catches up.
    BackgroundJob("write_reminders", "jobmatch.reminders:write_reminders", every="hour"),
    BackgroundJob("write_exports", "jobmatch.exporting:write_exports", every="ten minutes"),
    BackgroundJob("take_exports_back", "jobmatch.handing_over:take_exports_back", every="hour"),
)
