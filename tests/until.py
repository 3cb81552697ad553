"""Waiting for what a page's script does.

The site's policy forbids `eval`, by which Playwright's own waiting asks again from within the page: it succeeds only
where the first question does. Here each question comes from outside.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_STEP, _STEPS = 50, 600  # milliseconds between two questions, and how many there are at most


def until(page: Page, expression: str) -> Any:
    """Ask a page until an expression, or a function of JavaScript, gives something; what it gave."""
    for _ in range(_STEPS):
        if given := page.evaluate(expression):
            return given
        page.wait_for_timeout(_STEP)
    raise AssertionError(f"never came: {expression}")
