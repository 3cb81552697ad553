"""Every page of the built site against axe-core, in both languages, light and dark.

The site is served from a sub-path, as GitHub Pages does, on loopback; the scheme is asked for as a reader's system asks
for it. All pages are gone through before the test fails, so that one run tells all there is to mend.
"""

import contextlib
import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools import browser as tools_browser

pytestmark = pytest.mark.validate

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What Material calls the two that a reader's system asks for.
SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tools_browser.find(), args=tools_browser.arguments(), chromium_sandbox=False
        )
        yield browser
        browser.close()


def sub_path(site: Path) -> str:
    """The path the site was built for, which its 404 page's links hold; any other path will do where it is unknown."""
    canonical = html.parse(str(site / "index.html")).xpath("string(//link[@rel='canonical']/@href)")
    path = urlsplit(str(canonical)).path
    return path if path.endswith("/") and path != "/" else "/sub/path/"


@pytest.fixture(scope="module")
def address(site_dir: Path) -> Iterator[str]:
    prefix = sub_path(site_dir)

    class UnderPrefix(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inside = path.removeprefix(prefix) if path.startswith(prefix) else "not-here"
            return super().translate_path(f"/{inside}")

        def copyfile(self, source: Any, outputfile: Any) -> None:
            # A page that is left takes no more of what it had asked for.
            with contextlib.suppress(ConnectionError):
                super().copyfile(source, outputfile)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            pass

    handler = functools.partial(UnderPrefix, directory=str(site_dir))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


def show(page: Page, url: str, scheme: str) -> None:
    page.goto(url, wait_until="load")
    page.evaluate("document.fonts.ready")
    shown = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    # Pages without the attribute are not the theme's (exports) and have one scheme.
    assert shown in (None, scheme), f"{url}: the system asks for {scheme}, the page shows {shown}"


def violations(page: Page) -> list[str]:
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{violation['id']}: {json.dumps(node['target'], ensure_ascii=False)}: {violation['help']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("asked", SCHEMES)
def test_pages_are_accessible(
    asked: Literal["light", "dark"], chromium: Browser, address: str, site_dir: Path, node_modules: Path
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")
    report: list[str] = []

    def stay_here(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            report.append(f"{page.url}: asks another host: {route.request.url}")
            route.abort()

    # Animations would be measured half-way through: text that fades in has little contrast.
    with chromium.new_context(color_scheme=asked, reduced_motion="reduce", service_workers="block") as context:
        context.route("**/*", stay_here)
        page = context.new_page()
        for path in sorted(site_dir.rglob("*.html")):
            name = path.relative_to(site_dir).as_posix()
            show(page, address + quote(name), SCHEMES[asked])
            page.evaluate(axe)
            report += [f"{name}: {asked}: {violation}" for violation in violations(page)]
    if report:
        pytest.fail("\n".join(report), pytrace=False)
