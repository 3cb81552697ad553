"""Types queries into the search field of a page and reads the results off it, as a reader would."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

SUB_PATH = "/tandem/"
LONG = 30_000
# Counts what the page puts under the field; one query changes it once.
WATCH = """output => { window.__turns = 0;
  new MutationObserver(() => window.__turns++).observe(output, {childList: true}); }"""


@dataclass(frozen=True)
class Hit:
    """A result: the page and anchor that it leads to, below the site's top folder."""

    address: str


@dataclass
class First:
    """The first query of a reader: how long, and how many bytes until the first result and in all."""

    seconds: float
    since_opened: float
    bytes_on_load: int
    bytes_first: int
    bytes_all: int
    files: list[str] = field(default_factory=list)


class _Server(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(SUB_PATH[:-1]))

    def log_message(self, *_: Any, **__: Any) -> None:
        pass


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The site under a sub-path of a host on this machine."""
    handler = functools.partial(_Server, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        server.shutdown()


def weight(site: Path, home: str, url: str) -> int:
    """What a file takes on the way, compressed as hosts do it."""
    path = site / unquote(urlsplit(url).path)[len(unquote(urlsplit(home).path)) :]
    return len(gzip.compress(path.read_bytes(), 6)) if path.is_file() else 0


def _below(home: str, url: str) -> str:
    address = unquote(url.removeprefix(home))
    return address.split("?")[0] if "#" not in address else "#".join(part.split("?")[0] for part in address.split("#"))


class Ours:
    """Tandem's dialog."""

    name = "Tandem"

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home

    def open(self) -> None:
        """Open the dialog; everything of the shelf is loaded once the first query has its answer."""
        self.page.keyboard.press("/")
        self.page.locator("dialog.search input[name=query]").wait_for()
        self.page.evaluate(f"({WATCH})(document.querySelector('.search__results'))")

    def ready(self, easy: Sequence[str]) -> str | None:
        self.ask(easy[0])
        self.page.wait_for_function("!document.querySelector('dialog.search').hasAttribute('data-busy')", timeout=LONG)
        return easy[0]

    def ask(self, query: str) -> list[Hit]:
        self.page.locator("dialog.search input[name=query]").select_text()
        turns = self.page.evaluate("window.__turns")
        self.page.keyboard.insert_text(query)
        self.page.wait_for_function(f"window.__turns > {turns}", timeout=LONG)
        found = self.page.evaluate("[...document.querySelectorAll('.search__list a')].slice(0, 10).map(a => a.href)")
        return [Hit(_below(self.home, url)) for url in found]

    first_result = ".search__list a"


class Stock:
    """Material's search, as it comes."""

    name = "mkdocs-material"
    first_result = ".md-search-result__link"

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home

    def open(self) -> None:
        self.page.locator("input[name=query]").click()

    def ready(self, easy: Sequence[str]) -> str | None:
        """The first query that it has a result for."""
        for number, query in enumerate(easy):
            self.page.locator("input[name=query]").fill("")
            self.page.keyboard.insert_text(query)
            self.page.keyboard.press("End")
            with contextlib.suppress(PlaywrightTimeout):  # a large index takes its time at first
                self.page.locator(self.first_result).first.wait_for(timeout=2000 if number else LONG)
                return query
        return None

    def ask(self, query: str) -> list[Hit]:
        field = self.page.locator("input[name=query]")
        field.fill("")
        self.page.keyboard.press("End")
        self.page.wait_for_function("!document.querySelector('.md-search-result__link')", timeout=LONG)
        self.page.keyboard.insert_text(query)
        self.page.keyboard.press("End")
        # The theme says how many there are, or that there are none, when its worker has answered.
        self.page.wait_for_function(
            "q => { const m = document.querySelector('.md-search-result__meta').textContent.trim();"
            " return m !== window.__empty && document.querySelector('input[name=query]').value === q }",
            arg=query, timeout=LONG,
        )  # fmt: skip
        self.page.wait_for_timeout(30)  # its list is drawn in the frame after
        found = self.page.evaluate(
            "[...document.querySelectorAll('.md-search-result__link')].slice(0, 40).map(a => a.href)"
        )
        return [Hit(_below(self.home, url)) for url in found]

    def remember_empty(self) -> None:
        """What the theme says while the field is empty."""
        self.page.evaluate("window.__empty = document.querySelector('.md-search-result__meta').textContent.trim()")


Engine = Ours | Stock


def _of_search(home: str, urls: Sequence[str]) -> list[str]:
    """What was loaded for searching alone, each once: ours, and the theme's index, worker and language files."""
    places = ("assets/tandem/search/", "search/", "assets/javascripts/workers/", "assets/javascripts/lunr/")
    return sorted({url for url in urls if unquote(url).removeprefix(unquote(home)).startswith(places)})


def answers(
    browser: Browser, kind: type[Engine], home: str, address: str, queries: Sequence[str], easy: Sequence[str]
) -> tuple[list[list[Hit]], str] | None:
    """All queries in one page, one after the other, and one of the easy ones that has a result; None where none has.

    Easy ones are words as they stand in headings.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)  # it asks by evaluating
    page = context.new_page()
    page.goto(home + address)
    engine = kind(page, home)
    ready = None
    with contextlib.suppress(PlaywrightTimeout):
        engine.open()
        ready = engine.ready(easy)
    if ready is None:
        context.close()
        return None
    if isinstance(engine, Stock):
        page.locator("input[name=query]").fill("")
        page.keyboard.press("End")
        page.wait_for_function("!document.querySelector('.md-search-result__link')", timeout=LONG)
        engine.remember_empty()
    found = [engine.ask(query) for query in queries]
    context.close()
    return found, ready


def first_query(
    browser: Browser, kind: type[Engine], site: Path, home: str, address: str, query: str, slower: int = 4
) -> First | None:
    """A reader's first query on a processor that is so many times slower; nothing of the search was loaded before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)  # it asks by evaluating
    page = context.new_page()
    session = context.new_cdp_session(page)
    loaded: list[str] = []
    context.on("request", lambda request: loaded.append(request.url))
    page.goto(home + address)
    page.wait_for_load_state("networkidle")
    on_load = sum(weight(site, home, url) for url in _of_search(home, loaded))
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    engine = kind(page, home)
    page.evaluate(
        """selector => { window.__times = {scripts: []};
        document.addEventListener("load", event => {
          if (event.target.src && window.__times.first === undefined) window.__times.scripts.push(event.target.src);
        }, true);
        for (const event of ["keydown", "pointerdown"])
          addEventListener(event, () => window.__times.opened ??= performance.now(), true);
        addEventListener("input", () => window.__times.typed ??= performance.now(), true);
        const look = () => { if (document.querySelector(selector)) {
            window.__times.first ??= performance.now(); watch.disconnect(); } };
        const watch = new MutationObserver(look);
        watch.observe(document.documentElement, {childList: true, subtree: true});
        }""",
        engine.first_result,
    )
    try:
        engine.open()
    except PlaywrightTimeout:
        context.close()
        return None
    page.keyboard.insert_text(query)
    if kind is Stock:
        page.keyboard.press("End")
    try:
        page.wait_for_function("window.__times.first !== undefined", timeout=LONG)
    except PlaywrightTimeout:
        context.close()
        return None
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    if kind is Ours:
        page.wait_for_function("!document.querySelector('dialog.search').hasAttribute('data-busy')", timeout=LONG)
    else:
        page.wait_for_timeout(1000)
    times = page.evaluate("window.__times")
    asked = _of_search(home, loaded)
    # What came only after it was no part of it. A worker's own requests (the theme's) are no scripts of the page: all
    # that it asked for was needed.
    by_then = [url for url in asked if url in times["scripts"] or kind is Stock]
    result = First(
        (times["first"] - times["typed"]) / 1000,
        (times["first"] - times["opened"]) / 1000,
        on_load,
        sum(weight(site, home, url) for url in by_then),
        sum(weight(site, home, url) for url in asked),
        [unquote(url.removeprefix(home)) for url in asked],
    )
    context.close()
    return result
