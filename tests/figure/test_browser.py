"""A figure as its readers meet it: stepped through by hand and by keys, or all at once; on a phone, on paper, dark."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tandem.lean import pack

from tests.browser.conftest import PHONE, Open, home, offline, open_page
from tests.conftest import ROOT

__all__ = ["home", "offline", "open_page"]  # the fixtures of the browser's tests
pytestmark = pytest.mark.browser

PAGES = {"zh": "magnesium/mechanism.html", "en": "en/magnesium/mechanism.html"}
BOTH = "magnesium/mechanism.zh-en.html"
TITLES = ["At rest", "Glutamate is released", "Sustained input", "Magnesium is given"]

# Which letters of a drawing lie over others, over a circle that is not their own, or beyond the drawing.
CROWDED = """() => [...document.querySelectorAll(".figure__drawing")].flatMap((svg, stage) => {
  const box = (element) => element.getBoundingClientRect();
  const whole = box(svg);
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, box(text)]);
  const circles = [...svg.querySelectorAll("circle")].map(box);
  const wrong = [];
  texts.forEach(([word, a], index) => {
    if (a.width === 0) wrong.push(`${stage + 1}: ${word} is not seen`);
    if (a.left < whole.left || a.right > whole.right || a.top < whole.top || a.bottom > whole.bottom)
      wrong.push(`${stage + 1}: ${word} is cut off`);
    texts.slice(index + 1).forEach(([other, b]) => {
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        wrong.push(`${stage + 1}: ${word} over ${other}`);
    });
    circles.forEach((circle) => {
      const [x, y, r] = [(circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2, circle.width / 2];
      const far = Math.hypot(x - Math.max(a.left, Math.min(x, a.right)), y - Math.max(a.top, Math.min(y, a.bottom)));
      const inside = Math.max(x - a.left, a.right - x) < r;  // its own circle holds it
      if (far < r && !inside) wrong.push(`${stage + 1}: ${word} over a circle`);
    });
  });
  return wrong;
})"""

CONTRAST = """() => {
  const light = (text) => text.match(/[0-9.]+/g).map(Number).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const page = getComputedStyle(document.body).backgroundColor;
  const svg = document.querySelector(".figure__drawing");
  const ink = getComputedStyle(svg.querySelector("text")).fill;
  const tones = {};
  for (const tone of ["paper", "soft", "deep", "warm", "cool", "hot"]) {
    const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    path.setAttribute("class", tone);
    tones[tone] = ratio(getComputedStyle(path).fill, ink);
  }
  const strong = getComputedStyle(svg.querySelector(".strong")).fill;
  const soft = getComputedStyle(svg.querySelector(".soft")).fill;
  return {
    ...tones, page: ratio(page, ink),
    "(strong on page)": ratio(strong, page), "(strong on soft)": ratio(strong, soft),
  };
}"""

PRESSED = [
    ("ArrowRight", 2),
    ("ArrowRight", 3),
    ("ArrowLeft", 2),
    ("End", 4),
    ("ArrowRight", 4),
    ("Home", 1),
    ("ArrowLeft", 1),
]


def seen(page: Page) -> list[str]:
    """The titles of the stages that are shown."""
    return [panel.inner_text() for panel in page.locator(".figure__stage strong").all() if panel.is_visible()]


def test_without_a_script_every_stage_stands_there(open_page: Open, home: str) -> None:
    page = open_page(home + PAGES["en"], java_script_enabled=False)
    assert seen(page) == TITLES
    assert page.locator(".figure button:visible").count() == 0
    names = page.get_by_role("img", name="Drawing: ")
    assert names.count() == 4
    assert page.get_by_role("figure", name="Magnesium and the NMDA receptor in four stages").count() == 1


def test_buttons_step_through_it(open_page: Open, home: str) -> None:
    page = open_page(home + PAGES["en"])
    steps = page.get_by_role("group", name="Stages")
    before, after = steps.get_by_role("button", name="Previous stage"), steps.get_by_role("button", name="Next stage")
    status = steps.get_by_role("status")
    assert seen(page) == TITLES[:1]
    expect(status).to_have_text("")  # nothing is said before the reader does anything
    expect(before).to_have_attribute("aria-disabled", "true")
    for number, title in enumerate(TITLES[1:], start=2):
        after.click()
        assert seen(page) == [title]
        expect(status).to_have_text(f"Stage {number} of 4: {title}")
        expect(steps.locator("[aria-current=step]")).to_have_attribute("data-stage", str(number))
    expect(after).to_have_attribute("aria-disabled", "true")
    after.press("Enter")  # it says that it can do nothing, keeps the focus, and does nothing
    assert seen(page) == TITLES[3:]
    expect(after).to_be_focused()
    steps.get_by_role("button", name=f"2 {TITLES[1]}").click()
    assert seen(page) == TITLES[1:2]
    every = steps.get_by_role("button", name="All", exact=True)
    every.click()
    assert seen(page) == TITLES
    expect(every).to_have_attribute("aria-pressed", "true")
    expect(status).to_have_text("All 4 stages are shown")
    assert steps.locator("[aria-current]").count() == 0
    every.click()
    assert seen(page) == TITLES[1:2]
    expect(status).to_have_text(f"Stage 2 of 4: {TITLES[1]}")


def test_keys_step_through_it(open_page: Open, home: str) -> None:
    page = open_page(home + PAGES["zh"])
    steps = page.get_by_role("group", name="各阶段")
    stages = steps.locator("[data-stage]")
    stages.nth(0).focus()
    for key, number in PRESSED:
        page.keyboard.press(key)
        expect(steps.locator("[aria-current=step]")).to_have_attribute("data-stage", str(number))
        expect(stages.nth(number - 1)).to_be_focused()
    after = steps.get_by_role("button", name="下一阶段")
    after.focus()
    page.keyboard.press("ArrowRight")
    expect(after).to_be_focused()
    page.keyboard.press("Enter")
    expect(after).to_be_focused()
    expect(steps.get_by_role("status")).to_have_text("第 3 阶段，共 4 个：持续传入")
    page.keyboard.press("Control+ArrowLeft")  # the browser's own
    expect(steps.locator("[aria-current=step]")).to_have_attribute("data-stage", "3")


def test_arrows_follow_the_direction_of_the_script(open_page: Open, served: str) -> None:
    page = open_page(served + PAGES["en"])
    page.evaluate("document.documentElement.dir = 'rtl'; document.querySelector('article').dir = 'rtl'")
    page.locator(".figure__steps [data-stage='1']").focus()
    page.keyboard.press("ArrowLeft")
    assert seen(page) == TITLES[1:2]
    assert page.evaluate("getComputedStyle(document.querySelector('.figure__drawing')).direction") == "ltr"


@pytest.mark.parametrize("locale", PAGES)
def test_paper_has_every_stage_and_no_buttons(open_page: Open, served: str, locale: str) -> None:
    page = open_page(served + PAGES[locale])
    assert len(seen(page)) == 1
    page.emulate_media(media="print")
    assert len(seen(page)) == 4
    assert page.locator(".figure button:visible").count() == 0


@pytest.mark.parametrize("locale", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_letters_have_their_place(open_page: Open, served: str, locale: str, width: int) -> None:
    page = open_page(served + PAGES[locale], viewport={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    first = page.locator(".figure__steps button").first.bounding_box()
    last = page.locator(".figure__steps button").last.bounding_box()
    assert first is not None and last is not None
    assert min(first["height"], first["width"]) >= 24
    if width < 1280:
        assert first["y"] == last["y"]  # in one row
    page.locator(".figure__steps [data-all]").click()
    assert page.evaluate(CROWDED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    # Letters stay legible where the narrowest phone shows a drawing.
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".figure__drawing text")].map((text) =>
             parseFloat(getComputedStyle(text).fontSize) * text.getCTM().a))"""
    )
    assert smallest >= 10


@pytest.mark.parametrize("media", ["light", "dark", "print"])
def test_letters_stand_out_on_every_tone(open_page: Open, served: str, media: str) -> None:
    page = open_page(served + PAGES["en"], color_scheme="light" if media == "light" else "dark")
    page.emulate_media(media="print" if media == "print" else None)
    found = page.evaluate(CONTRAST)
    assert {name: ratio for name, ratio in found.items() if ratio < (3 if name.startswith("(") else 4.5)} == {}


def test_forced_colours_keep_letters_and_lines(open_page: Open, served: str) -> None:
    page = open_page(served + PAGES["en"], forced_colors="active")
    found = page.evaluate(
        """() => {
          const svg = document.querySelector(".figure__drawing");
          const of = (selector, name) => getComputedStyle(svg.querySelector(selector))[name];
          return [of("text", "fill"), of(".soft", "stroke"), of(".strong", "fill"), of(".soft", "fill"),
                  getComputedStyle(svg).backgroundColor];
        }"""
    )
    ink, paper = found[0], found[4]
    assert found == [ink, ink, ink, paper, paper]
    assert ink != paper


@pytest.mark.parametrize(("motion", "name"), [("no-preference", "figure-in"), ("reduce", "none")])
def test_motion_is_the_readers_choice(open_page: Open, served: str, motion: str, name: str) -> None:
    page = open_page(served + PAGES["en"], reduced_motion=motion)
    assert page.evaluate("getComputedStyle(document.querySelector('.figure__panel--shown')).animationName") == name


def test_side_by_side_has_every_stage_once_in_each_language_and_nothing_dead(open_page: Open, home: str) -> None:
    page = open_page(home + BOTH)
    for tag, count in (("zh-Hans", 4), ("en", 4)):
        side = page.locator(f"article [lang={tag}] .figure__panel")
        assert side.count() == count
        assert all(panel.is_visible() for panel in side.all())
    assert page.locator("article button").count() == 0
    assert page.locator(".figure .both__live").count() == 2
    assert page.locator("script[src*='/figure.']").count() == 0
    assert page.evaluate(
        "[...document.querySelectorAll('[id]')].every((e, i, all) => all.findIndex((o) => o.id === e.id) === i)"
    )
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(CROWDED) == []


def test_nothing_moves_when_the_reader_arrives_at_it(open_page: Open, served: str) -> None:
    page = open_page(served + PAGES["en"] + "#stages")
    expect(page.locator(".figure--one")).to_have_count(1)
    expect(page.get_by_role("heading", name="Four stages in one figure")).to_be_in_viewport()


def test_only_the_pages_with_a_figure_carry_its_script(site: Path) -> None:
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    with_script = {name for name, text in texts.items() if re.search(r"/figure\.\w+\.js", text)}
    assert set(PAGES.values()) <= with_script and BOTH not in with_script
    assert all("figure__whole" in texts[name] for name in with_script)
    # Home and an overview show a drawing by its style alone.
    with_style = {name for name, text in texts.items() if re.search(r"/figure\.\w+\.css", text)}
    assert {*with_script, BOTH, "index.html", "en/magnesium/index.html"} <= with_style
    assert all("figure__drawing" in texts[name] for name in with_style)


def test_weight(site: Path) -> None:
    folder = ROOT / "hooks/tandem/figure"
    both = pack(folder / "figure.css") + pack(folder / "figure.js")  # as they are sent
    assert len(gzip.compress(both, compresslevel=9, mtime=0)) <= 2560
    for name in PAGES.values():
        page = (site / name).read_text("utf-8")
        without = re.sub(r'<div class="tandem-block figure">.*?</figure>\s*</div>', "", page, flags=re.S)
        assert len(without) < len(page)
        assert _weight(page) - _weight(without) <= 2560  # its four copies in the page


def _weight(text: str) -> int:
    return len(gzip.compress(text.encode(), compresslevel=9, mtime=0))
