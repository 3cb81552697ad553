"""Texts of data files that must differ: the exception stands in a comment above them, with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.__main__ import main

from tests.fixtures.sources import change, copy

DOSES = "docs/salt/doses.yml"
WHERE = "  where: {zh: 英国药品"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def lines(root: Path) -> list[str]:
    return (root / DOSES).read_text(encoding="utf-8").splitlines()


def place(root: Path, exception: str, above: str) -> int:
    """Put an exception above the first line that begins so; gives the exception's line."""
    found = lines(root)
    at = next(number for number, line in enumerate(found) if line.startswith(above))
    indent = len(found[at]) - len(found[at].lstrip())
    found.insert(at, " " * indent + exception)
    (root / DOSES).write_text("\n".join(found) + "\n", encoding="utf-8")
    return at + 1


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["check", "--config", str(root / "mkdocs.yml")])
    return capsys.readouterr().out.splitlines()


def differ(root: Path) -> None:
    """A figure in one language's note that the other's does not have."""
    old = next(line for line in lines(root) if line.startswith(WHERE))
    new = old.replace("en: ", "en: 20 mg/min. ") if "en: " in old else old
    assert new != old
    change(root, DOSES, old, new)


def test_a_figure_that_must_differ(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    differ(root)
    said = checked(root, capsys)
    assert said[0].startswith(f"{DOSES}:") and "20 mg/min" in said[0]
    assert said[-1] == "1 problem"
    place(root, "# differs: numbers | The label of one country only gives it.", WHERE)
    assert checked(root, capsys) == ["no problems"]


def test_an_exception_that_nothing_needs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = place(root, "# differs: numbers | Once there was a figure.", WHERE)
    assert checked(root, capsys) == [
        f"{DOSES}:{line}: the exception for numbers is not needed: nothing differs here",
        "  fix: remove it",
        "1 problem",
    ]


def test_it_holds_for_the_next_text_only(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    differ(root)
    line = place(root, "# differs: numbers | The label of one country only gives it.", "    name: ")
    said = checked(root, capsys)
    assert said[0] == f"{DOSES}:{line}: the exception for numbers is not needed: nothing differs here"
    assert said[-1] == "2 problems"


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        (
            "# differs: | why",
            "an exception that does not say what may differ",
            "write `# differs: numbers | why they must differ here`; write one of: ",
        ),
        ("# differs: figures | why", "an exception for 'figures', which nothing compares", "write one of: "),
        (
            "# differs: numbers",
            "an exception without a reason",
            "write `# differs: numbers | why they must differ here`",
        ),
    ],
)
def test_an_exception_that_cannot_be_read(
    root: Path, capsys: pytest.CaptureFixture[str], written: str, what: str, fix: str
) -> None:
    line = place(root, written, WHERE)
    said = checked(root, capsys)
    assert said[0] == f"{DOSES}:{line}: {what}"
    assert said[1].startswith(f"  fix: {fix}")


def test_an_exception_after_the_last_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / DOSES
    path.write_text(path.read_text(encoding="utf-8") + "# differs: links | nothing follows\n", encoding="utf-8")
    said = checked(root, capsys)
    assert said[0] == f"{DOSES}:{len(lines(root))}: the exception for links is not needed: nothing differs here"
