"""How a finished site takes the place of the old one: whole or not at all, one build at a time."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tandem import publishing
from tandem.core.unforeseen import unforeseen
from tandem.publishing import CannotPublishError, exchange, is_mounted, open_publication

from tests.build.test_build import contents, end, prepared, start
from tests.conftest import ROOT
from tests.fixtures.sources import change
from tests.trials import examples

FILES = 40


def fill(folder: Path, word: str) -> None:
    for number in range(FILES):
        (folder / f"{number}.html").write_text(word)


def publish(target: Path, word: str) -> None:
    turn = open_publication(target)
    fill(turn.staging, word)
    turn.publish()
    turn.close()


def words(target: Path) -> list[str]:
    return [(target / f"{number}.html").read_text() for number in range(FILES)]


def no_exchange(one: Path, other: Path) -> bool:
    """A system that cannot exchange two folders in one step."""
    return False


@pytest.fixture(params=["in one step", "in two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "in two renames":
        monkeypatch.setattr(publishing, "exchange", no_exchange)
    return str(request.param)


def test_a_site_takes_the_place_of_the_old_one(tmp_path: Path, way: str) -> None:
    target = tmp_path / "deep" / "site"
    for word in ("first", "second", "third"):
        publish(target, word)
        assert words(target) == [word] * FILES
    assert {path.name for path in target.parent.iterdir()} == {"site", ".site.tandem"}
    assert {path.name for path in (target.parent / ".site.tandem").iterdir()} == {"lock"}


def test_readers_may_enter_it(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        publish(tmp_path / "site", "word")
    finally:
        os.umask(mask)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_linux_exchanges_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    assert exchange(one, other)
    assert [path.name for path in (*one.iterdir(), *other.iterdir())] == ["other", "one"]
    assert not exchange(one, tmp_path / "nothing")


def test_a_turn_that_is_given_up_leaves_the_old_site(tmp_path: Path, way: str) -> None:
    publish(tmp_path / "site", "old")
    turn = open_publication(tmp_path / "site")
    fill(turn.staging, "half")
    turn.close()
    assert words(tmp_path / "site") == ["old"] * FILES
    assert not turn.staging.exists()


class KilledError(BaseException):
    """Stands in for the end of the process: nothing that catches errors catches it."""


def killed_at(step: int, *, after: bool) -> Callable[[Path, Path], None]:
    count = 0

    def rename(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == step and not after:
            raise KilledError
        source.rename(target)
        if count == step:
            raise KilledError

    return rename


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_build_killed_at_a_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, after: bool, way: str
) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    turn = open_publication(site)
    fill(turn.staging, "new")
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "rename", killed_at(step, after=after))
        try:
            turn.publish()
            turn.close()
        except KilledError:
            pass
    turn.lock.release()  # as the system does for a dead process
    # The next build brings back what was taken away, even if it fails itself.
    open_publication(site).close()
    assert words(site) in (["old"] * FILES, ["new"] * FILES)
    publish(site, "newest")
    assert words(site) == ["newest"] * FILES
    assert {path.name for path in (tmp_path / ".site.tandem").iterdir()} == {"lock"}


_BUILD = """
import sys
from pathlib import Path
from tandem import publishing
if sys.argv[3] == "two":
    publishing.exchange = lambda one, other: False
for number in range(10000):
    turn = publishing.open_publication(Path(sys.argv[1]))
    for file in range(int(sys.argv[2])):
        (turn.staging / f"{file}.html").write_text(f"word {number}")
    turn.publish()
    turn.close()
"""


@pytest.mark.parametrize("steps", ["one", "two"])
def test_builds_killed_at_random_moments(tmp_path: Path, steps: str) -> None:
    site, chance = tmp_path / "site", random.Random(steps)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    for _ in range(examples(100, 5)):
        command = [sys.executable, "-c", _BUILD, str(site), str(FILES), steps]
        running = subprocess.Popen(command, env=environment)
        while not (site / "0.html").exists():
            assert running.poll() is None
            time.sleep(0.01)
        time.sleep(chance.random() * 0.3)
        running.send_signal(signal.SIGKILL)
        running.wait()
        open_publication(site).close()
        assert len(set(words(site))) == 1


def test_a_second_build_is_told_who_is_building(tmp_path: Path) -> None:
    turn = open_publication(tmp_path / "site")
    with pytest.raises(CannotPublishError) as refused:
        open_publication(tmp_path / "site")
    assert f"process {os.getpid()} of " in refused.value.what
    assert "wait until it has ended" in refused.value.fix
    turn.close()
    open_publication(tmp_path / "site").close()


def test_a_link_keeps_pointing_at_what_is_published(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "disk" / "html")
    for word in ("first", "second"):
        publish(tmp_path / "site", word)
        assert (tmp_path / "site").is_symlink()
        assert words(tmp_path / "disk" / "html") == [word] * FILES


def test_what_others_left_beside_it_stays(tmp_path: Path, way: str) -> None:
    mine = [tmp_path / "site.old", tmp_path / "site.next"]
    for folder in mine:
        folder.mkdir()
        (folder / "precious").touch()
    for word in ("first", "second"):
        publish(tmp_path / "site", word)
    assert all((folder / "precious").exists() for folder in mine)


def in_a_circle(folder: Path) -> Path:
    (folder / "site").symlink_to(folder / "site")
    return folder / "site"


def as_a_file(folder: Path) -> Path:
    (folder / "site").touch()
    return folder / "site"


def with_a_file_for_its_work(folder: Path) -> Path:
    (folder / ".site.tandem").touch()
    return folder / "site"


def under_a_file(folder: Path) -> Path:
    (folder / "folder").touch()
    return folder / "folder" / "site"


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (in_a_circle, "its links lead in a circle"),
        (as_a_file, "is a file, not a folder"),
        (with_a_file_for_its_work, "a file stands where builds keep their work"),
        (under_a_file, "the system refuses it"),
    ],
)
def test_what_cannot_work_is_said_before_the_build(tmp_path: Path, make: Callable[[Path], Path], what: str) -> None:
    with pytest.raises(CannotPublishError) as refused:
        open_publication(make(tmp_path))
    assert what in refused.value.what
    assert refused.value.fix


def test_a_mount_point_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "a b" / "site"
    site.mkdir(parents=True)
    mounts = tmp_path / "mountinfo"
    listed = str(site).replace(" ", r"\040")
    mounts.write_text(f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n23 22 8:1 /x {listed} rw shared:1 - ext4 /dev/sda1 rw\n")
    monkeypatch.setattr(publishing, "_MOUNTS", mounts)
    with pytest.raises(CannotPublishError, match="is a mount point"):
        open_publication(site)
    monkeypatch.setattr(publishing, "_MOUNTS", tmp_path / "no such list")
    assert is_mounted(Path("/")) and not is_mounted(site)


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "site", "old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(CannotPublishError, match="is read-only"):
        open_publication(tmp_path / "site")


@pytest.mark.long
def test_two_builds_at_once_and_one_that_is_killed(tmp_path: Path) -> None:
    root = prepared(tmp_path / "root")
    assert end(start(root))[0] == 0
    before = contents(root / "site")
    change(root, "docs/salt/index.en.md", "does not exist", "never did exist")
    ended = [end(running) for running in [start(root), start(root)]]
    assert sorted(status != 0 for status, _ in ended) == [False, True]
    refused = next(said for status, said in ended if status)
    assert "another build is publishing here: process " in refused and "Traceback" not in refused
    after = contents(root / "site")
    assert after != before and "index.html" in after

    change(root, "docs/salt/index.en.md", "never did exist", "does not exist")
    running = start(root)
    while not list(root.glob(".site.tandem/next-*/index.html")):
        assert running.poll() is None
        time.sleep(0.01)
    running.kill()
    end(running)
    assert contents(root / "site") == after
    assert end(start(root))[0] == 0
    assert contents(root / "site") == before
    assert [path.name for path in (root / ".site.tandem").iterdir()] == ["lock"]


@pytest.mark.long
def test_pairs_of_builds_at_once(tmp_path: Path) -> None:
    root, chance = prepared(tmp_path / "root"), random.Random(50)
    words = ["does not exist", "never did exist"]
    assert end(start(root))[0] == 0
    whole = [contents(root / "site")]
    for _ in range(examples(50, 1)):
        change(root, "docs/salt/index.en.md", *words)
        words.reverse()
        first = start(root)
        time.sleep(chance.random() * 2)
        ended = [end(running) for running in (start(root), first)]
        assert any(status == 0 for status, _ in ended), ended
        assert all(status == 0 or "another build is publishing here" in said for status, said in ended), ended
        assert not any("Traceback" in said for _, said in ended)
        if len(whole) == 1:
            assert end(start(root))[0] == 0  # alone, to compare with
            whole.append(contents(root / "site"))
        whole.reverse()
        assert contents(root / "site") == whole[0]


def test_no_room_for_a_file_is_said_in_words(tmp_path: Path) -> None:
    root = prepared(tmp_path / "root")
    limited = ["bash", "-c", 'ulimit -f 8; exec "$@"', "limited"]
    command = [*limited, sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "nothing more can be written (File too large)" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert not (root / "site").exists()
    assert [path.name for path in (root / ".site.tandem").iterdir()] == ["lock"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", "docs/a.md"), "docs/a.md: the system does not allow it"),
        (OSError(28, "No space left on device", "site/a.html"), "site/a.html: nothing more can be written"),
        (OSError(40, "Too many levels of symbolic links", "docs/x"), "docs/x: the system refuses it"),
        (RecursionError(), "docs/page.md: lists, quotations or blocks are nested too deep"),
        (UnicodeEncodeError("utf-8", "\udc80", 0, 1, "surrogates not allowed"), "is not valid UTF-8"),
        (MemoryError(), "docs/page.md: the machine has no memory left"),
    ],
)
def test_what_nobody_foresaw_is_said_in_words(error: Exception, said: str) -> None:
    text = unforeseen(error, Path("docs/page.md"))
    assert said in text
    assert "\n  fix: " in text
