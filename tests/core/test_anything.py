"""Whatever stands in a file, reading ends with problems an author can find, and never with a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tandem.core.problems import Problems

from tests.fixtures.sources import SITE, check, copy
from tests.trials import examples

FILES = sorted(path.relative_to(SITE).as_posix() for path in [*SITE.glob("*.yml"), *SITE.glob("docs/**/*.*")])

PIECES = [
    *(
        "[",
        "]",
        "{",
        "}",
        ": ",
        ":",
        ",",
        "- ",
        "- - - ",
        "'",
        '"',
        "|",
        ">",
        "#",
        "%",
        "@",
        "`",
        "\\",
        "*",
        "&",
        "!",
        "?",
        "~",
    ),
    *("\n", "\n\n", "\t", "    ", "        ", " ", "\r", "\r\n", "\x00", "\x0b", "\u2028", "\ufeff", "\x85", "\u3000"),
    *(
        "&a ",
        "*a",
        "<<: *a",
        "!!python/name:os.system ",
        "!!binary x",
        "!x [",
        "? [a]: b",
        "--- ",
        "---\n",
        "...\n",
        "%YAML 9\n",
    ),
    *(
        "null",
        "true",
        "1",
        "-1",
        "0",
        "1.5",
        "1e999",
        "NaN",
        "-Infinity",
        "9" * 5000,
        "0x10",
        "[[[[]]]]",
        "{a: {b: [c]}}",
    ),
    *('"\\ud800"', '"\\u0000"', '{"a": 1, "a": 2}', '"id": "x",', "[null]", "{}", "[]", '""', "2026-02-30", "中", "😀"),
    *(
        "[@",
        "[@doe2020]",
        "[@doe2020; @no]",
        "[@doe2020]: x",
        "【@doe2020】",
        "\\[@doe2020]",
        "[a](",
        "[a](b.md#c)",
        "[a](//[)",
    ),
    *(
        "![](x)",
        "[a](https://[a[::1])",
        f"[a]({'x' * 300}.pdf)",
        "[a](x%00)",
        "[a](../../../..)",
        "[a](.md)",
        "<https://x>",
    ),
    *(
        "///\n",
        "/// \n",
        "/// dose-table\n",
        "//// tab\n",
        "\n/// dose-table\n    regimens: ",
        "    a: b\n",
        "/// x | y | z\n",
    ),
    *(
        "# A {#a}\n",
        "#",
        "## {#}\n",
        "{#a}",
        "{: .x}",
        "```\n",
        "~~~\n",
        "    code\n",
        "<!--",
        "-->",
        "<b>",
        "</div>",
        "<?",
        "<!",
    ),
    *("> ", "1. ", "1) ", "  - ", "|---|\n", "| a |\n|---|\n", "***\n", "===\n", "\\\n", "  \n", "[x]: y\n"),
]

pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=6))
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), pieces), min_size=1, max_size=4)


def edited(text: str, changes: list[tuple[float, int, str]]) -> str:
    """The text with some of it cut away and other things put there."""
    for place, cut, piece in changes:
        start = int(place * len(text))
        text = text[:start] + piece + text[start + cut :]
    return text


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("anything") / "site")


def read(root: Path, file: str, content: bytes) -> None:
    """Read the site with other content in one file; every problem must be one that an author can find and mend."""
    path = root / file
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        _, problems = check(root)
    finally:
        path.write_bytes(before)
    for problem in problems:
        shown = root / problem.path
        if problem.path == file:
            lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        else:
            lines = shown.read_bytes().count(b"\n") + 1 if shown.is_file() else 1
        assert 1 <= problem.line <= lines, problem
        assert problem.what.strip(), problem
        assert problem.fix.strip(), problem
        assert len(str(problem).splitlines()) == 2, problem
    problems.report().encode()


careful = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("file", FILES)
@careful
@given(changes=edits)
@example(changes=[(0.5, 0, "[" * 5000)])
@example(changes=[(0, 1_000_000, ">" * 5000)])
@example(changes=[(0, 1_000_000, "[" * 5000 + "x" + "]" * 5000)])
def test_changed_files(anywhere: Path, file: str, changes: list[tuple[float, int, str]]) -> None:
    read(anywhere, file, edited((SITE / file).read_text(encoding="utf-8"), changes).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("file", FILES)
@settings(careful, max_examples=examples(10))
@given(
    content=st.one_of(st.binary(max_size=60), st.lists(pieces, max_size=15).map(lambda parts: "".join(parts).encode()))
)
def test_anything_at_all(anywhere: Path, file: str, content: bytes) -> None:
    read(anywhere, file, content)


@settings(careful, max_examples=examples(60))
@given(body=st.lists(pieces, max_size=20).map("".join))
def test_anything_below_a_heading(anywhere: Path, body: str) -> None:
    file = "docs/salt/index.en.md"
    read(anywhere, file, f"---\ntitle: T\ndescription: D\n---\n\n# T {{#t}}\n\n{body}\n".encode())


values = st.recursive(
    st.sampled_from([None, True, 0, -1, 5, "x", "", "2026-01-31", "mg/kg", "<b>", "doe2020", "a\nb"])
    | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["zh", "en", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@pytest.mark.parametrize(
    "file", ["docs/salt/tutorial.yml", "docs/salt/doses.yml", "docs/salt/references.json", "mkdocs.yml"]
)
@settings(careful, max_examples=examples(30))
@given(place=st.integers(0, 200), value=values)
def test_any_value_in_any_place(anywhere: Path, file: str, place: int, value: object) -> None:
    """A well-formed file in which one value, somewhere, is another one."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", lambda loader, node: "")
    data = yaml.load((SITE / file).read_text(encoding="utf-8"), Loader=Loader)
    holders: list[tuple[object, object]] = []

    def walk(holder: object) -> None:
        for key, inner in holder.items() if isinstance(holder, dict) else enumerate(holder):  # type: ignore[arg-type]
            holders.append((holder, key))
            if isinstance(inner, (dict, list)):
                walk(inner)

    walk(data)
    holder, key = holders[place % len(holders)]
    holder[key] = value  # type: ignore[index]
    read(anywhere, file, json.dumps(data, ensure_ascii=False, indent=1, default=str).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("file", ["docs/salt/doses.yml", "docs/salt/index.en.md"])
def test_a_problem_without_a_way_out_is_found(anywhere: Path, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So few changes of a file find it where its problems say nothing that an author can do."""

    whole = check

    def mute(root: Path) -> tuple[object, Problems]:
        site, problems = whole(root)
        for problem in problems:
            object.__setattr__(problem, "fix", "")
        return site, problems

    monkeypatch.setattr(f"{__name__}.check", mute)

    @settings(careful, phases=[Phase.generate])  # and not made smaller, which takes a hundred times as long
    @given(changes=edits)
    def tried(changes: list[tuple[float, int, str]]) -> None:
        read(anywhere, file, edited((SITE / file).read_text(encoding="utf-8"), changes).encode())

    with pytest.raises(AssertionError):
        tried()
