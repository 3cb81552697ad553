"""The command `review`: a section out as DOCX, and a reviewer's proposals in, each taken over or left by hand.

Life: `import` shows every proposal with its place, its author and date, and asks; only `y` writes it. What it writes is
one text of one source, read again first. Whether the languages still agree is for `check` to say, as after any change.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..check import Site, read_site
from ..core.problems import Problems, did_you_mean
from ..parity.agreement import languages_of
from ..parity.language import Language
from ..segments.reading import RefusedError
from ..segments.sheets import SITE, page_fault, page_sheet
from .document import document
from .names import Known, all_texts, hashed, own_sheet
from .proposals import Proposal, proposals_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell a parser of commands what `review` takes; `run` of the options read then runs it."""
    commands = parser.add_subparsers(dest="direction", required=True)
    out = commands.add_parser("export", help="write a section as DOCX, for a reviewer to change and to comment")
    out.add_argument("section", help="the name of its files, with its tutorial where several have it: magnesium/dosing")
    out.add_argument("--language", action="append", default=[], help="one or two; the first two, unless you say")
    out.add_argument("--output", type=Path, help="the file; SECTION.docx, unless you say")
    out.set_defaults(run=lambda options: _run(_export, options))
    back = commands.add_parser("import", help="show what a reviewer proposes, and ask of each whether to take it over")
    back.add_argument("file", type=Path, help="the DOCX that came back")
    back.add_argument("--list", action="store_true", help="only show the proposals")
    back.set_defaults(run=lambda options: _run(_import, options))
    for made in (out, back):
        made.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")


def _run(command: object, options: argparse.Namespace) -> int:
    assert callable(command)
    try:
        for line in command(options):
            print(line, flush=True)
    except RefusedError as refused:
        print(refused)
        return 1
    return 0


def _read(options: argparse.Namespace) -> tuple[Site, dict[str, Language], Problems]:
    config = options.config.resolve()
    problems = Problems(config.parent)
    site = read_site(config, problems)
    languages = languages_of(site.settings, problems) if site is not None else []
    if site is None or not languages:
        raise RefusedError(problems.report())
    return site, {language.locale: language for language in languages}, problems


# --- out -------------------------------------------------------------------------------------------------------------


def _export(options: argparse.Namespace) -> Iterator[str]:
    site, languages, _ = _read(options)
    wanted = options.language or list(languages)[:2]
    for locale in wanted:
        if locale not in languages:
            raise RefusedError(f"the site has no language '{locale}'\n  fix: {did_you_mean(locale, languages)}")
    if len(wanted) > 2 or len(set(wanted)) != len(wanted):
        raise RefusedError("a document has one or two languages\n  fix: name --language once or twice")
    sections = {
        f"{tutorial.name}/{page.name}" if tutorial else page.name: (tutorial.name if tutorial else SITE, page.name)
        for tutorial, page in site.shelf.all_pages()
    }
    named = [name for name in sections if options.section in {name, name.rpartition("/")[2]}]
    exact = [name for name in named if name == options.section and "/" in name] or named
    if len(exact) != 1:
        several = f"several have it: {', '.join(exact)}" if exact else did_you_mean(options.section, sections)
        raise RefusedError(f"there is no one section '{options.section}'\n  fix: {several}")
    tutorial, section = sections[exact[0]]
    rows = _rows(site, tutorial, section, [languages[locale] for locale in wanted])
    path = options.output or Path(f"{section}.docx")
    if path.exists():
        raise RefusedError(f"{path} is there already\n  fix: move it away, or give --output")
    names = [site.settings.language(locale).name for locale in wanted]
    path.write_bytes(document(exact[0], names, rows))
    yield f"{path}: {len(rows)} texts"


def _rows(site: Site, tutorial: str, section: str, languages: Sequence[Language]) -> list[list[Known | None]]:
    pages = []
    for language in languages:
        try:
            pages.append(site.shelf.find(tutorial, language.locale, section)[1])
        except KeyError:
            raise RefusedError(f"the section cannot be read in '{language.locale}'\n  fix: run `make check`") from None
    sheets = [own_sheet(tutorial, page, language) for page, language in zip(pages, languages, strict=True)]
    known = [
        [Known(language, sheet, item) for item in sheet.segments]
        for sheet, language in zip(sheets, languages, strict=True)
    ]
    if len(languages) == 1:
        return [[item] for item in known[0]]
    both = page_sheet(tutorial, "", pages[0], pages[1], languages[0], languages[1])
    beside = {item.place.partition("#")[2]: item for item in both.segments}
    left = {(item.segment.target_lines, item.segment.target): item for item in known[1]}
    rows: list[list[Known | None]] = []
    for item in known[0]:
        other = beside.get(item.segment.place.partition("#")[2])
        rows.append([item, left.pop((other.target_lines, other.target), None) if other else None])
    return [*rows, *([None, item] for item in left.values())]


# --- in --------------------------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> Iterator[str]:
    site, languages, problems = _read(options)
    own = Problems(problems.root)
    found = proposals_in(options.file, own)
    if found is None:
        raise RefusedError(own.report())
    known = all_texts(site, languages)
    taken = 0
    for proposal in found:
        there = known.get(proposal.place)
        yield from _shown(proposal, there, problems.root)
        if there is None or not proposal.changed or options.list:
            continue
        refusal = _refusal(proposal, there)
        if refusal:
            yield f"  it cannot be taken over: {refusal}\n"
        elif _asked():
            _write(proposal, there)
            taken += 1
            known = all_texts(_read(options)[0], languages)  # lines have moved
    count = f"{len(found)} proposal{'' if len(found) == 1 else 's'}"
    yield f"{count}, {taken} taken over" + ("; now run `make check`" if taken else "")


def _shown(proposal: Proposal, there: Known | None, root: Path) -> Iterator[str]:
    where = "a text that is no longer in the sources" if proposal.place else "beside the texts"
    if there is not None:
        path = os.path.relpath(there.sheet.target_path.resolve(), root.resolve()).replace(os.sep, "/")
        where = f"{path}:{there.segment.target_lines[0]}"
    people = "; ".join(f"{name or 'no name'}, {date or 'no date'}" for name, date in proposal.people)
    if proposal.untracked:
        people = f"{people}; and changes that were not tracked" if people else "changes that were not tracked"
    yield f"{where}: {people or 'comments'}"
    if proposal.changed:
        before = there.segment.target if there is not None else proposal.old
        yield f"  - {before or '(nothing)'}"
        yield f"  + {proposal.new or '(nothing)'}"
    for comment in proposal.comments:
        on = f" on '{comment.on}'" if comment.on else ""
        yield f"  {comment.name or 'no name'}, {comment.date or 'no date'}{on}: {comment.text}"


def _refusal(proposal: Proposal, there: Known) -> str:
    """Why a text cannot be put into its source; '' where it can."""
    if proposal.new == there.segment.target:
        return "it stands there already"
    if hashed(there.segment.target) != proposal.was:
        return "the source has changed since the document was written; compare the two by hand"
    if not proposal.new:
        return "a text is not taken out alone; take out its paragraph, row or item in every language by hand"
    if "\n" in proposal.new:
        return "it is more than one paragraph now; write them into every language by hand"
    fault = page_fault(there.sheet, there.segment, proposal.new, there.language, there.language)
    return fault[0] if fault else ""


def _asked() -> bool:
    print("take it over? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip() == "y"


def _write(proposal: Proposal, there: Known) -> None:
    path = there.sheet.target_path
    beside = path.with_name(f"{path.name}.next")
    beside.write_bytes(there.sheet.written({there.segment.place: proposal.new}).data)
    beside.replace(path)
