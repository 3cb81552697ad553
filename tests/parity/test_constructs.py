"""Footnotes, formulas, captions and definitions are held to each other in both languages, as any other text."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.parity.agreement import agreement_of

from tests.fixtures.sources import check, copy

PAGES = {
    "zh": "盐沃辛的试验。[^who]\n\n[^who]: 用了 30 mg/kg。[@doe2020]\n\n$d = \\frac{30}{2}$\n\n半衰期\n:   约 5 h。\n\n"
    "| 甲 |\n| --- |\n| 乙 |\n\n/// caption\n一共 7 例。[@doe2020]\n///\n",
    "en": "The trial of salvoxine.[^who]\n\n[^who]: It used 30 mg/kg.[@doe2020]\n\n$d = \\frac{30}{2}$\n\nHalf-life\n"
    ":   About 5 h.\n\n| A |\n| --- |\n| B |\n\n/// caption\nOf 7 patients.[@doe2020]\n///\n",
}


def found(root: Path, **changed: str) -> list[str]:
    """What the comparison says of the pages with a change in the English one."""
    for locale, text in PAGES.items():
        path = root / f"docs/salt/index.{locale}.md"
        source = path.read_text(encoding="utf-8").split("## ", 1)
        for old, new in changed.items() if locale == "en" else ():
            assert text.count(old) == 1
            text = text.replace(old, new)
        path.write_text(f"{source[0]}{text}\n## {source[1]}", encoding="utf-8", newline="\n")
    site, problems = check(root)
    assert site is not None and problems.report() == "0 problems"
    return [f"{finding.kind} {finding.what}" for finding in agreement_of(site.shelf, site.settings, Problems(root))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("used 30 mg", "used 40 mg", "numbers '40 mg/kg' here"),
        ("mg/kg.[@doe2020]", "mg/kg.", "citations the citations differ"),
        ("{30}{2}", "{30}{4}", "numbers '4' here"),
        ("About 5 h", "About 6 h", "numbers '6 h' here"),
        ("Of 7 patients", "Of 8 patients", "numbers '8' here"),
    ],
)
def test_a_difference_in_a_construct(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = copy(tmp_path / "site")
    told = found(root, **({old: new} if old else {}))
    assert len(told) == bool(said), told
    assert all(finding.startswith(said) for finding in told)


def test_names_of_footnotes_are_the_same(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    page = PAGES["en"].replace("[^who]", "[^whom]")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PAGES, "en", page)
        told = found(root)
    assert any("the footnotes differ" in finding for finding in told), told
