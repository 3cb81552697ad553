"""The self-test of the built site as readers open it, from a host and from a disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tandem.core.strings import Strings

from tests.browser.conftest import Open, offline, open_page
from tests.dosing.data import real_site
from tests.quiz.data import magnesium

__all__ = ["offline", "open_page"]

ADDRESS = {"zh": "magnesium/self-test.html", "en": "en/magnesium/self-test.html"}


class SelfTest:
    """The form, and how a reader uses it."""

    def __init__(self, page: Page, locale: str) -> None:
        self.page, self.locale = page, locale
        self.items = page.locator(".quiz__item:visible")
        self.finish = page.locator(".quiz__finish")
        self.said = page.locator(".quiz__words > .quiz__said")
        self.result = page.locator(".quiz__result")
        self.record = page.locator(".quiz__record")

    @property
    def strings(self) -> Strings:
        return real_site().strings[self.locale]

    def say(self, key: str, **values: object) -> str:
        return self.strings(f"quiz.said.{key}", **values)

    def order(self, seed: int | str) -> None:
        """Type a number and ask for its order."""
        self.unfold()
        self.page.locator("#quiz--seed").fill(str(seed))
        self.page.locator(".quiz__bar [type=submit]").click()

    def ids(self) -> list[str]:
        """The questions in view, in their order."""
        return [str(found) for found in self.items.evaluate_all("items => items.map(item => item.id.slice(5))")]

    def question(self, name: str) -> Locator:
        return self.page.locator(f"#quiz-{name}")

    def answer(self, name: str, *, right: bool) -> None:
        """Choose what is right, or something wrong, in the question of this id."""
        item = self.question(name)
        kind = item.get_attribute("data-kind")
        if kind == "order":
            places = item.locator("[data-right]").evaluate_all("lines => lines.map(line => line.dataset.right)")
            for select, place in zip(item.locator("select").all(), places if right else places[::-1], strict=True):
                select.select_option(place)
            return
        if kind == "number":
            item.locator("legend").click()  # its fields come with the first thing that a reader does
            number, unit = (item.locator("[data-answer]").text_content() or "").split("\u00a0")
            self.type_number(name, number if right else f"{number}1", unit)
            return
        chosen = "[data-right]" if right else ":not([data-right])"
        inputs = item.locator(f".quiz__options li{chosen} input")
        for field in inputs.all() if right else [inputs.first]:
            field.check()

    def type_number(self, name: str, number: str, unit: str) -> None:
        """Type a number and choose a unit."""
        item = self.question(name)
        item.locator("input").fill(number)
        item.locator("select").select_option(unit)

    def answer_all(self, *, wrong: tuple[str, ...] = ()) -> None:
        for name in self.ids():
            self.answer(name, right=name not in wrong)

    def check(self, name: str) -> None:
        self.question(name).locator(".quiz__check").click()

    def unfold(self) -> None:
        """Open the settings, which are folded."""
        settings = self.page.locator(".quiz__bar details")
        if settings.get_attribute("open") is None:
            settings.locator("summary").click()

    def at_the_end(self) -> None:
        self.unfold()
        self.page.locator("[name=quiz--when][value=end]").check()


@pytest.fixture(params=["http-zh", "file-en"])
def place(request: pytest.FixtureRequest) -> str:
    """Where the site is opened from, and in which language: what differs by one differs by the other nowhere."""
    return str(request.param)


@pytest.fixture
def locale(place: str) -> str:
    return place[-2:]


@pytest.fixture
def home(request: pytest.FixtureRequest, place: str) -> str:
    """The address of the site's top folder."""
    return str(request.getfixturevalue({"http": "served", "file": "offline"}[place[:4]]))


@pytest.fixture
def opened(open_page: Open, home: str, locale: str) -> Callable[..., SelfTest]:
    """Opens the page in a context of its own."""

    def _opened(**options: Any) -> SelfTest:
        found = SelfTest(open_page(home + ADDRESS[locale], **options), locale)
        if options.get("java_script_enabled", True):
            expect(found.page.locator(".quiz__bar")).to_be_visible()
        return found

    return _opened


@pytest.fixture
def quiz(opened: Callable[..., SelfTest]) -> SelfTest:
    return opened()


def stored(page: Page) -> list[str]:
    """The names of what the page has stored, cookies among them, but for the theme's light or dark."""
    names: list[str] = page.evaluate(
        "[...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split(';')]"
    )
    return [name for name in names if name and not name.endswith("__palette")]


NAMES = [question.id for question in magnesium().questions]
NUMBER = next(question.id for question in magnesium().questions if question.number)
