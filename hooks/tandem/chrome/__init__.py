"""What stands around a page: language switch, hint of another language, review state, and the site's styles.

The templates are the theme's own, in `overrides/`; this folder brings their words, the script and the style. The
page's description, written once in its front matter, also stands under the title: what the reader will know after it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..core.context import Context
from ..core.features import Feature


class _Lead(Treeprocessor):
    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        for position, element in enumerate(root):
            if element.tag == "h1":
                lead = etree.Element("p", {"class": "tandem-lead"})
                lead.text = AtomicString(self.current().page.front.description)
                root.insert(position + 1, lead)
                return


def _extend(md: Markdown, current: Callable[[], Context]) -> None:
    md.treeprocessors.register(_Lead(md, current), "tandem-lead", 7)


FEATURE = Feature(Path(__file__).parent, everywhere=True, extend=_extend)
