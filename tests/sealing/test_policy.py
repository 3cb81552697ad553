"""The policy in each page's head: which scripts run, what is asked of whom, also from a folder."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tandem.sealing import digest, programs, sealed

from tests.conftest import ROOT
from tests.hosting import Folder, serving

HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>'


def test_the_policy_names_the_known_scripts_of_the_page() -> None:
    page = sealed(HEAD.format("<script>one()</script><script>other()</script>"), {"one()", "two()"})
    assert f"script-src 'self' '{digest('one()')}';" in page
    assert "style-src 'self';" in page
    assert digest("two()") not in page and digest("other()") not in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


def test_the_policy_names_the_known_styles_of_the_page() -> None:
    page = sealed(HEAD.format("<style>a{b:c}</style><style>d{}</style>"), {"a{b:c}", "one()"})
    assert f"script-src 'self'; style-src 'self' '{digest('a{b:c}')}';" in page and digest("d{}") not in page


def test_a_page_that_cannot_be_sealed_is_not_written() -> None:
    with pytest.raises(ValueError, match="must have"):
        sealed("<!doctype html><html><head></head></html>", ())


def test_the_programs_of_templates_are_those_without_commands(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>{{ x }}</p><script>f({a:1})</script><script src='x'></script>")
    (tmp_path / "b.html").write_text("<script>g({{ x }})</script><script>{% if x %}h(){% endif %}</script>")
    (tmp_path / "c.html").write_text("<style>a{b:c}</style>")
    assert programs(tmp_path.glob("*.html")) == {"f({a:1})", "a{b:c}"}


def test_every_page_is_sealed(site: Path) -> None:
    known = programs((ROOT / "overrides").rglob("*.html"))
    for path in (path for path in site.rglob("*.html") if "downloads" not in path.parts):
        text = path.read_text(encoding="utf-8")
        assert text.count('http-equiv="Content-Security-Policy"') == 1, path
        assert "default-src 'none'" in text and "form-action 'none'" in text, path
        assert all(digest(script) in text for script in known if script in text), path


INJECTED = {
    "a script": "<script>window.ran = 1</script>",
    "a handler": "<img src='assets/favicon.svg' alt='' onload='window.ran = 1'>",
    "a script of another host": "<script src='{other}x.js'></script>",
    "a picture of another host": "<img src='{other}x.png' alt=''>",
    "a style": "<style>@import '{other}x.css'; body {color: rgb(1, 2, 3)}</style>",
    "a frame": "<iframe src='{other}x.html'></iframe>",
    "an address of a script": "<a id='go' href='javascript:window.ran = 1'>x</a>",
    "a form": "<form id='form' action='{other}x'><input name='a'></form>",
    "another base": "<base href='{other}'>",
}


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A page and what it needs, to be spoilt; its address over http or from a folder."""
    for name in ("index.html", "assets"):
        copy = shutil.copytree if (site / name).is_dir() else shutil.copy
        copy(site / name, tmp_path / name)
    if request.param == "file":
        yield tmp_path, tmp_path.as_uri() + "/"
        return
    with serving(functools.partial(Folder, directory=str(tmp_path))) as address:
        yield tmp_path, address + "/"


@pytest.fixture
def other() -> Iterator[tuple[str, list[str]]]:
    """Another host, and what was asked of it."""
    asked: list[str] = []

    class Recorder(Folder):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_POST(self) -> None:
            self.do_GET()

    with serving(functools.partial(Recorder, directory="/nowhere")) as address:
        yield address + "/", asked


@pytest.mark.browser
@pytest.mark.parametrize("kind", INJECTED)
def test_what_gets_into_a_page_all_the_same_does_nothing(
    browser: Browser, home: tuple[Path, str], other: tuple[str, list[str]], kind: str
) -> None:
    folder, address = home
    elsewhere, asked = other
    page_file = folder / "index.html"
    text = page_file.read_text(encoding="utf-8")
    page_file.write_text(
        text.replace("<article", INJECTED[kind].replace("{other}", elsewhere) + "<article", 1), encoding="utf-8"
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "index.html")
    page.evaluate("document.querySelector('#go')?.click(); document.querySelector('#form')?.submit()")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    assert asked == []
    assert page.url == address + "index.html"
    # The site's own scripts and styles are at work.
    assert page.evaluate("document.querySelector('#search').innerHTML.length") > 100
    context.close()
