"""What may stand in an address: letters of other scripts as they are. Escaped, each would take nine bytes of a page."""

from __future__ import annotations

import re
from urllib.parse import quote

_ASCII = re.compile(r"[\x00-\x7f]+")


def escape(text: str, safe: str = "") -> str:
    """The text with every sign of ASCII escaped but letters, digits, `_.-~` and those in `safe`."""
    return _ASCII.sub(lambda found: quote(found[0], safe=safe), text)
