"""What is read off the screen: each quantity in the order of its signs, wherever right-to-left text stands about it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Page
from tandem.direction import SCRIPT, isolated

from tests.direction.seen import shown
from tests.direction.test_runs import CASES
from tests.until import until

pytestmark = pytest.mark.browser
HEAD = "<!doctype html><meta charset=utf-8><style>body{font:20px monospace;margin:9px}p{white-space:nowrap}</style>"
LINES = [case for case in CASES if case["runs"] and "\ufffc" not in case["text"] and "\u2066" not in case["text"]]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 900, "height": 1400})
    yield opened
    opened.close()


def written(page: Page, lines: list[str], *, isolate: bool) -> None:
    """A page from right to left with these lines."""
    text = "".join(f'<p id="line{number}">{line.replace("<", "&lt;")}</p>' for number, line in enumerate(lines))
    body = f'<body dir="rtl">{text}</body>'
    page.set_content(HEAD + (isolated(body) if isolate else body))


def test_every_run_is_shown_in_the_order_of_its_signs(page: Page) -> None:
    written(page, [case["text"] for case in LINES], isolate=True)
    for number, case in enumerate(LINES):
        seen = shown(page, f"#line{number}")
        for text, kind in case["runs"]:
            wanted = "".join(reversed(_units(text))) if kind == "rtl" else text
            assert wanted.replace("\u200c", "") in seen, (case["why"], seen)


def _units(text: str) -> list[str]:
    """Numbers and the signs between them: a number of Arabic-Indic digits is itself read from the left."""
    units: list[str] = []
    for sign in text:
        if units and sign.isdigit() and units[-1][-1].isdigit():
            units[-1] += sign
        else:
            units.append(sign)
    return units


def test_without_isolates_they_are_not(page: Page) -> None:
    """The dose of the report that began this; so the test above can fail."""
    written(page, ["الوزن 30 kg × 15 mg/kg = 450 mg ثم"], isolate=False)
    assert "30 kg × 15 mg/kg = 450 mg" not in shown(page, "p")
    written(page, ["الوزن 30 kg × 15 mg/kg = 450 mg ثم"], isolate=True)
    assert "30 kg × 15 mg/kg = 450 mg" in shown(page, "p")


def test_what_a_script_writes_is_isolated(page: Page) -> None:
    places = '<p id="a"></p><p id="b">ب <span data-echo="w"></span> kg</p><ul id="c"></ul><p id="d">ب</p>'
    page.set_content(HEAD + isolated(f'<body dir="rtl">{places}<div id="e"></div></body>'))
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    page.evaluate(
        """() => {
      const of = (id) => document.getElementById(id);
      of("a").textContent = "جرعة 30–50 mg/kg ثم";
      document.querySelector("[data-echo]").textContent = "70.5";
      of("c").innerHTML = "<li>نتيجة <mark>450</mark> mg في</li>";
      of("d").firstChild.data = "ب 1:4 ثم";
      of("e").append("الملف 10 mg/mL، ", "5 mL ثم");
    }"""
    )
    until(page, "document.querySelector('#d bdi')")
    wanted = {"#a": "30–50 mg/kg", "#b": "70.5 kg", "#c": "450 mg", "#d": "1:4", "#e": "10 mg/mL"}
    for selector, quantity in wanted.items():
        assert quantity in shown(page, selector), selector
    page.evaluate("() => { document.getElementById('a').textContent = 'جرعة 5–7 mg ثم' }")
    until(page, "document.querySelector('#a bdi')")
    assert "5–7 mg" in shown(page, "#a")


@pytest.mark.parametrize("locale", ["ar", "he"])
def test_a_quantity_looks_as_it_does_alone(page: Page, locale: str) -> None:
    """Pictures: of a quantity amid the script, and of the same one alone at the same place of an empty page."""
    words = {"ar": ("الجرعة", "ثم"), "he": ("המנה", "ואז")}[locale]
    working, interval = "30 kg × 15 mg/kg = 450 mg", "HR 0.85 (95% CI 0.7, 0.95)"
    quantities = ["450 mg", "30–50 mg/kg", working, interval, "−5.6 mg", "1:4", "Na⁺"]
    written(page, [f"{words[0]} {quantity} {words[1]}" for quantity in quantities], isolate=True)
    boxes = page.evaluate("[...document.querySelectorAll('bdi')].map((one) => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == len(quantities)

    def pictures() -> list[bytes]:
        clips = [FloatRect(x=box["x"], y=box["y"], width=box["width"], height=box["height"]) for box in boxes]
        return [page.screenshot(clip=clip) for clip in clips]

    amid = pictures()
    places = json.dumps([[box["x"], box["y"], text] for box, text in zip(boxes, quantities, strict=True)])
    page.evaluate(
        f"""() => {{
      document.body.dir = "ltr";
      document.body.replaceChildren(...{places}.map(([x, y, text]) => Object.assign(document.createElement("span"), {{
        textContent: text, style: `position:absolute;white-space:nowrap;left:${{x}}px;top:${{y}}px` }})));
    }}"""
    )
    assert pictures() == amid
