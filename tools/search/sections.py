"""The sections of a built site, read for judging, by other means than the search's own reader: both must agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from lxml import html

LEFT_OUT = (
    ".//script|.//style|.//svg|.//form|.//button|.//nav|.//template|.//*[@hidden]|.//*[@aria-hidden='true']"
    "|.//*[@data-live]|.//*[@data-alone]|.//*[@data-search-exclude]|.//*[@role='doc-endnotes']"
    "|.//*[@class='headerlink']|.//sup[.//a[@role='doc-biblioref']]|.//span[.//a[@role='doc-backlink']]"
)
BLOCKS = (
    "p li td th div table tr dt dd figcaption caption blockquote section ul ol dl h1 h2 h3 h4 h5 h6 br figure pre "
    "details summary aside"
)
HEADINGS = f".//*[{' or '.join(f'self::{name}' for name in ('h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt'))}][@id]"
HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Judged:
    """A section: where it is (`page#anchor` below its language's folder), and its text with its heading."""

    key: str
    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.heading, *self.lines))


def sections(site: Path, prefix: str, others: tuple[str, ...]) -> list[Judged]:
    """Every section of one language; `others` are the other languages' folders."""
    found: list[Judged] = []
    folder = site / prefix
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if path.name.count(".") > 1 or name == "404.html" or name.startswith(others):
            continue
        (article,) = html.parse(str(path)).getroot().xpath("//article")
        for element in article.xpath(LEFT_OUT):
            element.drop_tree()
        headings = article.xpath(HEADINGS)
        for element in article.iter(*BLOCKS.split()):
            if element not in headings and not (element.tag == "dt" and element.getparent().get("id")):
                element.text = f"\n{element.text or ''}"
                element.tail = f"\n{element.tail or ''}"
        entries = [(entry, entry.find("dt")) for entry in article.xpath(".//dl/div[@id]")]
        for entry, term in entries:
            term.set("id", entry.get("id"))
            entry.tail = f"\uf8f0\uf8f1{entry.tail or ''}"
        for element in (*headings, *(term for _, term in entries)):
            element.text = f"\uf8f0{element.get('id')}\uf8f1{element.text or ''}"
            element.tail = f"\uf8f2{element.tail or ''}"
        for part in article.text_content().replace("\xa0", " ").replace("\u2060", "").split("\uf8f0")[1:]:
            anchor, rest = part.split("\uf8f1")
            if not anchor:
                continue  # behind an entry
            heading, _, text = rest.partition("\uf8f2")
            lines = tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())
            found.append(Judged(f"{name}#{anchor}", " ".join(heading.split()), lines))
    return found


def plain(text: str) -> str:
    """As readers take two texts for the same: widths, cases and, beside Chinese characters, spaces."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[-‐‑–]", " ", text)
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])", "", re.sub(r"[ \t]+", " ", text))


def holds(text: str, name: str) -> bool:
    """Whether a plain text has a name; one in letters as whole words, with or without its plural's s."""
    name = plain(name)
    if HAN.search(name):
        return name in text
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?:s|es)?(?![a-z0-9])", text) is not None
