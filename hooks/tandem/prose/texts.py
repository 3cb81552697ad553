"""Every text that a shelf publishes, with its place, its sentences and what it cites.

Life: `texts_of` is called once a run, with the shelf as it was read. Pages are walked by parity's reader, data files by
their models. Code, fenced or inline, is no text; the titles of works, their authors and the names of people are not
given in every language and are left out; so are the names by which a term of the glossary is searched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..core.cited import Citations, find_citations
from ..core.data import Place, Strict, read_document
from ..core.page import BlockCall, Page
from ..core.problems import Problems
from ..core.shelf import Shelf
from ..core.translated import translated_texts
from ..core.tutorial import Tutorial
from ..parity.exceptions import ALLOW, Exemption, held_in_data
from ..parity.language import Language
from ..parity.paragraphs import ALT, BLOCK, CODE, DATA, ITEM, LISTS, PARAGRAPH, ROW, Cited, Piece, Unit, read_units


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text: where it begins and ends in it, its line, and the keys cited in it, in order."""

    text: str
    start: int
    end: int
    line: int
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """A paragraph, list item, table cell, heading or text of a data file, in one language.

    `kind` is one of parity.paragraphs' kinds. `cites` are the keys that hold for all of it: of a cell those of its row
    and of the table's heads; of a cell or a list item those of a sentence above whose colon introduces table or list;
    of a text in a data file those of its entry. `head` is a cell's column head, '' for a head itself. `blocks` are
    those that it stands in, the outermost first. `place` is set in data files, `unit` and `page` on pages.
    """

    path: Path
    language: Language
    kind: str
    text: str
    line: int
    citations: tuple[Cited, ...] = ()
    cites: tuple[str, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    head: str = ""
    blocks: tuple[BlockCall, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    tutorial: Tutorial | None = None
    page: Page | None = None
    unit: Unit | None = None
    place: Place = ()

    @property
    def locale(self) -> str:
        """The text's language."""
        return self.language.locale

    def line_at(self, offset: int) -> int:
        """The line of the file on which a place of the text stands."""
        return self.line + self.text.count("\n", 0, offset)

    def in_code(self, offset: int) -> bool:
        """Whether a place of the text stands in inline code."""
        index = bisect_right(self.code, offset, key=lambda span: span[0]) - 1
        return index >= 0 and offset < self.code[index][1]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order. A citation behind a full stop belongs to the sentence before it."""
        found = []
        for span in self.language.sentences(self.text):
            cited = (
                key
                for group in self.citations
                if span.start < group.at <= span.end or group.at == span.start == 0
                for key in group.keys
            )
            start = span.end - len(self.text[span.start : span.end].lstrip())
            found.append(Sentence(self.text[start : span.end], start, span.end, self.line_at(start), tuple(cited)))
        return tuple(found)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence in which a place of the text stands."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        found = self.sentences[index] if index >= 0 else None
        return found if found is not None and offset < found.end else None


@dataclass(frozen=True)
class Source:
    """One file in one language: its texts in order, and the exceptions in it that stand above nothing."""

    path: Path
    texts: tuple[Text, ...]
    orphans: tuple[Exemption, ...] = ()


def texts_of(shelf: Shelf, languages: Iterable[Language], problems: Problems) -> list[Source]:
    """Every page and data file of the shelf in every language, in order."""
    by_locale = {language.locale: language for language in languages}
    found = [
        page_texts(page, by_locale[page.locale], tutorial)
        for tutorial, page in shelf.all_pages()
        if page.locale in by_locale
    ]
    files: list[tuple[Path, object, Tutorial | None]] = [(path, one, None) for path, one in shelf.glossaries.items()]
    for tutorial in shelf.tutorials:
        if tutorial.whole:
            files.append((tutorial.folder / "tutorial.yml", tutorial.file, tutorial))
        files += [(tutorial.folder / name, value, tutorial) for name, value in tutorial.data.items()]
    for path, value, of in files:
        found += data_texts(path, value, by_locale, of, problems)
    return found


def page_texts(page: Page, language: Language, tutorial: Tutorial | None = None) -> Source:
    """The texts of one page, front matter first."""
    reading = read_units(page)
    found: list[Text] = []
    heads: dict[int, Unit] = {}
    blocks: list[BlockCall] = []
    introduced: tuple[str, ...] = ()  # by a sentence whose colon leads on to a list or a table
    for unit in reading.units:
        if unit.kind == CODE:
            continue
        blocks = _around_unit(unit, blocks)
        head = heads.setdefault(unit.table, unit) if unit.kind == ROW else None
        shared = introduced if unit.kind in {ROW, ITEM} else ()
        if head:
            shared += tuple(key for row in (unit, head) for cell in row.pieces for key in _keys(cell))
        for column, piece in enumerate(unit.pieces):
            in_head = head.pieces[column].text if head and head is not unit and column < len(head.pieces) else ""
            text = Text(
                path=page.path,
                language=language,
                kind=unit.kind,
                text=piece.text,
                line=piece.line,
                citations=piece.citations,
                cites=shared,
                code=piece.code,
                head=in_head,
                blocks=tuple(blocks),
                exemptions=unit.exemptions,
                tutorial=tutorial,
                page=page,
                unit=unit,
            )
            found.append(text)
            of_hint = (*shared, *_keys(piece))
            found += [replace(text, kind=ALT, text=hint, citations=(), cites=of_hint, code=()) for hint in piece.hints]
        if unit.kind == PARAGRAPH:
            introduced = _introduced(found[-1])
        elif unit.kind not in {ROW, ITEM}:
            introduced = ()
        if unit.kind == BLOCK and unit.call is not None:
            blocks.append(unit.call)
    return Source(page.path, tuple(found), reading.orphans)


def _around_unit(unit: Unit, blocks: Sequence[BlockCall]) -> list[BlockCall]:
    """Which of the blocks opened so far a unit stands in."""
    names = [name for name in unit.around if name not in LISTS]
    kept: list[BlockCall] = []
    for call, name in zip(blocks, names, strict=False):
        if call.name != name:
            break
        kept.append(call)
    return kept


def _introduced(text: Text) -> tuple[str, ...]:
    """What the last sentence of a paragraph cites, where its colon introduces what follows."""
    last = text.sentences[-1:]
    return last[0].cites if last and text.text.rstrip().endswith((":", "：")) else ()


def _keys(piece: Piece) -> tuple[str, ...]:
    return tuple(key for cited in piece.citations for key in cited.keys)


def data_texts(
    path: Path, value: object, languages: dict[str, Language], tutorial: Tutorial | None, problems: Problems
) -> list[Source]:
    """The texts of one data file, in each language."""
    written = list(_written(value))
    document = read_document(path, Problems(problems.root)) if written else None  # its faults are known already
    if document is None:
        return []
    lines = [document.line((*place, locale)) for place, locale, _ in written]
    held, orphans = held_in_data(path, lines, problems, ALLOW)
    # An exception above a text that is given in every language stands for all of them.
    shared: dict[Place, tuple[Exemption, ...]] = {}
    for number, exemptions in held.items():
        place = written[number][0]
        above = tuple(item for item in exemptions if item.line < document.line(place))
        shared[place] = shared.get(place, ()) + above
    named = _named(value)
    found: dict[str, list[Text]] = {}
    for number, (place, locale, text) in enumerate(written):
        if locale not in languages:
            continue
        exemptions = tuple(dict.fromkeys((*held.get(number, ()), *shared.get(place, ()))))
        found.setdefault(locale, []).append(
            Text(
                path,
                languages[locale],
                DATA,
                text,
                lines[number],
                cites=entry_cites(value, place, named),
                exemptions=exemptions,
                tutorial=tutorial,
                place=(*place, locale),
            )
        )
    sources = [Source(path, tuple(texts)) for texts in found.values()]
    return [Source(path, sources[0].texts, orphans), *sources[1:]] if sources else []


def _written(value: object) -> Iterator[tuple[Place, str, str]]:
    """Every text of a model: its place, its language, the text."""
    for place, translated in translated_texts(value):
        yield from ((place, locale, text) for locale, text in translated.root.items())


def _nodes(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Everything inside a model, with its place."""
    yield place, value
    if isinstance(value, Strict):
        for name, info in type(value).model_fields.items():
            yield from _nodes(getattr(value, name), (*place, info.alias or name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _nodes(item, (*place, index))


def entry_cites(value: object, place: Place, named: dict[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """The keys that stand for the text at a place of a data file.

    They are those of the nearest entry around it that has any: what it cites itself, what its parts cite, and what the
    entries of the file cite that it names by their ids. The file as a whole is no entry.
    """
    named = _named(value) if named is None else named
    for entry in _around(value, place):
        keys = [key for _, key in find_citations(entry)]
        for at, node in _nodes(entry):
            if isinstance(node, str) and at[-1:] != ("id",):
                keys += named.get(node, ())
        if keys:
            return tuple(dict.fromkeys(keys))
    return ()


def _around(value: object, place: Sequence[str | int]) -> Iterator[Strict]:
    """The entries around a place, the innermost first, without the file itself."""
    chain: list[Strict] = []
    node = value
    for part in place:
        if isinstance(node, Strict):
            names = {info.alias or name: name for name, info in type(node).model_fields.items()}
            node = getattr(node, names.get(str(part), ""), None)
        elif isinstance(node, (list, tuple)) and isinstance(part, int):
            node = node[part]
        else:
            break
        if isinstance(node, Strict):
            chain.append(node)
    yield from reversed(chain)


def _named(value: object) -> dict[str, tuple[str, ...]]:
    """What the entries of a file cite, by their ids."""
    found: dict[str, tuple[str, ...]] = {}
    for _, node in _nodes(value):
        if not isinstance(node, Strict):
            continue
        name = getattr(node, "id", None)
        if isinstance(name, str):
            own = (getattr(node, field) for field in type(node).model_fields)
            found[name] = tuple(key for part in own if isinstance(part, Citations) for key in part)
    return {name: keys for name, keys in found.items() if keys}
