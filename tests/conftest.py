"""What tests share: the site, built once a run as a host under a sub-path would have it, and a browser.

Life: the first worker that asks builds; the others wait for it. Every test reads the same built tree, over http under
`/tandem/` (`served`) or from `file://` (`site`).
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests import trials
from tests.hosting import Folder, serving
from tools import browser as browsers

# No test is failed by the time that an example takes: on a busy machine every one may be slow. A test says only what
# differs from this; how many examples it draws says tests/trials.py.
settings.register_profile(
    "tandem", deadline=None, max_examples=trials.examples(100), derandomize=not trials.FULL, database=None
)
settings.load_profile("tandem")
expect.set_options(timeout=20_000)  # milliseconds until what a page is to show counts as missing

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "https://teaching.example/tandem/"
SUB_PATH = "/tandem/"
REPOSITORY = "https://github.com/example/tandem"


def build(
    target: Path, *, config: Path = ROOT / "mkdocs.yml", site_url: str = SITE_URL
) -> subprocess.CompletedProcess[str]:
    """Run the real build into `target`; the caller looks at its exit status and its words."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(config), "-d", str(target)]
    environment = {**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000"}
    environment["REPOSITORY_URL"] = REPOSITORY
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=900)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is made once a run: by the worker that asks first, while the others wait for it."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    target, lock, made, failed = (shared / f"{name}{end}" for end in ("", ".lock", ".made", ".failed"))
    try:
        lock.mkdir()
    except FileExistsError:  # another worker makes it, or has made it
        deadline = time.monotonic() + 900
        while not made.exists() and not failed.exists():
            assert time.monotonic() < deadline, f"the other worker did not end with {name}"
            time.sleep(0.2)
        assert made.exists(), failed.read_text(encoding="utf-8")
        return target
    try:
        make(target)
    except BaseException as error:
        failed.write_text(f"{name}: {error}", encoding="utf-8", newline="\n")
        raise
    made.touch()
    return target


def plain(root: Path) -> Path:
    """This site's settings without its forms, in a folder of their own; gives their path."""
    root.mkdir()
    for name in ("docs", "hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    forms = re.search(r"(?ms)^    exports: \{.*?\}", text)
    assert forms is not None
    without = forms[0].replace(": true", ": false")
    config = root / "mkdocs.yml"
    config.write_text(text.replace(forms[0], without), encoding="utf-8", newline="\n")
    return config


def built(target: Path, **options: Any) -> None:
    """Build, and fail with its words where it fails."""
    done = build(target, **options)
    assert done.returncode == 0, done.stdout + done.stderr


def _values(item: pytest.Function) -> set[Hashable]:
    """What a test was given: the values of each set of parameters, which stand together, and of each fixture."""
    given = dict(item.callspec.params)
    found: set[Hashable] = set()
    for mark in item.iter_markers("parametrize"):
        names = mark.args[0] if mark.args else mark.kwargs["argnames"]
        together = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
        found.add(tuple((name, repr(given.pop(name))) for name in together))
    return found | {(name, repr(value)) for name, value in given.items()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test of a page that is asked in crossed ways, such as languages by widths, take the ways of a sample.

    Of the long tests take those whose turn it is.
    """
    ways: dict[str, list[pytest.Function]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and hasattr(item, "callspec") and "browser" in item.fixturenames:
            ways.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left: set[pytest.Item] = set()
    for name, found in ways.items():
        left.update(found)
        left.difference_update(found[number] for number in trials.crossed([_values(item) for item in found], name))
    waiting = trials.waiting({item.nodeid for item in items if item.get_closest_marker("long")})
    left.update(item for item in items if item.nodeid in waiting)
    if left:
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's folder; without its forms where a run is of a room that reads none (tools/rooms.py)."""
    if os.environ.get("TANDEM_FORMS") != "none":
        return once(tmp_path_factory, "site", built)
    return once(tmp_path_factory, "site", lambda target: built(target, config=plain(target.with_suffix(".sources"))))


class UnderSubPath(Folder):
    """The site under a sub-path, with nothing outside it, and its own page for what is not there."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "outside-the-sub-path")
        return super().translate_path(path.removeprefix(SUB_PATH[:-1]))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code == 404 and missing.is_file():  # as GitHub Pages answers
            body = missing.read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().send_error(code, message, explain)


@pytest.fixture(scope="session")
def fictional_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the drugs that do not exist: a shelf of several tutorials."""
    from tests.fixtures.fictional import write  # which needs this module

    return once(
        tmp_path_factory, "fictional", lambda target: built(target, config=write(target.with_suffix(".sources")))
    )


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address over http, under a sub-path and with nothing outside it."""
    with serving(functools.partial(UnderSubPath, directory=str(site))) as address:
        yield address + SUB_PATH


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for a worker; each test makes its own context."""
    path = str(browsers.find())  # before, since it may ask Playwright for its own, which cannot be begun twice
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=browsers.arguments())
        yield instance
        instance.close()
