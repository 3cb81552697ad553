"""The ZIM archive in other hands: checked by zimcheck, and read in a browser from Kiwix's own server."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watch import Watch
from tests.exports.reading import read
from tools import validators

pytestmark = pytest.mark.validate


@pytest.fixture(scope="module")
def archive(site_dir: Path) -> Path:
    (found,) = (site_dir / "downloads").glob("*.zim")
    return found


@pytest.fixture(scope="module")
def library(archive: Path) -> Iterator[str]:
    """Kiwix's server with the archive, at any free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    nothing = subprocess.DEVNULL
    command = [validators.find("kiwix-serve"), "--address", "127.0.0.1", "--port", str(port), str(archive)]
    server = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 60
    while True:
        try:
            urlopen(address, timeout=5).close()
            break
        except OSError:
            assert server.poll() is None, "kiwix-serve did not start"
            assert time.monotonic() < deadline, "kiwix-serve did not answer"
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(30)


def test_zimcheck_finds_nothing(archive: Path) -> None:
    done = subprocess.run([validators.find("zimcheck"), "--all", archive], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "Overall Test Status: Pass" in said, said
    assert "[ERROR]" not in said and "[WARNING]" not in said, said


def test_it_is_read_from_kiwix(library: str, archive: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{library}{archive.stem}/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    home = page.url.removesuffix("index.html")
    watch = Watch(context)
    read(page, home)
    assert [complaint for complaint in watch.complaints if home in complaint] == []
    assert watch.strangers(library) == []
    context.close()


def test_kiwix_finds_words(library: str, archive: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{library}search?content={archive.stem}&pattern=neuromuscular")
    expect(page.locator("a[href*='adverse-effects']").first).to_be_visible()
    page.close()
