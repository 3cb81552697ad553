"""tools/browser.py: which browser it takes, and what it does and says where there is none. The browsers are scripts."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import browser

SHOWS_PAGES = 'case "$*" in *--version*) echo "Chromium 1.2.3";; *) echo "<body>tandem</body>";; esac'
BROKEN = 'echo "cannot open shared object file" >&2; exit 127'


class Machine:
    """A machine on which nothing is installed but what a test installs."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.record = folder / ".cache" / "browser"
        self.attempts: list[str] = []

    def install(self, name: str, script: str = SHOWS_PAGES) -> Path:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def remember(self, path: Path) -> None:
        self.record.parent.mkdir(exist_ok=True)
        self.record.write_text(str(path))

    def attempt(self, command: Sequence[str], _: int) -> bool:
        """Stands for the network and the system's packages: refuses everything."""
        self.attempts.append(" ".join(command))
        return False


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(machine.bin))
    monkeypatch.delenv("TANDEM_BROWSER", raising=False)
    monkeypatch.setattr(browser, "RECORD", machine.record)
    monkeypatch.setattr(browser, "APPLICATIONS", ())
    monkeypatch.setattr(browser, "playwrights_own", list)
    monkeypatch.setattr(browser, "attempt", machine.attempt)
    monkeypatch.setattr(browser, "has_chinese_font", lambda: True)
    return machine


def test_none_found(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert browser.main() == 1
    assert "sudo apt install chromium-headless-shell" in capsys.readouterr().err
    assert [attempt for attempt in machine.attempts if "playwright install" in attempt]
    assert not machine.record.exists()


def test_first_that_shows_a_page_is_taken_and_recorded(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.install("chromium", BROKEN)
    chrome = machine.install("google-chrome")
    assert browser.main() == 0
    assert capsys.readouterr().out == f"Browser: {chrome} (Chromium 1.2.3)\n"
    assert machine.record.read_text() == str(chrome)


def test_record_is_used_first(machine: Machine) -> None:
    machine.install("chromium")
    recorded = machine.install("somewhere-else")
    machine.remember(recorded)
    assert browser.find() == recorded


@pytest.mark.parametrize("what", ["gone", "broken", "empty"])
def test_stale_record_is_not(machine: Machine, what: str) -> None:
    chromium = machine.install("chromium")
    recorded = {"gone": machine.bin / "gone", "broken": machine.install("broken", BROKEN), "empty": Path()}[what]
    machine.remember(recorded)
    assert browser.find() == chromium
    assert machine.record.read_text() == str(chromium)


def test_named_one_is_used(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.install("chromium")
    named = machine.install("my browser")
    monkeypatch.setenv("TANDEM_BROWSER", str(named))
    assert browser.find() == named
    assert not machine.record.exists(), "it was named for this run only"


@pytest.mark.parametrize("name", ["broken", "gone"])
def test_named_one_that_does_not_start_is_an_error(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    machine.install("chromium")
    machine.install("broken", BROKEN)
    monkeypatch.setenv("TANDEM_BROWSER", name)
    assert browser.main() == 1
    assert f"TANDEM_BROWSER is {name}" in capsys.readouterr().err
    assert machine.attempts == []


def test_download_is_tried_before_the_system(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "playwright_download", lambda: bool(machine.install("chromium")))
    assert browser.provide() == machine.bin / "chromium"
    assert machine.attempts == []


def test_system_is_tried_where_the_download_does_not_start(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "playwright_download", lambda: bool(machine.install("chromium", BROKEN)))
    monkeypatch.setattr(browser, "debian_package", lambda name, _=0: bool(machine.install(name)))
    assert browser.provide() == machine.bin / "chromium-headless-shell"


def test_the_whole_browser_is_tried_where_there_is_no_package_of_the_shell(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        browser, "debian_package", lambda name, _=0: name == "chromium" and bool(machine.install("chromium"))
    )
    assert browser.provide() == machine.bin / "chromium"


def test_a_shell_is_taken_before_a_whole_browser(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, shell = machine.install("chrome"), machine.install("chrome-headless-shell-of-playwright")
    monkeypatch.setattr(browser, "playwrights_own", lambda: [str(shell), str(whole)])
    machine.install("chromium")
    assert browser.find() == shell
    machine.record.unlink()
    assert browser.find() == shell
    assert browser.provide() == shell
    assert machine.attempts == []


def test_beside_a_whole_browser_a_shell_is_asked_for_once(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def package(name: str, seconds: int = 600) -> bool:
        asked.append((name, seconds))
        return False

    whole = machine.install("chromium")
    monkeypatch.setattr(browser, "debian_package", package)
    assert [browser.provide(), browser.provide()] == [whole, whole]
    assert asked == [("chromium-headless-shell", 120)]
    machine.record.unlink()
    monkeypatch.setattr(browser, "debian_package", lambda name, _=0: bool(machine.install(name)))
    assert browser.provide() == machine.bin / "chromium-headless-shell"
    assert machine.record.read_text() == str(machine.bin / "chromium-headless-shell")


def test_playwrights_shell_is_found_beside_its_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = tmp_path / "chromium-1234/chrome-linux64/chrome"
    shell = tmp_path / "chromium_headless_shell-1234/chrome-headless-shell-linux64/chrome-headless-shell"
    for path in (whole, shell, shell.with_name("LICENSE.headless_shell")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o644 if path.name.startswith("LICENSE") else 0o755)

    class Playwright:
        chromium = SimpleNamespace(executable_path=str(whole))

        def __enter__(self) -> "Playwright":
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("playwright.sync_api.sync_playwright", Playwright)
    assert browser.playwrights_own() == [str(shell), str(whole)]


def test_debian_package_wants_apt_and_rights(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not browser.debian_package("chromium")
    machine.install("apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not browser.debian_package("chromium")
    assert machine.attempts == []
    machine.install("sudo")
    assert not browser.debian_package("chromium")
    assert machine.attempts == ["sudo -n true"], "a sudo that asks for a password is not asked"

    monkeypatch.setattr("os.geteuid", lambda: 0)
    browser.debian_package("chromium")
    install = "env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium"
    assert machine.attempts[-1] == install


def test_missing_chinese_font_is_only_a_warning(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.install("chromium")
    monkeypatch.setattr(browser, "has_chinese_font", lambda: False)
    assert browser.main() == 0
    assert "no Chinese font" in capsys.readouterr().err


@pytest.mark.browser
def test_this_machines_browser_starts() -> None:
    assert browser.starts(str(browser.find()))
