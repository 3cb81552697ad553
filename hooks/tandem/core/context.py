"""What a block or a citation needs to know while one page is rendered.

Life: made for each page just before it is rendered, thrown away after; `used` then tells which features' scripts and
styles the page needs.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from .page import Page
from .settings import Language, Settings
from .shelf import Shelf
from .strings import Strings
from .tutorial import Tutorial


@dataclass
class Context:
    """One page in one language, with everything around it."""

    settings: Settings
    shelf: Shelf
    language: Language
    strings: Strings
    page: Page
    tutorial: Tutorial | None
    used: set[str] = field(default_factory=set)  # names of features whose blocks stand on the page
    styled: set[str] = field(default_factory=set)  # names of features of which the page needs the style alone
    rendered: list[str] = field(default_factory=list)  # names of blocks, as rendered
    printed: list[str] = field(default_factory=list)  # inline calls, as written, once rendered
    noted: list[str] = field(default_factory=list)  # names of footnotes, as rendered in the text
    fragments: list[etree.Element] = field(default_factory=list)  # what they became, until it is put in its place

    def data(self, name: str) -> Any:
        """A data file of the page's tutorial, as its feature read it. Only for pages of a tutorial."""
        assert self.tutorial is not None
        return self.tutorial.data[name]

    def cite(self, keys: tuple[str, ...] | list[str]) -> Markup:
        """A citation group inside a block; the citations feature fills in the numbers at the end."""
        return Markup('<sup class="cite" data-cite="{}"/>').format(" ".join(keys)) if keys else Markup("")

    def refer(self, key: str) -> Markup:
        """The number of a work that is spoken of, not cited: nothing comes back to it, the page does not list it."""
        assert self.tutorial is not None
        number = self.shelf.numbers[self.tutorial.name][key]
        return Markup('<a href="{}">[{}]</a>').format(self.url("references", f"ref-{key}"), number)

    def url(self, section: str, anchor: str = "") -> str:
        """A link to a section of the same tutorial, as a source writes it: the host resolves and checks it."""
        return f"{section}.md" + (f"#{anchor}" if anchor else "")

    def url_of(self, tutorial: str, name: str) -> str:
        """The same for any page of the shelf."""
        here = self.tutorial.name if self.tutorial else ""
        return posixpath.relpath(posixpath.join(tutorial, f"{name}.md"), here or ".")
