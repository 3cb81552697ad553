"""What pandoc gets instead of the entry, seen in what the styles print of it."""

from __future__ import annotations

from typing import Any

import pytest
from tandem.citations.bibliography import Style, format_references, plain_text
from tandem.citations.preparation import is_pinyin

from tests.citations.test_bibliography import AMA, BOOK, GB, GB25, STYLE_FILES, article, people, text


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("Wang", "Xiaoming"),
        ("Ouyang", "Li-Hua"),
        ("Zhuge", "Li Hua"),
        ("Lü", "Lan"),
        ("Lyu", "Lan"),
        ("Li", "Xi'an"),
        ("Zeng", "Jie"),
        ("Zhang", "Zhuangzhuang"),
    ],
)
def test_names_in_pinyin(family: str, given: str) -> None:
    assert is_pinyin(family, given)
    entry = article(author=[{"family": family, "given": given}])
    printed = f"{family} {given}".replace("'", "’")
    assert text(entry, GB25).startswith(f"{printed}. Title")


@pytest.mark.parametrize(
    ("family", "given", "short"),
    [
        ("Wang", "X.-M.", "Wang X-M"),
        ("Wang", "X. M.", "Wang X M"),
        ("Wang", "Xiaoming J.", "Wang X J"),
        ("Sung", "Fung-Chang", "Sung F-C"),
        ("Godard", "Jean-Luc", "Godard J-L"),
        ("Koh", "Wei J.", "Koh W J"),
        ("Doe", "Jane", "Doe J"),
        ("Müller", "Anna-Lena", "Müller A-L"),
        ("Иванов", "Иван Иванович", "Иванов И И"),
    ],
)
def test_other_names_are_shortened(family: str, given: str, short: str) -> None:
    assert not is_pinyin(family, given)
    assert text(article(author=[{"family": family, "given": given}]), GB25).startswith(f"{short}. Title")


def test_names_in_pinyin_count_as_any_other_for_et_al() -> None:
    entry = article(author=people("Wang Xiaoming", "Li Q.", "Doe Jane", "Zhao Lin"))
    assert text(entry, GB25).startswith("Wang Xiaoming，Li Q，Doe J，et al. Title")
    assert text(entry, GB).startswith("WANG X, LI Q, DOE J, et al. Title")


@STYLE_FILES
@pytest.mark.parametrize("edition", ["1", 1, "1st", "First", "1st edition", "第1版", "第一版"])
def test_a_first_edition_is_not_named(style: Style, edition: str | int) -> None:
    assert text(article(**BOOK, edition=edition), style) == text(article(**BOOK), style)


@STYLE_FILES
@pytest.mark.parametrize("edition", ["2", "10", "11", "21", "revised"])
def test_any_other_edition_is(style: Style, edition: str) -> None:
    assert text(article(**BOOK, edition=edition), style) != text(article(**BOOK), style)


@STYLE_FILES
@pytest.mark.parametrize("literal", ["Spring 2015", "in press", "2015年春", "9001"])
def test_a_date_in_words_is_printed_as_it_is(style: Style, literal: str) -> None:
    book = text(article(**BOOK, issued={"literal": literal}), style)
    assert literal in book
    assert book.replace(literal, "2020") == text(article(**BOOK), style)


@STYLE_FILES
def test_two_dates_in_words(style: Style) -> None:
    dates: dict[str, Any] = {"issued": {"literal": "last spring"}, "accessed": {"literal": "some day"}}
    page = text(article(type="webpage", URL="https://example.org/9001", **dates), style)
    assert "last spring" in page
    assert "some day" in page
    assert "https://example.org/9001" in page


def test_an_uncertain_date_says_so() -> None:
    book = article(**BOOK, issued={"date-parts": [[1846]], "circa": True})
    assert text(book, AMA).endswith("Press; circa 1846.")
    assert text(book, GB).endswith("Press, [1846].")
    assert text(book, GB25).endswith("Press，[1846].")
    page = article(type="webpage", issued={"date-parts": [[1999, 5]], "circa": True}, publisher="P")
    assert "[1999-05]" in text(page, GB25)


@STYLE_FILES
@pytest.mark.parametrize("suffix", ["Jr", "Jr.", "III"])
def test_a_suffix_has_no_full_stop(style: Style, suffix: str) -> None:
    entry = article(author=[{"family": "King", "given": "M", "suffix": suffix}])
    assert f" M {suffix.rstrip('.')}. Title" in text(entry, style)


@STYLE_FILES
@pytest.mark.parametrize("version", ["1.2", "v1.2", "V1.2", "version 1.2"])
def test_a_version_is_labelled_once(style: Style, version: str) -> None:
    data = text(article(type="dataset", version=version, container_title=None, publisher="P"), style)
    assert ("Version 1.2. " if style is AMA else "V1.2[DS]") in data


@STYLE_FILES
def test_an_article_number_takes_the_place_of_pages(style: Style) -> None:
    assert text(article(number="e12", page=None), style) == text(article(page="e12"), style)


@STYLE_FILES
def test_a_site_that_publishes_itself_is_named_once(style: Style) -> None:
    page = text(article(type="webpage", container_title="Site", publisher="Site"), style)
    assert page.count("Site") == 1


def test_a_paper_of_no_proceedings_was_presented_at_a_meeting() -> None:
    paper = {"type": "paper-conference", "container_title": None, "volume": None, "page": None}
    entry = article(**paper, event_title="12th Congress", issued={"date-parts": [[2019, 5, 4]]})
    assert text(entry, AMA) == "Doe J. Title. Presented at: 12th Congress; May 4, 2019."
    assert text(entry, GB25) == "Doe J. Title[C]//12th Congress，2019."
    assert text(entry | {"page": "5-6"}, GB25) == "Doe J. Title[C]//12th Congress，2019：5-6."


# --- other languages than the page's ---------------------------------------------------------------------------------


def translated(language: str, **titles: str) -> dict[str, Any]:
    return article(language=language, title="Оригинал", custom={"title": titles})


def test_a_title_in_a_script_that_the_reader_does_not_use() -> None:
    entry = translated("ru", en="Translated", zh="译名")
    assert "Оригинал [Translated]. [In Russian]. Journal" in text(entry, AMA)
    assert "Оригинал [译名][J]" in text(entry, GB25)
    assert "Оригинал [译名][J]" in text(entry, GB)


def test_without_a_translation_the_title_stands_alone() -> None:
    assert "Оригинал. [In Russian]. Journal" in text(translated("rus", zh="译名"), AMA)
    assert "Оригинал[J]" in text(translated("ru", en="Translated"), GB25)


def test_a_script_that_the_reader_uses_needs_no_translation() -> None:
    entry = article(language="de", title="Titel", custom={"title": {"en": "Translated", "zh": "译名"}})
    assert "Titel. [In German]. Journal" in text(entry, AMA)
    assert "Titel [译名][J]" in text(entry, GB25)


@pytest.mark.parametrize("language", ["en", "eng", "en-GB", "en_US"])
def test_a_work_in_the_reader_s_language(language: str) -> None:
    assert "Title. Journal" in text(article(language=language), AMA)


def test_the_translation_of_another_region_will_do() -> None:
    assert "[Translated]" in text(translated("ru", **{"en-GB": "Translated"}), AMA)


def test_a_style_without_a_second_file_names_no_language(tmp_path: Any) -> None:
    csl = tmp_path / "plain.csl"
    csl.write_bytes(AMA.csl.read_bytes())
    entry = article(language="ru")
    assert "In Russian" not in plain_text(format_references([entry], Style(csl, "en-US"))["x"])
