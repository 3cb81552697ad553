"""The theme's style without what no page uses: what stays, what goes, and that no page looks any different."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Route, ViewportSize
from tandem.lean.assets import pack
from tandem.lean.style import FRAME, Vocabulary, prune
from tandem.registry import FEATURES

from tests.browser.conftest import DESK, PHONE
from tests.trials import sample

PAGE = """<!doctype html><html lang="en" class="no-js"><body dir="ltr" data-color="teal dark">
<article class="text"><p id="one" class="lead note">…</p><input type="checkbox"></article>
<script>document.body.dataset.state = "open"; element.className = "box-shown";</script></body></html>"""


def pruned(style: str, *users: str) -> str:
    return prune(style, Vocabulary.of([PAGE], ["list.classList.toggle('is-late', late)"]), users)


@pytest.mark.parametrize(
    "selector",
    [
        "p", "P", ".text", ".text > p.lead", "#one", "*", ":root", "p::before", ".no-js .note:not(.gone)",
        "[data-color]", '[data-color~="dark"]', "[data-color^=teal]", "[type=checkbox]:checked+p", "[dir=ltr] p",
        ".is-late", ".box-shown", "[data-state=closed]", ":is(.gone, .text) p", "p:nth-child(2)", "html:lang(zh) p",
    ],
)  # fmt: skip
def test_what_can_be_met_stays(selector: str) -> None:
    assert pruned(f"{selector}{{color:red}}") == f"{selector}{{color:red}}"


@pytest.mark.parametrize(
    "selector",
    [
        "table", ".gone", ".text .gone", ".gone p", "#two", "[data-other]", "[data-color=teal]", '[data-color$="teal"]',
        "[dir=rtl] p", "input[type=radio]", ":is(.gone, .gone-too) p", "p:is(.gone)", "p.lead.gone",
        ".md-header", ".text .md-nav__title", ".text h2", "p:target", ".text li",
    ],
)  # fmt: skip
def test_what_cannot_goes(selector: str) -> None:
    assert pruned(f"{selector}{{color:red}}") == ""


def test_of_a_list_only_what_can_be_met_stays() -> None:
    assert pruned(".gone,p ,#two, .note{color:red}") == "p,.note{color:red}"


def test_conditions_go_with_their_last_rule() -> None:
    style = "@media print{.gone{a:b}}@media screen and (min-width:1em){p{a:b}.gone{a:b}}"
    style += "@supports (a:b){@media print{#x{a:b}}}"
    assert pruned(style) == "@media screen and (min-width:1em){p{a:b}}"


def test_properties_and_keyframes_go_with_their_last_use() -> None:
    style = (
        ":root{--a:var(--b);--b:1px;--c:2px;--d:var(--e);--e:3px;--f:4px}p{margin:var(--a)}.gone{padding:var(--c)}"
        "@keyframes turn{to{rotate:1turn}}@keyframes fade{to{opacity:0}}p{animation:1s turn}.gone{animation:fade 1s}"
    )
    assert pruned(style, "a{width:var( --f )}") == (
        ":root{--a:var(--b);--b:1px;--f:4px}p{margin:var(--a)}@keyframes turn{to{rotate:1turn}}p{animation:1s turn}"
    )


def test_what_has_the_focus_is_told_by_the_browser() -> None:
    assert pruned("p:not(.focus-visible){a:b !important}") == "p:not(:focus-visible){a:b!important}"


@pytest.mark.parametrize("style", ["p{color:red", "p{color red}", "}", "p{a:b}}"])
def test_a_style_that_cannot_be_read_is_said_to_be_so(style: str) -> None:
    if style == "p{color:red":  # an end that CSS itself supplies
        assert pruned(style) == "p{color:red}"
        return
    with pytest.raises(ValueError, match="of the theme's style"):
        pruned(style)


def theme() -> str:
    import material

    folder = Path(str(material.__file__)).parent / "templates/assets/stylesheets"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css")))


@cache
def unpruned() -> str:
    return prune(theme(), None)


def test_the_site_takes_a_small_part_of_the_theme(site: Path) -> None:
    (path,) = (site / "assets/tandem").glob("style.*.css")
    style = path.read_text(encoding="utf-8")
    assert len(style) < len(theme()) / 4
    ours = "".join(pack(one.folder / f"{one.name}.css").decode() for one in FEATURES if one.joined)
    assert style.endswith(ours)
    # Blocks that authors may write, and this site's do.
    assert ".md-typeset .admonition" in style
    from_theme = style.removesuffix(ours)
    assert not [name for name in FRAME if re.search(rf"\.{name}(?![\w])", from_theme)]


PICTURES = ["index.html", "en/magnesium/mechanism.html", "magnesium/dosing.html", "en/magnesium/references.html",
            "magnesium/adverse-effects.html", "magnesium/estimates.zh-en.html", "404.html"]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_no_page_looks_any_different(
    browser: Browser, site: Path, served: str, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    """Each kind of page, drawn with the whole style of the theme and with what is left of it: the same pixels."""
    (path,) = (site / "assets/tandem").glob("style.*.css")
    style = path.read_text(encoding="utf-8")
    ours = "".join(pack(one.folder / f"{one.name}.css").decode() for one in FEATURES if one.joined)
    whole = unpruned() + ours
    assert len(whole) > 2 * len(style)
    differ: list[str] = []
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=whole, content_type="text/css; charset=utf-8")

    def picture(address: str, with_all: bool) -> bytes:
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        if with_all:
            page.route(f"**/{path.name}", answer)
        page.goto(served + address)
        taken = page.screenshot(full_page=True, animations="disabled")
        context.close()
        return taken

    tried = sample(PICTURES, 2, scheme)
    for address in tried:
        # Now and then the browser draws one style's edge, at a part of a pixel, in two ways: one way both must share.
        with_all, without = {picture(address, True)}, {picture(address, False)}
        for _ in range(3):
            if with_all & without:
                break
            with_all.add(picture(address, True))
            without.add(picture(address, False))
        if not with_all & without:
            differ.append(address)
    assert differ == []
    assert len(asked) >= len(tried)
