"""The way through a tutorial: each section's kind, its place among those of its kind, and how long it takes to read.

Life: made once a build for every tutorial and language (`tandem.course`), kept as `Shelf.courses`; the frame of a page,
the cards that lead on and the overview show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["learn", "use", "check", "sources"]
KINDS: tuple[Kind, ...] = ("learn", "use", "check", "sources")
OVERVIEW = "index"  # the first section, which is of no kind


@dataclass(frozen=True)
class Step:
    """A section on the way. `number` and `count` are its place among its kind; '' and 0 for the overview."""

    section: str
    kind: Kind | Literal[""]
    number: int
    count: int
    minutes: int  # 0 where it is looked up, not read


@dataclass(frozen=True)
class Course:
    """The sections of a tutorial in their order, those that a language has."""

    steps: tuple[Step, ...]

    def has(self, section: str) -> bool:
        """Whether a section is one of them."""
        return any(step.section == section for step in self.steps)

    def step(self, section: str) -> Step:
        """The step of a section. Raises KeyError where there is none."""
        for step in self.steps:
            if step.section == section:
                return step
        raise KeyError(section)

    def groups(self) -> list[tuple[Kind, list[Step]]]:
        """The kinds that occur, each with its sections in their order."""
        found = ((kind, [step for step in self.steps if step.kind == kind]) for kind in KINDS)
        return [(kind, steps) for kind, steps in found if steps]

    def before(self, section: str) -> Step | None:
        """The section before; None for the first."""
        at = self.steps.index(self.step(section))
        return self.steps[at - 1] if at else None

    def after(self, section: str) -> Step | None:
        """The section after; None for the last."""
        at = self.steps.index(self.step(section))
        return self.steps[at + 1] if at + 1 < len(self.steps) else None

    def minutes(self, kinds: Iterable[str] = ("", "learn")) -> int:
        """How long the sections of these kinds take together; the overview is of the kind ''."""
        wanted = set(kinds)
        return sum(step.minutes for step in self.steps if step.kind in wanted)


def in_order(kinds: Mapping[str, Kind], minutes: Mapping[str, int], sections: Iterable[str]) -> Course:
    """The course of these sections, their kinds and minutes given by name."""
    names = list(sections)
    counts = {kind: sum(kinds[name] == kind for name in names if name != OVERVIEW) for kind in KINDS}
    places = dict.fromkeys(KINDS, 0)
    steps: list[Step] = []
    for name in names:
        if name == OVERVIEW:
            steps.append(Step(name, "", 0, 0, minutes[name]))
            continue
        kind = kinds[name]
        places[kind] += 1
        steps.append(Step(name, kind, places[kind], counts[kind], minutes[name]))
    return Course(tuple(steps))
