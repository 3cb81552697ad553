"""What a marked term means: by mouse, touch and key, with the script and without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Open

pytestmark = pytest.mark.browser

ADDRESSES = ["magnesium/mechanism.html", "en/magnesium/mechanism.html"]
BOX = ".term-box"
MARK = "article a.term[href='#term-wind-up']"

# Opens every mark, one after the other, at the middle and the end of the window, and says where its box is wrong.
EVERY = """() => {
  const wrong = [];
  let shown = 0;
  for (const mark of document.querySelectorAll("a.term")) for (const block of ["center", "end"]) {
    mark.scrollIntoView({block, behavior: "instant"});
    mark.click();
    const box = document.querySelector(".term-box");
    const at = mark.getBoundingClientRect(), is = box.getBoundingClientRect();
    const beside = Math.abs(is.top - at.bottom - 6) < 1.5 || Math.abs(at.top - is.bottom - 6) < 1.5;
    const inside = is.left >= 0 && is.right <= document.documentElement.clientWidth && is.top >= 0;
    const wide = is.width >= Math.min(150, document.documentElement.clientWidth - 40);
    const said = document.getElementById(mark.getAttribute("aria-describedby")).textContent;
    const once = document.querySelectorAll(".term-box").length === 1;
    if (box.hidden || !beside || !inside || !wide || !once || !box.textContent.includes(said))
      wrong.push(`${mark.textContent}: ${JSON.stringify([at, is])} ${box.textContent}`);
    mark.click();
    if (!box.hidden) wrong.push(`${mark.textContent} stays`);
    shown += 1;
  }
  return [shown, wrong];
}"""


def open_by_click(page: Page) -> None:
    page.locator(MARK).click()
    expect(page.locator(BOX)).to_be_visible()


@pytest.mark.parametrize(
    ("address", "size"),
    [(ADDRESSES[0], PHONE), (ADDRESSES[1], PHONE), ("magnesium/mechanism.zh-en.html", DESK),
     ("en/magnesium/perioperative.html", DESK)],
)  # fmt: skip
def test_every_box_stays_in_the_window(open_page: Open, served: str, address: str, size: ViewportSize) -> None:
    page = open_page(served + address, viewport=size)
    shown, wrong = page.evaluate(EVERY)
    assert shown >= 16
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_by_touch(open_page: Open, home: str) -> None:
    page = open_page(home + ADDRESSES[0], viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator(MARK).tap()
    box = page.locator(BOX)
    expect(box).to_be_visible()
    assert "#" not in page.url
    page.locator("article h2").first.tap()
    expect(box).to_be_hidden()
    page.locator(MARK).tap()
    box.locator("a").tap()
    expect(page).to_have_url(re.compile(r"/glossary\.html#wind-up$"))
    expect(page.locator("#wind-up")).to_be_in_viewport()


@pytest.mark.parametrize("address", ADDRESSES)
def test_by_key(open_page: Open, served: str, address: str) -> None:
    page = open_page(served + address)
    mark, box = page.locator(MARK), page.locator(BOX)
    mark.scroll_into_view_if_needed()
    mark.locator("xpath=preceding::a[1]").focus()
    page.keyboard.press("Tab")  # to the mark, as a reader comes to it
    expect(mark).to_be_focused()
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    expect(box.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(box).to_be_hidden()  # the focus has gone on


def test_by_mouse_it_can_be_pointed_at_and_dismissed(open_page: Open, served: str) -> None:
    """WCAG 1.4.13: hoverable, dismissable, persistent."""
    page = open_page("about:blank")
    page.clock.install()
    page.goto(served + ADDRESSES[1])
    mark, box = page.locator(MARK), page.locator(BOX)
    mark.hover()
    expect(box).to_be_visible()
    page.clock.run_for(60_000)
    expect(box).to_be_visible()
    box.hover()
    page.clock.run_for(60_000)
    expect(box).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(1_000)
    expect(box).to_be_hidden()
    mark.hover()
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    mark.click()
    page.mouse.move(5, 5)
    page.clock.run_for(1_000)
    expect(box).to_be_visible()  # a click keeps it
    page.mouse.click(5, 400)
    expect(box).to_be_hidden()


def test_another_window_is_the_reader_s_to_open(open_page: Open, served: str) -> None:
    page = open_page(served + ADDRESSES[1])
    with page.context.expect_page() as opened:
        page.locator(MARK).click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile("#term-wind-up$"))
    assert page.url.endswith("mechanism.html")


@pytest.mark.parametrize("address", [ADDRESSES[1], "magnesium/mechanism.zh-en.html"])
def test_without_scripts(open_page: Open, home: str, address: str) -> None:
    page = open_page(home + address, viewport=PHONE, has_touch=True, java_script_enabled=False)
    mark = page.locator(MARK)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()
    mark.tap()
    entry = page.locator("#term-wind-up")
    expect(entry).to_be_in_viewport()
    assert mark.bounding_box() == before  # the reader keeps the place
    entry.locator(".terms-here__close").tap()
    expect(entry).not_to_be_in_viewport()
    assert mark.bounding_box() == before
    mark.focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_in_viewport()
    entry.locator("dt > a").first.tap()
    expect(page).to_have_url(re.compile(r"/glossary\.html#wind-up$"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_screen_reader_says(open_page: Open, served: str, address: str) -> None:
    page = open_page(served + address, java_script_enabled=False)
    mark = page.locator(MARK)
    said = page.locator("#termtext-wind-up").text_content()
    assert said
    expect(mark).to_have_accessible_description(said)


def test_on_paper(open_page: Open, served: str) -> None:
    page = open_page(served + ADDRESSES[1])
    open_by_click(page)
    page.emulate_media(media="print")
    expect(page.locator(BOX)).to_be_hidden()
    expect(page.locator("#term-wind-up")).to_be_visible()
    assert page.locator(MARK).evaluate("mark => getComputedStyle(mark).textDecorationLine") == "none"


@pytest.mark.parametrize("address", ["glossary.html", "en/glossary.html"])
def test_the_glossary_s_letters(open_page: Open, served: str, address: str) -> None:
    page = open_page(served + address, viewport=PHONE)
    page.locator(".glossary-letters a").last.click()
    expect(page.locator(".glossary-letter").last).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
