"""`labels:` of doses.yml: what each licenses stands beside every dose, what nobody read is said to be unread."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.dosing.labels import names_of

from tests.cautions.invented import DOSES, shower
from tests.dosing.data import changed, real_site
from tests.dosing.data import read as read_doses
from tests.fixtures.rendering import Rendering, flat
from tests.fixtures.sources import change, check, copy

LABEL = "    licensed_for: {zh: 咳嗽, en: cough}\n    outside: true\n"
FAULTS: dict[str, tuple[tuple[tuple[str, str], ...], str, str, str]] = {
    "no licence": (((LABEL, "    outside: true\n"),), "- id: uk", "`licensed_for` is missing",
                   "write for what uses the label licenses the drug; if nobody has read it, `not_read: [licence]`"),
    "not said whether outside": ((("    outside: true\n", ""),), "- id: uk", "`outside` is missing",
                                 "write true where the tutorial's use is not among the licensed ones"),
    "told and not read": (((LABEL, LABEL + "    not_read: [licence]\n"),), "licensed_for:",
                          "`licensed_for` of what was not read", "remove it, or `licence` from `not_read`"),
    "an unread part of nobody": (((LABEL, LABEL + "    not_read: [caution]\n"),), "not_read:",
                                 "'caution' is no part of a label", "did you mean 'cautions'?"),
    "a product without its label": ((("    where: {zh: 某地, en: somewhere}\n    cite: [a]\nlimits",
                                      "    where: {zh: 某地, en: somewhere}\n    cite: [b]\nlimits"),),
                                    "cite: [b]", "the label 'b' is cited here and not described",
                                    "describe it under `labels:`, with `cite: [b]`"),
    "a limit without its label": ((("  where: {zh: 某地, en: somewhere}\n  cite: [a]\ncomparisons",
                                    "  where: {zh: 某地, en: somewhere}\n  cite: [c]\ncomparisons"),),
                                  "cite: [c]", "the label 'c' is cited here and not described", "describe it"),
    "a label twice": (((LABEL, LABEL + "  - id: us\n    country: {zh: 美国, en: US}\n    product: {zh: 片, en: pill}\n"
                        "    cite: [a]\n" + LABEL),), "cite: [a]\n    licensed", "two labels cite 'a'",
                      "describe it once"),
    "an id twice": (((LABEL, LABEL + "  - id: uk\n    country: {zh: 美国, en: US}\n    product: {zh: 片, en: pill}\n"
                      "    cite: [b]\n" + LABEL),), "- id: uk\n    country: {zh: 美国", "the id 'uk' stands here twice",
                    "give one of the two another id"),
    "no use": ((("  use: {zh: 镇痛, en: pain}\n", ""),), "drug:", "'drug.use' is missing", "add `use: {zh: …, en: …}`"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_said(name: str, tmp_path: Path) -> None:
    changes, _, what, fix = FAULTS[name]
    _, problems = read_doses(tmp_path, changed(*changes))
    assert [problem for problem in problems if what in problem.what and fix in problem.fix], problems


def test_labels_are_named_by_country_and_product() -> None:
    site = real_site()
    said = {x: names_of(DOSES.labels, site.settings.language(x), site.strings[x]) for x in ("zh", "en")}
    assert said == {"zh": "英国说明书（1%、5%）；美国说明书（1%、9%）", "en": "UK label (1%, 5%); US label (1%, 9%)"}


def notes(root: Path, folder: Path, body: str, locale: str = "en") -> list[str]:
    page = Rendering(folder, root=root, locale=locale)(body)
    return [flat(note) for note in page.xpath("//p[contains(@class, 'licences')]")]


BLOCKS = "/// dose-table\n///\n\n/// dose-chart\n///\n\n/// dose-calculator\n///\n\n/// cautions\n///\n"


def test_every_block_with_a_dose_says_what_is_licensed(tmp_path: Path) -> None:
    """In full where the page says it first; then that the use is outside."""
    root = copy(tmp_path / "site")
    outside = "Use for pain is outside every licence that was read (off-label)."
    whole = f"Licensed uses. UK label (1%): cough[3]. {outside}"
    assert [note.replace("\u2060", "") for note in notes(root, tmp_path, BLOCKS)] == [whole, *[outside] * 3]
    for name in ("dose-table", "dose-chart", "dose-calculator", "cautions"):
        (note,) = notes(root, tmp_path, f"/// {name}\n///\n")
        assert note.replace("\u2060", "") == whole


CASES = {
    "inside": (("outside: true", "outside: false"), "Use for pain is within the licence of UK label (1%)."),
    "unread": (("licensed_for: {zh: 咳嗽, en: cough}\n    outside: true", "not_read: [licence]"),
               "Licensed uses not read: UK label (1%)."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_follows_from_the_label(case: str, tmp_path: Path) -> None:
    change_, said = CASES[case]
    root = copy(tmp_path / "site")
    change(root, "docs/salt/doses.yml", *change_)
    (note,) = notes(root, tmp_path, "/// dose-table\n///\n")
    assert said in note.replace("\u2060[3]", "")
    assert "off-label" not in note


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, "docs/salt/doses.yml", "en: cough}", 'en: "[x](y) *a* {: .b} &lt; cough"}')
    (note,) = notes(root, tmp_path, "/// dose-table\n///\n")
    assert "UK label (1%): [x](y) *a* {: .b} &lt; cough" in note


def test_a_label_whose_cautions_are_nowhere(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    more = "  - {id: us, country: {zh: 美国, en: US}, product: {zh: 2%, en: 2%}, cite: [doe2020], "
    more += "licensed_for: {zh: 咳嗽, en: cough}, outside: true}\n"
    path = root / "docs/salt/doses.yml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    _, problems = check(root)
    (problem,) = problems
    assert problem.what == "no caution of the label 'us' is in cautions.yml"
    assert problem.fix == "write its cautions there, or `not_read: [cautions]` here: the pages then say so"
    path.write_text(path.read_text(encoding="utf-8").replace("outside: true}", "outside: true, not_read: [cautions]}"),
                    encoding="utf-8")  # fmt: skip
    assert not len(check(root)[1])
    text = flat(Rendering(tmp_path, root=root)("/// cautions\n///\n"))
    assert "Cautions not read: US label (2%)." in text


def test_the_lists_name_what_was_not_read() -> None:
    assert shower("en").unread() == "Cautions not read: US label (9%)."
    assert shower("zh").unread() == "注意事项未读：美国说明书（9%）。"
