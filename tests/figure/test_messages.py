"""What an author is told of figures.yml and of a drawing: one fault at a time, against `golden/messages.txt`.

`UPDATE_GOLDEN=1` writes it anew, for a reader to judge: does each say where, what, and what to write?
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.figure.drawing import MAX_BYTES, MAX_PROBLEMS

from tests.figure.data import DRAWING, NMDA, SMALL, STAGE, magnesium, put, read
from tests.fixtures.sources import change, check, copy
from tests.trials import examples

GOLDEN = Path(__file__).parent / "golden" / "messages.txt"
LABELS = SMALL[SMALL.index("    labels:") : SMALL.index("    stages:")]
STAGES = SMALL.split("    stages:\n")[1]
FIGURE = SMALL.removeprefix("figures:\n")
PATH = '<path class="deep" d="M10 10 H90 V50 Z"/>'
BAR = '<text data-label="bar" x="10" y="20"/>'
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">'

DATA_FAULTS: dict[str, tuple[str, str]] = {
    "an unknown key": ("caption:", "captoin:"),
    "an id with a capital": ("id: gate", "id: Gate"),
    "a drawing in another folder": ("gate.svg", "../gate.svg"),
    "a drawing that is a picture": ("gate.svg", "gate.png"),
    "a drawing of another name": ("gate.svg", "gata.svg"),
    "a missing language": ("{zh: 门闩, en: bolt}", "{zh: 门闩}"),
    "a language too many": ("{zh: 门闩, en: bolt}", "{zh: 门闩, en: bolt, fr: verrou}"),
    "markup": ("en: bolt", "en: <b>bolt</b>"),
    "a stage without citation": ("        cite: [zhang2022]\n", ""),
    "a stage with an empty citation": ("cite: [zhang2022]", "cite: []"),
    "no stages": (STAGES, "      []\n"),
    "nine stages": (STAGE, STAGE * 8),
    "no figures": (FIGURE, "  []\n"),
    "two figures of one id": (FIGURE, FIGURE * 2),
    "a label given twice": ("{id: way", "{id: bar"),
    "a label that stands nowhere": ("    stages:\n", "      - {id: lock, text: {zh: 锁, en: lock}}\n    stages:\n"),
    "a list that is none": (LABELS, "    labels: bar\n"),
    "a cover that is no stage": (LABELS, "    cover: 9\n" + LABELS),
    "a cover that counts from 0": (LABELS, "    cover: 0\n" + LABELS),
}  # fmt: skip

DRAWING_FAULTS: dict[str, tuple[str, str]] = {
    # the file
    "not whole": ("</svg>", ""),
    "a tag that closes another": ("</g>\n  <g", "</svg>\n  <g"),
    "two roots": ("</svg>", "</svg><svg/>"),
    "nothing": (DRAWING, "\n"),
    "something else": (DRAWING, "GIF89a"),
    "HTML": (DRAWING, "<html><body/></html>"),
    "no namespace": (ROOT, '<svg viewBox="0 0 100 60">'),
    "a document type": ("<svg", "<!DOCTYPE svg>\n<svg"),
    "an entity": ("<svg", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<svg'),
    "an entity that nobody knows": (">Mg<", ">&magnesium;<"),
    "a control character": (">Mg<", ">M\x07g<"),
    "too large": (PATH, f'<path d="M{"0 " * MAX_BYTES}"/>'),
    "nested too deep": (PATH, f"{'<g>' * 30}{PATH}{'</g>' * 30}"),
    "nested deeper than is read": (PATH, f"{'<g>' * 300}{PATH}{'</g>' * 300}"),
    # the size
    "no size": (' viewBox="0 0 100 60"', ""),
    "a size of nothing": ("0 0 100 60", "0 0 0 0"),
    "a size that begins elsewhere": ("0 0 100 60", "-5 0 100 60"),
    "a size in millimetres": (ROOT, f'{ROOT[:-1]} width="210mm">'),
    # what may not stand in it
    "a drawing in the drawing": (PATH, '<svg viewBox="0 0 10 10"/>'),
    "a script": (PATH, "<script>alert(1)</script>"),
    "a picture": (PATH, '<image href="https://pictures.example/a.png"/>'),
    "a link": (PATH, f'<a href="https://pictures.example/">{PATH}</a>'),
    "a style": (PATH, "<style>path { fill: red }</style>"),
    "HTML inside": (PATH, '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>'),
    "an element of nobody": (PATH, '<path xmlns="" d="M0 0 H1"/>'),
    "an event": (PATH, '<path onclick="alert(1)" d="M0 0 H1"/>'),
    "a colour": (PATH, '<path fill="#ff0000" d="M0 0 H1"/>'),
    "an id": (PATH, '<path id="a" d="M0 0 H1"/>'),
    "an attribute of an editor": (PATH, '<path xmlns:e="http://editor.example/" e:label="a" d="M0 0 H1"/>'),
    "an address": (PATH, '<path xmlns:l="http://www.w3.org/1999/xlink" l:href="#a" d="M0 0 H1"/>'),
    "a class misspelt": ('"deep"', '"depe thin"'),
    "a path that is none": ("M10 10 H90 V50 Z", "10 10 90"),
    "a number that is none": (BAR, BAR.replace('"10"', '"NaN"')),
    "a radius below nothing": (PATH, '<circle cx="1" cy="1" r="-3"/>'),
    "a move that is none": (PATH, '<g transform="url(#a)"/>'),
    "an anchor that is none": (BAR, BAR.replace("x=", 'text-anchor="left" x=')),
    # stages
    "a stage that is not there": ('data-stage="2"', 'data-stage="3"'),
    "a stage in words": ('data-stage="2"', 'data-stage="two"'),
    "a stage with a nought": ('data-stage="2"', 'data-stage="02"'),
    "stages with a comma": ('data-stage="2"', 'data-stage="1,2"'),
    "a stage twice": ('data-stage="2"', 'data-stage="2 2"'),
    "no stage": ('data-stage="2"', 'data-stage=""'),
    "a stage of the whole": (ROOT, f'{ROOT[:-1]} data-stage="1">'),
    "never seen": (BAR, BAR.replace("x=", 'data-stage="2" x=')),
    # words
    "letters in one language": (BAR, f"{BAR}<text>gate</text>"),
    "a text that nothing fills": (BAR, f"{BAR}<text/>"),
    "a label that is not given": ('data-label="bar"', 'data-label="bra"'),
    "a label with letters": (BAR, BAR.replace("/>", ">bolt</text>")),
    "a label with letters in a part": (BAR, BAR.replace("/>", "><tspan>bolt</tspan></text>")),
    "a label on a group": ('<g data-stage="1">', '<g data-stage="1" data-label="bar">'),
    "label and same": (BAR, BAR.replace("x=", 'data-same="" x=')),
    "the same of nothing": (BAR, f'{BAR}<text data-same=""/>'),
    "letters outside of a text": (PATH, f"{PATH} gate"),
    "letters in a shape": (PATH, '<path d="M0 0 H1">gate</path>'),
    "a part outside of a text": (PATH, "<tspan>gate</tspan>"),
    "a text in a text": (BAR, f'<text data-same="">a{BAR}</text>'),
    "a shape in a text": (BAR, f'{BAR}<text data-same="">a{PATH}</text>'),
}  # fmt: skip


def told(folder: Path, data: str = SMALL, drawing: str | None = DRAWING) -> str:
    """What an author is told, each message with the line that it names."""
    _, problems = read(folder, data, drawing)
    assert problems
    lines = {"figures.yml": data.splitlines(), "drawings/gate.svg": (drawing or "").splitlines()}
    said = ""
    for item in problems:
        line = lines[item.path][item.line - 1].strip() if lines[item.path] else ""
        said += f"{item}\n  line: {line if len(line) <= 100 else f'{line[:99]}…'}\n"
    return said


def test_every_message(tmp_path: Path) -> None:
    found = []
    for name, (before, after) in DATA_FAULTS.items():
        assert SMALL.count(before) == 1, name
        found.append(f"## {name}\n{told(tmp_path, data=SMALL.replace(before, after))}")
    for name, (before, after) in DRAWING_FAULTS.items():
        assert before in DRAWING, name
        found.append(f"## {name}\n{told(tmp_path, drawing=DRAWING.replace(before, after, 1))}")
    text = "\n".join(found)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    assert "Traceback" not in text


def test_the_small_figure_is_right(tmp_path: Path) -> None:
    figures, problems = read(tmp_path)
    assert not problems
    assert figures is not None
    assert list(figures.by_id) == ["gate"]


def test_the_sites_own_are_right() -> None:
    assert list(magnesium().by_id) == ["nmda"]


def test_a_drawing_that_is_not_there_and_none_beside_it(tmp_path: Path) -> None:
    _, problems = read(tmp_path, drawing=None)
    (problem,) = problems
    assert (problem.path, problem.line, problem.fix) == ("figures.yml", 3, "put the drawing there: drawings/gate.svg")


def test_a_drawing_in_another_encoding(tmp_path: Path) -> None:
    _, problems = read(tmp_path, drawing=DRAWING.replace("gate", "门").encode("gb18030"))
    assert [str(problem).split("\n")[0] for problem in problems] == ["drawings/gate.svg:3: the file is not UTF-8 text"]
    # What its first line says of itself is not what it is; letters are kept.
    drawing = DRAWING.replace("UTF-8", "GB18030").replace(">Mg<", ">镁<")
    figures, problems = read(tmp_path, drawing=f"\ufeff{drawing}")
    assert not problems and figures is not None
    assert "镁" in figures.drawing(figures.figures[0]).markup(2, "", {"bar": "a", "way": "b"})


def test_many_faults_are_cut_short(tmp_path: Path) -> None:
    many = "\n".join('<path style="fill: red" d="M0 0 H1"/>' for _ in range(100))
    _, problems = read(tmp_path, drawing=DRAWING.replace(PATH, many))
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].what == f"and {100 - MAX_PROBLEMS} more faults from here on"


def test_the_problems_of_the_file_and_of_the_drawing_are_told_at_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, SMALL.replace("{zh: 门闩, en: bolt}", "{zh: 门闩}"), DRAWING.replace("deep", "depe"))
    assert [problem.path for problem in problems] == ["drawings/gate.svg", "figures.yml"]


BLOCK = "/// dose-table\n    regimens: [bolus]\n///"


@pytest.mark.parametrize(
    ("call", "what", "fix"),
    [
        ("/// figure | gate", "", ""),
        ("/// figure | gaet", "there is no figure 'gaet' in figures.yml", "did you mean 'gate'?"),
        ("/// figure", "the block names no figure", "write `/// figure | gate`"),
    ],
)
def test_the_block_names_a_figure(call: str, what: str, fix: str, tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    put(root / "docs/salt")
    change(root, "docs/salt/dosing.en.md", BLOCK, f"{BLOCK}\n\n{call}\n///")
    _, problems = check(root)
    assert [(item.line, item.what, item.fix) for item in problems] == ([(20, what, fix)] if what else [])


def test_a_block_without_its_file_is_a_problem(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, "docs/salt/dosing.en.md", BLOCK, f"{BLOCK}\n\n/// figure | gate\n///")
    _, problems = check(root)
    (problem,) = problems
    assert problem.what == "the block 'figure' needs figures.yml"


def test_what_the_reader_would_miss_is_found_in_the_whole_site(tmp_path: Path) -> None:
    """A reference that is not there; languages that disagree in a text, and in a label."""
    root = copy(tmp_path / "site")
    text = SMALL.replace("[zhang2022]", "[zhang2021]")
    text = text.replace("{zh: 门闩, en: bolt}", "{zh: 2 mg 门闩, en: 3 mg bolt}")
    text = text.replace("{zh: 门开着。, en: The gate is open.}", "{zh: 门开 5 mg。, en: The gate is open.}")
    put(root / "docs/salt", text)
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    lines = text.splitlines()
    found = dict.fromkeys(item.line for item in problems)  # of the numbers, doses.yml knows none either
    assert [lines[line - 1].split(":")[0].strip() for line in found] == ["- {id", "text", "cite"]


ODD = ["", " ", "0", "1", "99", "NaN", "<", "&amp;", "&#0;", '"', "'", "<g>", "</g>", "<text/>", "data-stage",
       "<!--", "]]>", "\x00", "中", "\ud7ff", "M", "svg", "xmlns",
       "<?a?>", "<![CDATA[a]]>", "2 1"]  # fmt: skip


@hypothesis_settings(max_examples=examples(150))
@given(st.data())
def test_whatever_stands_in_a_drawing_ends_in_problems_or_in_a_drawing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([DRAWING, NMDA.read_text(encoding="utf-8")]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(ODD)) + text[end:]
    figures, problems = read(tmp_path_factory.mktemp("odd"), drawing=text)
    assert (figures is None) <= bool(problems)
    if not problems:
        assert figures is not None
        drawing = figures.drawing(figures.figures[0])
        for stage in (1, 2):
            etree.fromstring(drawing.markup(stage, "name", dict.fromkeys(drawing.labels, "word")))
