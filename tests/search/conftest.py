"""The pages as readers open them: with what the tests of the browser have."""

from tests.browser.conftest import home, offline, open_page

__all__ = ["home", "offline", "open_page"]
