"""Which parts of a file of one language are packed though they can be read, and what stands in their places until then.

Packed are drawings whose numbers stand in words beside them, questions that test the reader, what the terms mean, and
the account of what was read: none is needed to treat a patient, and unpacked they would not fit. Doses, cautions,
toxicity, the tables of the evidence, the works cited and all other text stay.

Life: `mark` gives each place its sentence (`data-packed`), before names become short; `pack` takes the insides out
and lays the sentence in. A place without a sentence is not shown while it is empty.
"""

from __future__ import annotations

from typing import Any

from lxml.html import builder

from ...core.strings import Strings
from ..edition import Edition

Element = Any  # an lxml element; its stubs know no html

# What no section may lose that also tells what was read.
_NEEDED = ("bibliography", "dose_table", "evidence", "calculator", "cautions")


def mark(edition: Edition, locale: str, container: Element) -> None:
    """Mark the places in a language's container."""
    t = edition.strings[locale]
    where = _where(edition, t)

    def said(kind: str) -> str:
        return t("exports.single.packed.without", what=t(f"exports.single.packed.{kind}"), where=where)

    for table in _classed(container, "evidence-table"):
        for cell in _classed(table, "evidence__drawn"):
            row = cell.getparent()
            others = "".join("".join(other.itertext()) for other in row if other is not cell)
            (cell if others.strip() else row).set("data-packed", "")
    for legend in _classed(container, "evidence__legend"):
        _say_first([item for item in legend if item.find("svg") is not None], said("plots"))
    for chart in _classed(container, "dose-chart"):
        _say_first([_wrapped([drawing]) for drawing in chart.xpath("./svg")], said("chart"))
    for figure in _classed(container, "figure"):
        _say_first([_wrapped([drawing]) for drawing in figure.xpath(".//svg")], said("figure"))
    for quiz in _classed(container, "quiz"):
        quiz.set("data-packed", said("quiz"))
    for terms in container.xpath(".//*[@role='doc-glossary']/dl"):
        _wrapped([terms]).set("data-packed", said("terms"))
    for block in _classed(container, "readings"):
        chapter = block.xpath("ancestor::section[@data-part]")[0]
        needed = any(_classed(chapter, name) for name in _NEEDED) or chapter.xpath(".//*[@role='doc-bibliography']")
        first = chapter.xpath("./h1|./h1/following-sibling::*[1][self::p]")
        parts = [block] if needed else [part for part in chapter if part not in first]
        _wrapped(parts).set("data-packed", said("readings"))


def _where(edition: Edition, t: Strings) -> str:
    """What to open instead: the forms that show it without scripts, of those that are made."""
    forms = t("exports.single.or").join(t(f"exports.form.{name}.name") for name in edition.whole)
    return t("exports.single.packed.forms", forms=forms) if forms else t("exports.single.packed.browser")


def _classed(root: Element, name: str) -> list[Element]:
    """The outermost elements of a class."""
    has = f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    return list(root.xpath(f".//*[{has}][not(ancestor::*[{has}])]"))


def _say_first(places: list[Element], sentence: str) -> None:
    """Neighbours that lack the same need one sentence."""
    for place in places:
        place.set("data-packed", sentence)
        sentence = ""


def _wrapped(parts: list[Element]) -> Element:
    """An element around neighbours."""
    place = builder.DIV()
    parts[0].addprevious(place)
    place.tail = parts[-1].tail
    parts[-1].tail = None
    place.extend(parts)
    return place


def leave(place: Element, missed: list[str]) -> None:
    """Lay the sentence into an emptied place, with the ids that links outside it lead to."""
    sentence = place.get("data-packed")
    place.set("data-packed", "")
    if place.tag in {"tr", "svg"}:  # hold no words
        return
    holder = place
    if sentence and place.tag == "div":
        holder = builder.P({"class": "admonition"})
        place.append(holder)
    for name in missed:
        holder.append(builder.SPAN({"id": name}))
    if not sentence:
        return
    if len(holder):
        holder[-1].tail = sentence
    else:
        holder.text = sentence
