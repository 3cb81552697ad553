"""`/// save-offline`: the control that saves the site on the reader's device, and removes it again.

Life: the block is markup with every text that may be shown; the script shows the ones that hold. The service worker
that does the work is written when the site is complete (`exports/app`). A page without the control loads the script
only where the site is saved (`overrides/main.html`): to say that a newer version is there.
"""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup, escape

from ..core.context import Context
from ..core.features import Block, Feature
from ..core.page import BlockCall
from ..core.render import render
from ..core.strings import Strings

_SLOT = re.compile("\ue000([a-z]+)\ue001")  # private characters: no text holds them


def slotted(strings: Strings, key: str, *names: str) -> Markup:
    """A text whose `{names}` are elements that the script fills."""
    text = str(escape(strings(key, **{name: f"\ue000{name}\ue001" for name in names})))
    return Markup(_SLOT.sub(r'<span data-slot="\1"></span>', text))


def _render(context: Context, call: BlockCall) -> Markup:
    if not context.settings.exports.app:
        return Markup("")

    def text(key: str, *names: str) -> Markup:
        return slotted(context.strings, key, *names)

    return render("app/control.html.jinja", context, slotted=text)


def _notice(context: Context) -> Markup:
    """That a newer version is there: on every page, for who has saved the site."""
    if not context.settings.exports.app:
        return Markup("")
    return render("app/notice.html.jinja", context, ready=slotted(context.strings, "app.ready", "date"))


FEATURE = Feature(Path(__file__).parent, blocks=(Block("save-offline", _render, in_tutorial=False),), waiting=_notice)
