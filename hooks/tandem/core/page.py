"""A section's source in one language: what stands on which line, found without rendering it.

Life: `read_page` parses the front matter and, with markdown-it, the text into headings, blocks, citations and links,
each with its line. Problems are found here, where lines are known; rendering (Python-Markdown) comes later and only
for sources without problems. Code, fenced or inline, is never looked into.

The two parsers do not agree on everything. What authors are likely to write, and what Python-Markdown would show
otherwise than it was read here, is a problem too: lists without an empty line above them or indented by less than four
spaces, HTML that only one of them takes for HTML. Braces that other dialects make attributes of are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from pydantic import Field

from . import bounds
from .characters import fault
from .data import Document, Strict, parse_document, read_text, validate
from .dialects import foreign, unclosed
from .formula import FORMULA, FormulaError, is_formula, plain
from .notes import MOST, NOTE_REF, Part, definition_lines, letters, note_lines
from .problems import Problems
from .shifted import LOWERED, RAISED, misread, shifted
from .translated import Text, Title

_PAGE = r"(?:[A-Za-z]{0,3}[0-9]{1,7}[a-z]?|[ivxlcdm]{1,9})"
_SPAN = rf"{_PAGE}(?:-{_PAGE})?"
_PAGES = rf"(?:p\. {_PAGE}|pp\. {_SPAN}(?:, {_SPAN})*)"
_WORK = rf"@[A-Za-z][\w:-]*(?:, {_PAGES})?"
CITATION = re.compile(rf"\[({_WORK}(?:\s*;\s*{_WORK})*)\]")
# What a feature prints amid a text: {caution:heart-block}. A name in capitals is read too, so that it can be refused.
INLINE = re.compile(r"\{([A-Za-z]+):[ ]*([^{}\s]*)[ ]*\}")
HEADING_ID = re.compile(r"\s*\{\s*#([^\s}]*)\s*\}\s*$")
_BRACES_AT_END = re.compile(r"\s*\{[^{}]*\}\s*\Z")
_GOOD_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_OPENING = re.compile(r"(/{3,})[ ]*([\w-]+)?[ ]*(?:\|[ ]*(.*?))?[ ]*\Z")
_CITATION_ATTEMPT = re.compile(r"[\[［【]\s*[@＠]")
# Pages in another form than ours: a key, a comma or a space, and something with a digit.
_PAGES_ATTEMPT = re.compile(
    r"[\[［【]\s*[@＠]([A-Za-z][\w:-]*)[\s,，、]+([^;；@＠\]］】]*[0-9][^;；@＠\]］】]*)[\]］】]"
)
_PAGE_WORDS = re.compile(r"(?i)(?:pp?\.?|pages?|第)?\s*[a-z]?[0-9]")
_PAGES_BEHIND = re.compile(r"([0-9]{1,6}(?:[-–—][0-9]{1,6})?)(?=[，。；：、！？,.;:)）]|\Z)")
_DASHES = re.compile(r"\s*[-‐‑‒–—−~～]\s*")
# HTML ends `<!-->` and `<!--->` at once: what follows would be no comment for a browser.
_COMMENTS = re.compile(r"(?:\s*<!--(?!-?>)(?:(?!--).)*-->)+\s*\Z", re.S)
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?:[#.][\w-]|[\w:.-]+[ ]*=)")
_HTML = re.compile(r"<[A-Za-z/!?]")
_DEFINITION = re.compile(r"\[[^\[\]]+\]:")
_ESCAPED = set("\\`*_{}[]()>#+-.!|")  # what a backslash keeps literal in Python-Markdown too
# Ids that the features' templates give.
OWN_ID = re.compile(
    r"(cited-here|search|terms-here|terms-closed)\Z|(cite|download|figure|letter|noted?|quiz|ref|term(ref|text)?|tutorial)-"
)
SHIFTED = "shifted"  # the `info` of a token for signs that are printed as others: raised, lowered, or a formula
CAPTION = "caption"
# More than a paragraph: an empty line, or a line that begins something else.
_SEVERAL = re.compile(r"\n[ \t]*\n|(?m:^[ \t]*(?:[-*+#>|]|[0-9]{1,9}[.)] |/{3}|`{3}|~{3}|!\[))")
# What begins something else within a footnote or a meaning, which is one paragraph.
_WITHIN = re.compile(r"(?m)^[ \t]*(?:[-*+][ ]|#{1,6}[ ]|>|\||[0-9]{1,9}[.)][ ])")
_PARTS = dict.fromkeys(("note_open", "note_close"), "a footnote") | {
    "meaning_open": "a meaning in a list of definitions",
    "dl_close": "a meaning in a list of definitions",
}
_LINE_START = {"", "softbreak", "hardbreak"}
_NO_TEXT = "\ufffc"  # in the place of a link, code or a citation, where only texts are looked at
_NESTING = ("list_item_open", "blockquote_open", "container_block_open")
# What has a size, by how it ends; and what is counted in it: how many are fine, what is said of more.
_SIZED = {
    "bullet_list_close": "bullet_list_open",
    "ordered_list_close": "ordered_list_open",
    "table_close": "table_open",
    "tr_close": "tr_open",
}
_MOST = {
    "list_item_open": (bounds.ENTRIES, "a list of more than {most} items", "make several of it"),
    "tr_open": (bounds.ROWS, "a table of more than {most} rows", "make several of it"),
    "th_open": (bounds.COLUMNS, "a table of more than {most} columns", "make several of it"),
    "td_open": (bounds.COLUMNS, "a table of more than {most} columns", "make several of it"),
}
_INDENT = 4  # spaces by which Python-Markdown wants what belongs to a list item


class FrontMatter(Strict):
    """What a section's front matter may hold."""

    title: Title  # short: for navigation and the page's title
    description: Text  # one or two sentences: what the reader will know afterwards
    asks: dict[str, list[Text]] = Field(default_factory=dict)  # a heading's id → questions that its text answers


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is '' when the source gives none."""

    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True)
class Citation:
    """One group in the text, `[@a; @b, p. 12]`. `pages` go with the keys: '12', '3-5, 9', or '' for none."""

    keys: tuple[str, ...]
    line: int
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockCall:
    """One `/// name | argument` with its options, as written; `content` is the line of what it holds, 0 for nothing."""

    name: str
    argument: str
    options: Document
    line: int
    content: int = 0

    def option(self, name: str) -> Any:
        """An option's plain value; None when it is not given."""
        return self.options.value.get(name)


@dataclass(frozen=True)
class InlineCall:
    """One `{name:argument}` in the text, in whose place a feature prints something."""

    name: str
    argument: str
    line: int

    def __str__(self) -> str:
        return f"{{{self.name}:{self.argument}}}"


@dataclass(frozen=True)
class Link:
    """A link's or an image's target as written."""

    target: str
    line: int
    image: bool = False


@dataclass
class Page:
    """One source page. `items` holds citations, blocks and inline calls in the order of the text."""

    path: Path
    locale: str
    name: str
    front: FrontMatter
    body: str
    headings: list[Heading] = field(default_factory=list)
    items: list[Citation | BlockCall | InlineCall] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)  # names of footnotes, each as often as the text names it
    whole: bool = True  # False: something that may cite could not be read
    first_line: int = 1  # the line of the file that the body begins on
    front_lines: dict[str, int] = field(default_factory=dict)  # the line of each key of the front matter
    taken_apart: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # by its body, so read once

    @property
    def blocks(self) -> list[BlockCall]:
        """The page's blocks in order."""
        return [item for item in self.items if isinstance(item, BlockCall)]

    def shows(self, block: str) -> bool:
        """Whether a block of this name stands on the page."""
        return any(call.name == block for call in self.blocks)

    @property
    def citations(self) -> list[Citation]:
        """The citations written in the text, in order, without those that blocks bring."""
        return [item for item in self.items if isinstance(item, Citation)]

    @property
    def inlines(self) -> list[InlineCall]:
        """The page's inline calls in order."""
        return [item for item in self.items if isinstance(item, InlineCall)]

    @property
    def marks(self) -> dict[str, str]:
        """The letter of each footnote on the page."""
        return letters(self.noted)

    @property
    def heading(self) -> str:
        """What the page is called at its top; its title, where it has no such heading."""
        return next((heading.text for heading in self.headings if heading.level == 1), self.front.title)

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


def _inline_rule(state: StateInline, silent: bool) -> bool:
    match = INLINE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("inline_call", "", 0)
        token.content, token.info = match.group(2), match.group(1)
    state.pos = match.end()
    return True


def _note_rule(state: StateInline, silent: bool) -> bool:
    match = NOTE_REF.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("note_ref", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _parts_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Footnotes and lists of definitions; not within lists and quotations."""
    if silent or state.sCount[start] != state.blkIndent:
        return False
    last = start
    while last < end and not state.isEmpty(last):
        last += 1
    lines = state.getLines(start, last, state.blkIndent, False).split("\n")
    notes = note_lines(lines)
    parts = notes or definition_lines(lines)
    within = ("list_item_open", "list_item_close", "blockquote_open", "blockquote_close")
    depth = sum(int(token.nesting) for token in state.tokens if token.type in within)
    if not parts or depth:
        return False
    if not notes:
        state.push("dl_open", "dl", 1).map = [start, last]
    for part in parts:
        _push(state, part, start)
    if not notes:
        state.push("dl_close", "dl", -1)
    state.line = last
    return True


def _push(state: StateBlock, part: Part, start: int) -> None:
    place = [start + part.at, start + part.at + len(part.lines)]
    opening = state.push(f"{part.kind}_open", "", 1)
    opening.map, opening.info = place, part.label
    inside = state.push("inline", "", 0)
    inside.content, inside.map, inside.children = part.text, place, []
    state.push(f"{part.kind}_close", "", -1)


def _shifted_rule(state: StateInline, silent: bool) -> bool:
    """`10^-3^` and `V~max~` are text to every check, as they will be printed."""
    sign = state.src[state.pos]
    pattern, tag = (RAISED, "sup") if sign == "^" else (LOWERED, "sub") if sign == "~" else (None, "")
    match = pattern.match(state.src, state.pos) if pattern else None
    if match is None:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.info, token.markup = shifted(tag, match[1]).text, SHIFTED, match[0]
        before, after = state.src[max(0, state.pos - 6) : state.pos], state.src[match.end() : match.end() + 1]
        risk = misread(tag, match[1], before, after)
        if risk:
            token.meta["misread"] = risk
    state.pos = match.end()
    return True


def _formula_rule(state: StateInline, silent: bool) -> bool:
    r"""`$\frac{a}{b}$` is text as well, as it will be printed. One that cannot be printed says why."""
    match = FORMULA.match(state.src, state.pos)
    latex = (match[1] or match[2]) if match else ""
    if match is None or not is_formula(latex):
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.info, token.markup = match[0], SHIFTED, match[0]
        try:
            token.content = plain(latex)
        except FormulaError as error:
            token.meta["fault"] = (str(error), error.fix)
    state.pos = match.end()
    return True


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return True  # a refused link would be text here and a link in Python-Markdown; the guard refuses it aloud


def _parser() -> MarkdownIt:
    md = _Parser("commonmark", {"html": True}).enable("table")
    md.core.ruler.disable("text_join")  # what a backslash keeps literal stays a token of its own
    any_name: Callable[[str, str], bool] = lambda params, markup: bool(params.strip())  # noqa: E731
    container_plugin(md, "block", marker="/", validate=any_name)
    md.inline.ruler.before("link", "citation", _citation_rule)
    md.inline.ruler.before("link", "inline_call", _inline_rule)
    md.block.ruler.before("table", "parts", _parts_rule)
    md.inline.ruler.before("link", "note_ref", _note_rule)
    md.inline.ruler.before("escape", "formula", _formula_rule)
    md.inline.ruler.before("link", "shifted", _shifted_rule)
    _remember_lines(md.inline.ruler)
    return md


def _remember_lines(rules: Ruler[Callable[[StateInline, bool], bool]]) -> None:
    """Make every inline rule note, in each token's `meta`, on which line of its paragraph the token stands."""

    def noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
        def run(state: StateInline, silent: bool) -> bool:
            start, known = state.pos, len(state.tokens)
            found = rule(state, silent)
            for token in state.tokens[known:]:
                token.meta.setdefault("line", state.src.count("\n", 0, start))
            return found

        return run

    for name, rule in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        rules.at(name, noting(rule))


_MD = _parser()


def tokens(body: str) -> list[Token]:
    """A body as markdown-it reads it, with our blocks and citations; each inline token notes its line in `meta`."""
    return _MD.parse(body)


def split_citation(text: str) -> tuple[tuple[str, str], ...]:
    """The keys of `@a; @b, pp. 3-5`, each with its pages or ''.

    >>> split_citation("@a; @b, pp. 3-5, 9")
    (('a', ''), ('b', '3-5, 9'))
    """
    works = (part.strip().removeprefix("@").partition(",") for part in text.split(";"))
    return tuple((key, pages.partition(".")[2].strip()) for key, _, pages in works)


def written_citation(key: str, pages: str) -> str:
    """A work of a citation as authors write it, without the brackets: `@key, pp. 3-5`."""
    if not pages:
        return f"@{key}"
    return f"@{key}, {'pp' if is_plural(pages) else 'p'}. {pages}"


def is_plural(pages: str) -> bool:
    """Whether the pages of a citation are more than one."""
    return "-" in pages or "," in pages


def _backwards(pages: str) -> bool:
    """Whether a span ends before it begins: 15-12, and 127-9 for 127-129."""
    for span in pages.split(", "):
        first, _, last = span.partition("-")
        if first.isdecimal() and last.isdecimal() and int(first) >= int(last):
            return True
    return False


def _fix_of_citation(text: str) -> str:
    """What to write instead of a citation that cannot be read."""
    attempt = _PAGES_ATTEMPT.match(text[:120])  # short, so that no text can make this slow
    if attempt is None:
        return "write `[@key]`, or `[@key1; @key2]` for several"
    key, tried = attempt.groups()
    if not _PAGE_WORDS.match(tried):
        return f"of what stands in a work only its pages can be named: `[@{key}, p. 12]`, or `[@{key}, pp. 12-15]`"
    found = re.findall(r"[A-Za-z]{0,3}[0-9]{1,7}[a-z]?(?:-[A-Za-z]{0,3}[0-9]{1,7}[a-z]?)?", _DASHES.sub("-", tried))
    pages = ", ".join(re.sub(r"(?i)\b(?:pp?|pages?)(?=[0-9])", "", span) for span in found)
    fix = f"[{written_citation(key, pages)}]"
    if CITATION.fullmatch(fix) and not _backwards(pages):
        return f"write `{fix}`"
    return f"write `[@{key}, p. 12]`, or `[@{key}, pp. 12-15]` for several pages"


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line (from 1) that the body begins on."""
    match = re.match(r"---[ ]*\n(.*?\n)?---[ ]*(?:\n|\Z)", text, re.S)
    if match is None:
        return "", text, 1
    return match.group(1) or "", text[match.end() :], text.count("\n", 0, match.end()) + 1


def read_page(path: Path, locale: str, name: str, problems: Problems) -> Page | None:
    """Read one source page; None when its front matter cannot be used, or when it is beyond a limit.

    Problems hold everything that is wrong.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    if beyond := bounds.in_page(text):
        problems.add(path, beyond.line + 1, beyond.what, beyond.fix)
        return None
    front_text, body, first_line = split_front_matter(text)
    if not front_text.strip():
        fix = "begin the file with `---`, `title: …`, `description: …`, `---`"
        problems.add(path, 1, "the page has no front matter", fix)
        return None
    front_document = parse_document(front_text, path, problems, first_line=2, called="the front matter")
    front = validate(FrontMatter, front_document, problems, called="the front matter") if front_document else None
    if front is None:
        return None
    lines = {key: front_document.line((key,)) for key in front_document.value} if front_document else {}
    page = Page(path, locale, name, front, body, first_line=first_line, front_lines=lines)
    reader = _Reader(page, first_line, problems)
    reader.read()
    return None if reader.limits.told else page


class _Reader:
    """One pass over the tokens of one page."""

    def __init__(self, page: Page, first_line: int, problems: Problems) -> None:
        self.page, self.first_line, self.problems = page, first_line, problems
        self.lines = page.body.split("\n")
        self.limits = bounds.Limits(self.problem)
        self.notes: dict[str, int] = {}  # footnotes with their lines
        self.noted: list[tuple[str, int]] = []  # where the text names one
        self.in_note = False
        self.captioned = ""  # what a caption can stand under, where nothing else came since: a picture or a table
        self.sizes: list[int] = []  # of the lists and tables around, in items, rows and cells

    def problem(self, line: int, what: str, fix: str) -> None:
        self.problems.add(self.page.path, line, what, fix)

    def read(self) -> None:
        env: dict[str, Any] = {}
        around: list[Token] = []
        above: Token | None = None  # the paragraph that ended just before
        last = ""  # what ended just before
        for token in _MD.parse(self.page.body, env):
            if token.nesting >= 0 and token.type != "inline" and token.map is not None:
                self._place(token, around, above)
            if token.nesting == 1:
                around.append(token)
                self._bound(token, around)
                if token.type == "container_block_open":
                    self._block(token)
                    self._caption(token, around)
                elif token.type == "note_open":
                    self._note(token)
            elif token.nesting == -1:
                opening = around.pop()
                self._caption_ends(opening, token)
                if token.type in _SIZED:
                    self.sizes.pop()
                above = opening if opening.type == "paragraph_open" else None
            elif token.type == "inline":
                start = _first_map(token, around)
                in_heading = bool(around) and around[-1].type == "heading_open"
                self.in_note = bool(around) and around[-1].type == "note_open"
                if in_heading:
                    self._heading(token, around[-1], start + self.first_line)
                self._inline(token, start + self.first_line, in_heading)
                kinds = {child.type for child in token.children or ()}
                self.captioned = "picture" if kinds == {"image"} and around[-1].type == "paragraph_open" else ""
                if around and around[-1].type in {"note_open", "meaning_open"}:
                    self._one_paragraph(token, start + self.first_line, around[-1].type)
            elif token.type == "html_block":
                self._html_block(token)
            elif token.type == "code_block" and last in {"note_close", "dl_close"}:
                self._second_paragraph(_first_map(token, around) + self.first_line, last)
            elif token.type == "fence":
                self._fence(token)
            last = token.type
        self._definitions(env)
        self._notes()
        self._structure()

    def _place(self, token: Token, around: list[Token], above: Token | None) -> None:
        """What Python-Markdown reads only with an empty line above it, or indented by four spaces, has that."""
        assert token.map is not None
        start = token.map[0]
        items = [outer for outer in around if outer.type == "list_item_open"]
        if any(outer.type == "blockquote_open" for outer in around):
            return
        if token.type in {"bullet_list_open", "ordered_list_open", "table_open"}:
            what = "table" if token.type == "table_open" else "list"
            if above is not None and above.map is not None and above.map[1] == start and above.map[0] != _start(items):
                fix = f"leave an empty line above the {what}"
                self.problem(start + self.first_line, f"a {what} right under a text would not be shown as one", fix)
            if token.type == "ordered_list_open" and token.markup == ")":
                what = "a list numbered with brackets would not be shown as one"
                self.problem(start + self.first_line, what, "write the numbers as `1.`")
        if items and start != _start(items):
            raw = self.lines[start].expandtabs(_INDENT)
            wanted = _INDENT * (len(items) + (token.type == "code_block"))
            if len(raw) - len(raw.lstrip()) < wanted:
                what = "what belongs to a list item must be indented by four spaces for each level"
                self.problem(start + self.first_line, what, f"begin the line with {wanted} spaces")

    def _bound(self, token: Token, around: list[Token]) -> None:
        """No page nests or holds more than what is rendered soon, by any parser."""
        line = _first_map(token, around) + self.first_line
        if token.type in _MOST:
            most, what, fix = _MOST[token.type]
            self.sizes[-1] += 1
            self.limits.hold(self.sizes[-1], most, line, what.format(most=most), fix)
        if token.type in _SIZED.values():
            self.sizes.append(0)
        if token.type in _NESTING:
            depth = sum(outer.type in _NESTING for outer in around)
            what = f"lists, quotations or blocks in each other, more than {bounds.NESTING}"
            self.limits.hold(depth, bounds.NESTING, line, what, "nest them less deep")
        elif token.type == "heading_open":
            self.limits.count("headings", bounds.HEADINGS, line)

    def _caption(self, token: Token, around: list[Token]) -> None:
        """A caption stands right under what it belongs to."""
        assert token.map is not None
        match = _OPENING.match(self.lines[token.map[0]].strip())
        if match is None or match.group(2) != CAPTION:
            return
        line = token.map[0] + self.first_line
        within = any(outer.type in {"list_item_open", "blockquote_open"} for outer in around)
        if not self.captioned or within:
            fix = "write it right below a picture that is a paragraph of its own, or a table; not in a list"
            self.problem(line, "a caption with no picture or table before it", fix)

    def _caption_ends(self, opening: Token, token: Token) -> None:
        """A caption is one paragraph; what stands after it is under no picture."""
        if token.type == "table_close":
            self.captioned = "table"
        elif token.type != "container_block_close" or opening.map is None:
            return
        else:
            self.captioned = ""
            start, end = opening.map
            match = _OPENING.match(self.lines[start].strip())
            held = "\n".join(self.lines[start + 1 : end]).strip()
            if match and match.group(2) == CAPTION and (not held or _SEVERAL.search(held)):
                fix = "write one paragraph in it: what is seen, and whose picture it is under which licence"
                self.problem(start + self.first_line, "a caption that is not one paragraph", fix)

    def _one_paragraph(self, token: Token, line: int, opening: str) -> None:
        found = _WITHIN.search(token.content)
        if found:
            what = f"{_PARTS[opening]} that is more than a paragraph: {found[0].strip()}"
            at = line + token.content.count("\n", 0, found.start())
            self.problem(at, what, "write it in one paragraph, and a list or table below it")

    def _second_paragraph(self, line: int, closing: str) -> None:
        what = f"{_PARTS[closing]} with a second paragraph, which would be shown as code"
        self.problem(line, what, "write both as one paragraph, or this one without spaces before it, below the others")

    def _note(self, token: Token) -> None:
        assert token.map is not None
        line = token.map[0] + self.first_line
        if token.info in self.notes:
            what = f"the footnote [^{token.info}] stands here twice (first on line {self.notes[token.info]})"
            self.problem(line, what, "give one of the two another name, in every language")
        self.notes.setdefault(token.info, line)

    def _notes(self) -> None:
        """Each footnote that the text names is there once, and the other way round."""
        named = dict(reversed(self.noted))
        for name, line in named.items():
            if name not in self.notes:
                fix = f"write `[^{name}]: …` below the paragraph or table, with an empty line above it"
                self.problem(line, f"the footnote [^{name}] is nowhere on this page", fix)
        for name, line in self.notes.items():
            if name not in named:
                self.problem(
                    line, f"no text names the footnote [^{name}]", f"write `[^{name}]` behind what it explains"
                )
        self.page.noted = [name for name, _ in self.noted]
        if len(named) > MOST:
            line = next(line for name, line in self.noted if name not in self.page.marks)
            self.problem(
                line, f"more than {MOST} footnotes on a page", "say some of them in the text, or part the page"
            )

    def _html_block(self, token: Token) -> None:
        assert token.map is not None
        line = token.map[0] + self.first_line
        if not token.content.lstrip().startswith("<!--"):
            self.problem(line, "raw HTML in the text", "write Markdown, or a block such as `/// name`")
        elif "-->" not in token.content:
            self.problem(line, "a comment that is never closed", "add `-->` after it")
        elif not _COMMENTS.match(token.content):
            self.problem(line, "a comment that shares its lines with something else", "give `<!-- … -->` its own lines")

    def _fence(self, token: Token) -> None:
        assert token.map is not None
        last = self.lines[token.map[1] - 1].strip(" \t>")
        if token.map[1] - token.map[0] < 2 or set(last) != {token.markup[0]} or len(last) < len(token.markup):
            fix = f"add a line `{token.markup}` after it"
            self.problem(token.map[0] + self.first_line, "code that is never closed", fix)
        if token.info.lstrip().startswith("{"):
            fix = "write `/// admonition | Title` and, below the text, `///`"
            self.problem(token.map[0] + self.first_line, f"a box of another dialect: {token.info.strip()[:40]}", fix)

    def _definitions(self, env: dict[str, Any]) -> None:
        for label, definition in env.get("references", {}).items():
            if label.startswith("^"):
                what = f"a footnote that cannot be read: [{label.lower()}]:"
                fix = "name it with small Latin letters, digits and hyphens, outside of lists, an empty line above it"
                self.problem(definition["map"][0] + self.first_line, what, fix)
            if label.startswith("@"):
                what = f"a citation that cannot be read: [{label.lower()}]:"
                fix = "do not let a colon follow it at the beginning of a paragraph"
                self.problem(definition["map"][0] + self.first_line, what, fix)
        for definition in env.get("duplicate_refs", ()):
            what = f"the link address [{definition['label'].lower()}]: is given twice"
            self.problem(definition["map"][0] + self.first_line, what, "remove one of the two, or rename it")

    def _heading(self, token: Token, opening: Token, line: int) -> None:
        level = int(opening.tag[1:])
        match = HEADING_ID.search(token.content)
        text = _BRACES_AT_END.sub("", token.content)
        if match is None:
            fix = f"end it with an id, the same in every language: `{'#' * level} {text} {{#some-words}}`"
            self.problem(line, f"the heading '{text}' has no id", fix)
        elif not _GOOD_ID.match(match.group(1)):
            fix = "write small Latin letters, digits and hyphens: `{#some-words}`"
            self.problem(line, f"the id '{match.group(1)}' cannot be used in a link", fix)
        elif OWN_ID.match(match.group(1)):
            what = f"the id '{match.group(1)}' is one that the site gives itself"
            self.problem(line, what, "write another one, in every language")
        self.page.headings.append(Heading(level, match.group(1) if match else "", text, line))

    def _inline(self, token: Token, line: int, in_heading: bool) -> None:
        last = token.content.count("\n")
        before = ""
        most = bounds.TITLE if in_heading else bounds.PARAGRAPH
        what = f"a {'heading' if in_heading else 'paragraph'} of more than {most} characters"
        self.limits.hold(len(token.content), most, line, what, "shorten it" if in_heading else "make several of it")
        what = f"more than {bounds.BRACKETS} brackets in a paragraph"
        self.limits.hold(token.content.count("["), bounds.BRACKETS, line, what, "make several paragraphs of it")
        for child in token.children or ():
            at = line + int(child.meta.get("line", last))
            what = f"emphasis or links in each other, more than {bounds.SPANS}"
            self.limits.hold(child.level, bounds.SPANS, at, what, "write it plainly")
            if child.type == "citation":
                self._citation(child.content, at)
            elif child.type == "inline_call":
                call = InlineCall(child.info, child.content, at)
                self.page.items.append(call)
                if in_heading:
                    self.problem(
                        at, f"{call} in a heading would not be shown in links to it", "write it in the text below"
                    )
            elif child.type == "note_ref":
                self.noted.append((child.content, at))
                if in_heading or self.in_note:
                    what = f"the footnote [^{child.content}] in a {'heading' if in_heading else 'footnote'}"
                    self.problem(at, what, "name it in the text")
            elif child.type == "text":
                self._text(child.content, at, in_heading, before)
            elif child.type == "text_special" and child.info == "entity":
                bad = fault(child.content)
                if bad:
                    self.problem(at, f"{child.markup} is {bad.what}", bad.fix)
            elif child.type == "text_special" and child.info == "escape" and child.content not in _ESCAPED:
                tex = "; a formula has `$` on both sides, on one line" if child.content[-1:].isalpha() else ""
                fix = "write `&lt;`" if child.content == "<" else f"leave the backslash out{tex}"
                self.problem(at, f"a backslash that would be shown: {child.markup}", fix)
            elif child.info == SHIFTED:
                self._shifted(child, at, in_heading)
            elif child.type == "link_open":
                self.page.links.append(Link(str(child.attrs.get("href", "")), at))
            elif child.type == "image":
                self.page.links.append(Link(str(child.attrs.get("src", "")), at, image=True))
                if not child.content.strip():
                    self.problem(at, "the image has no alternative text", "write `![what it shows](file)`")
                for found in foreign(child.content):
                    self.problem(at, f"{found.what}, in an alternative text", "write it in plain words and characters")
            elif child.type == "html_inline" and not _COMMENTS.match(child.content):
                self.problem(at, f"raw HTML in the text: {child.content}", "write Markdown; HTML is not read here")
            before = child.type
        self._foreign(token, line, last)

    def _shifted(self, token: Token, line: int, in_heading: bool) -> None:
        """A heading is also a line of navigation, where nothing is raised; and no figure is raised into another."""
        risk = token.meta.get("misread", "")
        if in_heading:
            what = f"{token.markup} in a heading would be shown as it stands in links to it"
            self.problem(line, what, f"write the characters themselves, such as {token.content}")
        elif "fault" in token.meta:
            self.problem(line, *token.meta["fault"])
        elif risk:
            fix = "cite with `[@key]`, add a footnote with `[^name]`, or close each: `10^6^/L`, `10^3^-10^6^`, `H~2~O`"
            self.problem(line, f"{token.markup} would be read as {risk}", fix)

    def _foreign(self, token: Token, line: int, last: int) -> None:
        """Name what another dialect of Markdown would read in the text, links and code aside."""
        text, starts, inside, before = "", [], 0, ""
        for child in token.children or ():
            inside += child.nesting if child.type.startswith("link_") else 0
            plain = child.type == "text" and not inside
            for found in unclosed(child.content) if child.type == "text" and inside else ():
                self.problem(
                    line + int(child.meta.get("line", last)), f"in the words of a link, {found.what}", found.fix
                )
            starts.append((len(text), line + int(child.meta.get("line", last))))
            content = child.content
            if before == "text_special" or _CITATION_ATTEMPT.search(content):  # meant as it stands, or named already
                content = content.replace("@", _NO_TEXT)
            text += content if plain else "\n" if child.type in {"softbreak", "hardbreak"} else _NO_TEXT
            before = child.type if child.info != SHIFTED else ""
        for found in foreign(text):
            at = max(number for offset, number in starts if offset <= found.offset)
            self.problem(at, found.what, found.fix)

    def _citation(self, content: str, line: int) -> None:
        self.limits.count("citations", bounds.CITATIONS, line)
        works = split_citation(content)
        for written, (key, pages) in zip(content.split(";"), works, strict=True):
            if _backwards(pages):
                fix = "write the first page before the last, and both whole: `pp. 127-129`"
                self.problem(line, f"the pages {pages} of '{key}' run backwards", fix)
            elif written.strip() != written_citation(key, pages):
                self.problem(line, f"one page is p., not pp.: {pages}", f"write `[{written_citation(key, pages)}]`")
        self.page.items.append(Citation(tuple(key for key, _ in works), line, tuple(pages for _, pages in works)))

    def _text(self, text: str, line: int, in_heading: bool, before: str) -> None:
        starts, stripped = before in _LINE_START, text.lstrip()
        attempt, html = _CITATION_ATTEMPT.search(text), _HTML.search(text)
        if attempt:
            self.page.whole = False
            fix = _fix_of_citation(text[attempt.start() :])
            self.problem(line, f"a citation that cannot be read: {text[attempt.start() :][:40]}", fix)
        elif "](" in text:
            fix = "write `[text](section.md)`: no space in the address, and a citation behind the link, not in it"
            self.problem(line, f"a link that cannot be read: {text[:40]}", fix)
        if starts and stripped.startswith("//"):
            fix = "open a block with `/// name` and close it with `///`, each on a line of its own"
            self.problem(line, f"a block marker that cannot be read: {text.strip()[:40]}", fix)
        if html:
            fix = "for the sign, write `&lt;` or leave a space behind it"
            self.problem(line, f"this may be taken for HTML: {text[html.start() :][:40]}", fix)
        if (starts and _DEFINITION.match(stripped)) or (before == "citation" and text.startswith(":")):
            fix = "do not let a colon follow brackets at the beginning of a line"
            self.problem(line, f"this may be taken for the address of a link: {text[:40]}", fix)
        if before == "citation" and (behind := _PAGES_BEHIND.match(text)):
            fix = f"write them in the citation, `[{written_citation('key', _DASHES.sub('-', behind.group(1)))}]`"
            self.problem(
                line, f"a number right behind a citation: {behind.group(1)}", f"{fix}; other numbers need a space"
            )
        attributes = _ATTRIBUTES.search(text)
        if attributes and not in_heading:
            fix = "remove it; only a heading has an id, `{#id}`"
            self.problem(line, f"attributes cannot be given to a text: {text[attributes.start() :][:40]}", fix)

    def _block(self, token: Token) -> None:
        assert token.map is not None
        start, end = token.map
        line = start + self.first_line
        self.limits.count("blocks", bounds.CALLS, line)
        match = _OPENING.match(self.lines[start].strip())
        if match is None or not match.group(2):
            self.page.whole = False
            fix = "write `/// name` or `/// name | argument`, outside of quotations"
            self.problem(line, f"a block that cannot be read: {self.lines[start].strip()}", fix)
            return
        closing = self.lines[end].strip() if end < len(self.lines) else ""
        if not closing or closing.strip("/"):
            fix = f"add a line `{match.group(1)}` after its content"
            self.problem(line, f"the block '{match.group(2)}' is never closed", fix)
        elif closing != match.group(1):
            what = f"the block '{match.group(2)}' is opened with {match.group(1)} and closed with {closing}"
            self.problem(end + self.first_line, what, f"close it with `{match.group(1)}`")
        indent = len(self.lines[start]) - len(self.lines[start].lstrip())
        inside = [raw[indent:] for raw in self.lines[start + 1 : end]]
        options = list(takewhile(lambda raw: raw.startswith("    ") and raw.strip(), inside))
        document: Document | None = Document(self.page.path, {})
        if options:
            called = f"the list of options of '{match.group(2)}'"
            text = "\n".join(options)
            document = parse_document(text, self.page.path, self.problems, first_line=line + 1, called=called)
            if document is not None and not isinstance(document.value, dict):
                fix = "write each option as `    name: value`"
                self.problem(line + 1, f"the options of '{match.group(2)}' cannot be read", fix)
                document = None
        if document is None:
            self.page.whole = False
            return
        held = (line + number for number, raw in enumerate(inside, 1) if number > len(options) and raw.strip())
        self.page.items.append(BlockCall(match.group(2), match.group(3) or "", document, line, next(held, 0)))

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


def _start(items: list[Token]) -> int:
    return items[-1].map[0] if items and items[-1].map else -1
