"""The pages as the tests of the self-test open them."""

from tests.quiz.conftest import home, locale, offline, open_page, opened, place

__all__ = ["home", "locale", "offline", "open_page", "opened", "place"]
