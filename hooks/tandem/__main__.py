"""`python -m tandem check`: every problem of the sources, without building.
`python -m tandem agree SECTION`: declare that the languages of a section say the same, after reading what changed.
`python -m tandem translate`: the texts as PO or XLIFF 2 for translators, and back into the sources.
`python -m tandem schema`: the JSON Schemas of the data files, for editors.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .agree import agree
from .check import check_site
from .core.problems import Problems
from .core.schema import FOLDER, file_name, schema_text
from .core.settings import load_settings
from .registry import MODELS
from .translation.command import add_arguments as add_translate_arguments


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 without problems, 1 with."""
    parser = argparse.ArgumentParser(prog="tandem")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_ in (
        ("check", "say everything that is wrong with the sources, without building"),
        ("agree", "show what changed in a section, ask whether its languages say the same, and record the answer"),
        ("schema", "write the JSON Schemas of the data files, by which editors complete and check them"),
    ):
        command = commands.add_parser(name, help=help_)
        if name == "check":
            form = "how to say it: to people, or as annotations of a GitHub workflow"
            command.add_argument("--format", choices=("text", "github"), default="text", help=form)
        elif name == "agree":
            command.add_argument("section", nargs="*", help="one section, by the name of its files")
            where = "the tutorial's folder, where several have such a section; . for a page outside tutorials"
            command.add_argument("--tutorial", help=where)
        command.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")
    help_ = "hand the texts to a translator as PO or XLIFF, and take them back"
    add_translate_arguments(commands.add_parser("translate", help=help_))
    options = parser.parse_args(arguments)
    if options.command == "translate":
        status: int = options.run(options)
        return status
    config: Path = options.config.resolve()
    if options.command == "agree":
        return agree(config, options.section, options.tutorial)
    problems = Problems(config.parent)
    done = "no problems"
    if options.command == "schema":
        done = _write_schemas(config, problems)
    else:
        check_site(config, problems)
        for problem in problems.everything() if options.format == "github" else ():
            print(problem.annotation())
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
        (config.parent / name).write_text(text, encoding="utf-8")
    return "\n".join(written)


if __name__ == "__main__":
    sys.exit(main())
