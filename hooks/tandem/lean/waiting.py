"""What waits for a script on every page of a language, sent once instead of with each page.

Life: a feature's `waiting` is what its element with `data-waiting="feature"` holds as soon as scripts run: the search
dialog, the offer to keep progress. Rendered once a language when a build begins; the script that it becomes
here is loaded before all others, so that each finds its element whole. Without scripts nobody misses it. A form that is
taken from the finished site reads the parts out of that script (`waiting_parts`).

Its style waits with it: the element is told its address, and the feature's script asks for it when the element is used.
It also loads the script that only readers need who have saved the site on their device.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from .markup import lean

_FILL = 'for(const place of document.querySelectorAll("[data-waiting]"))place.innerHTML=parts[place.dataset.waiting]'

_BEFORE, _AFTER = f"(parts=>{{{_FILL}}})(", ");\n"

_STYLED = (
    '(styles=>{for(const place of document.querySelectorAll("[data-waiting]")){'
    "const name=styles[place.dataset.waiting];"
    "if(name)place.dataset.style=new URL(name,document.currentScript.src)}})(NAMES);\n"
)

# The page on which the site is saved has that script itself. In a frame that may keep nothing, asking for it fails.
_SAVED = (
    'try{if(navigator.serviceWorker&&navigator.serviceWorker.controller&&!document.querySelector("[data-app]"))'
    'document.head.append(Object.assign(document.createElement("script"),'
    "{src:new URL(NAME,document.currentScript.src)}))}catch{}"
)


def waiting_script(parts: Mapping[str, str], saved: str = "", styles: Mapping[str, str] | None = None) -> bytes:
    """The script that fills the elements: `parts` is the markup by the name of the feature.

    `saved` names the script for readers who have saved the site, beside this one; '' where none can. `styles` names the
    style sheet of a part, beside it too, by the name of the feature.
    """
    held = json.dumps({name: lean(text) for name, text in parts.items()}, ensure_ascii=False, separators=(",", ":"))
    text = f"{_BEFORE}{held}{_AFTER}"
    if styles:
        text += _STYLED.replace("NAMES", json.dumps(dict(styles), separators=(",", ":")))
    if saved:
        text += f"{_SAVED.replace('NAME', json.dumps(saved))};\n"
    return text.encode()


def waiting_parts(script: str) -> dict[str, str]:
    """The markup by the name of the feature, out of the script that fills the elements."""
    held = script.removeprefix(_BEFORE).partition(_AFTER)[0]
    found: dict[str, str] = json.loads(held)
    return found
