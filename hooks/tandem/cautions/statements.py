"""What texts state, taken apart for `strength`: a sentence, an item with the sentence or heading above its list,
a row of a table.

Life: `sources_of` gives the texts of a tutorial, `statements` those of one file in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..core.problems import Problems
from ..core.translated import Translated
from ..core.tutorial import Tutorial
from ..dosing.cautions import DATA
from ..parity.exceptions import Exemption
from ..parity.language import Language
from ..parity.paragraphs import HEADING, ITEM, PARAGRAPH, ROW
from ..prose.texts import Source, Text, data_texts, page_texts


@dataclass(frozen=True)
class Statement:
    """What is read as one: a sentence, an item with the sentence above its list, a row."""

    text: str
    lines: Mapping[int, int]  # offset in the text → line, for the beginnings of its parts
    lead: str = ""

    def line_at(self, offset: int) -> int:
        """The line of a place in the text."""
        start = max(at for at in self.lines if at <= offset)
        return self.lines[start] + self.text.count("\n", start, offset)


def statements(source: Source) -> Iterator[tuple[Statement, tuple[Exemption, ...]]]:
    """What a file says, each with the exceptions above it."""
    lead = ""
    for _, run in groupby(source.texts, key=lambda text: id(text.unit) if text.kind == ROW else id(text)):
        texts = list(run)
        text = texts[0]
        if text.kind == ROW:
            yield _row(texts), text.exemptions
            continue
        if text.kind == PARAGRAPH:
            lead = text.sentences[-1].text if text.sentences else ""
        elif text.kind == HEADING:
            lead = f"{text.text}:"  # the word of a heading is said of the list below it, as before a colon
        elif text.kind != ITEM:
            lead = ""
        for sentence in text.sentences:
            at = {0: sentence.line}
            yield Statement(sentence.text, at, lead + "\n" if text.kind == ITEM and lead else ""), text.exemptions


def _row(texts: Sequence[Text]) -> Statement:
    """A row of a table, whose cells say one thing together."""
    joint, lines = "", {}
    for text in texts:
        lines[len(joint)] = text.line
        joint += text.text + "\n"
    return Statement(joint, lines)


def sources_of(tutorial: Tutorial, languages: Mapping[str, Language], problems: Problems) -> list[Source]:
    """The tutorial's pages, and its data files but the cautions themselves; no answer that a quiz marks as wrong."""
    found = [
        page_texts(page, languages[locale], tutorial)
        for (locale, _), page in tutorial.pages.items()
        if locale in languages
    ]
    for name, value in tutorial.data.items():
        if name != DATA:
            for source in data_texts(tutorial.folder / name, value, dict(languages), tutorial, problems):
                texts = tuple(text for text in source.texts if not _is_wrong_answer(value, text))
                found.append(Source(source.path, texts, source.orphans))
    return found


def _is_wrong_answer(value: object, text: Text) -> bool:
    """Whether a text is an option of which the data says that it is not right."""
    node = value
    above: object = None
    for part in text.place:
        if isinstance(node, Translated):
            break
        above = node
        node = (
            node[part] if isinstance(node, (list, tuple)) and isinstance(part, int) else getattr(node, str(part), None)
        )
    return getattr(above, "correct", None) is False and node is getattr(above, "text", None)
