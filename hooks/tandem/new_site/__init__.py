"""A site's own repository: texts, data and settings, and nothing of this program but its pinned name.

Life: `tandem new-site DIR` copies `sources/` into a folder beside the new one, fills in the site's name, adds what
follows from this version (the schemas of the data files, every package with its checksum), and puts the whole in place
(`core/placing.py`). In `sources/` a name that begins with a dot is written `dot-`, so
that neither git nor an editor takes those files for this repository's own.

Its workflows call those of the repository that the wheel was released from, at the commit of that release. Where the
wheel does not say it, or there is none, they hold the same steps themselves.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..core.installed import DISTRIBUTION, Origin, Revision, origin, wheel
from ..core.placing import CannotWriteError, files_in, put_in_place
from ..core.problems import Problems
from ..core.schema import FOLDER, file_name, schema_text
from ..core.settings import load_settings
from ..registry import MODELS

_SOURCES = Path(__file__).with_name("sources")
_LOCK = "requirements.txt"
_NAME = "@NAME@"
_EXTRAS = "all"


def write_site(target: Path, name: str, given: Origin | None = None, revision: Revision | None = None) -> list[str]:
    """Write a site's repository into a new or empty folder; returns its files.

    `given` is where the wheel lies; without it, it is where the running one was installed from, if that is an address.
    `revision` is what it was built from. Raises CannotWriteError.
    """
    target = target.resolve()
    if not re.fullmatch(r"[^\W_][\w .,()&-]{0,58}[\w)]", name):
        raise CannotWriteError(
            target, f"'{name}' is no name of a site", "use letters, digits and spaces: --name Teaching"
        )
    with put_in_place(target) as made:
        _copy(made, name, revision)
        (made / _LOCK).write_text(requirements(given or origin(wheel())), encoding="utf-8", newline="\n")
        _write_schemas(made)
    return files_in(target)


def _copy(target: Path, name: str, revision: Revision | None) -> None:
    for path in sorted(_SOURCES.rglob("*")):
        if path.is_file():
            parts = (re.sub("^dot-", ".", part) for part in path.relative_to(_SOURCES).parts)
            file = target.joinpath(*parts)
            file.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace(_NAME, name)
            if path.parent.name == "workflows":
                text = _workflow(text, revision)
            file.write_text(text, encoding="utf-8", newline="\n")
    settings = {f"{FOLDER}/{file_name(data)}": [f"docs/**/{data}"] for data in MODELS}
    lines = ",\n".join(f'    "{schema}": ["{files[0]}"]' for schema, files in settings.items())
    text = f'{{\n  "yaml.schemas": {{\n{lines}\n  }},\n  "files.eol": "\\n"\n}}\n'
    (target / ".vscode/settings.json").write_text(text, encoding="utf-8", newline="\n")


def _workflow(text: str, revision: Revision | None) -> str:
    """A workflow of a site: the lines that call ours, or without a revision to call, the jobs of ours themselves."""
    called = re.search(r"@WORKFLOWS@/([\w-]+\.yml)@REVISION", text)
    if called is None:
        raise AssertionError("a workflow calls none of ours")
    if revision is not None:
        at = f"{revision.repository}/.github/workflows/{called[1]}@{revision.commit} # {revision.tag}"
        return text.replace(called[0], at)
    ours = _beside(f"workflows/{called[1]}", f".github/workflows/{called[1]}").read_text(encoding="utf-8")
    return text.partition("jobs:\n")[0] + "".join(ours.partition("jobs:\n")[1:])


def _write_schemas(root: Path) -> None:
    problems = Problems(root)
    settings = load_settings(root / "mkdocs.yml", problems)
    if settings is None:
        raise AssertionError(problems.report())
    (root / FOLDER).mkdir()
    for data, model in MODELS.items():
        text = schema_text(model, data, settings)
        (root / FOLDER / file_name(data)).write_text(text, encoding="utf-8", newline="\n")


def requirements(where: Origin | None) -> str:
    """The packages of a site: this program's wheel, and all that it stands on, each with its checksums."""
    text = _beside(_LOCK, _LOCK).read_text(encoding="utf-8")
    pinned = text[re.search(r"^(?!#)", text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    if where is not None:
        line = f"{DISTRIBUTION}[{_EXTRAS}] @ {where.url} --hash=sha256:{where.sha256}\n"
        about = "# The program, by the address and the checksum of its release; below, all that it stands on.\n"
    else:
        line = f"# {DISTRIBUTION}[{_EXTRAS}] @ https://ADDRESS-OF-THE-WHEEL --hash=sha256:ITS-CHECKSUM\n"
        about = (
            "# The program: write its wheel's address and checksum, which its release names, into the next line and\n"
            "# remove the first sign of it; below, all that it stands on.\n"
        )
    return f"{about}{line}{pinned}"


def _beside(name: str, otherwise: str) -> Path:
    """A file that the wheel has beside this module, and a checkout elsewhere: that of the checkout."""
    own = Path(__file__).parent / name
    return own if own.is_file() else Path(__file__).resolve().parents[3] / otherwise
