"""The files for translators, held to what other programs expect: gettext's own check, and the rules of XLIFF 2."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.fixtures.sources import change, copy
from tests.translation.conftest import export
from tools import validators

pytestmark = pytest.mark.validate
RULES = Path(__file__).with_name("xliff.rng")
NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"


@pytest.fixture(params=["tutorial", "site"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The whole tutorial, and a small site in which something is new, near to an old text, and behind."""
    if request.param == "tutorial":
        shutil.copytree(ROOT / "docs", tmp_path / "docs")
        shutil.copy(ROOT / "mkdocs.yml", tmp_path)
        return tmp_path
    site = copy(tmp_path / "site")
    page = "docs/salt/index.zh.md"
    change(site, page, "见[剂量]", "剂量一律按体重计算。[@doe2020; @zhang2022]\n- 一项 `code`。{caution:x}\n- 见[剂量]")
    change(site, page, "盐沃辛并不存在。", '世上"并没有"盐沃辛 100% \\。')
    return site


@pytest.mark.parametrize("language", ["en", "zh"])
def test_po_files_pass_the_check_of_gettext(root: Path, language: str, tmp_path: Path) -> None:
    folder = export(root, "po", language)
    for path in sorted(folder.glob("*.po")):
        command: list[str | Path] = [validators.find("msgfmt"), "--check", "--output-file", tmp_path / "out.mo", path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_xliff_files_keep_the_rules(root: Path, language: str) -> None:
    rules = etree.RelaxNG(etree.parse(RULES))
    paths = sorted(export(root, "xliff", language).glob("*.xlf"))
    assert paths
    for path in paths:
        tree = etree.parse(path)
        rules.assertValid(tree)
        _ids_are_right(tree)


def test_the_rules_refuse_what_breaks_them(tmp_path: Path) -> None:
    text = (export(copy(tmp_path / "site"), "xliff") / "salt.xlf").read_text(encoding="utf-8")
    rules = etree.RelaxNG(etree.parse(RULES))
    assert rules.validate(etree.fromstring(text.split("?>", 1)[1]))
    for old, new in (
        ('version="2.0"', 'version="1.2"'),
        ('srcLang="zh-Hans"', ""),
        ('state="translated"', 'state="done"'),
        ("<notes>", "<segment><source/></segment><notes>"),
        ('<ph id="c1"', "<ph"),
        ("<target>", "<target><b/>"),
    ):
        assert old in text
        assert not rules.validate(etree.fromstring(text.replace(old, new, 1).split("?>", 1)[1])), new


def _ids_are_right(tree: etree._ElementTree) -> None:
    """Every id stands once in its scope, and what a code refers to is there."""
    for kind in ("file", "unit"):
        for around in {element.getparent() for element in tree.iter(f"{{{NAMESPACE}}}{kind}")}:
            assert around is not None
            counted = Counter(child.get("id") for child in around if child.tag == f"{{{NAMESPACE}}}{kind}")
            assert set(counted.values()) == {1}
    for unit in tree.iter(f"{{{NAMESPACE}}}unit"):
        data = [item.get("id") for item in unit.iterfind(f"{{{NAMESPACE}}}originalData/*")]
        assert len(set(data)) == len(data)
        for text in unit.iterfind(f"{{{NAMESPACE}}}segment/*"):
            codes = [code for code in text.iter() if code is not text]
            assert len({code.get("id") for code in codes}) == len(codes)
            for code in codes:
                refs = [code.get(key) for key in ("dataRef", "dataRefStart", "dataRefEnd") if code.get(key)]
                assert refs and set(refs) <= set(data)
