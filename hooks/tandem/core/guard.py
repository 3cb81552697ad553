"""The guard: what Markdown would pass over in silence is found before anything is rendered.

A block with an unknown name, option or argument becomes literal text in Python-Markdown, and a dead link becomes a
page; here each is a problem with its line. Life: called once for the whole shelf, after reading and before rendering.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .features import Block, Feature
from .page import BlockCall, Page
from .problems import Problems, did_you_mean
from .shelf import Shelf
from .tutorial import Tutorial

# Blocks that pymdown-extensions brings and this site's mkdocs.yml switches on: name → (argument, options).
THEIR_BLOCKS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "admonition": ("its title", ("type",)),
    "details": ("its title", ("type", "open")),
    "tab": ("its title", ("new", "select")),
}


def guard(shelf: Shelf, features: tuple[Feature, ...], problems: Problems) -> None:
    """Check every block and every link of every page."""
    blocks = {block.name: block for feature in features for block in feature.blocks}
    for tutorial, page in shelf.all_pages():
        for call in page.blocks:
            _check_block(tutorial, page, call, blocks, problems)
        _check_links(shelf, tutorial, page, problems)


def _check_block(
    tutorial: Tutorial | None, page: Page, call: BlockCall, blocks: Mapping[str, Block], problems: Problems
) -> None:
    def report(line: int, what: str, fix: str) -> None:
        problems.add(page.path, line, what, fix)

    block = blocks.get(call.name)
    if block is not None:
        argument, options = block.argument, tuple(block.options)
    elif call.name in THEIR_BLOCKS:
        argument, options = THEIR_BLOCKS[call.name]
    else:
        report(call.line, f"unknown block '{call.name}'", did_you_mean(call.name, [*blocks, *THEIR_BLOCKS]))
        return
    if call.argument and not argument:
        report(call.line, f"the block '{call.name}' takes no argument", f"write `/// {call.name}` alone")
    elif argument and not call.argument and block is None:
        report(call.line, f"the block '{call.name}' needs {argument}", f"write `/// {call.name} | {argument}`")
    unknown = [name for name in call.options.value if name not in options]
    for name in unknown:
        report(
            call.options.line((name,)), f"the block '{call.name}' has no option '{name}'", did_you_mean(name, options)
        )
    if block is None or unknown:
        return
    if tutorial is None and block.in_tutorial:
        report(call.line, f"the block '{call.name}' stands outside a tutorial", "move it into a section")
    elif block.data and tutorial is not None and block.data not in tutorial.data:
        report(call.line, f"the block '{call.name}' needs {block.data}", f"write {block.data} beside this file")
    elif not block.data or (tutorial is not None and tutorial.data[block.data] is not None):
        block.check(tutorial, call, report)


def _check_links(shelf: Shelf, tutorial: Tutorial | None, page: Page, problems: Problems) -> None:
    here = tutorial.name if tutorial else ""
    for link in page.links:
        parts = urlsplit(link.target)
        if parts.scheme in {"http", "https", "mailto"}:
            continue
        path, anchor = unquote(parts.path), unquote(parts.fragment)
        if parts.scheme or parts.netloc or path.startswith("/"):
            fix = "link to `section.md`, or to an address that begins with https://"
            problems.add(page.path, link.line, f"the link '{link.target}' leads out of the site's sources", fix)
            continue
        target = page if not path else _target(shelf, here, page.locale, path, problems, page, link.line)
        if target is not None and anchor and anchor not in target.ids:
            what = f"the link '{link.target}' leads to no heading in {target.path.name}"
            problems.add(page.path, link.line, what, did_you_mean(anchor, target.ids))


def _target(shelf: Shelf, here: str, locale: str, path: str, problems: Problems, page: Page, line: int) -> Page | None:
    joined = posixpath.normpath(posixpath.join(here, path))
    folder, name = posixpath.split(joined)
    if not name.endswith(".md"):
        if not (page.path.parent / path).is_file():
            problems.add(page.path, line, f"the file '{path}' is not there", "correct the name, or add the file")
        return None
    known = {
        posixpath.relpath(posixpath.join(owner.name if owner else "", f"{other.name}.md"), here or ".")
        for owner, other in shelf.all_pages()
        if other.locale == locale
    }
    try:
        _, found = shelf.find(folder, locale, name.removesuffix(".md"))
    except KeyError:
        fix = did_you_mean(path, known)
        if any(Path(name).stem.endswith(f".{other}") for other in shelf.settings.locales):
            fix = "write it without the language: " + did_you_mean(path.replace(f".{locale}.", "."), known)
        problems.add(page.path, line, f"the link '{path}' leads to no page", fix)
        return None
    return found
