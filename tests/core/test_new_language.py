"""The folder of a new language: each text once, below its wording, and nothing written into a folder that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tandem.__main__ import main
from tandem.cautions.wording import load_words
from tandem.check import FOLDERS
from tandem.core.data import read_document
from tandem.core.problems import Problems
from tandem.core.settings import Settings, load_settings
from tandem.core.strings import categories_of, load_strings, read_wording
from tandem.new_language import NEEDED
from tandem.parity.language import Language
from tandem.parity.languages import load_languages

from tests.fixtures.sources import copy

FOUR_FORMS = "pl"  # a language whose plural has one, few, many and other


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def new(root: Path, locale: str) -> int:
    return main(["language", "new", locale, "--config", str(root / "mkdocs.yml")])


def settings_of(root: Path) -> Settings:
    settings = load_settings(root / "mkdocs.yml", Problems(root))
    assert settings is not None
    return settings


def read(path: Path) -> Any:
    """A file as the program reads it, for which `true` is a name like any other."""
    document = read_document(path, Problems(path.parent))
    assert document is not None
    return document.value


def leaves(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*place, str(key)))
    else:
        yield ".".join(place), value


def filled(value: Any, texts: dict[str, Any], categories: tuple[str, ...], place: tuple[str, ...] = ()) -> Any:
    """A catalogue in which every text is its wording."""
    if isinstance(value, dict):
        return {key: filled(inner, texts, categories, (*place, str(key))) for key, inner in value.items()}
    text = texts[".".join(place)]
    return text if isinstance(text, str) else dict.fromkeys(categories, text["other"])


def test_each_text_stands_there_once_and_empty_below_its_wording(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, FOUR_FORMS) == 0
    said = capsys.readouterr().out.splitlines()
    assert [f"languages/{FOUR_FORMS}/{name}.yml" for name in sorted(("language", "interface", *NEEDED))] == said[:5]
    text = (root / "languages" / FOUR_FORMS / "interface.yml").read_text(encoding="utf-8")
    wording = read_wording(FOLDERS, Problems(root)).texts
    assert dict(leaves(read(root / "languages" / FOUR_FORMS / "interface.yml"))) == dict.fromkeys(wording)
    assert '    # "Review"\n    review:\n' in text
    assert "# one text for each of: one, few, many, other\n" in text


def test_what_is_missing_is_said_until_nothing_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(root, FOUR_FORMS)
    folder = root / "languages" / FOUR_FORMS
    places = settings_of(root).places
    problems = Problems(root)
    load_strings(FOLDERS, (FOUR_FORMS,), problems, places)
    (lacking,) = problems.everything()
    texts = dict(read_wording(FOLDERS, Problems(root)).texts)
    assert (lacking.path, f"lacks {len(texts)} of {len(texts)} texts" in lacking.what) == (
        f"languages/{FOUR_FORMS}/interface.yml", True
    )  # fmt: skip

    interface = folder / "interface.yml"
    whole = filled(read(interface), texts, categories_of(FOUR_FORMS))
    del whole["chrome"]["dark"]
    plural = next(key for key, text in texts.items() if not isinstance(text, str))
    *groups, last = plural.split(".")
    group = whole
    for name in groups:
        group = group[name]
    del group[last]["few"]
    interface.write_text(yaml.dump(whole, allow_unicode=True), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    capsys.readouterr()
    assert new(root, FOUR_FORMS) == 0
    said = capsys.readouterr().out
    told = folder.with_suffix(".told")
    told.write_text(said.partition("\n\n")[2], encoding="utf-8")
    assert set(dict(leaves(read(told)))) == {"chrome.dark", plural}
    assert {path: path.read_bytes() for path in folder.iterdir()} == before

    whole["chrome"]["dark"], group[last]["few"] = texts["chrome.dark"], "{count}"
    interface.write_text(yaml.dump(whole, allow_unicode=True), encoding="utf-8")
    for needed in NEEDED:
        path = folder / f"{needed}.yml"
        _, _, hints = path.read_text(encoding="utf-8").partition("\n")
        path.write_text(re.sub(r"^# ?", "", hints, flags=re.M), encoding="utf-8")
    found = Problems(root)
    load_strings(FOLDERS, (FOUR_FORMS,), found, places)
    rules = load_languages((FOUR_FORMS,), found, places)
    assert load_words(Language(rules[FOUR_FORMS]), found, places) is not None
    assert not found.everything(), found.report()
    new(root, FOUR_FORMS)
    assert capsys.readouterr().out == f"languages/{FOUR_FORMS}/interface.yml lacks nothing\n"


@pytest.mark.parametrize("locale", ["qq", "en_", "../up", "no language", ""])
def test_what_is_no_language_is_refused(root: Path, locale: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(root, locale) == 1
    assert "fix: write a tag of BCP 47, such as es or pt-BR" in capsys.readouterr().out
    assert not (root / "languages").exists()


def test_a_folder_that_is_there_is_left_as_it_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = root / "languages" / FOUR_FORMS / "search.yml"
    own.parent.mkdir(parents=True)
    own.write_text("{}\n", encoding="utf-8")
    assert new(root, FOUR_FORMS) == 0
    said = capsys.readouterr().out
    assert f"the folder is there already; languages/{FOUR_FORMS}/interface.yml lacks these:" in said
    assert [path.name for path in own.parent.iterdir()] == ["search.yml"]
    own.with_name("interface.yml").write_text("chrome: {dark: [\n", encoding="utf-8")
    assert new(root, FOUR_FORMS) == 1
    assert f"languages/{FOUR_FORMS}/interface.yml:" in capsys.readouterr().out
