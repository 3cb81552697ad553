"""A saved site whose tutorial was recalled: its reader is told once there is a connection, before the rest is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, expect
from tandem.core.tutorial import Recall
from tandem.exports import app
from tandem.exports.edition import Edition

from tests.exports.app.conftest import Host
from tests.exports.app.test_app import save, site_of

pytestmark = pytest.mark.browser

RECALL = Recall.model_validate(
    {
        "on": "2026-12-05",
        "versions": ["0.1.0"],
        "why": {"zh": "一处剂量写错了。", "en": "One dose is wrong: 5 < 6."},
        "do": {"zh": "联网更新。", "en": "Update while online."},
    }
)
TOLD = "“Magnesium and pain”: Recalled on 2026-12-05: version 0.1.0. One dose"
DOSING = "en/magnesium/dosing.html"


def publish(host: Host, edition: Edition, *recalls: Recall) -> None:
    """The next version: of its pages one has changed, and the first tutorial recalls something."""
    first, *others = edition.tutorials
    tutorials = (replace(first, file=first.file.model_copy(update={"recalls": list(recalls)})), *others)
    page = host.folder / DOSING
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", "!</h1>"), encoding="utf-8")
    app.make(replace(edition, folder=host.folder, tutorials=tutorials), host.folder)


def test_it_is_told_before_the_newer_version_is_there(host: Host, edition: Edition, reader: BrowserContext) -> None:
    assert "recalls" not in site_of(host)
    page = reader.new_page()
    save(page, host)
    page.goto(host.url + DOSING)
    publish(host, edition, RECALL)
    host.failing = {path for path in site_of(host)["files"] if path.endswith(".pack")}  # the connection is poor

    page.reload()
    notice = page.locator("[data-app-notice]")
    expect(notice.get_by_role("alert")).to_contain_text(TOLD, timeout=15_000)
    said = notice.get_by_role("alert")
    expect(said).to_contain_text("One dose is wrong: 5 < 6. Update while online.")
    expect(said).to_contain_text("give their version at the foot")
    expect(said).not_to_contain_text("This is")  # the page is not of the version that says it
    expect(page.locator("footer")).to_contain_text("Version 0.1.0")
    expect(notice.get_by_role("button")).to_be_hidden()  # there is nothing to change to yet

    host.down = True
    for path, words in ((DOSING, TOLD), ("magnesium/index.html", "一处剂量写错了。联网更新。")):
        page.goto(host.url + path)
        expect(notice).to_contain_text(words)

    host.down, host.failing = False, set()
    page.goto(host.url + DOSING)
    expect(notice).to_contain_text("A newer version")
    expect(notice).to_contain_text(TOLD)
    page.get_by_role("button", name="Use the newer version").click()
    # From now on its pages say it themselves.
    expect(notice).to_be_hidden()
    expect(page.locator("h1").first).to_contain_text("!")

    # What is recalled no more is told no more.
    publish(host, edition)
    page.reload()
    expect(notice).to_contain_text("A newer version")
    expect(notice.get_by_role("alert")).to_have_count(0)


def test_a_page_that_stays_open_is_told_when_the_connection_is_back(
    host: Host, edition: Edition, reader: BrowserContext
) -> None:
    page = reader.new_page()
    save(page, host)
    page.goto(host.url + DOSING)
    reader.set_offline(True)
    publish(host, edition, RECALL)
    reader.set_offline(False)
    expect(page.locator("[data-app-notice]").get_by_role("alert")).to_contain_text(TOLD, timeout=15_000)
