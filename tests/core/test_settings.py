"""Settings, strings and translated texts: what differs between languages is all there, and fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.core.settings import load_settings

from tests.fixtures.sources import SITE, change, said

CONFIG = "mkdocs.yml"
RANGE, NOT_SHOWN = "'languages.en.range'", "does not show {low} and {high}"
UNCLOSED = "the list in [ ] that opens here is not closed, or lacks a comma"


def faults(root: Path, old: str, new: str) -> list[str]:
    change(root, CONFIG, old, new)
    problems = Problems(root)
    load_settings(root / CONFIG, problems)
    assert all(problem.fix for problem in problems)
    return [f"{problem.line}: {problem.what}" for problem in problems]


def line(text: str) -> int:
    content = (SITE / CONFIG).read_text(encoding="utf-8")
    return content.count("\n", 0, content.index(text)) + 1


# --- settings --------------------------------------------------------------------------------------------------------


def test_settings() -> None:
    problems = Problems(SITE)
    settings = load_settings(SITE / CONFIG, problems)
    assert not len(problems)
    assert settings is not None
    assert settings.locales == ("zh", "en")
    assert (settings.default.locale, settings.default.prefix, settings.default.tag) == ("zh", "", "zh-Hans")
    english = settings.language("en")
    assert (english.name, english.prefix, english.options.date_format) == (
        "English",
        "en/",
        "{year}-{month:02}-{day:02}",
    )
    assert settings.docs == SITE / "docs"
    assert settings.units[0] == "mg/kg/h"
    with pytest.raises(KeyError):
        settings.language("fr")


def test_the_default_language_comes_first(root: Path) -> None:
    change(root, CONFIG, ", default: true", "")
    change(root, CONFIG, "name: English", "name: English, default: true")
    settings = load_settings(root / CONFIG, Problems(root))
    assert settings is not None
    assert settings.locales == ("en", "zh")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", default: true", "", f"{line('plugins:')}: one language must be the default"),
        ("name: English", "name: English, default: true", f"{line('plugins:')}: one language must be the default"),
        (
            "        - {locale: en, name: English}\n",
            "",
            f"{line('      en:') - 1}: the i18n plugin does not build the language 'en'",
        ),
        (
            "name: English}",
            "name: English}\n        - {locale: fr, name: x}",
            f"{line('- {locale: en') + 1}: the language 'fr' has no entry under extra.tandem.languages",
        ),
        ("  - i18n:", "  - i19n:", f"{line('plugins:')}: the i18n plugin declares no languages"),
        ("  tandem:\n", "  tandm:\n", f"{line('extra:')}: 'extra.tandem' is missing"),
        ("        description: A small site\n", "", f"{line('      en:')}: 'languages.en.description' is missing"),
        ("tag: en\n", "tag: english\n", f"{line('tag: en')}: 'languages.en.tag': 'english' is not a language tag"),
        ("tag: en\n", "tga: en\n", f"{line('tag: en')}: unknown key 'languages.en.tga'"),
        ("{low} to {high}", "{low} to {hihg}", f"{line('{low} to')}: {RANGE}: '{{low}} to {{hihg}}' {NOT_SHOWN}"),
        ("{low} to {high}", "to {high}", f"{line('{low} to')}: {RANGE}: 'to {{high}}' {NOT_SHOWN}"),
        ("{low} to {high}", "{low} to {high", f"{line('{low} to')}: {RANGE}: '{{low}} to {{high' {NOT_SHOWN}"),
        (
            "{year} 年 {month} 月 {day} 日",
            "{year:x",
            f"{line('{year} 年')}: 'languages.zh.date_format': '{{year:x' does not show "
            "{year} and {month} and {day}",
        ),
        ("    units: [mg/kg/h", "    units: []\n    unit: [mg/kg/h", f"{line('    units:')}: 'units' is empty"),
        ("site_name: Tandem", "site_name: [", f"{line('site_name')}: this is not valid YAML: {UNCLOSED}"),
    ],
)
def test_faults_of_settings(root: Path, old: str, new: str, expected: str) -> None:
    assert expected in faults(root, old, new)


@pytest.mark.parametrize(
    "content", ["", "- a\n", "text\n", "plugins: 3\nextra: 4\n", "plugins: [i18n]\nextra: {tandem: 1}\n"]
)
def test_settings_that_are_none(tmp_path: Path, content: str) -> None:
    (tmp_path / CONFIG).write_text(content)
    problems = Problems(tmp_path)
    assert load_settings(tmp_path / CONFIG, problems) is None
    assert len(problems)


def test_no_settings(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    assert load_settings(tmp_path / CONFIG, problems) is None
    assert said(problems) == [(1, "the file is missing")]


def test_a_citation_style_that_is_not_there(root: Path) -> None:
    from tests.fixtures.sources import check

    change(root, CONFIG, "citation_style: american-medical-association", "citation_style: american-medical")
    _, problems = check(root)
    assert [(problem.what, problem.fix) for problem in problems] == [
        ("there is no citation style 'american-medical' for 'en'", "did you mean 'american-medical-association'?")
    ]
