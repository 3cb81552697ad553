"""What goes out and comes back untouched changes no byte; what was translated changes that and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tandem.check import read_site
from tandem.core.problems import Problems
from tandem.parity.agreement import languages_of
from tandem.segments.reading import Two, read_pair
from tandem.segments.sheets import Sheet, sheets_of
from tandem.translation.entries import Entry, digest
from tandem.translation.po import po_text, read_po
from tandem.translation.xliff import read_xliff, xliff_text

from tests.conftest import ROOT
from tests.fixtures.sources import change, copy
from tests.translation.conftest import bring_back, export, put, sources
from tests.trials import examples

FORMS = ("po", "xliff")
DIRECTIONS = (("zh", "en"), ("en", "zh"))


def read(root: Path, source: str, target: str) -> tuple[Two, list[Sheet]]:
    two = read_pair(root / "mkdocs.yml", source, target, Problems(root))
    return two, sheets_of(two.site.shelf, two.source, two.target)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", FORMS)
def test_an_untouched_file_changes_nothing(root: Path, form: str, language: str) -> None:
    before = sources(root)
    export(root, form, language)
    status, said = bring_back(root)
    assert (status, said.splitlines()[-1]) == (0, "0 texts written; 43 unchanged or empty, 0 marked fuzzy and left")
    assert sources(root) == before


@pytest.mark.parametrize("form", FORMS)
def test_untouched_texts_of_the_whole_tutorial_change_nothing(tmp_path: Path, form: str) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    before = sources(tmp_path)
    for language in ("en", "zh"):
        export(tmp_path, form, language)
        ending = {"po": "po", "xliff": "xlf"}[form]
        status, said = bring_back(tmp_path, *(f"{language}/{name}.{ending}" for name in ("magnesium", "site")))
        assert (status, said.splitlines()[-1][:16]) == (0, "0 texts written;")
    assert sources(tmp_path) == before


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_every_text_of_the_whole_tutorial_is_found_to_the_letter(source: str, target: str) -> None:
    """Each is put anew into the place that it stands in: what comes out is the file as it is."""
    _, sheets = read(ROOT, source, target)
    assert sum(len(sheet.segments) for sheet in sheets) > 600
    for sheet in sheets:
        texts = {item.place: item.target for item in sheet.segments}
        assert all(texts.values()), sheet.target_path
        assert sheet.written(texts).data == sheet.target_path.read_bytes(), sheet.target_path


def test_a_translation_changes_its_text_and_nothing_else(root: Path) -> None:
    before = sources(root)
    folder = export(root)
    put(folder / "salt.po", "salt/index#key-points/2", "Each dose goes by weight.[@doe2020; @zhang2022]")
    put(folder / "salt.po", "salt/doses.yml#regimens.0.note", 'A range: what "trials" used.')
    put(folder / "salt.po", "salt/tutorial.yml#title", "Salt, and more")
    assert bring_back(root)[0] == 0
    after = sources(root)
    changed = {
        "salt/index.en.md": (b"The dose goes by weight.", b"Each dose goes by weight."),
        "salt/doses.yml": (
            "{zh: 试验用过的范围。, en: The range that trials used.}\n    cite: [doe2020]".encode(),
            '{zh: 试验用过的范围。, en: "A range: what \\"trials\\" used."}\n    cite: [doe2020]'.encode(),
        ),
        "salt/tutorial.yml": (b"en: Salt}", b'en: "Salt, and more"}'),
    }
    for name, (old, new) in changed.items():
        assert before[name].count(old) == 1
        before[name] = before[name].replace(old, new)
    assert after == before


WINDOWS = ("salt/index.en.md", "salt/dosing.zh.md", "salt/doses.yml")


@pytest.mark.parametrize("form", FORMS)
def test_files_of_windows_stay_files_of_windows(root: Path, form: str) -> None:
    for name in WINDOWS:
        path = root / "docs" / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = sources(root)
    folder = export(root, form)
    assert bring_back(root)[0] == 0
    assert sources(root) == before
    if form == "po":
        put(folder / "salt.po", "salt/index#salt/2", "Salvoxine is not a drug that exists.[@doe2020]")
        assert bring_back(root)[0] == 0
        name = "salt/index.en.md"
        before[name] = before[name].replace(b"does not exist.", b"is not a drug that exists.")
        assert sources(root) == before


WORDS = st.text(alphabet="ab é文字，。*_`[](){}#:\\!&;|<>-+.0'\"%/", min_size=1, max_size=24)
LINES = st.lists(WORDS, min_size=1, max_size=4)
PARTS = st.one_of(
    LINES.map("\n".join),
    LINES.map(lambda lines: "\n".join(f"- a{line}" for line in lines)),
    LINES.map(lambda lines: "\n".join(f"{n}. a{line}\n    b" for n, line in enumerate(lines, 1))),
    LINES.map(lambda lines: "\n".join(f"> {line}" for line in lines)),
    LINES.map(lambda lines: "| a | b |\n|---|:-:|\n" + "\n".join(f"| a{line} | b | " for line in lines)),
    LINES.map(lambda lines: "/// admonition | A title\n    type: note\n\n" + "  \n".join(lines) + "\n///"),
    WORDS.map(lambda word: f"## A {word.strip()} heading {{#part}}"),
    WORDS.map(lambda word: f"```\n{word}\n```"),
    st.just("<!-- differs: numbers | a reason -->"),
    st.just("A [link](dosing.md), a citation.[@doe2020; @zhang2022] {caution:heart-block}"),
)
FRONT = "---\ntitle: {}\ndescription: >\n  Some\n  text\n\n---\n\n# T {{#t}}\n\n"
PLAIN = b"---\ntitle: T\ndescription: T\n---\n# T {#t}\n"
PAGES = st.builds(
    lambda parts, title, newline, mark: (
        (mark + FRONT.format(title) + "\n\n".join(parts)).replace("\n", newline).encode()
    ),
    st.lists(PARTS, max_size=6),
    st.sampled_from(["T", "'T'", '"T\\u0021"', "T # a comment"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
)


@given(page=PAGES, other=PAGES)
@example(page=PLAIN + b"a\\\nb\n", other=PLAIN)
@hypothesis_settings(max_examples=examples(60))
def test_texts_of_any_page_go_through_both_formats_and_back(page: bytes, other: bytes) -> None:
    """Every text comes out of both formats as it went in, and put into its place it is the page again."""
    with TemporaryDirectory() as folder:
        root = copy(Path(folder).resolve() / "site")
        (root / "docs/salt/index.zh.md").write_bytes(page)
        (root / "docs/salt/index.en.md").write_bytes(other)
        two, sheets = _readable(root)
        for sheet in sheets:
            if sheet.target_path.name != "index.en.md" or not sheet.tutorial:
                continue
            kept = {item.place: item.target for item in sheet.segments if item.target}
            assert sheet.written({}).data == other
            again = sheet.written(kept)
            _, anew = _readable(root, again.data)
            for old, new in zip(sheets, anew, strict=True):
                assert [(x.place, x.source, x.target) for x in old.segments] == [
                    (x.place, x.source, x.target) for x in new.segments
                ]
            _through_both(root, two, sheet)


def _readable(root: Path, page: bytes | None = None) -> tuple[Two, list[Sheet]]:
    if page is not None:
        (root / "docs/salt/index.en.md").write_bytes(page)
    problems = Problems(root)
    site = read_site(root / "mkdocs.yml", problems)
    assert site is not None
    zh, en = languages_of(site.settings, problems)
    two = Two(site, (zh, en), zh, en)
    return two, sheets_of(site.shelf, zh, en)


def _through_both(root: Path, two: Two, sheet: Sheet) -> None:
    entries = [
        Entry(item.place, item.kind, "a.md", 1, item.source, item.target, digest(item.target))
        for item in sheet.segments
    ]
    wanted = [(item.place, item.source, item.target, digest(item.target)) for item in sheet.segments]
    problems = Problems(root)
    path = root / "a.po"
    path.write_text(po_text(entries, ("zh", "zh-Hans"), ("en", "en"), "t"), encoding="utf-8", newline="\n")
    package = read_po(path, problems)
    assert package is not None, problems.report()
    assert [(x.place, x.source, x.target, x.was) for x in package.entries] == wanted
    path = root / "a.xlf"
    path.write_text(xliff_text(entries, "zh-Hans", "en"), encoding="utf-8", newline="\n")
    package = read_xliff(path, {"zh-Hans": "zh", "en": "en"}, problems)
    assert package is not None, problems.report()
    assert [(x.place, x.source, x.target, x.was) for x in package.entries] == wanted


def test_a_text_wrapped_over_lines_is_one_text(root: Path) -> None:
    change(root, "docs/salt/index.en.md", "Salvoxine does not exist.", "Salvoxine\ndoes not\n   exist.")
    change(root, "docs/salt/index.zh.md", "盐沃辛并不存在。", "盐沃辛\n并不存在。")
    _, sheets = read(root, "zh", "en")
    (item,) = [item for sheet in sheets for item in sheet.segments if item.place == "salt/index#salt/2"]
    assert (item.source, item.target) == ("盐沃辛并不存在。[@doe2020]", "Salvoxine does not exist.[@doe2020]")
    assert list(item.target_lines) == [8, 9, 10]
