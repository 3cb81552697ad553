"""Versions that were withdrawn: said by `check` and by a build, from the lists at hand alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tandem.__main__ import main
from tandem.check import check_site
from tandem.core import withdrawn
from tandem.core.data import parse_document, read_document, validate
from tandem.core.problems import Problems
from tandem.core.withdrawn import OWN, Withdrawn, running_version
from tandem.new_site import write_site

from tests.conftest import ROOT, build
from tests.fixtures.sources import copy

ENTRY = "  - {{versions: [{}], on: 2027-01-31, why: A rate was wrong., do: upgrade to 9.9.9 and read `tandem diff`}}\n"
HERE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def said(root: Path) -> list[str]:
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    return [str(problem) for problem in problems]


def listed(path: Path, *versions: str) -> None:
    path.write_text("withdrawn:\n" + "".join(map(ENTRY.format, versions)), encoding="utf-8")


WORDS = (
    f":1: version {HERE} of tandem-tutorials, which runs here, was withdrawn on 2027-01-31: A rate was wrong.\n"
    "  fix: upgrade to 9.9.9 and read `tandem diff`"
)


def test_the_list_is_one_that_can_be_read() -> None:
    problems = Problems(ROOT)
    document = read_document(OWN, problems)
    assert document is not None and validate(Withdrawn, document, problems) is not None, problems.report()
    assert running_version() == HERE
    example = OWN.read_text(encoding="utf-8").split("never removed:\n#\n")[1].split("withdrawn: []")[0]
    text = "withdrawn:\n" + example.replace("#   - ", "  - ").replace("#     ", "    ")
    document = parse_document(text, OWN, problems)
    assert document is not None and validate(Withdrawn, document, problems) is not None, problems.report()


def test_a_version_on_the_list_that_it_brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy(tmp_path / "site")
    assert said(root) == []
    own = tmp_path / "own.yml"
    listed(own, "9.0.0, 9.0.1", f"0.0.1, {HERE}")
    monkeypatch.setattr(withdrawn, "OWN", own)
    assert said(root) == ["mkdocs.yml" + WORDS]
    listed(own, "9.0.0", f"{HERE}1")
    assert said(root) == []


def test_a_newer_list_beside_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "site"
    write_site(root, "Site")
    listed(root / "withdrawn.yml", HERE)
    assert said(root) == ["mkdocs.yml" + WORDS]
    pins = root / "requirements.txt"
    pins.write_text("# pins\ntandem-tutorials-extra==1\ntandem-tutorials[all] @ https://x\n", encoding="utf-8")
    assert main(["check", "--config", str(root / "mkdocs.yml")]) == 1
    assert "requirements.txt" + WORDS.replace(":1:", ":3:") in capsys.readouterr().out
    listed(root / "withdrawn.yml", "9.0.0")
    assert said(root) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "withdrawn.yml:1: the file is empty"),
        ("withdrawn: [{versions: [1], on: 2027-01-31, why: A., do: B.}]\n", "the version must be three numbers"),
        ("withdrawn: [{versions: [], on: 2027-01-31, why: A., do: B.}]\n", "'withdrawn.versions' is empty"),
        ("withdrawn: [{versions: [1.0.0], on: soon, why: A., do: B.}]\n", "'soon' is not a date"),
        ("recalled: []\n", "withdrawn.yml:1: 'withdrawn' is missing"),
    ],
)
def test_a_list_that_cannot_be_read_is_no_empty_one(tmp_path: Path, text: str, problem: str) -> None:
    root = copy(tmp_path / "site")
    (root / "withdrawn.yml").write_text(text, encoding="utf-8")
    assert problem in "\n".join(said(root))


def test_a_build_says_it_too(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    listed(root / "withdrawn.yml", HERE)
    done = build(tmp_path / "built", config=root / "mkdocs.yml")
    assert done.returncode == 1 and "mkdocs.yml" + WORDS in done.stdout + done.stderr
    assert not (tmp_path / "built").exists()
