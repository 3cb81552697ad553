"""What a form or a picture lacks, told so that a person can mend it: which package to install, which letter to avoid.

A form imports what only it needs when it is made, by `imported`, so that a site without that form needs none of it.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .installed import how_to_install

Fault = tuple[Path, int, str]  # file, line, what is wrong there


class CannotMakeError(Exception):
    """A form or a picture that cannot be made: `what` is wrong, and how to `fix` it; `faults` are in the sources, where
    it is known where.
    """

    def __init__(self, what: str, fix: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(what)
        self.what, self.fix, self.faults = what, fix, tuple(faults)


def imported(module: str, package: str) -> Any:
    """A module that a form stands on; `package` is what PyPI calls what holds it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        what = f"the package {package} is missing or does not load ({error})"
        raise CannotMakeError(what, how_to_install(package)) from error
