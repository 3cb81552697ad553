"""The small site with a glossary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import sources
from tests.fixtures.rendering import Rendering

GLOSSARY = """\
terms:
  - id: receptor
    term: {zh: NMDA 受体, en: NMDA receptor}
    also: {zh: [NMDA], en: [NMDA]}
    forms: {en: [NMDA receptors]}
    definition: {zh: "谷氨酸的受体 <1>&amp; *x*。", en: "A receptor for glutamate, 5 <10 &amp; *all* of it."}
  - id: eclampsia
    term: {zh: 子痫, en: eclampsia}
    definition: {zh: 抽搐。, en: Convulsions.}
  - id: pre-eclampsia
    term: {zh: 子痫前期, en: pre-eclampsia}
    also: {zh: [先兆子痫], en: [preeclampsia]}
    definition: {zh: 妊娠期疾病。, en: A disease of pregnancy.}
  - id: millimole
    term: {zh: 毫摩尔, en: millimole}
    also: {zh: [mmol], en: [mmol]}
    definition: {zh: 单位。, en: A unit.}
"""
PAGE = '---\ntitle: "{0}"\ndescription: "{0}"\n---\n\n# {0} {{#glossary}}\n\n/// glossary\n///\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = sources.copy(tmp_path / "site")
    (root / "docs/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    for locale, title in (("zh", "术语"), ("en", "Terms")):
        (root / f"docs/glossary.{locale}.md").write_text(PAGE.format(title), encoding="utf-8")
    return root


@pytest.fixture
def english(root: Path, tmp_path: Path) -> Rendering:
    return Rendering(tmp_path, root=root)


@pytest.fixture
def chinese(root: Path, tmp_path: Path) -> Rendering:
    return Rendering(tmp_path, root=root, locale="zh")
