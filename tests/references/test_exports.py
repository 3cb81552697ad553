"""One file in the shape of each tool that authors use, and what comes of it.

`UPDATE_GOLDEN=1 pytest` writes the golden files anew, for a reader to judge: is anything lost, guessed or invented?
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tandem import references
from tandem.citations.importing.merging import entries_of

from tests.fixtures.sources import check
from tests.references.adding import EXPORTS, SALT, add, entries

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(path.name for path in EXPORTS.iterdir() if path.suffix != ".txt")


@pytest.mark.parametrize("name", FILES)
def test_an_export(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        references, "find_unprinted", lambda entries, style: iter(())
    )  # looked at below, for all at once
    before = (root / SALT).read_text(encoding="utf-8")
    status, said = add(root, EXPORTS / name, answer="en\n")
    assert status == 0, said
    after = (root / SALT).read_text(encoding="utf-8")
    texts = {entry["id"]: text for entry, text in entries_of(after)}
    old = {entry["id"]: text for entry, text in entries_of(before)}
    assert texts | old == texts, "what was there stays as it was"
    golden = GOLDEN / f"{name}.txt"
    found = said + "\n" + "\n".join(text for key, text in texts.items() if key not in old) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")
    status, said = add(root, EXPORTS / name, answer="en\n")
    assert (status, (root / SALT).read_text(encoding="utf-8")) == (0, after), "a second time adds nothing"
    assert said.count("already there, by its ") == len(texts) - len(old)


def test_of_all_exports_at_once_the_site_says_only_that_they_are_not_cited(root: Path) -> None:
    old = set(entries(root))
    status, said = add(root, *(EXPORTS / name for name in FILES), answer="en\n")
    assert status == 0, said
    keys = list(entries(root))
    assert keys == sorted(keys, key=str.casefold)
    assert said.count("added: ") == len(keys) - len(old)
    _, problems = check(root)
    assert {(problem.path, problem.what) for problem in problems} == {
        (SALT, f"the reference '{key}' is cited nowhere") for key in set(keys) - old
    }
