"""A host of the built site that can fail, go down and publish another version; a browser's storage for each test."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import SUB_PATH


class Host:
    """One site under a sub-path. `down`: nobody answers; `failing`: these files are not had; `asked`: what was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.down = False
        self.failing: set[str] = set()
        self.asked: list[str] = []
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0].removeprefix(SUB_PATH)
                host.asked.append(path)
                if host.down or path in host.failing or not self.path.startswith(SUB_PATH):
                    self.close_connection = True  # without an answer: to the browser, a broken connection
                    return
                super().do_GET()

            def translate_path(self, path: str) -> str:
                return super().translate_path(path.removeprefix(SUB_PATH[:-1]))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent class names it so
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The site's top folder."""
        return f"http://127.0.0.1:{self.server.server_address[1]}{SUB_PATH}"


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    folder = tmp_path / "published"
    shutil.copytree(site, folder)
    found = Host(folder)
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, with nothing stored."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    context.set_default_timeout(15_000)
    yield context
    context.close()
