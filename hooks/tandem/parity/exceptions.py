"""Where two languages must differ: an exception in the source, with its reason.

    <!-- differs: numbers | the two countries' labels give different maxima -->
    # differs: numbers | the two countries' labels give different maxima

The first stands on its own line just above a paragraph, list, table or block, in either language; the second, in a data
file, just above a text that is given in every language, or above one of its languages. It silences findings of the
named kinds in it. Life: `paragraphs` hangs each on its unit, `agreement` those of data files; it marks those that
silenced something and reports the others as stale, so that none outlives its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..core.problems import did_you_mean

KINDS = ("structure", "citations", "links", "numbers", "terms", "negation", "direction", "length", "script")
_COMMENT = re.compile(r"<!--\s*differs\b\s*:?(.*?)-->", re.S)
_DATA_COMMENT = re.compile(r"^[ \t]*#[ \t]*differs\b[ \t]*:?(.*)$", re.M)
_PAGE_FORM, _DATA_FORM = "<!-- differs: numbers | {why} -->", "# differs: numbers | {why}"


@dataclass(frozen=True)
class Exemption:
    """The kinds of finding that may stand here, and why; `form` is how one is written where it stands."""

    kinds: tuple[str, ...]
    reason: str
    line: int
    form: str = _PAGE_FORM

    def fault(self) -> tuple[str, str]:
        """What is wrong with the exception itself, and its fix; two empty texts where nothing is."""
        form = f"`{self.form.format(why='why they must differ here')}`"
        unknown = [kind for kind in self.kinds if kind not in KINDS]
        if not self.kinds:
            return "an exception that does not say what may differ", f"write {form}; {did_you_mean('', KINDS)}"
        if unknown:
            return f"an exception for '{unknown[0]}', which nothing compares", did_you_mean(unknown[0], KINDS)
        if not self.reason:
            return "an exception without a reason", f"write {form}"
        return "", ""


def exemptions_in(comment: str, line: int) -> Iterator[Exemption]:
    """The exceptions of an HTML comment, or of several in a row that begin on `line`."""
    for match in _COMMENT.finditer(comment):
        yield _exemption(match.group(1), line + comment.count("\n", 0, match.start()), _PAGE_FORM)


def exemptions_in_data(text: str) -> list[Exemption]:
    """The exceptions of a YAML file, each on a line of its own."""
    return [
        _exemption(match.group(1), text.count("\n", 0, match.start()) + 1, _DATA_FORM)
        for match in _DATA_COMMENT.finditer(text)
    ]


def _exemption(written: str, line: int, form: str) -> Exemption:
    kinds, _, reason = written.partition("|")
    names = tuple(name.strip().casefold() for name in kinds.split(",") if name.strip())
    return Exemption(names, " ".join(reason.split()), line, form)
