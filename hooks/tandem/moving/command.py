"""`python -m tandem import en=text.docx zh=text.docx`: a text in several languages becomes a tutorial's folder.

Life: the rights are asked first, of a person or by options; then every file is read, and nothing is written before all
of them are. The folder goes into the site's sources in one step, the list of what is left to do into `imports/` beside
them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from ..check import check_site
from ..core.missing import CannotMakeError
from ..core.problems import Problems
from ..core.rights import OWN, UNKNOWN, Adapted, Permission, address_of, day_of, fault, may_adapt, standard_name
from ..core.schema import FOLDER as SCHEMAS
from ..core.schema import file_name
from ..core.settings import Settings, load_settings
from ..parity.agreement import languages_of
from ..prose.forms import FORMS
from ..prose.measures import Scanner
from ..prose.rules import load_rules
from .citing import bound
from .doses import Doses
from .folder import Folder, Rights
from .listing import CHECK, FIRST, Listing
from .opening import RefusedError, opened
from .pairing import sections_of
from .parts import Parts, parts_of
from .reading import read
from .wording import Writer
from .words import load_words
from .works import latin, works_of

IMPORTS = "imports"
MOST_HEADINGS = 300
_OPEN = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
_CLOSED = ("CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/")
_PUBLIC = {"CC0", "Public domain"}
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def arguments(command: ArgumentParser) -> None:
    """Describe the command's options."""
    command.add_argument("files", nargs="*", metavar="LANGUAGE=FILE", help="the text in each language: .docx or .md")
    command.add_argument("--name", default="", help="the tutorial's folder; from the title, where it is left out")
    command.add_argument("--licence", help="what the text was published under: CC BY 4.0, own, unknown, …")
    command.add_argument("--permission-from", default="", metavar="NAME", help="who let it be adapted")
    command.add_argument("--permission-on", default="", metavar="2026-01-31", help="the day of that permission")


def move_in(config: Path, options: Namespace) -> int:
    """Make the folder and the list. Exit status: 0 when they were written, 1 when nothing was."""
    try:
        print(_move_in(config, options))
    except (RefusedError, CannotMakeError) as refused:
        shown = f"{refused}\n  fix: {refused.fix}" if isinstance(refused, CannotMakeError) else refused
        print(shown)
        return 1
    return 0


def _move_in(config: Path, options: Namespace) -> str:
    problems = Problems(config.parent)
    settings = load_settings(config, problems)
    if settings is None:
        raise RefusedError("mkdocs.yml", "the site's settings cannot be read", problems.report())
    paths = _paths(options.files, settings)
    rights = _rights(options)
    listing = Listing()
    texts, folder = _made(settings, paths, rights, config, listing, problems)
    name = _folder_name(options.name, folder, settings)
    target, beside = settings.docs / name, config.parent / IMPORTS / name
    for path in (target, beside):
        if path.exists():
            raise RefusedError(path.relative_to(config.parent), "it is there already", "give another name: --name …")
    _write(folder, target, beside)
    _ask_for_rights(rights, name, folder, listing)
    folder.ask_for_words()
    _check(config, target, folder, texts, listing)
    proposed = len(list(folder.doses.proposals()))
    notes = [
        f"Made from {', '.join(parts.name for parts in texts)} on {folder.written_on}.",
        "A number behind a file is a line, in a DOCX a paragraph, heading, list item or cell, counted from the top.",
        f"Doses that the text names stand in doses.yml beside this list ({proposed}): nobody has checked them.",
    ]
    (beside / "list.md").write_text(listing.text(f"Moving in: {name}", notes), encoding="utf-8", newline="\n")
    shown = config.parent
    return (
        f"{target.relative_to(shown).as_posix()}: {len(folder.files)} pages in {len(texts)} languages\n"
        f"{(beside / 'list.md').relative_to(shown).as_posix()}: {len(listing)} things to look at\n"
        f"{(beside / 'doses.yml').relative_to(shown).as_posix()}: doses, unchecked"
    )


# --- what is asked ---------------------------------------------------------------------------------------------------


def _paths(given: Sequence[str], settings: Settings) -> dict[str, Path]:
    """The file of each language, in the site's order. The language is said, or in the file's name, never guessed."""
    found: dict[str, Path] = {}
    known = "|".join(map(re.escape, settings.locales))
    for text in given:
        said = re.match(rf"({known})=(.+)\Z", text, re.S)
        named = re.search(rf"\.({known})\.[A-Za-z]+\Z", text)
        if said is None and named is None:
            fix = f"write {settings.locales[0]}={text}, with the file's language ({', '.join(settings.locales)})"
            raise RefusedError(text, "nothing says in which language the file is", fix)
        locale = (said or named).group(1)  # type: ignore[union-attr]
        path = Path(said.group(2) if said else text)
        if locale in found:
            raise RefusedError(text, f"two files are in '{locale}'", "give one file for each language")
        found[locale] = path
    if len(found) < 2:
        example = " ".join(f"{locale}=text.{locale}.docx" for locale in settings.locales[:2])
        raise RefusedError("import", "a text in two languages is wanted", f"tandem import {example}")
    return {locale: found[locale] for locale in settings.locales if locale in found}


def _rights(options: Namespace) -> Rights:
    """The licence and the permission, from the options or asked for."""
    asks = options.licence is None
    if asks:
        print(
            "Under which licence was the text published? (CC BY 4.0, …; `own` if you wrote all of it; empty if unknown)"
        )
    licence = standard_name(_answer() if asks else options.licence)
    licence = licence.casefold() if licence.casefold() in {OWN, UNKNOWN} else licence or UNKNOWN
    given_by, on = options.permission_from.strip(), options.permission_on.strip()
    if asks and not given_by and not may_adapt(licence):
        print("That licence is not known to let it be translated or changed. Who gave permission? (empty: nobody yet)")
        given_by = _answer()
        if given_by:
            print("On which day? (2026-01-31)")
            on = _answer()
    if bool(given_by) != bool(on):
        fix = "give both --permission-from and --permission-on, or neither"
        raise RefusedError("import", "a permission has a name and a day", fix)
    if on and day_of(on) is None:
        raise RefusedError("import", f"'{on}' is no day that has come", "write it as 2026-01-31")
    if licence == OWN or licence in _PUBLIC:
        ours = _OPEN
    else:
        ours = (licence, address_of(licence)) if address_of(licence) else _CLOSED
    return Rights(licence, ours, given_by, on)


def _answer() -> str:
    line = sys.stdin.readline()
    if not line:
        fix = "answer, or give --licence (and --permission-from, --permission-on)"
        raise RefusedError("import", "the licence was asked for, and nobody answered", fix)
    return " ".join(line.split())


def _ask_for_rights(rights: Rights, name: str, folder: Folder, listing: Listing) -> None:
    adapted = Adapted(title="…", licence=rights.licence)
    permission = Permission.model_validate({"from": rights.given_by, "on": rights.on}) if rights.given_by else None
    found = fault(adapted, permission, rights.ours[0])
    if found is not None:
        _, what, fix = found
        fix += f". Until then keep docs/{name} and imports/{name} out of every public repository"
        listing.add(FIRST, f"docs/{name}/tutorial.yml", 1, what, fix)
    if not folder.texts[0].people:
        listing.add(
            FIRST, folder.texts[0].name, 1, "the authors' names could not be read", "write them under `adapted`"
        )


# --- what is made ----------------------------------------------------------------------------------------------------


def _made(
    settings: Settings, paths: dict[str, Path], rights: Rights, config: Path, listing: Listing, problems: Problems
) -> tuple[list[Parts], Folder]:
    files = {locale: opened(path) for locale, path in paths.items()}  # all of them, before the first is read
    languages = [language for language in languages_of(settings, problems) if language.locale in paths]
    words = load_words(paths, problems, settings.places)
    rules = load_rules(paths, FORMS, problems, settings.places)
    if len(problems):
        raise RefusedError("import", "the words of a language cannot be read", problems.report())
    texts = [parts_of(read(file, locale, listing), words[locale], listing) for locale, file in files.items()]
    for parts in texts:
        if len(parts.parts) > MOST_HEADINGS:
            what = f"the text has {len(parts.parts)} headings"
            raise RefusedError(
                parts.text.opened.path, what, "see whether they are headings; split the text if they are"
            )
        bound(parts, listing)
    works = works_of(texts, words, languages, listing)
    scanners = {one.locale: Scanner(one.rules, rules[one.locale]) for one in languages}
    by_locale = {one.locale: one for one in languages}
    writers = {
        locale: Writer(by_locale[locale], words[locale], scanners[locale], settings.language(locale).options)
        for locale in paths
    }
    schema = config.parent / SCHEMAS / file_name("tutorial.yml")
    shown = os.path.relpath(schema, settings.docs / "any").replace(os.sep, "/") if schema.is_file() else ""
    doses = Doses(scanners, by_locale)
    folder = Folder(texts, works, writers, doses, listing, rights, _today().isoformat(), shown)
    folder.write(sections_of(texts, listing))
    return texts, folder


def _today() -> date:
    """Today, or the day that reproducible builds are told."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(told), UTC).date() if told.isdecimal() else datetime.now().astimezone().date()


def _folder_name(given: str, folder: Folder, settings: Settings) -> str:
    titles = sorted(folder.titles.values(), key=lambda title: sum(not sign.isascii() for sign in title))
    name = given or re.sub(r"\A[0-9-]+", "", latin(titles[0]))[:40].strip("-") or "tutorial"
    if not _NAME.match(name) or name in settings.locales:
        fix = "use small Latin letters, digits and hyphens: --name thirst"
        raise RefusedError("import", f"'{name}' cannot be a tutorial's folder", fix)
    return name


def _write(folder: Folder, target: Path, beside: Path) -> None:
    """Write both folders, each in one step, so that nobody ever finds half a tutorial."""
    references = folder.references()
    sources: dict[str, bytes] = {name: file.text().encode() for name, file in folder.files.items()}
    sources["tutorial.yml"] = folder.tutorial().encode()
    sources["references.json"] = _json(list(references.values()))
    sources |= folder.pictures.files
    left = [entry for key, entry in folder.works.entries.items() if key not in references]
    others: dict[str, bytes] = {"doses.yml": folder.doses.text().encode(), **folder.pictures.waiting}
    if left:
        others["uncited.json"] = _json(left)
    for place, files in ((target, sources), (beside, others)):
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".import-", dir=place.parent))
        try:
            for name, data in files.items():
                (made / name).write_bytes(data)
            made.chmod(0o755)
            made.replace(place)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _json(entries: Sequence[object]) -> bytes:
    return (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode()


# --- what check says -------------------------------------------------------------------------------------------------


def _check(config: Path, target: Path, folder: Folder, texts: Sequence[Parts], listing: Listing) -> None:
    """Put everything that is still wrong with the folder into the list, with the places that it comes from."""
    problems = Problems(config.parent)
    check_site(config, problems)
    names = {parts.locale: parts.name for parts in texts}
    start = f"{target.relative_to(config.parent).as_posix()}/"
    for problem in problems.everything():
        if not problem.path.startswith(start):
            continue
        file_name_ = problem.path.removeprefix(start)
        file = folder.files.get(file_name_)
        line = file.places[problem.line - 1] if file and problem.line <= len(file.places) else 0
        locale = file_name_.split(".")[-2] if file else ""
        what = ("warning: " if problem.warning else "") + problem.what
        what += f" (from {names[locale]}:{line})" if line and locale in names else ""
        listing.add(CHECK, problem.path, problem.line, what, problem.fix)
