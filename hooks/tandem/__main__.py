"""The command `tandem`, or `python -m tandem` with the same words behind it.

build       make the whole site
serve       show it on this machine and follow changes
check       every problem of the sources, without building
agree       declare that the languages of a section say the same, after reading what changed
import      a tutorial's folder made of a text that there is in two languages
references  take works from another tool's file, a DOI or a PMID into references.json
translate   the texts as PO or XLIFF 2 for translators, and back into the sources
review      a section as DOCX for a reviewer, and what comes back of it
diff        what changed between two built sites, for a person
migrate     data files from the forms of earlier versions into this one's
schema      the JSON Schemas of the data files, for editors
new         the folder of a tutorial, full of samples
language    the folder of a language, with every text that it needs
new-site    a repository for a site of one's own
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from .agree import agree
from .check import CACHE, CHECKS, FOLDERS, check_again, check_site
from .core.installed import Origin, revision, wheel
from .core.placing import CannotWriteError
from .core.problems import Problems
from .core.schema import FOLDER, file_name, schema_text
from .core.settings import left_out, load_settings
from .core.store import Store
from .diff import report_differences
from .migrate import migrate
from .moving.command import arguments as moving_arguments
from .moving.command import move_in
from .new_language import catalogue_there, missing_texts, write_language
from .new_site import write_site
from .new_tutorial import PARTS, write_tutorial
from .new_tutorial.asking import ask, parts_of, titles_of
from .references import add_references
from .registry import MODELS
from .review.command import add_arguments as add_review_arguments
from .runs import DRAFTS, run_mkdocs
from .translation.command import add_arguments as add_translate_arguments


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 without problems, 1 with."""
    for stream in (sys.stdout, sys.stderr):  # where Windows hands on what it prints, it would know no Chinese
        if (getattr(stream, "encoding", "") or "utf-8").lower() != "utf-8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    parser = _parser()
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tandem")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_)
        made.set_defaults(run=run)
        return made

    build = command("build", _build, "make the whole site, and put it in the old one's place when it is complete")
    build.add_argument("--site-dir", type=Path, help="another folder than the settings name")
    build.add_argument("--drafts", action="store_true", help="a preview: with the drafts, without forms to take away")
    serve = command("serve", _serve, "show the site on this machine only, and follow changes")
    serve.add_argument("--port", type=int, default=8000)
    check = command("check", _check, "say everything that is wrong with the sources, without building")
    form = "how to say it: to people, or as annotations of a GitHub workflow"
    check.add_argument("--format", choices=("text", "github"), default="text", help=form)
    says = "show what changed in a section, ask whether its languages say the same, and record the answer"
    agreeing = command("agree", _agree, says)
    agreeing.add_argument("section", nargs="*", help="one section, by the name of its files")
    where = "the tutorial's folder; alone, for all that changed in it in one sitting; . for pages outside tutorials"
    agreeing.add_argument("--tutorial", help=where)
    two = "the two languages that you have read, in a site of more than two; one is the pivot, which others go by"
    agreeing.add_argument("--languages", nargs="*", metavar="LANGUAGE", help=two)
    moving = command("import", _import, "make a tutorial's folder of a text in two languages, as DOCX or Markdown")
    moving_arguments(moving)
    says = "take works from a reference manager's file, a DOI or a PMID into a tutorial's references.json"
    adding = command("references", _add_references, says)
    adding.add_argument("action", choices=("add",), help="put the works that are not there yet in")
    of = "a file (CSL JSON, BibTeX, RIS, nbib, ENW, or a list of DOIs and PMIDs), a DOI or a PMID"
    adding.add_argument("source", nargs="+", help=of)
    adding.add_argument("--tutorial", help="the tutorial's folder, where the site has several")
    adding.add_argument("--language", help="of the records that do not say theirs: a tag such as en")
    schema = command("schema", _schema, "write the JSON Schemas of the data files, by which editors check them")
    migrating = command("migrate", _migrate, "take data files from the forms of earlier versions into this one's")
    migrating.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    for made in (build, serve, check, agreeing, moving, adding, schema, migrating):
        made.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")
    for_translators = "hand the texts to a translator as PO or XLIFF, and take them back"
    add_translate_arguments(commands.add_parser("translate", help=for_translators))
    for_reviewers = "hand a section to a reviewer as DOCX, and take over what is proposed"
    add_review_arguments(commands.add_parser("review", help=for_reviewers))
    diff = command("diff", _diff, "say what changed between two built sites: doses, citations, texts, forms")
    diff.add_argument("old", type=Path, help="the folder of the site as it was")
    diff.add_argument("new", type=Path, help="the folder of the site as it is")
    tutorial = command("new", _new, "write the folder of a new tutorial, a draft with samples of what belongs there")
    tutorial.add_argument("name", nargs="?", default="", help="its folder in docs/, which becomes its address")
    titled = "its title in a language of the site: en=Magnesium; once for each, and asked for otherwise"
    tutorial.add_argument("--title", action="append", default=[], metavar="LANGUAGE=TITLE", help=titled)
    tutorial.add_argument("--author", help="who writes it, as the name is printed")
    has = f"what it shall have besides text: {', '.join(PARTS)}; separated by commas, or none"
    tutorial.add_argument("--with", dest="parts", metavar="PARTS", help=has)
    tutorial.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")
    says = "write the folder of a language, every text that it needs below its wording; or say which texts one lacks"
    speaking = command("language", _new_language, says)
    speaking.add_argument("action", choices=("new",), help="write the folder, or say what is missing in the one there")
    speaking.add_argument("locale", help="the language's tag: es, pt-BR")
    speaking.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")
    new = command("new-site", _new_site, "write a repository for a site of your own, with a sample tutorial")
    new.add_argument("folder", type=Path, help="a new folder")
    new.add_argument("--name", help="what the site is called; the folder's name, unless you say")
    new.add_argument("--wheel", default="", help="the address of this program's wheel, for requirements.txt")
    new.add_argument("--sha256", default="", help="the wheel's checksum, which its release names")
    return parser


def _build(options: argparse.Namespace) -> int:
    where = ["--site-dir", str(options.site_dir.resolve())] if options.site_dir else []
    drafts = {DRAFTS: "1"} if options.drafts else {}
    if _left_out(options):
        return 1
    return run_mkdocs(options.config.resolve(), "build", "--strict", *where, **drafts)


def _left_out(options: argparse.Namespace) -> bool:
    """Whether MkDocs would never come to us, who then could say nothing: said here, in place of what it would say."""
    problems = Problems(options.config.resolve().parent)
    found = left_out(options.config.resolve(), problems)
    if found:
        print(problems.report(), file=sys.stderr)
    return found


def _serve(options: argparse.Namespace) -> int:
    if _left_out(options):
        return 1
    return run_mkdocs(options.config.resolve(), "serve", "--dev-addr", f"127.0.0.1:{options.port}")


def _agree(options: argparse.Namespace) -> int:
    return agree(options.config.resolve(), options.section, options.tutorial, options.languages)


def _add_references(options: argparse.Namespace) -> int:
    return add_references(options.config.resolve(), options.source, options.tutorial, options.language)


def _check(options: argparse.Namespace) -> int:
    config = options.config.resolve()
    problems = Problems(config.parent)
    store = Store(config.parent / CACHE / CHECKS)
    check_again(config, problems, store)
    store.clear()
    for problem in problems.everything() if options.format == "github" else ():
        print(problem.annotation())
    return _told(problems, "no problems")


def _import(options: argparse.Namespace) -> int:
    return move_in(options.config.resolve(), options)


def _schema(options: argparse.Namespace) -> int:
    config = options.config.resolve()
    problems = Problems(config.parent)
    return _told(problems, _write_schemas(config, problems))


def _told(problems: Problems, done: str) -> int:
    print(problems.report() if problems.everything() else done)
    return 1 if len(problems) else 0


def _write_schemas(config: Path, problems: Problems) -> str:
    """The files written, for the reader; none where the settings cannot be read."""
    settings = load_settings(config, problems)
    if settings is None:
        return ""
    folder = config.parent / FOLDER
    folder.mkdir(exist_ok=True)
    written = {f"{FOLDER}/{file_name(data)}": schema_text(model, data, settings) for data, model in MODELS.items()}
    for name, text in written.items():
        (config.parent / name).write_text(text, encoding="utf-8", newline="\n")
    return "\n".join(written)


def _diff(options: argparse.Namespace) -> int:
    return report_differences(options.old, options.new, print)


def _migrate(options: argparse.Namespace) -> int:
    return migrate(options.config.resolve(), print, dry_run=options.dry_run)


def _new(options: argparse.Namespace) -> int:
    config = options.config.resolve()
    problems = Problems(config.parent)
    settings = load_settings(config, problems)
    if settings is None:
        return _told(problems, "")
    try:
        titles, parts = titles_of(options.title, settings), parts_of(options.parts)
        wanted = ask(settings, options.name, titles, options.author, parts)
        files = write_tutorial(settings, wanted)
    except CannotWriteError as error:
        print(error)
        return 1
    folder = (settings.docs / wanted.name).relative_to(config.parent)
    print("\n".join(f"{folder.as_posix()}/{name}" for name in files))
    print(f"\n{len(files)} files of a draft; what is yours to write is marked `sample`")
    check_site(config, problems)
    return _told(problems, "")


def _new_language(options: argparse.Namespace) -> int:
    config = options.config.resolve()
    problems = Problems(config.parent)
    settings = load_settings(config, problems)
    if settings is None:
        return _told(problems, "")
    locale = options.locale
    there = catalogue_there(settings, locale, problems)
    if len(problems):
        return _told(problems, "")
    if there is not None:
        missing = missing_texts(settings, locale, FOLDERS)
        where = there.relative_to(config.parent).as_posix()
        print(
            f"the folder is there already; {where} lacks these:\n\n{missing}" if missing else f"{where} lacks nothing"
        )
        return 0
    try:
        files = write_language(settings, locale, FOLDERS)
    except CannotWriteError as error:
        print(error)
        return 1
    print("\n".join(files))
    print(f"\n{len(files)} files to write in. When they are whole, add {locale} to the languages of {config.name},")
    print("under `plugins: i18n:` and under `extra: tandem:` with its description; `tandem check` says what is missing")
    return 0


def _new_site(options: argparse.Namespace) -> int:
    if bool(options.wheel) != bool(options.sha256):
        print("the wheel's address and its checksum belong together\n  fix: give both --wheel and --sha256")
        return 1
    given = Origin(options.wheel, options.sha256) if options.wheel else None
    try:
        files = write_site(options.folder, options.name or options.folder.resolve().name, given, revision(wheel()))
    except CannotWriteError as error:
        print(error)
        return 1
    print("\n".join(files))
    print(f"\n{len(files)} files in {options.folder}; its README.md says what to do next")
    return 0


if __name__ == "__main__":
    sys.exit(main())
