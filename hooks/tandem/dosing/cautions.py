"""cautions.yml: when the drug must not be given, is avoided, given less of, or given with care, and who says so.

Life: read with the tutorial; each value is checked here, one by one and with the others of the file; that the labels
it names stand in doses.yml is for the feature `cautions` to say, which sees both. `caution_views` puts it into words.

A caution is one condition of one severity: what labels say of severe renal failure and of lesser impairment are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from ..core.cited import Citations
from ..core.data import Place, Strict, shown
from ..core.glossary import alike
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from ..core.translated import Spellings, Translated, load_model, translated_texts
from .labels import CAUTIONS_FILE, LabelId

if TYPE_CHECKING:
    from .model import Doses

DATA = CAUTIONS_FILE
# From the strongest: a dose that must be less binds more than a call to take care.
CONTRAINDICATED, AVOID, REDUCE, CAUTION = "contraindicated", "avoid", "reduce", "caution"
CALLS = (CONTRAINDICATED, AVOID, REDUCE, CAUTION)
_MARKDOWN = re.compile(r"\*\*|__|`|\]\(|\[@|\{[a-z]+:")


def _call(value: str) -> str:
    if value not in CALLS:
        raise ValueError(f"{shown(value)} is no word of a label | {did_you_mean(value, CALLS)}")
    return value


Call = Annotated[str, AfterValidator(_call), WithJsonSchema({"type": "string", "enum": list(CALLS)})]
Cite = Annotated[Citations, Field(min_length=1)]


class Said(Strict):
    """What one label calls it."""

    label: LabelId
    """The label's id in doses.yml."""
    calls: Call
    """`contraindicated`, `avoid`, `reduce` (the dose) or `caution`. A label that says two of them has two entries."""
    note: Translated | None = None
    """How the label limits or words it, where that matters, in a few words."""


class Evidence(Strict):
    """What something other than a label has found."""

    finding: Translated
    """The finding, in a few words, with what it was found in."""
    cite: Cite
    """Its sources, by their ids in references.json."""


class Caution(Strict):
    """One condition of one severity."""

    id: LabelId
    """The name that texts use: {caution:heart-block} prints it with what the labels say."""
    condition: Translated
    """The condition, as it stands amid a sentence."""
    severity: Translated | None
    """How severe, such as severe; `null` where the condition has no degrees."""
    forms: Spellings = Field(default_factory=lambda: Spellings({}))
    """Other ways in which texts call this condition of this severity; not shown."""
    reason: Translated
    """Why, in a sentence."""
    cite: Cite
    """The sources of the reason, by their ids in references.json."""
    labels: list[Said] = Field(default_factory=list)
    """What labels call it, in any order: the strongest word is shown first."""
    evidence: list[Evidence] = Field(default_factory=list)
    """What else it rests on, such as a trial."""


class Cautions(Strict):
    """cautions.yml."""

    drug: Spellings = Field(default_factory=lambda: Spellings({}))
    """Other ways in which texts call the drug, such as magnesium; not shown."""
    cautions: Annotated[list[Caution], Field(min_length=1)]
    """The cautions, in the order of the page."""


def load_cautions(path: Path, settings: Settings, problems: Problems) -> Cautions | None:
    """Read and check cautions.yml; None, with problems, when it cannot be used."""
    return load_model(Cautions, path, settings, problems, check=_faults)


def _faults(file: Cautions) -> Iterator[tuple[Place, str, str]]:
    ids = [caution.id for caution in file.cautions]
    for number, caution in enumerate(file.cautions):
        place: Place = ("cautions", number)
        if caution.id in ids[:number]:
            yield (*place, "id"), f"the id '{caution.id}' stands here twice", "give one of the two another id"
        if not caution.labels and not caution.evidence:
            what = f"'{caution.id}' rests on nothing"
            yield place, what, "name the labels that say so under `labels:`, or what was found under `evidence:`"
        said = [(one.label, one.calls) for one in caution.labels]
        for index, one in enumerate(said):
            if one in said[:index]:
                what = f"the label '{one[0]}' calls '{caution.id}' {one[1]} twice"
                yield (*place, "labels", index), what, "keep one of the two"
    yield from _named_twice(file)
    for at, text in translated_texts(file):
        for locale, words in text.root.items():
            if found := _MARKDOWN.search(words):
                what = f"the text holds '{found.group()}', which would be shown as it is"
                yield (*at, locale), what, "write plain text; sources go under `cite:`"


def _named_twice(file: Cautions) -> Iterator[tuple[Place, str, str]]:
    """A text that named two cautions could not be held to either, unless it tells their severities apart."""
    owners: dict[tuple[str, str], Caution] = {}
    for number, caution in enumerate(file.cautions):
        for at, locale, text in _written(caution):
            owner = owners.setdefault((locale, alike(text)), caution)
            if owner is caution:
                continue
            fix = "list it under `forms:` of one of them only"
            if at[0] == "condition" and alike(owner.condition.root.get(locale, "")) == alike(text):
                if caution.severity and owner.severity and caution.severity != owner.severity:
                    continue
                fix = "give each its own severity, or make them one"
            yield ("cautions", number, *at), f"'{text}' stands for '{owner.id}' above", fix


def _written(caution: Caution) -> Iterator[tuple[Place, str, str]]:
    """Every way to call a caution: place, language, text."""
    for locale, text in caution.condition.root.items():
        yield ("condition", locale), locale, text
    for locale, texts in caution.forms.root.items():
        yield from ((("forms", locale, index), locale, text) for index, text in enumerate(texts))


def keys_of(file: object, doses: Doses, only: str = "", *, reason: bool = True) -> tuple[str, ...]:
    """Everything that cautions rest on, in the order of the page: of each its labels, the strongest word first.

    `only` is the id of one; without `reason`, what its reason cites is left out. Nothing where `file` was not read.
    """
    if not isinstance(file, Cautions):
        return ()
    by_id = {label.id: label for label in doses.labels}
    keys: list[str] = []
    for caution in (one for one in file.cautions if only in {"", one.id}):
        said = sorted(caution.labels, key=lambda one: (CALLS.index(one.calls), one.note is not None))
        keys += [key for one in said if one.label in by_id for key in by_id[one.label].cite]
        keys += [key for found in caution.evidence for key in found.cite]
        keys += caution.cite if reason else []
    return tuple(dict.fromkeys(keys))
