"""First visits over a bad line (`make cold-loads` makes twenty of each page): text is there with the first paint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.hosting import Silent, serving
from tools.cold_loads import Line, SlowLine, visits

pytestmark = pytest.mark.browser


def test_text_comes_with_the_first_paint(browser: Browser, site: Path) -> None:
    (visit,) = visits(browser, site, ("en/magnesium/mechanism.html",), 1, Line())
    assert visit.readable


def test_a_page_without_text_is_told(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<!doctype html><h1>Menu</h1><article hidden><p>Words</p></article>", encoding="utf-8"
    )
    (visit,) = visits(browser, tmp_path, ("page.html",), 1, Line(round_trip=0.01))
    assert not visit.readable


class Big(Silent):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(bytes(range(256)) * 200)


@pytest.fixture
def port() -> Iterator[int]:
    with serving(Big) as address:
        yield int(address.rstrip("/").rpartition(":")[2])


def test_the_line_is_slow_and_loses_no_byte(port: int) -> None:
    """What was lost comes later, and in its order; 51,200 bytes take more than a second at this rate."""
    with SlowLine(port, Line(rate=400_000, round_trip=0.05, loss=0.2), seed=3).running() as slow:
        begun = monotonic()
        with urlopen(f"http://127.0.0.1:{slow}/", timeout=60) as answer:
            assert answer.read() == bytes(range(256)) * 200
        assert monotonic() - begun > 1.0
