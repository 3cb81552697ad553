"""A new tutorial's folder: a draft that is checked and built at once, full of samples that say what belongs there.

Life: `tandem new NAME` asks for what its options leave open (`asking.py`), then copies `sources/` into a folder of its
own: a page once in each language of the site, a data file once with its texts in every language. `@word@` stands for a
text of `strings.yml`, or of a language's `samples.yml`. Each sample carries its mark
(`drafts`), and only the parts that were asked for are there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from ..core.placing import CannotWriteError, files_in, put_in_place
from ..core.problems import Problems
from ..core.schema import FOLDER as SCHEMAS
from ..core.settings import Settings
from ..core.strings import Strings, load_strings
from ..core.tutorial import can_be_named

# What a tutorial may have besides its overview and references: each part's files in `sources/`, and its section.
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "doses": ("dosing", ("doses.yml",)),
    "evidence": ("evidence", ("evidence.yml",)),
    "figure": ("figure", ("figures.yml", "drawings/stages.svg")),
    "self-test": ("self-test", ("quiz.yml",)),
}
_ALWAYS = ("tutorial.yml", "references.json")
_FIRST, _LAST = "index", "references"
SAMPLES = "samples"  # the catalogue of these texts in a language's folder
_HERE = Path(__file__).parent
_SOURCES = _HERE / "sources"
_IN_QUOTES = "q."
_WORD = re.compile(r"@([a-z][a-z_.-]*)@")


@dataclass(frozen=True)
class Wanted:
    """What is to be written. A title that is left out is a sample; without an author the place of one is shown."""

    name: str
    titles: Mapping[str, str] = field(default_factory=dict)  # by locale
    author: str = ""
    parts: tuple[str, ...] = ()  # of PARTS


def write_tutorial(settings: Settings, wanted: Wanted) -> list[str]:
    """Write the folder of a tutorial; returns its files. Raises CannotWriteError."""
    target = settings.docs / wanted.name
    if not can_be_named(wanted.name, settings):
        fix = "use small Latin letters, digits and hyphens, and no language's name: tandem new heart-failure"
        raise CannotWriteError(target, f"'{wanted.name}' cannot be a tutorial's address", fix)
    problems = Problems(settings.root)
    strings = load_strings([_HERE], settings.locales, problems, settings.places, name=SAMPLES)
    if len(problems):
        what = f"the samples are not in every language of the site:\n{problems.report()}"
        raise CannotWriteError(target, what, "add the language to the file named above")
    parts = [part for part in PARTS if part in wanted.parts]
    sections = [_FIRST, *(PARTS[part][0] for part in parts), _LAST]
    with put_in_place(target) as made:
        for name in (*_ALWAYS, *(file for part in parts for file in PARTS[part][1])):
            (made / name).parent.mkdir(exist_ok=True)
            _write(made / name, _filled(name, _in_data(settings, strings, wanted, sections)))
        for section in sections:
            for locale in settings.locales:
                _write(made / f"{section}.{locale}.md", _filled(f"{section}.md", _in_page(strings[locale], wanted)))
    return files_in(target)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _filled(name: str, word: Callable[[str], str]) -> str:
    text = (_SOURCES / name).read_text(encoding="utf-8")
    return _WORD.sub(lambda match: word(match[1]), text)


def _in_page(t: Strings, wanted: Wanted) -> Callable[[str], str]:
    """A text as it stands in a page of one language; in quotes where the front matter wants it so."""

    def word(key: str) -> str:
        if key == "title":
            return _escaped(wanted.titles.get(t.locale) or t("new_tutorial.title"))
        text = t(f"new_tutorial.{key.removeprefix(_IN_QUOTES)}")
        return _quoted(text) if key.startswith(_IN_QUOTES) else text

    return word


def _escaped(title: str) -> str:
    """A title as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]>#])", r"\\\1", title)


def _in_data(
    settings: Settings, strings: Mapping[str, Strings], wanted: Wanted, sections: list[str]
) -> Callable[[str], str]:
    """A text as it stands in a data file: in every language of the site."""
    schemas = os.path.relpath(settings.root / SCHEMAS, settings.docs / wanted.name).replace(os.sep, "/")
    titles = {locale: wanted.titles.get(locale) or t("new_tutorial.title") for locale, t in strings.items()}
    author = f"authors:\n  - {{name: {_quoted(wanted.author)}}}"
    said = {
        "title": _flow(titles),
        # Each title that nobody gave is still to be written.
        "title.mark": "" if len(wanted.titles) == len(titles) else "# sample\n",
        "authors": author if wanted.author else "# authors:\n#   - {name: Jane Doe, family: Doe}",
        "today": today().isoformat(),
        "sections": "\n".join(f"  - {section}" for section in sections),
        "schemas": schemas,
    }

    def word(key: str) -> str:
        if key in said:
            return said[key]
        return _flow({locale: t(f"new_tutorial.{key}") for locale, t in strings.items()})

    return word


def _flow(texts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{locale}: {_quoted(text)}" for locale, text in texts.items()) + "}"


def _quoted(text: str) -> str:
    """A text between double quotes, as YAML reads it."""
    return json.dumps(text, ensure_ascii=False)


def today() -> date:
    """Today, or the day that reproducible builds are told."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(told), UTC).date() if told.isdecimal() else datetime.now().astimezone().date()
