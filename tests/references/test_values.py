"""What becomes of single values, in the ways in which tools write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tandem.citations.importing import records_of
from tandem.citations.importing.dates import date_of
from tandem.citations.importing.keys import key_for
from tandem.citations.importing.merging import fits_script, language_by_script
from tandem.citations.importing.names import name_in_words
from tandem.citations.importing.record import Record
from tandem.citations.importing.texts import plain, without_tex
from tandem.core.problems import Problems


def csl(**variables: Any) -> Record:
    """One record of CSL-JSON, cleaned."""
    whole = {"id": "a", "type": "article-journal", "title": "T", "language": "en"}
    whole |= {name.replace("_", "-"): value for name, value in variables.items()}
    return only(json.dumps([whole], ensure_ascii=False))


def only(text: str) -> Record:
    problems = Problems(Path("/"))
    (record,) = records_of(text, Path("/a"), problems)
    assert not problems.everything(), problems.report()
    return record


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2013", [[2013]]),
        (2013, [[2013]]),
        ("2013-05", [[2013, 5]]),
        ("2013/05/07", [[2013, 5, 7]]),
        ("2013/05//", [[2013, 5]]),
        ("2013///", [[2013]]),
        ("2013/03/05/Spring", [[2013, 3, 5]]),
        ("2013 Jan", [[2013, 1]]),
        ("2013 Jan 5", [[2013, 1, 5]]),
        ("5 January 2013", [[2013, 1, 5]]),
        ("January 5, 2013", [[2013, 1, 5]]),
        ("May 2013", [[2013, 5]]),
        ("2013 Jan-Feb", [[2013, 1], [2013, 2]]),
        ("2013 Dec-2014 Jan", [[2013, 12], [2014, 1]]),
        ("2013-01/2013-03", [[2013, 1], [2013, 3]]),
        ("2013-05-07T10:00:00Z", [[2013, 5, 7]]),
        ("2013年5月", [[2013, 5]]),
        ("2013 年 5 月 7 日", [[2013, 5, 7]]),
        ("2013-00-00", [[2013]]),
        ({"date-parts": [["2013", "5"]]}, [[2013, 5]]),
        ({"date-parts": [[2013, None]]}, [[2013]]),
        ({"date-parts": [[2013, 1], [2013, 2]]}, [[2013, 1], [2013, 2]]),
        ({"raw": "2013-05"}, [[2013, 5]]),
        ({"literal": "2013"}, [[2013]]),
    ],
)
def test_dates(written: object, expected: list[list[int]]) -> None:
    assert date_of(written) == {"date-parts": expected}


@pytest.mark.parametrize(
    "written", ["2013~", "c. 2013", "ca. 2013", "[2013?]", {"date-parts": [[2013]], "circa": True}]
)
def test_dates_that_are_uncertain(written: object) -> None:
    assert date_of(written) == {"date-parts": [[2013]], "circa": True}


@pytest.mark.parametrize("written", ["in press", "2013 Spring", "2013-13", "2013-02-30", "31 Foo 2013", "12013"])
def test_what_is_no_date_stays_in_words(written: str) -> None:
    assert date_of(written) == {"literal": written}


@pytest.mark.parametrize("written", ["", "n.d.", "0", "//", None, [], {"date-parts": [[None]]}, {"date-parts": [[]]}])
def test_no_date(written: object) -> None:
    assert date_of(written) is None


def test_a_day_that_the_calendar_does_not_have_is_told() -> None:
    record = csl(issued={"date-parts": [[2013, 2, 30]]})
    assert record.values["issued"] == {"date-parts": [[2013, 2]]}
    assert record.notes == ["'issued' is no day of the calendar, [['2013', '2', '30']]: taken for [[2013, 2]]"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Doe, Jane", {"family": "Doe", "given": "Jane"}),
        ("van den Berg, Anna", {"family": "van den Berg", "given": "Anna"}),
        ("King, Martin, Jr.", {"family": "King", "given": "Martin", "suffix": "Jr."}),
        ("King, Jr., Martin", {"family": "King", "given": "Martin", "suffix": "Jr."}),
        ("King, Martin Jr", {"family": "King", "given": "Martin", "suffix": "Jr"}),
        ("Ivanov, I I", {"family": "Ivanov", "given": "I I"}),
        ("Smith, John V", {"family": "Smith", "given": "John V"}),
        ("王, 晓明", {"family": "王", "given": "晓明"}),
        ("王晓明", {"literal": "王晓明"}),
        ("WHO", {"literal": "WHO"}),
        ("Plato,", {"literal": "Plato"}),
        ("", None),
        ("et al.", None),
    ],
)
def test_names(written: str, expected: dict[str, str] | None) -> None:
    assert name_in_words(written, []) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("De Souza, Gil S 3rd", {"family": "De Souza", "given": "Gil S", "suffix": "3rd"}),
        ("King, Martin II", {"family": "King", "given": "Martin", "suffix": "II"}),
        ("Meyer KH", {"family": "Meyer", "given": "K H"}),
    ],
)
def test_names_of_medline(written: str, expected: dict[str, str]) -> None:
    assert name_in_words(written, [], medline=True) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"name": "A Group", "sequence": "first"}, {"literal": "A Group"}),
        ({"given": "Plato", "affiliation": []}, {"literal": "Plato"}),
        ({"family": "Doe", "given": "J", "literal": "Doe J"}, {"family": "Doe", "given": "J"}),
        ("Doe, J", {"family": "Doe", "given": "J"}),
    ],
)
def test_names_of_csl(name: object, expected: dict[str, str]) -> None:
    assert csl(author=[name, {}, None, {"family": ""}]).values["author"] == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("1 &#8722; 2", "1 − 2"),
        ("<em>E. coli</em> &lt;sup&gt;2+&lt;/sup&gt;", "<i>E. coli</i> <sup>2+</sup>"),
        ("<jats:italic>in vitro</jats:italic>", "<i>in vitro</i>"),
        ('the <span class="nocase">NMDA</span> receptor', 'the <span class="nocase">NMDA</span> receptor'),
        ('the <span style="x">NMDA</span> receptor', "the NMDA receptor"),
        ("P < 0.05 and n>3", "P < 0.05 and n>3"),
        ("Ｃ１ 镁", "C1 镁"),
        ("a\u200bb\u00adc\u202ed\x00", "abcd"),
        ("two\n lines\u00a0here", "two lines here"),
    ],
)
def test_texts(written: str, expected: str) -> None:
    assert plain(written) == (expected, False)


def test_markup_that_may_have_meant_something_is_told() -> None:
    record = csl(title="<mml:math><mml:mi>x</mml:mi></mml:math> of magnesium")
    assert record.values["title"] == "x of magnesium"
    assert record.notes == ["markup was taken out of 'title', look whether it says the same: x of magnesium"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\"O}zt{\"u}rk {\c{s}} \v{s} \ss{} \'{\i} \o", "Öztürk ş š ß í ø"),
        (r"Mg$^{2+}$ and H$_2$O, $\alpha_1$, $\le 5$", "Mg<sup>2+</sup> and H<sub>2</sub>O, α<sub>1</sub>, ≤ 5"),
        (r"Mg\textsuperscript{2+} \emph{in vitro}", "Mg<sup>2+</sup> <i>in vitro</i>"),
        (r"\ensuremath{\beta}-blockers \(\mu\)", "β-blockers μ"),
        (r"P\textless0.05, 5\% of 10 % & more, #1", "P<0.05, 5% of 10 % & more, #1"),
        ("1--2 --- ``quoted'' a~b", "1–2 — “quoted” a b"),
        ("{{NMDA}} in {J}apan", "NMDA in Japan"),
        (r"\unknown stays", r"\unknown stays"),
    ],
)
def test_tex(written: str, expected: str) -> None:
    assert without_tex(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("79--90", "79-90"), ("79–90", "79-90"), ("178-90", "178-190"), ("1178-9", "1178-1179"), ("12-12", "12"),
        ("e123", "e123"), ("S12–S19", "S12-S19"), ("281-285+300", "281-285+300"), (12, "12"), ("e1--e9", "e1-e9"),
    ],
)  # fmt: skip
def test_pages(written: str | int, expected: str) -> None:
    assert csl(page=written).values["page"] == expected


@pytest.mark.parametrize(
    "variables",
    [
        {"PMID": "91234567"},
        {"PMID": 91234567},
        {"PMID": "PMID: 91234567"},
        {"id": "pmid:91234567"},
        {"note": "read\nPMID: 91234567"},
        {"note": "{:PMID: 91234567}"},
        {"URL": "https://pubmed.ncbi.nlm.nih.gov/91234567/"},
        {"URL": "http://www.ncbi.nlm.nih.gov/pubmed/91234567"},
    ],
)
def test_where_tools_put_a_pmid(variables: dict[str, Any]) -> None:
    assert csl(**variables).values["PMID"] == "91234567"


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("AN  - 91234567\nDB  - PubMed", "91234567"),
        ("AN  - 91234567\nDP  - NLM", "91234567"),
        ("AN  - PMID: 91234567", "91234567"),
        ("N1  - PMID: 91234567", "91234567"),
        ("AN  - 91234567\nDB  - Scopus", None),
        ("AN  - 91234567", None),
    ],
)
def test_where_ris_puts_a_pmid(lines: str, pmid: str | None) -> None:
    record = only(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")
    assert record.values.get("PMID") == pmid
    assert ("AN" in record.left) == (pmid is None)


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ("eprint = {91234567}, eprinttype = {pubmed}", "PMID", "91234567"),
        ("note = {PMID: 91234567}", "PMID", "91234567"),
        ("pmcid = {7654321}", "PMCID", "PMC7654321"),
        (r"doi = {https://doi.org/10.5555/a\_b}", "DOI", "10.5555/a_b"),
        (r"url = {https://a.example/x\_y?a=1\&b=2}", "URL", "https://a.example/x_y?a=1&b=2"),
        ('month = jan # "~5", year = 2013', "issued", {"date-parts": [[2013, 1, 5]]}),
        ("date = {2013~}", "issued", {"date-parts": [[2013]], "circa": True}),
        ("language = {ngerman}", "language", "de"),
        ("langid = {british}", "language", "en-GB"),
        ("articleno = {77}", "number", "77"),
    ],
)
def test_bibtex_fields(fields: str, name: str, expected: object) -> None:
    assert only(f"@article{{a, title = {{T}}, {fields} }}").values[name] == expected


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("eng", "en"),
        ("English", "en"),
        ("zh-CN", "zh-CN"),
        ("中文", "zh"),
        ("中文;", "zh"),
        ("Deutsch", "de"),
        ("en_US", "en-US"),
    ],
)
def test_languages(written: str, tag: str) -> None:
    record = csl(language=written)
    assert (record.values["language"], record.notes) == (tag, [])


def test_a_language_that_nobody_knows_is_told() -> None:
    record = csl(language="Elvish")
    assert "language" not in record.values
    assert record.notes == ["'Elvish' names no language"]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("镁离子与 NMDA 受体", "zh"),
        ("マグネシウムの研究", "ja"),
        ("麻酔とマグネシウム", "ja"),
        ("麻酔の研究", "ja"),
        ("마그네슘과 통증", "ko"),
        ("Μαγνήσιο", "el"),
        ("Magnesium and pain", None),
        ("The concept of 气 in old texts", None),
        ("Магний и боль", None),
        ("المغنيسيوم", None),
        ("2020", None),
    ],
)
def test_languages_by_script(title: str, language: str | None) -> None:
    assert language_by_script(title) == language


def test_a_language_fits_its_script() -> None:
    assert fits_script("en", "Magnesium β")
    assert fits_script("ru", "Магний")
    assert fits_script("en", "2020")
    assert not fits_script("en", "Магний")
    assert not fits_script("ru", "Magnesium")


@pytest.mark.parametrize(
    ("given", "values", "expected"),
    [
        ("doe2013", {}, "doe2013"),
        ("wang2020", {}, "wang2020"),
        ("Doe_2013:a", {}, "Doe_2013:a"),
        ("http://zotero.org/users/1/items/ABCD1234", {"author": [{"family": "Doe"}]}, "doe"),
        ("ABCD1234", {"author": [{"family": "O’Brien-Łuk"}], "issued": {"date-parts": [[2013]]}}, "obrienluk2013"),
        ("ref12", {"author": [{"family": "Groß"}]}, "gross"),
        ("王2020", {"author": [{"family": "王"}], "issued": {"date-parts": [[2020]]}}, "wang2020"),
        ("", {"author": [{"literal": "欧阳丽华"}]}, "ouyang"),
        ("", {"author": [{"literal": "王晓明"}]}, "wang"),
        ("", {"author": [{"literal": "World Health Organization"}], "issued": {"literal": "Spring 2013"}}, "who2013"),
        ("", {"editor": [{"family": "Roe"}]}, "roe"),
        ("", {"title": "The pain of it"}, "pain"),
        ("", {"author": [{"family": "Магний"}], "issued": {"date-parts": [[2013]]}}, "work2013"),
        ("", {"author": [{"literal": "3M"}]}, "m"),
        ("", {}, "work"),
    ],
)
def test_keys(given: str, values: dict[str, Any], expected: str) -> None:
    assert key_for(given, values, set()) == expected


def test_keys_that_are_taken() -> None:
    values = {"author": [{"family": "Doe"}]}
    assert key_for("", values, {"doe"}) == "doeb"
    assert key_for("DOE", values, {"doe"}) == "DOEb"
    letters = {"doe", *(f"doe{chr(code)}" for code in range(ord("b"), ord("z") + 1))}
    assert key_for("", values, letters) == "doe-2"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("journal-article", "article-journal"),
        ("posted-content", "article"),
        ("dissertation", "thesis"),
        ("book", "book"),
    ],
)
def test_types(written: str, expected: str) -> None:
    assert csl(type=written).values["type"] == expected


def test_a_type_that_nobody_knows_is_told() -> None:
    record = csl(type="hologram")
    assert record.values["type"] == "document"
    assert record.notes == ["'hologram' is no kind of work that CSL knows: taken for a document"]


def test_identifiers_that_are_none_are_left_out_and_told() -> None:
    record = csl(DOI="see text", PMID="none", URL="www.a.example")
    assert not {"DOI", "PMID", "URL"} & set(record.values)
    assert record.notes == [
        "'see text' is left out: it is no DOI",
        "'none' is left out: it is no PMID",
        "'www.a.example' is left out: it is no address",
    ]


def test_the_address_of_an_article_is_its_doi() -> None:
    record = csl(DOI="10.5555/a", URL="https://journal.example/a", accessed={"date-parts": [[2020]]})
    assert not {"URL", "accessed"} & set(record.values)
    assert record.left == ["URL", "accessed"]
    assert csl(URL="https://doi.org/10.5555%2Fa").values["DOI"] == "10.5555/a"


def test_people_who_are_not_named_are_left_out() -> None:
    record = csl(author=[{"family": "Doe"}, {"literal": "et al."}, {"family": "others"}], page="50--55")
    assert record.values["author"] == [{"family": "Doe"}] and record.values["page"] == "50-55"
    assert [note for note in record.notes if "is left out: nobody is called so" in note] == [
        f"'{name}' in 'author' is left out: nobody is called so" for name in ("et al.", "others")
    ]
