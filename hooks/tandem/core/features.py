"""What a feature is: a folder that brings blocks, the data file they draw on, a script, a style and strings.

Life: each feature folder offers one `FEATURE`; `tandem.registry` lists them; the guard checks every block of every
page against the declared ones; the renderer calls `Block.render` with the page's `Context`. A feature never imports
another; what two need is in `core` or in a domain module such as `dosing`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from .course import Kind
from .data import Strict
from .page import BlockCall, InlineCall
from .problems import Problems
from .stated import Statements

if TYPE_CHECKING:
    from markdown import Markdown

    from .context import Context
    from .settings import Settings
    from .shelf import Shelf
    from .tutorial import Tutorial

Report = Callable[[int, str, str], None]  # line, what, fix


def no_keys(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    """For blocks that cite nothing."""
    return ()


def no_check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """For blocks whose options need no look at the tutorial."""


def no_text(tutorial: Tutorial | None, call: BlockCall, locale: str) -> str:
    """For blocks that are looked at, not read from end to end."""
    return ""


def no_files(tutorial: Tutorial) -> Iterable[Path]:
    """For features that read no file but their data file."""
    return ()


def no_dose(tutorial: Tutorial) -> bool:
    """For blocks that show no dose, or one in every tutorial."""
    return False


@dataclass(frozen=True)
class Block:
    """A block that authors write as `/// name`. Options map each name to what it takes, in words, for messages."""

    name: str
    render: Callable[[Context, BlockCall], Markup]
    argument: str = ""  # what the argument is, in words; '' when there is none
    options: Mapping[str, str] = field(default_factory=dict)
    data: str = ""  # the data file that must lie beside the section
    dose_in: Callable[[Tutorial], bool] = no_dose  # shows one in such a tutorial, and follows that rule there alone
    dose: bool = False  # shows a dose: a section with it follows the rule for stale doses, and is one to use
    kind: Kind | None = None  # what a section with it is for, where the block decides
    in_tutorial: bool = True  # False: may stand on a page outside tutorials too
    cited: Callable[[Tutorial | None, BlockCall], tuple[str, ...]] = no_keys
    check: Callable[[Tutorial | None, BlockCall, Report], None] = no_check
    text: Callable[[Tutorial | None, BlockCall, str], str] = no_text  # what is read of it, for the reading time


def no_inline_keys(tutorial: Tutorial, call: InlineCall) -> tuple[str, ...]:
    """For inline calls that cite nothing."""
    return ()


@dataclass(frozen=True)
class Inline:
    """What authors write amid a text as `{name:argument}`, in whose place something of a data file is printed."""

    name: str
    render: Callable[[Context, InlineCall], Markup]
    data: str  # the data file that must lie beside the section
    known: Callable[[Tutorial], Collection[str]]  # the arguments that can be meant
    cited: Callable[[Tutorial, InlineCall], tuple[str, ...]] = no_inline_keys


@dataclass(frozen=True)
class Feature:
    """One feature folder. `load` reads the data file into a value kept as `tutorial.data[data]`."""

    folder: Path
    blocks: tuple[Block, ...] = ()
    inlines: tuple[Inline, ...] = ()
    data: str = ""
    load: Callable[[Path, Settings, Problems], Any] | None = None
    model: type[Strict] | None = None  # of the data file, where it is YAML that authors write: for its JSON Schema
    check: Callable[[Shelf, Problems], None] | None = None  # looks at the whole shelf, after the guard
    prepare: Callable[[Shelf, Path], Any] | None = None  # once a build; its value is kept as shelf.prepared[name]
    extend: Callable[[Markdown, Callable[[], Context]], None] | None = None  # inline syntax
    statements: Statements | None = None  # the values of the data file, for the texts that repeat them
    needed: bool = False  # a tutorial without the data file is a problem
    waiting: Callable[[Context], Markup] | None = None  # for scripts, once a language: in elements with `data-waiting`
    files: Callable[[Tutorial], Iterable[Path]] = no_files  # what its data file refers to, and is not published itself
    everywhere: bool = False  # script and style are for every page, not only for those with its blocks
    stands_on: tuple[Path, ...] = ()  # scripts that its own needs, sent in one file with it and before it
    fetched_by: str = (
        ""  # the feature whose script is told (`fetched`) when this one has come: not before a reader acts
    )
    common: bool = False  # its style alone is: most pages use it, and one sheet is smaller than several

    @property
    def joined(self) -> bool:
        """Whether its style is part of the one that all pages share."""
        return self.common or (self.everywhere and self.waiting is None)

    @property
    def name(self) -> str:
        """The folder's name: the prefix of its strings and the name of its script and style."""
        return self.folder.name


def blocks_of(features: Iterable[Feature]) -> dict[str, Block]:
    """The blocks of features by their names."""
    return {block.name: block for feature in features for block in feature.blocks}


def inlines_of(features: Iterable[Feature]) -> dict[str, Inline]:
    """What features print amid a text, by the names that authors write."""
    return {inline.name: inline for feature in features for inline in feature.inlines}
