"""MkDocs as a program of its own: what `tandem build` and `tandem serve` start, with what make would set here.

It runs in a process beside this one, so that nothing but `plugin.py` knows MkDocs from within.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DRAFTS = "TANDEM_DRAFTS"  # in the environment: a build is a preview, with drafts and without forms to take away
_INTERRUPTED = 130  # as a shell tells of Ctrl-C


def run_mkdocs(config: Path, command: str, *options: str, **more: str) -> int:
    """Run a command of MkDocs for the site of `config`, with `more` in its environment; returns its exit status."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **more}
    if moment := os.environ.get("SOURCE_DATE_EPOCH") or _commit_time(config.parent):
        environment["SOURCE_DATE_EPOCH"] = moment
    # -P: a file of the site's folder is never taken for a module.
    called = [sys.executable, "-P", "-m", "mkdocs", command, "--config-file", str(config), *options]
    try:
        return subprocess.run(called, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return _INTERRUPTED


def _commit_time(root: Path) -> str:
    """When the sources were committed, in seconds, so that one commit gives the same bytes everywhere; '' unknown."""
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, encoding="utf-8", check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
