"""A shelf of invented tutorials, the same for the same number: for measuring what grows with a shelf.

Twelve sections a tutorial, in Chinese and English, each with three headings, some paragraphs and a table; sentences are
drawn from the patterns and words of `corpus.json`. The two languages do not say the same, so the build's comparison
of them is switched off, in a hook of this corpus's own; nothing else is.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = 12
LOCALES = ("en", "zh")
_LENGTHS = {"en": 105, "zh": 205}  # words, characters
_HOOK = '''"""The site's own hook, but for the comparison of languages: here they are invented apart."""

import tandem.check
import tandem.plugin

tandem.check.agreement_of = lambda *_: []
tandem.check.standings = lambda *_: []
tandem.plugin.write_pages = lambda *_: None

from tandem.plugin import *  # noqa: E402, F403
'''


def _words() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(Path(__file__).with_name("corpus.json").read_text(encoding="utf-8"))
    return read


def _titles(words: Mapping[str, Any], tutorial: int, section: int) -> dict[str, str]:
    topic = (tutorial * 7 + 3) % len(words["en"]["cond"])
    again = f" {tutorial // len(words['en']['cond']) + 1}" if tutorial >= len(words["en"]["cond"]) else ""
    english = words["en"]["cond"][topic]
    return {
        "en": f"{english[0].upper()}{english[1:]}{again}: {words['en']['aspect'][section]}",
        "zh": f"{words['zh']['cond'][topic]}{again}：{words['zh']['aspect'][section]}",
    }


def _sentences(chance: random.Random, words: Mapping[str, Any], locale: str, topic: int) -> list[str]:
    own = words[locale]
    made: list[str] = []
    length, last = 0, ""
    while length < _LENGTHS[locale]:
        pattern = chance.choice(own["sentences"])
        if pattern == last:
            continue
        last = pattern
        about = own["cond"][topic] if chance.random() < 0.45 else chance.choice(own["cond"])
        sentence = pattern.format(
            cond=about, cond2=chance.choice(own["cond"]), drug=chance.choice(own["drug"]),
            drug2=chance.choice(own["drug"]), sign=chance.choice(own["sign"]), lab=chance.choice(own["lab"]),
            target=chance.choice(own["target"]), test=chance.choice(own["test"]), who=chance.choice(own["who"]),
            n=chance.randint(2, 96),
        )  # fmt: skip
        made.append(sentence[0].upper() + sentence[1:])
        length += len(sentence.split()) if locale == "en" else len(sentence)
    return made


def _name(section: int) -> str:
    """A tutorial has an overview and a list of references; here they are sections as the others."""
    return {0: "index", SECTIONS - 1: "references"}.get(section, f"s{section + 1:02}")


def _section(words: Mapping[str, Any], tutorials: int, tutorial: int, section: int, locale: str) -> str:
    chance = random.Random(f"{tutorial}/{section}/{locale}")
    topic = (tutorial * 7 + 3) % len(words["en"]["cond"])
    own = words[locale]
    title = _titles(words, tutorial, section)[locale]
    lines = ["---", f'title: "{title}"', f'description: "{title}"', "---", "", f"# {title} {{#top}}", ""]
    space = " " if locale == "en" else ""
    for number, heading in enumerate(own["headings"][(tutorial + section) % 3]):
        sentences = _sentences(chance, words, locale, topic)
        half = len(sentences) // 2
        lines += [f"## {heading} {{#part-{number + 1}}}", "", space.join(sentences[:half]), "",
                  space.join(sentences[half:]), ""]  # fmt: skip
        if number == 1:
            lines += ["| " + " | ".join(own["table"]) + " |", "|---|---|---|---|"]
            for lab in chance.sample(own["lab"], 5):
                low = chance.randint(2, 60)
                figures = f"{low}–{low + chance.randint(5, 40)} | {chance.randint(1, 140)} | {chance.randint(1, 140)}"
                lines.append(f"| {lab} | {figures} |")
            lines.append("")
    other, another = chance.randrange(tutorials), chance.randrange(SECTIONS)
    following = (section + 1) % SECTIONS
    links = [
        f"[{_titles(words, tutorial, following)[locale]}]({_name(following)}.md)",
        f"[{_titles(words, other, another)[locale]}](../t{other + 1:03}/{_name(another)}.md)",
    ]
    lines.append("See also {} and {}.".format(*links) if locale == "en" else "另见{}和{}。".format(*links))
    if section == SECTIONS - 1:
        lines += ["", "/// reference-list", "///"]
    return "\n".join(lines) + "\n"


def write(folder: Path, tutorials: int) -> Path:
    """Write the sources of such a site and what builds it; gives its mkdocs.yml."""
    words = _words()
    docs = folder / "docs"
    for tutorial in range(tutorials):
        place = docs / f"t{tutorial + 1:03}"
        place.mkdir(parents=True)
        titles = {locale: re.split("[:：]", title)[0] for locale, title in _titles(words, tutorial, 0).items()}
        meta = {
            "title": titles,
            "summary": titles,
            "version": "1.0.0",
            "written": "2026-01-31",
            "licence": {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
            "sections": [_name(section) for section in range(SECTIONS)],
        }
        (place / "tutorial.yml").write_text(yaml.safe_dump(meta, allow_unicode=True), encoding="utf-8")
        (place / "references.json").write_text("[]\n", encoding="utf-8")
        for section in range(SECTIONS):
            for locale in LOCALES:
                text = _section(words, tutorials, tutorial, section, locale)
                (place / f"{_name(section)}.{locale}.md").write_text(text, encoding="utf-8")
    for locale, title in (("en", "Clinical tutorials"), ("zh", "临床教程")):
        text = f'---\ntitle: "{title}"\ndescription: "{title}"\n---\n\n# {title} {{#top}}\n\n/// shelf\n///\n'
        (docs / f"index.{locale}.md").write_text(text, encoding="utf-8")
    (folder / "entry.py").write_text(_HOOK, encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("hooks: [hooks/entry.py]", "hooks: [entry.py]")
    config = config.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "mkdocs.yml"
