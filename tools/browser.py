"""Find the browser that the tests look at pages with, and install one where there is none.

`make test` runs this once, before pytest: `python -m tools.browser`. It looks for what is there (the one named by
TANDEM_BROWSER, the one found last time, Chromium's family on PATH and in macOS's Applications, Playwright's own), then
tries to get one (Playwright's download, Debian's package), and last says what to install. Chromium's headless shell,
the same engine without windows, comes before a whole browser: the tests of pages take two thirds of the time with it.
Where there is only a whole browser, one attempt is made to get the shell; the whole browser does if that fails.

A browser counts only once it has started and shown a page: a snap without its daemon, or a download without its
libraries, does not. What was found is written to `.cache/browser`; tests read it with `find()`, which installs nothing
and tries it again before it trusts it. The command also sees to a Chinese font, which tests that look at pictures need.
"""

import contextlib
import glob
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

RECORD = Path(__file__).resolve().parent.parent / ".cache" / "browser"

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
ON_PATH = (
    *SHELLS,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
# No first-run pages, no updates, no calls to anyone's servers. A container has no GPU, little /dev/shm, and mostly no
# rights to make a sandbox; nor do the pages need one: they are ours.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)
HELP = """No browser of Chromium's family was found that starts; the tests of pages need one. Any of these will do:
    Debian       sudo apt install chromium-headless-shell
    Fedora       sudo dnf install chromium
    macOS        brew install --cask google-chrome
    any system   .venv/bin/python -m playwright install --with-deps chromium
    one of yours TANDEM_BROWSER=/path/to/it make test"""


class NoBrowserError(Exception):
    """No browser is there; the text tells a person how to get one."""


def arguments() -> list[str]:
    """What to start the browser with: for `chromium.launch(args=…)`."""
    return list(ARGUMENTS)


def starts(path: str) -> bool:
    """Does it show a page?"""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", *arguments(), f"--user-data-dir={profile}", "--dump-dom"]
        # The page writes the word itself: it is in the answer only where the page ran.
        command.append("data:text/html,<script>document.write('tan'+'dem')</script>")
        try:
            answer = subprocess.run(command, capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return b"tandem" in answer.stdout


def version(path: str) -> str:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()


def playwrights_own() -> list[str]:
    """Where the installed Playwright keeps its own headless shell, if it is there, and its Chromium, there or not."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    with sync_playwright() as playwright:
        whole = Path(playwright.chromium.executable_path)
    folder = next((one for one in whole.parents if one.name.startswith("chromium-")), None)
    shells: list[Path] = []
    if folder is not None:  # …/chromium-1234/chrome-linux/chrome has …/chromium_headless_shell-1234/*/*shell beside it
        beside = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-"))
        shells = sorted(path for path in beside.glob("*/*shell*") if path.is_file() and os.access(path, os.X_OK))
    return [str(path) for path in (*shells, whole)]


def is_shell(path: Path) -> bool:
    """Is it the engine without a browser's windows?"""
    return "headless" in path.name


def installed() -> Iterator[str]:
    with contextlib.suppress(FileNotFoundError):
        yield RECORD.read_text(encoding="utf-8").strip()
    own = [path for path in playwrights_own() if os.path.exists(path)]
    on_path = [path for name in ON_PATH if (path := shutil.which(name))]
    yield from sorted(
        [*on_path, *filter(os.path.exists, APPLICATIONS), *own], key=lambda path: not is_shell(Path(path))
    )


def find() -> Path:
    """The browser to use, which was seen to start a moment ago; installs nothing."""
    if chosen := os.environ.get("TANDEM_BROWSER"):
        # Who names one wants that one: no falling back to another.
        if path := shutil.which(chosen):
            if starts(path):
                return Path(path)
            raise NoBrowserError(f"TANDEM_BROWSER is {chosen}, which does not start and show a page.")
        raise NoBrowserError(f"TANDEM_BROWSER is {chosen}, which is no program.")
    for path in installed():
        if starts(path):
            RECORD.parent.mkdir(exist_ok=True)
            RECORD.write_text(path, encoding="utf-8")
            return Path(path)
    RECORD.unlink(missing_ok=True)
    raise NoBrowserError(HELP)


def attempt(command: Sequence[str], seconds: int) -> bool:
    print("Trying:", *command, file=sys.stderr)
    try:
        nothing = subprocess.DEVNULL
        answer = subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def playwright_download() -> bool:
    return attempt([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], 300)


def debian_package(name: str, seconds: int = 600) -> bool:
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        sudo = []
    elif shutil.which("sudo") and attempt(["sudo", "-n", "true"], 10):
        sudo = ["sudo", "-n"]
    else:
        return False
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # Lists may be missing (a container) or old; where they cannot be renewed, the install may work all the same.
    attempt([*apt, "update"], seconds // 2)
    return attempt([*apt, "install", "--yes", "--no-install-recommends", name], seconds)


def provide() -> Path:
    """The browser to use, installed first where there is none, or no shell, and that can be done unasked."""
    settled = "TANDEM_BROWSER" in os.environ or RECORD.is_file()
    with contextlib.suppress(NoBrowserError):
        found = find()
        if settled or is_shell(found) or not debian_package(SHELLS[0], 120):
            return found
        RECORD.unlink()  # or it would be taken again
        return find()
    if "TANDEM_BROWSER" not in os.environ:
        for get in (playwright_download, lambda: debian_package(SHELLS[0]), lambda: debian_package("chromium")):
            if get():
                with contextlib.suppress(NoBrowserError):
                    return find()
    return find()


def has_chinese_font() -> bool:
    """True where nothing can tell: macOS and Windows always have one."""
    if sys.platform != "linux":
        return True
    try:
        answer = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
    except FileNotFoundError:
        return bool(glob.glob("/usr/share/fonts/**/*CJK*", recursive=True))
    return bool(answer.stdout.strip())


def main() -> int:
    try:
        path = provide()
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Browser: {path} ({version(str(path))})")
    if not has_chinese_font() and not (debian_package("fonts-noto-cjk") and has_chinese_font()):
        print("Warning: no Chinese font; pictures of Chinese pages show boxes. Debian: fonts-noto-cjk", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
