"""The site as an app: a service worker that keeps it on the reader's device, and what a browser needs to install it.

Life: made last, when every other file of the site is as it will be published, since the worker names each by the hash
of its content. It is part of the site and nothing is loaded for it until a reader asks (the feature `app`). Kept are
the pages of each language, in packs (`packs.py`), with all they use; no downloads, and not the pages side by side,
which say it again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import quote, urlsplit

from lxml import html
from lxml.html import builder

from ...core.missing import CannotMakeError
from ...core.recalls import for_older_pages
from ...core.render import show_date
from ...core.settings import Language
from ...lean.script import squeeze
from ..contents import ICONS, MISSING, PICTURES, WORKER, files, of_host, pages, shows_two_languages
from ..edition import Edition
from .packs import by_pack, pack

_SIZE = '<span data-slot="size"></span>'
_SIGN = "assets/favicon.svg"
_STYLE = ":root{color-scheme:light dark}body{max-width:34rem;margin:4rem auto;padding:0 1rem;font:1.1rem/1.6 system-ui}"


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write the worker, the packs and the manifests into the site's folder."""
    kept = [path for path in files(edition) if _keeps(edition, path)]
    packs = by_pack(pages(kept))
    apart = sorted(set(kept).difference(*packs.values()))  # styles, scripts, pictures
    _tell_size(folder, packs, apart)
    for name in packs:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_pack(folder, packs[name]))
    hashes = {quote(path): [_hash(folder / path), (folder / path).stat().st_size] for path in [*apart, *packs]}
    listed = json.dumps(hashes, sort_keys=True).encode()
    day = edition.moment.date()
    site = {
        "version": hashlib.sha256(listed).hexdigest()[:8],
        "date": {language.tag: show_date(language, day) for language in edition.languages},
        "files": hashes,
        "pages": {quote(path): quote(name) for name, inside in packs.items() for path in inside},
        "unsaved": _unsaved(edition, kept),
        "away": _away(edition),
    }
    if any(tutorial.file.recalls for tutorial in edition.tutorials):
        site["recalls"] = {language.tag: list(_recalls(edition, language)) for language in edition.languages}
    text = squeeze((Path(__file__).parent / "worker.js").read_text(encoding="utf-8"))
    worker = folder / WORKER
    words = json.dumps(site, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    worker.write_text(f"const SITE = {words};\n{text}", encoding="utf-8", newline="\n")
    pictures = [folder / "assets" / name for name in ICONS]
    for picture in pictures:
        shutil.copyfile(PICTURES / picture.name, picture)
    manifests = [_manifest(edition, folder, number) for number in range(len(edition.languages))]
    return [worker, *(folder / name for name in packs), *pictures, *manifests]


def _keeps(edition: Edition, path: str) -> bool:
    return path == MISSING or not (of_host(path) or shows_two_languages(edition, path))


def _hash(path: Path) -> str:
    """As `integrity` takes it: a browser refuses other bytes."""
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


def _pack(folder: Path, inside: list[str]) -> bytes:
    """The pack of these pages as they are now."""
    texts = {}
    for path in inside:
        try:
            texts[quote(path)] = (folder / path).read_bytes().decode()
        except UnicodeDecodeError:
            raise CannotMakeError(f"the page {path} is not UTF-8", "save it as UTF-8") from None
    return pack(texts)


def _tell_size(folder: Path, packs: dict[str, list[str]], apart: list[str]) -> None:
    """Before anyone asks for it, the control says how much it is; its own page is part of that, hence whole tens."""
    size = sum(len(_pack(folder, inside)) for inside in packs.values())
    size += sum((folder / path).stat().st_size for path in apart)
    kilobytes = f"{round(size / 10_000) * 10}"
    for path in chain(*packs.values()):
        text = (folder / path).read_text(encoding="utf-8")
        if _SIZE in text:
            (folder / path).write_text(
                text.replace(_SIZE, _SIZE.replace("><", f">{kilobytes}<")), encoding="utf-8", newline="\n"
            )


def _unsaved(edition: Edition, kept: list[str]) -> list[str]:
    """What a reader may follow a link to and does not have without a connection."""
    every = (path.relative_to(edition.folder).as_posix() for path in edition.folder.rglob("*") if path.is_file())
    return sorted(quote(path) for path in every if path not in kept and not of_host(path))


def _recalls(edition: Edition, language: Language) -> Iterator[str]:
    """What the saved pages of an earlier version do not say yet, and are told before the newer ones are there."""
    t = edition.strings[language.locale]
    for tutorial in edition.tutorials:
        yield from for_older_pages(tutorial.file, language, t)


def _away(edition: Edition) -> str:
    """The page that is shown in the place of those; its links count from the site's top folder."""
    sections = []
    for language in edition.languages:
        t = edition.strings[language.locale]
        home = builder.A(t("chrome.home"), href=f"{language.prefix}index.html")
        section = builder.DIV(
            builder.H1(t("app.away_title")),
            builder.P(t("app.away_text")),
            builder.P(home),
            lang=language.tag,
            dir="auto",
        )
        sections.append(section)
    first = edition.strings[edition.languages[0].locale]
    title = builder.TITLE(f"{first('app.away_title')} · {edition.name}")
    width = builder.META(name="viewport", content="width=device-width,initial-scale=1")
    head = builder.HEAD(builder.META(charset="utf-8"), width, title, builder.STYLE(_STYLE))
    page = builder.HTML(head, builder.BODY(builder.MAIN(*sections)), lang=edition.languages[0].tag)
    text: str = html.tostring(page, doctype="<!doctype html>", encoding="unicode")
    return text


def _manifest(edition: Edition, folder: Path, number: int) -> Path:
    """What a home screen is told, one file a language; all are one app."""
    language = edition.languages[number]
    if not (folder / _SIGN).is_file():
        raise CannotMakeError(f"{_SIGN} is missing in the site", f"put it at overrides/{_SIGN}")
    pictures = [{"src": _SIGN, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    pictures += [
        {"src": f"assets/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, (size, purpose) in ICONS.items()
    ]
    manifest = {
        "name": edition.name,
        "short_name": edition.name,
        "description": language.options.description,
        "lang": language.tag,
        "dir": "auto",
        "start_url": f"{language.prefix}index.html",
        "scope": "./",
        # With the way back that a page of a site needs. Where a system has no such window it opens its browser, which
        # holds what was saved; an app's own window may not.
        "display": "minimal-ui",
        "icons": pictures,
    }
    if edition.url:  # the same app in each language, and another one than a neighbour's on this host
        manifest["id"] = urlsplit(edition.url).path
    path = folder / f"app.{language.tag}.webmanifest"
    words = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(words + "\n", encoding="utf-8", newline="\n")
    return path
