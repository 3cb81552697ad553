"""The control that saves the site, in every state that a reader meets, against axe-core."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hosting import Folder, serving

pytestmark = pytest.mark.validate

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def host(site_dir: Path) -> Iterator[str]:
    with serving(functools.partial(Folder, directory=str(site_dir))) as address:
        yield f"{address}/"


def audit(page: Page, axe: str, state: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{state}: {violation['id']}: {json.dumps(node['target'], ensure_ascii=False)}: {violation['help']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible(
    scheme: Literal["light", "dark"], browser: Browser, host: str, node_modules: Path
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")
    report: list[str] = []
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce", locale="en") as context:
        page = context.new_page()
        page.goto(f"{host}en/downloads.html")
        states = page.evaluate("[...new Set([...document.querySelectorAll('[data-app] [data-when]')]"
                               ".flatMap((part) => part.dataset.when.split(' ')))]")  # fmt: skip
        assert {"none", "saving", "stopped", "saved", "removed", "unable", "file", "plain"} == set(states)
        for state in states:
            page.evaluate(
                """state => {
                  for (const part of document.querySelectorAll("[data-app] [data-when]"))
                    part.hidden = !part.dataset.when.split(" ").includes(state);
                  document.querySelector("[data-app] details").open = true;
                }""",
                state,
            )
            report += audit(page, axe, state)
        page.reload()
        page.get_by_role("button", name="Save for offline").click()
        expect(page.locator("[data-app] [data-when=saved]").first).to_be_visible(timeout=60_000)
        report += audit(page, axe, "really saved")
        page.evaluate("document.querySelector('[data-app-notice]').hidden = false")
        report += audit(page, axe, "notice")
    assert report == []
