"""What `tandem diff` tells a person of two built sites: first what a clinician must see."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.__main__ import main
from tandem.diff import report_differences
from tandem.diff.compare import changes
from tandem.diff.statements import TEXT, Statement

from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import change, copy

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="D"></head><body><header><p>Frame 1</p></header><article>{body}</article></body></html>
"""
BODY = """<h1 id="dosing">Dosing<a class="headerlink" href="#dosing">¶</a></h1>
<p>Trials used <b>salvoxine</b> 2 to 4 mg/kg.<sup data-cite="doe2020">[<a href="x">1</a>]</sup> 老人 60 岁。</p>
<p>It was found in 1999.</p><p>It helps.<sup class="cite" data-cite="roe2021">[2]</sup></p>
<table><tr><th>60 kg</th><td>120 to 240&nbsp;mg</td></tr></table>
<form><input name="weight" data-max="20000"></form>
<figure><svg aria-label="A chart"><title>T</title><path d="M0 0"></path></svg></figure>
<section role="doc-endnotes"><ol><li>1. Roe R. Of 10% solutions. 2021.</li></ol></section>
<ol><li id="ref-doe2020">Doe J. A trial. 2020.</li></ol>
"""


def write(folder: Path, body: str = BODY, *, pages: tuple[str, ...] = ("index", "en/index")) -> Path:
    for page in pages:
        path = folder / f"{page}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(title="T", body=body), encoding="utf-8")
    (folder / "downloads").mkdir()
    (folder / "downloads/a.pdf").write_bytes(b"pdf")
    (folder / "assets").mkdir()
    (folder / "assets/calculator.0a1b2c3d.js").write_bytes(b"2*2")
    (folder / "assets/search").mkdir()
    (folder / "assets/search/en.js").write_text(body, encoding="utf-8")
    (folder / "service-worker.js").write_text(body, encoding="utf-8")
    return folder


def told(old: Path, new: Path) -> tuple[int, str]:
    lines: list[str] = []
    return report_differences(old, new, lines.append), "\n".join(lines)


def test_two_equal_sites_do_not_differ(tmp_path: Path) -> None:
    assert told(write(tmp_path / "old"), write(tmp_path / "new")) == (0, "no differences")


def test_a_frame_and_names_that_change_with_their_content_are_not_told(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old"), write(tmp_path / "new")
    path = new / "index.html"
    path.write_text(path.read_text(encoding="utf-8").replace("Frame 1", "Frame 2 mg"), encoding="utf-8")
    (new / "assets/calculator.0a1b2c3d.js").rename(new / "assets/calculator.99999999.js")
    assert told(old, new) == (0, "no differences")


DOSES, FIGURES, CITED = "figures of doses", "other figures", "citations and references"
DRAWN, WORDS = "drawings", "texts without a change of figures"


@pytest.mark.parametrize(
    ("before", "after", "kind", "lines"),
    [
        ("2 to 4 mg/kg", "2 to 5 mg/kg", DOSES, ["- Trials used salvoxine 2 to 4 mg/kg. 老人 60 岁。 [doe2020]"]),
        ("2 to 4 mg/kg", "2 to 5 mg/kg", DOSES, ["+ Trials used salvoxine 2 to 5 mg/kg. 老人 60 岁。 [doe2020]"]),
        ("mg/kg", "mcg/kg", DOSES, ["4 mcg/kg"]),
        ("120 to", "110 to", DOSES, ["- 60 kg | 120 to 240 mg", "+ 60 kg | 110 to 240 mg"]),
        ('data-max="20000"', 'data-max="3"', DOSES, ["- input weight: max 20000", "+ input weight: max 3"]),
        ("<p>It was", "<p>Give 3 mg.</p><p>It was", DOSES, ["+ Give 3 mg."]),
        ("1999", "1998", FIGURES, ["- It was found in 1999.", "+ It was found in 1998."]),
        ('"roe2021"', '"roe2022"', CITED, ["- It helps. [roe2021]", "+ It helps. [roe2022]"]),
        ("A trial. 2020", "The trial. 2020", CITED, ["- Doe J. A trial. 2020.", "+ Doe J. The trial. 2020."]),
        ("Of 10% solutions", "Of 20% solutions", CITED, ["- 1. Roe R. Of 10% solutions. 2021."]),
        ("M0 0", "M0 1", DRAWN, [": A chart"]),
        ("It helps", "It harms", WORDS, ["- It helps. [roe2021]", "+ It harms. [roe2021]"]),
        ("<b>salvoxine</b>", "<b>sorbitol</b>", WORDS, ["+ Trials used sorbitol 2 to 4 mg/kg."]),
    ],
)
def test_each_change_is_told_under_what_matters_most_of_it_and_once(
    tmp_path: Path, before: str, after: str, kind: str, lines: list[str]
) -> None:
    assert BODY.count(before) == 1
    status, said = told(write(tmp_path / "old"), write(tmp_path / "new", BODY.replace(before, after)))
    assert status == 1
    assert said.startswith(kind)
    assert said.count(": 1\n") == 1 and "index.html#dosing and 1 more pages" in said
    for line in lines:
        assert line in said


def test_a_long_text_is_told_around_its_change(tmp_path: Path) -> None:
    long = BODY.replace("It helps", f"{'a ' * 200}It helps{' b' * 200}")
    _, said = told(write(tmp_path / "old", long), write(tmp_path / "new", long.replace("It helps", "It harms")))
    (line,) = (line for line in said.splitlines() if "It harms" in line)
    assert len(line) < 160 and line.count("…") == 2


def test_pages_forms_and_programs_come_last(tmp_path: Path) -> None:
    old = write(tmp_path / "old", pages=("index", "gone"))
    new = write(tmp_path / "new", pages=("index", "came", "index.zh-en"))
    (new / "downloads/a.pdf").write_bytes(b"other pdf")
    (new / "downloads/b.zim").write_bytes(b"zim")
    (new / "assets/calculator.0a1b2c3d.js").unlink()
    (new / "assets/calculator.1a1b2c3d.js").write_bytes(b"2+2+0")
    status, said = told(old, new)
    assert status == 1
    assert (
        said
        == """pages that are gone: 1

  - gone.html: 11 statements, 4 of them with a dose

new pages: 1

  + came.html: 11 statements, 4 of them with a dose

forms to take away: 2

    a.pdf: 3 bytes, now 9
  + b.zim: 3 bytes

programs of pages: 1

    assets/calculator.js: 3 bytes, now 5
"""
    )


def test_a_changed_dose_of_the_data_is_found_wherever_pages_show_it(tmp_path: Path) -> None:
    """Table, working, what the calculator computes with: rendered from two versions of one doses.yml."""
    body = "/// dose-table\n///\n\n/// dose-calculator\n///\n"
    sites = []
    for name, high in (("old", "4"), ("new", "5")):
        root = copy(tmp_path / f"{name} sources")
        if high != "4":
            change(root, "docs/salt/doses.yml", "    high: 4\n", f"    high: {high}\n")
            for locale in ("zh", "en"):
                text = root / f"docs/salt/dosing.{locale}.md"
                text.write_text(text.read_text(encoding="utf-8").replace("4 mg/kg", "5 mg/kg"), encoding="utf-8")
        (tmp_path / name).mkdir()
        made = Rendering(tmp_path / name, root=root)
        made_site = write(tmp_path / f"{name} site", made.text(body), pages=("index",))
        sites.append(made_site)
    status, said = told(*sites)
    assert status == 1
    assert "- 60 kg | 120 to 240 mg" in said and "+ 60 kg | 120 to 300 mg" in said
    assert "= 120 to 240 mg" in said and "data high: d" in said
    assert said.count("texts without") == said.count("citations and") == 0


def test_what_is_no_built_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "old")
    assert main(["diff", str(old), str(tmp_path)]) == 2
    assert "has no index.html\n  fix: name a folder that a build wrote" in capsys.readouterr().out
    shutil.copytree(old, tmp_path / "new")
    assert main(["diff", str(old), str(tmp_path / "new")]) == 0


STATEMENTS = st.lists(
    st.builds(
        Statement, st.just("p"), st.just("#a"), st.just(TEXT), st.sampled_from(["2 mg", "3 mg", "a", "b 1", "b 2"])
    )
)


@given(STATEMENTS, STATEMENTS)
def test_every_statement_that_is_not_the_same_is_told(old: list[Statement], new: list[Statement]) -> None:
    found = list(changes(old, new))
    assert bool(found) == (old != new)
    removed = [change.old for change in found if change.old]
    added = [change.new for change in found if change.new]
    assert len(old) - len(removed) == len(new) - len(added)
    for text in {one.text for one in (*old, *new)}:
        more = sum(one.text == text for one in new) - sum(one.text == text for one in old)
        assert sum(one.text == text for one in added) - sum(one.text == text for one in removed) == more
