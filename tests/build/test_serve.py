"""`mkdocs serve` as an author has it: what a build finds wrong is a page, and the last good site one click away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.build.test_build import prepared
from tests.fixtures.sources import change

WAIT = 240_000  # ms, for a build on a busy machine
TITLE = "The site was not built"
FILE = "docs/salt/dosing.en.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return prepared(tmp_path / "a site")


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a running `mkdocs serve`, which ends as at Ctrl+C and leaves nothing behind."""
    left = tmp_path / "temporary"
    left.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(left), "PYTHONUNBUFFERED": "1"}
    environment.pop("SITE_URL", None)
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    log = tmp_path / "log"
    with log.open("wb") as file:
        running = subprocess.Popen(command, cwd=root, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        while b"Serving on" not in log.read_bytes():
            assert running.poll() is None, log.read_text(encoding="utf-8")
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(0.3)
        yield f"http://{address}/"
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(600)  # what it builds is built to its end
    assert list(left.iterdir()) == []


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.browser
def test_problems_are_a_page_and_the_last_good_one_is_a_click_away(browser: Browser, root: Path, served: str) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Policy" in message.text else None)
    page.goto(served + "en/salt/dosing.html")
    heading = page.locator("h1").inner_text()
    text = (root / FILE).read_text(encoding="utf-8")

    # The open page comes to show the problem by itself; nothing waits for a build that will never end.
    (root / FILE).write_text(text + "\nMore [@nobody-2020].\n", encoding="utf-8")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=WAIT)
    line = len(text.splitlines()) + 2
    said = page.locator("pre").inner_text()
    assert f"{FILE}:{line}: " in said and "nobody-2020" in said and "fix: " in said
    assert [status(served + one) for one in ("", "en/", "en/salt/dosing.html", "not/there.html")] == [500] * 4

    # One click leads to the same page as it was, with its style and its scripts.
    page.get_by_role("link").click()
    assert page.url == f"{served}last-good/en/salt/dosing.html"
    expect(page.locator("h1")).to_have_text(heading)
    sheet = page.evaluate("document.styleSheets[0].cssRules.length")
    assert sheet > 100
    expect(page.locator(".search-open")).to_be_visible()

    # Mended, it becomes the page itself.
    (root / FILE).write_text(text, encoding="utf-8")
    page.wait_for_url(served + "en/salt/dosing.html", timeout=WAIT)
    expect(page.locator("h1")).to_have_text(heading)
    assert status(served + "en/salt/dosing.html") == 200
    assert complaints == []
    context.close()


@pytest.mark.browser
def test_every_kind_of_failure_is_shown(browser: Browser, root: Path, served: str) -> None:
    """Also one that ends a build when pages have been written already, and markup in a message as text."""
    page = browser.new_page()
    change(root, "docs/index.en.md", "# ", '<p onclick="alert(1)">x</p>\n\n# ')
    page.goto(served)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=WAIT)
    assert "docs/index.en.md:" in page.locator("pre").inner_text()
    page.get_by_role("link").click()
    expect(page.locator("article")).to_be_visible()
    page.close()
