"""The calculator on the built page, in both languages: opened anew for each test.

And the site of drugs that do not exist, with bands, ages, maxima and times.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page
from tandem.core.strings import Strings

from tests.browser.watch import Watch
from tests.conftest import SUB_PATH, UnderSubPath
from tests.dosing.data import real_site
from tests.hosting import serving

ADDRESS = {"zh": "magnesium/dosing.html", "en": "en/magnesium/dosing.html"}

# The unit that a figure is read with: what follows it, or the higher end of its range.
UNIT = """data => {
  const end = data.closest("[data-low]")?.nextElementSibling ?? data;
  return end.nextSibling.data.match(/^\\s*([^\\s=]+)/)[1];
}"""

STATE = """calculator => {
  const unit = UNIT;
  const seen = (element) => element.checkVisibility();
  const texts = (selector, of = calculator) =>
    [...of.querySelectorAll(selector)].filter(seen).map((element) => element.textContent.trim());
  const field = (name) => {
    const input = calculator.querySelector(`[name=${name}]`);
    const ids = (input.getAttribute("aria-describedby") || "").split(" ");
    const described = ids.map((id) => document.getElementById(id));
    const messages = [...input.parentElement.querySelectorAll("[data-refusal]")].filter(seen);
    return {
      codes: messages.map((message) => message.dataset.refusal),
      texts: messages.map((message) => message.textContent),
      tied: messages.every((message) => described.some((element) => element.contains(message))),
      live: messages.every((message) => message.closest("[aria-live]")),
      invalid: input.getAttribute("aria-invalid"),
    };
  };
  return {
    result: seen(calculator.querySelector(".calc__result")),
    asks: seen(calculator.querySelector(".calc__confirm")),
    figures: [...calculator.querySelectorAll("data")].map((data) => ({
      regimen: data.closest("[data-regimen]").dataset.regimen, unit: unit(data), bound: data.dataset.bound,
      value: data.value, text: data.textContent, seen: seen(data),
      working: Boolean(data.closest(".calc__working")),
    })),
    echoes: Object.fromEntries(["weight", "hours", "product"].map((name) =>
      [name, [...new Set(texts(`[data-echo=${name}]`))]])),
    notes: texts(".calc__note"),
    weight: field("weight"),
    hours: field("hours"),
  };
}""".replace("UNIT", UNIT)


class Calculator:
    """The calculator as a reader uses it, and what it shows."""

    def __init__(self, page: Page, locale: str, watch: Watch) -> None:
        self.page, self.locale, self.watch = page, locale, watch
        self.element = page.locator("dose-calculator")
        self.weight = page.locator("input[name=weight]")
        self.product = page.locator("select[name=product]")
        self.hours = page.locator("input[name=hours]")
        self.confirm = page.locator(".calc__confirm button")

    @property
    def strings(self) -> Strings:
        return real_site().strings[self.locale]

    def state(self) -> Any:
        """All that can be seen of it, at this moment."""
        return self.element.evaluate(STATE)

    def figure(self, regimen: str, unit: str) -> list[str]:
        """Low and high of one unit where they are seen: as results, else as the working has them; empty where not."""
        seen = [
            item for item in self.state()["figures"]
            if (item["regimen"], item["unit"]) == (regimen, unit) and item["seen"]
        ]  # fmt: skip
        results = [item["text"] for item in seen if not item["working"]]
        return list(dict.fromkeys(results or [item["text"] for item in seen]))

    def text(self) -> str:
        """What can be read of it."""
        return self.element.inner_text()

    def locate(self, selector: str) -> Locator:
        return self.element.locator(selector)


def nothing_is_left(state: Any) -> bool:
    """No result is seen, and no figure of an earlier one stands anywhere."""
    return not state["result"] and not any(item["value"] or item["text"] for item in state["figures"])


@pytest.fixture(scope="session")
def pages(browser: Browser, served: str) -> Iterator[dict[str, tuple[Page, Watch]]]:
    """A page for each language, kept through the run."""
    opened = {locale: browser.new_context(locale=locale) for locale in ADDRESS}
    for context in opened.values():
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    yield {locale: (context.new_page(), Watch(context)) for locale, context in opened.items()}
    for context in opened.values():
        context.close()


@pytest.fixture(scope="session")
def fictional_served(fictional_site: Path) -> Iterator[str]:
    """Its address over http."""
    with serving(functools.partial(UnderSubPath, directory=str(fictional_site))) as address:
        yield address + SUB_PATH


@pytest.fixture(params=ADDRESS)
def calculator(
    request: pytest.FixtureRequest, pages: dict[str, tuple[Page, Watch]], served: str
) -> Iterator[Calculator]:
    locale = str(request.param)
    page, watch = pages[locale]
    page.emulate_media(media="screen")
    page.goto(served + ADDRESS[locale], wait_until="domcontentloaded")
    watch.forget()
    yield Calculator(page, locale, watch)
    uncaught = [complaint for complaint in watch.complaints if complaint.startswith("not caught")]
    assert not uncaught
