"""Every kind of message, by code."""

from collections.abc import Mapping

from jobmatch.messages.kinds import employer, officer, returnee
from jobmatch.messages.kinds.base import Kind, Wording

KINDS: Mapping[str, Kind] = {**returnee.KINDS, **employer.KINDS, **officer.KINDS}

__all__ = ["KINDS", "Kind", "Wording"]
