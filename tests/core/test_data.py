"""Data files: every fault has its line, and a number is what its author wrote."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BeforeValidator, Field
from tandem.core.cited import Citations
from tandem.core.data import MAX_BYTES, Document, Strict, read_document, validate
from tandem.core.problems import Problems
from tandem.core.translated import Translated

from tests.fixtures.sources import Said, fixes, said


def document(folder: Path, content: str | bytes, name: str = "x.yml") -> tuple[Document | None, Problems]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = Problems(folder)
    return read_document(path, problems), problems


def value(folder: Path, content: str | bytes, name: str = "x.yml") -> Any:
    found, problems = document(folder, content, name)
    assert not said(problems)
    assert found is not None
    return found.value


def refusal(folder: Path, content: str | bytes, name: str = "x.yml") -> Said:
    found, problems = document(folder, content, name)
    assert found is None
    assert all(fixes(problems))
    (only,) = said(problems)
    return only


# --- the file itself -------------------------------------------------------------------------------------------------


def test_missing(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    assert read_document(tmp_path / "x.yml", problems) is None
    assert problems.report() == "x.yml:1: the file is missing\n  fix: create x.yml in this folder\n1 problem"


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    problems = Problems(tmp_path)
    assert read_document(tmp_path / "x.yml", problems) is None
    assert "no ordinary file" in said(problems)[0].what


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "x.yml").symlink_to("nowhere")
    problems = Problems(tmp_path)
    assert read_document(tmp_path / "x.yml", problems) is None
    assert said(problems) == [(1, "the file is missing")]


def test_huge(tmp_path: Path) -> None:
    assert value(tmp_path, b"a: 1\n" + b"#" * (MAX_BYTES - 5)) == {"a": 1}
    assert refusal(tmp_path, b"a: 1\n" + b"#" * (MAX_BYTES - 4)) == (1, f"the file is too large: {MAX_BYTES + 1} bytes")


def test_not_utf8(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a: 1\nb: 硫酸镁\n".encode("gb18030")) == (2, "the file is not UTF-8 text")
    assert refusal(tmp_path, "a: 1\n".encode("utf-16")).what == "the file is not UTF-8 text"


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    found, problems = document(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n")
    assert not said(problems)
    assert found is not None
    assert found.value == {"a": 1, "b": "x\ny\n", "c": 2}
    assert (found.line(("b",)), found.line(("c",))) == (2, 5)


def test_lines_of_old_macs(tmp_path: Path) -> None:
    found, _ = document(tmp_path, b"a: 1\rb: 2\r")
    assert found is not None
    assert found.line(("b",)) == 2


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe"]
)
@pytest.mark.parametrize("name", ["x.yml", "x.json"])
def test_control_characters(tmp_path: Path, character: str, name: str) -> None:
    what = f"a control character (U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip() + ")"
    assert refusal(tmp_path, f'{{"a": 1,\n"b": "x{character}y"}}\n', name) == (2, what)


@pytest.mark.parametrize("name", ["x.yml", "x.json"])
@pytest.mark.parametrize("escape", [r"\u0000", r"\u0007", r"\u001b"])
def test_control_characters_written_as_escapes(tmp_path: Path, name: str, escape: str) -> None:
    assert refusal(tmp_path, f'{{"a": 1,\n"b": "x{escape}"}}\n', name).line == 2


@pytest.mark.parametrize("name", ["x.yml", "x.json"])
def test_half_a_character(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, '{"a": 1,\n"b": "\\ud800"}\n', name).line == 2


def test_a_whole_character_in_two_escapes(tmp_path: Path) -> None:
    assert value(tmp_path, '{"a": "\\ud83d\\ude00"}', "x.json") == {"a": "😀"}


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n"])
def test_empty_yaml(tmp_path: Path, content: str) -> None:
    found, problems = document(tmp_path, content)
    assert found is None or found.value is None
    assert len(said(problems)) == (found is None)


def test_empty_json(tmp_path: Path) -> None:
    assert refusal(tmp_path, "", "x.json") == (1, "the file is empty")


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", 1),
        ("-3", -3),
        ("0", 0),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("0o17", "0o17"),
        ("010", "010"),
        ("1e3", "1e3"),
        ("0.1", "0.1"),
        ("2.50", "2.50"),
        (".5", ".5"),
        ("+5", "+5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("2026-01-31", "2026-01-31"),
        ("12345678901234567890", "12345678901234567890"),
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("NO", "NO"),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("", None),
        ('"1"', "1"),
        ("'true'", "true"),
        ('"null"', "null"),
        ('""', ""),
        ("１", "１"),
    ],
)
def test_yaml_scalars(tmp_path: Path, written: str, meant: object) -> None:
    found = value(tmp_path, f"a: {written}\n")["a"]
    assert found == meant
    assert type(found) is type(meant)


def test_countries(tmp_path: Path) -> None:
    assert value(tmp_path, "a: [NO, SE, GB, no]\n") == {"a": ["NO", "SE", "GB", "no"]}


def test_blocks_of_text_stay_text(tmp_path: Path) -> None:
    assert value(tmp_path, "a: |\n  1\nb: >-\n  true\n") == {"a": "1\n", "b": "true"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0.1", "0.1"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("-0.0", "-0.0"),
        ("7", 7),
        ("-7", -7),
        ("9" * 20, "9" * 20),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("null", None),
        ('"1"', "1"),
    ],
)
def test_json_scalars(tmp_path: Path, written: str, meant: object) -> None:
    found = value(tmp_path, f'{{"a": {written}}}', "x.json")["a"]
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_json_numbers_that_are_none(tmp_path: Path, constant: str) -> None:
    assert refusal(tmp_path, f'[\n1,\n"NaN",\n{constant}]', "x.json") == (4, f"{constant} is not a number")


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!python/name:os.system", "!ENV", "!x"])
def test_tags(tmp_path: Path, tag: str) -> None:
    assert refusal(tmp_path, f"b: 1\na: {tag} x\n").line == 2


@pytest.mark.parametrize("tagged", ["!!python/object/apply:os.system [x]", "!x {b: 1}", "!x [1]"])
def test_tags_of_lists_and_maps(tmp_path: Path, tagged: str) -> None:
    assert refusal(tmp_path, f"b: 1\na: {tagged}\n").line == 2


def test_foreign_tags_are_passed_over_where_asked(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("a: !ENV [B, c]\nb: !!python/name:m.f\nc: !ENV D\nd: 1\n")
    problems = Problems(tmp_path)
    found = read_document(tmp_path / "x.yml", problems, foreign_tags=True)
    assert not said(problems)
    assert found is not None
    assert found.value == {"a": None, "b": None, "c": None, "d": 1}


# --- faults of form --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: 'x\n\nb: 1\n", 1),
        ("a: *b\n", 1),
        ("a: b: c\n", 1),
        ("a: - b\n", 1),
        ("a:\n  b: 1\n  c\nd: 2\n", 3),
        ('a: 1\nb: "\\d"\n', 2),
        ("a: & b\n", 1),
        ("a: * b\n", 1),
        ("a:\n  - 1\n - 2\n", 3),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: @x\n", 1),
        ("a: `x`\n", 1),
        ("%YAML 9\n---\na: 1\n", 1),
    ],
)
def test_malformed_yaml(tmp_path: Path, content: str, line: int) -> None:
    found = refusal(tmp_path, content)
    assert found.line == line
    assert found.what.startswith("this is not valid YAML: ")
    assert not re.search(r"token|scalar|scanning|parsing|indicator|expected", found.what)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"a": 1,\n"b": 2,\n}', 3),
        ('{"a": 1\n"b": 2}', 2),
        ("{\n'a': 1}", 2),
        ("[1, 2\n\n", 1),
        ('{"a": "x\ny"}', 1),
        ('{"a": 1}\n{"b": 2}', 2),
        ("a: 1\n", 1),
    ],
)
def test_malformed_json(tmp_path: Path, content: str, line: int) -> None:
    found = refusal(tmp_path, content, "x.json")
    assert found.line == line
    assert found.what.startswith("this is not valid JSON: ")


def test_keys_that_stand_twice(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a: 1\nb: 2\na: 3\n") == (3, "'a' stands here twice (first on line 1)")
    assert refusal(tmp_path, "x:\n  - {a: 1}\n  - {a: 1,\n     a: 2}\n") == (
        4,
        "'a' stands here twice (first on line 3)",
    )


def test_keys_that_stand_twice_in_json(tmp_path: Path) -> None:
    content = '[\n{"id": "a", "x": "id"},\n{"id": "b"},\n{"id": "c",\n "x": 1,\n "id": "d"}]'
    assert refusal(tmp_path, content, "x.json") == (6, "'id' stands here twice (first on line 4)")
    escaped = '{"a": 1,\n"\\u0061": 2}'
    assert refusal(tmp_path, escaped, "x.json") == (2, "'a' stands here twice (first on line 1)")


def test_keys_that_are_no_words(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a: 1\n? [b, c]\n: 2\n") == (2, "a key must be a word")
    assert refusal(tmp_path, "a: 1\n? {b: c}\n: 2\n") == (2, "a key must be a word")


def test_merge_keys(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a: &x {b: 1}\nc:\n  <<: *x\n") == (3, "YAML merge keys are not read")


def test_aliases(tmp_path: Path) -> None:
    assert value(tmp_path, "a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize("content", ["a: 1\nb: &x [*x]\n", "a: 1\nb: &x\n  c: *x\n"])
def test_aliases_of_themselves(tmp_path: Path, content: str) -> None:
    assert "nested in itself" in refusal(tmp_path, content).what


def test_aliases_that_swell(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "too many values" in refusal(tmp_path, "\n".join(lines)).what


@pytest.mark.parametrize("content", ["[" * 41, "a: " + "[" * 200, "- " * 60 + "x", '{"a":' * 60])
def test_too_deep(tmp_path: Path, content: str) -> None:
    assert refusal(tmp_path, "#\n" + content) == (2, "the data is nested too deep")


def test_deep_enough_to_break_the_parser(tmp_path: Path) -> None:
    """The parser in C has no floor of its own: without ours the process dies, so another one tries it."""
    for name in ("x.yml", "x.json"):
        (tmp_path / name).write_text("[" * 400_000)
    code = (
        "import sys; from pathlib import Path; from tandem.core.data import read_document as read\n"
        "from tandem.core.problems import Problems; problems = Problems(Path())\n"
        "print([read(Path(name), problems) for name in ('x.yml', 'x.json')], len(problems))"
    )
    environment = {"PYTHONPATH": str(Path(__file__).parents[2] / "hooks")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[None, None] 2\n"), done.stderr[-500:]


# --- lines -----------------------------------------------------------------------------------------------------------


def test_lines_of_yaml(tmp_path: Path) -> None:
    content = """\
# a comment
drug:
  name: {zh: 镁,
         en: magnesium}
  cite:
    - a
    - b

weights: [
  1,
  2]
"""
    found, _ = document(tmp_path, content)
    assert found is not None
    places = [(), ("drug",), ("drug", "name", "en"), ("drug", "cite"), ("drug", "cite", 1), ("weights", 1)]
    assert [found.line(place) for place in places] == [2, 2, 4, 5, 7, 11]


def test_lines_of_json(tmp_path: Path) -> None:
    content = """\

[
\t{
\t\t"id": "a", "names": [
\t\t\t{"x{[": "a\\"b,]}"},
\t\t\t{"y\\/": 1.5e3}
\t\t],
\t\t"more": {
\t\t}, "last": [],
\t\t"none": null
\t},
\t{"id":
\t\t"b"}
]
"""
    found, problems = document(tmp_path, content, "x.json")
    assert not said(problems)
    assert found is not None
    assert found.lines == {
        (): 2,
        (0,): 3,
        (0, "id"): 4,
        (0, "names"): 4,
        (0, "names", 0): 5,
        (0, "names", 0, "x{["): 5,
        (0, "names", 1): 6,
        (0, "names", 1, "y/"): 6,
        (0, "more"): 8,
        (0, "last"): 9,
        (0, "none"): 10,
        (1,): 12,
        (1, "id"): 12,
    }


def test_a_place_that_is_not_there_is_shown_at_what_holds_it(tmp_path: Path) -> None:
    found, _ = document(tmp_path, "a:\n  b:\n    - c: 1\n")
    assert found is not None
    assert found.line(("a", "b", 0, "missing", "deeper")) == 3
    assert found.line(("a", "b", 5)) == 2
    assert found.line(("z",)) == 1


# --- models ----------------------------------------------------------------------------------------------------------

Exact = Annotated[Decimal, BeforeValidator(lambda value: Decimal(str(value)))]


class Inner(Strict):
    count: int = 0
    strength: Exact = Decimal(1)
    label: str = ""


class Outer(Strict):
    items: list[Inner]
    name: Translated | None = None
    cite: Annotated[Citations, Field(min_length=1)] | None = None
    small: Annotated[int, Field(ge=1, le=4)] = 1


def faults(folder: Path, content: str, name: str = "x.yml") -> list[str]:
    found, problems = document(folder, content, name)
    assert found is not None
    assert validate(Outer, found, problems) is None
    return problems.report().replace(f"{name}:", "").splitlines()[:-1]


def test_numbers_are_exact(tmp_path: Path) -> None:
    for name, content in (("x.yml", "items: [{strength: 0.10}]"), ("x.json", '{"items": [{"strength": 0.10}]}')):
        found, problems = document(tmp_path, content, name)
        assert found is not None
        model = validate(Outer, found, problems)
        assert model is not None
        assert str(model.items[0].strength) == "0.10"


def test_unknown_keys(tmp_path: Path) -> None:
    assert faults(tmp_path, "items:\n  - count: 1\n    lable: x\nnmae: {}\n") == [
        "3: unknown key 'items.lable'",
        "  fix: did you mean 'label'?",
        "4: unknown key 'nmae'",
        "  fix: did you mean 'name'?",
    ]
    assert faults(tmp_path, "items: []\nqqq: 1\n") == [
        "2: unknown key 'qqq'",
        "  fix: write one of: cite, items, name, small",
    ]


def test_missing_keys(tmp_path: Path) -> None:
    assert faults(tmp_path, "small: 2\n") == ["1: 'items' is missing", "  fix: add `items: [{…}]`"]
    assert faults(tmp_path, '\n{"small": 2}', "x.json") == ["2: 'items' is missing", '  fix: add `"items": [{…}]`']


def test_wrong_kinds(tmp_path: Path) -> None:
    assert faults(tmp_path, "items: 3\n") == [
        "1: 'items' must be a list, not '3'",
        "  fix: write one item a line, each after `- `",
    ]
    assert faults(tmp_path, "items:\n  - 3\n") == [
        "2: an item of 'items' must hold keys and values, not '3'",
        "  fix: write `key: value` lines, indented under it",
    ]
    assert faults(tmp_path, "items: [{label: 3}]\n") == [
        "1: 'items.label' must be text, not '3'",
        '  fix: write it in quotes: "…"',
    ]
    assert faults(tmp_path, '{"items": 3}', "x.json")[1] == "  fix: write `[` and `]` around its items"
    assert faults(tmp_path, '{"items": [3]}', "x.json")[1] == "  fix: write `{` and `}` around its keys and values"


def test_the_whole_file_is_wrong(tmp_path: Path) -> None:
    assert faults(tmp_path, "- a\n- b\n")[0] == "1: the file must hold keys and values, not a list"
    assert faults(tmp_path, "just text\n")[0] == "1: the file must hold keys and values, not 'just text'"


@pytest.mark.parametrize("written", ["x", "1.5", "[1]", "{a: 1}", "null", "true"])
def test_integers(tmp_path: Path, written: str) -> None:
    what, fix = faults(tmp_path, f"items:\n  - count: {written}\n")
    assert what.startswith("2: 'items.count' must be a whole number, not ")
    assert fix == "  fix: write plain digits without quotes, such as 5"


def test_limits(tmp_path: Path) -> None:
    assert faults(tmp_path, "items: []\nsmall: 5\n") == [
        "2: 'small' must be at most 4, not '5'",
        "  fix: correct the number",
    ]
    assert faults(tmp_path, "items: []\nsmall: 0\n")[0] == "2: 'small' must be at least 1, not '0'"


def test_keys_of_citations(tmp_path: Path) -> None:
    assert faults(tmp_path, "items: []\ncite:\n  - a\n  - 2020doe\n") == [
        "4: an item of 'cite': '2020doe' is not the id of a reference",
        "  fix: begin it with a Latin letter, then letters, digits, `_`, `-` or `:`",
    ]
    assert faults(tmp_path, "items: []\ncite: []\n") == ["2: 'cite' is empty", "  fix: write at least one"]


def test_a_comma_in_a_text_without_quotes(tmp_path: Path) -> None:
    assert faults(tmp_path, "items: []\nname: {zh: 中国、英国, en: China, UK}\n") == [
        "2: 'name.UK' has no text",
        '  fix: write the text after its colon; a text with a comma inside { } needs quotes: "…, UK"',
    ]


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    what = faults(tmp_path, f"items: {'x' * 500}\n")[0]
    assert len(what) < 120
    assert "…" in what
