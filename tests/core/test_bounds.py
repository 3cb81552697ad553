"""Limits that no honest text meets: what is beyond one is a problem at its line, and all within them is read soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core import bounds
from tandem.core.page import read_page
from tandem.core.problems import Problems

from tests.fixtures.sources import FIRST, change, check, page_of, said

HEADING = "# A {#a}\n\n"
BODY = FIRST + 2  # the line of what follows the heading

LONG_WORD = "a word of more than 500 letters"
NESTED = "lists, quotations or blocks in each other, more than 6"
TOO_MUCH: dict[str, tuple[str, int, str]] = {
    "a word": ("x" * 501, 0, LONG_WORD),
    "a word in Chinese": ("镁" * 501, 0, LONG_WORD),
    "a word in the second line": ("x\n" + "y9" * 251, 1, LONG_WORD),
    "a word in code": ("```\n" + "x" * 501 + "\n```", 1, LONG_WORD),
    "signs": ("a-" * 1001, 0, "more than 2000 signs without a space"),
    "brackets": ("[" * 2001, 0, "more than 2000 signs without a space"),
    "spaces": ("a" + " " * 401 + "b", 0, "more than 400 spaces in a row"),
    "tabs": ("a" + "\t" * 401 + "b", 0, "more than 400 spaces in a row"),
    "a page": ("a word or two\n\n" * 14_000, 1 - BODY, "the page has more than 200000 characters"),
    "a paragraph": ("a word " * 1200, 0, "a paragraph of more than 8000 characters"),
    "links": ("[\n" * 301, 0, "more than 300 brackets in a paragraph"),
    "a heading": ("## " + "a word " * 40 + "{#b}", 0, "a heading of more than 200 characters"),
    "lists": ("\n\n".join(f"{' ' * 4 * depth}- a" for depth in range(7)), 12, NESTED),
    "quotations": (">" * 7 + " a", 0, NESTED),
    "many quotations": ("> " * 500 + "a", 0, NESTED),
    "blocks": ("\n".join("/" * (3 + 7 - n) + f" tab | {n}" for n in range(7)) + "\na\n"
               + "\n".join("/" * (4 + n) for n in range(7)), 6, NESTED),
    "emphasis": ("*a _b " * 4 + "x" + " c_ d*" * 4, 0, "emphasis or links in each other, more than 6"),
    "a list": ("- a\n" * 501, 500, "a list of more than 500 items"),
    "a list of numbers": ("1. a\n" * 501, 500, "a list of more than 500 items"),
    "rows": ("| a |\n|---|\n" + "| b |\n" * 500, 501, "a table of more than 500 rows"),
    "columns": ("|" + " a |" * 31 + "\n|" + "---|" * 31 + "\n", 0, "a table of more than 30 columns"),
    "blocks of a page": ("/// tab | a\nb\n///\n\n" * 301, 1200, "more than 300 blocks on a page"),
    "citations": (("a [@a]\n" * 250 + "\n") * 13, 3012, "more than 3000 citations on a page"),
    "headings": ("".join(f"## B {{#b-{n}}}\n\n" for n in range(301)), 598, "more than 300 headings on a page"),
}  # fmt: skip
FINE = {
    "a word": "x" * 500,
    "signs": "a-" * 1000,
    "Chinese without a space": "镁能堵住受体，" * 1000,
    "lists": "\n\n".join(f"{' ' * 4 * depth}- a" for depth in range(6)),
    "rows": "| a |\n|---|\n" + "| b |\n" * 499,
    "neighbours": ("- a\n" * 300 + "\nb\n\n") * 2,
    "two tables": ("|" + " a |" * 30 + "\n|" + "---|" * 30 + "\n\nb\n\n") * 2,
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_a_page_beyond_a_limit(tmp_path: Path, case: str) -> None:
    body, line, what = TOO_MUCH[case]
    _, problems = page_of(tmp_path, HEADING + body)
    assert (BODY + line, what) in said(problems), problems.report()
    assert len([problem for problem in said(problems) if problem.what == what]) == 1
    assert all(problem.fix for problem in problems)


@pytest.mark.parametrize("case", FINE)
def test_a_page_at_the_limit(tmp_path: Path, case: str) -> None:
    _, problems = page_of(tmp_path, HEADING + FINE[case])
    assert not len(problems), problems.report()


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("en: Salt}", f"en: {'word ' * 41}}}", 1, "'title.en' has more than 200 characters"),
        ("en: Salt}", f"en: {'x' * 501}}}", 1, LONG_WORD),
        ("en: Salt}", f"en: {'a word ' * 1500}}}", 1, "a text of more than 10000 characters"),
        ("en: Salt}", f"en: Salt, {'k' * 201}: x}}", 1, "a key of more than 200 characters"),
        ("  - dosing\n", "".join(f"  - s{number}\n" for number in range(101)), 0, "'sections' has more than 100 items"),
        ("  - dosing\n", "  - dosing\n" * 5001, 0, "a list of more than 5000 items"),
    ],
)  # fmt: skip
def test_a_data_file_beyond_a_limit(root: Path, old: str, new: str, line: int, what: str) -> None:
    file = "docs/salt/tutorial.yml"
    text = (root / file).read_text(encoding="utf-8")
    change(root, file, old, new)
    expected = line or text[: text.index("sections:")].count("\n") + 1
    found = [(problem.line, problem.what) for problem in check(root)[1] if problem.path == file]
    assert (expected, what) in found, found


def test_a_tutorial_that_is_a_book(root: Path) -> None:
    page = root / "docs/salt/dosing.en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nIn a word or two.\n" * (bounds.TEXT // 19), encoding="utf-8")
    found = [(problem.path, problem.line, problem.what, problem.fix) for problem in check(root)[1]]
    what = "the tutorial has more than 70000 characters in 'en'"
    assert ("docs/salt/dosing.en.md", 1, what, "make two tutorials of it") in found


def test_a_tutorial_with_the_data_of_many(root: Path) -> None:
    path = root / "docs/salt/doses.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# a word or two\n" * (bounds.DATA // 15), encoding="utf-8")
    found = [(problem.path, problem.line, problem.what) for problem in check(root)[1]]
    assert ("docs/salt/tutorial.yml", 1, "the data files have more than 230000 bytes") in found


def test_a_reference_with_an_endless_title(root: Path) -> None:
    file = "docs/salt/references.json"
    text = (root / file).read_text(encoding="utf-8")
    title = text.split('"title": "')[1].split('"')[0]
    change(root, file, f'"title": "{title}"', f'"title": "{"a word " * 200}"')
    assert "'title' has more than 1000 characters" in [problem.what for problem in check(root)[1]]


# One long run of each class of characters, as long as a page may have it, in every place that patterns look at. What
# would take quadratic time for each of them would not end within the runner's limit.
RUNS = ["x", "9", "Z9", "镁", "5 ", "5.", "a.", "a-", "a ", "(", "[", "]", "{", "*", "_", "`", "<", "&", "@", "|", "\\",
        "/", ":", "，", "、", "。", "1/2 ", "mg ", "mg/", "a'b ", '"', "~", "=", "%", "–", "５", "α", "一二三", "百",
        "[@a] ", "[a](b) ", "&lt;", "5 mg ", "5 毫克", "not ", "不", "\u3000", "{a:b} ", "- ", "> ", "#"]  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_are_read(root: Path, run: str) -> None:
    most = {True: bounds.WORD, False: bounds.UNBROKEN}[run.isalnum()]
    text = run * ((bounds.PARAGRAPH if " " in run or not run.isascii() else most) // len(run) - 1)
    text = text if not run.isalnum() or run.isspace() else text[: bounds.WORD - 1]
    if run.count("["):
        text = run * bounds.BRACKETS
    for locale in ("en", "zh"):
        path = root / f"docs/salt/index.{locale}.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\na {text} b\n", encoding="utf-8")
    _, problems = check(root)
    assert problems.report()


def test_what_is_too_much_is_not_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "page.en.md"
    path.write_text("x" * 300_000)
    problems = Problems(tmp_path)
    assert read_page(path, "en", "page", problems) is None
    assert said(problems) == [(1, "the page has more than 200000 characters")]
