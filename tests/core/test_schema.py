"""The JSON Schemas of the data files: as the models are now, sound, and of use to whoever writes the files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner, Result
from tandem.__main__ import main
from tandem.core.problems import Problems
from tandem.core.schema import FOLDER, file_name, schema_text
from tandem.core.settings import load_settings
from tandem.registry import MODELS

ROOT = Path(__file__).resolve().parents[2]
DOSES = (ROOT / "docs/magnesium/doses.yml").read_text(encoding="utf-8")


def checked(*arguments: str | Path) -> Result:
    """What a validator that is not ours says."""
    return CliRunner().invoke(check_jsonschema, ["--no-cache", *map(str, arguments)])


@pytest.mark.parametrize("data", MODELS)
def test_the_file_is_what_the_model_says(data: str) -> None:
    settings = load_settings(ROOT / "mkdocs.yml", Problems(ROOT))
    assert settings is not None
    written = (ROOT / FOLDER / file_name(data)).read_text(encoding="utf-8")
    assert written == schema_text(MODELS[data], data, settings), "run `make schema`"


def test_the_schemas_are_schemas() -> None:
    done = checked("--check-metaschema", *sorted((ROOT / FOLDER).glob("*.json")))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("data", MODELS)
def test_every_tutorial_fits_and_names_its_schema(data: str) -> None:
    files = [*sorted((ROOT / "docs").rglob(data)), *sorted((ROOT / "tests").glob(f"*/fixture/{data}"))]
    assert files
    done = checked("--schemafile", ROOT / FOLDER / file_name(data), *files)
    assert done.exit_code == 0, done.output
    for path in files:
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert named is not None, path
        assert (path.parent / named[1]).resolve() == ROOT / FOLDER / file_name(data)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("unit: mg/kg\n", "unit: ug/kg\n", "regimens"),
        ("low: 30\n", "low: thirty\n", "regimens"),
        ("low: 30\n", "low: 0\n", "regimens"),
        ("id: loading\n", "id: Loading\n", "regimens"),
        ("valence: 2", "charge: 2", "ion"),
        ("{zh: 成人, en: Adults}", "{zh: 成人}", "'en' is a required property"),
        ("  molar_mass: 246.47", "  molar_mass: -246", "drug"),
    ],
)
def test_a_slip_is_found_while_it_is_typed(before: str, after: str, said: str, tmp_path: Path) -> None:
    assert DOSES.count(before) == 1
    path = tmp_path / "doses.yml"
    path.write_text(DOSES.replace(before, after), encoding="utf-8")
    done = checked("--schemafile", ROOT / FOLDER / "doses.schema.json", path)
    assert done.exit_code == 1
    assert said in done.output


@pytest.mark.parametrize("data", MODELS)
def test_every_key_is_explained(data: str) -> None:
    schema = json.loads((ROOT / FOLDER / file_name(data)).read_text(encoding="utf-8"))
    silent: list[str] = []
    holders: dict[str, Any] = {data: schema, **schema["$defs"]}
    for name, holder in holders.items():
        if name not in {"Translated", "Spellings"}:  # their keys are the languages
            silent += [
                f"{name}.{key}" for key, item in holder.get("properties", {}).items() if not item.get("description")
            ]
    assert not silent


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_bytes((ROOT / "mkdocs.yml").read_bytes())
    assert main(["schema", "--config", str(config)]) == 0
    assert capsys.readouterr().out.split() == [f"{FOLDER}/{file_name(data)}" for data in MODELS]
    for data in MODELS:
        name = file_name(data)
        assert (tmp_path / FOLDER / name).read_bytes() == (ROOT / FOLDER / name).read_bytes()


def test_without_settings_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--config", str(tmp_path / "mkdocs.yml")]) == 1
    assert "mkdocs.yml:1: the file is missing" in capsys.readouterr().out
    assert not (tmp_path / FOLDER).exists()
