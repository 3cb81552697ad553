"""Reading: the length of a line in each script, the list of headings that follows, and the ways around a page."""

from __future__ import annotations

import statistics
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.dosing.data import real_site
from tests.until import until

pytestmark = pytest.mark.browser

# The characters of each full line: every line of a paragraph but its last.
LINES = """() => {
  const found = [];
  for (const paragraph of document.querySelectorAll("article > p:not([class])")) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const lines = [];
    let bottom = null;
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest("sup")) continue;
      for (let at = 0; at < walker.currentNode.length; at += 1) {
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const box = range.getClientRects()[0];
        if (!box || !box.width) continue;
        if (bottom === null || box.top > bottom) {
          lines.push(0);
          bottom = box.bottom;
        }
        lines[lines.length - 1] += 1;
      }
    }
    found.push(...lines.slice(0, -1));
  }
  return found;
}"""


@pytest.mark.parametrize(
    ("address", "least", "most", "longest"),
    [("en/magnesium/mechanism.html", 60, 70, 78), ("magnesium/mechanism.html", 33, 37, 42)],
)
def test_a_line_holds_what_an_eye_can_follow(
    open_page: Open, served: str, address: str, least: int, most: int, longest: int
) -> None:
    for size in (DESK, {"width": 1920, "height": 1080}):
        lines = open_page(served + address, viewport=size).evaluate(LINES)
        assert len(lines) > 10
        assert least <= statistics.median(lines) <= most, lines
        assert max(lines) <= longest, lines


def sizes(page: Page) -> dict[str, float]:
    found: Any = page.evaluate(
        """(names) => Object.fromEntries(names.map((name) =>
        [name, parseFloat(getComputedStyle(document.querySelector(name)).fontSize)]))""",
        ["h1", "article > h2", "article > p:not([class])", ".md-copyright", ".md-nav a"],
    )
    return dict(found)


@pytest.mark.parametrize("address", ["en/magnesium/mechanism.html", "magnesium/mechanism.html"])
def test_sizes_step_down_and_none_is_too_small(open_page: Open, served: str, address: str) -> None:
    found = sizes(open_page(served + address))
    text = found["article > p:not([class])"]
    assert found["h1"] > found["article > h2"] > text >= 16
    assert min(found.values()) >= 13


def test_a_script_of_squares_has_more_room_and_smaller_steps(open_page: Open, served: str) -> None:
    chinese, english = (
        open_page(served + address) for address in ("magnesium/mechanism.html", "en/magnesium/mechanism.html")
    )
    leading = [
        page.locator("article > p:not([class])").first.evaluate(
            "p => parseFloat(getComputedStyle(p).lineHeight) / parseFloat(getComputedStyle(p).fontSize)"
        )
        for page in (chinese, english)
    ]
    assert leading[0] > leading[1] + 0.1
    assert sizes(chinese)["h1"] < sizes(english)["h1"]


def test_the_list_of_headings_follows_the_text(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/perioperative.html")
    current = page.locator(".tandem-toc [aria-current]")
    expect(current).to_have_count(0)
    listed = [link.get_attribute("href") or "" for link in page.locator(".tandem-toc a").all()]
    assert len(listed) >= 4
    for anchor in listed:
        page.locator(anchor).evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("href", anchor)
        expect(current).to_be_in_viewport()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(current).to_have_count(0)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_title_shows_once_its_heading_is_out_of_sight(open_page: Open, served: str, size: Any) -> None:
    page = open_page(served + "magnesium/perioperative.html", viewport=size)
    title = page.locator(".md-header__page")
    expect(title).to_be_hidden()
    page.locator("#what-reviews-found, article h2 >> nth=1").first.evaluate(
        "heading => heading.scrollIntoView({behavior: 'instant'})"
    )
    expect(title).to_be_visible()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(title).to_be_hidden()


def test_the_way_to_the_top_is_offered_on_the_way_back(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/references.html", viewport=PHONE)
    top = page.locator(".md-top")
    expect(top).to_be_hidden()
    page.mouse.move(100, 300)
    page.mouse.wheel(0, 4000)
    until(page, "scrollY > 3000")
    expect(top).to_be_hidden()
    page.mouse.wheel(0, -600)
    expect(top).to_be_visible()
    top.click()
    until(page, "scrollY === 0")
    expect(top).to_be_hidden()


def test_a_link_into_what_is_folded_unfolds_it(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/mechanism.html")
    page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("beforeend",
        '<details><summary>More</summary><details><summary>Deeper</summary><p id="within">…</p></details></details>')"""
    )
    page.evaluate("location.hash = 'within'")
    expect(page.locator("#within")).to_be_visible()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#within")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#within")).to_be_hidden()


# --- the drawer of a phone -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_the_drawer(open_page: Open, home: str, scripted: bool) -> None:
    page = open_page(home + "en/magnesium/mechanism.html", viewport=PHONE, java_script_enabled=scripted)
    link = page.locator(".md-nav--primary").get_by_role("link", name="Dose table and calculator", exact=True)
    expect(link).to_be_hidden()
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(link).to_be_visible()
    box = page.locator(".md-sidebar").bounding_box()
    assert box is not None
    page.wait_for_timeout(0)
    page.mouse.click(PHONE["width"] - 10, 400)  # beside it: closed again
    expect(link).to_be_hidden()
    page.locator("label.md-header__button[for=__drawer]").click()
    link.click()
    page.wait_for_url(home + "en/magnesium/dosing.html")
    expect(page.locator(".md-sidebar")).to_be_hidden()


def test_the_drawer_by_keyboard(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/mechanism.html", viewport=PHONE)
    drawer = page.get_by_role("checkbox", name="Navigation")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(drawer).to_be_focused()
    page.keyboard.press("Space")
    here = page.locator(".md-nav [aria-current=page]")
    expect(here).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-sidebar")).to_be_hidden()
    expect(drawer).to_be_focused()
    # Open again, and on past its last link: nobody is left behind an open drawer.
    page.keyboard.press("Space")
    page.locator(".md-nav a").last.focus()
    page.keyboard.press("Tab")
    expect(drawer).not_to_be_checked()


def test_a_heading_chosen_in_the_drawer_closes_it(open_page: Open, served: str) -> None:
    page = open_page(served + "magnesium/mechanism.html", viewport=PHONE)
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".tandem-toc a").last.click()
    expect(page.locator(".md-sidebar")).to_be_hidden()
    anchor = page.locator(".tandem-toc a").last.get_attribute("href") or ""
    expect(page.locator(anchor)).to_be_in_viewport()


def test_what_is_behind_the_closed_drawer_is_no_stop_for_the_keyboard(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/mechanism.html", viewport=PHONE)
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("Boolean(document.activeElement.closest('.md-sidebar'))"))
    assert not any(stops)


def test_the_skip_link_leads_past_everything(open_page: Open, served: str) -> None:
    strings = real_site().strings["zh"]
    page = open_page(served + "magnesium/mechanism.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=strings("chrome.skip"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article'))")


def test_a_table_wider_than_its_room_can_be_moved_by_keyboard(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/adverse-effects.html", viewport={"width": 480, "height": 700})
    found = page.evaluate(
        """() => [...document.querySelectorAll(".tandem-table")].map((one) =>
        [one.scrollWidth > one.clientWidth, one.tabIndex])"""
    )
    assert found
    assert all((wide and index == 0) or (not wide and index == -1) for wide, index in found)
