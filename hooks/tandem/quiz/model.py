"""quiz.yml: the questions of a tutorial's self-test, as clinicians write them.

Life: `load_quiz` reads the file with the tutorial; what its values must agree on is checked here too. That a question
links to a section that is there can be said only when all pages are read: `check` of the feature does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from ..core.cited import Citations
from ..core.data import Place, Strict, matching, shown
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.translated import Translated, load_model, translated_texts
from .mixed import mixed
from .number import Sought

DATA = "quiz.yml"
SINGLE, MULTIPLE, ORDER, NUMBER = "single", "multiple", "order", "number"
KINDS = (SINGLE, MULTIPLE, ORDER, NUMBER)
FEWEST, MOST = 2, 8
FEWEST_STEPS = 3  # two can only be exchanged
_MARKDOWN = re.compile(r"\[@|\]\(|\*\*|__|`")

Finding = tuple[Place, str, str]  # where in the file, what is wrong, what to write


def _kind(value: str) -> str:
    if value not in KINDS:
        *others, last = KINDS
        raise ValueError(f"{shown(value)} is no kind of question | write {', '.join(others)} or {last}")
    return value


Id = Annotated[str, matching(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", "an id", "use small Latin letters, digits and hyphens")]
Kind = Annotated[str, AfterValidator(_kind), WithJsonSchema({"type": "string", "enum": list(KINDS)})]
Cite = Annotated[Citations, Field(min_length=1)]


class Option(Strict):
    """One answer to choose."""

    text: Translated
    """What it says. It must read right in any place: the page shuffles the options."""
    correct: bool = False
    """true where it is right."""
    why: Translated | None = None
    """Why it is right or wrong, in a sentence."""

    def untrue(self) -> tuple[str, ...]:
        """A wrong answer says what is not so."""
        return () if self.correct else ("text",)


class Question(Strict):
    """One question."""

    id: Id
    """Its name, unique in the file; it becomes an address on the page."""
    kind: Kind | None = None
    """Left out, what there is tells: `single` or `multiple` by the right options, `order` by `steps`, `number`."""
    question: Translated
    """The question itself."""
    options: list[Option] = Field(default_factory=list, json_schema_extra={"minItems": FEWEST, "maxItems": MOST})
    """The answers to choose from, two to eight."""
    steps: list[Translated] = Field(
        default_factory=list, json_schema_extra={"minItems": FEWEST_STEPS, "maxItems": MOST}
    )
    """What is to be put in order, three to eight lines, here in their right order; the page shows them mixed."""
    number: Sought | None = None
    """The number that is asked for, worked out from doses.yml for another invented case each time."""
    explanation: Translated
    """What stands under the right answer."""
    cite: Cite
    """The sources of question and explanation, by their ids in references.json."""
    section: str | None = None
    """The section that the answer links to, by its name in tutorial.yml; left out where `anchor` tells it."""
    anchor: str | None = None
    """The id of a heading, to link to it: of that section or, without one, of the only section that has it."""

    @property
    def right(self) -> list[int]:
        """The places of the right options."""
        return [index for index, option in enumerate(self.options) if option.correct]

    @property
    def asks(self) -> str:
        """Its kind, which its parts tell where the file does not."""
        told = NUMBER if self.number else ORDER if self.steps else SINGLE if len(self.right) == 1 else MULTIPLE
        return self.kind or told

    @property
    def mixed(self) -> list[int]:
        """The places of the steps in the order in which they are shown: never in their own."""
        return mixed(len(self.steps), self.id)


class Official(Strict):
    """The test that the publisher of the source tutorial offers."""

    text: Translated
    """What it is, in a sentence; the page adds the link to the source tutorial."""
    cite: Cite
    """Where that is said, by its id in references.json."""


class Quiz(Strict):
    """quiz.yml."""

    questions: list[Question] = Field(min_length=1)
    """The questions in their order."""
    official: Official | None = None
    """The official test for credit, where the source tutorial has one."""


def load_quiz(path: Path, settings: Settings, problems: Problems) -> Quiz | None:
    """Read and check quiz.yml; None, with problems, when it cannot be used."""
    return load_model(Quiz, path, settings, problems, check=_inconsistencies)


def _inconsistencies(quiz: Quiz) -> Iterator[Finding]:
    ids = [question.id for question in quiz.questions]
    for index, question in enumerate(quiz.questions):
        place: Place = ("questions", index)
        if question.id in ids[:index]:
            yield (*place, "id"), f"the id '{question.id}' stands here twice", "give one of the two another id"
        if not question.section and not question.anchor:
            what = f"'{question.id}' tells no place to read more"
            yield place, what, "add `section: …`, by its name in tutorial.yml, or `anchor: …`, the id of a heading"
        yield from _parts(question, place)
    for at, text in translated_texts(quiz):
        for locale, words in text.root.items():
            if found := _MARKDOWN.search(words):
                what = f"the text holds '{found.group()}', which would be shown as it is"
                yield (*at, locale), what, "write plain text; sources go under `cite:`"


_PART = {SINGLE: "options", MULTIPLE: "options", ORDER: "steps", NUMBER: "number"}


def _parts(question: Question, place: Place) -> Iterator[Finding]:
    """A question has what its kind needs, and nothing of another kind."""
    needed = _PART[question.asks]
    there = [name for name in dict.fromkeys(_PART.values()) if getattr(question, name)]
    if question.kind and there and needed not in there:
        kind = next(kind for kind, name in _PART.items() if name == there[0])
        what = f"'{question.id}' is {question.kind} and has `{there[0]}`"
        yield (*place, "kind"), what, f"write `kind: {kind}`, or give `{needed}` instead"
    elif len(there) > 1:
        other = next(name for name in there if name != needed)
        what = f"'{question.id}' has both `{needed}` and `{other}`"
        yield (*place, other), what, f"keep one: `{needed}` is for the kind {question.asks}"
    elif needed != "options" and not there:
        yield (*place, "kind"), f"'{question.id}' is {question.kind} and has no `{needed}`", f"write `{needed}:`"
    elif needed == "options":
        yield from _options(question, (*place, needed))
    elif needed == "steps":
        yield from _steps(question, (*place, needed))


def _options(question: Question, at: Place) -> Iterator[Finding]:
    count, right = len(question.options), len(question.right)
    if not FEWEST <= count <= MOST:
        yield at, f"'{question.id}' has {count} option{'' if count == 1 else 's'}", f"write {FEWEST} to {MOST} options"
    elif question.kind == SINGLE and right != 1:
        yield at, f"'{question.id}' is single and has {right} right options", "mark one with `correct: true`"
    elif right == 0:
        yield at, f"'{question.id}' has no right option", "mark what is right with `correct: true`"
    elif right == count:
        yield at, f"'{question.id}' has no wrong option", "write one, or take `correct: true` away from one"
    yield from _twice(
        question, "option", [((*at, index, "text"), one.text) for index, one in enumerate(question.options)]
    )


def _steps(question: Question, at: Place) -> Iterator[Finding]:
    count = len(question.steps)
    if not FEWEST_STEPS <= count <= MOST:
        yield at, f"'{question.id}' has {count} steps", f"write {FEWEST_STEPS} to {MOST} steps"
    yield from _twice(question, "step", [((*at, index), step) for index, step in enumerate(question.steps)])


def _twice(question: Question, called: str, texts: Iterable[tuple[Place, Translated]]) -> Iterator[Finding]:
    """What stands there twice in a language."""
    seen: set[tuple[str, str]] = set()
    for place, text in texts:
        for locale, words in text.root.items():
            key = locale, " ".join(words.split()).casefold()
            if key in seen:
                what = f"'{question.id}' has the same {called} twice in '{locale}': {shown(words)}"
                yield (*place, locale), what, f"write another {called}, or remove one"
            seen.add(key)
