"""A page of the site with something from right to left: isolated, and with the script that does the same after it."""

from __future__ import annotations

import re
from pathlib import Path

from .markup import isolated

SCRIPT = Path(__file__).with_name("direction.js")
FIX = "write it without emphasis or a link inside it; if it has none, hooks/tandem/direction must learn its form"
_SCRIPTS = re.compile(r'<script defer src="([^"]*/)?[^"/]+\.js"></script>')


def fault(found: str) -> str:
    """What is wrong with a quantity that `outside` found, in words for a message."""
    return f"'{found}', which the right-to-left text about it turns round"


def directed(page: str, script: str) -> str:
    """The page with its runs isolated; `script` names direction.js in the folder of the page's other scripts."""
    made = isolated(page)
    scripts = list(_SCRIPTS.finditer(made)) if script and 'dir="rtl"' in made else []
    if not scripts:
        return made
    last = scripts[-1]
    return f'{made[: last.end()]}\n<script defer src="{last[1] or ""}{script}"></script>{made[last.end() :]}'
