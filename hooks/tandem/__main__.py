"""`python -m tandem check`: every problem of the sources, without building."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .check import read_site
from .core.problems import Problems


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 without problems, 1 with."""
    parser = argparse.ArgumentParser(prog="tandem")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say everything that is wrong with the sources, without building")
    check.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's settings")
    options = parser.parse_args(arguments)
    problems = Problems(options.config.resolve().parent)
    read_site(options.config.resolve(), problems)
    if len(problems):
        print(problems.report())
        return 1
    print("no problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
