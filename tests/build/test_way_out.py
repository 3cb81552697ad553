"""What the site stands on can be changed: the articles and their style need neither the theme, nor i18n, nor a host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.build.test_build import prepared
from tests.conftest import ROOT, once
from tests.fixtures.alone import STACK

# MkDocs; and MkDocs as its fork is, which answers to the name `mkdocs` and warns under a name of its own.
HOSTS = {
    "MkDocs": "import mkdocs.__main__ as host; host.cli()",
    "a fork": """
import logging, sys, mkdocs.__main__ as host, mkdocs.commands.build as build, mkdocs.theme, mkdocs.config.defaults
sys.modules["mkdocs"].__name__ = "fork"
build.log = logging.getLogger("fork.commands.build")
host.cli()
""",
}
LINK = re.compile(r'(?<=href=")([\w./-]*)\.md(?=["#])')  # as sources write it; the host says where it leads


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(target: Path) -> None:
        target.mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": "1790000000"}
        command = [sys.executable, "-m", "tests.fixtures.alone", str(ROOT), str(target)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr

    return once(tmp_path_factory, "alone", make)


def article(path: Path) -> html.HtmlElement:
    (found,) = html.document_fromstring(path.read_text(encoding="utf-8")).iter("article")
    return found


def parts(element: html.HtmlElement) -> list[str]:
    """An article's children, one by one, as a browser has them."""
    return [LINK.sub(r"\1.html", html.tostring(child, encoding="unicode").strip()) for child in element]


@pytest.mark.parametrize("module", [*STACK, "material.templates", "mkdocs.config.defaults"])
def test_nothing_of_the_stack_is_found_there(module: str) -> None:
    code = f"import sys; from tests.fixtures.alone import Refused; sys.meta_path.insert(0, Refused()); import {module}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"ModuleNotFoundError: {module.partition('.')[0]} is refused here" in done.stderr


@pytest.mark.long
def test_each_article_is_the_published_one(alone: Path, site: Path) -> None:
    made = sorted((alone / "site").rglob("*.html"))
    assert len(made) > 20
    for path in made:
        address = path.relative_to(alone / "site")
        own, published = parts(article(path)), parts(article(site / address))
        assert own, address
        rest = iter(published)  # between them stands what the frame says: of the page, the way on, a start
        assert all(part in rest for part in own), address


def test_the_style_is_the_published_one_without_the_themes(alone: Path, site: Path) -> None:
    (path,) = (alone / "site/assets").glob("style.*.css")
    (published,) = (site / "assets/tandem").glob("style.*.css")
    own, whole = path.read_text(encoding="utf-8"), published.read_text(encoding="utf-8")
    assert "--tandem-ink" in own and "--tandem-ink:" not in whole.removesuffix(own)
    assert whole.endswith(own) and len(own) > len(whole) / 2
    beside = {path.name: path.read_bytes() for path in (alone / "beside").iterdir()}
    sent = {path.name: path.read_bytes() for path in (site / "assets/tandem").glob("*.css") if path != published}
    assert len(sent) > 5 and sent.items() <= beside.items()


@pytest.mark.long
@pytest.mark.parametrize("host", HOSTS)
def test_a_warning_of_the_host_keeps_the_site_from_being_published(tmp_path: Path, host: str) -> None:
    root = prepared(tmp_path / "root")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nextra_templates: [not-there.xml]\n")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000"}
    command = [sys.executable, "-P", "-c", HOSTS[host], "build", "--strict"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode != 0
    said = "the site is not published:\nTemplate skipped: 'not-there.xml' not found in docs_dir."
    assert said in done.stdout + done.stderr
    assert not (root / "site").exists()
