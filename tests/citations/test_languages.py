"""Tags of languages: every code in use, and names in every language."""

from __future__ import annotations

import pytest
from tandem.citations.languages import language_of, longest_prefix, name_of, script_of, standard_tag, tag_of_name


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        ("eng", "en"),
        ("ENG", "en"),
        ("en_US", "en-US"),
        ("en-us", "en-US"),
        ("zh-CN", "zh-CN"),
        ("chi", "zh"),
        ("zho", "zh"),
        ("zh_Hans_CN", "zh-Hans-CN"),
        ("ger", "de"),
        ("deu", "de"),
        ("fre", "fr"),
        ("jpn", "ja"),
        ("pt-BR", "pt-BR"),
    ],
)
def test_codes(written: str, tag: str) -> None:
    assert standard_tag(written) == tag


@pytest.mark.parametrize("written", ["English", "chinese", "中文", "xx", "e", "en-", "", "en us", "zz-99"])
def test_what_is_no_code(written: str) -> None:
    assert standard_tag(written) is None


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English", "en"),
        ("chinese", "zh"),
        (" CHINESE ", "zh"),
        ("中文", "zh"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("日本語", "ja"),
        ("русский", "ru"),
        ("Klingonese", None),
    ],
)
def test_names(name: str, tag: str | None) -> None:
    assert tag_of_name(name) == tag


def test_a_name_in_the_reader_s_language() -> None:
    assert name_of("zh-CN", "en-US") == "Chinese"
    assert name_of("de", "fr-FR") == "allemand"
    assert name_of("zh", "xx-YY") == "zh"


def test_language_and_script() -> None:
    assert [language_of(tag) for tag in ("zh-Hans-CN", "eng", "nonsense")] == ["zh", "en", ""]
    assert [script_of(tag) for tag in ("zh", "zh-TW", "en", "ja", "sr-Latn", "nonsense")] == [
        "Hans", "Hant", "Latn", "Jpan", "Latn", "",
    ]  # fmt: skip


def test_the_longest_prefix_wins() -> None:
    among = {"zh": "a", "zh-Hant": "b", "EN": "c"}
    assert [longest_prefix(tag, among) for tag in ("zh-CN", "zh-Hant-TW", "eng", "fr")] == ["a", "b", "c", None]
