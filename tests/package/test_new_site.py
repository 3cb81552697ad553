"""A site's own repository: written, checked, built from the wheel alone, and the same as a checkout makes of it."""

from __future__ import annotations

import filecmp
import json
import re
import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
import yaml
from tandem.__main__ import main
from tandem.check import check_site
from tandem.core.installed import Origin, Revision, origin
from tandem.core.placing import CannotWriteError
from tandem.core.problems import Problems
from tandem.new_site import requirements, write_site
from tandem.registry import MODELS

from tests.conftest import ROOT, SITE_URL, build
from tests.core.test_schema import checked
from tests.package.conftest import Installed

BIN = Path(sys.executable).parent
REVISION = Revision("example/tandem", "a" * 40, "v1.2.3")
WHERE = Origin("https://example.org/tandem_tutorials-1-py3-none-any.whl", "0" * 64)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "教学 site"
    write_site(folder, "教学 site", WHERE)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_site_has_no_problem(written: Path) -> None:
    problems = Problems(written)
    check_site(written / "mkdocs.yml", problems)
    said = problems.report()
    assert not len(problems), said
    assert problems.warnings == [], said


def test_it_is_small_and_has_nothing_of_this_program(written: Path) -> None:
    names = files(written)
    own = [name for name in names if not name.startswith("schemas/")]
    assert len(own) <= 31
    assert [name for name in own if name.endswith((".py", ".js", ".css", ".jinja"))] == []
    assert {"README.md", "mkdocs.yml", "requirements.txt", ".vscode/settings.json", ".github/dependabot.yml"} <= set(
        own
    )
    for name in names:
        content = (written / name).read_bytes()
        assert b"\r" not in content and b"@NAME@" not in content and content.endswith(b"\n"), name
    assert "site_name: 教学 site\n" in (written / "mkdocs.yml").read_text(encoding="utf-8")


def test_it_says_of_its_sample_that_it_is_one(written: Path) -> None:
    sample = written / "docs/sample"
    assert "does not exist" in (sample / "index.en.md").read_text(encoding="utf-8")
    assert "并不存在" in (sample / "index.zh.md").read_text(encoding="utf-8")
    assert re.search(r"reviewed: null\b", (sample / "tutorial.yml").read_text(encoding="utf-8"))


def test_editors_know_the_schema_of_each_data_file(written: Path) -> None:
    bound = json.loads((written / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert sorted(file for found in bound.values() for file in found) == sorted(f"docs/**/{data}" for data in MODELS)
    for schema in bound:
        assert (written / schema).is_file()
    for data in MODELS:
        for path in (written / "docs").rglob(data):
            named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
            assert named is not None and (path.parent / named[1]).is_file(), path
            schema = next(name for name, found in bound.items() if found == [f"docs/**/{data}"])
            done = checked("--schemafile", written / schema, path)
            assert done.exit_code == 0, done.output


@pytest.mark.parametrize("known", [None, REVISION], ids=["by themselves", "by ours"])
def test_its_workflows_are_valid_pinned_and_without_known_weaknesses(tmp_path: Path, known: Revision | None) -> None:
    written = tmp_path / "site"
    write_site(written, "Site", WHERE, known)
    workflows = sorted((written / ".github/workflows").iterdir())
    assert [path.stem for path in workflows] == ["check", "preview", "publish"]
    for command in (
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows],
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot", written / ".github/dependabot.yml"],
        [BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", written / ".github"],
    ):
        answer = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    ours = "".join(path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").iterdir())
    for path in workflows:
        text = path.read_text(encoding="utf-8")
        uses = re.findall(r"^\s*uses: *(.*)$", text, re.MULTILINE)
        if known is None:
            assert [use for use in uses if use not in ours] == []  # the versions that this repository itself runs
        else:
            assert uses == [f"example/tandem/.github/workflows/site-{path.name}@{'a' * 40} # v1.2.3"]
            assert len(text.splitlines()) < 30 and "run:" not in text


def test_a_workflow_lets_the_one_that_it_calls_do_what_its_jobs_need_and_no_more(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "Site", WHERE, REVISION)
    for path in (tmp_path / "site/.github/workflows").iterdir():
        caller = yaml.safe_load(path.read_text(encoding="utf-8"))
        called = yaml.safe_load((ROOT / f".github/workflows/site-{path.name}").read_text(encoding="utf-8"))
        assert called[True] == {"workflow_call": None} and caller["permissions"] == called["permissions"] == {}
        needed: dict[str, str] = {}
        for job in called["jobs"].values():
            needed |= {name: level for name, level in job["permissions"].items() if needed.get(name) != "write"}
        (job,) = caller["jobs"].values()
        assert job["permissions"] == needed and "secrets" not in job


def test_every_package_is_pinned_with_its_checksum() -> None:
    text = requirements(WHERE)
    assert f"tandem-tutorials[all] @ {WHERE.url} --hash=sha256:{WHERE.sha256}\n" in text
    entries = re.findall(r"^[^\s#][^\\\n]*(?:\\\n[^\\\n]*)*", text, re.MULTILINE)
    assert len(entries) > 40
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_an_address_that_is_not_known_is_asked_for() -> None:
    text = requirements(None)
    assert "\n# tandem-tutorials[all] @ https://ADDRESS-OF-THE-WHEEL" in text and "write its wheel's address" in text
    assert not re.search(r"^tandem", text, re.MULTILINE)
    assert origin(None) is None


@pytest.mark.parametrize(
    ("note", "known"),
    [
        ({"url": WHERE.url, "archive_info": {"hashes": {"sha256": WHERE.sha256}}}, WHERE),
        ({"url": "file:///somewhere/x.whl", "archive_info": {"hashes": {"sha256": WHERE.sha256}}}, None),
        ({"url": WHERE.url, "archive_info": {}}, None),
        ({"url": "https://example.org/x.git", "vcs_info": {"vcs": "git"}}, None),
        (None, None),
    ],
)
def test_where_the_wheel_came_from_is_what_pip_noted(
    tmp_path: Path, note: dict[str, object] | None, known: Origin | None
) -> None:
    if note is not None:
        (tmp_path / "direct_url.json").write_text(json.dumps(note), encoding="utf-8")
    assert origin(PathDistribution(tmp_path)) == known


def test_the_command_writes_what_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = ["new-site", str(tmp_path / "new"), "--name", "Teaching"]
    assert main([*new, "--wheel", WHERE.url]) == 1
    assert "fix: give both --wheel and --sha256" in capsys.readouterr().out
    assert main([*new, "--wheel", WHERE.url, "--sha256", WHERE.sha256]) == 0
    assert "files in" in capsys.readouterr().out
    assert f"{WHERE.url} --hash=sha256:{WHERE.sha256}" in (tmp_path / "new/requirements.txt").read_text(
        encoding="utf-8"
    )
    assert main(new) == 1
    assert "something is there already" in capsys.readouterr().out


@pytest.mark.long
def test_what_lacks_is_told_at_the_setting_that_wants_it(installed: Installed, tmp_path: Path) -> None:
    root = tmp_path / "site of mine"
    write_site(root, "site")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("name: tandem", "name: material"), encoding="utf-8")
    done = installed.tandem("build", cwd=root)
    assert (
        done.returncode == 1
        and "mkdocs.yml: the theme is not Tandem's\n  fix: write `theme: tandem`" in done.stdout + done.stderr
    )
    wanted = text.replace(": true, ", ": false, ").replace("pdf: false", "pdf: true").replace("app: true", "app: false")
    settings.write_text(wanted, encoding="utf-8")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone/typst.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    done = installed.tandem("build", cwd=root, PYTHONPATH=str(tmp_path / "gone"))
    line = next(number for number, text in enumerate(wanted.splitlines(), 1) if "pdf: true" in text)
    said = done.stdout + done.stderr
    assert done.returncode == 1 and "Traceback" not in said
    assert f"mkdocs.yml:{line}: the form 'pdf' cannot be made: the package typst is missing" in said
    assert 'pip install "tandem-tutorials[pdf]==' in said
    assert not (root / "site").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/a").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWriteError, match="something is there already\n  fix: name a new folder"):
        write_site(tmp_path / "there", "x y")
    assert files(tmp_path) == ["there/a"]
    for name in ("", "a: b", "- x", 'say "x"', "a\nb"):
        with pytest.raises(CannotWriteError, match="is no name of a site"):
            write_site(tmp_path / "new", name)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotWriteError, match="the system refuses it"):
        write_site(tmp_path / "file/new", "x y")
    assert files(tmp_path) == ["file", "there/a"]


@pytest.mark.long
def test_from_the_wheel_alone_it_is_what_a_checkout_makes_of_it(installed: Installed, tmp_path: Path) -> None:
    """Only docs/ and mkdocs.yml, a path with spaces and Chinese letters, every form: the same bytes both ways."""
    done = installed.tandem("new-site", "我的 site", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    root = tmp_path / "我的 site"
    assert files(root)[0] == ".editorconfig"
    done = installed.tandem("check", cwd=root)
    assert (done.returncode, done.stdout) == (0, "no problems\n"), done.stderr
    repository = {"SITE_URL": SITE_URL, "REPOSITORY_URL": "https://github.com/example/tandem"}
    done = installed.tandem("build", cwd=root, SOURCE_DATE_EPOCH="1790000000", **repository)
    assert done.returncode == 0, done.stdout + done.stderr
    made = files(root / "site")
    forms = {Path(name).suffix for name in made if name.startswith("downloads/")}
    assert forms >= {".epub", ".pdf", ".html", ".docx", ".zip", ".zim"}

    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    theme = re.search(r"(?ms)^theme:\n.*?(?=^plugins:)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert theme is not None
    assert settings.count("theme:\n  name: tandem\n  language: zh\n\n") == settings.count("  - tandem\n") == 1
    settings = settings.replace("theme:\n  name: tandem\n  language: zh\n\n", theme[0]).replace("  - tandem\n", "")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    done = build(tmp_path / "of the checkout", config=root / "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert made == files(tmp_path / "of the checkout")
    same, differing, unread = filecmp.cmpfiles(root / "site", tmp_path / "of the checkout", made, shallow=False)
    assert (differing, unread) == ([], []) and len(same) > 50
