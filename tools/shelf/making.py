"""Shelves of any size, for measuring what grows with them: each tutorial the first one's, with a text of its own.

Life: `write` lays out the sources of a site with so many copies of the first tutorial. In each copy, paragraphs that
state no fact (no figure, citation, link or emphasis) are replaced by invented ones, the same in number in each
language, and behind every other stands a sentence that is; so blocks, doses, citations and figures stay, while
packing and memory are not flattered by one text over and over. A tutorial brings sixty terms to the glossary and its
sentences use them. `agreed` records that the languages say the same, as `make agree` would. `stock` writes the same
text for Material as it comes. The same number gives the same shelf.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from tandem.check import Site, check_site
from tandem.core.problems import Problems
from tandem.parity.record import FILE, Record, record_text, section_record

ROOT = Path(__file__).resolve().parents[2]
OF, BESIDE = "magnesium", "reading-evidence"  # what is copied, and what it links to
TERMS = 60  # of each tutorial, in the glossary
LOCALES = ("zh", "en")
_AGREED = date(2026, 1, 31)
_SYLLABLES = re.findall(
    "...", "balcordusfengriholjunkeplormavnolpraquorudsevtolvamwexyorzanbricludroflaglekriplosnitruvli"
)
_SIGNS = "阿伯艾弗格哈伊卡拉梅诺奥佩奎萨塔乌维沃兹班贝查丹德法冈胡贾科莱马纳帕普琼森舒泰瓦温谢亚因尤赞"
_SYLLABLE_WORD = re.compile(f"(?i:{'|'.join(_SYLLABLES)})+")
_FACT = re.compile(r"[0-9@\[\]*_`{}|<>$~^/\\]|[一二三四五六七八九十两半零]")
_NO_TEXT = re.compile(r"\A(?:#|[-*+] |\d+\. |\||>|:::|!|<| )")
_BLOCK = re.compile(r"^(?P<fence>/{3,}) \w.*?^(?P=fence)$", re.S | re.M)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_EXPORTS = re.compile(r"exports: \{[^}]*\}")


def _name(number: int) -> str:
    return f"t{number + 1:03}"


class _Words:
    """The invented words of one tutorial: the same wherever they are asked for, in the same order."""

    def __init__(self, number: int) -> None:
        self.number = number
        chance = random.Random(f"terms {number}")
        self.terms = {
            "en": ["".join(chance.sample(_SYLLABLES, 3)) + f"i{_letters(number)}" for _ in range(TERMS)],
            "zh": ["".join(chance.sample(_SIGNS, 4)) + _sign(number, place) for place in range(TERMS)],
        }

    def sentence(self, chance: random.Random, locale: str, term: int) -> str:
        """A sentence that names one of the terms, among words that mean nothing."""
        name = self.terms[locale][term]
        if locale == "zh":
            parts = ["".join(chance.choices(_SIGNS, k=chance.randint(4, 9))) for _ in range(chance.randint(2, 4))]
            return f"{parts[0]}，{name}，{'，'.join(parts[1:])}。"
        words = ["".join(chance.sample(_SYLLABLES, chance.randint(1, 3))) for _ in range(chance.randint(8, 16))]
        words.insert(len(words) // 2, name)
        return f"{words[0].capitalize()} {' '.join(words[1:])}."


def _letters(number: int) -> str:
    """A number in letters, so that no two tutorials share a term."""
    return "".join("abcdefghjk"[int(figure)] for figure in str(number))


def _sign(number: int, place: int) -> str:
    whole = number * TERMS + place
    return _SIGNS[whole % len(_SIGNS)] + _SIGNS[whole // len(_SIGNS) % len(_SIGNS)] + _SIGNS[whole // len(_SIGNS) ** 2]


def write(folder: Path, tutorials: int, *, exports: bool = False) -> Path:
    """Write the sources of a shelf of so many copies into a new folder; gives its mkdocs.yml."""
    docs = folder / "docs"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns(OF))
    for path in (docs / BESIDE).glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace(f"../{OF}/", f"../{_name(0)}/"), encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("stale_doses: refuse", "stale_doses: banner")
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    if not exports:
        settings, changed = _EXPORTS.subn(lambda found: found[0].replace("true", "false"), settings)
        assert changed == 1, "mkdocs.yml names its exports in another way"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    glossary = [(docs / "glossary.yml").read_text(encoding="utf-8").rstrip("\n")]
    for number in range(tutorials):
        words = _Words(number)
        _copy(ROOT / "docs" / OF, docs / _name(number), number, words)
        glossary += _terms(words)
    (docs / "glossary.yml").write_text("\n".join(glossary) + "\n", encoding="utf-8")
    return folder / "mkdocs.yml"


def _copy(source: Path, target: Path, number: int, words: _Words) -> None:
    shutil.copytree(source, target)
    path = target / "tutorial.yml"
    titled = re.sub(r"^(title:\n  zh: .*\n  en: .*)$", lambda found: _numbered(found[1], number), path.read_text(
        encoding="utf-8"), count=1, flags=re.M)  # fmt: skip
    path.write_text(titled, encoding="utf-8")
    (target / FILE).unlink()
    for page in sorted(target.glob("*.en.md")):
        name = page.name.removesuffix(".en.md")
        paths = {locale: target / f"{name}.{locale}.md" for locale in LOCALES}
        texts = {locale: path.read_text(encoding="utf-8") for locale, path in paths.items()}
        for locale, text in _varied(texts, words, f"{number}/{name}").items():
            paths[locale].write_text(text, encoding="utf-8")


def _numbered(title: str, number: int) -> str:
    return "\n".join(f"{line} ({_letters(number)})" if ": " in line else line for line in title.split("\n"))


def _varied(texts: dict[str, str], words: _Words, seed: str) -> dict[str, str]:
    """A page's texts with other paragraphs; where the two have not the same number of them, with none."""
    pieces = {locale: _pieces(text) for locale, text in texts.items()}
    places = {locale: [at for at, piece in enumerate(found) if _is_text(piece)] for locale, found in pieces.items()}
    if len({len(found) for found in places.values()}) > 1:
        return texts
    for count, where in enumerate(zip(*places.values(), strict=True)):
        chance = random.Random(f"{seed}/{count}")
        terms = chance.sample(range(TERMS), 2)
        fact = any(_FACT.search(pieces[locale][at]) for locale, at in zip(places, where, strict=True))
        for locale, at in zip(places, where, strict=True):
            chance = random.Random(f"{seed}/{count}/{locale}")
            made = [words.sentence(chance, locale, term) for term in terms]
            if fact:
                pieces[locale][at] += f"\n\n{made[0]}"
            else:
                pieces[locale][at] = (" " if locale == "en" else "").join(made)
    return {locale: "".join(found) for locale, found in pieces.items()}


def _pieces(text: str) -> list[str]:
    """A page in pieces: front matter, blocks, paragraphs, and the empty lines between them."""
    front = _FRONT.match(text)
    begin = front.end() if front else 0
    found = [text[:begin]]
    for block in _BLOCK.finditer(text, begin):
        found += [*re.split(r"(\n{2,})", text[begin : block.start()]), block[0]]
        begin = block.end()
    return [*found, *re.split(r"(\n{2,})", text[begin:])]


def _is_text(piece: str) -> bool:
    stripped = piece.strip("\n")
    return (
        bool(stripped)
        and not _NO_TEXT.match(stripped)
        and not stripped.startswith(("---", "///"))
        and ("\n" not in stripped and stripped == piece and stripped.endswith((".", "。", "]")))
    )


def _terms(words: _Words) -> Iterator[str]:
    for place in range(TERMS):
        chance = random.Random(f"definition {words.number}/{place}")
        yield f"  - id: {_name(words.number)}-{place + 1}"
        yield f"    term: {{zh: {words.terms['zh'][place]}, en: {words.terms['en'][place]}}}"
        yield "    definition:"
        for locale in LOCALES:
            yield f"      {locale}: {words.sentence(chance, locale, place)}"


def agreed(config: Path) -> Site:
    """Check a shelf and record of its new tutorials that the languages say the same. Raises ValueError where the
    sources have a problem.
    """
    problems = Problems(config.parent)
    site = check_site(config, problems)
    if site is None or len(problems):
        raise ValueError(problems.report())
    sections: dict[str, dict[str, object]] = {}
    for standing in site.standings:
        if standing.tutorial not in ("", BESIDE):
            (state,) = standing.states  # of the shelf's two languages
            sections.setdefault(standing.tutorial, {})[standing.section] = section_record(state.rows(), _AGREED)
    for tutorial, found in sections.items():
        record = Record.model_construct(sections=found)
        (site.settings.docs / tutorial / FILE).write_text(record_text(record), encoding="utf-8")
    return site


STOCK = {
    "site_name": "Stock",
    "use_directory_urls": False,
    "theme": {"name": "material", "language": "zh", "font": False, "features": ["navigation.prune"]},
    "plugins": ["search", {"i18n": {"docs_structure": "suffix", "fallback_to_default": False, "languages": [
        {"locale": "zh", "name": "中文", "default": True}, {"locale": "en", "name": "English"}]}}],
    "markdown_extensions": ["attr_list", "tables", {"toc": {"permalink": True}}, "pymdownx.superfences"],
}  # fmt: skip


def stock(folder: Path, shelf: Path) -> Path:
    """Write a shelf's texts, without its blocks, as sources of Material as it comes; gives its mkdocs.yml."""
    for path in sorted((shelf / "docs").rglob("*.md")):
        copy = folder / "docs" / path.relative_to(shelf / "docs")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(_BLOCK.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(STOCK, allow_unicode=True), encoding="utf-8")
    return folder / "mkdocs.yml"


def pages(config: Path) -> int:
    """How many source pages a shelf has."""
    return sum(1 for _ in (config.parent / "docs").rglob("*.md"))


def edited(config: Path, word: str) -> Path:
    """Put a word into an invented paragraph of the first tutorial; gives the source that was changed.

    Raises LookupError where no page has such a paragraph.
    """
    for path in sorted((config.parent / "docs" / _name(0)).glob("*.en.md")):
        text = path.read_text(encoding="utf-8")
        for paragraph in text.split("\n\n"):
            first, _, rest = paragraph.partition(" ")
            if rest.endswith(".") and _SYLLABLE_WORD.fullmatch(first) and not _FACT.search(paragraph):
                path.write_text(text.replace(paragraph, f"{first} {word} {rest}", 1), encoding="utf-8")
                return path
    raise LookupError("no page of the first tutorial has an invented paragraph")
