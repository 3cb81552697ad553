"""`python -m tandem references add SOURCE`: take works from another tool's file, a DOI or a PMID into references.json.

Life: every source is read, each record held against the works that are there; what is missing (a language) is asked
once; then the file is written in one step. What was added, understood otherwise than written, or left out is said; a
record that does not fit is a problem at its place, and the others are added all the same.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .citations.entry import BibliographyError
from .citations.importing import Record, read_records
from .citations.importing.lookup import Identifier, Lookups, identifier_in, identifiers_in
from .citations.importing.merging import Known, entries_of, fits_script, folded, language_by_script, written
from .citations.importing.record import tag_of
from .citations.library import style_of
from .citations.references import Reference, load_references
from .citations.unprinted import find_unprinted
from .core.characters import fault
from .core.data import Document, read_text, validate
from .core.problems import Problems, did_you_mean
from .core.settings import Settings, load_settings
from .core.works import DATA as WORKS

DATA = "references.json"
_SHOWN = 20  # records without a language that the question lists


@dataclass
class _Run:
    """What a run found, and what it says at its end."""

    problems: Problems
    known: Known = field(default_factory=Known)
    new: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def refuse(self, record: Record, what: str, fix: str) -> None:
        called = f"'{record.called}'" if record.called else "a record"
        self.problems.add(record.path, record.line, f"{called} was left out: {what}", fix)


def add_references(config_file: Path, sources: Sequence[str], tutorial: str | None, language: str | None) -> int:
    """Add the works of all sources to a tutorial. Exit status: 0 when every record was added or is there, 1 else."""
    run = _Run(Problems(config_file.parent))
    settings = load_settings(config_file, run.problems)
    if settings is not None:
        _add(settings, sources, tutorial, language, run)
    if len(run.problems):
        run.said.append(run.problems.report())
    print("\n".join(run.said))
    return 1 if len(run.problems) else 0


def _add(settings: Settings, sources: Sequence[str], tutorial: str | None, language: str | None, run: _Run) -> None:
    folder = _folder(settings, tutorial, run.problems)
    tag = tag_of(language) if language else None
    if language and tag is None:
        run.problems.add(settings.file, 1, f"'{language}' names no language", "write a tag such as en, zh or pt-BR")
    if folder is None or (language and tag is None):
        return
    path = folder / DATA
    text = _text(path, settings, run)
    if text is None:
        return
    old = entries_of(text)
    for entry, _ in old:
        run.known.add(str(entry.get("id", "")), entry)
    fresh = _new_works(_records(sources, settings, run), run)
    for record in _with_language(fresh, tag, run):
        _take(record, keeps_days=not (folder / WORKS).exists(), run=run)
    _leave_out_unprinted(settings, run)
    if run.new:
        beside = path.with_suffix(".next")
        beside.write_text(written(old, run.new), encoding="utf-8", newline="\n")
        beside.replace(path)  # in one step: the file is never half written
    _tell(path, old, folder, run)


def _folder(settings: Settings, name: str | None, problems: Problems) -> Path | None:
    """The tutorial that is meant: the one that is named, or the only one."""
    docs = settings.docs
    known = {path.parent.name: path.parent for path in sorted(docs.glob("*/tutorial.yml"))} if docs.is_dir() else {}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name in known:
        return known[name]
    what = f"there is no tutorial '{name}'" if name else "the site has several tutorials" if known else "no tutorial"
    fix = did_you_mean(name, known) if name else f"say which, with --tutorial: {', '.join(known)}"
    problems.add(docs, 1, what, fix if known else "write one first; the author's guide shows how")
    return None


def _text(path: Path, settings: Settings, run: _Run) -> str | None:
    """The file as it is, "[]" where there is none; None, with its problems, where it cannot be read."""
    if not path.exists():
        return "[]"
    own = Problems(run.problems.root)
    references = load_references(path, settings, own)
    text = read_text(path, own)
    if references is None or text is None or len(references) < len(entries_of(text)):
        for problem in own:
            run.problems.add(path, problem.line, problem.what, problem.fix)
        run.said.append("nothing was added: mend the file first")
        return None
    return text


def _records(sources: Sequence[str], settings: Settings, run: _Run) -> list[Record]:
    """Every record of every source: files, lists of identifiers, identifiers."""
    lookups = Lookups(settings.lookup, settings.file, run.problems)
    found: list[Record] = []
    for source in sources:
        path = Path(source)
        single = None if _is_file(path) else identifier_in(source, path, 1)
        listed = [single] if single else _listed(path, run.problems)
        if listed:
            found += [record for item in listed if (record := lookups.record(item))]
        else:
            found += read_records(path, run.problems)
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _listed(path: Path, problems: Problems) -> list[Identifier] | None:
    """The identifiers of a file that lists them."""
    try:
        return identifiers_in(path.read_text(encoding="utf-8-sig"), path, problems) if _is_file(path) else None
    except (OSError, ValueError):
        return None  # said by the reader of records


def _new_works(records: list[Record], run: _Run) -> list[Record]:
    """The records that fit and whose work is not there yet; the others are told."""
    fresh: list[Record] = []
    seen = Known()
    for record in records:
        if not record.values.get("title"):
            run.refuse(record, "it has no title", "give it one where it comes from, and export it again")
            continue
        if bad := fault(json.dumps(record.values, ensure_ascii=False)):
            run.refuse(record, f"it holds {bad.what}", f"{bad.fix}, where it comes from, and export it again")
            continue
        own = Problems(run.problems.root)
        whole = {"language": "und", **record.values, "id": "new"}
        document = Document(record.path.with_suffix(".json"), whole, {(): record.line})
        if validate(Reference, document, own, called="the record") is None:
            for problem in own:
                run.refuse(record, problem.what, f"{problem.fix}, where it comes from, and export it again")
            continue
        there, here = run.known.same(record.values), seen.same(record.values)
        if there or here:
            _tell_of_twin(record, there, here, run)
            continue
        seen.add(f"{record.path}:{record.line}:{len(fresh)}", record.values)
        fresh.append(record)
    return fresh


def _tell_of_twin(record: Record, there: tuple[str, str] | None, here: tuple[str, str] | None, run: _Run) -> None:
    if there is None:
        assert here is not None
        run.said.append(f"twice in what was given, by its {here[1]}: {record.called} ({_place(record, run)})")
        return
    key, by = there
    run.said.append(f"already there, by its {by}: {key}, {record.called} ({_place(record, run)})")
    title = str(run.known.entries[key].get("title", ""))
    if by != "title" and folded(title) != folded(str(record.values["title"])):
        run.said.append(f"  but {key} is called '{title}': look which of the two is wrong")
    lacking = [
        name for name in ("DOI", "PMID", "PMCID") if name in record.values and name not in run.known.entries[key]
    ]
    run.said += [f'  {key} has no {name}; the record gives "{record.values[name]}"' for name in lacking]


def _place(record: Record, run: _Run) -> str:
    own = Problems(run.problems.root)
    own.warn(record.path, record.line, "", "")
    return f"{own.warnings[0].path}:{record.line}"


def _with_language(records: list[Record], tag: str | None, run: _Run) -> list[Record]:
    """The records with their language: as they say it, by the script of the title, or as the author says."""
    unsaid = []
    for record in records:
        title = f"{record.values['title']}"
        if "language" in record.values:
            continue
        if by_script := language_by_script(title):
            record.values["language"] = by_script
            record.notes.append(f"language {by_script}, by the letters of its title")
        else:
            unsaid.append(record)
    if unsaid and tag is None:
        tag = _asked(unsaid, run)
    for record in unsaid:
        if tag is not None and not fits_script(tag, str(record.values["title"])):
            what = f"it does not say its language, and is not in the letters of '{tag}'"
            run.refuse(record, what, "add it in a run of its own, with the tag of its language")
        elif tag is None:
            fix = "say which: add --language en (with make: IN=en), or name it where the record comes from"
            run.refuse(record, "it does not say its language", fix)
        else:
            record.values["language"] = tag
            record.notes.append(f"language {tag}, as you said")
    return [record for record in records if "language" in record.values]


def _asked(records: list[Record], run: _Run) -> str | None:
    """The language that the author gives to all records that name none; None for no answer."""
    print("These records do not say their language:")
    for record in records[:_SHOWN]:
        print(f"  {record.called} ({_place(record, run)})")
    if len(records) > _SHOWN:
        print(f"  and {len(records) - _SHOWN} more")
    print("Which is it? A tag such as en for all of them, or nothing to leave them out: ", end="", flush=True)
    answer = sys.stdin.readline().strip()
    print()
    return tag_of(answer) if answer else None


def _take(record: Record, *, keeps_days: bool, run: _Run) -> None:
    """Give a record its id and say what became of it."""
    if not keeps_days and record.values.pop("accessed", None):
        record.left.append("accessed")
        record.notes.append(f"its date of access is left out: {WORKS} says who read it, and when")
    namesake = run.known.namesake(record.values)
    key = run.known.key_for(record.key, record.values)
    order = {name: record.values[name] for name in _ORDER if name in record.values}
    run.known.add(key, order)
    run.new[key] = order
    run.left.update(set(record.left))
    run.said.append(f"added: {key}, {record.called} ({_place(record, run)})")
    run.said += [f"  {note}" for note in record.notes]
    if namesake:
        run.said.append(f"  it has the title of '{namesake}', but is another work by its identifiers, year or author")


def _leave_out_unprinted(settings: Settings, run: _Run) -> None:
    """Leave out what no language's style prints; what some style prints stays, and the author is told."""
    styles = [style_of(language) for language in settings.languages if style_of(language).csl.is_file()]
    lost: Counter[tuple[str, str]] = Counter()
    entries = [{**entry, "id": key} for key, entry in run.new.items()]
    try:
        for style in styles:
            lost.update(find_unprinted(entries, style))
    except BibliographyError as error:
        run.problems.add(settings.file, 1, str(error), "mend the style, or name another one")
    for (key, variable), count in lost.items():
        if count == len(styles):
            run.new[key] = {name: value for name, value in run.new[key].items() if name != variable}
            run.left[variable] += 1
        else:
            run.said.append(f"  {key}: not every language's style prints '{variable}'; `check` will say what to do")


_ORDER = [info.alias or name for name, info in Reference.model_fields.items()]


def _tell(path: Path, old: Sequence[tuple[Mapping[str, Any], str]], folder: Path, run: _Run) -> None:
    if run.left:
        counts = ", ".join(
            f"{name} ({count})" for name, count in sorted(run.left.items(), key=lambda item: (-item[1], item[0]))
        )
        run.said.append(f"left out, since references have no place for it: {counts}")
    if not run.new:
        run.said.append("nothing was added")
        return
    ids = [str(entry.get("id", "")) for entry, _ in old]
    if ids != sorted(ids, key=lambda key: (key.casefold(), key)):
        run.said.append(f"{path.name} is now in the order of its ids")
    count = len(run.new)
    run.said.append(f"{count} {'work was' if count == 1 else 'works were'} added to {path.parent.name}/{path.name}")
    run.said.append(f"next: cite each in a section, as in [@{next(iter(run.new))}]")
    if (folder / WORKS).exists():
        run.said.append(f"      and write under `works:` in {WORKS} who read it; where nobody did:")
        run.said += [f"        {key}: {{checked: no}}" for key in run.new]
