"""What the tests of hostile and hurried sources share: a small site, changes of it, its check and build.

Life: a `Trial` copies the small site once; `run` changes files of it, checks it, builds it where nothing is wrong, and
puts the files back. Whatever ends otherwise than in words is an `UnforeseenError`, whose case `keep` writes into the
corpus, where it is tried with every run of the tests from then on.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tandem.check import check_site
from tandem.core.problems import Problems

from tests.build.test_build import prepared

CORPUS = Path(__file__).parent / "corpus"
Case = Mapping[str, bytes]  # file → its content


@dataclass
class Trial:
    """The small site in a folder of its own, its files as they were."""

    folder: Path
    root: Path = field(init=False)
    tried: int = 0
    built: int = 0

    def __post_init__(self) -> None:
        self.root = prepared(self.folder)

    def text(self, file: str) -> str:
        """A file as it is without changes."""
        path = self.root / file
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def run(self, case: Case, *, building: bool = True) -> tuple[Problems, bool]:
        """The problems of the changed site, and whether it was built; what it says is looked at on the way."""
        before = {file: path.read_bytes() if path.is_file() else None for file, path in self._paths(case)}
        try:
            for file, path in self._paths(case):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(case[file])
            return self._tried(case, building)
        finally:
            for file, path in self._paths(case):
                old = before[file]
                if old is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(old)

    def _paths(self, case: Case) -> list[tuple[str, Path]]:
        return [(file, self.root / file) for file in case]

    def _tried(self, case: Case, building: bool) -> tuple[Problems, bool]:
        self.tried += 1
        problems = Problems(self.root)
        check_site(self.root / "mkdocs.yml", problems)
        for problem in problems.everything():
            self._look_at(case, problem.path, problem.line, f"{problem.what}\n{problem.fix}")
        problems.report().encode()
        if len(problems) or not building:
            return problems, False
        said = self.build()
        self.built += 1
        assert "Traceback" not in said
        return problems, not said

    def _look_at(self, case: Case, file: str, line: int, words: str) -> None:
        """A problem must be one that an author can find and mend."""
        what, fix = words.split("\n")  # one line each
        assert what.strip() and fix.strip(), words
        path = self.root / file
        content = path.read_bytes() if path.is_file() else b""
        assert 1 <= line <= content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1, (file, line, words)

    def build(self) -> str:
        """Build the site as it is; what was said of why it could not be built, '' where it was."""
        environment = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000", "SITE_URL": "https://a.example/"}
        os.environ.update(environment)
        with warnings.catch_warnings(), contextlib.chdir(self.root), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            try:
                config = load_config(str(self.root / "mkdocs.yml"), strict=True)
            except Abort as refused:
                return str(refused)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            except (Abort, SystemExit) as refused:
                return str(refused) or "refused"
            finally:
                config.plugins.on_shutdown()
        assert (self.root / "site/index.html").is_file()
        return ""


def read_case(path: Path, trial: Trial) -> tuple[dict[str, bytes], list[str]]:
    """A case of the corpus: what each file holds, and what must be said of it."""
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    made: dict[str, bytes] = {}
    for file, change in read["files"].items():
        text = trial.text(file)
        if "bytes" in change:
            made[file] = base64.b64decode(change["bytes"])
            continue
        if "replace" in change:
            old, new = change["replace"]
            assert text.count(old) == 1, f"{path.name}: {old!r} stands {text.count(old)} times in {file}"
            text = text.replace(old, new)
        text = change.get("whole", text) + change.get("between", "") + change.get("add", "") * change.get("times", 1)
        made[file] = (text + change.get("end", "")).encode("utf-8", "surrogatepass")
    return made, read.get("says", [])


def keep(case: Case, why: str) -> Path:
    """Write a case that ended otherwise than in words into the corpus."""
    digest = hashlib.sha256(repr(sorted(case.items())).encode()).hexdigest()[:8]
    files = {}
    for file, content in case.items():
        try:
            files[file] = {"whole": content.decode()}
        except UnicodeDecodeError:
            files[file] = {"bytes": base64.b64encode(content).decode()}
    path = CORPUS / f"found-{digest}.yml"
    text = yaml.safe_dump({"why": why, "files": files}, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path
