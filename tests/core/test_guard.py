"""The guard: blocks and links that Markdown would pass over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.sources import change, check

INDEX = "docs/salt/index.en.md"
DOSING = "docs/salt/dosing.en.md"


def report(root: Path, file: str, text: str) -> list[str]:
    """The problems of a site when a text is added to one page, as `line: what | fix`, counted from that text."""
    path = root / file
    below = path.read_text(encoding="utf-8").count("\n") + 1
    with path.open("a", encoding="utf-8") as page:
        page.write(f"\n{text}\n")
    found = check(root)[1]
    problems = [problem for problem in found if not problem.what.startswith("nothing refers to this file")]
    assert all(problem.path == file for problem in problems), found.report()
    return [f"{problem.line - below}: {problem.what} | {problem.fix}" for problem in problems]


def test_the_site_as_it_is(root: Path) -> None:
    _, problems = check(root)
    assert problems.report() == "0 problems"


# --- blocks ----------------------------------------------------------------------------------------------------------

PAGES = "write one of: ../index.md, dosing.md, index.md, references.md"
NO_OPTION = "the block 'dose-table' has no option"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// dose-tabel\n///", ["1: unknown block 'dose-tabel' | did you mean 'dose-table'?"]),
        ("/// Dose-Table\n///", ["1: unknown block 'Dose-Table' | did you mean 'dose-table'?"]),
        (
            "/// note | Title\n///",
            [
                "1: unknown block 'note' | "
                "write one of: admonition, agreement-report, caption, caution-list, cautions, details, "
                "dose-calculator, dose-chart, dose-table, downloads, evidence, evidence-summary, "
                "figure, glossary, quiz, readings, reference-list, save-offline, shelf, tab, tutorial-facts",
            ],
        ),
        ("/// dose-table | bolus\n///", ["1: the block 'dose-table' takes no argument | write `/// dose-table` alone"]),
        ("/// details\ntext\n///", ["1: the block 'details' needs its title | write `/// details | its title`"]),
        ("/// tab\ntext\n///", ["1: the block 'tab' needs its title | write `/// tab | its title`"]),
        ("/// dose-table\n    regimen: [bolus]\n///", [f"2: {NO_OPTION} 'regimen' | did you mean 'regimens'?"]),
        (
            "/// dose-table\n    a: 1\n    regimens: [bolus]\n    b: 2\n///",
            [
                f"2: {NO_OPTION} 'a' | write one of: regimens",
                f"4: {NO_OPTION} 'b' | write one of: regimens",
            ],
        ),
        (
            "/// shelf\n    a: 1\n///",
            ["2: the block 'shelf' has no option 'a' | remove it; nothing is known by this name here"],
        ),
        (
            "/// dose-table\n    regimens: [bolos]\n///",
            ["2: unknown regimen 'bolos' | doses.yml knows: bolus, infusion"],
        ),
        (
            "/// dose-table\n    regimens: bolus\n///",
            ["2: `regimens` must be a list of regimens | write `regimens: [bolus, infusion]`"],
        ),
        (
            "/// dose-table\n\ntext\n///",
            ["3: the block 'dose-table' holds a text, which would not be shown | write it above or below the block"],
        ),
        (
            "/// admonition | T\n    type: two words\n\ntext\n///",
            [
                "2: the option 'type' of the block 'admonition' cannot be 'two words' | "
                "write one word of Latin letters, such as warning"
            ],
        ),
        (
            "/// details | T\n    open: yes\n\ntext\n///",
            ["2: the option 'open' of the block 'details' cannot be 'yes' | write true or false"],
        ),
        (
            "/// tab | T\n    new: 1\n\ntext\n///",
            ["2: the option 'new' of the block 'tab' cannot be '1' | write true or false"],
        ),
        (
            "/// details | T\n    attrs: {id: x}\n///",
            ["2: the block 'details' has no option 'attrs' | write one of: open, type"],
        ),
    ],
)
def test_blocks_that_are_not_as_declared(root: Path, text: str, expected: list[str]) -> None:
    assert report(root, INDEX, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "/// dose-table\n///",
        "/// dose-table\n    regimens: [infusion, bolus]\n///",
        "/// admonition | T\n    type: warning\n\ntext\n///",
        "/// details | T\n    type: tip\n    open: true\n\ntext\n///",
        "/// tab | T\n    new: false\n    select: true\n\ntext\n///",
        "/// shelf\n///",
    ],
)
def test_blocks_as_declared(root: Path, text: str) -> None:
    assert report(root, INDEX, text) == []


@pytest.mark.parametrize("name", ["dose-table", "dose-calculator", "reference-list", "tutorial-facts"])
def test_blocks_outside_a_tutorial(root: Path, name: str) -> None:
    assert report(root, "docs/index.en.md", f"/// {name}\n///") == [
        f"1: the block '{name}' stands outside a tutorial | move it into a section"
    ]


def test_a_block_without_its_data_file(root: Path) -> None:
    (root / "docs/salt/doses.yml").unlink()
    _, problems = check(root)
    said = [(problem.path, problem.line, problem.what, problem.fix) for problem in problems]
    fix = "write doses.yml beside this file"
    assert [entry for entry in said if entry[0] == DOSING] == [
        (DOSING, 16, "the block 'dose-table' needs doses.yml", fix),
        (DOSING, 22, "the block 'dose-calculator' needs doses.yml", fix),
    ]


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](dose.md)", ["the link 'dose.md' leads to no page | did you mean 'dosing.md'?"]),
        ("[a](../dosing.md)", ["the link '../dosing.md' leads to no page | did you mean 'dosing.md'?"]),
        ("[a](../pepper/index.md)", ["the link '../pepper/index.md' leads to no page | did you mean '../index.md'?"]),
        ("[a](salt/dosing.md)", ["the link 'salt/dosing.md' leads to no page | did you mean 'dosing.md'?"]),
        (
            "[a](../../../../etc/x.md)",
            [f"the link '../../../../etc/x.md' leads to no page | {PAGES}"],
        ),
        (
            "[a](dosing.en.md)",
            ["the link 'dosing.en.md' leads to no page | write it without the language: did you mean 'dosing.md'?"],
        ),
        (
            "[a](dosing.zh.md#dosing)",
            [
                "the link 'dosing.zh.md#dosing' leads to no page | "
                "write it without the language: did you mean 'dosing.md'?"
            ],
        ),
        (
            "[a](dosing.md#doses)",
            ["the link 'dosing.md#doses' leads to no heading in dosing.en.md | write one of: calculator, dosing"],
        ),
        ("[a](#key-point)", ["the link '#key-point' leads to no heading in index.en.md | did you mean 'key-points'?"]),
        (
            "[a](dosing.html)",
            ["the link 'dosing.html' leads to no file of the site | link to the source, `section.md`"],
        ),
        ("[a](dosing)", ["the link 'dosing' leads to no file of the site | correct the name, or add the file"]),
        ("[a](sheet.pdf)", ["the link 'sheet.pdf' leads to no file of the site | correct the name, or add the file"]),
        (
            "[a](../../mkdocs.yml)",
            ["the link '../../mkdocs.yml' leads to no file of the site | correct the name, or add the file"],
        ),
        (
            "[a](doses.yml)",
            [
                "the link 'doses.yml' leads to a data file, which is not in the site | "
                "link to the section that shows the data"
            ],
        ),
        ("![a](curve.svg)", ["the image 'curve.svg' leads to no file of the site | correct the name, or add the file"]),
        (
            "![a](https://x.example/a.png)",
            [
                "the image 'https://x.example/a.png' lies on another host | "
                "put the file into this folder: the site must work without a network"
            ],
        ),
        (
            "![a](//x.example/a.png)",
            [
                "the image '//x.example/a.png' lies on another host | "
                "put the file into this folder: the site must work without a network"
            ],
        ),
        *(
            (
                f"[a]({target})",
                [
                    f"the link '{target}' leads out of the site's sources | "
                    "link to `section.md`, or to an address that begins with https://"
                ],
            )
            for target in (
                "/salt/index.md",
                "//x.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///x",
                "ftp://x",
                "https:x",
            )
        ),
        ("[a](https://[a[::1])", ["the link 'https://[a%5B::1]' is no address | correct it"]),
        ("[a]()", ["a link without a target | write `[text](section.md)`"]),
        (
            f"[a]({'x' * 300}.pdf)",
            [f"the link '{'x' * 300}.pdf' leads to no file of the site | correct the name, or add the file"],
        ),
        ("[a](x%00y.pdf)", ["the link 'x%00y.pdf' leads to no file of the site | correct the name, or add the file"]),
    ],
)
def test_links_that_lead_nowhere(root: Path, text: str, expected: list[str]) -> None:
    assert report(root, INDEX, f"text\n{text}") == [f"2: {what}" for what in expected]


@pytest.mark.parametrize(
    "target",
    [
        "dosing.md",
        "dosing.md#calculator",
        "./dosing.md",
        "../salt/dosing.md",
        "../index.md#overview",
        "index.md",
        "#key-points",
        "#salt",
        "curve.svg",
        "../pictures/a%20b.svg",
        "https://x.example/?a=b#c",
        "mailto:a@b.example",
    ],
)
def test_links_that_lead_somewhere(root: Path, target: str) -> None:
    (root / "docs/pictures").mkdir()
    for name in ("docs/salt/curve.svg", "docs/pictures/a b.svg"):
        (root / name).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert report(root, INDEX, f"[a]({target})") == []


def test_links_from_the_home_page(root: Path) -> None:
    assert report(root, "docs/index.en.md", "[a](salt/dosing.md#calculator) [b](salt/calculator.md)") == [
        "1: the link 'salt/calculator.md' leads to no page | write one of: index.md, salt/dosing.md, "
        "salt/index.md, salt/references.md"
    ]


def test_links_to_another_tutorial(root: Path) -> None:
    import shutil

    shutil.copytree(root / "docs/salt", root / "docs/pepper")
    text = "[a](../pepper/dosing.md#calculator)\n[b](../pepper/dosing.md#nothing)\n[c](../peper/dosing.md)"
    assert report(root, INDEX, text) == [
        "2: the link '../pepper/dosing.md#nothing' leads to no heading in dosing.en.md | did you mean 'dosing'?",
        "3: the link '../peper/dosing.md' leads to no page | did you mean '../pepper/dosing.md'?",
    ]


def test_links_to_a_page_that_could_not_be_read(root: Path) -> None:
    """The page's own fault is said once, and not again at every link to it."""
    change(root, DOSING, 'title: "Dosing"', "title: [")
    _, problems = check(root)
    assert [problem.path for problem in problems] == [DOSING]


def test_links_to_a_tutorial_whose_settings_could_not_be_read(root: Path) -> None:
    change(root, "docs/salt/tutorial.yml", "version: 1.0.0", "version: 1")
    _, problems = check(root)
    assert [problem.path for problem in problems] == ["docs/salt/tutorial.yml"]
