"""A site read for its texts in two languages. Life: each command that works on texts begins with `read_pair`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..check import Site, read_site
from ..core.problems import Problems, did_you_mean
from ..parity.agreement import languages_of
from ..parity.language import Language


class RefusedError(Exception):
    """Why a command can do nothing, in words for the terminal."""


@dataclass(frozen=True)
class Two:
    """A site with two of its languages, of which `source` is translated into `target`."""

    site: Site
    languages: tuple[Language, ...]
    source: Language
    target: Language


def read_pair(config: Path, source: str | None, target: str, problems: Problems) -> Two:
    """Read a site. Without a source, its first language is meant, or of two the other one. Raises RefusedError."""
    site = read_site(config, problems)
    if site is None:
        raise RefusedError(problems.report())
    locales = site.settings.locales
    if target not in locales:
        raise RefusedError(f"the site has no language '{target}'\n  fix: {did_you_mean(target, locales)}")
    others = [locale for locale in locales if locale != target]
    if source is None and target == locales[0] and len(others) > 1:
        raise RefusedError(f"'{target}' can be translated from several languages\n  fix: add --from {others[0]}")
    source = source or next(iter(others), target)
    if source not in others:
        raise RefusedError(f"'{target}' cannot be translated from '{source}'\n  fix: {did_you_mean(source, others)}")
    languages = languages_of(site.settings, problems)
    by_locale = {language.locale: language for language in languages}
    unread = [problem for problem in problems if problem.path in set(_unread(site, (source, target), problems))]
    if unread or source not in by_locale or target not in by_locale:
        mend = "mend this first: a text that cannot be read would be left out"
        raise RefusedError("\n".join([*map(str, unread or problems), mend]))
    return Two(site, tuple(languages), by_locale[source], by_locale[target])


def _unread(site: Site, locales: tuple[str, str], problems: Problems) -> Iterator[str]:
    """The files that are there and could not be read."""
    root, shelf = problems.root.resolve(), site.shelf
    folders = [(tutorial.folder, tutorial.pages) for tutorial in shelf.tutorials]
    for folder, pages in [*folders, (site.settings.docs, shelf.pages)]:
        for locale in locales:
            for path in sorted(folder.glob(f"*.{locale}.md")):
                if (locale, path.name.split(".")[0]) not in pages:
                    yield path.resolve().relative_to(root).as_posix()
    for tutorial in shelf.tutorials:
        lost = [name for name, value in tutorial.data.items() if value is None]
        for name in [*lost, *([] if tutorial.whole else ["tutorial.yml"])]:
            yield (tutorial.folder / name).resolve().relative_to(root).as_posix()
