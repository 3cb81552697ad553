"""The bill of materials: as CycloneDX wants it, true to the lock files, and shown where the files are downloaded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tandem.exports import bom as form
from tandem.exports.edition import Edition
from tandem.exports.forms import Form, Made
from tandem.exports.listing import list_forms

from tests.exports.conftest import small as small
from tests.setup.test_locks import pins
from tools import bom

ROOT = Path(__file__).resolve().parents[2]
BILL = json.loads(bom.BILL.read_text(encoding="utf-8"))
COMPONENTS: list[dict[str, Any]] = BILL["components"]


def test_it_is_what_the_sources_say() -> None:
    assert bom.BILL.read_text(encoding="utf-8") == bom.bill(), "run `make bom`"


def test_it_has_its_form() -> None:
    validate = JsonStrictValidator(SchemaVersion.V1_6).validate_str
    text = bom.BILL.read_text(encoding="utf-8")
    assert validate(text) is None
    assert validate(text.replace('"scope": "excluded"', '"scope": "left out"', 1)) is not None


def test_it_names_every_package_that_is_installed() -> None:
    locked = {f"pkg:pypi/{name}@{version}" for name, version, _ in pins("requirements.txt") if version}
    assert len(locked) > 60
    assert locked == {part["purl"] for part in COMPONENTS if part["purl"].startswith("pkg:pypi/")}


def test_it_names_every_file_of_npm() -> None:
    vendor = json.loads(bom.VENDOR.read_text(encoding="utf-8"))
    found = {part["purl"].removeprefix("pkg:npm/").replace("%40", "@") for part in COMPONENTS if "npm" in part["purl"]}
    assert found == {f"{file['package']}@{file['version']}" for file in vendor.values()}


def test_every_part_has_a_licence_and_what_is_shipped_a_word_in_each_language() -> None:
    known = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR) [A-Za-z0-9.+-]+)*\Z")
    for part in COMPONENTS:
        (licence,) = part["licenses"]
        assert known.match(licence.get("expression") or licence["license"]["id"]), part["name"]
    for locale in ("zh", "en"):
        found = list(form.parts(locale, "zh"))
        assert {"mkdocs-material", "minisearch", "@orama/stemmers"} <= {part.name for part in found}
        assert all(part.what and part.version and part.licence for part in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jinja2: BSD-3-Clause", "# none", "nothing tells the licence of jinja2"),
        ("  minisearch:", "  mini-search:", "no package is called mini-search"),
        ("  pint: BSD-3-Clause", "  pints: BSD-3-Clause", "nothing tells the licence of pint"),
    ],
)
def test_what_it_cannot_say_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = (bom.FOLDER / "parts.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "parts.yml").write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(bom, "FOLDER", tmp_path)
    with pytest.raises(bom.RefusedError, match=said) as refused:
        bom.bill()
    assert "\n  fix: " in str(refused.value)


def test_readers_find_it_beside_the_downloads(small: Edition, tmp_path: Path) -> None:
    (path,) = form.make(small, tmp_path)
    assert path.read_bytes() == bom.BILL.read_bytes()
    for language in small.languages:
        page = small.folder / language.prefix / "downloads.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text('<html><body><div data-downloads=""></div></body></html>', encoding="utf-8")
    made = Made("bom", path.name, path.stat().st_size, "0" * 64)
    list_forms(small, [Form("bom", form.make)], [made])
    for prefix, words in (("", "网页的样式和图标（MIT）"), ("en/", "style and icons of the pages (MIT)")):
        said = (small.folder / f"{prefix}downloads.html").read_text(encoding="utf-8")
        assert words in said and f'href="{"../" if prefix else ""}downloads/software.cdx.json"' in said
