"""`make second-build`: no difference between two builds is missed, and no build is taken for another's."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import second_build, setup
from tools.second_build import CannotCompareError, Host, compare

Files = dict[str, str | bytes]

NAMES = ("MkDocs", "ProperDocs")
PAGE = "<p>剂量</p>\n<p>50 mg</p>\n"
SAME: Files = {"index.html": PAGE, "en/a.zip": b"PK\x00\xff\x01", "assets/empty.css": ""}

# A host that writes one file; the fork answers to the other's name, as the real one does.
PACKAGE = {
    "__init__.py": "__version__ = '{version}'\n",
    "commands/__init__.py": "",
    "commands/build.py": "",
    "__main__.py": """
import sys
import {module}
sys.modules["mkdocs"] = {module}
if __name__ == "__main__":
    import os, pathlib
    print("{module} builds", os.environ["SITE_URL"], file=sys.stderr)
    site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
    assert sys.argv[1] == "build" and "--strict" in sys.argv and "--quiet" not in sys.argv  # which hides warnings
    {act}
""",
}
WRITE = 'site.mkdir(parents=True); (site / "index.html").write_text("{}")'


def write(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found(tmp_path: Path, one: Files, two: Files) -> list[str]:
    return compare(write(tmp_path / "one", one), write(tmp_path / "two", two), NAMES)


def test_equal_sites_have_no_difference(tmp_path: Path) -> None:
    assert found(tmp_path, SAME, SAME) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"index.html": PAGE.replace("50", "5")},
            "index.html: 27 and 26 bytes, not the same from byte 18 on (line 2)\n"
            "    MkDocs      '<p>剂量</p>\\n<p>50 mg</p>\\n'\n"
            "    ProperDocs  '<p>剂量</p>\\n<p>5 mg</p>\\n'",
        ),
        ({"index.html": PAGE.replace("量", "重")}, "index.html: 27 and 27 bytes, not the same from byte 8 on (line 1)"),
        ({"index.html": PAGE.replace("\n", "\r\n")}, "index.html: 27 and 29 bytes, not the same from byte 13 on"),
        ({"index.html": PAGE + " "}, "index.html: 27 and 28 bytes, not the same from byte 27 on (line 3)"),
        ({"index.html": ""}, "index.html: 27 and 0 bytes, not the same from byte 0 on (line 1)"),
        ({"en/a.zip": b"PK\x00\xfe\x01"}, "en/a.zip: 5 and 5 bytes, not the same from byte 3 on (line 1)"),
        ({"en/more.html": ""}, "en/more.html: only in the build of ProperDocs"),
        ({".nojekyll": ""}, ".nojekyll: only in the build of ProperDocs"),
        ({"index.html": None}, "index.html: only in the build of MkDocs"),
        ({"assets/empty.css": None}, "assets/empty.css: only in the build of MkDocs"),
    ],
)
def test_a_difference_of_any_kind_is_told_with_its_file(
    tmp_path: Path, changed: dict[str, str | bytes | None], said: str
) -> None:
    second = {name: content for name, content in (SAME | changed).items() if content is not None}
    (told,) = found(tmp_path, SAME, second)
    assert told.startswith(said)


def test_every_file_is_told_in_order(tmp_path: Path) -> None:
    told = found(tmp_path, {"b": "1", "a/c": "1", "a-b": "1"}, {"b": "2", "a/c": "2", "Z": ""})
    assert [text.partition(":")[0] for text in told] == ["Z", "a-b", "a/c", "b"]


def test_a_file_where_the_other_has_a_folder_and_a_link_are_differences(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/link").symlink_to("nowhere")
    told = found(tmp_path, {"a": "", "same": ""}, {"a/b": "", "link": "", "same": ""})
    assert [text.partition(": ")[::2] for text in told] == [
        ("a", "only in the build of MkDocs"),
        ("a/b", "only in the build of ProperDocs"),
        ("link", "a link, which no site should hold"),
    ]


@pytest.mark.parametrize("empty", [0, 1])
def test_nothing_is_never_the_same_as_nothing(tmp_path: Path, empty: int) -> None:
    one, two = (write(tmp_path / str(number), {} if number == empty else SAME) for number in (0, 1))
    ((one, two)[empty] / "only/folders").mkdir(parents=True)
    with pytest.raises(CannotCompareError, match=f"{NAMES[empty]} has built nothing into"):
        compare(one, two, NAMES)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], int]:
    """Runs the tool with hosts that do what is said; `{}` stands for nothing, as in a page without a word."""

    def run(one: str, two: str) -> int:
        made = []
        for name, act in zip(NAMES, (one, two), strict=True):
            module, folder = name.lower(), tmp_path / f"packages of {name}"
            said = {"module": module, "version": f"1.6.{len(module)}", "act": act}
            write(folder / module, {file: text.format(**said) for file, text in PACKAGE.items()})
            environment = {"SITE_URL": second_build.ADDRESS, "PYTHONUTF8": "1"}
            made.append(Host(name, module, folder, environment))
        monkeypatch.setattr(second_build, "hosts", lambda: tuple(made))
        return second_build.main(tmp_path / "mkdocs.yml", tmp_path / "work")

    return run


def test_the_same_is_said_with_what_was_compared(
    run: Callable[[str, str], int], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(tmp_path / "work/properdocs", {"left-over.html": "of an earlier run"})
    assert run(WRITE.format("one"), WRITE.format("one")) == 0
    out = capfd.readouterr().out
    assert out.splitlines() == [
        f"MkDocs 1.6.6 builds {tmp_path / 'work/mkdocs'}",
        f"ProperDocs 1.6.10 builds {tmp_path / 'work/properdocs'}",
        "the same: 1 files, 3 bytes",
    ]


def test_a_difference_fails(run: Callable[[str, str], int], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(WRITE.format("one"), WRITE.format("two")) == 1
    said = capfd.readouterr()
    assert "index.html: 3 and 3 bytes, not the same from byte 0 on (line 1)\n    MkDocs      'one'\n" in said.out
    assert "1 files are not the same in both builds; MkDocs's has 1" in said.err


@pytest.mark.parametrize("act", ["sys.exit(1)", "raise OSError('full')", "pass", "site.mkdir(parents=True)"])
def test_a_build_that_fails_or_builds_nothing_is_no_comparison(
    run: Callable[[str, str], int], capfd: pytest.CaptureFixture[str], act: str
) -> None:
    assert run(WRITE.format("one"), act) == 2
    said = capfd.readouterr()
    assert "the same" not in said.out
    assert "ProperDocs did not build the site, see above" in said.err or "ProperDocs has built nothing" in said.err


def test_sources_that_change_between_the_builds_are_no_comparison(
    run: Callable[[str, str], int], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    write(tmp_path, {".gitignore": "*\n!*.md\n!*/\n"})
    assert run(WRITE.format("one"), WRITE.format("one")) == 0
    changing = f"{WRITE.format('one')}; pathlib.Path({str(tmp_path / 'a.md')!r}).touch()"
    assert run(WRITE.format("one"), changing) == 2
    assert "the sources were changed or committed between the two builds" in capfd.readouterr().err


def test_a_host_that_is_not_there_is_said(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(CannotCompareError, match="Nobody does not start:\n"):
        Host("Nobody", "nobody_at_all", tmp_path).version()


def test_mkdocs_is_not_taken_for_its_fork(tmp_path: Path) -> None:
    """A fork that leaves the name `mkdocs` alone would be compared with itself."""
    write(tmp_path / "properdocs", {"__init__.py": "__version__ = '2'\n", "__main__.py": ""})
    with pytest.raises(CannotCompareError, match=r"ProperDocs would build with .*mkdocs/commands/build\.py"):
        Host("ProperDocs", "properdocs", tmp_path).version()


def test_the_sites_own_environment_keeps_mkdocs() -> None:
    ours, other = second_build.hosts()
    assert ours.version() == "1.6.1"
    assert ours.packages is None and other.packages == setup.PROPERDOCS
    assert ours.environment == other.environment
    assert ours.environment["SITE_URL"].startswith("https://") and not ours.environment["TANDEM_DRAFTS"]
