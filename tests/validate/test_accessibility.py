"""Every page of the built site against axe-core, in both languages, light and dark, wide and narrow.

A sample (tests/trials.py) has each scheme and each width once.

The site is served from a sub-path, as GitHub Pages does, on loopback; the scheme is asked for as a reader's system asks
for it. All pages are gone through before the test fails, so that one run tells all there is to mend.
"""

import contextlib
import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route, ViewportSize

from tests.hosting import Folder, serving

pytestmark = pytest.mark.validate

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SUB_PATH = "/sub/path/"
Scheme = Literal["light", "dark"]
# What Material calls the two that a reader's system asks for.
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}


@dataclass(frozen=True)
class Host:
    """The site as a host on this machine has it."""

    origin: str
    built_for: str
    """The address that it was built for; empty where it was told none (SITE_URL)."""

    def base(self, name: str) -> str:
        # The page for addresses that are not there cannot have relative links: without an address it is the root's.
        return self.origin + (urlsplit(self.built_for).path or ("/" if name == "404.html" else SUB_PATH))


@pytest.fixture(scope="module")
def host(site_dir: Path) -> Iterator[Host]:
    canonical = html.parse(str(site_dir / "index.html")).xpath("string(//link[@rel='canonical']/@href)")
    # The home page's own address may end in its file's name.
    built_for = "".join(str(canonical).rpartition("/")[:2])
    prefix = urlsplit(built_for).path or SUB_PATH

    class UnderPrefix(Folder):
        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(prefix))

        def copyfile(self, source: Any, outputfile: Any) -> None:
            # A page that is left takes no more of what it had asked for.
            with contextlib.suppress(ConnectionError):
                super().copyfile(source, outputfile)

    with serving(functools.partial(UnderPrefix, directory=str(site_dir))) as address:
        yield Host(address, built_for)


# To the end of a page, and so far back that the bar at the top cuts through nothing that can be touched.
BELOW = """() => {
    scrollTo({top: document.body.scrollHeight, behavior: 'instant'});
    const bar = document.querySelector('.md-header')?.getBoundingClientRect().bottom ?? 0;
    const cut = [...document.querySelectorAll('main :is(a, button, input, summary)')]
        .map((one) => one.getBoundingClientRect())
        .filter(({ top, bottom }) => top < bar && bottom > bar)
        .map(({ top }) => top);
    if (cut.length) scrollBy({top: Math.min(...cut) - bar - 1, behavior: 'instant'});
}"""

# The checkbox that opens the drawer without a script has to stand beside what it opens, before the first landmark; that
# everything be in one is axe's advice, no criterion of WCAG.
DRAWER = 'region: ["#__drawer"]: '


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
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible(
    asked: Scheme, width: int, browser: Browser, host: Host, site_dir: Path, node_modules: Path
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")
    report: list[str] = []
    base = ""

    def stay_here(route: Route) -> None:
        url = route.request.url
        if url.startswith((base, "data:", "blob:")):
            route.continue_()
            return
        # Material looks for the site map at the address that the site was built for.
        if not (host.built_for and url.startswith(host.built_for)):
            report.append(f"{page.url}: {asked}: asks for what is not the site's: {url}")
        route.abort()

    # Animations would be measured half-way through: text that fades in has little contrast.
    size: ViewportSize = {"width": width, "height": 800}
    with browser.new_context(
        color_scheme=asked, viewport=size, reduced_motion="reduce", service_workers="block"
    ) as context:
        context.route("**/*", stay_here)
        page = context.new_page()
        for path in sorted(site_dir.rglob("*.html")):
            name = path.relative_to(site_dir).as_posix()
            base = host.base(name)
            page.goto(base + quote(name))
            page.evaluate("document.fonts.ready")
            page.evaluate(axe)
            found = [f"{asked}, {width} px: {problem}" for problem in audit(page, asked)]
            if width < 500:  # the bar is another one once the title is out of sight
                page.evaluate(BELOW)
                found += [f"below, {width} px: {problem}" for problem in audit(page, asked)]
                found = [problem for problem in found if DRAWER not in problem]
            report += [f"{name}: {problem}" for problem in found]
    if report:
        pytest.fail("\n".join(report), pytrace=False)
