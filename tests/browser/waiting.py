"""Waiting for what a page's scripts do, where the page's policy allows no eval inside it."""

from playwright.sync_api import Page

TRIES, PAUSE_MS = 150, 200


def wait_until(page: Page, expression: str) -> None:
    """Ask again and again, from outside, until the expression (or the promise that it gives) is true."""
    for _ in range(TRIES):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(f"never came true: {expression}")
