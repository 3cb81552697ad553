"""Every page, picture and style sheet of the built site against the Nu HTML checker, as one run of its jar.

A warning counts like an error. What must be let pass stands, with its reason, in vnu-allow.txt beside this file.
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.validate

ALLOWED = Path(__file__).with_name("vnu-allow.txt")
# The checker reads files, which have no origin: to it, what is of the site's own comes from elsewhere.
OWN = re.compile(r"Resource violates Content Security Policy \(meta tag\): external \w+ “(?!\w+:|//)[^”]*” blocked by")


def nu_messages(jar: Path, site: Path) -> list[dict[str, Any]]:
    files = [path.relative_to(site) for end in ("html", "css", "svg") for path in sorted(site.rglob(f"*.{end}"))]
    command: list[str | Path] = [
        "java",
        "-jar",
        jar,
        "--also-check-css",
        "--also-check-svg",
        "--format",
        "json",
        "--stdout",
        *files,
    ]
    answer = subprocess.run(command, cwd=site, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        messages: list[dict[str, Any]] = json.loads(answer.stdout)["messages"]
    except ValueError:
        pytest.fail(f"the Nu HTML checker did not run:\n{answer.stdout}{answer.stderr}", pytrace=False)
    return messages


def place(message: dict[str, Any], site: Path) -> str:
    path = Path(unquote(urlsplit(message.get("url", "")).path))
    name = path.relative_to(site) if path.is_relative_to(site) else path
    return f"{name}:{message.get('lastLine', '')}"


def test_pages_are_valid(site_dir: Path, node_modules: Path) -> None:
    lines = ALLOWED.read_text(encoding="utf-8").splitlines()
    allowed = {line for line in lines if line and not line.startswith("#")}
    found: dict[str, list[str]] = {}
    for message in nu_messages(node_modules / "vnu-jar/build/dist/vnu.jar", site_dir):
        # Plain information is left out: it tells of nothing wrong.
        if (message["type"] != "info" or message.get("subType") == "warning") and not OWN.match(message["message"]):
            found.setdefault(message["message"], []).append(place(message, site_dir))
    # One line a message, not one a page: what the template gets wrong is wrong on each of them.
    report = [
        f"{text}\n    {len(places)} times, first: {', '.join(places[:3])}"
        for text, places in sorted(found.items())
        if text not in allowed
    ]
    report += [f"{ALLOWED.name} lets pass what no page gives: {text}" for text in sorted(allowed - set(found))]
    if report:
        pytest.fail("\n".join(report), pytrace=False)
