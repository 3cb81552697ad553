"""The words of the interface: each key in every language, with its names, and a form for each category of number."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.check import FOLDERS
from tandem.core.languages import PACKAGE, files_of, load_data, read_data
from tandem.core.problems import Problems
from tandem.core.settings import LanguageFile
from tandem.core.strings import Strings, categories_of, load_strings

WORDING = """\
# What a reader is told.
title: Title
deep:
  lost: It is mistyped, or it has moved.
terms: {one: "{count} term", other: "{count} terms"}
"""


def loaded(
    folder: Path, catalogue: str | None, locale: str = "xx", wording: str = WORDING
) -> tuple[Strings, list[str]]:
    room, place = folder / "room", folder / "languages"
    for path in (room, place / "yy", place / locale):
        path.mkdir(parents=True, exist_ok=True)
    (room / "strings.yml").write_text(wording, encoding="utf-8")
    (place / "yy/language.yml").write_text("source: true\n", encoding="utf-8")
    if catalogue is not None:
        (place / locale / "interface.yml").write_text(catalogue, encoding="utf-8")
    problems = Problems(folder)
    strings = load_strings([room, folder / "without"], [locale], problems, (place,))
    assert all(problem.fix for problem in problems)
    return strings[locale], [f"{problem.path}:{problem.line}: {problem.what}" for problem in problems]


WHOLE = 'room:\n  title: A\n  deep: {lost: "B, c"}\n  terms: "{count} d"\n'


def test_a_whole_catalogue(tmp_path: Path) -> None:
    strings, said = loaded(tmp_path, WHOLE)
    assert said == []
    assert strings("room.title") == "A"
    assert strings("room.terms", count=5) == "5 d"
    assert strings.group("room.deep") == {"lost": "B, c"}
    with pytest.raises(KeyError):
        strings("room.nothing")
    with pytest.raises(KeyError):
        strings("room.terms", number=5)


def test_the_rooms_wording_is_the_source_languages(tmp_path: Path) -> None:
    strings, said = loaded(tmp_path, None, "yy")
    assert said == []
    assert strings("room.title") == "Title"
    corrected, _ = loaded(tmp_path, "room: {title: Another title}\n", "yy")
    assert (corrected("room.title"), corrected("room.deep.lost")) == (
        "Another title",
        "It is mistyped, or it has moved.",
    )


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        (None, "1: 'xx' lacks 3 of 3 texts: room.title, room.deep.lost, room.terms"),
        ("room: {title: A, terms: '{count} d'}\n", "1: 'xx' lacks 1 of 3 texts: room.deep.lost"),
        (WHOLE.replace('"B, c"', ""), "3: 'xx' lacks 1 of 3 texts: room.deep.lost"),
        (WHOLE.replace('"B, c"', '""'), "3: 'room.deep.lost' has no text"),
        (WHOLE.replace("title: A", "title: 5"), "2: 'room.title' has no text"),
        (WHOLE + "  titel: A\n", "5: there is no text 'room.titel'"),
        (WHOLE.replace("{count}", "{n}"), "4: 'room.terms' has other {names} in 'xx' than in strings.yml"),
        (WHOLE.replace("{count}", "{count"), "4: 'room.terms' has a brace that is not closed"),
        (WHOLE.replace("title: A", "title: {one: A, other: B}"), "2: 'room.title' has no {count} that its forms could"),
        ("- a\n", "1: the file must hold keys and texts"),
        ("room: {title: A\n", "1: this is not valid YAML: the { } that opens here is not closed, or lacks a comma"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, catalogue: str | None, said: str) -> None:
    found = loaded(tmp_path, catalogue)[1]
    assert any(one.startswith(f"languages/xx/interface.yml:{said}") for one in found), found


def test_a_rooms_own_faults(tmp_path: Path) -> None:
    assert "room/strings.yml:1: 'a' has no text" in loaded(tmp_path, None, "yy", 'a: ""\n')[1]


# --- plurals ---------------------------------------------------------------------------------------------------------


def test_each_language_has_its_categories() -> None:
    assert categories_of("ar") == ("zero", "one", "two", "few", "many", "other")
    assert categories_of("en") == ("one", "other")
    assert categories_of("zh") == categories_of("xx") == ("other",)


def test_a_number_takes_the_form_of_its_category(tmp_path: Path) -> None:
    forms = "zero: لا مصطلح, one: مصطلح, two: مصطلحان, few: '{count} مصطلحات'"
    forms += ", many: '{count} مصطلحًا', other: '{count} مصطلح'"
    strings, said = loaded(tmp_path, f"room: {{title: أ, deep: {{lost: ب}}, terms: {{{forms}}}}}\n", "ar")
    assert said == []
    assert [strings("room.terms", count=number) for number in (0, 1, 2, 3, 11, 100, 103)] == [
        "لا مصطلح",
        "مصطلح",
        "مصطلحان",
        "3 مصطلحات",
        "11 مصطلحًا",
        "100 مصطلح",
        "103 مصطلحات",
    ]
    english, _ = loaded(tmp_path, None, "yy")
    assert english("room.terms", count=1) == "1 terms"  # a language that CLDR does not know has one form


def test_a_missing_category_is_named(tmp_path: Path) -> None:
    """A language needs the forms that its numbers take, no more."""
    catalogue = "room: {title: أ, deep: {lost: ب}, terms: {one: مصطلح, other: '{count} مصطلح'}}\n"
    assert loaded(tmp_path, catalogue, "ar")[1] == [
        "languages/ar/interface.yml:1: 'ar' lacks 4 of 3 texts: room.terms.zero, room.terms.two, room.terms.few, …"
    ]


# --- folders ---------------------------------------------------------------------------------------------------------


def test_a_sites_file_says_otherwise_key_by_key(tmp_path: Path) -> None:
    site, package = tmp_path / "site", tmp_path / "package"
    for place, text in ((site, "a: {b: 1}\nlist: [x]\n"), (package, "a: {b: 2, c: 3}\nlist: [y, z]\nd: 4\n")):
        (place / "xx").mkdir(parents=True)
        (place / "xx/words.yml").write_text(text, encoding="utf-8")
    document = read_data("xx", "words", Problems(tmp_path), (site, package))
    assert document is not None
    assert document.value == {"a": {"b": 1, "c": 3}, "list": ["x"], "d": 4}
    assert document.path == site / "xx/words.yml"


def test_a_region_has_what_its_language_has(tmp_path: Path) -> None:
    for name in ("pt", "pt-BR"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "words.yml").write_text("{}\n", encoding="utf-8")
    assert [path.parent.name for path in files_of("pt-BR", "words", (tmp_path,))] == ["pt-BR", "pt"]
    assert [path.parent.name for path in files_of("pt-PT", "words", (tmp_path,))] == ["pt"]


def test_a_file_that_nobody_has(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    assert read_data("xx", "words", problems, (tmp_path,)) is None
    assert [(item.path, item.what) for item in problems] == [("xx/words.yml", "the file is missing")]
    assert f"`{tmp_path.name}/xx`" in next(iter(problems)).fix


def test_the_packages_languages_are_whole() -> None:
    """Each has the whole interface, with the forms that its numbers take, and says how it is written."""
    locales = sorted(path.parent.name for path in PACKAGE.glob("*/language.yml"))
    problems = Problems(PACKAGE)
    load_strings(FOLDERS, locales, problems)
    assert set(load_data("language", LanguageFile, locales, problems)) == set(locales)
    assert not len(problems), problems.report()
