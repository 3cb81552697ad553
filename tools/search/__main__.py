"""Measure the search of `site/`, and stock mkdocs-material's over the same text, and write RESULTS.md beside this."""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tandem.check import read_site
from tandem.core.problems import Problems
from tandem.core.shelf import Shelf

from tools import browser as browsers

from . import corpus, drive, stock
from .queries import INFLECTED, RUNS, TYPOS, Query, inflected, mistyped, named, runs
from .questions import HALVES, HERE, Places, ranks, read, total
from .score import Score, scores
from .sections import HAN, Judged, sections

ROOT = Path(__file__).resolve().parents[2]
SEED = 2026
SHARE = 5  # of a large shelf every fifth query is asked
SEARCH = "assets/tandem/search"


@dataclass(frozen=True)
class Measured:
    """One engine's site, with where its pages are."""

    name: str
    kind: type[drive.Engine]
    site: Path


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tutorials", type=int, default=50, help="of the generated corpus; 0 leaves it out")
    options.add_argument("--stock", action=argparse.BooleanOptionalAction, default=True)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--write", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    asked = options.parse_args()
    lines = [
        "# Search, measured", "",
        f"By `make bench-search` on {datetime.now(UTC):%Y-%m-%d}: {_machine()}.", "",
        "A query's right answers are the sections whose text holds what it was made from; where more than five",
        "do, any five of them are full recall. A form of a word is one that stands nowhere in the text. `file://`",
        "is the same folder without a server. Bytes are gzipped (level 6), scripts and data together: what had",
        "come by the first result, and all that came. Times are to the first result of a first query, on a",
        "processor made 4 times slower, with nothing of the search loaded before it was opened; after opening,",
        "they hold the script that drives the browser too. mkdocs-material stands as its plugins come, the theme",
        "in Chinese; a result in the other language is no answer.", "",
    ]  # fmt: skip
    shelf = _shelf(ROOT / "mkdocs.yml")

    def keep(more: Iterable[str]) -> None:
        """What is measured is measured, even if the rest of it takes too long."""
        lines.extend(more)
        asked.write.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browsers.find()), args=browsers.arguments())
        keep(["## The site", "", *_site(browser, ROOT / "site", shelf, Path(work), asked.seed, asked.stock)])
        own = len(shelf.listed)
        keep(["## Questions as people ask them", "", *_told(), *_questions(browser, ROOT / "site", shelf, 1)])
        keep(_questions(browser, ROOT / "site", shelf, own))
        if asked.tutorials:
            folder = Path(work) / "corpus"
            folder.mkdir()
            config = corpus.write(folder, asked.tutorials)
            _build(config)
            keep(_questions(browser, ROOT / "site", shelf, own + asked.tutorials, folder / "site"))
            pages = asked.tutorials * corpus.SECTIONS * len(corpus.LOCALES)
            keep(["", f"## {asked.tutorials} generated tutorials, {pages} pages", ""])
            keep(_site(browser, folder / "site", _shelf(config), Path(work) / "big", asked.seed, asked.stock, SHARE))
        browser.close()
    print("\n".join(lines))
    return 0


def _told() -> Iterator[str]:
    yield "A wrong one is a page that is shown where none answers. The half called tune was tuned on. With one tutorial"
    yield "each question is asked of its own alone; with more, of the whole shelf, generated ones beside the site's."
    yield ""
    yield (
        "| tutorials | half | language | `asks:` | answerable | in the first 3 | mean reciprocal rank "
        "| not answerable | wrong |"
    )
    yield "|---" * 9 + "|"


def _questions(browser: Browser, site: Path, shelf: Shelf, count: int, beside: Path | None = None) -> Iterator[str]:
    """Both halves, on a shelf of `count`, with and without what authors say that their sections answer."""
    places = Places(shelf, site)
    names = {tutorial.name for tutorial in shelf.tutorials}
    for half in HALVES:
        questions = [one for one in read(HERE / f"{half}.tsv") if one.site in names]
        for asks in (True, False):
            found = ranks(browser, places, questions, asks=asks, alone=count == 1, beside=beside)
            for language in shelf.settings.languages:
                own = {one: keys for one, keys in found.items() if one.language == language.locale}
                score = total(own)
                yield (
                    f"| {count} | {half} | {language.name} | {'on' if asks else 'off'} | {score.count} "
                    f"| {score.first:.1%} | {score.rank:.3f} | {score.unanswered} | {score.wrong} |"
                )


def _machine() -> str:
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())  # fmt: skip
    load = f"load {os.getloadavg()[1]:.1f} at the start"
    return f"{os.cpu_count()} cores of {model}, {load}, {browsers.version(str(browsers.find()))}"


def _shelf(config: Path) -> Shelf:
    problems = Problems(config.parent)
    site = read_site(config, problems)
    assert site is not None
    return site.shelf


def _build(config: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
    subprocess.run(command, check=True, env=environment, cwd=config.parent)


def _site(
    browser: Browser, site: Path, shelf: Shelf, work: Path, seed: int, with_stock: bool, share: int = 1
) -> Iterator[str]:
    """A part of the report; `share`: a query of how many is asked."""
    languages = shelf.settings.languages
    judged = {
        language.locale: sections(site, language.prefix, tuple(other.prefix for other in languages if other.prefix))
        if not language.prefix
        else sections(site, language.prefix, ("assets/",))
        for language in languages
    }
    engines = [Measured("Tandem", drive.Ours, site)]
    if with_stock:
        folder = work / "stock"
        _build(stock.write(folder, judged))
        engines.append(Measured("mkdocs-material", drive.Stock, folder / "site"))
    asked = {
        language.locale: _queries(shelf, language.locale, judged[language.locale], seed, share)
        for language in languages
    }
    found: list[str] = []
    timed: list[str] = []
    for engine in engines:
        for transport, home in _homes(engine.site):
            with home as address:
                for language in languages:
                    read = f"{shelf.tutorials[0].name}/"
                    start = f"{language.prefix}{read}index.html"
                    queries = asked[language.locale]
                    here = [section for section in judged[language.locale] if section.key.startswith(read)]
                    easy = [section.heading for section in here[:20] if section.heading]
                    answered = drive.answers(
                        browser, engine.kind, address, start, [query.text for query in queries], easy
                    )
                    print(engine.name, transport, language.locale, answered is not None, file=sys.stderr)
                    where = f"| {engine.name} | {transport} | {language.name} "
                    if answered is None:
                        found.append(where + f"| all | {len(queries)} | no answer within {drive.LONG // 1000} s | | |")
                        timed.append(where + "| | | | | none |")
                        continue
                    hits, first = answered
                    found += [
                        where + _row(score) for score in scores(queries, hits, language.prefix, judged[language.locale])
                    ]
                    timed.append(
                        where + _timed(drive.first_query(browser, engine.kind, engine.site, address, start, first))
                    )
    yield "| search | opened by | language | queries | number | recall at 5 | mean reciprocal rank | without a result |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from found
    yield ""
    heads = ("search", "opened by", "language", "loaded with the page", "to the first result", "in all",
             "after opening", "after typing")  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    yield from timed
    yield ""
    yield "| language | text, gzipped | Tandem's index, gzipped | ratio |"
    yield "|---|---|---|---|"
    for language in languages:
        text = _gz("\n".join(section.text for section in judged[language.locale]).encode())
        index = _index(site, language.locale)
        yield f"| {language.name} | {text / 1000:.1f} KB | {index / 1000:.1f} KB | {index / text:.2f} |"
    yield ""
    yield "| language | tutorials | the index of one, median | least | most | words that read questions |"
    yield "|---|---|---|---|---|---|"
    for language in languages:
        texts = sorted(_gz(path.read_bytes()) for path in (site / SEARCH).glob(f"{language.locale}/*.js")
                       if ".packed." not in path.name)  # fmt: skip
        (words,) = (site / SEARCH).glob(f"{language.locale}.words.*.js")
        median, least, most, late = (
            f"{value / 1000:.1f} KB" for value in (texts[len(texts) // 2], texts[0], texts[-1], _gz(words.read_bytes()))
        )
        yield f"| {language.name} | {len(texts)} | {median} | {least} | {most} | {late} |"
    yield ""


def _queries(shelf: Shelf, locale: str, judged: list[Judged], seed: int, share: int) -> list[Query]:
    made = named(shelf.glossary.terms, shelf.settings.locales, locale, judged)
    text = "".join(section.text for section in judged)
    if len("".join(HAN.findall(text))) > len(text) / 3:  # Chinese
        return made + runs(judged, seed, RUNS // share)
    return made + inflected(judged, seed, INFLECTED // share) + mistyped(judged, seed, TYPOS // share)


def _gz(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def _index(site: Path, locale: str) -> int:
    """What a reader of the last tutorial loads of a language's texts to search all of it, without engine and entry."""
    folder = site / SEARCH
    packed = sorted(folder.glob(f"{locale}/*.packed.*.js"))
    plain = [path for path in sorted(folder.glob(f"{locale}/*.js")) if path not in packed]
    own = plain[-1]
    others = (
        [path for path in packed if not path.name.startswith(own.name.split(".")[0] + ".")] if packed else plain[:-1]
    )
    files = [*folder.glob(f"{locale}.p*.js"), own, *others]
    return sum(_gz(path.read_bytes()) for path in files)


def _homes(site: Path) -> Iterator[tuple[str, AbstractContextManager[str]]]:
    yield "http", drive.served(site)
    yield "file://", _folder(site)


@contextmanager
def _folder(site: Path) -> Iterator[str]:
    yield site.as_uri() + "/"


def _row(score: Score) -> str:
    return f"| {score.kind} | {score.count} | {score.recall:.1%} | {score.rank:.3f} | {score.nothing} |"


def _timed(first: drive.First | None) -> str:
    if first is None:
        return "| | | | | none |"
    kb = [f"{value / 1000:.1f} KB" for value in (first.bytes_on_load, first.bytes_first, first.bytes_all)]
    return f"| {' | '.join(kb)} | {first.since_opened * 1000:.0f} ms | {first.seconds * 1000:.0f} ms |"


if __name__ == "__main__":
    sys.exit(main())
