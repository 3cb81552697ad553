"""The forms of a site, and the folder that they are published in.

Life: a `Press` makes each form that the settings ask for, one after the other, tells of each when it is done, and
writes the check sums beside them; last come the forms that are part of the site itself. A form that cannot be made is
a problem at its line of the settings: what to install, or how to leave it out. The others are still tried, so that all
that is missing is said at once.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.data import read_document
from ..core.missing import CannotMakeError
from ..core.problems import Problems
from ..core.settings import Settings
from . import app, bom, epub, pdf, single_file, text, zim
from . import zip as zipped
from .contents import DOWNLOADS
from .edition import Edition

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Form:
    """One form. `make` writes its files into the folder given and returns them, e.g. magnesium.zh.epub."""

    name: str  # as settings switch it: "epub"
    make: Callable[[Edition, Path], list[Path]]
    of_site: bool = False  # part of the site itself, which it describes: made last, into the site's own folder


@dataclass(frozen=True)
class Made:
    """One file of a form, as it lies in the folder of downloads."""

    form: str
    name: str
    size: int
    sha256: str


# In the order of the downloads page.
FORMS: tuple[Form, ...] = (
    Form("epub", epub.make),
    Form("pdf", pdf.make),
    Form("dose_card", pdf.make_cards),
    Form("single_file", single_file.make),
    Form("text", text.make),
    Form("zip", zipped.make),
    Form("zim", zim.make),
    Form("bom", bom.make),
    Form("app", app.make, of_site=True),
)


@dataclass
class Press:
    """Makes the forms of one edition; `tell` is told of each when it is done."""

    edition: Edition
    settings: Settings
    problems: Problems
    tell: Callable[[str], None]
    forms: tuple[Form, ...] = FORMS

    def downloads(self) -> list[Made]:
        """Every form that is to be downloaded, made into the site's folder of downloads."""
        target = self.edition.folder / DOWNLOADS
        edition = replace(self.edition, books={})
        made: list[Made] = []
        for form in self._wanted(of_site=False):
            target.mkdir(exist_ok=True)
            made += self._make(form, target, edition)
        if made:
            write_sums(target, made)
        return made

    def complete(self) -> None:
        """The forms that are part of the site, when every other file of it is as it will be published."""
        for form in self._wanted(of_site=True):
            self._make(form, self.edition.folder, self.edition)

    def forms_wanted(self) -> list[Form]:
        """The forms that the settings ask for."""
        return [*self._wanted(of_site=False), *self._wanted(of_site=True)]

    def _wanted(self, *, of_site: bool) -> Iterator[Form]:
        asked = self.settings.exports
        return (form for form in self.forms if form.of_site is of_site and getattr(asked, form.name))

    def _make(self, form: Form, target: Path, edition: Edition) -> list[Made]:
        started = time.monotonic()
        try:
            paths = form.make(edition, target)
        except CannotMakeError as error:
            for path, place, what in error.faults:
                self.problems.add(path, place, f"the form '{form.name}' cannot be made: {what}", error.fix)
            if error.faults:
                return []
            config = self.settings.root / "mkdocs.yml"
            document = read_document(config, Problems(self.problems.root), foreign_tags=True)
            line = document.line(("extra", "tandem", "exports", form.name)) if document else 1
            fix = f"{error.fix}; or leave the form out: `{form.name}: false` under extra.tandem.exports"
            self.problems.add(config, line, f"the form '{form.name}' cannot be made: {error.what}", fix)
            return []
        made = [_measured(form, path) for path in paths]
        files = ", ".join(f"{item.name} {item.size / 1000:.0f} KB" for item in made)
        self.tell(f"{form.name}: {files} ({time.monotonic() - started:.1f} s)")
        return made


def _measured(form: Form, path: Path) -> Made:
    content = path.read_bytes()
    if not path.name.isascii() or not content:
        raise ValueError(f"the form '{form.name}' made '{path.name}': its name must be ASCII, and it must not be empty")
    return Made(form.name, path.name, len(content), hashlib.sha256(content).hexdigest())


def write_sums(folder: Path, made: Iterable[Made]) -> None:
    """The check sums as `sha256sum -c` reads them."""
    lines = sorted((item.name, item.sha256) for item in made)
    text = "".join(f"{digest}  {name}\n" for name, digest in lines)
    (folder / SUMS).write_text(text, encoding="ascii", newline="\n")
