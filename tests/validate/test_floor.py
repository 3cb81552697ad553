"""All that ships, held against the floor of readers' browsers (tools/floor); and the checker itself, kind by kind."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.exports.packed import opened

pytestmark = pytest.mark.validate

FLOOR = ROOT / "tools/floor/floor.json"


def complaints(*folders: Path) -> list[str]:
    """The checker's lines; a checker that does not run fails."""
    command = ["node", str(ROOT / "tools/floor/check.mjs"), *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.stderr and done.returncode == bool(done.stdout), done.stderr
    return done.stdout.splitlines()


def test_everything_is_for_browsers_of_the_floor(site_dir: Path, node_modules: Path, tmp_path: Path) -> None:
    pages = sorted((site_dir / "downloads").glob("*.html"))
    assert pages
    for page in pages:  # what the one file carries packed
        _, style, program = opened(page.read_text(encoding="utf-8"))
        (tmp_path / f"single-file.{page.stem}.css").write_text(style, encoding="utf-8")
        (tmp_path / f"single-file.{page.stem}.js").write_text(program, encoding="utf-8")
    found = complaints(site_dir, tmp_path)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_each_exception_gives_its_reason() -> None:
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    assert floor["browsers"].keys() >= {"chrome", "safari", "firefox"}
    assert all(exception["because"].endswith(".") and exception["features"] for exception in floor["exceptions"])


REFUSED = [
    ("a.js", "let a = 1;\na ??= 2;", "a.js:2: ", "syntax"),
    ("a.js", "class A { static b = 1 }", "a.js:1: ", "syntax"),
    ("a.js", "const a = 10n;", "a BigInt literal", "javascript.builtins.BigInt"),
    ("a.js", "structuredClone({});", "structuredClone", "structuredClone"),
    ("a.js", "[1].findLast(Boolean);", ".findLast", "*.findLast"),
    ("a.js", "document.body.replaceChildren();", ".replaceChildren", "*.replaceChildren"),
    ("a.js", "Object.hasOwn({}, 'a');", "Object.hasOwn", "javascript.builtins.Object.hasOwn"),
    ("a.js", "'a'.at(0);", ".at", "*.at"),
    ("a.js", "document.querySelector('a:is(b, c)');", ":is", "css.selectors.is"),
    ("a.js", "document.querySelector(`a:has(${b})`);", ":has", "css.selectors.has"),
    ("a.js", "/(?<=a)b/.test('');", "(?<=…)", "javascript.regular_expressions.lookbehind_assertion"),
    ("a.css", "a { aspect-ratio: 1 }", "aspect-ratio", "css.properties.aspect-ratio"),
    ("a.css", "a { inset: 0 }", "inset", "css.properties.inset"),
    ("a.css", "a { width: 10dvw }", "dvw", "css.types.length.viewport_percentage_units_dynamic"),
    ("a.css", "a { color: oklch(1 0 0) }", "oklch()", "css.types.color.oklch"),
    ("a.css", "a { display: flex; column-gap: 1px }", "column-gap", "css.properties.column-gap.flex_context"),
    ("a.css", "a:is(b) { color: red }", ":is", "css.selectors.is"),
    ("a.css", "a, b:focus-visible { color: red }", "is dropped whole", "shared rule"),
    ("a.css", "@media (width > 1px) { a { color: red } }", "width>1px", "css.at-rules.media.range_syntax"),
    ("a.css", "@layer a;", "@layer", "css.at-rules.layer"),
    ("a.css", "a { color: red; & b { color: blue } }", "&", "css.selectors.nesting"),
    ("a.html", "<!doctype html><p popover>x", "popover", "html.global_attributes.popover"),
    ("a.html", "<!doctype html><p style='aspect-ratio: 1'>x", "aspect-ratio", "css.properties.aspect-ratio"),
    ("a.html", "<!doctype html>\n<script>[].at(0)</script>", "a.html:2: .at", "*.at"),
    ("a.html", "<!doctype html><style>a{inset:0}</style>", "inset", "css.properties.inset"),
]  # fmt: skip
ACCEPTED = [
    ("a.js", "const own = { at: () => 1 };\nown.at(2);"),
    ("a.js", "if (typeof structuredClone === 'function' && 'inert' in document.body) print();"),
    ("a.js", "const a = { ...b }; a?.b ?? [1].flatMap(String); 'x'.matchAll(/\\p{L}(?<n>.)/gu);"),
    ("a.js", "async function* f() { for await (const a of b) yield a; }"),
    ("a.css", "a { width: 10vh; width: 10dvh }"),  # an older value stands before it
    ("a.css", "@supports (aspect-ratio: 1) { a { aspect-ratio: 1 } }"),
    ("a.css", "a { -webkit-appearance: none; appearance: none }"),
    ("a.css", "a { display: grid; gap: 1px; position: sticky; color: rgb(0 0 0 / 50%) }"),
    ("a.html", "<!doctype html><details hidden>x</details><script type='application/json'>{</script>"),
]


def called(name: str, text: str) -> str:
    """What the file of a case is called in the folder of all."""
    return f"of-{hashlib.sha256(text.encode()).hexdigest()[:8]}{Path(name).suffix}"


@pytest.fixture(scope="module")
def lines(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is said of every case: in one run of the checker, which reads all that it knows of browsers first."""
    folder = tmp_path_factory.mktemp("cases")
    for name, text, *_ in (*REFUSED, *ACCEPTED):
        (folder / called(name, text)).write_text(text, encoding="utf-8")
    return complaints(folder)


@pytest.mark.parametrize(("name", "text", "said", "feature"), REFUSED, ids=[item[1] for item in REFUSED])
def test_what_is_newer_than_the_floor_is_named(lines: list[str], name: str, text: str, said: str, feature: str) -> None:
    own = [line.replace(called(name, text), name) for line in lines if f"{called(name, text)}:" in line]
    assert any(said in line and feature in line for line in own), lines


@pytest.mark.parametrize(("name", "text"), ACCEPTED, ids=[item[1] for item in ACCEPTED])
def test_what_the_floor_knows_passes(lines: list[str], name: str, text: str) -> None:
    assert [line for line in lines if called(name, text).partition(".")[0] in line] == []


def test_an_exception_that_nothing_needs_is_named(node_modules: Path, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { color: red }", encoding="utf-8")
    named = {exception["features"][0] for exception in json.loads(FLOOR.read_text(encoding="utf-8"))["exceptions"]}
    lines = complaints(tmp_path)
    assert all(any(f"nothing needs the exception {feature}" in line for line in lines) for feature in named)
