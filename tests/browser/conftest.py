"""The site as its readers open it: from a host's sub-path, and from a folder on a disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.watch import Watch

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def offline(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site's address in a folder whose name needs escaping."""
    folder = tmp_path_factory.mktemp("offline") / "离线 网站 (v1)"
    shutil.copytree(site, folder)
    return folder.as_uri() + "/"


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest) -> str:
    """The address of the site's top folder: on a host, then from a disk."""
    return str(request.getfixturevalue({"http": "served", "file": "offline"}[str(request.param)]))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a context of its own; what the pages complained of fails the test at its end."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def opened(address: str, **options: Any) -> Page:
        options = {"viewport": DESK, "locale": "en" if "/en/" in address else "zh-CN", **options}
        context = browser.new_context(**options)
        contexts.append((context, Watch(context)))
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context, _ in contexts:
        context.close()
    assert [complaint for _, watch in contexts for complaint in watch.complaints] == []
