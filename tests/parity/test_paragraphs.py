"""A page as units: what stands where, with its citations, links and exceptions."""

from __future__ import annotations

from pathlib import Path

from tandem.parity.exceptions import Exemption
from tandem.parity.paragraphs import Reading, Unit

from tests.parity.texts import FIRST_LINE, sides_of

BODY = """\
One *text*.[@a2020] With a [link](other.md#there), `code` and ![alt words](figure.en.svg).[@b2020; @c2020]

## Part {#part}

- first
- second[@a2020]

    more of it

1. numbered

| A | B |
|---|---|
| 1[@a2020] | [x](y.md) |

/// admonition | Its title
    type: warning

Inside.
///

> quoted

```
code
```
"""


def read(folder: Path, body: str) -> Reading:
    return sides_of(folder, "", body)[1].reading


def shown(unit: Unit) -> tuple[str, str, int, str]:
    return unit.kind, unit.section, unit.line - FIRST_LINE + 1, " | ".join(piece.text for piece in unit.pieces)


def test_units_in_order(tmp_path: Path) -> None:
    units = read(tmp_path, BODY).units
    assert [shown(unit)[:2] for unit in units[:3]] == [("title", ""), ("description", ""), ("heading", "top")]
    assert [unit.line for unit in units[:3]] == [2, 3, 6]
    assert [shown(unit) for unit in units[3:]] == [
        ("paragraph", "top", 1, "One text. With a link, code and ."),
        ("image", "top", 1, "alt words"),
        ("heading", "part", 3, "Part"),
        ("list item", "part", 5, "first"),
        ("list item", "part", 6, "second"),
        ("paragraph", "part", 8, "more of it"),
        ("list item", "part", 10, "numbered"),
        ("table row", "part", 12, "A | B"),
        ("table row", "part", 14, "1 | x"),
        ("block", "part", 16, "Its title"),
        ("paragraph", "part", 19, "Inside."),
        ("paragraph", "part", 22, "quoted"),
        ("code", "part", 24, "code\n"),
    ]


def test_what_hangs_on_them(tmp_path: Path) -> None:
    units = {shown(unit)[3]: unit for unit in read(tmp_path, BODY).units}
    (piece,) = units["One text. With a link, code and ."].pieces
    assert [(cited.keys, cited.at) for cited in piece.citations] == [(("a2020",), 9), (("b2020", "c2020"), 33)]
    assert piece.links == ("other.md#there",)
    assert units["alt words"].name == "figure.en.svg"
    assert (units["Part"].name, units["Part"].level) == ("part", 2)
    assert [cell.links for cell in units["1 | x"].pieces] == [(), ("y.md",)]
    block = units["Its title"]
    assert block.name == "admonition" and block.call is not None and block.call.option("type") == "warning"
    assert units["Inside."].around == ("admonition",)
    assert units["more of it"].around == ("list",)
    assert units["quoted"].around == ("quotation",)


def test_an_exception_belongs_to_the_block_below_it(tmp_path: Path) -> None:
    body = (
        "Before.\n\n<!-- differs: numbers, links | the labels differ -->\n\n- one\n- two\n\nAfter.\n\n"
        "<!-- differs: length -->\n```\ncode\n```\n\n<!-- a remark -->\n\nLast.\n\n<!-- differs: script | nothing -->\n"
    )
    reading = read(tmp_path, body)
    given = {unit.text: [exemption.kinds for exemption in unit.exemptions] for unit in reading.units[3:]}
    both = [("numbers", "links")]
    assert given == {"Before.": [], "one": both, "two": both, "After.": [], "code\n": [("length",)], "Last.": []}
    assert reading.units[4].exemptions == (Exemption(("numbers", "links"), "the labels differ", FIRST_LINE + 2),)
    assert [exemption.kinds for exemption in reading.orphans] == [("script",)]
