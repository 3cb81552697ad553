"""What cannot be moved in is refused by name, in bounded time, before anything reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tandem.moving import pandoc
from tandem.moving.listing import Listing
from tandem.moving.opening import RefusedError, opened
from tandem.moving.reading import read

from tests.moving import thirst
from tests.moving.making import changed, document


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return document(tmp_path_factory.mktemp("good") / "good.docx", thirst.english)


def refused(path: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        read(opened(path), "en", Listing())
    said = str(caught.value)
    assert re.match(r"\S+:[0-9]+: .+\n  fix: .+\Z", said), said
    return said


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "protected by a password"),
        ("a.docx", b"", "damaged, or none of Word's"),
        ("a.docx", b"PK\x03\x04" + bytes(range(256)), "damaged, or none of Word's"),
        ("a.doc", b"x", "'.doc' is no format"),
        ("a.docm", b"x", "'.docm' is no format"),
        ("a.pdf", b"%PDF-1.7", "'.pdf' is no format"),
        ("a.md", b"caf\xe9", "not UTF-8"),
        ("a.md", b"PK\x03\x04", "named as Markdown and is none"),
        ("a.md", b"a\0b", "no text"),
        ("a.md", b"", "holds no text"),
        ("a.md", b"a " * 200_000, "too large for one tutorial"),
        ("a.md", b"\n".join(b"  " * depth + b"- x" for depth in range(100)), "nested too deep"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert what in refused(tmp_path / name)


def test_a_document_cut_short_is_refused(tmp_path: Path, good: Path) -> None:
    (tmp_path / "cut.docx").write_bytes(good.read_bytes()[:9000])
    assert "damaged" in refused(tmp_path / "cut.docx")


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"word/vbaProject.bin": b"x"}, "holds macros"),
        ({"word/document.xml": b"<w>" + b"a" * 13_000_000}, "unpacks to more"),
        ({f"word/media/{n}.png": b"\0" * 19_000_000 for n in range(6)}, "unpacks to more"),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "declares entities"),
        ({"word/document.xml": b"<w:document>"}, "the text is damaged"),
    ],
)
def test_a_harmful_document_is_refused(tmp_path: Path, good: Path, members: dict[str, bytes], what: str) -> None:
    assert what in refused(changed(good, tmp_path / "bad.docx", lambda held: held.update(members)))


def test_a_document_without_a_text_is_refused(tmp_path: Path, good: Path) -> None:
    def empty(members: dict[str, bytes]) -> None:
        del members["word/document.xml"]

    assert "no Word document" in refused(changed(good, tmp_path / "bad.docx", empty))


def test_a_reader_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b">" * 3000 + b" x\n\n" + b"[" * 20000)
    monkeypatch.setattr(pandoc, "SECONDS", 0)
    assert "gave no answer in 0 seconds" in refused(tmp_path / "a.md")


def test_what_pandoc_gets_holds_nothing_but_the_text(tmp_path: Path, good: Path) -> None:
    def more(members: dict[str, bytes]) -> None:
        members["word/embeddings/program.bin"] = members["word/activeX/a.bin"] = members["../out"] = b"x"

    names = opened(changed(good, tmp_path / "more.docx", more)).parts
    assert not any("embeddings" in name or "activeX" in name or ".." in name for name in names)
