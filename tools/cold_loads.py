"""How a page comes over a bad line: twenty first visits at 400 kbit/s, 400 ms a round trip, one packet in twenty lost.

`make cold-loads` builds the site and prints, for each page and visit, when the browser had first painted text and when
the whole page was there; it fails if text was not there at once with the first paint, or never came. The line is a
server of our own between the browser and the files: what TCP would send again comes an extra round trip later, and
everything behind it waits.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import http.server
import random
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from . import browser as browsers

PAGES = ("index.html", "magnesium/mechanism.html", "en/magnesium/dosing.html", "en/magnesium/neuromuscular.html")
LONGEST = 120_000  # milliseconds until a page is given up
_SEGMENT = 1460  # bytes that travel together

# Of the words of the article: are some on the screen, in a size that can be read?
_READABLE = """() => [...document.querySelectorAll("article h1, article p, article li, article td")].some(
  (element) => element.checkVisibility({opacityProperty: true}) && element.innerText.trim()
    && element.getBoundingClientRect().top < innerHeight)"""


@dataclass(frozen=True)
class Line:
    """A connection's quality: bits a second, seconds there and back, the share of packets that are lost."""

    rate: float = 400_000
    round_trip: float = 0.4
    loss: float = 0.05


@dataclass(frozen=True)
class Visit:
    """One first visit: seconds until text was painted and until all had come; None where that was not seen."""

    page: str
    painted: float | None
    readable: bool
    complete: float | None


class SlowLine:
    """Passes connections on to a port of this machine as a bad line would; all of them share its rate."""

    def __init__(self, port: int, line: Line, seed: int) -> None:
        self._port, self._line, self._chance = port, line, random.Random(seed)
        self._free = 0.0  # when the line has sent what it was given
        self._loop = asyncio.new_event_loop()
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0

    @contextlib.contextmanager
    def running(self) -> Iterator[int]:
        """The port to ask in place of the other."""
        ready = threading.Event()

        async def serve() -> None:
            server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            async with server:
                await server.serve_forever()

        def run() -> None:
            with contextlib.suppress(asyncio.CancelledError):
                self._loop.run_until_complete(serve())
            if left := asyncio.all_tasks(self._loop):
                self._loop.run_until_complete(asyncio.wait(left))
            for writer in self._writers:
                writer.transport.abort()
            self._loop.run_until_complete(asyncio.sleep(0.05))  # until they are closed
            self._loop.close()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        ready.wait()
        try:
            yield self.port
        finally:
            self._loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(self._loop)])
            thread.join(10)

    async def _pass_on(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            self._writers.append(back)
            await asyncio.sleep(self._line.round_trip)  # the handshake
            far, forth = await asyncio.open_connection("127.0.0.1", self._port)
            self._writers.append(forth)
            await asyncio.gather(self._send(near, forth, down=False), self._send(far, back, down=True))

    async def _send(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, down: bool) -> None:
        arrival = 0.0
        async for segment in _segments(source):
            now = self._loop.time()
            if down:
                self._free = max(self._free, now) + len(segment) * 8 / self._line.rate
            delay = (self._free if down else now) + self._line.round_trip / 2
            while self._chance.random() < self._line.loss:
                delay += self._line.round_trip
            arrival = max(arrival + 1e-6, delay)  # nothing overtakes what is sent again, nor comes at one time with it
            self._loop.call_at(arrival, _write, target, segment)
        self._loop.call_at(max(arrival, self._loop.time()) + 0.01, target.close)


async def _segments(source: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while segment := await source.read(_SEGMENT):
        yield segment


def _write(target: asyncio.StreamWriter, segment: bytes) -> None:
    if not target.is_closing():
        target.write(segment)


@contextlib.contextmanager
def _served(site: Path) -> Iterator[int]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def visits(browser: Browser, site: Path, pages: tuple[str, ...], times: int, line: Line) -> Iterator[Visit]:
    """Visit each page so many times, each with an empty cache and another run of luck."""
    with _served(site) as port:
        for number in range(times):
            for page in pages:
                with SlowLine(port, line, seed=number).running() as slow:
                    yield _visit(browser, f"http://127.0.0.1:{slow}/{page}", page)


def _visit(browser: Browser, address: str, name: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(LONGEST)
    try:
        response = page.goto(address, wait_until="commit")
        if response is None or not response.ok:
            raise SystemExit(f"{name} is not there: build the site first")
        while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
            page.wait_for_timeout(20)
        readable = bool(page.evaluate(_READABLE))
        painted = float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")) / 1000
        page.wait_for_load_state("load")
        complete = float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")) / 1000
    finally:
        context.close()
    return Visit(name, painted, readable, complete)


def main(arguments: list[str] | None = None) -> int:
    """Visit, print, and say by the exit status whether text was there each time."""
    parser = argparse.ArgumentParser(prog="python -m tools.cold_loads")
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args(arguments)
    found: list[Visit] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browsers.find()), args=browsers.arguments())
        for visit in visits(browser, options.site, PAGES, options.times, Line()):
            found.append(visit)
            print(f"{visit.page:36} text {visit.painted:6.1f} s, whole {visit.complete:6.1f} s"
                  f"{'' if visit.readable else '  NO TEXT WITH THE FIRST PAINT'}", flush=True)  # fmt: skip
        browser.close()
    missed = [visit for visit in found if not visit.readable]
    print(f"{len(found)} visits, text with the first paint in {len(found) - len(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
