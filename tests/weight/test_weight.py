"""What a page weighs for its reader, in the browser and with the bytes that the host sends.

KiB are 1024 bytes of what goes over the wire. "First" is a reader's first page, with nothing kept from before; "later"
is each section after another of the same tutorial.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.watch import Watch
from tests.build.test_pages import expected
from tests.conftest import SUB_PATH
from tests.hosting import Host, hosting, packed
from tests.until import until

pytestmark = pytest.mark.browser

KIB = 1024
FIRST = 35 * KIB  # all that a first page takes
READABLE = 20 * KIB  # of it, the styles that it waits for and what then has come of the page
WHOLE = 20 * KIB  # the styles and the whole page
LATER, BESIDE = 12 * KIB, 6 * KIB  # a later page, and what it brings that no page before it had
# More than that with the whole page, and why. Its beginning is read before its end has come; a test below holds that.
HEAVIER = {
    "mechanism": 20.8 * KIB,  # a figure, with a style of its own
    "estimates": 22.9 * KIB,  # the forest plots
    "dosing": 24.7 * KIB,  # tables in full, a calculator with the words of every refusal
    "self-test": 22.3 * KIB,  # ten questions, every answer explained
}
KINDS = ["index.html", "magnesium/index.html", "magnesium/mechanism.html", "magnesium/estimates.html",
         "magnesium/dosing.html", "magnesium/references.html", "magnesium/self-test.html"]  # fmt: skip
BOTH = [f"{prefix}{kind}" for kind in KINDS for prefix in ("", "en/")]


def kind(address: str) -> str:
    return address.rpartition("/")[2].removesuffix(".html")


STYLES = "[...document.querySelectorAll('link[rel=stylesheet]')].map((link) => new URL(link.href).pathname)"
# The window is full of the article, and it has been drawn.
FULL = """() => performance.getEntriesByName("first-contentful-paint").length > 0
  && document.querySelector("article .tandem-lead")?.checkVisibility()
  && document.querySelector("article").getBoundingClientRect().bottom >= innerHeight"""

SHIFTS = """() => new Promise((told) => {
  const found = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      found.push([entry.value, ...entry.sources.map((source) => source.node?.nodeName + "." + source.node?.className)]);
  }).observe({type: "layout-shift", buffered: true});
  // Down and up again, a window at a time; each step is given the two frames in which a shift would be told.
  const steps = [];
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) steps.push(y);
  const step = () => {
    if (!steps.length) return requestAnimationFrame(() => requestAnimationFrame(() => told(found)));
    scrollTo({top: steps.shift(), behavior: "instant"});
    requestAnimationFrame(() => requestAnimationFrame(step));
  };
  document.fonts.ready.then(step);
})"""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[Host]:
    with hosting(site, SUB_PATH) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who has never been here; Chinese and English, so that no hint is in the way."""
    made = browser.new_context(viewport=PHONE)
    yield made
    made.close()


def opened(page: Page, host: Host, address: str) -> dict[str, int]:
    """Open a page and wait until it asks for nothing more; what was sent for it."""
    host.sent.clear()
    page.goto(host.home + address)
    page.wait_for_load_state("networkidle")
    return dict(host.sent)


@pytest.mark.parametrize("address", BOTH)
def test_the_first_page(context: BrowserContext, host: Host, address: str) -> None:
    watch = Watch(context)
    page = context.new_page()
    sent = opened(page, host, address)
    assert sum(sent.values()) <= FIRST, sent
    assert watch.strangers(host.home) == []
    assert watch.complaints == []
    assert [path for path in sent if path.startswith("search/")] == []
    styles: list[str] = page.evaluate(STYLES)
    whole = sent[address] + sum(sent[path.removeprefix(SUB_PATH)] for path in styles)
    assert whole <= HEAVIER.get(kind(address), WHOLE), sent
    # No script stands between the reader and the text.
    waited: list[str] = page.evaluate(
        "[...document.querySelectorAll('script[src]:not([defer])')].map((script) => script.src)"
    )
    assert waited == []


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("address", [address for address in BOTH if kind(address) in HEAVIER])
def test_a_window_is_read_before_the_rest_has_come(
    context: BrowserContext, host: Host, site: Path, address: str, size: ViewportSize
) -> None:
    links = html.parse(str(site / address)).xpath("//link[@rel='stylesheet']/@href")
    styles = sum(len(packed((site / address).parent / link)) for link in links)
    page = context.new_page()
    page.set_viewport_size(size)
    host.go.clear()
    host.held = {address: int(READABLE) - styles}
    try:
        page.goto(host.home + address, wait_until="commit")
        until(page, FULL)
        # Unless the whole page comes with what it waits for.
        if styles + len(packed(site / address)) <= READABLE:
            until(page, "document.readyState != 'loading'")
        else:
            assert page.evaluate("document.readyState") == "loading"
    finally:
        host.go.set()
        host.held = {}
    expect(page.locator("footer")).to_be_attached()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_later_pages(context: BrowserContext, host: Host, prefix: str) -> None:
    page = context.new_page()
    opened(page, host, f"{prefix}magnesium/index.html")
    too_much: list[Any] = []
    rest = [address for address in expected() if address.startswith(f"{prefix}magnesium/")]
    assert len(rest) >= 13
    for address in rest:
        sent = opened(page, host, address)
        itself = sent.pop(address, 0)  # nothing, where the browser has it still
        if itself > LATER or sum(sent.values()) > BESIDE:
            too_much.append((address, itself, sent))
    assert too_much == []


@pytest.mark.parametrize(("size", "reads"), [(PHONE, "zh-CN"), (PHONE, "en"), (DESK, "en")])
@pytest.mark.parametrize("address", BOTH)
def test_nothing_moves_while_a_page_comes(
    browser: Browser, host: Host, address: str, size: ViewportSize, reads: str
) -> None:
    """For readers of the page's language, and for those to whom another one is offered."""
    context = browser.new_context(viewport=size, locale=reads)
    page = context.new_page()
    page.goto(host.home + address)
    shifts = page.evaluate(SHIFTS)
    context.close()
    assert shifts == []


def test_a_shift_would_be_noticed(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto(host.home + "en/magnesium/mechanism.html")
    page.evaluate("""() => new Promise((done) => requestAnimationFrame(() => {
      document.querySelector("article").prepend(Object.assign(document.createElement("div"), {style: "height: 200px"}));
      requestAnimationFrame(() => requestAnimationFrame(done));
    }))""")
    assert page.evaluate(SHIFTS) != []
