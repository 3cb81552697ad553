"""The same text in stock mkdocs-material: its search plugin as it comes, one site of both languages, for `file://` too.

Life: `write` takes the sections that the built Tandem site was read into, and writes them as neutral Markdown with the
same pages, headings and anchors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from .sections import Judged

CONFIG = """site_name: Stock
use_directory_urls: false
theme: {name: material, language: zh, font: false}
plugins:
  - search
  - i18n:
      docs_structure: suffix
      fallback_to_default: false
      languages:
        - {locale: zh, name: 中文, default: true}
        - {locale: en, name: English}
  - offline
markdown_extensions: [attr_list]
"""


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|])", r"\\\1", text)


def write(folder: Path, judged: Mapping[str, Sequence[Judged]]) -> Path:
    """Write the site's sources; `judged` has the sections by locale. Gives its mkdocs.yml."""
    for locale, sections in judged.items():
        pages: dict[str, list[str]] = {}
        for section in sections:
            address, anchor = section.key.split("#")
            lines = pages.setdefault(address, [])
            level = "#" if not lines else "##"
            lines += [f"{level} {_escaped(section.heading)} {{#{anchor}}}", ""]
            for line in section.lines:
                lines += [_escaped(line), ""]
        for address, lines in pages.items():
            path = folder / "docs" / f"{address.removesuffix('.html')}.{locale}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder / "mkdocs.yml"
