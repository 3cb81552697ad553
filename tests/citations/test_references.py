"""references.json: what may stand in it, and what its faults are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tandem.citations import bibliography, unprinted
from tandem.citations.references import References, load_references
from tandem.core.problems import Problems
from tandem.core.settings import Settings, load_settings

from tests.fixtures.sources import SITE, change, check, copy, fixes

Entry = dict[str, Any]


@pytest.fixture(scope="module")
def settings() -> Settings:
    found = load_settings(SITE / "mkdocs.yml", Problems(SITE))
    assert found is not None
    return found


def entry(**variables: Any) -> Entry:
    """A reference of which a test changes what it is about; None takes a variable away."""
    whole = {"id": "a", "type": "book", "language": "en", "title": "T"}
    whole |= {name.replace("_", "-"): value for name, value in variables.items()}
    return {name: value for name, value in whole.items() if value is not None}


def load(folder: Path, settings: Settings, text: str) -> tuple[References | None, Problems]:
    path = folder / "references.json"
    path.write_text(text, encoding="utf-8")
    problems = Problems(folder)
    return load_references(path, settings, problems), problems


def faults(folder: Path, settings: Settings, *entries: Entry) -> list[str]:
    """`line: what`, each entry on a line of its own from line 2."""
    text = "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in entries) + "\n]\n"
    found, problems = load(folder, settings, text)
    assert found is not None
    assert all(fixes(problems))
    return [f"{problem.line}: {problem.what}" for problem in problems]


def test_references(settings: Settings) -> None:
    problems = Problems(SITE)
    found = load_references(SITE / "docs/salt/references.json", settings, problems)
    assert not len(problems)
    assert found is not None
    assert list(found) == ["doe2020", "label2021", "zhang2022"]
    assert found["zhang2022"]["author"] == [{"family": "张", "given": "三"}]
    assert found.lines == {"doe2020": 3, "label2021": 16, "zhang2022": 26}


@pytest.mark.parametrize(
    "variables",
    [
        {"volume": 12, "issue": "3-4", "page": "1-9", "edition": "2nd", "number": 1.5},
        {"issued": {"date-parts": [[2020]]}},
        {"page": "302-20", "volume": "83"},
        {"page": "i14–9"},
        {"issued": {"date-parts": [[2020, 2], [2020, 4, 30]]}},
        {"issued": {"date-parts": [[2020, 2, 29]]}, "accessed": {"date-parts": [[2026, 1, 1]]}},
        {"issued": {"literal": "in press"}},
        {"issued": {"date-parts": [[1846]], "circa": True}},
        {"author": [{"family": "Doe", "given": "J", "suffix": "Jr", "non-dropping-particle": "van"}]},
        {"author": [{"literal": "WHO"}]},
        {"title": "Mg<sup>2+</sup> and <i>N</i>-methyl P < 0.05"},
        {"DOI": "10.1000/a(b)<c>;1", "PMID": "1", "PMCID": "PMC12", "URL": "http://x.example/?a=b"},
        {"id": "O-Brien:2020_a"},
        {"language": "pt-BR"},
        {"language": "eng"},
        {"language": "en_US"},
        {"language": "zho"},
        {"title": 'The <span class="nocase">NMDA</span> receptor'},
        {"language": "ru", "custom": {"title": {"en": "Magnesium", "zh-Hans": "镁"}}},
    ],
)
def test_entries_that_fit(tmp_path: Path, settings: Settings, variables: Entry) -> None:
    assert faults(tmp_path, settings, entry(**variables)) == []


NO_DATE = "'issued': {} is not a date"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"id": "2020a"}, "'id': '2020a' is not the id of a reference"),
        ({"id": "a b"}, "'id': 'a b' is not the id of a reference"),
        ({"id": "a\n"}, "'id': 'a ' is not the id of a reference"),
        ({"id": None}, "'id' is missing"),
        ({"id": 5}, "'id' must be text, not '5'"),
        ({"type": "artcle"}, "'type': CSL has no type 'artcle'"),
        ({"title": None}, "'title' is missing"),
        ({"title": ""}, "'title' is empty"),
        ({"title": "<b>T</b> <script>x</script>"}, "'title': markup in a text"),
        ({"title": "<i onclick=x>T</i>"}, "'title': markup in a text"),
        ({"author": []}, "'author' is empty"),
        ({"author": "Doe J"}, "'author' must be a list, not 'Doe J'"),
        ({"author": ["Doe J"]}, "an item of 'author' must hold keys and values, not 'Doe J'"),
        ({"author": [{"given": "J"}]}, "an item of 'author': a name needs either `family` or `literal`"),
        (
            {"author": [{"family": "D", "literal": "D"}]},
            "an item of 'author': a name needs either `family` or `literal`",
        ),
        ({"author": [{"family": "D", "firstname": "J"}]}, "unknown key 'author.firstname'"),
        ({"issued": 2020}, "'issued' must hold keys and values, not '2020'"),
        ({"issued": {}}, "'issued': a date needs `date-parts`"),
        ({"issued": {"date-parts": []}}, "'issued': a date needs `date-parts`"),
        ({"issued": {"date-parts": [["2020"]]}}, "an item of 'issued.date-parts' must be a whole number, not '2020'"),
        ({"issued": {"date-parts": [[]]}}, NO_DATE.format([])),
        ({"issued": {"date-parts": [[2020, 13]]}}, NO_DATE.format([2020, 13])),
        ({"issued": {"date-parts": [[2021, 2, 29]]}}, NO_DATE.format([2021, 2, 29])),
        ({"issued": {"date-parts": [[20200]]}}, NO_DATE.format([20200])),
        ({"issued": {"date-parts": [[2077]]}}, "'issued': [2077] has not come yet"),
        ({"accessed": {"date-parts": [[2099, 1, 1]]}}, "'accessed': [2099, 1, 1] has not come yet"),
        ({"page": "50-45"}, "'page': the pages '50-45' end before they begin"),
        ({"author": [{"family": "Doe"}, {"literal": "et al."}]}, "an item of 'author': 'et al.' is nobody's name"),
        ({"author": [{"family": "al", "given": "et"}]}, "an item of 'author': 'et al' is nobody's name"),
        ({"author": [{"literal": "等"}], "language": "zh"}, "an item of 'author': '等' is nobody's name"),
        ({"issued": {"date-parts": [[2020, 1, 1, 1]]}}, NO_DATE.format([2020, 1, 1, 1])),
        ({"issued": {"date-parts": [[True]]}}, "an item of 'issued.date-parts' must be a whole number, not 'true'"),
        ({"volume": True}, "'volume': 'true' is neither a number nor a text"),
        ({"volume": [1]}, "'volume': a list is neither a number nor a text"),
        ({"volume": "<u>1</u>"}, "'volume': markup in a text"),
        ({"language": "english"}, "'language': 'english' is not the tag of a language"),
        ({"language": "中文"}, "'language': '中文' is not the tag of a language"),
        ({"language": None}, "'language' is missing"),
        ({"title": "A &amp; B"}, "'title': HTML in a text, '&amp;'"),
        ({"container-title": "Anesthesia &amp; Analgesia"}, "'container-title': HTML in a text, '&amp;'"),
        ({"author": [{"family": r"Gr{\"o}ber"}]}, r"""'author.family': TeX in a text, '{\"o}'"""),
        ({"title": r"$\alpha$-blockers"}, r"'title': TeX in a text, '$\alpha$'"),
        ({"title": "<i>E. coli"}, "'title': <i> is not closed"),
        ({"title": "<i>" * 22}, "'title': more than 4 tags inside each other"),
        ({"title": "x" * 100_000}, "a text of more than 10000 characters"),
        ({"custom": {"title": {}}}, "'custom.title' is empty"),
        ({"custom": {"title": {"English": "T"}}}, "'custom.title': 'English' is not the tag of a language"),
        ({"custom": {"abstract": "T"}}, "unknown key 'custom.abstract'"),
        ({"DOI": "https://doi.org/10.1000/x"}, "'DOI': 'https://doi.org/10.1000/x' is not a DOI"),
        ({"PMID": 12345678}, "'PMID' must be text, not '12345678'"),
        ({"PMID": "PMID 1"}, "'PMID': 'PMID 1' is not a PMID"),
        ({"PMCID": "123"}, "'PMCID': '123' is not a PMCID"),
        ({"URL": "www.x.example"}, "'URL': 'www.x.example' is not a web address"),
        ({"URL": "javascript:alert(1)"}, "'URL': 'javascript:alert(1)' is not a web address"),
        ({"doi": "10.1000/x"}, "unknown key 'doi'"),
        ({"abstract": "text"}, "unknown key 'abstract'"),
    ],
)
def test_entries_that_do_not_fit(tmp_path: Path, settings: Settings, variables: Entry, expected: str) -> None:
    assert faults(tmp_path, settings, entry(id="first"), entry(**variables)) == [f"3: {expected}"]


@pytest.mark.parametrize(
    ("variables", "fix"),
    [
        ({"language": "English"}, 'write "en"'),
        ({"language": "chinese"}, 'write "zh"'),
        ({"language": "中文"}, 'write "zh"'),
        ({"language": "Elvish"}, 'write a code such as "en", "zh" or "pt-BR"'),
        ({"title": "A &amp; B"}, "write the character itself: '&'"),
        ({"title": "1 &#8722; 2"}, "write the character itself: '−'"),
        ({"title": r"5 \textmu g"}, "write 'μ'"),
        ({"title": "<i>E. coli"}, "write </i> where it ends"),
    ],
)
def test_the_answer_names_what_to_write(tmp_path: Path, settings: Settings, variables: Entry, fix: str) -> None:
    _, problems = load(tmp_path, settings, json.dumps([entry(**variables)], ensure_ascii=False))
    assert fixes(problems) == [fix]


@pytest.mark.parametrize(("written", "tag"), [("eng", "en"), ("en_US", "en-US"), ("chi", "zh"), ("zh-cn", "zh-CN")])
def test_the_tag_of_a_language_becomes_the_standard_one(
    tmp_path: Path, settings: Settings, written: str, tag: str
) -> None:
    found, problems = load(tmp_path, settings, json.dumps([entry(language=written)]))
    assert not len(problems)
    assert found is not None
    assert found["a"]["language"] == tag


def test_the_records_of_every_kind(tmp_path: Path, settings: Settings) -> None:
    records = json.loads((Path(__file__).parent / "golden/records.json").read_text(encoding="utf-8"))
    found, problems = load(tmp_path, settings, json.dumps(records, ensure_ascii=False, indent=1))
    assert found is not None
    assert len(found) == 53
    assert set(found) - found.sound == {"rich"}  # its title holds "&lt;"
    assert [problem.what for problem in problems] == ["'title': HTML in a text, '&lt;'"]
    assert [problem.what for problem in problems.warnings] == [
        "the name '买买提阿卜杜拉' is printed without a middle dot"
    ]
    assert (
        problems.warnings[0].fix
        == 'if the work has one, write {"literal": "阿卜杜拉·买买提"}, in the order of the work'
    )


@pytest.mark.parametrize(
    ("language", "family", "given", "warned"),
    [
        ("zh", "欧阳", "丽华", False),
        ("zh", "王", "明", False),
        ("zh", "史密斯", None, False),
        ("zh", "史密斯", "约翰", True),
        ("zh-TW", "史密斯", "約翰", True),
        ("ja", "小野寺", "太郎", False),
        ("zh", "Smith", "John", False),
    ],
)
def test_a_name_that_would_lose_its_middle_dot(
    tmp_path: Path, settings: Settings, language: str, family: str, given: str | None, warned: bool
) -> None:
    name = {"family": family} | ({"given": given} if given else {})
    _, problems = load(tmp_path, settings, json.dumps([entry(language=language, author=[name])]))
    assert not len(problems)
    assert bool(problems.warnings) is warned


def test_near_names_are_told(tmp_path: Path, settings: Settings) -> None:
    _, problems = load(tmp_path, settings, json.dumps([entry(type="artcle", doi="10.1000/x", volumne="1")]))
    assert sorted(fixes(problems)) == ["did you mean 'DOI'?", "did you mean 'article'?", "did you mean 'volume'?"]


def test_two_of_one_id(tmp_path: Path, settings: Settings) -> None:
    assert faults(tmp_path, settings, entry(id="a"), entry(id="b"), entry(id="a", title="U")) == [
        "4: the reference 'a' stands here twice (first on line 2)"
    ]


@pytest.mark.parametrize(("name", "one", "other"), [("DOI", "10.1000/AbC", "10.1000/aBc"), ("PMID", "12", "12")])
def test_one_work_under_two_ids(tmp_path: Path, settings: Settings, name: str, one: str, other: str) -> None:
    assert faults(tmp_path, settings, entry(id="a", **{name: one}), entry(id="b", **{name: other}), entry(id="c")) == [
        f"3: the reference 'b' has the {name} of 'a' (line 2)"
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("{}", 1, "the file must hold a list of references"),
        ('"x"', 1, "the file must hold a list of references"),
        ("\n[3]", 2, "a reference must hold keys and values, not '3'"),
        ("[\n\n[]]", 3, "a reference must hold keys and values, not a list"),
        ("", 1, "the file is empty"),
        ('[{"id": "a",\n"id": "b"}]', 2, "'id' stands here twice (first on line 1)"),
        ('[\n{"volume": NaN}]', 2, "NaN is not a number"),
    ],
)
def test_files_that_do_not_fit(tmp_path: Path, settings: Settings, text: str, line: int, what: str) -> None:
    _, problems = load(tmp_path, settings, text)
    assert [(problem.line, problem.what) for problem in problems] == [(line, what)]
    assert all(fixes(problems))


def test_no_reference_is_a_list_too(tmp_path: Path, settings: Settings) -> None:
    assert faults(tmp_path, settings) == []


# --- against the text ------------------------------------------------------------------------------------------------


def report(root: Path) -> list[str]:
    _, problems = check(root)
    return [f"{problem.path}:{problem.line}: {problem.what} | {problem.fix}" for problem in problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def test_a_key_that_is_not_there(root: Path) -> None:
    change(root, "docs/salt/index.en.md", "[@doe2020]\n\n##", "Two\nlines.[@zhang2022; @deo2020]\n\n##")
    assert report(root) == [
        "docs/salt/index.en.md:9: the reference 'deo2020' is not in references.json | did you mean 'doe2020'?"
    ]


def test_a_key_twice_in_one_citation(root: Path) -> None:
    change(root, "docs/salt/index.en.md", "[@doe2020; @zhang2022]", "[@doe2020; @zhang2022; @doe2020]")
    assert report(root) == [
        "docs/salt/index.en.md:12: the reference 'doe2020' stands twice in one citation | write it once"
    ]


def test_a_key_of_a_data_file_that_is_not_there(root: Path) -> None:
    change(root, "docs/salt/doses.yml", "    cite: [zhang2022]", "    cite:\n      - zhang2022\n      - zang2022")
    assert report(root) == [
        "docs/salt/doses.yml:37: the reference 'zang2022' is not in references.json | did you mean 'zhang2022'?"
    ]


def test_a_reference_that_nothing_cites(root: Path) -> None:
    change(
        root,
        "docs/salt/references.json",
        "[\n  {",
        '[\n  {"id": "x", "type": "book", "language": "en", "title": "T"},\n  {',
    )
    assert report(root) == [
        "docs/salt/references.json:2: the reference 'x' is cited nowhere | cite it in a section, or remove it"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/salt/doses.yml", "percent: 1", "percent: 2"),
        ("docs/salt/doses.yml", "drug:", "drug: ["),
        ("docs/salt/dosing.zh.md", "/// dose-table", "/// dose-tabel"),
        ("docs/salt/dosing.zh.md", "    regimens: [bolus]", "    regimens: [bolus"),
        ("docs/salt/dosing.zh.md", 'title: "剂量"', "title: ["),
        ("docs/salt/dosing.zh.md", "[@doe2020]", "[@doe2020,]"),
        ("docs/salt/tutorial.yml", "written: 2026-01-31", "written: 2026-02-31"),
    ],
)
def test_no_reference_is_called_uncited_while_something_cannot_be_read(
    root: Path, file: str, old: str, new: str
) -> None:
    references = '[\n  {"id": "x", "type": "book", "language": "en", "title": "T"},\n  {'
    change(root, "docs/salt/references.json", "[\n  {", references)
    change(root, file, old, new)
    assert [line.split(":")[0] for line in report(root)] == [file]


def test_a_citation_outside_a_tutorial(root: Path) -> None:
    change(root, "docs/index.en.md", "Begin with", "Begin[@doe2020] with")
    assert report(root) == ["docs/index.en.md:8: a citation outside a tutorial | move the text into a section"]


def test_a_tutorial_without_its_list(root: Path) -> None:
    change(root, "docs/salt/references.en.md", "/// reference-list\n///\n", "Nothing.\n")
    assert report(root) == [
        "docs/salt/references.en.md:1: the section 'references' does not show the references | "
        "write `/// reference-list` and, on the next line, `///`"
    ]


def test_a_tutorial_without_the_section(root: Path) -> None:
    change(root, "docs/salt/tutorial.yml", "  - references\n", "")
    for locale in ("zh", "en"):
        (root / f"docs/salt/references.{locale}.md").unlink()
    assert report(root) == [
        "docs/salt/tutorial.yml:25: the tutorial has no section 'references' | "
        "write that section, with the block `/// reference-list`, and list it"
    ]


# --- what the styles print -------------------------------------------------------------------------------------------


def test_what_no_style_prints_is_told_at_its_line(root: Path) -> None:
    change(
        root,
        "docs/salt/references.json",
        '    "publisher": "Invented Medicines Ltd",\n',
        '    "publisher": "Invented Medicines Ltd",\n    "version": "3",\n',
    )
    ama, gb = "american-medical-association", "china-national-standard-gb-t-7714-2015-numeric"
    assert report(root) == [
        f"docs/salt/references.json:22: 'version' of 'label2021' is printed by no part of the style {ama} and {gb} | "
        "write it where the style prints it, remove it, or list it in the style's .yml with the reason"
    ]


def test_an_entry_with_a_fault_reaches_no_style(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(entries: str, *rest: Any) -> bytes:
        asked.append(entries)
        return answer(entries, *rest)

    answer = bibliography._answer
    monkeypatch.setattr(bibliography, "_answer", ask)
    monkeypatch.setattr(unprinted, "_seen", {})
    change(root, "docs/salt/references.json", '"title": "盐沃辛的剂量"', f'"title": "{"<i>" * 22}"')
    assert "docs/salt/references.json:29: 'title': more than 4 tags inside each other | write plain text" in report(
        root
    )
    assert asked
    assert "<i>" not in "".join(asked)


def test_a_style_with_a_fault_is_a_problem(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    styles.mkdir()
    for name in ("american-medical-association", "china-national-standard-gb-t-7714-2015-numeric"):
        (styles / f"{name}.csl").write_text("<style>", encoding="utf-8")
    monkeypatch.setattr("tandem.citations.STYLES", styles)
    monkeypatch.setattr("tandem.citations.library.STYLES", styles)
    found = report(root)
    assert len(found) == 2
    assert all(line.startswith("mkdocs.yml:1: citation style ") for line in found)
