"""Sources as Hypothesis makes them: pages that both languages have alike, changed files, other values in data files."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.core.test_anything import edited, edits, pieces, values
from tests.fixtures.sources import SITE

FILES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file())
DATA = [file for file in FILES if file.endswith((".yml", ".json")) and not file.endswith("agreement.yml")]
PAGE = "docs/salt/index.{}.md"
Text = tuple[str, str]  # in Chinese, in English

# What may stand in a line, and in lines of its own.
SPANS: list[Text] = [
    ("药物。", "The drug."), ("**重点**", "**strong**"), ("*强调*", "*stress*"), ("`代码 <b>`", "`code <b>`"),
    ("[剂量](dosing.md)", "[doses](dosing.md)"), ("[剂量](dosing.md#calculator)", "[doses](dosing.md#calculator)"),
    ("<https://a.example/>", "<https://a.example/>"), ("[外](https://a.example/?a=1&b=2)",
     "[out](https://a.example/?a=1&b=2)"), ("&lt;b&gt; &amp;", "&lt;b&gt; &amp;"), ("[@doe2020]", "[@doe2020]"),
    ("\\*星\\*", "\\*star\\*"), ("水  \n行", "line  \nbreak"), ("***都***", "***both***"), ("a_b_c", "a_b_c"),
    ("![图](x.png)", "![picture](x.png)"), ("{#x}", "{#x}"), ("$1 < 2$", "$1 < 2$"), ("“引号”", "“quoted”"),
    ("H~2~O", "H~2~O"), ("x^2^", "x^2^"), ("==标==", "==mark=="), ("[^1]", "[^1]"), (":smile:", ":smile:"),
    ("{{ config }}", "{{ config }}"), ("{% raw %}", "{% raw %}"), ("镁(Mg)", "Mg"), ("\u3000", " "),
    ("[a][b]", "[a][b]"), ("<!-- 注 -->", "<!-- note -->"), ("{caution:x}", "{caution:x}"), ("1\\. 数", "1\\. number"),
]  # fmt: skip
BLOCKS: list[Text] = [
    ("| 一 | 二 |\n|---|:-:|\n| 三 | `a\\|b` |", "| One | Two |\n|---|:-:|\n| Three | `a\\|b` |"),
    ("```python\nx = '<script>'\n```", "```python\nx = '<script>'\n```"), ("~~~\n///\n~~~", "~~~\n///\n~~~"),
    ("---", "---"), ("<!-- 注释 -->", "<!-- a comment -->"), ("    代码", "    code"),
    ("[b]: dosing.md", "[b]: dosing.md"),
    ("/// dose-table\n    regimens: [bolus]\n///", "/// dose-table\n    regimens: [bolus]\n///"),
    ("/// cautions\n///", "/// cautions\n///"), ("/// references\n///", "/// references\n///"),
    ("- [ ] 事", "- [ ] to do"), ("词\n:   义", "term\n:   meaning"), ("*[缩]: 写", "*[ab]: abbreviation"),
    ("===", "==="), ("+++", "+++"), ("| 单", "| one"), ("1. 一\n2. 二", "1. one\n2. two"),
]  # fmt: skip


def _each(text: Text, change: Callable[[str], str]) -> Text:
    return change(text[0]), change(text[1])


def _joined(parts: list[Text], between: str) -> Text:
    return between.join(part[0] for part in parts), between.join(part[1] for part in parts)


def _indented(text: str, first: str) -> str:
    return first + text.replace("\n", "\n    ")


def _wrapped(inner: st.SearchStrategy[Text]) -> st.SearchStrategy[Text]:
    changes: list[Callable[[str], str]] = [
        lambda text: _indented(text, "-   "),
        lambda text: _indented(text, "1.  "),
        lambda text: "> " + text.replace("\n", "\n> "),
        lambda text: f"//// admonition | T\n    type: note\n\n{text}\n////",
        lambda text: f"///// details | T\n    open: true\n\n{text}\n/////",
        lambda text: f"////// tab | T\n\n{text}\n//////",
    ]
    one = st.tuples(inner, st.sampled_from(changes)).map(lambda pair: _each(*pair))
    return one | st.lists(inner, min_size=2, max_size=3).map(lambda parts: _joined(parts, "\n\n"))


lines = st.lists(st.sampled_from(SPANS), min_size=1, max_size=4).map(lambda parts: _joined(parts, " "))
bodies = st.recursive(lines | st.sampled_from(BLOCKS), _wrapped, max_leaves=8)


@st.composite
def pages(draw: st.DrawFn) -> dict[str, bytes]:
    """The same at the end of a section in both languages, so that they agree; some of it is mostly wrong."""
    body = draw(bodies)
    noise = draw(st.just("") | st.just("") | pieces)
    made = {}
    for locale, text in zip(("zh", "en"), body, strict=True):
        file = PAGE.format(locale)
        before = (SITE / file).read_text(encoding="utf-8")
        made[file] = f"{before}\n{text}{noise}\n".encode("utf-8", "surrogatepass")
    return made


@st.composite
def files(draw: st.DrawFn) -> dict[str, bytes]:
    """One file, changed in a few places, or with anything at all in it."""
    file = draw(st.sampled_from(FILES))
    whole = st.lists(pieces, max_size=15).map("".join)
    changed = edits.map(lambda changes: edited((SITE / file).read_text(encoding="utf-8"), changes))
    text = draw(changed | changed | whole)
    return {file: text.encode("utf-8", "surrogatepass")}


@st.composite
def data(draw: st.DrawFn) -> dict[str, bytes]:
    """A well-formed data file with another value somewhere, or without one that was there."""
    file = draw(st.sampled_from([*DATA, "mkdocs.yml"]))

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", lambda loader, node: "")
    read = yaml.load((SITE / file).read_text(encoding="utf-8"), Loader=Loader)
    holders: list[tuple[Any, Any]] = []

    def walk(holder: Any) -> None:
        for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            holders.append((holder, key))
            if isinstance(inner, dict | list):
                walk(inner)

    walk(read)
    holder, key = draw(st.sampled_from(holders))
    others = [inner[name] for inner, name in holders if type(inner[name]) is type(holder[key])]
    if draw(st.booleans()):
        holder[key] = draw(values | st.sampled_from(others))
    else:
        del holder[key]
    text = json.dumps(read, ensure_ascii=False, indent=1, default=str)
    return {file: text.encode("utf-8", "surrogatepass")}


cases = st.one_of(pages(), pages(), data(), files())
