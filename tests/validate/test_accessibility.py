"""Every page of the built site against axe-core, in both languages, light and dark.

The site is served from a sub-path, as GitHub Pages does, on loopback; the scheme is asked for as a reader's system asks
for it. All pages are gone through before the test fails, so that one run tells all there is to mend.
"""

import contextlib
import functools
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
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
SUB_PATH = "/sub/path/"
Scheme = Literal["light", "dark"]
# What Material calls the two that a reader's system asks for.
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tools_browser.find(), args=tools_browser.arguments(), chromium_sandbox=False
        )
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """The site on this machine."""

    origin: str
    built_for: str
    """The path of the address that it was built for; empty where it was told none (SITE_URL)."""

    def base(self, name: str) -> str:
        # The page for addresses that are not there cannot have relative links: without an address it is the root's.
        return self.origin + (self.built_for or ("/" if name == "404.html" else SUB_PATH))


@pytest.fixture(scope="module")
def served(site_dir: Path) -> Iterator[Served]:
    canonical = html.parse(str(site_dir / "index.html")).xpath("string(//link[@rel='canonical']/@href)")
    built_for = urlsplit(str(canonical)).path
    prefix = built_for or SUB_PATH

    class UnderPrefix(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(prefix))

        def copyfile(self, source: Any, outputfile: Any) -> None:
            # A page that is left takes no more of what it had asked for.
            with contextlib.suppress(ConnectionError):
                super().copyfile(source, outputfile)

        def log_message(self, *_: Any, **__: Any) -> None:
            pass

    handler = functools.partial(UnderPrefix, directory=str(site_dir))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(f"http://127.0.0.1:{server.server_port}", built_for)
        server.shutdown()


def audit(page: Page, asked: Scheme) -> Iterator[str]:
    shown = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    # Pages without the attribute are not the theme's (exports) and have one scheme.
    if shown not in (None, SCHEMES[asked]):
        yield f"the system asks for {asked}, the page shows {shown}"
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {json.dumps(node['target'], ensure_ascii=False)}: {violation['help']}"


@pytest.mark.parametrize("asked", SCHEMES)
def test_pages_are_accessible(
    asked: Scheme, chromium: Browser, served: Served, site_dir: Path, node_modules: Path
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")
    report: list[str] = []
    base = ""

    def stay_here(route: Route) -> None:
        if route.request.url.startswith((base, "data:", "blob:")):
            route.continue_()
        else:
            report.append(f"{page.url}: {asked}: asks for what is not the site's: {route.request.url}")
            route.abort()

    # Animations would be measured half-way through: text that fades in has little contrast.
    with chromium.new_context(color_scheme=asked, reduced_motion="reduce", service_workers="block") as context:
        context.route("**/*", stay_here)
        page = context.new_page()
        for path in sorted(site_dir.rglob("*.html")):
            name = path.relative_to(site_dir).as_posix()
            base = served.base(name)
            page.goto(base + quote(name))
            page.evaluate("document.fonts.ready")
            page.evaluate(axe)
            report += [f"{name}: {asked}: {problem}" for problem in audit(page, asked)]
    if report:
        pytest.fail("\n".join(report), pytrace=False)
