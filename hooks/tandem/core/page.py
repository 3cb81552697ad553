"""A section's source in one language: what stands on which line, found without rendering it.

Life: `read_page` parses the front matter and, with markdown-it, the text into headings, blocks, citations and links,
each with its line. Problems are found here, where lines are known; rendering (Python-Markdown) comes later and only
for sources without problems. Code, fenced or inline, is never looked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from .data import Document, Strict, parse_document, read_text, validate
from .problems import Problems

CITATION = re.compile(r"\[(@[A-Za-z][\w:-]*(?:\s*;\s*@[A-Za-z][\w:-]*)*)\]")
HEADING_ID = re.compile(r"\s*\{\s*#([^\s}]*)\s*\}\s*$")
_GOOD_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_OPENING = re.compile(r"[ ]{0,3}(/{3,})[ ]*([\w-]+)?[ ]*(?:\|[ ]*(.*?))?[ ]*\Z")
_CLOSING = re.compile(r"[ ]{0,3}/{3,}[ ]*\Z")


class FrontMatter(Strict):
    """What a section's front matter may hold."""

    title: str  # short: for navigation and the page's title
    description: str  # one or two sentences: what the reader will know afterwards


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is '' when the source gives none."""

    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True)
class Citation:
    """One group in the text, `[@a; @b]`."""

    keys: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class BlockCall:
    """One `/// name | argument` with its options, as written."""

    name: str
    argument: str
    options: Document
    line: int

    def option(self, name: str) -> Any:
        """An option's plain value; None when it is not given."""
        return self.options.value.get(name)


@dataclass(frozen=True)
class Link:
    """A link's or an image's target as written."""

    target: str
    line: int


@dataclass
class Page:
    """One source page. `items` holds citations and blocks in the order of the text."""

    path: Path
    locale: str
    name: str
    front: FrontMatter
    body: str
    headings: list[Heading] = field(default_factory=list)
    items: list[Citation | BlockCall] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def blocks(self) -> list[BlockCall]:
        """The page's blocks in order."""
        return [item for item in self.items if isinstance(item, BlockCall)]

    @property
    def citations(self) -> list[Citation]:
        """The citations written in the text, in order, without those that blocks bring."""
        return [item for item in self.items if isinstance(item, Citation)]

    @property
    def ids(self) -> set[str]:
        """The ids of the headings."""
        return {heading.id for heading in self.headings if heading.id}


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match.group(1)
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True}).enable("table")
    any_name: Callable[[str, str], bool] = lambda params, markup: bool(params.strip())  # noqa: E731
    container_plugin(md, "block", marker="/", validate=any_name)
    md.inline.ruler.before("link", "citation", _citation_rule)
    return md


_MD = _parser()


def split_keys(text: str) -> tuple[str, ...]:
    """The keys of `@a; @b`."""
    return tuple(part.strip().lstrip("@") for part in text.split(";"))


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line (from 1) that the body begins on."""
    match = re.match(r"---[ ]*\n(.*?\n)?---[ ]*(?:\n|\Z)", text, re.S)
    if match is None:
        return "", text, 1
    return match.group(1) or "", text[match.end() :], text.count("\n", 0, match.end()) + 1


def read_page(path: Path, locale: str, name: str, problems: Problems) -> Page | None:
    """Read one source page; None when its front matter cannot be used. Problems hold everything that is wrong."""
    text = read_text(path, problems)
    if text is None:
        return None
    front_text, body, first_line = split_front_matter(text)
    if not front_text.strip():
        fix = "begin the file with `---`, `title: …`, `description: …`, `---`"
        problems.add(path, 1, "the page has no front matter", fix)
        return None
    front_document = parse_document(front_text, path, problems, first_line=2)
    front = validate(FrontMatter, front_document, problems) if front_document else None
    if front is None:
        return None
    page = Page(path, locale, name, front, body)
    _Reader(page, first_line, problems).read()
    return page


class _Reader:
    """One pass over the tokens of one page."""

    def __init__(self, page: Page, first_line: int, problems: Problems) -> None:
        self.page, self.first_line, self.problems = page, first_line, problems
        self.lines = page.body.split("\n")

    def problem(self, line: int, what: str, fix: str) -> None:
        self.problems.add(self.page.path, line, what, fix)

    def read(self) -> None:
        env: dict[str, Any] = {}
        tokens = _MD.parse(self.page.body, env)
        around: list[Token] = []
        for token in tokens:
            if token.nesting == 1:
                around.append(token)
                if token.type == "container_block_open":
                    self._block(token)
            elif token.nesting == -1:
                around.pop()
            elif token.type == "inline":
                start = _first_map(token, around)
                if around and around[-1].type == "heading_open":
                    self._heading(token, around[-1], start + self.first_line)
                self._inline(token, start + self.first_line)
            elif token.type == "html_block":
                assert token.map is not None
                if not token.content.lstrip().startswith("<!--"):
                    what = "raw HTML in the text"
                    self.problem(token.map[0] + self.first_line, what, "write Markdown, or a block such as `/// name`")
        self._structure()

    def _heading(self, token: Token, opening: Token, line: int) -> None:
        level = int(opening.tag[1:])
        match = HEADING_ID.search(token.content)
        text = HEADING_ID.sub("", token.content)
        if match is None:
            fix = f"end it with an id, the same in every language: `{'#' * level} {text} {{#some-words}}`"
            self.problem(line, f"the heading '{text}' has no id", fix)
        elif not _GOOD_ID.match(match.group(1)):
            fix = "write small Latin letters, digits and hyphens: `{#some-words}`"
            self.problem(line, f"the id '{match.group(1)}' cannot be used in a link", fix)
        self.page.headings.append(Heading(level, match.group(1) if match else "", text, line))

    def _inline(self, token: Token, line: int) -> None:
        for child, at in _walk(token, line):
            if child.type == "citation":
                self.page.items.append(Citation(split_keys(child.content), at))
            elif child.type == "text":
                self._text(child.content, at)
            elif child.type == "link_open":
                self.page.links.append(Link(str(child.attrs.get("href", "")), at))
            elif child.type == "image":
                self.page.links.append(Link(str(child.attrs.get("src", "")), at))
                if not child.content.strip():
                    self.problem(at, "the image has no alternative text", "write `![what it shows](file)`")
            elif child.type == "html_inline":
                self.problem(at, f"raw HTML in the text: {child.content}", "write Markdown; HTML is not read here")

    def _text(self, text: str, line: int) -> None:
        if "[@" in text:
            fix = "write `[@key]`, or `[@key1; @key2]` for several"
            self.problem(line, "a citation that cannot be read: " + text[text.index("[@") :][:40], fix)
        if text.lstrip().startswith("//"):
            fix = "open a block with `/// name` and close it with `///`, each on a line of its own"
            self.problem(line, f"a block marker that cannot be read: {text.strip()[:40]}", fix)

    def _block(self, token: Token) -> None:
        assert token.map is not None
        start, end = token.map
        line = start + self.first_line
        match = _OPENING.match(self.lines[start].strip())
        if match is None or not match.group(2):
            fix = "write `/// name` or `/// name | argument`"
            self.problem(line, f"a block that cannot be read: {self.lines[start].strip()}", fix)
            return
        if end >= len(self.lines) or not _CLOSING.match(self.lines[end].strip()):
            fix = f"add a line `{match.group(1)}` after its content"
            self.problem(line, f"the block '{match.group(2)}' is never closed", fix)
        options: list[str] = []
        indent = len(self.lines[start]) - len(self.lines[start].lstrip())
        for raw in self.lines[start + 1 : end]:
            if not raw[indent:].startswith("    ") or not raw.strip():
                break
            options.append(raw[indent:])
        document: Document | None = Document(self.page.path, {})
        if options:
            document = parse_document("\n".join(options), self.page.path, self.problems, first_line=line + 1)
            if document is not None and not isinstance(document.value, dict):
                fix = "write each option as `    name: value`"
                self.problem(line + 1, f"the options of '{match.group(2)}' cannot be read", fix)
                document = None
        if document is not None:
            self.page.items.append(BlockCall(match.group(2), match.group(3) or "", document, line))

    def _structure(self) -> None:
        headings = self.page.headings
        seen: dict[str, int] = {}
        for heading in headings:
            if heading.id in seen:
                what = f"the id '{heading.id}' stands here twice (first on line {seen[heading.id]})"
                self.problem(heading.line, what, "give one of the two headings another id, in every language")
            elif heading.id:
                seen[heading.id] = heading.line
        if not headings or headings[0].level != 1 or sum(heading.level == 1 for heading in headings) != 1:
            line = headings[0].line if headings else self.first_line
            fix = "begin with `# Title {#id}` and use `##` below it"
            self.problem(line, "the page must have one first-level heading, at its top", fix)
        for above, below in pairwise(headings):
            if below.level > above.level + 1:
                what = f"the heading '{below.text}' skips a level"
                self.problem(below.line, what, f"write it with {'#' * (above.level + 1)}")


def _first_map(token: Token, around: list[Token]) -> int:
    for candidate in (token, *reversed(around)):
        if candidate.map is not None:
            return candidate.map[0]
    return 0


def _walk(token: Token, line: int) -> Iterator[tuple[Token, int]]:
    for child in token.children or ():
        yield child, line
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
