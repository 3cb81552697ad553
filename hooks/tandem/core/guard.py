"""The guard: what Markdown would pass over in silence is found before anything is rendered.

A block with an unknown name, option or argument becomes literal text in Python-Markdown, and a dead link becomes a
page; here each is a problem with its line. Life: called once for the whole shelf, after reading and before rendering.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .data import shown
from .features import Block, Feature, Inline, blocks_of, inlines_of
from .page import BlockCall, InlineCall, Link, Page
from .problems import Problems, did_you_mean
from .shelf import Shelf
from .tutorial import DATA_SUFFIXES, Tutorial

_TYPE, _SWITCH = "one word of Latin letters, such as warning", "true or false"
# Blocks that hold text: those that pymdown-extensions brings and this site's mkdocs.yml switches on, and our caption.
# Name → (argument, options).
THEIR_BLOCKS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "admonition": ("its title", {"type": _TYPE}),
    "details": ("its title", {"type": _TYPE, "open": _SWITCH}),
    "caption": ("", {}),
    "tab": ("its title", {"new": _SWITCH, "select": _SWITCH}),
}


def guard(shelf: Shelf, features: tuple[Feature, ...], problems: Problems) -> None:
    """Check every block, every inline call and every link of every page."""
    blocks, inlines = blocks_of(features), inlines_of(features)
    for tutorial, page in shelf.all_pages():
        for call in page.blocks:
            _check_block(tutorial, page, call, blocks, problems)
        for inline in page.inlines:
            what, fix = _inline_fault(tutorial, inline, inlines)
            if what:
                problems.add(page.path, inline.line, what, fix)
        _check_links(shelf, tutorial, page, problems)


def _check_block(
    tutorial: Tutorial | None, page: Page, call: BlockCall, blocks: Mapping[str, Block], problems: Problems
) -> None:
    def report(line: int, what: str, fix: str) -> None:
        problems.add(page.path, line, what, fix)

    block = blocks.get(call.name)
    if block is not None:
        argument, options = block.argument, block.options
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
    if block is None:
        for name in call.options.value:
            if name not in unknown and not _fits(call.option(name), options[name]):
                what = f"the option '{name}' of the block '{call.name}' cannot be {shown(call.option(name))}"
                report(call.options.line((name,)), what, f"write {options[name]}")
        return
    if call.content:
        what = f"the block '{call.name}' holds a text, which would not be shown"
        report(call.content, what, "write it above or below the block")
    if unknown:
        return
    if tutorial is None and block.in_tutorial:
        report(call.line, f"the block '{call.name}' stands outside a tutorial", "move it into a section")
    elif block.data and tutorial is not None and block.data not in tutorial.data:
        report(call.line, f"the block '{call.name}' needs {block.data}", f"write {block.data} beside this file")
    elif not block.data or (tutorial is not None and tutorial.data[block.data] is not None):
        block.check(tutorial, call, report)


def _inline_fault(tutorial: Tutorial | None, call: InlineCall, inlines: Mapping[str, Inline]) -> tuple[str, str]:
    """What is wrong with an inline call, and its fix; two empty texts where nothing is."""
    inline = inlines.get(call.name)
    if inline is None:
        fix = did_you_mean(call.name, inlines)
        return f"nothing is printed in the place of {call}", fix
    if tutorial is None:
        return f"{call} stands outside a tutorial", "move it into a section"
    if inline.data not in tutorial.data:
        return f"{call} needs {inline.data}", f"write {inline.data} beside this file"
    if tutorial.data[inline.data] is None:
        return "", ""  # the file's own problems say why it could not be read
    known = inline.known(tutorial)
    if call.argument not in known:
        return f"{inline.data} has no '{call.argument}': {call}", did_you_mean(call.argument, known)
    return "", ""


def _fits(value: object, wanted: str) -> bool:
    """Whether pymdown-extensions takes an option's value; where it does not, it shows the block as text."""
    if wanted == _SWITCH:
        return isinstance(value, bool)
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z-]*", value) is not None


def _check_links(shelf: Shelf, tutorial: Tutorial | None, page: Page, problems: Problems) -> None:
    for link in page.links:
        what, fix = _fault(shelf, tutorial.name if tutorial else "", page, link)
        if what:
            problems.add(page.path, link.line, what, fix)


def _fault(shelf: Shelf, here: str, page: Page, link: Link) -> tuple[str, str]:
    """What is wrong with a link, and its fix; two empty texts where nothing is."""
    called = f"the {'image' if link.image else 'link'} '{link.target}'"
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return f"{called} is no address", "correct it"
    if not link.target:
        return "a link without a target", "write `[text](section.md)`"
    if link.image and (parts.scheme or parts.netloc):
        return f"{called} lies on another host", "put the file into this folder: the site must work without a network"
    if (parts.scheme in {"http", "https"} and parts.netloc) or parts.scheme == "mailto":
        return "", ""
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if parts.scheme or parts.netloc or path.startswith("/"):
        return (
            f"{called} leads out of the site's sources",
            "link to `section.md`, or to an address that begins with https://",
        )
    if path and not path.endswith(".md"):
        return _file_fault(shelf, page, path, called)
    return _page_fault(shelf, here, page, path, anchor, called)


def _file_fault(shelf: Shelf, page: Page, path: str, called: str) -> tuple[str, str]:
    file = page.path.parent / path
    if not _is_file(file) or not file.resolve().is_relative_to(shelf.settings.docs.resolve()):
        fix = "link to the source, `section.md`" if path.endswith(".html") else "correct the name, or add the file"
        return f"{called} leads to no file of the site", fix
    if file.suffix.lower() in DATA_SUFFIXES:
        return f"{called} leads to a data file, which is not in the site", "link to the section that shows the data"
    return "", ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _target(shelf: Shelf, folder: str, locale: str, name: str) -> Page:
    """The page that a link leads to: in its own language, or where that may lack it, in another one.

    Raises KeyError where there is none.
    """
    tutorial = next((one for one in shelf.tutorials if one.name == folder), None)
    if tutorial is not None and locale in tutorial.file.partial:
        return tutorial.nearest(locale, name, shelf.settings)
    return shelf.find(folder, locale, name)[1]


def _page_fault(shelf: Shelf, here: str, page: Page, path: str, anchor: str, called: str) -> tuple[str, str]:
    target = page
    if path:
        folder, name = posixpath.split(posixpath.normpath(posixpath.join(here, path)))
        try:
            target = _target(shelf, folder, page.locale, name.removesuffix(".md"))
        except KeyError:
            source = posixpath.join(folder, f"{name.removesuffix('.md')}.{page.locale}.md")
            if _is_file(shelf.settings.docs / source):
                return "", ""  # the page's own problem says why it could not be read
            known = {
                posixpath.relpath(posixpath.join(owner.name if owner else "", f"{other.name}.md"), here or ".")
                for owner, other in shelf.all_pages()
                if other.locale == page.locale
            }
            fix = did_you_mean(path, known)
            if any(Path(name).stem.endswith(f".{locale}") for locale in shelf.settings.locales):
                fix = "write it without the language: " + did_you_mean(re.sub(r"\.[^.]+\.md$", ".md", path), known)
            return f"{called} leads to no page", fix
    if anchor and anchor not in target.ids:
        return f"{called} leads to no heading in {target.path.name}", did_you_mean(anchor, target.ids)
    return "", ""
