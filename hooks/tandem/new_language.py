"""A new language's folder: every text that the interface needs, with the source wording as a hint.

Life: `tandem language new es` calls `write_language` once. What it writes is not yet a language: each key is there and
empty, each file of words has the source language's as comments, and `tandem check` says what is still missing until
nothing is. A folder that is there already is never written into: `missing_texts` says what to write into its
catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError

from .core.data import read_document
from .core.languages import INTERFACE, LANGUAGE, files_of
from .core.placing import CannotWriteError, files_in, put_in_place
from .core.problems import Problems
from .core.settings import Settings
from .core.strings import Text, Wording, categories_of, gaps_of, is_source, read_catalogue, read_wording

# What a text cannot be checked without: how the language writes numbers, units and negation, doses in prose, cautions.
# What it may do without (search, thesaurus, moving, samples) has no file until somebody writes one.
NEEDED = ("parity", "notation", "cautions")
_LANGUAGE = """\
# How the language is written. Every key may be said otherwise for one site under `extra: tandem: languages:`.
name: {name}
tag: {locale}
theme: {theme}  # the theme's own translation
citation_style: american-medical-association
citation_locale: en-US  # of the words in a reference: a locale of CSL, such as es-ES
date_format: "{{year}}-{{month:02}}-{{day:02}}"
list_separator: ", "
range: "{{low}} – {{high}}"  # the one way in which a range is written; digits are 0 to 9 in every language
"""
_TEXTS = """\
# The interface in {name}. Above each key stands its wording in the language that the rooms are worded in: write the
# text behind the key, with the same names in braces. `tandem check` says what is still missing.
"""
_WORDS = """\
# As the source language has it, line by line behind a #. Take the # away, and put the words of {name} in their place.
"""


def write_language(settings: Settings, locale: str, folders: Iterable[Path]) -> list[str]:
    """Write the site's folder of a language, and give the files' paths from the site's root.

    `folders` are the rooms whose words the interface speaks. Raises CannotWriteError for no language, or one that has
    a folder.
    """
    called = _name(settings, locale)
    target = settings.places[0] / locale
    wording = read_wording(folders, Problems(settings.root))
    known = read_catalogue(wording, locale, settings.places)
    source = _source(settings)
    with put_in_place(target) as folder:
        theme = locale.split("-")[0]
        texts = {LANGUAGE: _LANGUAGE.format(name=json.dumps(called, ensure_ascii=False), locale=locale, theme=theme)}
        texts[INTERFACE] = _TEXTS.format(name=called) + _catalogue(wording, locale, _lacking(wording, known))
        for needed in NEEDED:
            if not files_of(locale, needed, settings.places):
                theirs = files_of(source, needed, settings.places)[0].read_text(encoding="utf-8")
                lines = (f"# {line}".rstrip() for line in theirs.splitlines())
                texts[needed] = _WORDS.format(name=called) + "\n".join(lines) + "\n"
        for name, text in texts.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8", newline="\n")
        return [f"{target.relative_to(settings.root).as_posix()}/{name}" for name in files_in(folder)]


def missing_texts(settings: Settings, locale: str, folders: Iterable[Path]) -> str:
    """The keys that a language's catalogue lacks, each below its wording, as they are to be written; '' for none."""
    wording = read_wording(folders, Problems(settings.root))
    known = read_catalogue(wording, locale, settings.places)
    gaps = gaps_of(wording, locale, known, settings.places)
    missing = {key for gap in gaps for key in gap.missing}
    whole = [key for key in wording.texts if key in missing or any(key == one.rpartition(".")[0] for one in missing)]
    return _catalogue(wording, locale, whole)


def _name(settings: Settings, locale: str) -> str:
    """What a language calls itself. Raises CannotWriteError for a tag of none."""
    try:
        found = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        where = (settings.places[0] / locale).relative_to(settings.root)
        fix = "write a tag of BCP 47, such as es or pt-BR"
        raise CannotWriteError(where, f"'{locale}' is no language that CLDR knows", fix) from error
    return str(found.get_display_name(found) or locale)


def _source(settings: Settings) -> str:
    """The language in which the rooms are worded."""
    places = (path.name for place in settings.places if place.is_dir() for path in sorted(place.iterdir()))
    return next(locale for locale in places if is_source(locale, settings.places))


def _lacking(wording: Wording, known: Mapping[str, Text]) -> list[str]:
    return [key for key in wording.texts if key not in known]


def _catalogue(wording: Wording, locale: str, keys: Iterable[str]) -> str:
    """Keys without texts, each below its wording, in the groups in which a catalogue has them."""
    lines: list[str] = []
    open_groups: tuple[str, ...] = ()
    for key in keys:
        *groups, last = key.split(".")
        shared = 0
        while shared < min(len(groups), len(open_groups)) and groups[shared] == open_groups[shared]:
            shared += 1
        lines += [f"{'  ' * depth}{groups[depth]}:" for depth in range(shared, len(groups))]
        open_groups = tuple(groups)
        indent = "  " * len(groups)
        lines += [f"{indent}# {hint}" for hint in _hints(wording.texts[key], locale)]
        lines.append(f"{indent}{last}:")
    return "\n".join(lines) + "\n" if lines else ""


def _hints(text: Text, locale: str) -> Iterator[str]:
    if isinstance(text, str):
        yield json.dumps(text, ensure_ascii=False)
        return
    yield json.dumps(dict(text), ensure_ascii=False)
    if len(categories_of(locale)) > 1:
        yield f"one text for each of: {', '.join(categories_of(locale))}"


def catalogue_there(settings: Settings, locale: str, problems: Problems) -> Path | None:
    """The catalogue of a language whose folder the site has, written yet or not; None where it has no folder.

    A catalogue that cannot be read is a problem.
    """
    folder = settings.places[0] / locale
    if not locale or not folder.is_dir():
        return None
    path = folder / f"{INTERFACE}.yml"
    if path.is_file():
        read_document(path, problems)
    return path
