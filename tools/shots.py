"""`make shots`: a picture of every kind of page, for people to look at.

Life: opens the built site from its folder, as a phone and at a desk, light and dark, in each language, and writes each
page whole into `.cache/shots/` with an `index.html` that shows them beside each other. `--readme` takes the few that
stand in the README, as WebP into `.github/pictures/`. Nothing is tested here.
"""

from __future__ import annotations

import base64
import html
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tools import browser

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
SHOTS = ROOT / ".cache/shots"
PICTURES = ROOT / ".github/pictures"
MOST = 80_000  # bytes of a picture in the README


def _nothing(page: Page) -> None:
    pass


def _dose(page: Page) -> None:
    page.fill("input[name=weight]", "70")


def _sustained(page: Page) -> None:
    page.locator(".figure__steps [data-stage='3']").click()


class Kind(NamedTuple):
    """A kind of page: its address without the language's folder, and what a reader did there."""

    name: str
    address: str
    done: Callable[[Page], None] = _nothing
    once: bool = False  # one page for all languages


KINDS = (
    Kind("shelf", "index.html"),
    Kind("overview", "magnesium/index.html"),
    Kind("figure", "magnesium/mechanism.html", _sustained),
    Kind("doses-in-trials", "magnesium/trial-doses.html"),
    Kind("dosing", "magnesium/dosing.html", _dose),
    Kind("evidence", "magnesium/estimates.html"),
    Kind("self-test", "magnesium/self-test.html"),
    Kind("references", "magnesium/references.html"),
    Kind("glossary", "glossary.html"),
    Kind("side-by-side", "magnesium/mechanism.zh-en.html", once=True),
    Kind("missing", "404.html", once=True),
)
LANGUAGES = {"zh": "", "en": "en/"}
DEVICES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")
# For the README: file, address, device, what is done there, what is brought to the top.
README = (
    ("figure.en.webp", "en/magnesium/mechanism.html", "desk", _sustained, ".figure"),
    ("dosing.zh.webp", "magnesium/dosing.html", "desk", _dose, "dose-calculator"),
    ("side-by-side.webp", "magnesium/mechanism.zh-en.html", "phone", _nothing, "h1"),
)


def opened(chromium: Browser, address: str, device: str, scheme: str) -> Page:
    """A page in a context of its own, without motion."""
    colours: Literal["light", "dark"] = "dark" if scheme == "dark" else "light"
    page = chromium.new_context(viewport=DEVICES[device], color_scheme=colours, reduced_motion="reduce").new_page()
    page.goto((SITE / address).as_uri())
    return page


def take_all(chromium: Browser) -> None:
    """Every kind of page in every way, and the page that shows them."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    rows = []
    for kind in KINDS:
        for locale, folder in list(LANGUAGES.items())[: 1 if kind.once else None]:
            cells = []
            for device in DEVICES:
                for scheme in SCHEMES:
                    name = f"{kind.name}-{locale}-{device}-{scheme}.png"
                    page = opened(chromium, folder + kind.address, device, scheme)
                    kind.done(page)
                    page.evaluate("scrollTo(0, 0)")
                    page.screenshot(path=SHOTS / name, full_page=True)
                    page.context.close()
                    cells.append(f'<a href="{name}"><img src="{name}" alt="{html.escape(name)}" loading="lazy"></a>')
            rows.append(f"<h2>{kind.name} · {locale}</h2><div>{''.join(cells)}</div>")
            print(f"{kind.name} {locale}", flush=True)
    style = "body{font:1rem system-ui} div{display:flex;gap:1rem;align-items:start;overflow:auto} img{height:30rem}"
    text = f'<!doctype html><meta charset="utf-8"><title>Shots</title><style>{style}</style>{"".join(rows)}'
    (SHOTS / "index.html").write_text(text, encoding="utf-8")
    print(f"look at {(SHOTS / 'index.html').relative_to(ROOT)}")


def take_for_readme(chromium: Browser) -> None:
    """The pictures of the README. Raises ValueError for one that is too heavy."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, address, device, done, top in README:
        page = opened(chromium, address, device, "light")
        done(page)
        page.locator(top).first.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 90)")
        page.mouse.move(0, 0)
        session = page.context.new_cdp_session(page)
        found = session.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
        picture = base64.b64decode(found["data"])
        if len(picture) > MOST:
            raise ValueError(f"{name} has {len(picture)} bytes, more than {MOST}")
        (PICTURES / name).write_bytes(picture)
        page.context.close()
        print(f"{name}: {len(picture)} bytes")


def main(arguments: list[str]) -> int:
    """Take them; 1 when there is no built site."""
    missing = [kind.address for kind in KINDS if not (SITE / kind.address).is_file()]
    if missing:
        print(f"site/ has no {', '.join(missing)}: run `make site`", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(browser.find()), args=browser.arguments())
        (take_for_readme if "--readme" in arguments else take_all)(chromium)
        chromium.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
