"""A site in three languages, of which the third has the overview and a section whose doses were never compared."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.conftest import once
from tests.fixtures.several import ALL, THIRD, agree, tandem, write

Element = Any
OUTSIDE = ("docs/index.zh.md", "docs/index.en.md", f"docs/index.{THIRD}.md")
HOME = ["index.html", "en/index.html", f"{THIRD}/index.html"]
ORDINARY = [f"{prefix}salt/{name}.html" for prefix in ("", "en/") for name in ALL] + [f"{THIRD}/salt/index.html"]
WITHHELD = f"{THIRD}/salt/dosing.html"
BOTH = [f"salt/{name}.zh-en.html" for name in ALL] + [f"salt/index.zh-{THIRD}.html"]
LONG = ("Bahasa Indonesia", "Português do Brasil")
DOSE = re.compile(r"\d\s*m[gL]\b")


def _make(target: Path) -> None:
    root = write(target, ("index", "dosing"))
    for path in OUTSIDE:
        with (root / path).open("a", encoding="utf-8") as page:
            page.write("\n/// agreement-report\n///\n")
    config = root / "mkdocs.yml"
    text = re.sub(r"exports: \{.*\}", "exports: {pdf: false, dose_card: false, bom: false}", config.read_text("utf-8"))
    config.write_text(text, encoding="utf-8")
    status, said = agree(root, "index", "--languages", "zh", THIRD)
    assert status == 0, said
    status, said = tandem(root, "build")
    assert status == 0, said
    assert f"dosing.{THIRD}.md:1: warning: this section was never declared to say the same as dosing.zh.md; " in said
    assert f"until then a section that shows a dose is not shown in '{THIRD}'" in said


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's folder."""
    return once(tmp_path_factory, "several", _make) / "site"


def tree(path: Path) -> Element:
    return html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()


def led(page: str, links: list[Element]) -> list[str]:
    """Where links of a page lead in the site."""
    return [posixpath.normpath(posixpath.join(posixpath.dirname(page), link.get("href"))) for link in links]


def test_pages_grow_by_the_number_of_languages(three: Path) -> None:
    made = {path.relative_to(three).as_posix() for path in three.rglob("*.html")}
    made = {path for path in made if not path.startswith("downloads/")}
    assert made == {"404.html", *HOME, *ORDINARY, WITHHELD, *BOTH}


def test_no_link_leads_nowhere(three: Path) -> None:
    def broken(page: str) -> Iterator[str]:
        for link in tree(three / page).xpath("//a[@href]"):
            parts = urlsplit(link.get("href"))
            if parts.scheme or parts.netloc:
                assert parts.scheme in {"https", "data"}, link.get("href")
                continue
            folder, path = posixpath.dirname(page), unquote(parts.path)
            target = three / (posixpath.join(folder, path) if path else page)
            there = target.is_file()
            if there and parts.fragment:
                there = bool(tree(target).xpath("//*[@id=$id]", id=unquote(parts.fragment)))
            if not there:
                yield f"{page}: {link.get('href')}"

    assert [fault for page in (*HOME, *ORDINARY, WITHHELD, *BOTH) for fault in broken(page)] == []


# --- what a language lacks -------------------------------------------------------------------------------------------


def test_the_overview_lists_what_is_missing_and_leads_to_the_pivot(three: Path) -> None:
    page = f"{THIRD}/salt/index.html"
    links = tree(three / page).xpath("//div[@class='ledger']//a")
    assert led(page, links) == ["salt/dosing.html", "salt/references.html"]
    assert [(link.get("hreflang"), link.text_content()) for link in links] == [
        ("zh-Hans", "剂量 (中文)"),
        ("zh-Hans", "参考文献 (中文)"),
    ]
    small = [len(item.xpath("./small")) for item in tree(three / page).xpath("//div[@class='ledger']//li")]
    assert small == [1, 0], "what is there and was not compared says so"
    for other in ("salt/index.html", "en/salt/index.html"):
        assert not any("(" in link.text_content() for link in tree(three / other).xpath("//div[@class='ledger']//a"))


def test_the_text_leads_to_the_other_language_and_the_navigation_skips_it(three: Path) -> None:
    page = f"{THIRD}/salt/index.html"
    own = tree(three / page)
    (link,) = [
        link for link in own.xpath("//article//li/a") if "dosing" in link.get("href") and "#" in link.get("href")
    ]
    assert led(page, [link]) == ["salt/dosing.html#dosing"]
    assert link.xpath("string(./small)") == "(中文)"
    cited = own.xpath("//article//a[@role='doc-biblioref']")
    assert cited and set(led(page, cited)) == {f"salt/references.html#ref-{key}" for key in ("doe2020", "zhang2022")}
    nav = [path for path in led(page, own.xpath("//nav[contains(@class, 'md-nav')]//a")) if "#" not in path]
    assert nav == [f"{THIRD}/index.html", page]
    assert own.xpath("//nav[@class='tandem-way']/a") == []
    assert own.xpath("//link[@rel='next' or @rel='prev']") == []


def test_doses_that_were_not_compared_are_shown_nowhere_in_that_language(three: Path) -> None:
    page = tree(three / WITHHELD)
    (note,) = page.xpath("//article//*[@role='note']")
    assert led(WITHHELD, note.xpath(".//a")) == ["salt/dosing.html"]
    assert [(link.get("rel"), link.get("hreflang")) for link in page.xpath("//head/link[@rel='alternate']")] == []
    assert page.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//*[self::table or self::dose-calculator or self::template]") == []
    assert page.xpath("//article/h1/text()") == ["מינון"]
    texts = {path: path.read_text(encoding="utf-8") for path in (three / THIRD).rglob("*.html")}
    texts |= {path: path.read_text(encoding="utf-8") for path in (three / "downloads").glob(f"salt.{THIRD}.*")
              if path.suffix == ".html"}  # fmt: skip
    texts |= {path: path.read_text(encoding="utf-8")
              for path in (three / f"assets/tandem/search/{THIRD}").rglob("*.js")}  # fmt: skip
    assert len(texts) == 5
    assert [path for path, text in texts.items() if DOSE.search(text)] == []
    assert DOSE.search((three / "salt/dosing.html").read_text(encoding="utf-8")), "what is looked for can be found"
    assert DOSE.search((three / "en/salt/dosing.html").read_text(encoding="utf-8"))


def test_search_finds_what_the_language_has(three: Path) -> None:
    found = {
        locale: {name for name in ALL for path in (three / f"assets/tandem/search/{locale}").glob("salt.*.js")
                 if f'"{name}",' in path.read_text(encoding="utf-8")}
        for locale in ("zh", "en", THIRD)
    }  # fmt: skip
    assert found == {"zh": set(ALL), "en": set(ALL), THIRD: {"index"}}


def test_hosts_are_told_of_the_languages_that_are_there(three: Path) -> None:
    sitemap = (three / "sitemap.xml").read_text(encoding="utf-8")
    assert WITHHELD not in sitemap and f"/{THIRD}/salt/index.html" in sitemap
    index, dosing = (tree(three / f"salt/{name}.html").xpath("//head/link[@rel='alternate']/@hreflang")
                     for name in ("index", "dosing"))  # fmt: skip
    assert (index, dosing) == (["zh-Hans", "en", THIRD, "x-default"], ["zh-Hans", "en", "x-default"])
    hints = [hint.get("lang") for hint in tree(three / "salt/index.html").xpath("//aside[@data-hint]")]
    assert hints == ["en", THIRD]
    missing = tree(three / "404.html")
    assert [part.get("lang") for part in missing.xpath("//article/section")] == ["zh-Hans", "en", THIRD]


def test_the_report_is_a_matrix(three: Path) -> None:
    table = tree(three / "en/index.html").xpath("//table[contains(@class, 'agreement-report')]")[0]
    head = [cell.text_content() for cell in table.xpath("./thead/tr/th")]
    assert head == ["Page", "中文", "English", "עברית", "Allowed differences"]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")]
    states = [[re.sub(r"^\d+ (?:words|characters)", "", cell).strip() for cell in row[1:4]] for row in rows]
    pivot, equal = "The others are compared with this", "Compared on 2026-11-22"
    assert [row[0] for row in rows] == ["Overview", "Dosing", "References"]
    assert states == [
        [pivot, equal, "Compared on 2027-01-15"],
        [pivot, equal, "Never compared"],
        [pivot, equal, "Not there"],
    ]


# --- the switch ------------------------------------------------------------------------------------------------------


def test_the_switch_is_a_menu_of_what_is_there(three: Path) -> None:
    def menu(page: str) -> tuple[str, list[tuple[str, str]], list[str]]:
        (found,) = tree(three / page).xpath("//header//details[contains(@class, 'tandem-menu')]")
        alone = [(one.get("lang", ""), one.text) for one in found.xpath(".//*[contains(@class, 'tandem-language')]")]
        return found.findtext("summary"), alone[1:], led(page, found.xpath(".//a"))

    assert menu("salt/index.html") == (
        "中文",
        [("", "中文"), ("en", "English"), (THIRD, "עברית")],
        ["en/salt/index.html", f"{THIRD}/salt/index.html", "salt/index.zh-en.html", f"salt/index.zh-{THIRD}.html"],
    )
    assert menu("en/salt/index.html")[2] == ["salt/index.html", f"{THIRD}/salt/index.html", "salt/index.zh-en.html"]
    assert menu("salt/dosing.html")[2] == ["en/salt/dosing.html", "salt/dosing.zh-en.html"]
    assert menu(f"{THIRD}/index.html")[2] == ["index.html", "en/index.html"]
    both = f"salt/index.zh-{THIRD}.html"
    assert menu(both)[2] == [*menu("salt/index.zh-en.html")[2][:3], "salt/index.zh-en.html"]
    (current,) = tree(three / both).xpath("//header//*[@aria-current='true']")
    assert current.text_content() == "中文 · עברית"
    turned = tree(three / "salt/index.html").xpath("//header//a[@lang=$third]/@dir", third=THIRD)
    assert turned == ["rtl"]


@pytest.mark.parametrize("width", [360])
def test_the_header_has_room_and_the_menu_opens_without_a_script(three: Path, browser: Browser, width: int) -> None:
    """With five languages, of which two have long names."""
    context = browser.new_context(viewport={"width": width, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    for name in ("salt/index.html", f"{THIRD}/salt/index.html", f"salt/index.zh-{THIRD}.html"):
        text = (three / name).read_text(encoding="utf-8")
        one = re.search(r"<a [^>]*class=\"?tandem-language\"?[^>]*>[^<]*</a>", text)
        assert one is not None
        more = "".join(
            re.sub(">[^<]*</a>", f">{called}</a>", one[0]) for called in ("Bahasa Indonesia", "Português do Brasil")
        )
        long = three / name.replace(".html", ".long.html")
        long.write_text(text.replace(one[0], one[0] + more, 1), encoding="utf-8")
        page.goto(long.as_uri())
        long.unlink()
        summary = page.locator(".tandem-menu summary")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        box = page.locator(".tandem-menu__list").bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert page.locator(".tandem-menu__list > *").count() >= 5
    context.close()
