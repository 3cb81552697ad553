"""Two upgrades of a site's own repository, each from the first command to a site that is built.

What a version before this one wrote is simulated: its line in requirements.txt, and its forms of data.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tandem.core.installed import Origin
from tandem.new_site import requirements, write_site

from tests.package.conftest import Installed

OLD = Origin("https://example.org/tandem_tutorials-0.0.9-py3-none-any.whl", "0" * 64)
NEW = Origin("https://example.org/tandem_tutorials-0.1.0-py3-none-any.whl", "1" * 64)
# The new form in the sample, and how a version before it had it.
FORMS = (
    (
        "    unit: mg/kg\n",
        "    unit: mg/kg\n    show: [mg]\n    words: {zh: 毫克每千克, en: milligrams per kilogram}\n",
    ),
    (
        "    unit: mg/kg/h\n",
        "    unit: mg/kg/h\n    show: [mg/h, mg]\n    words:   # per hour\n      zh: 毫克每千克\n      en: mg/kg/h\n",
    ),
    ("{volume: 10, amount: 0.1}", "{volume: 10, mass: 0.1}"),
    ("  who: {zh: 成人, en: Adults}\n", ""),
)


def sources(root: Path) -> dict[str, bytes]:
    """All that is the site's own: not what is built, nor what is remembered of a build."""
    made = (path for path in root.rglob("*") if path.is_file())
    made = (path for path in made if path.relative_to(root).parts[0] not in {"site", ".site.tandem", ".cache"})
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in made}


def site(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in (root / "site").rglob("*.html")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository that the version before wrote, without forms to take away, which would only take time."""
    folder = tmp_path / "我的 site"
    write_site(folder, "Teaching", OLD)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    forms = re.search(r"(?ms)^    exports: \{.*?\}", text)
    assert forms is not None
    settings.write_text(text.replace(forms[0], forms[0].replace(": true", ": false")), encoding="utf-8", newline="\n")
    return folder


def done(answer: subprocess.CompletedProcess[str]) -> str:
    said = answer.stdout + answer.stderr
    assert answer.returncode == 0, said
    return said


@pytest.mark.long
def test_an_upgrade_that_changes_no_form(installed: Installed, root: Path) -> None:
    """The pins are exchanged; nothing else has to change, and the site is the same but for what the version changed."""
    pins = root / "requirements.txt"
    assert OLD.url in pins.read_text(encoding="utf-8")
    pins.write_text(requirements(NEW), encoding="utf-8", newline="\n")
    before = sources(root)
    assert done(installed.tandem("migrate", cwd=root)) == "nothing to migrate\n"
    done(installed.tandem("schema", cwd=root))
    assert done(installed.tandem("check", cwd=root)) == "no problems\n"
    assert sources(root) == before
    done(installed.tandem("build", cwd=root))
    assert "index.html" in site(root)
    (root / "site").rename(root / "site-before")
    done(installed.tandem("build", cwd=root))
    assert done(installed.tandem("diff", "site-before", "site", cwd=root)) == "no differences\n"


@pytest.mark.long
def test_an_upgrade_with_a_migration(installed: Installed, root: Path, tmp_path: Path) -> None:
    """Old forms are told with what to run, the rest is told to a person; then the site is what it would have been."""
    done(installed.tandem("build", cwd=root))
    never_old = site(root)
    doses = root / "docs/sample/doses.yml"
    text = doses.read_text(encoding="utf-8")
    for new, old in FORMS:
        assert text.count(new) == 1, new
        text = text.replace(new, old)
    doses.write_text(text, encoding="utf-8", newline="\n")
    (root / "requirements.txt").write_text(requirements(NEW), encoding="utf-8", newline="\n")

    refused = installed.tandem("check", cwd=root)
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    for key in ("regimens.words", "products.container.mass"):
        assert re.search(
            rf"sample/doses\.yml:\d+: '{key}' is no longer read: .*\n  fix: run `tandem migrate`", refused.stdout
        )
    assert installed.tandem("build", cwd=root).returncode == 1

    before = sources(root)
    shown = installed.tandem("migrate", "--dry-run", cwd=root)
    assert sources(root) == before and "-    container: {volume: 10, mass: 0.1}\n+" in shown.stdout
    migrated = installed.tandem("migrate", cwd=root)
    assert migrated.returncode == 1  # for what is left
    assert re.search(
        r"docs/sample/doses\.yml:\d+: whose weights these are is not said\n  fix: add `who:`", migrated.stdout
    )
    after = sources(root)
    assert [name for name in after if after[name] != before[name]] == ["docs/sample/doses.yml"]
    assert "    # per hour\n" in doses.read_text(encoding="utf-8")

    line = int(re.findall(r"doses\.yml:(\d+): whose", migrated.stdout)[0])
    lines = doses.read_text(encoding="utf-8").split("\n")
    assert lines[line - 1] == "weight:"
    lines.insert(line, FORMS[-1][0].rstrip("\n"))
    doses.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    assert done(installed.tandem("migrate", cwd=root)) == "nothing to migrate\n"
    assert done(installed.tandem("check", cwd=root)) == "no problems\n"
    done(installed.tandem("build", cwd=root))
    assert site(root) == never_old
