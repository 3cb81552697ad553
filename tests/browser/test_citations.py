"""Citations while reading: the preview beside the number, opened in place, the way to the reference and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Open

pytestmark = pytest.mark.browser

ADDRESSES = ["magnesium/dosing.html", "en/magnesium/dosing.html"]
PREVIEW = ".cite-preview"

# Shows the preview of every citation that can be seen, one after the other, and says where each box is wrong:
# in the middle of the window, where it opens below, and at its lower end, where it opens above.
EVERY = """() => {
  const box = document.querySelector(".cite-preview");
  const wrong = [];
  let shown = 0;
  for (const group of document.querySelectorAll("sup.cite")) for (const block of ["center", "end"]) {
    if (!group.checkVisibility()) continue;
    group.scrollIntoView({block, behavior: "instant"});
    dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
    group.dispatchEvent(new PointerEvent("pointerenter", {pointerType: "mouse"}));
    const at = group.getBoundingClientRect(), is = box.getBoundingClientRect();
    const beside = Math.abs(is.top - at.bottom - 6) < 1.5 || Math.abs(at.top - is.bottom - 6) < 1.5;
    const inside = is.left >= 0 && is.right <= document.documentElement.clientWidth && is.top >= 0;
    const wide = is.width >= Math.min(200, document.documentElement.clientWidth - 40);
    const keys = group.dataset.cite.split(" ").length;
    if (box.hidden || !beside || !inside || !wide || box.children.length !== keys)
      wrong.push(`${group.dataset.cite}: ${JSON.stringify([at, is])} ${box.textContent}`);
    shown += 1;
  }
  return [shown, wrong];
}"""


FIRST = "article > p sup.cite:not([data-cite*=' '])"  # of one reference, in the text


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_preview_stays_in_the_window(open_page: Open, served: str, address: str, size: ViewportSize) -> None:
    page = open_page(served + address, viewport=size)
    page.locator("input[name=weight]").fill("70")
    page.evaluate("for (const one of document.querySelectorAll('.tandem-fold')) one.open = true")
    shown, wrong = page.evaluate(EVERY)
    assert shown > 40
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("address", ADDRESSES)
def test_preview_on_hover(open_page: Open, served: str, address: str) -> None:
    page = open_page("about:blank", viewport=PHONE)
    page.clock.install()
    page.goto(served + address)
    preview, group = page.locator(PREVIEW), page.locator(FIRST).first
    key = group.get_attribute("data-cite")
    expect(preview).to_be_hidden()
    group.hover()
    expect(preview).to_be_visible()
    listed = page.locator(f".cited-here [data-ref={key}]")
    assert listed.inner_text() in preview.inner_text()
    number = group.inner_text().strip("[]\u2060")
    assert preview.inner_text().startswith(f"{number}. ")
    box = preview.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    # The pointer can go from the number onto the box, which stays, and then away, and it goes.
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=5)
    page.clock.run_for(2000)
    expect(preview).to_be_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(2000)
    expect(preview).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_key_opens_it_and_the_focus_alone_does_not(open_page: Open, served: str, address: str, key: str) -> None:
    page = open_page(served + address)
    preview, link = page.locator(PREVIEW), page.locator(f"{FIRST} a").first
    link.focus()
    expect(preview).to_be_hidden()  # going on by Tab covers nothing
    page.keyboard.press(key)
    expect(preview).to_be_visible()
    assert preview.get_attribute("role") == "status"
    assert link.get_attribute("aria-expanded") == "true"
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    assert link.get_attribute("aria-expanded") is None
    expect(link).to_be_focused()
    page.keyboard.press(key)
    page.keyboard.press(key)
    page.wait_for_url("**/references.html#ref-*")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_tap_opens_it_in_place(open_page: Open, served: str, address: str) -> None:
    page = open_page(served + address, viewport=PHONE, has_touch=True)
    preview, link = page.locator(PREVIEW), page.locator(f"{FIRST} a").first
    link.scroll_into_view_if_needed()
    at = link.bounding_box()
    assert at is not None
    assert at["height"] >= 24
    assert at["width"] >= 24
    link.tap()
    expect(preview).to_be_visible()
    assert page.url.endswith(address)
    box = preview.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == pytest.approx(PHONE["height"], abs=1)  # at the foot of the window
    assert box["height"] <= PHONE["height"] * 0.41
    page.locator("h1").tap()
    expect(preview).to_be_hidden()
    link.tap()
    link.tap()
    page.wait_for_url("**/references.html#ref-*")


def test_hover_and_escape(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/dosing.html")
    page.locator(FIRST).first.hover()
    expect(page.locator(PREVIEW)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(PREVIEW)).to_be_hidden()


def test_only_one_preview_at_a_time(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/dosing.html")
    for group in page.locator("article > p sup.cite").all()[:3]:
        group.hover()
        keys = (group.get_attribute("data-cite") or "").split()
        expect(page.locator(f"{PREVIEW} p")).to_have_count(len(keys))
        assert page.locator(PREVIEW).count() == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_to_the_reference_and_back(open_page: Open, home: str, address: str) -> None:
    page = open_page(home + address)
    link = page.locator(f"{FIRST} a[id]").first
    anchor = link.get_attribute("id") or ""
    key = anchor.removeprefix("cite-")
    number = link.inner_text()
    link.click()
    page.wait_for_url(home + address.replace("dosing", "references") + f"#ref-{key}")
    reference = page.locator(f"#ref-{key}")
    expect(reference).to_be_in_viewport()
    header = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    assert reference.evaluate("item => item.getBoundingClientRect().top") >= header - 1
    assert str(reference.evaluate("item => item.value")) == number
    back = reference.locator(f"a[role=doc-backlink][href^='dosing.html#{anchor}']")
    back.click()
    page.wait_for_url(home + address + f"#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    assert page.locator(f"#{anchor}").evaluate("link => link.getBoundingClientRect().top") >= header - 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_script_the_numbers_are_links(open_page: Open, served: str, address: str) -> None:
    page = open_page(served + address, java_script_enabled=False)
    page.locator(f"{FIRST} a").first.click()
    page.wait_for_url("**/references.html#ref-*")
    expect(page.locator(":target")).to_be_in_viewport()
