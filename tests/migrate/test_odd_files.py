"""Files as people have them: other ends of lines, marks, anchors, tabs, rights, links, and files of strangers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tandem.__main__ import main
from tandem.migrate import FORMS, migrate
from tandem.migrate.changes import Add, CannotChangeError, Remove, Rename, changed_value, rewritten
from tandem.segments.text import Source

from tests.fixtures.sources import check, copy

OLD = (
    "drug: {use: {zh: 痛, en: pain}}\nlabels: []\nproducts:\n"
    "  - id: a   # 一\n    container: {volume: 10, mass: 1}\n"
    "  - id: b\n    container:\n      mass: 2 # g\n      volume: 5\n"
)
NEW = OLD.replace("mass: 1", "amount: 1, unit: g").replace("mass: 2 # g\n", "amount: 2 # g\n      unit: g\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs/药 drug").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "docs/药 drug/tutorial.yml").write_text("", encoding="utf-8")
    return tmp_path


def doses(root: Path, content: str | bytes) -> Path:
    path = root / "docs/药 drug/doses.yml"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def run(root: Path) -> tuple[int, str]:
    said: list[str] = []
    return migrate(root / "mkdocs.yml", said.append), "\n".join(said)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_ends_of_lines_and_the_mark_of_utf_8_stay(root: Path, end: str, mark: str, last: str) -> None:
    path = doses(root, (mark + OLD.rstrip() + last).replace("\n", end))
    assert run(root)[0] == 0
    assert path.read_bytes().decode("utf-8") == (mark + NEW.rstrip() + last).replace("\n", end)
    assert run(root) == (0, "nothing to migrate")


ODD: dict[str, tuple[str, str]] = {
    "anchors": (
        "labels: []\nproducts:\n  - &a\n    id: x\n    container: &c {volume: 1, mass: 1}\n  - *a\n"
        "  - {container: *c}\n",
        "labels: []\nproducts:\n  - &a\n    id: x\n    container: &c {volume: 1, amount: 1, unit: g}\n  - *a\n"
        "  - {container: *c}\n",
    ),
    "tags and comments amid a list": (
        "products: [ # all\n  {container: {mass: !!str 1, # g\n  volume: 2}}, # one\n]\n",
        "products: [ # all\n  {container: {amount: !!str 1, unit: g, # g\n  volume: 2}}, # one\n]\n",
    ),
    "an explicit key": ("labels: []\nproducts:\n  - container: {}\n  - container:\n      ? mass\n      : 1\n",) * 2,
    "a document's marks": (
        "%YAML 1.1\n---\nproducts:\n  - container: {mass: 1}\n...\n",
        "%YAML 1.1\n---\nproducts:\n  - container: {amount: 1, unit: g}\n...\n",
    ),
    "quotes and signs of comments in texts": (
        "products:\n  - container: {mass: '1', volume: \"2 # no\"}\n    where: |\n      # text\n      mass: 1\n",
        "products:\n  - container: {amount: '1', unit: g, volume: \"2 # no\"}\n    where: |\n      # text\n"
        "      mass: 1\n",
    ),
    "both forms at once": ("labels: []\nproducts:\n  - container: {mass: 1, amount: 1}\n",) * 2,
    "words that an alias repeats": ("labels: []\nregimens:\n  - {id: a, words: &w {zh: 克}}\n  - {id: b, words: *w}\n",)
    * 2,
    "nothing but words": ("labels: []\nregimens:\n  - words: {zh: 克}\n",) * 2,
}


@pytest.mark.parametrize("case", ODD)
def test_odd_yaml_is_changed_rightly_or_left(root: Path, case: str) -> None:
    before, after = ODD[case]
    path = doses(root, before)
    status, said = run(root)
    assert path.read_text(encoding="utf-8") == after
    if case == "both forms at once":
        assert "doses.yml:3: what the container holds is said in two forms\n  fix: keep `amount`" in said
    elif before == after:
        assert status == 1
        assert re.search(r"doses\.yml:[35]: this is written so that no program should change it: (the words|a c)", said)
        assert "fix: change it by hand" in said


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"# nothing\n", b"\xef\xbb\xbf", b"- a\n- b\n", b"text\n", b"1\n", b"null\n", b"products: 5\n",
     b"products: [1, [mass], {container: 7}, {container: {mass: {a: b}, amount: 1}}]\n",
     b"regimens: {words: {a: b}}\n",
     b"products:\n\t- container: {mass: 1}\n", b"products:\n  - container: {mass: 1\n", b"a: 1\na: 2\n", b"\xff\xfe",
     b"a: &a [*a]\n", b"products: [*x]\n", b"a\x00b: 1\n", b"? [a, b]\n: c\n", b"{" * 5000,
     b"a: !!python/name:os.system\n",
     "products:\n  - container: {mass: 1} # \u202e\n".encode(), b"x: 1\n" * 3 + b"#" * 1_100_000],
    ids=lambda content: str(content[:24]),
)  # fmt: skip
def test_what_is_not_understood_is_not_touched(root: Path, content: bytes) -> None:
    path = doses(root, content)
    _, said = run(root)
    assert path.read_bytes() == content
    assert "Traceback" not in said and sorted(path.parent.iterdir()) == [path, path.parent / "tutorial.yml"]


def test_a_stranger_s_files_are_not_touched(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("else") / "doses.yml"
    elsewhere.write_text(OLD, encoding="utf-8")
    for folder in ("docs/notes", "docs/药 drug/inner", "other"):
        (root / folder).mkdir()
        (root / folder / "doses.yml").write_text(OLD, encoding="utf-8")
    (root / "docs/doses.yml").write_text(OLD, encoding="utf-8")
    (root / "docs/药 drug/doses.yml").symlink_to(elsewhere)
    (root / "docs/药 drug/evidence.yml").mkdir()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    status, said = run(root)
    assert status == 1
    assert "docs/药 drug/doses.yml:1: the file is a link, and what it leads to is left alone" in said
    assert "docs/药 drug/evidence.yml:1: this is no ordinary file" in said
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_file_that_may_not_be_written_keeps_all_others_as_they_are(root: Path) -> None:
    path = doses(root, OLD)
    other = root / "docs/b/doses.yml"
    other.parent.mkdir()
    (other.parent / "tutorial.yml").touch()
    other.write_text(OLD, encoding="utf-8")
    path.chmod(0o444)
    status, said = run(root)
    assert status == 1
    assert "doses.yml:1: the file is read-only; nothing was changed\n  fix: allow that it is written" in said
    assert path.read_text(encoding="utf-8") == other.read_text(encoding="utf-8") == OLD
    path.chmod(0o640)
    assert run(root)[0] == 0
    assert path.read_text(encoding="utf-8") == NEW and path.stat().st_mode & 0o777 == 0o640


def test_what_fails_midway_is_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = doses(root, OLD)
    (path.parent / "figures.yml").write_text("figures: [{file: a.svg}, {file: b.svg}]\n", encoding="utf-8")
    for name in "ab":
        (path.parent / f"{name}.svg").write_text(name, encoding="utf-8")
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "b.svg":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    status, said = run(root)
    assert status == 1 and "the system refuses to write it (No space left on device); nothing was changed" in said
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before
    assert not (path.parent / "drawings").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "mkdocs.yml:1: the file is empty"),
        ("- a\n", "docs:1: the folder of the sources is missing"),
        ("docs_dir: elsewhere\n", "elsewhere:1: the folder of the sources is missing"),
        ("a: [\n", "mkdocs.yml:1: this is not valid YAML"),
    ],
)
def test_settings_that_tell_nothing(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    status, text = run(tmp_path)
    assert status == 1 and said in text


def test_a_site_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--config", str(tmp_path / "mkdocs.yml")]) == 1
    assert "mkdocs.yml:1: the file is missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("doses.yml", "    unit: mg/kg\n", "    unit: mg/kg\n    words: {zh: 毫克, en: mg}\n",
         "'regimens.words' is no longer read: the words of a unit come from the unit, in every language"),
        ("doses.yml", "amount: 0.1}", "mass: 0.1}",
         "'products.container.mass' is no longer read: a container has `amount` and `unit`, for drugs of units too"),
    ],
)  # fmt: skip
def test_check_names_the_old_key_and_what_to_run(tmp_path: Path, file: str, old: str, new: str, what: str) -> None:
    root = copy(tmp_path / "site")
    path = root / "docs/salt" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = [problem for problem in check(root)[1] if problem.path.endswith(file)]
    assert [(problem.what, problem.fix) for problem in problems] == [(what, "run `make migrate`")]
    assert run(root)[0] == 0
    assert [problem for problem in check(root)[1] if problem.path.endswith(file)] == []
    if "mass" in new:
        assert path.read_text(encoding="utf-8") == text.replace("amount: 0.1}", "amount: 0.1, unit: g}")


def test_a_file_that_is_too_long_to_be_compared_is_changed_all_the_same(root: Path) -> None:
    entries = "".join(f"  - id: p{number}\n    container: {{mass: {number}}} # {number}\n" for number in range(1, 3001))
    path = doses(root, f"labels: []\nproducts:\n{entries}")
    status, said = run(root)
    assert status == 0 and "docs/药 drug/doses.yml has 6002 lines, too many to show them here\n1 file changed" in said
    after = path.read_text(encoding="utf-8")
    assert after.count("unit: g} # ") == 3000 and "mass" not in after


def test_a_change_of_a_key_that_is_not_there_is_refused() -> None:
    source = Source("a: {b: 1}\n")
    for change in (Rename(("a", "x"), "y"), Remove(("a", "b", "c")), Add(("z",), "k", "v"), Rename(("a", 0), "y")):
        with pytest.raises(CannotChangeError):
            rewritten(source, [change])
    assert changed_value({"a": {"b": 1}}, [Rename(("a", "b"), "c")]) == {"a": {"c": 1}}


TEXTS = st.sampled_from(
    ["a", "a: b", "# no", "It's", '"', "毫克", "- x", "a\nb", " ", "", "*a", "&b", "{c}", "1", "null"]
)
KEYS = TEXTS.filter(lambda text: text.strip() and "\n" not in text)
NOISE = st.dictionaries(KEYS, TEXTS, max_size=3)


@st.composite
def files(draw: Callable[[Any], Any]) -> tuple[str, int]:
    """A file of doses in any style of YAML, with comments after its lines; how many of its entries are of old forms."""
    old = 0
    regimens, products = [], []
    for number in range(draw(st.integers(1, 4))):
        pairs = [("id", f"r{number}"), ("unit", "mg/kg"), *draw(NOISE).items()]
        if draw(st.booleans()):
            old += 1
            pairs.append(("words", draw(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=2))))
        regimens.append(dict(draw(st.permutations(pairs))))
    for number in range(draw(st.integers(0, 3))):
        pairs = [("volume", 10), *draw(NOISE).items()]
        if draw(st.booleans()):
            old += 1
            pairs.append(("mass", draw(st.integers(1, 9))))
        products.append({"id": f"p{number}", "container": dict(draw(st.permutations(pairs)))})
    value = dict(draw(st.permutations([("regimens", regimens), ("products", products), ("labels", [])])))
    text = yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, width=draw(st.sampled_from([20, 80, 1000])),
        default_flow_style=draw(st.sampled_from([False, None, True])), indent=draw(st.sampled_from([2, 4])),
        default_style=draw(st.sampled_from([None, '"', "'"])),
    )  # fmt: skip
    dice = random.Random(draw(st.integers(0, 99)))
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if dice.random() < 0.3:
            lines[at] = f"{line}  # {at}"
            if _loaded("\n".join(lines)) != value:  # amid a text
                lines[at] = line
    return "\n".join(lines) + "\n", old


def _loaded(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


@given(files())
def test_whatever_the_style_the_values_are_those_that_were_meant(drawn: tuple[str, int]) -> None:
    text, old = drawn
    source = Source(text)
    changed = 0
    for form in FORMS:
        if form.file != "doses.yml":
            continue
        value = yaml.safe_load(source.text)
        changes = list(form.changes(value))
        try:
            made = rewritten(source, changes)
        except CannotChangeError:  # for comments in braces, which would go with what is taken out
            assert "  # " in source.text and "{" in source.text
            return
        changed += sum(isinstance(change, (Rename, Remove)) for change in changes)
        assert not list(form.changes(yaml.safe_load(made.text)))
        assert set(re.findall(r"  # \d+$", source.text, re.MULTILINE)) <= {
            f"  {comment}" for comment in re.findall(r"# \d+$", made.text, re.MULTILINE)
        }
        source = made
    assert changed == old
