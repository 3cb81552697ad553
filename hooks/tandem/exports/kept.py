"""The files of forms that were made before from the same things: taken from the store, byte for byte.

Life: a form that makes a file of one tutorial hands over how (`Keeper.file`). Where the store has the file that was
made from exactly what lies there now, that is taken, and not even the book is laid out; otherwise it is made and kept.
What the key is made of, and the wrong file that each part prevents, `_parts` says. A form that cannot be made is never
kept: its problem is found again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..core.anchors import resolved
from ..core.program import program
from ..core.settings import Language
from ..core.store import Store, key_of
from ..core.tutorial import Tutorial, sources_of

if TYPE_CHECKING:
    from .edition import Edition

_NOTHING, _SOMETHING = b"-", b"+"  # a form that a tutorial does not have is kept too
_SHOWN = re.compile(r"""\ssrc=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


@dataclass
class Keeper:
    """Makes the files of one edition's forms, or takes them from the store where there is one."""

    store: Store | None = None
    made: list[str] = field(default_factory=list)  # names of the files that were made anew
    _pages: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def file(
        self,
        edition: Edition,
        tutorial: Tutorial,
        languages: Sequence[Language],
        path: Path,
        write: Callable[[Path], bool],
    ) -> list[Path]:
        """The file of a form at a path, written by `write` where it is not kept; none where that says False.

        Raises CannotMakeError as `write` does.
        """
        key = ""
        if self.store is not None:
            key = key_of(self._parts(edition, tutorial, languages, path.name))
            kept = self.store.get(key)
            if kept is not None:
                if kept[:1] == _NOTHING:
                    return []
                path.write_bytes(kept[1:])
                return [path]
        self.made.append(path.name)
        wrote = write(path)
        if self.store is not None:
            self.store.put(key, _SOMETHING + path.read_bytes() if wrote else _NOTHING)
        return [path] if wrote else []

    def _parts(
        self, edition: Edition, tutorial: Tutorial, languages: Sequence[Language], name: str
    ) -> Iterator[tuple[str, bytes]]:
        yield "program", program()  # a file of another version's making
        yield "name", name.encode()  # another form's, or another tutorial's
        told = (edition.url, edition.name, str(edition.moment), edition.commit, str(edition.outdated_after))
        yield "edition", repr((*told, sorted(edition.programs), edition.whole)).encode()  # facts of another build
        yield (
            "languages",
            repr([language.locale for language in edition.languages]).encode(),
        )  # a wrong switch, or cover
        for language in languages:
            yield "options", repr(language).encode()  # dates, lists and ranges in another form
            strings = sorted(edition.strings[language.locale].all().items())
            yield "strings", repr(strings).encode()  # the site's own words, as they were
            yield "pages", self._content(edition, tutorial, language)  # another text
        for place, path in sources_of(tutorial):
            yield place, path.read_bytes()  # facts that no page shows

    def _content(self, edition: Edition, tutorial: Tutorial, language: Language) -> bytes:
        """The digest of the pages and their pictures; the names of scripts and styles tell what is in these."""
        at = (tutorial.name, language.locale)
        if at not in self._pages:
            self._pages[at] = key_of(_shown(edition, tutorial, language)).encode()
        return self._pages[at]


def _shown(edition: Edition, tutorial: Tutorial, language: Language) -> Iterator[tuple[str, bytes]]:
    for section in tutorial.sections(language.locale):
        address = edition.address(language, tutorial, section)
        content = (edition.folder / address).read_bytes()
        yield address, content
        for found in _SHOWN.finditer(content.decode("utf-8")):
            parts = urlsplit(next(filter(None, found.groups()), ""))
            path = edition.folder / unquote(resolved(parts.path, address)) if parts.path else None
            if not parts.scheme and path is not None and path.is_file():
                yield str(path.relative_to(edition.folder)), path.read_bytes()
