"""Where the rules do not hold: an exception in the source, with its reason.

    <!-- differs: numbers | the two countries' labels give different maxima -->
    # differs: numbers | the two countries' labels give different maxima
    <!-- allow: notation | quotes the label -->

`differs` is for two languages that must differ, `allow` for what one text may say by itself (the room `prose`).

An HTML comment stands on its own line just above a paragraph, list, table or block, in either language; one with `#`,
in a data file, just above a text that is given in every language, or above one of its languages. It silences findings
of the named kinds in it. Life: `paragraphs` hangs each on its unit, `agreement` and `prose` those of data files; each
of the two marks what silenced something and reports the others as stale, so that none outlives its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.data import read_text
from ..core.problems import Problems, did_you_mean

DIFFERS, ALLOW = "differs", "allow"
NOTATION, UNCITED, STRENGTH, NUMBERS = "notation", "uncited", "strength", "numbers"
KINDS = {
    DIFFERS: ("structure", "citations", "links", "numbers", "terms", "negation", "direction", "length", "script"),
    ALLOW: (NOTATION, UNCITED, STRENGTH, NUMBERS),
}
_EXAMPLE = {DIFFERS: ("numbers", "why they must differ here"), ALLOW: (NOTATION, "why it must stand here")}
_COMMENT = re.compile(r"<!--\s*(differs|allow)\b\s*:?((?:(?!-->).)*)-->", re.S)
_DATA_COMMENT = re.compile(r"^[ \t]*#[ \t]*(differs|allow)\b[ \t]*:?(.*)$", re.M)
_PAGE_FORM, _DATA_FORM = "<!-- {verb}: {kind} | {why} -->", "# {verb}: {kind} | {why}"


@dataclass(frozen=True)
class Exemption:
    """The kinds of finding that may stand here, and why.

    `verb` says whose findings they are; `form` is how one is written where it stands.
    """

    kinds: tuple[str, ...]
    reason: str
    line: int
    form: str = _PAGE_FORM
    verb: str = DIFFERS

    def fault(self) -> tuple[str, str]:
        """What is wrong with the exception itself, and its fix; two empty texts where nothing is."""
        kind, why = _EXAMPLE[self.verb]
        form = f"`{self.form.format(verb=self.verb, kind=kind, why=why)}`"
        known = KINDS[self.verb]
        unknown = [kind for kind in self.kinds if kind not in known]
        if not self.kinds:
            missing = "what may differ" if self.verb == DIFFERS else "what it allows"
            return f"an exception that does not say {missing}", f"write {form}; {did_you_mean('', known)}"
        if unknown:
            nobody = "which nothing compares" if self.verb == DIFFERS else "which no rule is called"
            return f"an exception for '{unknown[0]}', {nobody}", did_you_mean(unknown[0], known)
        if not self.reason:
            return "an exception without a reason", f"write {form}"
        return "", ""


def exemptions_in(comment: str, line: int) -> Iterator[Exemption]:
    """The exceptions of an HTML comment, or of several in a row that begin on `line`."""
    for match in _COMMENT.finditer(comment):
        yield _exemption(match, line + comment.count("\n", 0, match.start()), _PAGE_FORM)


def exemptions_in_data(text: str) -> list[Exemption]:
    """The exceptions of a YAML file, each on a line of its own."""
    return [
        _exemption(match, text.count("\n", 0, match.start()) + 1, _DATA_FORM) for match in _DATA_COMMENT.finditer(text)
    ]


def held_in_data(
    path: Path, last_lines: Sequence[int], problems: Problems, verb: str
) -> tuple[dict[int, tuple[Exemption, ...]], tuple[Exemption, ...]]:
    """The exceptions in a data file, by the number of the text that each stands above, and those above none.

    `last_lines` has each text's last line: an exception belongs to the next text that does not end above it.
    """
    text = read_text(path, Problems(problems.root)) if path.suffix != ".json" else None
    held: dict[int, tuple[Exemption, ...]] = {}
    orphans: list[Exemption] = []
    for exemption in exemptions_in_data(text or ""):
        if exemption.verb != verb:
            continue
        following = [(line, number) for number, line in enumerate(last_lines) if line > exemption.line]
        if following:
            number = min(following)[1]
            held[number] = (*held.get(number, ()), exemption)
        else:
            orphans.append(exemption)
    return held, tuple(orphans)


def _exemption(match: re.Match[str], line: int, form: str) -> Exemption:
    kinds, _, reason = match.group(2).partition("|")
    names = tuple(name.strip().casefold() for name in kinds.split(",") if name.strip())
    return Exemption(names, " ".join(reason.split()), line, form, match.group(1))
