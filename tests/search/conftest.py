"""The pages as readers open them: with what the tests of the browser have."""

from tests.browser.conftest import home, offline, open_page
from tests.exports.app.conftest import host

__all__ = ["home", "host", "offline", "open_page"]
