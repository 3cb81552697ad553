"""Build shelves of several sizes, ours and Material's in turn, and write what they cost.

`--quick` takes small shelves and one run of each; the report then says what it is. Wall time tells little on a machine
that others use too: seconds of the processor and memory are what counts.
"""

from __future__ import annotations

import argparse
import os
import platform
import pstats
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tools.shelf import making
from tools.shelf.measuring import FailedError, Used, medians, run, saved, size

ROOT = making.ROOT
WORK = ROOT / ".cache" / "bench-shelf"
REPORT = Path(__file__).with_name("RESULTS.md")
SIZES, RUNS = (1, 10, 40, 160), 3
QUICK, QUICK_RUNS = (1, 4), 1
FORMS = 1  # tutorials of the shelf that is built in every form
SHOWN = 30  # functions of the profile
_WORD = "zan"  # what an edit puts in


@dataclass
class Size:
    """What was measured of a shelf. `check`: the first run and the one after it."""

    tutorials: int
    pages: int
    ours: Used
    stock: Used
    weight: int
    check: tuple[Used, Used]
    preview: float | None


@dataclass
class Forms:
    """Builds with every form: anew, again, and after one paragraph was changed; and one without forms."""

    without: Used
    cold: Used
    again: Used
    edited: Used


@dataclass
class Bench:
    """One run of the bench, in a folder of its own."""

    work: Path
    runs: int
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        moment = os.environ.get("SOURCE_DATE_EPOCH") or "1790000000"
        self.environment = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": moment, "SITE_URL": ""}
        self.environment["PYTHONPATH"] = str(ROOT / "hooks")

    def build(self, config: Path, site: Path, *, profile: Path | None = None, anew: bool = True) -> Used:
        """Build a site; `anew`: with nothing kept from earlier builds."""
        if anew:
            shutil.rmtree(config.parent / ".cache", ignore_errors=True)
        shutil.rmtree(site, ignore_errors=True)
        watch = ["-m", "cProfile", "-o", str(profile)] if profile else []
        options = ["-q", "--strict"] if (config.parent / "hooks").exists() else ["-q"]
        command = [sys.executable, "-P", *watch, "-m", "mkdocs", "build", *options]
        return run([*command, "-f", str(config), "-d", str(site)], self.environment, self.work / "said.txt")

    def check(self, config: Path) -> Used:
        """Check a shelf."""
        command = [sys.executable, "-P", "-m", "tandem", "check", "--config", str(config)]
        return run(command, self.environment, self.work / "said.txt")

    def sized(self, tutorials: int) -> Size:
        """Measure a shelf of so many tutorials."""
        folder = self.work / str(tutorials)
        shutil.rmtree(folder, ignore_errors=True)
        config = making.write(folder / "ours", tutorials)
        making.agreed(config)
        stock = making.stock(folder / "stock", folder / "ours")
        ours, theirs = [], []
        for _ in range(self.runs):
            ours.append(self.build(config, folder / "site"))
            theirs.append(self.build(stock, folder / "stock-site"))
        found = Size(
            tutorials, making.pages(config), medians(ours), medians(theirs), size(folder / "site"),
            (self.check(config), self.check(config)), self.preview(config),
        )  # fmt: skip
        shutil.rmtree(folder / "site")
        shutil.rmtree(folder / "stock-site")
        return found

    def preview(self, config: Path) -> float | None:
        """Seconds from saving a source to its page; None where the preview does not follow."""
        kept = {path: path.read_text(encoding="utf-8") for path in (config.parent / "docs").rglob("*.en.md")}
        path = making.edited(config, _WORD)
        text = path.read_text(encoding="utf-8")
        path.write_text(kept[path], encoding="utf-8")
        command = [sys.executable, "-P", "-m", "tandem", "serve", "--config", str(config), "--port"]
        page = f"en/{path.parent.name}/{path.name.removesuffix('.en.md')}.html"
        try:
            return saved(command, self.environment, self.work / "said.txt", page, (path, text))
        except FailedError:
            return None
        finally:
            path.write_text(kept[path], encoding="utf-8")

    def forms(self) -> Forms:
        """Measure what forms cost."""
        folder = self.work / "forms"
        shutil.rmtree(folder, ignore_errors=True)
        plain = making.write(folder / "plain", FORMS)
        making.agreed(plain)
        config = making.write(folder / "ours", FORMS, exports=True)
        making.agreed(config)
        without = self.build(plain, folder / "site")
        cold = self.build(config, folder / "site")
        again = self.build(config, folder / "site", anew=False)
        making.edited(config, _WORD)
        return Forms(without, cold, again, self.build(config, folder / "site", anew=False))

    def profile(self, tutorials: int) -> Iterator[str]:
        """Our functions that a build spends most in, with what they call, as lines of a table."""
        path = self.work / "profile"
        self.build(self.work / str(tutorials) / "ours/mkdocs.yml", self.work / "profiled", profile=path)
        stats = pstats.Stats(str(path))
        rows = [
            (whole, own, calls, file.partition("hooks/tandem/")[2], name)
            for (file, _, name), (_, calls, own, whole, _) in stats.stats.items()  # type: ignore[attr-defined]
            if "hooks/tandem/" in file
        ]
        for whole, own, calls, file, name in sorted(rows, reverse=True)[:SHOWN]:
            yield f"| {whole:.1f} | {own:.1f} | {calls:,} | `{file}` {name} |"


def machine() -> str:
    """What it was measured on."""
    info = Path("/proc/cpuinfo")
    names = info.read_text(encoding="utf-8").split("\n") if info.is_file() else []
    model = next((line.partition(":")[2].strip() for line in names if line.startswith("model name")), "")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {model or platform.processor()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, load at the end {load}"
    )


def table(sizes: list[Size], forms: Forms) -> Iterator[str]:
    """The goals of the shelf, with what was measured."""
    large, small = sizes[-1], sizes[0]
    middle = next((one for one in sizes if one.tutorials >= 40), large)
    before = sizes[max(0, len(sizes) - 2)]
    heavier = (large.weight - small.weight) / max(1, large.tutorials - small.tutorials)
    per = (large.ours.processor / large.pages) / (before.ours.processor / before.pages)
    rows = [
        (f"cold CPU at {middle.pages:,} source pages against pruned Material on the same text", "≤ 2.0×",
         f"{middle.ours.processor / middle.stock.processor:.1f}×"),
        (f"CPU a page, {large.pages:,} against {before.pages:,} pages", "≤ 1.10", f"{per:.2f}"),
        (f"peak memory of the largest process at {middle.pages:,} / {large.pages:,} pages", "≤ 300 / 400 MB",
         f"{middle.ours.memory / 1e6:.0f} / {large.ours.memory / 1e6:.0f} MB"),
        ("exports, cold, CPU a tutorial and language pair", "≤ 10 s",
         f"{(forms.cold.processor - forms.without.processor) / (FORMS + 1):.1f} s"),
        (f"rebuild after one changed paragraph at {FORMS + 1} tutorials, all forms, of a cold build", "≤ 1/20 at 40",
         f"{forms.edited.processor / forms.cold.processor:.2f}"),
        (f"save to new page in `make serve`, {large.tutorials} tutorials", "≤ 1 s at 40",
         f"{large.preview:.1f} s" if large.preview is not None else "it did not follow"),
        (f"`check` at {middle.tutorials} tutorials, second run", "≤ 2 s", f"{middle.check[1].processor:.1f} s"),
        ("site bytes a tutorial, forms apart", "≤ 0.9 MB", f"{heavier / 1e6:.2f} MB"),
    ]  # fmt: skip
    yield from ["| what | goal | measured |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]


def report(sizes: list[Size], forms: Forms, profile: list[str], runs: int, command: str) -> str:
    """The whole report."""
    lines = [
        "# A shelf of tutorials: what it costs to build", "",
        f"Written by `{command}` on {date.today().isoformat()}: {machine()}. Medians of {runs} runs in turn, over the "
        "whole tree of processes, exports off unless said; each tutorial is a copy of the first with invented "
        f"paragraphs of its own, and brings {making.TERMS} terms to the glossary. Beside the copies stands one more "
        "tutorial, to which they link. Material (`navigation.prune`, its own search) has the same text without the "
        "blocks. Zensical, Hugo and Starlight were not measured.", "",
        *table(sizes, forms), "",
        "## By size", "",
        "| tutorials | pages | CPU | Material's CPU | ratio | CPU a page | wall | Material's wall | memory | "
        "check, first | second | save to page | site |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for one in sizes:
        ours, stock = one.ours, one.stock
        lines.append(
            f"| {one.tutorials} | {one.pages:,} | {ours.processor:.1f} s | {stock.processor:.1f} s | "
            f"{ours.processor / stock.processor:.1f}× | {1000 * ours.processor / one.pages:.0f} ms | "
            f"{ours.clock:.0f} s | {stock.clock:.0f} s | {ours.memory / 1e6:.0f} MB | {one.check[0].processor:.1f} s | "
            f"{one.check[1].processor:.1f} s | {f'{one.preview:.1f} s' if one.preview is not None else '–'} | "
            f"{one.weight / 1e6:.1f} MB |"
        )
    lines += [
        "", "## Forms", "",
        f"{FORMS + 1} tutorials with every form, CPU: without forms {forms.without.processor:.1f} s, cold "
        f"{forms.cold.processor:.1f} s, again {forms.again.processor:.1f} s, after one changed paragraph "
        f"{forms.edited.processor:.1f} s.", "",
        "## Where the time goes", "",
        f"Under a profiler, which slows calls down; {SHOWN} functions with what they call.", "",
        "| seconds | its own | calls | function |", "|---|---|---|---|", *profile, "",
    ]  # fmt: skip
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 where everything could be built."""
    parser = argparse.ArgumentParser(prog="make bench-shelf", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small shelves, one run of each; printed, not kept")
    parser.add_argument("--tutorials", type=int, nargs="+", help="sizes of the shelves")
    parser.add_argument("--runs", type=int, help="runs of each")
    asked = parser.parse_args(arguments)
    sizes = sorted(asked.tutorials or (QUICK if asked.quick else SIZES))
    bench = Bench(WORK, asked.runs or (QUICK_RUNS if asked.quick else RUNS))
    WORK.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    try:
        measured = []
        for tutorials in sizes:
            print(f"{tutorials} tutorials, {time.monotonic() - begun:.0f} s after the start", flush=True)
            measured.append(bench.sized(tutorials))
        print(f"forms, {time.monotonic() - begun:.0f} s after the start", flush=True)
        forms = bench.forms()
        profiled = sizes[-1] if asked.quick else min(sizes, key=lambda one: abs(one - 10))
        text = report(measured, forms, list(bench.profile(profiled)), bench.runs, "make bench-shelf")
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    if asked.quick:
        print(text)
    else:
        REPORT.write_text(text, encoding="utf-8")
        print(f"written: {REPORT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
