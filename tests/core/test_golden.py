"""What an author is told: one fault at a time in the small site, and the whole report against `golden/`.

`UPDATE_GOLDEN=1 pytest` writes the reports anew, for a reader to judge: does each say where, what, and what to write?
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tandem.core.data import MAX_BYTES

from tests.fixtures.sources import change, check

GOLDEN = Path(__file__).parent / "golden"
Mutation = Callable[[Path], None]

TUTORIAL = "docs/salt/tutorial.yml"
DOSES = "docs/salt/doses.yml"
REFERENCES = "docs/salt/references.json"
INDEX_ZH, INDEX_EN = "docs/salt/index.zh.md", "docs/salt/index.en.md"
DOSING_ZH, DOSING_EN = "docs/salt/dosing.zh.md", "docs/salt/dosing.en.md"


def changed(file: str, old: str, new: str) -> Mutation:
    return lambda root: change(root, file, old, new)


def removed(file: str) -> Mutation:
    return lambda root: (root / file).unlink()


def renamed(old: str, new: str) -> Mutation:
    def mutate(root: Path) -> None:
        (root / old).rename(root / new)

    return mutate


def added(file: str, content: str | bytes) -> Mutation:
    def mutate(root: Path) -> None:
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    return mutate


def appended(file: str, text: str) -> Mutation:
    def mutate(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as page:
            page.write(text)

    return mutate


def together(*mutations: Mutation) -> Mutation:
    def mutate(root: Path) -> None:
        for mutation in mutations:
            mutation(root)

    return mutate


PAGE = '---\ntitle: "{0}"\ndescription: "{0}"\n---\n\n# {0} {{#more}}\n'

GLOSSARY = """\
terms:
  - id: half-life
    term: {zh: 半衰期, en: half-life}
    also: {en: [plasma half-life]}
    definition: {zh: 浓度降低一半所需的时间。, en: The time in which a concentration halves.}
  - id: salvoxine
    term: {zh: 沙伏辛, en: salvoxine}
    definition: {zh: 一种盐。, en: A salt.}
"""


GLOSSARY_PAGE = '---\ntitle: "{0}"\ndescription: "{0}"\n---\n\n# {0} {{#glossary}}\n\n/// glossary\n///\n'


def with_glossary(text: str = GLOSSARY) -> Mutation:
    return together(
        added("docs/glossary.yml", text),
        added("docs/glossary.zh.md", GLOSSARY_PAGE.format("术语")),
        added("docs/glossary.en.md", GLOSSARY_PAGE.format("Terms")),
    )


def changed_glossary(old: str, new: str) -> Mutation:
    assert GLOSSARY.count(old) == 1
    return with_glossary(GLOSSARY.replace(old, new))


CASES: dict[str, Mutation] = {
    # blocks
    "block-unknown": changed(DOSING_ZH, "/// dose-table", "/// dose-tabel"),
    "block-unknown-option": changed(DOSING_EN, "    regimens: [bolus]", "    regimen: [bolus]"),
    "block-unknown-regimen": changed(DOSING_EN, "regimens: [bolus]", "regimens: [bolus, infussion]"),
    "block-regimens-no-list": changed(DOSING_EN, "regimens: [bolus]", "regimens: bolus"),
    "block-options-unreadable": changed(DOSING_ZH, "regimens: [bolus]", "regimens: [bolus"),
    "block-argument": changed(DOSING_EN, "/// dose-table", "/// dose-table | bolus"),
    "block-never-closed": changed(DOSING_EN, "/// dose-calculator\n///\n", "/// dose-calculator\n"),
    "block-holds-a-text": changed(DOSING_EN, "/// dose-calculator\n", "/// dose-calculator\n\nTry it.\n"),
    "block-outside-a-tutorial": appended("docs/index.en.md", "\n/// dose-table\n///\n"),
    # citations and references
    "citation-unknown": changed(INDEX_ZH, "[@doe2020]\n\n##", "[@deo2020]\n\n##"),
    "citation-unknown-in-data": changed(DOSES, "cite: [zhang2022]", "cite: [zhang2022, zhang2023]"),
    "citation-malformed": changed(INDEX_EN, "[@doe2020; @zhang2022]", "[@doe2020, @zhang2022]"),
    "citation-pages-written-otherwise": appended(
        INDEX_EN, "\nA.[@doe2020 p12] B.[@doe2020, pp 3–5] C.[@doe2020, ch. 3]\n\nD.[@doe2020, 46] E.[@doe2020]45-47.\n"
    ),
    "citation-pages-that-are-none": appended(INDEX_EN, "\nA.[@doe2020, pp. 127-9] B.[@doe2020, pp. 46; @zhang2022]\n"),
    "citation-in-full-width-brackets": changed(INDEX_ZH, "[@doe2020]\n\n##", "【@doe2020】\n\n##"),
    "citation-outside-a-tutorial": changed("docs/index.zh.md", "先读", "先读[@doe2020]"),
    "citation-of-the-source": changed(TUTORIAL, "cite: doe2020", "cite: doe2021"),
    "reference-cited-nowhere": changed(
        REFERENCES, "[\n  {", '[\n  {"id": "li2019", "type": "book", "language": "en", "title": "T"},\n  {'
    ),
    "reference-twice": changed(
        REFERENCES, "\n]", ',\n  {"id": "doe2020", "type": "book", "language": "en", "title": "T"}\n]'
    ),
    "reference-under-two-ids": changed(
        REFERENCES, '"URL": "https://labels.example/salvoxine"', '"DOI": "10.5555/JID.2020.12"'
    ),
    "reference-bad-date": changed(REFERENCES, "[[2021, 2, 28]]", "[[2021, 2, 30]]"),
    "reference-date-in-quotes": changed(REFERENCES, "[[2022]]", '[["2022"]]'),
    "reference-unknown-field": changed(REFERENCES, '"volume": "12"', '"volumne": "12"'),
    "reference-number-is-nan": changed(REFERENCES, '"volume": "12"', '"volume": NaN'),
    "reference-doi-is-a-link": changed(REFERENCES, '"10.5555/jid', '"https://doi.org/10.5555/jid'),
    "reference-markup": changed(REFERENCES, "Salvoxine after", "<u>Salvoxine</u> after"),
    "references-malformed": changed(REFERENCES, '"issue": "3",', '"issue": "3"'),
    "references-key-twice": changed(REFERENCES, '"issue": "3"', '"volume": "3"'),
    "references-missing": removed(REFERENCES),
    "references-not-shown": changed("docs/salt/references.zh.md", "/// reference-list\n///\n", "见下。\n"),
    # doses
    "doses-missing": removed(DOSES),
    "doses-malformed": changed(DOSES, "    low: 2\n", "   low: 2\n"),
    "doses-quotation-mark": changed(DOSES, "formula: C₁₂H₁₇NO·HCl", 'formula: "C₁₂H₁₇NO·HCl'),
    "doses-tab": changed(DOSES, "    low: 2\n", "\tlow: 2\n"),
    "doses-colon": changed(DOSES, "formula: C₁₂H₁₇NO·HCl", "formula: C₁₂H₁₇NO: HCl"),
    "doses-wrong-unit": changed(DOSES, "unit: mg/kg\n", "unit: mg/mL\n"),
    "doses-unit-misspelt": changed(DOSES, "unit: mg/kg\n", "unit: ug/kg\n"),
    "doses-unit-of-time-without-hours": changed(DOSES, "    hours: {min: 0.5, max: 24}\n", ""),
    "doses-percent-is-not-strength": changed(DOSES, "percent: 1\n", "percent: 10\n"),
    "doses-container-is-not-strength": changed(DOSES, "amount: 0.1}", "amount: 1}"),
    "doses-low-above-high": changed(DOSES, "    low: 2\n", "    low: 20\n"),
    "doses-number-with-a-separator": changed(DOSES, "rate: 20\n", "rate: 1_000\n"),
    "doses-number-with-a-comma": changed(DOSES, "low: 0.5", "low: 0,5"),
    "doses-number-in-words": changed(DOSES, "first: 50", "first: fifty"),
    "doses-key-missing": changed(DOSES, "    unit: mg/kg\n", ""),
    "doses-key-unknown": changed(DOSES, "  confirm_below", "  confirm_bellow"),
    "doses-key-twice": changed(DOSES, "    high: 4\n", "    high: 4\n    high: 5\n"),
    "doses-language-missing": changed(DOSES, "{zh: 单次剂量, en: Bolus}", "{zh: 单次剂量}"),
    "doses-language-unknown": changed(DOSES, "{zh: 单次剂量, en: Bolus}", "{zh: 单次剂量, en: Bolus, eng: Bolus}"),
    "doses-comma-without-quotes": changed(DOSES, '"China, UK"', "China, UK"),
    "doses-without-a-citation": changed(DOSES, "    cite: [doe2020]", "    cite: []"),
    "doses-regimen-twice": changed(DOSES, "id: infusion", "id: bolus"),
    # sections
    "section-in-one-language": together(
        changed(TUTORIAL, "  - dosing\n", "  - dosing\n  - more\n"), added("docs/salt/more.zh.md", PAGE.format("更多"))
    ),
    "section-without-a-file": changed(TUTORIAL, "  - dosing\n", "  - dosing\n  - more\n"),
    "section-not-listed": added("docs/salt/more.en.md", PAGE.format("More")),
    "section-without-a-language": added("docs/salt/more.md", PAGE.format("More")),
    "section-without-front-matter": changed(INDEX_EN, '---\ntitle: "Overview"', 'title: "Overview"'),
    "section-title-missing": changed(INDEX_EN, 'title: "Overview"\n', ""),
    "section-title-with-markup": changed(INDEX_ZH, 'title: "概述"', 'title: "<b>概述</b>"'),
    "section-title-with-a-colon": changed(INDEX_EN, 'title: "Overview"', "title: Salt: an overview"),
    "heading-without-an-id": changed(DOSING_ZH, "## 计算器 {#calculator}", "## 计算器"),
    "heading-id-twice": changed(INDEX_EN, "{#key-points}", "{#salt}"),
    "heading-id-in-chinese": changed(DOSING_ZH, "{#calculator}", "{#计算器}"),
    "heading-skips-a-level": changed(DOSING_ZH, "## 计算器", "#### 计算器"),
    "link-to-no-page": changed(INDEX_EN, "dosing.md#dosing", "doses.md"),
    "link-to-no-heading": changed(INDEX_EN, "dosing.md#dosing", "dosing.md#calculators"),
    "link-with-a-language": changed(INDEX_ZH, "dosing.md#dosing", "dosing.zh.md#dosing"),
    "link-from-the-root": changed(INDEX_ZH, "dosing.md#dosing", "/salt/dosing.md"),
    "image-from-elsewhere": appended(INDEX_EN, "\n![A curve](https://pictures.example/curve.png)\n"),
    "image-without-words": appended(INDEX_EN, "\n![](curve.png)\n"),
    "html-in-a-section": appended(INDEX_EN, "\n<div style='color: red'>Danger</div>\n"),
    "html-after-a-comment-that-html-ends": appended(
        INDEX_EN, "\n<!--><p><script>alert('X')</script>x -->\n\nText <!---><script>alert(1)</script> -->\n"
    ),
    "link-address-twice": appended(INDEX_EN, "\n[x][a]\n\n[a]: dosing.md\n\n[A]: javascript:alert(1)\n"),
    "attributes-of-a-paragraph": appended(INDEX_EN, "\nThe text.\n{ onclick=alert(1) }\n"),
    "attributes-of-a-list-item": appended(INDEX_EN, "\n- One\n- Two {: onclick=alert(1) }\n"),
    "attributes-of-a-quotation": appended(INDEX_EN, '\n> A text.\n> { style="position:fixed;inset:0" }\n'),
    "attributes-of-a-cell": appended(INDEX_EN, "\n| a | b |\n|---|---|\n| c {onclick=alert(1)} | d |\n"),
    "attributes-of-a-link": appended(INDEX_EN, "\n[Doses](dosing.md){.button #x}\n"),
    "attributes-of-a-heading": appended(INDEX_EN, "\n## More {#more onclick=alert(1)}\n"),
    "list-under-a-text": appended(INDEX_ZH, "\n注意：\n- 妊娠\n"),
    "list-not-indented": appended(INDEX_EN, "\n- Caution\n  - in pregnancy\n"),
    # tutorial.yml and the shelf
    "tutorial-bad-date": changed(TUTORIAL, "written: 2026-01-31", "written: 31.1.2026"),
    "tutorial-no-such-day": changed(TUTORIAL, "written: 2026-01-31", "written: 2026-02-30"),
    "tutorial-reviewed-by-nobody": changed(TUTORIAL, "reviewed: 2026-02-28\n", ""),
    "tutorial-title-with-markup": changed(TUTORIAL, "{zh: 盐, en: Salt}", "{zh: 盐, en: <i>Salt</i>}"),
    "tutorial-language-missing": changed(TUTORIAL, ", en: Anaesthetist}", "}"),
    "tutorial-missing": removed(TUTORIAL),
    "data-file-that-nothing-reads": added("docs/salt/dosis.yml", "a: 1\n"),
    "folder-in-capitals": renamed("docs/salt", "docs/Salt"),
    "shelf-page-in-one-language": added("docs/about.zh.md", PAGE.format("关于")),
    # the glossary
    "glossary-id-twice": changed_glossary("id: salvoxine", "id: half-life"),
    "glossary-id-no-anchor": changed_glossary("id: salvoxine", "id: Salvoxine HCl"),
    "glossary-written-twice": changed_glossary("[plasma half-life]", "[plasma half-life, SALVOXINE, Half‑life]"),
    "glossary-language-missing": changed_glossary("{zh: 半衰期, en: half-life}", "{zh: 半衰期}"),
    "glossary-language-unknown": changed_glossary("{en: [plasma half-life]}", "{eng: [plasma half-life]}"),
    "glossary-key-unknown": changed_glossary("definition: {zh: 浓", "definitions: {zh: 浓"),
    "glossary-list-as-a-text": changed_glossary("{en: [plasma half-life]}", "{en: plasma half-life}"),
    "glossary-markup": changed_glossary("en: A salt.", "en: A <b>salt</b>."),
    "glossary-markdown": changed_glossary("en: A salt.", 'en: "A **salt** `NaCl`."'),
    "glossary-too-short": changed_glossary("[plasma half-life]", "[t, ½]"),
    "glossary-definition-missing": changed_glossary("    definition: {zh: 一种盐。, en: A salt.}\n", ""),
    "glossary-too-long": changed_glossary("[plasma half-life]", f"[{'plasma ' * 12}half-life]"),
    "glossary-without-terms": added("docs/glossary.yml", "terms: []\n"),
    "glossary-without-a-page": added("docs/glossary.yml", GLOSSARY),
    "glossary-not-shown": together(with_glossary(), changed("docs/glossary.zh.md", "/// glossary\n///\n", "见下。\n")),
    "glossary-heading-of-a-term": together(with_glossary(), appended("docs/glossary.en.md", "\n## S {#salvoxine}\n")),
    "glossary-block-without-a-file": appended("docs/index.en.md", "\n/// glossary\n///\n"),
    "glossary-misspelt": added("docs/glosary.yml", GLOSSARY),
    # any file
    "file-huge": added(DOSES, b"a" * (MAX_BYTES + 1)),
    "file-not-utf8": added(INDEX_ZH, "---\ntitle: 概述\n---\n".encode("gb18030")),
    "file-with-a-control-character": changed(INDEX_EN, "does not exist", "does\x0bnot exist"),
    "file-empty": added(DOSES, ""),
    "file-of-tags": changed(DOSES, "formula: C₁₂H₁₇NO·HCl", "formula: !!python/object/apply:os.system [ls]"),
    # settings
    "settings-language-without-options": changed("mkdocs.yml", "      en:\n        tag", "      fr:\n        tag"),
    "settings-key-unknown": changed("mkdocs.yml", "list_separator: 、", "list_seperator: 、"),
    # all at once
    "several": together(
        changed(DOSING_ZH, "/// dose-table", "/// dose-tabel"),
        changed(DOSING_ZH, "{#calculator}", ""),
        changed(DOSING_EN, "[@doe2020]", "[@deo2020]"),
        changed(DOSING_EN, "regimens: [bolus]", "regimens: [bolos]"),
        changed(INDEX_EN, "dosing.md#dosing", "dosing.md#doses"),
        changed(INDEX_ZH, "{#key-points}", "{#salt}"),
        changed(DOSES, "    unit: mg/kg\n", "    unit: mg/mL\n"),
        changed(DOSES, '"China, UK"', "China, UK"),
        changed(TUTORIAL, "written: 2026-01-31", "written: 2026-01-32"),
        changed(REFERENCES, '"type": "report"', '"type": "reprt"'),
        removed("docs/salt/references.en.md"),
        changed("docs/index.zh.md", "{#overview}", "{#总览}"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_report(root: Path, name: str) -> None:
    CASES[name](root)
    _, problems = check(root)
    report = problems.report() + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(report, encoding="utf-8")
    assert report == path.read_text(encoding="utf-8")
    assert "0 problems" not in report


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_every_message_is_for_an_author(path: Path) -> None:
    """Where, what, what to write; sorted; nothing of Python, pydantic or patterns."""
    *lines, count = path.read_text(encoding="utf-8").splitlines()
    places = [re.fullmatch(r"([^:]+):([1-9]\d*): \S.*", line) for line in lines[::2]]
    assert all(places)
    assert all(re.fullmatch(r"  fix: \S.*", line) for line in lines[1::2])
    assert count == f"{len(places)} problem{'' if len(places) == 1 else 's'}"
    order = [(place.group(1), int(place.group(2))) for place in places if place]
    assert order == sorted(order)
    foreign = (
        r"Traceback|Error\b|\bNone\b|\bTrue\b|\bFalse\b|\\[dwsA-Z]|\binput\b|\bdict\b|\bstr\b|pydantic|validation|\.0\."
    )
    assert not re.search(foreign, "\n".join(lines))
