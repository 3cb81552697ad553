"""What waits for a script on every page of a language, sent once instead of with each page.

Life: a feature's `waiting.html.jinja` is what its element with `data-waiting="feature"` holds as soon as scripts run:
the search dialog, the offer to keep progress. Rendered once a language when a build begins; the script that it becomes
here is loaded before all others, so that each finds its element whole. Without scripts nobody misses it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from .markup import lean

_FILL = 'for(const place of document.querySelectorAll("[data-waiting]"))place.innerHTML=parts[place.dataset.waiting]'


def waiting_script(parts: Mapping[str, str]) -> bytes:
    """The script that fills the elements: `parts` is the markup by the name of the feature."""
    held = json.dumps({name: lean(text) for name, text in parts.items()}, ensure_ascii=False, separators=(",", ":"))
    return f"(parts=>{{{_FILL}}})({held});\n".encode()
