"""Scripts without comments and indentation: the same tokens, and line breaks where one may end a statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Text
from tandem.lean.script import squeeze

PACKAGE = Path(__file__).parents[2] / "hooks/tandem"
SCRIPTS = sorted(PACKAGE.rglob("*.js"))


def tokens(script: str) -> list[tuple[str, str]]:
    return [
        (str(kind), text)
        for kind, text in JavascriptLexer().get_tokens(script)
        if kind not in Comment and kind not in Text
    ]


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("a = b; // no\nc();", "a=b;c();"),
        ("/* no */ a\n\n  b", "a\nb"),
        ("const a = {\n  b,\n  c,\n};\n", "const a={b,c,};"),
        ("return a\n  .b()\n  ?? c", "return a.b()??c"),
        ("a\n(b)\n[c]", "a\n(b)\n[c]"),
        ("a + +b - -c + ++d", "a+ +b- -c+ ++d"),
        ("a\n++b", "a\n++b"),
        ("typeof a in b instanceof c", "typeof a in b instanceof c"),
        ("1 .toFixed()", "1 .toFixed()"),
        ("x = 10n ** BigInt(y)", "x=10n**BigInt(y)"),
        ("'a  //  b' + `c  ${ d }  e\n   f /* g */`", "'a  //  b'+`c  ${ d }  e\n   f /* g */`"),
        ("`${a} ${b}`", "`${a} ${b}`"),
        ("x = /[/*]  \\/ ' /gu.test(a) / b / c // d", "x=/[/*]  \\/ ' /gu.test(a)/b/c"),
        ("(a) / b /* c */ / d", "(a)/b/d"),
        ("a ??= b?.c ?? d", "a??=b?.c??d"),
        ("#a = 1", "#a=1"),
    ],
)
def test_what_is_left(script: str, left: str) -> None:
    assert squeeze(script) == left + "\n"


def test_a_licence_stays_where_it_is_asked_for() -> None:
    script = "/*! A, MIT */\nconst a = 1; /*! B */ b /* c */"
    assert squeeze(script, licences=True) == "/*! A, MIT */\nconst a=1;\n/*! B */\nb\n"
    assert squeeze(script) == "const a=1;b\n"


def test_what_is_no_script_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="not read as JavaScript"):
        squeeze("a = \\")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_script_of_the_package_keeps_its_tokens(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    short = squeeze(script)
    assert tokens(short) == tokens(script)
    assert squeeze(short) == short


PIECES = st.sampled_from(
    ["a", "b", "1", " ", "\n", "  \n ", "+", "-", "++", "(", ")", "{", "}", ";", ",", ".c", "// d\n", "/* e\n */",
     "'f '", "`g ${h} `", "return", "in", "=", "=>", "??", "?.i", "*", ":", "!"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_anything_keeps_its_tokens(script: str) -> None:
    try:
        short = squeeze(script)
    except ValueError:
        return
    assert tokens(short) == tokens(script)
    assert squeeze(short) == short
