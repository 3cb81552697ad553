"""The pages of a citation: written once for all languages, shown as each style wants them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from tandem.citations.library import STYLES
from tandem.citations.pages import PageForm, page_form
from tandem.citations.syntax import WORD_JOINER

from tests.citations.test_syntax import KEYS, ids, links
from tests.fixtures.rendering import Rendering
from tests.fixtures.shown import numbered

AMA, GB = "american-medical-association", "china-national-standard-gb-t-7714-2015-numeric"
CSL = '<style xmlns="http://purl.org/net/xbiblio/csl"><citation>{}</citation></style>'


@pytest.fixture(scope="module", params=["en", "zh"])
def rendering(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Rendering:
    """A page in one of the languages: AMA in English, GB/T 7714 in Chinese."""
    return numbered(Rendering(tmp_path_factory.mktemp("rendering"), locale=request.param), KEYS)


def words(tree: html.HtmlElement) -> str:
    return "".join(str(group.text_content()) for group in tree.iterfind('.//sup[@class="cite"]'))


@pytest.mark.parametrize(
    ("written", "ama", "gb"),
    [
        ("[@k4, p. 12]", "[4(p12)]", "[4]12"),
        ("[@k4, pp. 12-15]", "[4(pp12-15)]", "[4]12-15"),
        ("[@k4, pp. 3, 7-9]", "[4(pp3,7-9)]", "[4]3,7-9"),
        ("[@k4, p. e13583]", "[4(pe13583)]", "[4]e13583"),
        ("[@k4, p. xii]", "[4(pxii)]", "[4]xii"),
        ("[@k2, p. 3; @k1]", "[1,2(p3)]", "[1],[2]3"),
        ("[@k1, p. 3; @k2]", "[1(p3),2]", "[1]3,[2]"),
        ("[@k1; @k2; @k3; @k5, p. 8; @k7]", "[1–3,5(p8),7]", "[1–3],[5]8,[7]"),
        ("[@k1; @k2, p. 4; @k3]", "[1,2(p4),3]", "[1],[2]4,[3]"),
        ("[@k1, p. 2; @k2, p. 3]", "[1(p2),2(p3)]", "[1]2,[2]3"),
    ],
)
def test_pages(rendering: Rendering, written: str, ama: str, gb: str) -> None:
    tree = rendering(f"Text.{written}\n")
    assert words(tree) == WORD_JOINER + {"en": ama, "zh": gb}[rendering.locale]
    assert not tree.xpath("//*[@data-pages]")


def test_pages_are_said_with_the_number(rendering: Rendering) -> None:
    tree = rendering("Text.[@k4, p. 12; @k5, pp. 3-5; @k6]\n")
    labels = [link.get("aria-label") for link in tree.iterfind('.//sup[@class="cite"]/a')]
    assert (
        labels
        == {
            "en": ["Reference 4, page 12", "Reference 5, pages 3-5", "Reference 6"],
            "zh": ["参考文献 4，第 12 页", "参考文献 5，第 3-5 页", "参考文献 6"],
        }[rendering.locale]
    )


def test_a_number_with_pages_is_linked_and_a_place_to_come_back_to(rendering: Rendering) -> None:
    tree = rendering("A.[@k2, p. 4] B.[@k1; @k2; @k3]\n")
    first, second = tree.findall('.//sup[@class="cite"]')
    assert links(first) == [("2", "references.md#ref-k2")]
    assert [text for text, _ in links(second)] == ["1", "3"]
    assert ids(tree) == ["cite-k2", "cite-k1", "cite-k3"]
    assert first.get("data-cite") == "k2"


def test_the_forms_of_our_styles() -> None:
    assert page_form(STYLES / f"{AMA}.csl") == PageForm(behind=False, before="(", after=")", label=True)
    assert page_form(STYLES / f"{GB}.csl").behind
    assert all(page_form(path).show("12") for path in STYLES.glob("*.csl"))


@pytest.mark.parametrize(
    ("layout", "shown"),
    [
        ('<layout prefix="[" suffix="]"><text variable="citation-number"/></layout>', "7-9"),
        ('<layout><text variable="citation-number" prefix="["/><text variable="locator"/></layout>', "7-9"),
        ('<layout><group prefix="{" suffix="}"><text variable="locator"/></group></layout>', "{7-9}"),
        ('<layout><text variable="citation-number"/></layout>', "(pp7-9)"),
        ("", "(pp7-9)"),
    ],
)
def test_the_form_of_another_style(tmp_path: Path, layout: str, shown: str) -> None:
    path = tmp_path / "style.csl"
    path.write_text(CSL.format(layout.replace("{}", "")) if layout else CSL.format(""), encoding="utf-8")
    form = page_form(path)
    assert form.show("7-9") == shown
    assert form.show("") == ""
