"""The author's guide: the records that it shows are right, and no style loses anything of them."""

from __future__ import annotations

import re
from pathlib import Path

from tandem.citations.library import STYLES, style_of
from tandem.citations.references import load_references
from tandem.citations.unprinted import find_unprinted
from tandem.core.problems import Problems
from tandem.core.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8").split("\n## References\n")[1].split("\n## ")[0]


def test_the_example_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", GUIDE, re.S)
    (tmp_path / "references.json").write_text(example, encoding="utf-8")
    settings = load_settings(ROOT / "mkdocs.yml", Problems(ROOT))
    assert settings is not None
    problems = Problems(tmp_path)
    references = load_references(tmp_path / "references.json", settings, problems)
    assert references is not None
    assert not problems.everything(), problems.report()
    for language in settings.languages:
        assert list(find_unprinted(references.values(), style_of(language))) == []


def test_the_styles_that_it_names_are_there() -> None:
    named = set(re.findall(r"`([a-z0-9-]+-(?:association|numeric))`", GUIDE))
    assert named == {path.stem for path in STYLES.glob("*.csl")}
    assert named == {path.stem for path in STYLES.glob("*.yml")}
