"""Which languages stand beside each other, and where: what the settings name, in more than two languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.core.settings import Settings, load_settings
from tandem.side_by_side import address, partners

from tests.fixtures.sources import SITE

LOCALES = ("zh", "en", "es", "fr", "ar")


def settings_of(folder: Path, more: str = "") -> Settings:
    """The small site's settings, of five languages."""
    text = (SITE / "mkdocs.yml").read_text(encoding="utf-8")
    own = text[text.index("      en:\n") :]
    declared = "        - {locale: en, name: English}\n"
    for locale in LOCALES[2:]:
        text = text.replace(declared, f"{declared}        - {{locale: {locale}, name: {locale}}}\n")
        text += own.replace("      en:\n", f"      {locale}:\n").replace("tag: en", f"tag: {locale}")
    path = folder / "mkdocs.yml"
    path.write_text(text.replace("  tandem:\n", f"  tandem:\n{more}", 1), encoding="utf-8")
    problems = Problems(folder)
    settings = load_settings(path, problems)
    assert settings is not None, problems.report()
    return settings


def beside(settings: Settings, locale: str) -> dict[str, str]:
    return {other.locale: at for other, at in partners(settings, settings.language(locale), "salt/dosing.html")}


def test_each_stands_beside_the_pivot(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert len(settings.side_by_side) == len(LOCALES) - 1, "one a language, not one a pair"
    assert beside(settings, "zh") == {one: f"salt/dosing.zh-{one}.html" for one in settings.locales[1:]}
    assert beside(settings, "fr") == {"zh": "salt/dosing.zh-fr.html"}


def test_beside_another_pivot(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "    pivot: en\n")
    assert beside(settings, "zh") == {"en": "en/salt/dosing.en-zh.html"}
    assert set(beside(settings, "en")) == {"zh", "es", "fr", "ar"}
    assert [language.locale for language in settings.from_pivot][:2] == ["en", "zh"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_pairs_that_are_named_and_no_other(tmp_path: Path, locale: str) -> None:
    settings = settings_of(tmp_path, "    side_by_side: [[en, es], [es, fr]]\n")
    named = {"en": {"es"}, "es": {"en", "fr"}, "fr": {"es"}}
    assert set(beside(settings, locale)) == named.get(locale, set())
    english, spanish = settings.language("en"), settings.language("es")
    assert address("salt/index.html", english, spanish) == "en/salt/index.en-es.html"


def test_none_at_all(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "    side_by_side: []\n").side_by_side == ()
