"""What stands in any string of the data files is text wherever it is shown: no attribute, no element, no script."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from tests.fuzz.trying import Trial

# The end of an attribute in either kind of marks, a template's call, the end of a script's own string.
SPELL = '" onmouseover="window.hit=1" x=\'{{x}}\\\';//'
REFUSED = ("</script><script>window.hit=1</script>", " &lt;img src=x onerror=window.hit=1&gt;", " &#60;b&#62;")
FORMS = ("epub", "single_file", "text")
Leaf = tuple[int, int, str]  # from, to, the string


def strings(text: str) -> list[Leaf]:
    """The translated strings of a data file, with their places."""

    def of(node: yaml.Node, key: str = "") -> Iterator[Leaf]:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from of(value, name.value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from of(value, key)
        elif key in {"zh", "en"} and node.value:
            yield node.start_mark.index, node.end_mark.index, node.value

    found = yaml.compose(text)
    return list(of(found)) if found else []


def spelled(text: str, leaves: list[Leaf], spell: str) -> str:
    for start, end, value in reversed(leaves):
        text = text[:start] + json.dumps(value + spell, ensure_ascii=False) + text[end:]
    return text


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    made = Trial(tmp_path_factory.mktemp("strings") / "site")
    config = made.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    for form in FORMS:
        text = text.replace(f"{form}: false", f"{form}: true")
    config.write_text(text, encoding="utf-8")
    return made


def case_of(trial: Trial, spell: str) -> tuple[dict[str, bytes], int]:
    """Every data file with the spell in each string that may hold it, and how many these are."""
    case: dict[str, bytes] = {}
    held = 0
    for path in sorted((trial.root / "docs").rglob("*.yml")):
        file = path.relative_to(trial.root).as_posix()
        text = trial.text(file)
        leaves = strings(text)
        while leaves:
            written = spelled(text, leaves, spell).encode()
            problems, _ = trial.run({**case, file: written}, building=False)
            if not len(problems):
                case[file] = written
                held += len(leaves)
                break
            lines = {problem.line for problem in problems if problem.path == file}
            left = [one for one in leaves if text.count("\n", 0, one[0]) + 1 not in lines]
            leaves = left if len(left) < len(leaves) else []  # what another file's texts are held to
    return case, held


def shown(site: Path) -> Iterator[tuple[str, Any]]:
    """Every page, and every document of a book."""
    for path in site.rglob("*.html"):
        yield path.name, html.document_fromstring(path.read_bytes())
    for path in site.rglob("*.epub"):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name.endswith(".xhtml"):
                    yield name, html.document_fromstring(book.read(name))


@pytest.mark.parametrize("spell", REFUSED)
def test_markup_is_told_at_its_line(trial: Trial, spell: str) -> None:
    file = "docs/salt/tutorial.yml"
    text = trial.text(file)
    for leaf in strings(text)[:6]:
        problems, _ = trial.run({file: spelled(text, [leaf], spell).encode()}, building=False)
        assert (file, text.count("\n", 0, leaf[0]) + 1) in {(problem.path, problem.line) for problem in problems}


def test_a_string_is_text_wherever_it_stands(trial: Trial) -> None:
    case, held = case_of(trial, SPELL)
    assert held >= 20
    problems, built = trial.run(case)
    assert built, problems.report()
    told = 0
    for name, page in shown(trial.root / "site"):
        told += "window.hit" in page.text_content()
        for element in page.iter(etree.Element):
            assert not [
                key for key, value in element.attrib.items() if str(key).startswith("on") and "hit" in str(value)
            ], name
            assert element.tag != "script" or element.get("type") or "window.hit=1" not in (element.text or ""), name
    assert told >= 4
