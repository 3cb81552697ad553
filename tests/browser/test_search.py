"""Search as a reader uses it: over http under a sub-path, and from a folder on a disk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.watch import Watch
from tests.until import until

pytestmark = pytest.mark.browser

LONG = 30_000  # the texts are read and made searchable first
SEARCH = "assets/tandem/search/"
MARK_IN_SIGHT = """[...document.querySelectorAll("article mark")].some(mark => {
  const box = mark.getBoundingClientRect(); return box.height && box.top >= 0 && box.bottom <= innerHeight; })"""


def search(page: Page, query: str) -> None:
    """Open the dialog where it is not, and ask."""
    dialog = page.locator("dialog.search")
    if not dialog.evaluate("dialog => dialog.open"):
        page.locator(".search-open").click()
    field = dialog.locator("input[name=query]")
    expect(field).to_be_focused()
    field.select_text()
    page.keyboard.insert_text(query)
    status = dialog.locator("[role=status]")
    expect(status).to_have_text(re.compile(r"\d|[“”]"), timeout=LONG)
    expect(dialog).not_to_have_attribute("data-busy", "", timeout=LONG)


def headings(page: Page) -> list[str]:
    return page.locator(".search__list a").all_inner_texts()


def marked(page: Page, inside: str) -> list[str]:
    return page.locator(f"{inside} mark").all_inner_texts()


@pytest.mark.parametrize(
    ("address", "query", "target", "words", "size"),
    [
        ("magnesium/index.html", "肌肉阻滞", "magnesium/neuromuscular.html#", {"肌肉阻滞"}, DESK),
        ("magnesium/about.html", "鎂的鎮痛", "magnesium/", {"镁的镇痛", "镁", "镇痛"}, PHONE),
        ("en/magnesium/index.html", "sulphates", "en/magnesium/", {"sulfate", "sulphate"}, PHONE),
        (
            "en/magnesium/about.html",
            "neuromusculr block",
            "en/magnesium/neuromuscular.html#",
            {"Neuromuscular", "block"},
            DESK,
        ),
    ],
)
def test_a_query_leads_to_its_section_with_its_words_marked(
    open_page: Open, home: str, address: str, query: str, target: str, words: set[str], size: ViewportSize
) -> None:
    page = open_page(home + address, viewport=size)
    search(page, query)
    first = page.locator(".search__list li").first
    shown = set(first.locator("mark").all_inner_texts())
    assert shown and {word.lower() for word in shown} & {word.lower() for word in words}
    heading = first.locator("a").inner_text()
    first.locator("a").click()
    page.wait_for_url(lambda url: "?mark" not in url and unquote(url).startswith(unquote(home) + target), timeout=LONG)
    anchor = page.url.split("#")[1]
    expect(page.locator(f"article #{anchor}")).to_contain_text(heading)
    expect(page.locator("article mark.search-mark").first).to_be_attached(timeout=LONG)
    until(page, MARK_IN_SIGHT)
    page.keyboard.press("Escape")
    expect(page.locator("article mark")).to_have_count(0)


def test_nothing_is_loaded_before_it_is_used(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=DESK)
    watch = Watch(context)
    page = context.new_page()
    page.goto(served + "en/magnesium/dosing.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in watch.requests if SEARCH in url or "search/" in url] == []
    page.keyboard.press("/")
    expect(page.locator(".search__hint")).to_be_visible(timeout=LONG)
    # What the dialog is told comes first, what it may keep last.
    until(page, "performance.getEntriesByType('resource').some((one) => one.name.includes('/search/kept.'))")
    asked = {url.removeprefix(served + SEARCH).split(".")[0] for url in watch.requests if SEARCH in url}
    assert asked - {"ask"} == {"en", "en/magnesium", "engine", "english", "kept"}
    search(page, "opioid")
    page.wait_for_load_state("networkidle")
    assert any("/en.pages." in url for url in watch.requests)
    assert watch.strangers(served) == watch.complaints == []
    context.close()


def test_the_keyboard_is_enough(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    page.keyboard.press("Control+k")
    field = page.locator("dialog.search input[name=query]")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).not_to_be_visible()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    search(page, "opioid")
    links = page.locator(".search__list a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    target = links.nth(0).get_attribute("href")
    assert target is not None
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url == target.split("?")[0])


def test_a_slash_right_after_closing_opens_again(open_page: Open, served: str) -> None:
    """Within the frame that closes the dialog, the browser still sends keys to the field that has just gone."""
    page = open_page(served + "en/magnesium/index.html")
    page.keyboard.press("/")
    field = page.locator("dialog.search input[name=query]")
    expect(field).to_be_focused()
    assert field.evaluate(
        """field => { field.closest("dialog").close();
        const kept = document.activeElement === field;
        const slash = new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(slash);
        return kept && slash.defaultPrevented; }"""
    )
    expect(field).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/dosing.html")
    page.locator("dose-calculator input").first.focus()
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_a_result_on_the_same_page_closes_the_dialog_and_marks(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/dosing.html")
    search(page, "heptahydrate")
    page.locator(".search__list a[href*='dosing.html#by-weight']").click()
    expect(page.locator("dialog.search")).not_to_be_visible()
    page.wait_for_url(served + "en/magnesium/dosing.html#by-weight")
    until(page, MARK_IN_SIGHT)


def test_the_other_language_is_a_switch_away(open_page: Open, home: str) -> None:
    page = open_page(home + "en/magnesium/dosing.html")
    search(page, "magnesium sulfate")
    links = page.locator(".search__list a")
    assert all(link.startswith(home + "en/") for link in links.evaluate_all("links => links.map(link => link.href)"))
    page.locator(".search__languages").get_by_label("中文").check()
    expect(page.locator(".search__list").first).to_have_attribute("lang", "zh-Hans", timeout=LONG)
    addresses = links.evaluate_all("links => links.map(link => link.href)")
    assert addresses and not any(link.startswith(home + "en/") for link in addresses)
    assert "硫酸镁" in marked(page, ".search__list")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("sections found")


def test_what_is_nowhere_is_said_with_what_to_try(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    search(page, "zzzxq")
    expect(page.locator("dialog.search [role=status]")).to_have_text("Nothing found for “zzzxq”")
    expect(page.locator(".search__advice li")).to_have_count(3)
    page.locator(".search__advice").get_by_role("button").click()
    expect(page.locator(".search__languages").get_by_label("中文")).to_be_checked()


def test_words_that_no_section_has_together_are_said_to_be_apart(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    search(page, "voltage sugammadex")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("No section has all of these words")
    assert headings(page)
    search(page, "ketamine dose")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("No section mentions: ketamine")
    assert headings(page) == []
    search(page, "how much magnesium heptahydrate, please")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("Not searched for: please")
    assert headings(page)


@pytest.mark.parametrize(
    ("query", "words"),
    [("30 mg/kg", {"30", "mg", "kg"}), ("30mg/kg", {"30", "mg", "kg"}), ("50 毫克", {"50", "mg"}),
     ("NMDA受体", {"NMDA 受体"}), ("（镁，中毒）", {"镁", "中毒"}), ("ＭｇＳＯ４", {"硫酸镁"}),
     ("magnesium", {"镁"}), ("morphine", {"吗啡"}), ("硫酸鎂", {"硫酸镁"}), ("酸镁", {"酸镁"})],
)  # fmt: skip
def test_chinese_however_it_is_typed(open_page: Open, served: str, query: str, words: set[str]) -> None:
    page = open_page(served + "magnesium/index.html")
    search(page, query)
    assert words <= set(marked(page, ".search__list"))


@pytest.mark.parametrize(
    ("query", "word"),
    [("anesthesia", "anaesthesia"), ("randomized", "randomised"), ("perioperativ", "perioperative"),
     ("post-operative", "surgery"), ("postoperativ", "surgery"), ("meta analyses", "meta-analysis"),
     ("magnesuim", "magnesium"), ("硫酸镁", "magnesium sulfate"), ("吗啡", "morphine"), ("gave", "given"),
     ("Opioids'", "opioid")],
)  # fmt: skip
def test_english_however_it_is_typed(open_page: Open, served: str, query: str, word: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    search(page, query)
    assert word in {one.lower() for one in marked(page, ".search__list")} or any(
        one.lower().startswith(word) for one in marked(page, ".search__list")
    )


def test_a_figure_is_no_part_of_another(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/dosing.html")
    search(page, "15 mL")
    assert "150" not in marked(page, ".search__list") and "1.5" not in marked(page, ".search__list")


def test_both_languages_side_by_side_have_it(open_page: Open, home: str) -> None:
    page = open_page(home + "magnesium/dosing.zh-en.html")
    search(page, "中毒")
    assert headings(page)


def test_the_missing_page_has_it_wherever_it_is_missed(
    browser: Browser, site: Path, served: str, tmp_path: Path
) -> None:
    context = browser.new_context()
    watch = Watch(context)
    page = context.new_page()
    page.goto(served + "nothing-is-here/at/all.html")
    search(page, "中毒")
    page.locator(".search__list a").first.click()
    page.wait_for_url(lambda url: url.startswith((served + "magnesium/", served + "index.html")))
    assert all("status of 404" in complaint for complaint in watch.complaints)  # its own
    context.close()


def test_who_asks_for_little_data_is_asked_before_the_rest_is_loaded(browser: Browser, served: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})")
    watch = Watch(context)
    page = context.new_page()
    page.goto(served + "magnesium/index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("镁")
    more = page.locator(".search__results").get_by_role("button", name=re.compile("KB"))
    expect(more).to_be_visible(timeout=LONG)
    assert not any("zh.pages" in url for url in watch.requests)
    more.click()
    expect(page.locator(".search__results h2").nth(1)).to_be_visible()
    assert any("zh.pages" in url for url in watch.requests)
    context.close()


def test_an_entry_that_was_kept_too_long_is_asked_for_anew(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(
        re.compile(r"search/zh\.js$"),
        lambda route: route.fulfill(
            content_type="text/javascript", body='tandemSearch("zh", {"engine": "engine.00000000.js"})'
        ),
    )
    page.goto(served + "magnesium/index.html")
    search(page, "镁")
    assert headings(page)
    context.close()


def test_what_cannot_be_loaded_is_said(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"search/"), lambda route: route.abort())
    page.goto(served + "en/magnesium/index.html")
    page.keyboard.press("/")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("could not be loaded", timeout=LONG)
    context.close()


def test_nothing_typed_is_kept(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    search(page, "opioid")
    page.locator(".search__list a").first.click()
    page.wait_for_load_state()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])")
    assert "opioid" not in kept and "mark" not in kept
    page.reload()
    expect(page.locator("article mark")).to_have_count(0)


def test_without_scripts_there_is_no_button_that_does_nothing(open_page: Open, served: str) -> None:
    page = open_page(served + "magnesium/index.html", java_script_enabled=False)
    expect(page.locator(".search-open")).not_to_be_visible()
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_a_copy_from_an_archive_works_as_the_site_does(site: Path, browser: Browser, tmp_path: Path) -> None:
    """A folder that was moved, with signs in its name that addresses escape."""
    folder = tmp_path / "镁 #1 (v2) 100%"
    shutil.copytree(site, folder)
    context = browser.new_context()
    watch = Watch(context)
    page = context.new_page()
    page.goto(folder.as_uri() + "/magnesium/index.html")
    search(page, "中毒")
    page.locator(".search__list a").first.click()
    expect(page.locator("article mark").first).to_be_visible(timeout=LONG)
    assert watch.complaints == []
    context.close()
