"""What was said before: the same problems as found anew, and found anew wherever anything could be said otherwise."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest
from tandem import check as checking
from tandem.check import check_again, check_site
from tandem.core import remembered
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.core.store import Store

from tests.fixtures import sources
from tests.trials import DRAW, examples

ALL = ["pepper", "salt", ""]
GLOSSARY = """\
terms:
  - id: salt
    term: {zh: 盐, en: salt}
    definition: {zh: 一种物质。, en: A substance.}
"""
WORDS = ("not", "5 mg", "[@nobody]", "盐", "<!-- allow: notation | why -->", "**", "  ", "\n\n", "µg", "{#x}")
_opened: list[str] | None = None


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _opened is not None and isinstance(arguments[0], str | Path):
        _opened.append(str(arguments[0]))


sys.addaudithook(_listen)  # can never be removed, and does nothing while nobody asks


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two tutorials and a glossary."""
    root = sources.copy(tmp_path / "site")
    shutil.copytree(root / "docs/salt", root / "docs/pepper")
    (root / "docs/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    return root


def said(root: Path, store: Store | None) -> tuple[str, list[str]]:
    """What a check says, and which parts were judged for it."""
    problems = Problems(root)
    site = check_site(root / "mkdocs.yml", problems, store)
    judged = site.remembered.judged if site is not None and site.remembered is not None else []
    return problems.report(), judged


def test_the_same_is_said_again_without_judging(root: Path, tmp_path: Path) -> None:
    sources.change(root, "docs/salt/dosing.en.md", "title: ", "title: 5 mcgs/kg not ")
    store = Store(tmp_path / "store")
    cold, every = said(root, store)
    warm, judged = said(root, store)
    assert "warning" in cold and "docs/salt/dosing.en.md" in cold
    assert (warm, every, judged) == (cold, ALL, [])


def test_after_any_edit_the_same_is_said_as_cold(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    said(root, store)
    files = sorted(path for path in root.rglob("*.*") if path.suffix in {".md", ".yml", ".json"})
    chance = random.Random(f"{DRAW} remembered")
    for _ in range(examples(200, 10)):
        path = chance.choice(files)
        before = path.read_bytes()
        _edit(path, before, chance)
        cold, _ = said(root, None)
        warm, judged = said(root, store)
        assert warm == cold, path
        assert set(judged) <= _concerned(path, root), path
        path.write_bytes(before)


def _edit(path: Path, before: bytes, chance: random.Random) -> None:
    text = before.decode()
    places = [at for at, sign in enumerate(text) if sign in " \n"]
    at = chance.choice(places or [0])
    match chance.randrange(4):
        case 0:
            path.write_text(f"{text[:at]} {chance.choice(WORDS)} {text[at:]}", encoding="utf-8")
        case 1:
            path.write_text(text[:at] + text[at + chance.randrange(40) :], encoding="utf-8")
        case 2:
            path.write_text(text + f"\n{chance.choice(WORDS)}\n", encoding="utf-8")
        case _:
            path.unlink()


def _concerned(path: Path, root: Path) -> set[str]:
    """The parts of which something else may be said after a change of a file."""
    place = path.relative_to(root).parts
    if place[-1] in ("mkdocs.yml", "glossary.yml"):
        return set(ALL)
    return {place[1]} if len(place) == 3 else {""}


def test_what_is_judged_anew(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    said(root, store)
    for name, parts in {
        "docs/salt/dosing.en.md": ["salt"],
        "docs/salt/doses.yml": ["salt"],
        "docs/pepper/agreement.yml": ["pepper"],
        "docs/index.en.md": [""],
        "docs/glossary.yml": ALL,
        "docs/names.yml": ALL,
        "languages/en/moving.yml": ALL,
        "mkdocs.yml": ALL,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else b""
        new = {"docs/names.yml": b"names: [Salt]\n", "languages/en/moving.yml": b"{}\n"}
        path.write_bytes(before + new.get(name, b"\n# \n"))
        assert said(root, store)[1] == parts, name
        path.write_bytes(before) if before else path.unlink()
        assert said(root, store)[1] == [], name


def test_another_version_judges_all_anew(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    said(root, store)
    monkeypatch.setattr(remembered, "program", lambda: b"another")
    assert said(root, store)[1] == ALL


def test_a_spoilt_store_spoils_nothing(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    cold, _ = said(root, store)
    entries = sorted(path for path in store.folder.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in entries]
    assert len(entries) == len(ALL)
    for spoil in ("cut", "swap", "empty", "other"):
        for path, content, other in zip(entries, contents, [*contents[1:], contents[0]], strict=True):
            spoilt = {"cut": content[:-1], "swap": other, "empty": b"", "other": content.replace(b"1", b"2", 1)}
            path.write_bytes(spoilt[spoil])
        assert said(root, store) == (cold, ALL), spoil


def test_a_check_of_the_very_same_files_looks_at_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    first, second, third = Problems(root), Problems(root), Problems(root)
    check_again(root / "mkdocs.yml", first, store)
    monkeypatch.setattr(checking, "check_site", lambda *_: pytest.fail("checked again"))
    check_again(root / "mkdocs.yml", second, store)
    assert second.report() == first.report()
    (root / "docs/salt/new.png").write_bytes(b"x")
    with pytest.raises(pytest.fail.Exception, match="checked again"):
        check_again(root / "mkdocs.yml", third, store)


def test_every_file_that_a_check_reads_is_in_its_key(root: Path) -> None:
    """Else a change of it would go unnoticed."""
    global _opened
    (root / "requirements.txt").write_text("", encoding="utf-8")
    own = root / "languages/en"
    own.mkdir(parents=True)
    (own / "parity.yml").write_text("{}\n", encoding="utf-8")
    settings = load_settings(root / "mkdocs.yml", Problems(root))
    assert settings is not None
    _opened = []
    try:
        said(root, None)
        read = {Path(path) for path in _opened if Path(path).is_relative_to(root)}
    finally:
        _opened = None
    known = {root / place for place in ("mkdocs.yml", "withdrawn.yml", "requirements.txt")}
    keyed = [place for place, _ in remembered._all_of(settings)]
    known |= {root / "docs" / place for place in keyed}
    known |= {root / "languages" / place.removeprefix("language ") for place in keyed if place.startswith("language ")}
    assert len(read) > 10
    assert read <= known


def test_a_link_has_no_key(root: Path, tmp_path: Path) -> None:
    (root / "docs/salt").rename(tmp_path / "salt")
    (root / "docs/salt").symlink_to(tmp_path / "salt")
    store = Store(tmp_path / "store")
    found = Problems(root)
    check_again(root / "mkdocs.yml", found, store)
    sources.change(tmp_path, "salt/dosing.en.md", "title: ", "title: 5 mcgs/kg ")
    again, cold = Problems(root), Problems(root)
    check_again(root / "mkdocs.yml", again, store)
    check_site(root / "mkdocs.yml", cold)
    assert again.report() == cold.report() != found.report()
