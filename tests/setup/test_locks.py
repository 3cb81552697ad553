"""The lock files say what their sources say: a change of one without `make lock` (or npm) is found here, offline."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# name, version, marker; the names as pip compares them
PIN = re.compile(r"^([\w.-]+)(?:==([\w.]+))?(?: *; *(.*?))?(?: \\)?$", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str, str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = PIN.findall(text)
    return {(re.sub(r"[-_.]+", "-", pin).lower(), version, marker.replace('"', "'")) for pin, version, marker in found}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-properdocs"])
def test_lock_holds_what_is_asked_for(name: str) -> None:
    asked, locked = pins(f"{name}.in"), pins(f"{name}.txt")
    names = {pin for pin, _, _ in locked}
    assert {pin for pin in asked if pin[1]} <= locked
    assert {pin for pin, _, _ in asked} <= names


@pytest.mark.parametrize("others", ["requirements-dev.txt", "requirements-properdocs.txt"])
def test_tools_and_site_agree_on_versions(others: str) -> None:
    def versions(name: str) -> dict[str, set[str]]:
        """Of each package; it has several where systems or Pythons differ."""
        found: dict[str, set[str]] = {}
        for pin, version, _ in pins(name):
            found.setdefault(pin, set()).add(version)
        return found

    site, tools = versions("requirements.txt"), versions(others)
    shared = site.keys() & tools.keys()
    assert {pin: tools[pin] for pin in shared} == {pin: site[pin] for pin in shared}


def test_node_lock_holds_exactly_what_is_asked_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
