"""The command `translate`: what it takes, and what it runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from .export import FORMATS, export
from .returning import bring_back


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell a parser of commands what `translate` takes; `run` of the options read then runs it."""
    commands = parser.add_subparsers(dest="direction", required=True)
    out = commands.add_parser("export", help="write the texts, with their translations, for a translator")
    out.add_argument("language", help="the language to translate into, as the files' names have it")
    out.add_argument("--from", dest="source", help="the language to translate from: the first one, unless you say")
    out.add_argument(
        "--tutorial", action="append", default=[], help="a tutorial's folder, or `site`; all, unless you say"
    )
    out.add_argument("--format", choices=tuple(FORMATS), default="po", help="po (GNU gettext) or xliff (version 2)")
    out.add_argument("--output", type=Path, help="the folder for the files: translations/, unless you say")
    out.set_defaults(run=_export)
    back = commands.add_parser("import", help="put translations into the sources, where they agree")
    back.add_argument("files", type=Path, nargs="+", help="files that `translate export` wrote")
    back.set_defaults(run=_import)
    for made in (out, back):
        made.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")


def _export(options: argparse.Namespace) -> int:
    config = options.config.resolve()
    return export(config, options.language, options.source, options.tutorial, options.format, options.output)


def _import(options: argparse.Namespace) -> int:
    return bring_back(options.config.resolve(), options.files)
