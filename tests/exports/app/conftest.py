"""A host of the built site that can fail, go down and publish another version; a browser's storage for each test."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import SUB_PATH
from tests.hosting import Folder, serving


class Host:
    """One site under a sub-path. `down`: nobody answers; `failing`: these files are not had; `asked`: what was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""  # the site's top folder, once it is served
        self.down = False
        self.failing: set[str] = set()
        self.asked: list[str] = []
        host = self

        class Handler(Folder):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0].removeprefix(SUB_PATH)
                host.asked.append(path)
                if host.down or path in host.failing or not self.path.startswith(SUB_PATH):
                    self.close_connection = True  # without an answer: to the browser, a broken connection
                    return
                super().do_GET()

            def translate_path(self, path: str) -> str:
                return super().translate_path(path.removeprefix(SUB_PATH[:-1]))

        self.handler = functools.partial(Handler, directory=str(folder))


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    folder = tmp_path / "published"
    shutil.copytree(site, folder)
    found = Host(folder)
    with serving(found.handler) as address:
        found.url = address + SUB_PATH
        yield found


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, with nothing stored."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    context.set_default_timeout(15_000)
    yield context
    context.close()
