"""Options of blocks that choose from a data file by name: `regimens: [loading]`, `outcomes: [opioid]`.

Life: a block's check asks `check_names` while the sources are read; what it finds wrong is a problem at the line of
the name. Rendering asks `names_of` and meets only what was found right.
"""

from __future__ import annotations

from collections.abc import Sequence

from .data import shown
from .features import Report
from .page import BlockCall


def names_of(call: BlockCall, option: str) -> list[str] | None:
    """The names that an option gives; None where it is left out, or is no list."""
    names = call.option(option)
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else None


def check_names(call: BlockCall, option: str, known: Sequence[str], data: str, report: Report) -> bool:
    """Whether an option is left out, or a list of names that the file `data` knows, each once; else with problems.

    The option is called by what it lists: `regimens` lists regimens.
    """
    if option not in call.options.value:
        return True
    names = call.option(option)
    if not isinstance(names, list) or not names:
        what = f"`{option}` must be a list of {option}"
        report(call.options.line((option,)), what, f"write `{option}: [{', '.join(known)}]`")
        return False
    right = True
    for index, name in enumerate(names):
        line, one = call.options.line((option, index)), option.removesuffix("s")
        if not isinstance(name, str):
            what = f"an item of `{option}` is no name but {shown(name)}"
            report(line, what, f"{data} knows: {', '.join(known)}")
        elif name not in known:
            report(line, f"unknown {one} {shown(name)}", f"{data} knows: {', '.join(known)}")
        elif name in names[:index]:
            report(line, f"the {one} '{name}' is named twice", "remove one of the two")
        else:
            continue
        right = False
    return right
