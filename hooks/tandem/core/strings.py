"""The words of the interface: one `strings.yml` in each feature folder, `key: {zh: …, en: …}` on adjacent lines.

Life: loaded once with the settings; a key without one of the site's languages is a problem, so that adding a
language is adding a column and the build names what is left to do. Templates call `t("feature.key", name=value)`;
that every language has the same `{names}` is checked here, since a template sees only one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from .data import Document, read_document
from .problems import Problems


class Strings:
    """Every string of every feature in one language. Scripts and templates hold no language of their own."""

    def __init__(self, locale: str, table: dict[str, str]) -> None:
        self.locale = locale
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its `{names}` filled. Raises KeyError for an unknown key or a missing value."""
        text = self._table[key]
        return text.format_map(values) if values else text

    def all(self) -> dict[str, str]:
        """Every text by its key, in the order in which they were read."""
        return dict(self._table)

    def group(self, prefix: str) -> dict[str, str]:
        """The strings whose keys begin with `prefix.`, without it: what a script is handed."""
        start = prefix + "."
        return {key[len(start) :]: text for key, text in self._table.items() if key.startswith(start)}


def load_strings(folders: Iterable[Path], locales: tuple[str, ...], problems: Problems) -> dict[str, Strings]:
    """The strings of each locale from every folder's strings.yml; keys are prefixed with the folder's name."""
    tables: dict[str, dict[str, str]] = {locale: {} for locale in locales}
    for folder in folders:
        path = folder / "strings.yml"
        if not path.is_file():
            continue
        document = read_document(path, problems)
        if document is not None:
            _collect(document, folder.name, (), document.value, tables, problems)
    return {locale: Strings(locale, table) for locale, table in tables.items()}


def _collect(
    document: Document,
    prefix: str,
    place: tuple[str, ...],
    value: object,
    tables: dict[str, dict[str, str]],
    problems: Problems,
) -> None:
    if not isinstance(value, dict):
        problems.add(
            document.path, document.line(place), "a string must be given by language", f"write {_columns(tables)}"
        )
        return
    if set(value) & set(tables):
        # A column of a language that the site does not have yet is work under way; anything else is a text cut short.
        for other in (key for key in value if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", str(key))):
            what = f"'{'.'.join(place)}' has '{other}', which is no language of the site"
            fix = "put a text with a comma in quotes, or remove it"
            problems.add(document.path, document.line((*place, str(other))), what, fix)
        names: dict[str, frozenset[str | None]] = {}
        for locale, table in tables.items():
            text = value.get(locale)
            if not isinstance(text, str) or not text.strip():
                what = f"'{'.'.join(place)}' has no text in '{locale}'"
                problems.add(document.path, document.line(place), what, f"add `{locale}: …`")
                continue
            table[".".join((prefix, *place))] = text
            try:
                names[locale] = frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
            except ValueError:
                what = f"'{'.'.join(place)}' has a brace that is not closed in '{locale}'"
                problems.add(document.path, document.line((*place, locale)), what, "write {name}, or {{ for a brace")
        first = next(iter(names), "")
        for locale, found in names.items():
            if found != names[first]:
                what = f"'{'.'.join(place)}' has other {{names}} in '{locale}' than in '{first}'"
                problems.add(document.path, document.line((*place, locale)), what, "write the same {names} in both")
        return
    for key, inner in value.items():
        _collect(document, prefix, (*place, str(key)), inner, tables, problems)


def _columns(tables: dict[str, dict[str, str]]) -> str:
    return " and ".join(f"`{locale}: …`" for locale in tables)
