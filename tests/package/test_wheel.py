"""The wheel holds all of the program, says what it needs, and says what lacks where a site wants it."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from importlib.metadata import PathDistribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest
from tandem.core.installed import revision

from tests.conftest import ROOT
from tests.package.conftest import Installed

FOLDERS = {"tandem": ROOT / "hooks/tandem", "tandem/theme": ROOT / "overrides"}
# What sites call, and hold themselves where they cannot.
WORKFLOWS = {f"tandem/new_site/workflows/{path.name}": path for path in (ROOT / ".github/workflows").glob("site-*.yml")}
REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]|[ .]\Z')  # what no name may hold, or end with, on Windows


def of_checkout() -> dict[str, Path]:
    """Every file that the program consists of, by its name in the wheel."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in FOLDERS.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def metadata(wheel: Path) -> list[tuple[str, str]]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode()).items()


def hook() -> ModuleType:
    spec = spec_from_file_location("metadata_hook", ROOT / "tools/metadata.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_file_of_the_program_is_in_it_once(wheel: Path) -> None:
    wanted = of_checkout()
    assert {"tandem/languages/zh/search.yml", "tandem/exports/pdf/look.typ", "tandem/theme/base.html"} <= set(wanted)
    assert {"tandem/citations/styles/american-medical-association.csl", "tandem/calculator/calculator.js"} <= set(
        wanted
    )
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert sorted(names) == sorted({*wanted, "tandem/new_site/requirements.txt", *WORKFLOWS})
        for name, path in WORKFLOWS.items():
            assert archive.read(name) == path.read_bytes()
        assert [name for name, path in wanted.items() if archive.read(name) != path.read_bytes()] == []


def test_no_name_in_it_is_refused_by_windows(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        path = PureWindowsPath(name)
        assert not path.is_reserved() and len(name) < 180, name
        assert [part for part in path.parts if REFUSED.search(part)] == [], name


def test_it_needs_what_requirements_in_pins(wheel: Path) -> None:
    needed = [value for name, value in metadata(wheel) if name == "Requires-Dist"]
    base = {re.split("[=;]", line)[0] for line in needed if "extra ==" not in line}
    extras: dict[str, set[str]] = {}
    for line in needed:
        if found := re.match(r"([\w-]+).*extra == '(\w+)'", line):
            extras.setdefault(found[2], set()).add(found[1])
    assert {"mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pypandoc-binary"} <= base
    assert set(extras) == {"all", "docx", "epub", "pdf", "pictures", "zim"}
    assert extras["zim"] == {"libzim"} and {"typst", "pikepdf"} <= extras["pdf"]
    assert not base & extras["all"]
    asked = {name for name, _ in hook().requirements((ROOT / "requirements.in").read_text(encoding="utf-8"))}
    assert base | extras["all"] == asked


def test_only_a_release_says_what_it_was_built_from(wheel: Path, tmp_path: Path) -> None:
    assert [value for name, value in metadata(wheel) if name == "Project-URL"] == []
    released = {"RELEASED_REPOSITORY": "Example/tandem", "RELEASED_COMMIT": "0" * 40, "RELEASED_TAG": "v1.0.0"}
    links = hook().links(released)
    text = "".join(f"Project-URL: {name}, {address}\n" for name, address in links.items())
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\nName: x\nVersion: 1\n{text}", encoding="utf-8")
    assert revision(PathDistribution(tmp_path)) == ("Example/tandem", "0" * 40, "v1.0.0")
    for name in released:
        assert hook().links({**released, name: ""}) == {}
    assert set(released) <= set(
        re.findall(r"RELEASED_\w+", (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize(
    "text",
    ["", "Project-URL: Source, https://github.com/a/b/tree/main\n",
     f"Project-URL: Source, https://github.com/a/b/tree/{'0' * 40}\n",
     f"Project-URL: Source, https://github.com/a/b/tree/{'0' * 40}\n"
     "Project-URL: Release, https://github.com/c/d/releases/tag/v1.0.0\n",
     f"Project-URL: Source, https://github.example/a/b/tree/{'0' * 40}\n"
     "Project-URL: Release, https://github.example/a/b/releases/tag/v1.0.0\n"],
)  # fmt: skip
def test_a_wheel_that_does_not_say_it_is_called_by_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\nName: x\nVersion: 1\n{text}", encoding="utf-8")
    assert revision(PathDistribution(tmp_path)) is None
    assert revision(None) is None


def test_an_extra_of_an_unknown_package_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"requirements\.in does not have: .'typist'"):
        hook().divided([("typst", "typst==1")], {"pdf": ["typist"]})


def test_its_command_its_plugin_and_its_theme_are_found(installed: Installed, tmp_path: Path) -> None:
    done = installed.tandem("--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^    ([a-z-]+) ", done.stdout, re.MULTILINE) == [
        "build", "serve", "check", "agree", "import", "references", "schema", "migrate", "translate", "review", "diff",
        "new", "language", "new-site",
    ]  # fmt: skip
    code = """
import mkdocs.plugins, mkdocs.utils, pathlib, tandem
plugin = mkdocs.plugins.get_plugins()["tandem"].load()
folder = pathlib.Path(mkdocs.utils.get_theme_dir("tandem"))
home = pathlib.Path(tandem.__file__).parent
print(plugin.__name__, (folder / "base.html").is_file(), folder.parent == home)
"""
    done = installed.run(installed.python, "-c", code, cwd=tmp_path)
    assert done.stdout == "TandemPlugin True True\n", done.stderr


def test_the_checkout_loads_the_same_class() -> None:
    code = """
import sys; sys.path.insert(0, "hooks")
import entry
from tandem.plugin import TandemPlugin
from mkdocs.plugins import BasePlugin
events = {name for name in dir(TandemPlugin) if name.startswith("on_")}
assert events == {name for name in vars(entry) if name.startswith("on_")} and len(events) == 13
assert issubclass(TandemPlugin, BasePlugin)
assert entry.on_post_build.mkdocs_priority == -200
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ("typst", 'pip install "tandem-tutorials[pdf]=={version}", and name the extra in requirements.txt'),
        ("libzim", '"tandem-tutorials[zim]=={version}"'),
        ("resvg-py", '"tandem-tutorials[docx]=={version}" or "tandem-tutorials[epub]=={version}" or '),
        ("segno", "pip install --force-reinstall tandem-tutorials=={version}"),
    ],
)
def test_what_to_install_names_the_extra(installed: Installed, tmp_path: Path, package: str, said: str) -> None:
    code = f"from tandem.core.installed import *; print(wheel().version, how_to_install({package!r}), sep='\\n')"
    done = installed.run(installed.python, "-c", code, cwd=tmp_path)
    version, fix = done.stdout.splitlines()
    assert said.format(version=version) in fix


def test_commands_in_messages_are_those_of_the_wheel(installed: Installed, tmp_path: Path) -> None:
    code = "from tandem.core.installed import *; print(agree_command('dosing'), agree_command('a', '.'), sep='\\n')"
    done = installed.run(installed.python, "-c", code, cwd=tmp_path)
    assert done.stdout.splitlines() == ["tandem agree dosing", "tandem agree a --tutorial ."]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "hooks")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["make agree SECTION=dosing", "make agree SECTION=a TUTORIAL=."]
