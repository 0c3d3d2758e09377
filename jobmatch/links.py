"""Addresses that leave the service: in a message, on paper."""

from typing import Any

from flask import current_app, request, url_for


def public_link(endpoint: str, **values: Any) -> str:
    """An address to be sent or printed; the settings say where the service is, not the request's header."""
    base = current_app.config["JOBMATCH"].public_url or request.url_root
    return str(base.rstrip("/") + url_for(endpoint, **values))
