"""A tutorial's folder made of two or more texts that were taken apart, bound and paired.

Life: `Folder` is made once; `write` turns sections into pages and remembers for every line of them where it comes from,
so that what `check` says later can be told with its place in the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from ..core.page import OWN_ID
from ..core.rights import OWN, UNKNOWN
from .blocks import CITE, CODE, FIGURE, HEADING, LIST, PARAGRAPH, QUOTE, TABLE, TEXT, Block, Token, Tokens, plain
from .citing import cited_in
from .doses import Doses
from .listing import CHANGED, CITED, UNREAD, WRITE, Listing, quoted
from .pairing import Section
from .parts import KEY_POINTS, Parts
from .pictures import Pictures
from .wording import Writer, citation
from .works import Works, latin

INDEX, REFERENCES = "index", "references"
_DEEPEST_LIST = 4
_TITLE = 190  # letters of a title or heading


@dataclass
class Rights:
    """What was answered about the text's licence, and the licence of the tutorial: its name and address."""

    licence: str
    ours: tuple[str, str]
    given_by: str = ""
    on: str = ""


@dataclass
class File:
    """A page as it is written. `places` has, for each of its lines, the line of the source; 0 for none."""

    lines: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def put(self, text: str, place: int = 0) -> None:
        """Add lines that come from one place."""
        for line in text.split("\n"):
            if line or (self.lines and self.lines[-1]):  # never two empty lines, and none at the top
                self.lines.append(line)
                self.places.append(place)

    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.lines).rstrip("\n") + "\n"


@dataclass
class Folder:
    """The tutorial's files; `sections` are the names of its pages in order."""

    texts: Sequence[Parts]
    works: Works
    writers: Mapping[str, Writer]
    doses: Doses
    listing: Listing
    rights: Rights
    written_on: str
    schema: str
    pictures: Pictures = field(init=False)
    files: dict[str, File] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.listing)

    def write(self, sections: Sequence[Section]) -> None:
        """Make every file."""
        self.titles = {
            parts.locale: self.writers[parts.locale].write((Token(TEXT, parts.title[:_TITLE]),), lambda _: "").plain
            for parts in self.texts
        }
        rest = list(sections)
        head = [rest.pop(0)]
        if rest and rest[0].depth == 1 and any(p.head and p.head.role == KEY_POINTS for p in rest[0].parts.values()):
            head.append(rest.pop(0))
            while rest and rest[0].depth > 1:
                head.append(rest.pop(0))
        self._index(head)
        page: list[Section] = []
        for section in rest:
            if section.depth <= 1 and page:
                self._page(page)
                page = []
            page.append(section)
        if page:
            self._page(page)
        self._references()

    # --- pages -------------------------------------------------------------------------------------------------------

    def _index(self, sections: Sequence[Section]) -> None:
        self.sections.append(INDEX)
        ids = {"overview"}
        for parts in self.texts:
            stand_ins = parts.words.stand_ins
            overview = stand_ins.overview.format(title=self.titles[parts.locale])
            file = self._begin(INDEX, parts, stand_ins.overview_title, overview)
            file.put(f"# {_heading(self.titles[parts.locale])} {{#overview}}\n")
        for number, section in enumerate(sections):
            self._section(INDEX, section, 0 if not number else section.depth + 1, ids)
        for parts in self.texts:
            file = self.files[f"{INDEX}.{parts.locale}.md"]
            for sentence in self._credit(parts):
                file.put(f"\n{sentence}\n")
            file.put("/// tutorial-facts\n///")

    def _credit(self, parts: Parts) -> list[str]:
        """Where the text comes from, in a sentence, and who let it be changed in another."""
        words, writer = parts.words.stand_ins, self.writers[parts.locale]

        def literal(text: str) -> str:
            return writer.write((Token(TEXT, text),), lambda _: "", start=False).markdown

        people = self._people()
        named = words.people.format(names=literal(writer.separator.join(people))) if people else ""
        form = words.own if self.rights.licence == OWN else words.adapted
        licence = words.unknown_licence if self.rights.licence == UNKNOWN else literal(self.rights.licence)
        found = [form.format(title=literal(self.titles[parts.locale]), people=named, licence=licence)]
        doi = self._doi()
        if doi:
            found.append(words.doi.format(address=f"https://doi.org/{quote(doi, safe='/:;.')}"))
        if self.rights.given_by and self.rights.on:
            found.append(words.permission.format(name=literal(self.rights.given_by), day=self.rights.on))
        return found

    def _people(self) -> list[str]:
        return next((parts.people for parts in self.texts if parts.people), [])

    def _doi(self) -> str:
        return next((parts.doi for parts in self.texts if parts.doi), "")

    def _page(self, sections: Sequence[Section]) -> None:
        name = self._name(sections[0])
        self.sections.append(name)
        ids: set[str] = set()
        for parts in self.texts:
            part = sections[0].parts.get(parts.locale)
            if part is None or part.head is None:
                continue
            title = self._heading_text(parts, part.head.tokens)
            description = parts.words.stand_ins.description.format(
                heading=title.rstrip("?？!！.。"), title=self.titles[parts.locale]
            )
            self._begin(name, parts, title, description)
        depth = 0
        for number, section in enumerate(sections):
            depth = min(section.depth, depth + 1) if number else 1
            self._section(name, section, depth, ids)

    def _begin(self, name: str, parts: Parts, title: str, description: str) -> File:
        file = self.files[f"{name}.{parts.locale}.md"] = File()
        file.put(f"---\ntitle: {_quoted(title[:_TITLE])}\ndescription: {_quoted(description)}\n---\n")
        return file

    def _references(self) -> None:
        self.sections.append(REFERENCES)
        for parts in self.texts:
            words = parts.words.stand_ins
            file = self._begin(REFERENCES, parts, words.references_title, words.references_description)
            file.put(f"# {words.references_title} {{#references}}\n\n/// reference-list\n///")

    def _section(self, page: str, section: Section, depth: int, ids: set[str]) -> None:
        anchor = self._anchor(section, ids) if depth else ""
        for parts in self.texts:
            part = section.parts.get(parts.locale)
            file = self.files.get(f"{page}.{parts.locale}.md")
            if part is None or file is None:
                continue
            if part.head is not None and depth:
                heading = _heading(self._heading_text(parts, part.head.tokens))
                file.put(f"\n{'#' * min(depth, 6)} {heading} {{#{anchor}}}\n", part.head.line)
            self.cited |= {key for n in cited_in(part) if (key := self.works.keys[parts.locale].get(n))}
            out = _Out(self, parts, page, file)
            for block in _with_captions(part.blocks, parts.words.caption):
                out.block(block)

    def _heading_text(self, parts: Parts, tokens: Tokens) -> str:
        return self.writers[parts.locale].write(tokens, lambda _: "", start=False).plain[:_TITLE]

    # --- names -------------------------------------------------------------------------------------------------------

    def _slug(self, section: Section) -> str:
        """An address of a heading: of one in Latin letters, else as it is spelled in them."""
        heads = [plain(part.head.tokens) for part in section.parts.values() if part.head]
        heads.sort(key=lambda text: sum(not sign.isascii() for sign in text) / max(len(text), 1))
        words: list[str] = []
        for word in latin(heads[0] if heads else "").split("-"):
            if words and len("-".join([*words, word])) > 40:
                break
            words.append(word)
        slug = re.sub(r"\A[0-9-]+", "", "-".join(words))[:60].strip("-")
        return f"on-{slug}" if slug and OWN_ID.match(slug) else slug

    def _anchor(self, section: Section, ids: set[str]) -> str:
        return _free(self._slug(section) or "part", ids)

    def _name(self, section: Section) -> str:
        taken = {INDEX, REFERENCES, *self.sections}
        return _free(self._slug(section) or "part", taken)

    # --- data --------------------------------------------------------------------------------------------------------

    def tutorial(self) -> str:
        """tutorial.yml."""
        summary = {
            parts.locale: parts.words.stand_ins.summary.format(title=self.titles[parts.locale]) for parts in self.texts
        }
        first = self.texts[0]
        people = "".join(f"\n    - {_quoted(name)}" for name in self._people()) or " []"
        lines = [
            f"# yaml-language-server: $schema={self.schema}" if self.schema else "",
            "title:", *(f"  {locale}: {_quoted(title)}" for locale, title in self.titles.items()),
            "summary:   # for the shelf, in a sentence or two: write what a reader will know",
            *(f"  {locale}: {_quoted(text)}" for locale, text in summary.items()),
            "status: draft   # a preview shows it; take this line out to publish it", "version: 0.1.0",
            f"written: {self.written_on}", "reviewed: null", "reviewers: []",
            "licence:", f"  name: {_quoted(self.rights.ours[0])}", f"  url: {self.rights.ours[1]}",
            "adapted:   # the text that this tutorial was made out of",
            f"  title: {_quoted(self.titles[first.locale])}", f"  authors:{people}",
            f"  licence: {_quoted(self.rights.licence)}", f"  doi: {self._doi()}" if self._doi() else "",
        ]  # fmt: skip
        if self.rights.given_by:
            lines += ["permission:", f"  from: {_quoted(self.rights.given_by)}", f"  on: {self.rights.on or 'unknown'}"]
        return (
            "\n".join([*(line for line in lines if line), "sections:", *(f"  - {name}" for name in self.sections)])
            + "\n"
        )

    def references(self) -> dict[str, object]:
        """The works that the text cites, by key; the others are named."""
        for key, entry in self.works.entries.items():
            if key not in self.cited:
                path, line = self.works.places[key]
                what = f"nothing cites {quoted(str(entry['title']))}, which the list has"
                fix = f"cite it as [@{key}] and copy it from uncited.json to references.json, or leave it out"
                self.listing.add(CITED, path, line, what, fix)
        return {key: entry for key, entry in self.works.entries.items() if key in self.cited}

    def ask_for_words(self) -> None:
        """Name what stands in for words that only an author can write."""
        for name, key in (("tutorial.yml", "summary"), (f"{INDEX}.*.md", "description")):
            self.listing.add(
                WRITE, name, 1, f"`{key}` only says what it is of", "write what a reader will know afterwards"
            )
        for name in self.sections:
            if name not in {INDEX, REFERENCES}:
                what = "`description` only repeats the heading"
                self.listing.add(
                    WRITE, f"{name}.*.md", 3, what, "write in a sentence what a reader will know afterwards"
                )


@dataclass
class _Out:
    """Writes the blocks of one section in one language."""

    folder: Folder
    parts: Parts
    page: str
    file: File

    def run(self, tokens: Tokens, line: int, *, start: bool = True) -> str:
        """A run as Markdown; what it changes, and the doses in it, are noted."""
        folder, locale = self.folder, self.parts.locale
        keys = folder.works.keys[locale]
        written = folder.writers[locale].write(tokens, citation(keys), start=start)
        if written.changed:
            what = f"units or dashes written our way: {quoted(plain(tokens))}"
            folder.listing.add(CHANGED, self.parts.name, line, what, f"compare with {quoted(written.plain)}")
        for text in written.lowered:
            what = f"'{text[:40]}' was raised or lowered, and stands on the line now: {quoted(plain(tokens))}"
            folder.listing.add(CHANGED, self.parts.name, line, what, "write it so that it is understood")
        cites = [keys[n] for token in tokens if token.kind == CITE for n in token.numbers if n in keys]
        place = f"{self.parts.name}:{line}"
        folder.doses.take(locale, self.page, place, written.plain, cites)
        return written.markdown

    def block(self, block: Block) -> None:
        if block.kind == LIST:
            self.items(block)
        elif block.kind == TABLE:
            self.table(block)
        elif block.kind == FIGURE:
            self.figure(block)
        elif block.kind == CODE:
            what = f"a text in fixed letters: {quoted(block.plain)}"
            self.folder.listing.add(UNREAD, self.parts.name, block.line, what, "write it as text, or as a table")
        elif block.kind != HEADING:
            text = self.run(block.tokens, block.line)
            if text:
                self.file.put(f"\n{'> ' if block.kind == QUOTE else ''}{text}\n", block.line)

    def items(self, block: Block) -> None:
        self.file.put("")
        counts: dict[int, int] = {}
        for item in block.items:
            depth = min(item.depth, _DEEPEST_LIST)
            counts = {at: count for at, count in counts.items() if at <= depth}
            text = self.run(item.tokens, item.line)
            if not text:
                continue
            if item.more:
                self.file.put(f"\n{' ' * 4 * (depth + 1)}{text}\n", item.line)
                continue
            counts[depth] = counts.get(depth, 0) + 1
            mark = f"{counts[depth]}." if item.number else "-"
            self.file.put(f"{' ' * 4 * depth}{mark} {text}", item.line)
        self.file.put("")

    def table(self, block: Block) -> None:
        self.file.put("")
        for number, row in enumerate(block.rows):
            cells = [self.run(cell, block.line, start=False).replace("|", "\\|") for cell in row]
            self.file.put(f"| {' | '.join(cells)} |", block.line)
            if not number:
                self.file.put(f"|{' --- |' * len(row)}", block.line)
        self.file.put("")

    def figure(self, block: Block) -> None:
        name = self.folder.pictures.take(self.parts.text.opened, self.parts.locale, block.target, block.line)
        if name:
            alt = self.folder.writers[self.parts.locale].write(block.tokens, lambda _: "", start=False)
            if not alt.plain:
                what = f"the picture {name} has no text in its place"
                self.folder.listing.add(
                    UNREAD, self.parts.name, block.line, what, "write what is seen between the brackets"
                )
            self.file.put(f"\n![{alt.markdown}]({name})\n", block.line)


def _with_captions(blocks: Sequence[Block], caption: re.Pattern[str]) -> Iterator[Block]:
    """The blocks; a picture without a text in its place takes its caption's, below it or above."""
    for at, block in enumerate(blocks):
        if block.kind == FIGURE and not plain(block.tokens):
            beside = (blocks[other] for other in (at + 1, at - 1) if 0 <= other < len(blocks))
            for other in beside:
                match = caption.match(other.plain) if other.kind == PARAGRAPH else None
                if match is not None and match.group("figure"):
                    block = replace(block, tokens=(Token(TEXT, other.plain[match.end() :]),))
                    break
        yield block


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken yet; it is, from now on."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found


def _heading(text: str) -> str:
    """A heading's words with Markdown's own signs kept literal."""
    return re.sub(r"([\\`*_\[\]{}])", r"\\\1", re.sub(r"<(?=[A-Za-z/!?])", "< ", text))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
