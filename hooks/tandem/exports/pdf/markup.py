"""A book's element trees as Typst code, which `look.typ` gives its looks.

Life: one `Writer` for each document. It first learns which ids are led to, then writes each chapter. All text goes out
as string literals, so nothing that an author wrote can be taken for Typst. An element that it does not know is refused
by name: what would silently be missing from a book of doses must not be printed.

Besides the code it keeps the pictures that the code shows, by file name, and which cells of its tables are headings of
their rows, which Typst cannot be told.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any

from lxml import etree

from ...core.extent import breadth
from ...core.missing import CannotMakeError
from .drawing import drawing_of, words

Element = Any  # an lxml element; its stubs know no html

_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_BRACKETS = ("）", "》", "」", "』", "】")
_CLOSING = (*_BRACKETS, "。", "，", "、", "；", "：")
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")  # a source's line end, no space
_FIGURE = re.compile(r"[<>≤≥≈~−-]?[0-9][0-9.,]*(\s?[A-Za-zµμ%/]+)?\Z")  # one figure, with or without its unit
_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,(.*)\Z", re.S)
_UNIT = r"(?<![A-Za-zµμ/])[A-Za-zµμ]{1,5}(?:/[A-Za-z]{1,4})+(?![A-Za-z/])"  # mg/kg/h
_FORMULA = r"[A-Za-z0-9₀-₉]+·[A-Za-z0-9₀-₉]+"  # MgSO₄·7H₂O
_NUMBER = r"−?[0-9]+(?:\.[0-9]+)?"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SHORT = 18  # letters up to which a column is as wide as its text
_LONG = 120  # and from which it grows no wider
_WHOLE = 1400  # letters up to which a box or a table with its notes stays on one page, half of which they fill at most
_ROWS = 12  # and rows
_DRAWN = 8  # parts of a table's width for drawings that take it; a column of text has about half of that

_INLINE = {
    "strong": "strong", "b": "strong", "em": "emph", "i": "emph", "cite": "emph", "var": "emph", "dfn": "emph",
    "sub": "sub", "sup": "super", "small": "small-print", "code": "code", "kbd": "code", "samp": "code",
    "mark": "highlight", "u": "underline", "ins": "underline", "s": "strike", "del": "strike",
}  # fmt: skip
_PLAIN = {"span", "abbr", "q", "time", "data", "bdi", "bdo", "label", "output", "font"}
# Typst isolates by characters alone; `dir` is for what is kept whole within.
_ISOLATES, _OPENS, _FORCES = ("bdi", "bdo"), {"ltr": "\u2066", "rtl": "\u2067"}, ("\u2066\u202d", "\u202c\u2069")
_EMPTY = {"wbr": '"\u200b"', "br": "linebreak()"}
_CONTAINERS = {"div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "hgroup"}
# What a class of the pages is called in look.typ.
_LOOKS = {
    "cite": "citation", "references__back": "back", "evidence__interval": "whole", "quiz__number": "in-a-line-alone",
}  # fmt: skip
_PARAGRAPHS = {
    "tandem-note": "note", "tandem-lead": "lead", "dose-note": "note", "licences": "note", "figure__caption": "note",
    "figure__title": "title-of",
}  # fmt: skip
_ASKED = "quiz__item"  # a question with its choices stays together
# A box's class, and the class of the paragraph in it that is its title.
_BOXES = {"admonition": "admonition-title", "details": "details-summary", "tab": "tab-label"}


class RefusedError(CannotMakeError):
    """Something in the pages that cannot be put on paper as it is."""


@dataclass
class Cell:
    """One cell of a table."""

    element: Element
    column: int
    head: bool
    columns: int = 1
    rows: int = 1


@dataclass
class Writer:
    """Writes elements as Typst code. `known` are the ids that a link may lead to, each by the name it has there."""

    known: dict[str, str] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)  # ids that some link leads to
    range_form: str = "{low} – {high}"  # of the language: what stands in it is kept in one line
    chapter: str = ""  # being written: for messages
    pictures: dict[str, bytes] = field(default_factory=dict)
    heads: list[list[list[bool]]] = field(default_factory=list)  # table, row, cell: whether it is a heading
    tags: set[str] = field(default_factory=set)  # languages that parts are marked with
    _space: bool = True  # whether the text written last ended in a space
    _closed: bool = False  # whether a mark that closes follows the element being written
    _marked: set[str] = field(default_factory=set)

    def learn(self, chapters: Iterable[tuple[str, Element]]) -> None:
        """Read the ids and links of every chapter; the id of a chapter stands for its heading."""
        for name, body in chapters:
            for element in body.iter(etree.Element):
                anchor = element.get("id")
                if anchor:
                    self.known[anchor] = name if element.tag == "h1" else anchor
                if element.tag == "a" and element.get("href", "").startswith("#"):
                    self.wanted.add(element.get("href")[1:])

    def chapter_of(self, name: str, title: str | None, body: Element) -> str:
        """A chapter, its heading first; `title` is what to write for it instead."""
        self.chapter = name
        (heading,) = body.iter("h1")
        words_of = quoted(title) if title else self._runs(heading)
        code = [f"chapter({quoted(name)}, {words_of})"]
        heading.getparent().remove(heading)
        return "\n".join([*code, self.flow(body)])

    # Blocks

    def flow(self, element: Element) -> str:
        """What stands in an element, each block a statement; text that stands alone becomes a paragraph."""
        return "\n".join(self._blocks(element, "para"))

    def _blocks(self, element: Element, paragraph: str) -> Iterator[str]:
        run: list[str | Element] = []
        for item in _contents(element):
            if not isinstance(item, str) and self._is_block(item):
                yield from self._paragraph(run, paragraph)
                run = []
                yield from self.block(item)
            else:
                run.append(item)
        yield from self._paragraph(run, paragraph)

    def _paragraph(self, run: list[str | Element], paragraph: str) -> Iterator[str]:
        if all(isinstance(item, str) and not item.strip(" \t\r\n\f") for item in run):
            return
        yield f"{paragraph}({self._joined(run)})" if paragraph else self._joined(run)

    def _is_block(self, element: Element) -> bool:
        tag = element.tag
        if tag in _BLOCKS or tag in _HEADINGS or tag in _CONTAINERS or "-" in tag:
            return True
        if tag == "svg" and not _amid_text(element):
            return True
        if tag in _INLINE or tag in _PLAIN or tag in _EMPTY or tag in _PICTURES or tag == "a":
            return False
        raise self._refused(element)

    def block(self, element: Element) -> Iterator[str]:
        """One block, as statements."""
        lang = element.get("lang")
        inside = list(self._block(element))
        if lang and inside:
            self.tags.add(lang)
            inside = [f"in-language({quoted(lang)}, {{\n" + "\n".join(inside) + "\n})"]
        yield from inside

    def _block(self, element: Element) -> Iterator[str]:
        tag = element.tag
        if tag in _HEADINGS:
            anchor = element.get("id")
            named = quoted(anchor) if anchor in self.wanted else "none"
            yield f"heading-of({_HEADINGS[tag]}, {named}, {self._runs(element)})"
        elif tag in _PICTURES:
            yield _PICTURES[tag](self, element)
        elif tag in _BLOCKS:
            yield from self._mark(element)
            yield from _BLOCKS[tag](self, element)
        else:  # a container, or an element of our own
            yield from self._mark(element)
            classes = element.get("class", "").split()
            box = next((name for name in classes if name in _BOXES), None)
            if box or element.get("role") == "note":
                yield self._box(element, box or "note", classes)
            elif "figure__panels" in classes:
                panels = ("{\n" + self.flow(panel) + "\n}" for panel in element.iterchildren(etree.Element))
                yield f"panels({_array(panels)})"
            elif _ASKED in classes:
                yield "kept-together({\n" + self.flow(element) + "\n})"
            elif "evidence__sides" in classes:
                yield f"sides({_array(self._runs(child) for child in element)})"
            else:
                yield from self._blocks(element, "para")

    def _box(self, element: Element, box: str, classes: list[str]) -> str:
        title = next((child for child in element.iterchildren("p") if _BOXES.get(box) in _classes(child)), None)
        words_of = "none"
        if title is not None:
            words_of = self._runs(title)
            element.remove(title)
        kind = box if box == "note" else next((name for name in classes if name != box), box)
        breaks = "false" if box == "note" or _fits(element) else "true"
        return f"box-of({quoted(kind)}, {words_of}, breakable: {breaks}, {{\n{self.flow(element)}\n}})"

    def _p(self, element: Element) -> Iterator[str]:
        classes = _classes(element)
        if element.find("img") is not None and not "".join(element.itertext()).strip():
            yield from (self._img(image) for image in element.iterchildren("img"))
            return
        content = self._runs(element)
        if content != "[]":
            yield f"{next((_PARAGRAPHS[name] for name in classes if name in _PARAGRAPHS), 'para')}({content})"

    def _list(self, element: Element) -> Iterator[str]:
        items = []
        number = int(element.get("start") or 1)
        for item in element.iterchildren():
            if item.tag != "li":
                raise self._refused(item)
            content = "\n".join([*self._mark(item), *self._blocks(item, "")])
            number = int(item.get("value") or number)
            given = f"{number}" if element.tag == "ol" else "none"
            items.append(f"({given}, {{\n{content}\n}}),")
            number += 1
        name = "numbered" if element.tag == "ol" else "bullets"
        if all(not (item.text or "").strip() and len(item) and item[0].tag == "svg" for item in element):
            name = "legend"
        if element.getparent() is not None and element.getparent().get("role") == "doc-bibliography":
            name = "references"
        form = element.get("type", "1")
        if form not in {"1", "a", "A", "i", "I"}:
            raise self._refused(element)
        numbered = f", form: {quoted(form + '.')}" if name == "numbered" else ""
        if items:
            yield f"{name}((\n" + "\n".join(items) + f"\n){numbered})"

    def _definitions(self, element: Element) -> Iterator[str]:
        pairs: list[str] = []
        terms: list[str] = []
        for group in element.iterchildren(etree.Element):
            inside = group.tag == "div"
            places = list(self._mark(group)) if inside else []
            for child in list(group) if inside else [group]:
                places += self._mark(child)
                if child.tag == "dt":
                    terms.append(self._runs(child))
                elif child.tag == "dd":
                    content = "\n".join([*places, *self._blocks(child, "")])
                    pairs.append(f"({' + linebreak() + '.join(terms) or '[]'}, {{\n{content}\n}}),")
                    terms, places = [], []
                else:
                    raise self._refused(child)
        yield "definitions((\n" + "\n".join(pairs) + "\n))"

    def _figure(self, element: Element) -> Iterator[str]:
        first = next(element.iterchildren(etree.Element), None)
        caption = first if first is not None and first.tag == "figcaption" else None  # else it stays where it is
        words_of = "none"
        titled = "false"
        if caption is not None:
            words_of = self._runs(caption)
            titled = "true" if caption.find("strong") is not None else "false"
            element.remove(caption)
        breaks = "false" if next(element.iter("table"), None) is None or _fits(element) else "true"
        yield f"figure-of({words_of}, breakable: {breaks}, titled: {titled}, {{\n{self.flow(element)}\n}})"

    def _caption(self, element: Element) -> Iterator[str]:
        yield f"note({self._runs(element)})"

    def _svg(self, element: Element) -> str:
        if element.get("aria-hidden") != "true" and not words(element):
            raise RefusedError(
                f"a drawing in the section '{self.chapter}' has no words for those who do not see it",
                "give it an aria-label",
            )
        drawn = drawing_of(element)
        name = self._keep("svg", drawn.content)
        kind = "scaled" if drawn.scaled else "sized" if drawn.width else "fluid"
        in_row = kind == "fluid" and element.getparent().tag == "td" and len(element.getparent()) == 1
        height = 0 if in_row else drawn.height  # in a cell of its own it is as high as the row
        return f"{kind}({quoted(name)}, {quoted(drawn.alt)}, {drawn.width:g}, {height:g})"

    def _img(self, element: Element) -> str:
        found = _DATA.match(element.get("src", ""))
        if not found:
            raise RefusedError(
                f"a picture in the section '{self.chapter}' is of no kind that can be printed",
                "use PNG, JPEG, WebP, GIF or SVG",
            )
        ending = {"jpeg": "jpg", "svg+xml": "svg"}.get(found[1], found[1])
        name = self._keep(ending, base64.b64decode(found[2]))
        width = re.match(r"[0-9]+", element.get("width", ""))
        return f"picture({quoted(name)}, {quoted(element.get('alt', ''))}, {width[0] if width else 'none'})"

    def _keep(self, ending: str, content: bytes) -> str:
        name = f"picture-{len(self.pictures)}.{ending}"
        self.pictures[name] = content
        return name

    def _quote(self, element: Element) -> Iterator[str]:
        yield f"quotation({{\n{self.flow(element)}\n}})"

    def _pre(self, element: Element) -> Iterator[str]:
        yield f"code-block({quoted(''.join(element.itertext()).rstrip())})"

    def _rule(self, element: Element) -> Iterator[str]:
        yield "rule()"

    def _table(self, element: Element) -> Iterator[str]:
        caption = element.find("caption")
        rows = list(self._rows(element))
        columns = max((cell.column + cell.columns for _, row in rows for cell in row), default=0)
        if not columns:
            return
        title = self._runs(caption) if caption is not None else "none"
        top = [row for head, row in rows if head]
        body = [row for head, row in rows if not head]
        self.heads.append([[cell.head for cell in row] for row in (*top, *body)])
        texts: list[list[str]] = [[] for _ in range(columns)]
        for row in body:
            for cell in row:
                if cell.columns == 1:
                    texts[cell.column].append(_plain(cell.element))
        labels = {cell.column: _plain(cell.element) for row in top for cell in row if cell.columns == 1}
        drawn = {cell.column for row in body for cell in row if _fluid(cell.element) is not None}
        measured = [[*column, labels.get(number, "")] for number, column in enumerate(texts)]
        widths = _array(
            f"{_DRAWN}fr" if number in drawn else _width(column, grows=bool(drawn))
            for number, column in enumerate(measured)
        )
        aligned = _array("end" if column and all(map(_FIGURE.match, column)) else "start" for column in texts)
        head, rest = (_array((_array(map(self._cell, row)) for row in part), "\n") for part in (top, body))
        yield f"table-of(caption: {title}, columns: {widths}, aligned: {aligned}, head: {head}, body: {rest})"

    def _rows(self, element: Element) -> Iterator[tuple[bool, list[Cell]]]:
        """Every row, and whether it is of the table's head; cells know the column that they begin in."""
        taken: dict[tuple[int, int], bool] = {}
        all_rows = list(_rows_of(element, self._refused))
        has_head = any(row.getparent().tag == "thead" for row in all_rows)
        for number, row in enumerate(all_rows):
            cells: list[Cell] = []
            column = 0
            for child in row.iterchildren():
                if child.tag not in {"th", "td"}:
                    raise self._refused(child)
                while taken.get((number, column)):
                    column += 1
                spans = (int(child.get(name, 1)) for name in ("colspan", "rowspan"))
                cell = Cell(child, column, child.tag == "th", *spans)
                for down in range(cell.rows):
                    for across in range(cell.columns):
                        taken[(number + down, column + across)] = True
                cells.append(cell)
            first = not has_head and number == 0 and bool(cells) and all(cell.head for cell in cells)
            yield row.getparent().tag == "thead" or first, cells

    def _cell(self, cell: Cell) -> str:
        content = "\n".join([*self._mark(cell.element), *self._blocks(cell.element, "")])
        drawing = _fluid(cell.element)
        fluid = "none" if drawing is None else '"alone"' if len(cell.element) == 1 else '"above"'
        head = "true" if cell.head else "false"
        return f"cell({head}, {cell.columns}, {cell.rows}, {fluid}, {{\n{content or '[]'}\n}})"

    # Text in a line

    def _runs(self, element: Element) -> str:
        return self._joined(list(_contents(element)))

    def _joined(self, run: list[str | Element]) -> str:
        self._space = True
        return self._block_of(self._inline(run))

    def _block_of(self, pieces: Iterable[str]) -> str:
        code = "; ".join(pieces)
        return f"{{ {code} }}" if code else "[]"

    def _inline(self, run: Iterable[str | Element]) -> Iterator[str]:
        items = list(run)
        for item, after in zip_longest(items, items[1:]):
            if not isinstance(item, str):
                self._closed = _closes(after)
                yield from self._element(item)
            elif item.endswith(_BRACKETS) and _closes(after):
                yield from self._in_pieces(self._folded(item[:-1]))
                self._space = False
                yield f"narrow({quoted(item[-1])})"
            else:
                yield from self._in_pieces(self._folded(item))

    def _in_pieces(self, text: str) -> Iterator[str]:
        """A text's literals; a range, a unit or a formula is a piece that no line's end can part."""
        for number, part in enumerate([text] if "://" in text else self._kept.split(text)):
            if part:
                yield f"whole({quoted(part)})" if number % 2 else quoted(part)

    @cached_property
    def _kept(self) -> re.Pattern[str]:
        form = re.escape(self.range_form).replace(r"\ ", "[ \u00a0]")
        both = form.replace(r"\{low\}", _NUMBER).replace(
            r"\{high\}", rf"{_NUMBER}(?:[ \u00a0][A-Za-zµμ%]+(?:/[A-Za-z]+)*)?"
        )
        return re.compile(f"({both}|{_UNIT}|{_FORMULA})")

    def _folded(self, text: str) -> str:
        text = _SPACES.sub(" ", _WRAPPED.sub("", text))
        if self._space and text.startswith(" "):
            text = text[1:]
        if text:
            self._space = text.endswith(" ")
        return text

    def _element(self, element: Element) -> Iterator[str]:
        tag, lang = element.tag, element.get("lang")
        yield from self._mark(element)
        if tag in _EMPTY:
            self._space = tag == "br"
            yield _EMPTY[tag]
            return
        if tag in _PICTURES:
            self._space = False
            yield _PICTURES[tag](self, element)
            return
        if tag not in _INLINE and tag not in _PLAIN and tag != "a":
            raise self._refused(element)
        content = self._block_of(self._inline(_contents(element)))
        if content == "[]":
            return
        if tag in _ISOLATES and element.get("dir") in _OPENS:
            direction = element.get("dir")
            opens, closes = _FORCES if tag == "bdo" else (_OPENS[direction], "\u2069")
            content = f"{{ {quoted(opens)}; text(dir: {direction}, {content}); {quoted(closes)} }}"
        name = _INLINE.get(tag)
        name = next((_LOOKS[known] for known in _classes(element) if known in _LOOKS), name)
        if name == "in-a-line-alone":
            self._space = True
        if lang:
            self.tags.add(lang)
            content = f"in-language({quoted(lang)}, {content})"
        if tag == "a":
            content = self._link(element, content)
        elif tag == "q":
            content = f"quoted({content})"
        yield f"{name}({content})" if name else content

    def _link(self, element: Element, content: str) -> str:
        href = element.get("href")
        if href is None:
            return content
        if not href.startswith("#"):
            return f"link({quoted(href)}, {content})"
        anchor = href[1:]
        if anchor not in self.known:
            raise RefusedError(
                f"the section '{self.chapter}' has a link to '{anchor}', which is nowhere in the book",
                "correct the link",
            )
        if element.get("role", "").startswith("doc-"):
            return f"to({quoted(self.known[anchor])}, {content})"
        return f"see({quoted(self.known[anchor])}, closed: {str(self._closed).lower()}, {content})"

    def _mark(self, element: Element) -> Iterator[str]:
        """The place that links to an element's id lead to."""
        anchor = element.get("id")
        if anchor in self.wanted and self.known[anchor] == anchor and anchor not in self._marked:
            self._marked.add(anchor)
            yield f"mark({quoted(anchor)})"

    def _refused(self, element: Element) -> RefusedError:
        return RefusedError(
            f"the section '{self.chapter}' holds an element <{element.tag}>, which the PDF does not know",
            "teach exports/pdf/markup.py to write it",
        )


_BLOCKS: dict[str, Callable[[Writer, Element], Iterator[str]]] = {
    "p": Writer._p, "ul": Writer._list, "ol": Writer._list, "menu": Writer._list, "dl": Writer._definitions,
    "figure": Writer._figure, "figcaption": Writer._caption, "table": Writer._table, "blockquote": Writer._quote,
    "pre": Writer._pre, "hr": Writer._rule,
}  # fmt: skip


def _array(items: Iterable[str], between: str = " ") -> str:
    return "(" + "".join(f"{item},{between}" for item in items) + ")"


_PICTURES: dict[str, Callable[[Writer, Element], str]] = {"img": Writer._img, "svg": Writer._svg}


def quoted(text: str) -> str:
    """A text as Typst's literal for it."""
    for letter, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(letter, escape)
    return f'"{text}"'


def _contents(element: Element) -> Iterator[str | Element]:
    """Texts and elements that stand in an element, in order."""
    if element.text:
        yield element.text
    for child in element.iterchildren():
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _fluid(cell: Element) -> Element | None:
    """The drawing in a cell that is as wide as the cell."""
    drawing = cell.find("svg")
    return drawing if drawing is not None and drawing.get("width") == "100%" and not drawing.get("viewBox") else None


def _amid_text(element: Element) -> bool:
    """Whether text stands beside an element."""
    parent = element.getparent()
    texts = [] if parent is None else [parent.text, *(child.tail for child in parent)]
    return any(text and text.strip() for text in texts)


def _closes(item: str | Element | None) -> bool:
    """Whether what follows leaves no room for the blank half of a wide bracket: a closing mark, or a citation."""
    return item.startswith(_CLOSING) if isinstance(item, str) else item is not None and "cite" in _classes(item)


def _classes(element: Element) -> list[str]:
    return str(element.get("class", "")).split()


def _plain(element: Element) -> str:
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def _fits(element: Element) -> bool:
    """Whether a part is so small that it can be kept on one page."""
    rows = len(list(element.iter("tr")))
    return breadth("".join(element.itertext())) <= _WHOLE and rows <= _ROWS


def _width(texts: list[str], *, grows: bool) -> str:
    """As wide as its text where that is short; else a part of what is left, by the root of its longest text."""
    longest = max((breadth(text) for text in texts), default=0)
    if grows:  # beside drawings, where every column is a part
        return f"{max(3.6, min(longest, _LONG / 3) ** 0.5):.2f}fr"
    return "auto" if longest <= _SHORT else f"{min(longest, _LONG) ** 0.5:.2f}fr"


def _rows_of(table: Element, refused: Callable[[Element], RefusedError]) -> Iterator[Element]:
    for child in table.iterchildren():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")
        elif child.tag not in {"caption", "colgroup"}:
            raise refused(child)
