"""How a style writes the page of a citation: behind the number's bracket, or in brackets of its own within ours.

Life: read once a style from its CSL file. A style that puts numbers in brackets (GB/T 7714) writes the pages behind
them, `[8]15-17`; one that prints bare numbers (AMA) writes `8(pp15-17)`, and since our numbers always stand in
brackets (adr/0003), `[8(pp15-17)]`.
"""

from __future__ import annotations

import functools
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from pathlib import Path

from ..core.page import is_plural

_CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True)
class PageForm:
    """Where the pages stand and what is around them. `label`: whether `p` or `pp` stands before them."""

    behind: bool
    before: str = "("
    after: str = ")"
    label: bool = True

    def show(self, pages: str) -> str:
        """The pages as they stand in the text; '' for none."""
        if not pages:
            return ""
        pages = pages.replace(", ", ",")
        if self.behind:
            return pages
        label = ("pp" if is_plural(pages) else "p") if self.label else ""
        return f"{self.before}{label}{pages}{self.after}"


@functools.cache
def page_form(csl: Path) -> PageForm:
    """The form of the style in a CSL file, by its layout of citations."""
    layout = etree.parse(csl).getroot().find(f"{_CSL}citation/{_CSL}layout")
    if layout is None:
        return PageForm(behind=False)
    numbers = [layout, *layout.findall(f".//{_CSL}text[@variable='citation-number']")]
    if any("[" in element.get("prefix", "") for element in numbers):
        return PageForm(behind=True)
    for group in layout.iter(f"{_CSL}group"):
        if group.find(f"{_CSL}text[@variable='locator']") is not None and group.get("prefix") and group.get("suffix"):
            label = group.find(f"{_CSL}label[@variable='locator']") is not None
            return PageForm(False, group.get("prefix", ""), group.get("suffix", ""), label)
    return PageForm(behind=False)
