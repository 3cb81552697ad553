"""The pages as they are read: columns on a desk and on paper, pairs on a phone; reached and left by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.watch import Watch
from tests.dosing.data import real_site
from tests.trials import sample

pytestmark = pytest.mark.browser

DOSING = "magnesium/dosing.zh-en.html"
SWITCH = "header a.tandem-beside"

# Where the two sides of each row stand to each other, and what reaches beyond the window.
LOOK = """() => {
  const root = document.documentElement;
  const rows = [...document.querySelectorAll(".both")].filter((row) => row.checkVisibility());
  const places = rows.map((row) => {
    const [one, two] = [...row.children].map((side) => side.getBoundingClientRect());
    if (!one || !two || !one.height || !two.height) return "empty";
    if (two.left >= one.right - 1 && Math.abs(one.top - two.top) < 1) return "beside";
    return two.top >= one.bottom - 1 ? "below" : "over";
  });
  return {
    sideways: root.scrollWidth > root.clientWidth || document.body.scrollWidth > root.clientWidth,
    beyond: rows.filter((row) => [row, ...row.querySelectorAll("*")]
      .some((part) => part.checkVisibility() && !part.closest("svg") &&
        part.getBoundingClientRect().right > root.clientWidth + 1))
      .map((row) => row.textContent.slice(0, 40)),
    cut: rows.flatMap((row) => [...row.children]).filter((side) => side.scrollWidth > side.clientWidth + 1)
      .map((side) => side.textContent.slice(0, 40)),
    wide: rows.map((row) => row.classList.contains("both--wide") || row.classList.contains("both-heads")),
    places,
  };
}"""


def names(site: Path) -> list[str]:
    return sorted(
        path.relative_to(site).as_posix() for path in site.glob("*/*.zh-en.html") if path.parent.name != "downloads"
    )


def look(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LOOK)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_columns_at_a_desk_and_pairs_on_a_phone(browser: Browser, site: Path, offline: str, scheme: Any) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    watch = Watch(context)
    page = context.new_page()
    problems: list[str] = []
    assert len(names(site)) >= 13
    for name in sample(names(site), 3, scheme):
        page.set_viewport_size(DESK)
        page.goto(offline + quote(name))
        expect(page.locator("h1")).to_have_count(1)
        for size, place in ((DESK, "beside"), (PHONE, "below")):
            page.set_viewport_size(size)
            seen = look(page)
            assert len(seen["places"]) > 5
            if seen["sideways"] or seen["beyond"] or seen["cut"]:
                problems.append(f"{name} at {size['width']}: {seen['beyond']} {seen['cut']}")
            wrong = [
                found
                for found, wide in zip(seen["places"], seen["wide"], strict=True)
                if found != place and not (wide and found in {"beside", "below"})
            ]
            if wrong:
                problems.append(f"{name} at {size['width']}: {wrong}")
    page.wait_for_load_state("networkidle")
    context.close()
    assert problems == []
    assert watch.strangers(offline) == []
    assert watch.complaints == []


def test_a_row_that_is_out_of_order_would_be_seen(open_page: Open, served: str) -> None:
    page = open_page(served + DOSING)
    before = look(page)
    page.evaluate("""() => {
      const rows = document.querySelectorAll(".both:not(.both--wide)");
      const [one, other] = [...rows].filter((row) => row.checkVisibility());
      one.children[1].style.marginTop = "3em";
      other.children[1].style.width = "3000px";
    }""")
    seen = look(page)
    assert seen["places"] != before["places"] and seen["beyond"] and not before["beyond"]


def test_few_blocks_are_too_wide_for_a_column(open_page: Open, served: str) -> None:
    """The exception of wide tables must not become the rule."""
    page = open_page(served + DOSING)
    page.evaluate("document.querySelectorAll('article details').forEach((details) => { details.open = true })")
    seen = look(page)
    assert seen["places"].count("beside") > 24
    assert seen["places"].count("below") == 2  # volumes of six products, and the products with four columns


def test_on_paper_two_columns_and_nothing_to_click(open_page: Open, served: str) -> None:
    page = open_page(served + DOSING)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 952})  # A4 less its margins
    seen = look(page)
    assert seen["places"].count("beside") > 24
    assert "over" not in seen["places"]
    assert not seen["sideways"]
    assert seen["cut"] == []
    for gone in (".md-header", ".both-heads", ".both__live", ".md-sidebar--primary"):
        expect(page.locator(gone).first).to_be_hidden()
    for kept in ("h1", ".calc__static", "footer .md-copyright"):
        expect(page.locator(kept).first).to_be_visible()


@pytest.mark.parametrize(("here", "speaks"), [("magnesium/dosing.html", "zh"), ("en/magnesium/dosing.html", "en")])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_reached_and_left_by_keyboard_with_the_section(
    open_page: Open, home: str, here: str, speaks: str, size: Any
) -> None:
    page = open_page(home + here, viewport=size)
    page.locator("#cautions").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    name = real_site().strings[speaks]("side_by_side.both")
    link = page.get_by_role("banner").get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()
    page.locator("header a.tandem-language").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}{DOSING}#cautions")
    expect(page.locator("#cautions")).to_be_in_viewport()
    for back, place in ((0, "magnesium/dosing.html"), (1, "en/magnesium/dosing.html")):
        if back:
            page.go_back()
            page.wait_for_url(f"{home}{DOSING}#cautions")
        page.locator("#cautions").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
        page.locator("header a.tandem-language").nth(back).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}{place}#cautions")
        expect(page.locator("#cautions")).to_be_in_viewport()


def test_without_a_script_it_is_all_there(open_page: Open, home: str) -> None:
    page = open_page(home + "en/magnesium/dosing.html", java_script_enabled=False)
    page.locator(SWITCH).click()
    page.wait_for_url(home + DOSING)
    rows = page.locator("article .both")
    assert rows.count() > 30
    one, two = (rows.nth(5).locator("> .both__side").nth(side).bounding_box() for side in (0, 1))
    assert one and two and two["x"] >= one["x"] + one["width"] - 1 and abs(one["y"] - two["y"]) < 1
    expect(page.locator(".calc__static").first).to_be_visible()
    page.locator(".both-heads a").nth(1).click()
    page.wait_for_url(home + "en/magnesium/dosing.html")


def test_the_preview_of_a_citation_works_in_both_columns(open_page: Open, served: str) -> None:
    page = open_page(served + "magnesium/summary.zh-en.html")
    for language in ("zh-Hans", "en"):
        page.locator(f"article [lang={language}] sup.cite a").first.press("Enter")
        preview = page.locator(".cite-preview")
        expect(preview).to_be_visible()
        assert re.match(r"[0-9]+\. Hobbs N", preview.inner_text())
        page.keyboard.press("Escape")


def test_the_name_of_the_site_has_room_beside_the_switch(open_page: Open, served: str) -> None:
    for name in ("magnesium/dosing.html", "en/magnesium/dosing.html", DOSING):
        page = open_page(served + name, viewport=PHONE)
        title = page.locator(".md-header__site").first
        assert title.evaluate("name => name.scrollWidth <= name.clientWidth"), name
        for link in page.locator("header .tandem-languages a").all():
            box = link.bounding_box()
            assert box and min(box["width"], box["height"]) >= 24, name  # WCAG 2.5.8


def test_no_column_of_a_table_has_to_be_scrolled_to_on_a_phone(open_page: Open, served: str) -> None:
    """The table of serum levels: what is last in it, the worst, is what would be cut off."""
    page = open_page(f"{served}magnesium/adverse-effects.zh-en.html", viewport=PHONE)
    over = page.locator(".tandem-table").evaluate_all("all => all.map((one) => one.scrollWidth - one.clientWidth)")
    assert over == [0, 0]
    # Nor do the figures of two columns run together: a gap of at least 5 px between one text and the next.
    gaps = page.locator(".tandem-table tr").evaluate_all("""rows => rows.flatMap((row) => {
      const boxes = [...row.children].map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect();
      });
      return boxes.slice(1).map((box, index) => box.left - boxes[index].right);
    })""")
    assert len(gaps) > 10
    assert min(gaps) >= 5
