"""May it be published: asked first, and refused by check until somebody said so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tandem.core.data import parse_document
from tandem.core.problems import Problems
from tandem.core.rights import Adapted, Permission, fault, may_adapt, standard_name

from tests.fixtures.sources import change
from tests.moving.making import TEXTS, move

PAIR = (TEXTS / "fasting.en.md", TEXTS / "fasting.zh.md")
REFUSED = "this private draft cannot be published"


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("CC BY 4.0", True),
        ("cc-by-sa 3.0", True),
        ("Creative Commons BY-NC 4.0", True),
        ("CC BY-NC-SA 2.5 CN", True),
        ("CC0 1.0", True),
        ("own", True),
        ("CC BY-ND 4.0", False),
        ("cc by-nc-nd 4.0", False),
        ("unknown", False),
        ("All rights reserved", False),
        ("an invented licence", False),
        ("CC BY 4.0, except for commercial use", False),
        ("not CC BY 4.0", False),
        ("", False),
    ],
)
def test_a_licence_allows_only_where_it_is_known_to(licence: str, may: bool) -> None:
    assert may_adapt(licence) is may


def test_a_licence_is_known_however_it_is_typed() -> None:
    assert standard_name("creative  commons by-nc-nd 4.0") == "CC BY-NC-ND 4.0"
    assert standard_name("CC-BY-SA-3.0") == "CC BY-SA 3.0"
    assert standard_name("A licence of our own") == "A licence of our own"


def test_what_is_adapted_keeps_the_terms_of_its_licence() -> None:
    adapted = Adapted(title="T", licence="CC BY-NC-SA 4.0")
    assert fault(adapted, None, "CC BY-NC-SA 4.0") is None
    found = fault(adapted, None, "CC BY 4.0")
    assert found is not None and "asks for the same licence" in found[1]
    found = fault(Adapted(title="T", licence="CC BY-NC 4.0"), None, "CC BY 4.0")
    assert found is not None and "use for gain" in found[1]


@pytest.mark.parametrize("name", ["unknown", "TODO", "?", "n/a", "—"])
def test_a_permission_names_somebody(name: str) -> None:
    permission = Permission.model_validate({"from": name, "on": "2026-01-31"})
    found = fault(Adapted(title="T", licence="unknown"), permission, "CC BY 4.0")
    assert found is not None and found[0] == ("permission", "from")


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "2999-01-01", "31.1.2026"])
def test_a_permission_has_a_day_that_has_come(day: str) -> None:
    permission = Permission.model_validate({"from": "A. Holder", "on": day})
    found = fault(Adapted(title="T", licence="unknown"), permission, "CC BY 4.0")
    assert found is not None and found[0] == ("permission", "on")


def test_a_private_draft_is_refused_until_a_permission_is_written(tmp_path: Path) -> None:
    moved = move(tmp_path / "site", *PAIR, licence="CC BY-NC-ND 4.0", name="draft")
    assert moved.status == 0, moved.said
    assert REFUSED not in moved.check()
    tutorial = moved.page("draft/tutorial.yml").splitlines()
    (draft,) = [line for line in tutorial if line.startswith("status: draft")]
    change(moved.root, "docs/draft/tutorial.yml", f"{draft}\n", "")  # it is to be published
    tutorial.remove(draft)
    line = tutorial.index('  licence: "CC BY-NC-ND 4.0"') + 1
    assert f"docs/draft/tutorial.yml:{line}: {REFUSED}" in moved.check()
    assert REFUSED in moved.listed.split("## ")[1], "it stands first in the list"
    allowed = "permission:\n  from: The Society of Fasting\n  on: 2026-01-31\nsections:\n"
    change(moved.root, "docs/draft/tutorial.yml", "sections:\n", allowed)
    assert REFUSED not in moved.check()


def test_it_asks_before_it_reads(tmp_path: Path) -> None:
    moved = move(tmp_path / "site", "en=no.md", "zh=none.md", answers="CC BY-ND 4.0\nThe Society\n2026-01-31\n")
    assert moved.said.index("Under which licence") < moved.said.index("Who gave permission")
    assert moved.said.index("On which day") < moved.said.index("there is no such file")
    assert moved.status == 1


def test_answers_are_written_down(tmp_path: Path) -> None:
    moved = move(tmp_path / "site", *PAIR, answers="\nThe Society\n2026-01-31\n", name="asked")
    assert moved.status == 0, moved.said
    assert 'permission:\n  from: "The Society"\n  on: 2026-01-31\n' in moved.page("asked/tutorial.yml")
    assert "Permission to adapt it was given by The Society on 2026-01-31." in moved.page("asked/index.en.md")
    assert REFUSED not in moved.listed


def test_nobody_who_answers_is_no_answer(tmp_path: Path) -> None:
    moved = move(tmp_path / "site", *PAIR)
    assert moved.status == 1
    assert "fix: answer, or give --licence" in moved.said
    assert not (moved.root / "imports").exists()


def test_the_example_of_the_guide_is_right() -> None:
    guide = (Path(__file__).resolve().parents[2] / "AUTHORING.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", guide.split("\n## Moving a text in\n")[1].split("\n## ")[0], re.S)
    problems = Problems(Path())
    document = parse_document(example, Path("tutorial.yml"), problems)
    assert document is not None, problems.report()
    written = document.value
    adapted, permission = Adapted.model_validate(written["adapted"]), Permission.model_validate(written["permission"])
    assert fault(adapted, permission, "CC BY-NC-ND 4.0") is None
    found = fault(adapted, None, "CC BY-NC-ND 4.0")
    assert found is not None and REFUSED in found[1]
