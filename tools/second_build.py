"""`make second-build`: the site built by MkDocs and by its fork ProperDocs, compared byte for byte (adr/0038).

Life: asks each host what it is, so that no build is taken for the other's; builds the same sources twice, into folders
of their own in `.cache/second-build/`; compares every file of both. ProperDocs lies in a folder beside `.venv`, which
tools/setup.py fills from requirements-properdocs.txt and only this program looks into: the site's own environment
keeps MkDocs. Exit status: 0 the same, 1 a difference, each file named, 2 no comparison.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "second-build"
ADDRESS = "https://second-build.example/"  # without an address of the site there would be no sitemap to compare
AROUND = 24  # bytes shown on each side of the first that differ
# Of the package that answers to the name `mkdocs` once the host has begun, where it lies; then what it calls itself.
ASK = "import {0}.__main__, mkdocs.commands.build as b; print(b.__file__, {0}.__version__, sep='\\n')"


class CannotCompareError(Exception):
    """One of the two sites could not be built; the text says which and why."""


@dataclass(frozen=True)
class Host:
    """A program that builds the site: its name, its module, and the folder of packages that it needs besides."""

    name: str
    module: str
    packages: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def call(self, *arguments: str, quietly: bool = False) -> subprocess.CompletedProcess[str]:
        """Run Python as this host sees it. -P: a file of the working folder is never taken for a module."""
        environment = {**os.environ, **self.environment}
        environment.pop("PYTHONPATH", None)
        if self.packages is not None:
            environment["PYTHONPATH"] = str(self.packages)
        command = [sys.executable, "-P", *arguments]
        return subprocess.run(command, env=environment, check=False, encoding="utf-8", capture_output=quietly)

    def version(self) -> str:
        """What it calls itself. Raises CannotCompareError where another package would build in its place."""
        answer = self.call("-c", ASK.format(self.module), quietly=True)
        if answer.returncode:
            raise CannotCompareError(f"{self.name} does not start:\n{answer.stderr.rstrip()}")
        file, version = answer.stdout.split("\n")[:2]
        beside = self.packages is None or Path(file).is_relative_to(self.packages)
        if Path(file).parent.parent.name != self.module or not beside:
            raise CannotCompareError(f"{self.name} would build with {file}")
        return version

    def build(self, config: Path, site: Path) -> None:
        """Build the site of `config` into `site`. Raises CannotCompareError where that fails."""
        shutil.rmtree(site, ignore_errors=True)
        options = ["--strict", "--config-file", str(config), "--site-dir", str(site)]
        if self.call("-m", self.module, "build", *options).returncode or not site.is_dir():
            raise CannotCompareError(f"{self.name} did not build the site, see above")


def hosts() -> tuple[Host, Host]:
    """MkDocs, and ProperDocs; both build the published site as of one moment, with every form."""
    said = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "TANDEM_DRAFTS": ""}
    said["SITE_URL"] = os.environ.get("SITE_URL") or ADDRESS
    said["SOURCE_DATE_EPOCH"] = os.environ.get("SOURCE_DATE_EPOCH") or "1790000000"
    return Host("MkDocs", "mkdocs", None, said), Host("ProperDocs", "properdocs", setup.PROPERDOCS, said)


def files(site: Path) -> dict[str, Path]:
    """All that a host of the site could hand out, by address; a link counts as itself, not as what it leads to."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*"))}
    return {address: path for address, path in found.items() if path.is_symlink() or not path.is_dir()}


def differences(first: Path, second: Path, names: Sequence[str]) -> Iterator[str]:
    """What differs between two sites, a text for each file, in the order of their addresses."""
    sites = [files(first), files(second)]
    for address in sorted({*sites[0], *sites[1]}):
        paths = [site.get(address) for site in sites]
        if paths[0] is None or paths[1] is None:
            yield f"{address}: only in the build of {names[0] if paths[0] else names[1]}"
        elif any(path is not None and path.is_symlink() for path in paths):
            yield f"{address}: a link, which no site should hold"
        elif (one := paths[0].read_bytes()) != (two := paths[1].read_bytes()):
            yield f"{address}: {unlike(one, two, names)}"


def unlike(one: bytes, two: bytes, names: Sequence[str]) -> str:
    """Where two contents part, and what stands there in each."""
    shorter = min(len(one), len(two))
    at = next((index for index in range(shorter) if one[index] != two[index]), shorter)
    said = [f"{len(one)} and {len(two)} bytes, not the same from byte {at} on (line {one[:at].count(10) + 1})"]
    for name, content in zip(names, (one, two), strict=True):
        shown = content[max(0, at - AROUND) : at + AROUND]
        said.append(f"    {name:<{max(map(len, names))}}  {shown.decode(errors='backslashreplace')!r}")
    return "\n".join(said)


def state(config: Path) -> str:
    """What git says of the sources, commit and changes, which the forms name; '' where it can say nothing."""
    said = ""
    for command in (["rev-parse", "HEAD"], ["status", "--porcelain"]):
        try:
            done = subprocess.run(
                ["git", *command], cwd=config.parent, capture_output=True, encoding="utf-8", check=False
            )
        except OSError:
            return ""
        said += done.stdout
    return said


def compare(first: Path, second: Path, names: Sequence[str]) -> list[str]:
    """What differs between two sites. Raises CannotCompareError where there is nothing to compare."""
    for site, name in zip((first, second), names, strict=True):
        if not site.is_dir() or not files(site):
            raise CannotCompareError(f"{name} has built nothing into {site}")
    return list(differences(first, second, names))


def main(config: Path = ROOT / "mkdocs.yml", work: Path = WORK) -> int:
    """Build twice and compare; see the module for the exit status."""
    both = hosts()
    names = [host.name for host in both]
    sites = work / both[0].module, work / both[1].module
    try:
        began = state(config)
        for host, site in zip(both, sites, strict=True):
            print(f"{host.name} {host.version()} builds {site}", flush=True)
            host.build(config, site)
        if state(config) != began:
            raise CannotCompareError("the sources were changed or committed between the two builds: start again")
        found = compare(*sites, names)
    except CannotCompareError as error:
        print(error, file=sys.stderr)
        return 2
    for text in found:
        print(text)
    built = files(sites[0])
    if found:
        print(f"{len(found)} files are not the same in both builds; MkDocs's has {len(built)}", file=sys.stderr)
        return 1
    print(f"the same: {len(built)} files, {sum(path.stat().st_size for path in built.values())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
