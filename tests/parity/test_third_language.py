"""A third language is one more file: two small pages in Arabic, written from right to left, against English."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.page import read_page
from tandem.core.problems import Problems
from tandem.parity.agreement import compare_sides
from tandem.parity.findings import Finding
from tandem.parity.language import Language
from tandem.parity.languages import load_languages
from tandem.parity.ledger import Side
from tandem.parity.paragraphs import read_units

HERE = Path(__file__).parent / "arabic"


def compared(folder: Path, old: str = "", new: str = "") -> list[Finding]:
    """English against Arabic, after one change to the Arabic."""
    problems = Problems(HERE)
    rules = load_languages(["en", "ar"], problems)
    languages = [Language(rules[locale]) for locale in ("en", "ar")]
    sides = []
    for language in languages:
        text = (HERE / f"dosing.{language.locale}.md").read_text(encoding="utf-8")
        if old and language.locale == "ar":
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = folder / f"dosing.{language.locale}.md"
        path.write_text(text, encoding="utf-8")
        page = read_page(path, language.locale, "dosing", problems)
        assert page is not None
        sides.append(Side(path, language, read_units(page)))
    assert problems.report() == "0 problems"
    return sorted(compare_sides([sides], languages, []))


def test_the_two_agree(tmp_path: Path) -> None:
    assert [str(finding) for finding in compared(tmp_path)] == []


@pytest.mark.parametrize(
    ("old", "new", "kind", "line", "what"),
    [
        ("٥٠ ملغ/كغ", "٥٥ ملغ/كغ", "numbers", 8, "'٣٠ إلى ٥٥ ملغ/كغ' here, but '30 to 50 mg/kg' in dosing.en.md:8"),
        ("−٥٫٦ ملغ", "٥٫٦ ملغ", "numbers", 12, "'٥٫٦ ملغ' here, but '−5.6 mg' in dosing.en.md:12"),
        ("ثلاث", "أربع", "numbers", 8, "'أربع' here, but 'three' in dosing.en.md:8"),
        ("١٥ دقيقة", "١٥ ساعة", "numbers", 20, "'١٥ ساعة' here, but '15 minutes' in dosing.en.md:20"),
        ("[@na2011]", "", "citations", 8, "the citations differ from dosing.en.md:8: @na2011 only there"),
        ("- القصور الكلوي.\n", "", "structure", 17,
         "the list item 'Renal impairment.' stands in dosing.en.md:19 and has no counterpart in dosing.ar.md"),
        ("{#cautions}", "{#care}", "structure", 15,
         "the heading's id is 'care' here, but 'cautions' in dosing.en.md:15"),
        ("لم يوجد", "يوجد", "negation", 17, None),
        ("أقل مع", "أكثر مع", "direction", 17, None),
        ("القصور الكلوي.", "Give half of the dose.", "script", 19, "text in another language: 'Give half of the dose'"),
    ],
)  # fmt: skip
def test_a_difference_is_caught(tmp_path: Path, old: str, new: str, kind: str, line: int, what: str | None) -> None:
    found = compared(tmp_path, old, new)
    assert (found[-1].kind, found[-1].line) == (kind, line)
    assert what is None or found[-1].what == what
