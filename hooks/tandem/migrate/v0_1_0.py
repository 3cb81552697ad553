"""The forms that version 0.1.0 does not read any more, of the tries that went before it.

Each function takes what a file holds, whatever that is, and gives what it knows to be of the old form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .. import evidence, figure
from ..core.data import Place
from ..core.problems import Problems
from ..core.strings import read_catalogue, read_wording
from ..dosing.cautions import DATA as CAUTIONS
from ..evidence.model import CERTAINTIES
from ..figure.model import FOLDER as DRAWINGS
from .changes import Add, Change, Remove, Rename, Replace
from .form import SETTINGS, Form, Left, inside, items

VERSION = "0.1.0"
DOSES = "doses.yml"
# How results were shown before a file said it.
_SHOWN: Mapping[str, tuple[str, ...]] = {"mg/kg": ("mg", "g"), "mg/kg/h": ("mg/h", "g")}
_I_SQUARED = re.compile(r"I²\s*[=:：]?\s*((?:0|[1-9][0-9]?|100)(?:\.[0-9]{1,2})?)\s*%")
_BETWEEN = " \t,，;；、.。"


def _masses(value: Any) -> Iterator[Change]:
    """Say of what a container holds in which unit it is: it was a mass in g."""
    for place, product in items(value, "products"):
        container = product.get("container")
        if isinstance(container, dict) and "mass" in container and not {"amount", "unit"} & set(container):
            yield Rename((*place, "container", "mass"), "amount")
            yield Add((*place, "container", "amount"), "unit", "g")


def _both(value: Any) -> Iterator[Left]:
    """What of it cannot be decided: a mass beside an amount."""
    for place, product in items(value, "products"):
        container = product.get("container")
        if isinstance(container, dict) and "mass" in container:
            what = "what the container holds is said in two forms"
            yield (*place, "container", "mass"), what, "keep `amount` and `unit`, and remove `mass`"


def _words(value: Any) -> Iterator[Change]:
    """Take out the words of a unit; where a file of that time did not say what is shown, say what was."""
    for place, regimen in items(value, "regimens"):
        if "words" not in regimen:
            continue
        unit = regimen.get("unit")
        shown = _SHOWN.get(unit) if isinstance(unit, str) else None
        before = inside(value, "weight", "who") is None and "show" not in regimen
        if before and shown is not None:
            yield Add((*place, "unit"), "show", shown)
        yield Remove((*place, "words"))


def _of_doses(value: Any) -> Iterator[Left]:
    """Give what is needed now and what nobody but a clinician can write."""
    if not isinstance(value, dict) or not isinstance(value.get("regimens"), list):
        return
    weight = value.get("weight")
    if isinstance(weight, dict) and "who" not in weight:
        yield ("weight",), "whose weights these are is not said", "add `who:` to `weight`, such as adults"
    drug = value.get("drug")
    if isinstance(drug, dict) and "use" not in drug:
        yield ("drug",), "what the doses are for is not said", "add `use:` to `drug`, as it stands in “use for …”"
    for place, comparison in items(value, "comparisons"):
        if "label" not in comparison:
            yield place, "the comparison has no label", "add `label:`, a few words for the line of the chart"
    if "labels" not in value:
        yield (), "no product label is listed", "add `labels:` with the uses that each licenses, or `labels: []`"
    if isinstance(value.get("cautions"), dict):
        what = "the cautions have a file of their own now, where each says what every label calls it"
        yield ("cautions",), what, f"write each into {CAUTIONS} after its labels, and remove them here"


def _certainties(value: Any) -> Iterator[Change]:
    """Make GRADE's word and I² of words that said nothing else, and said the same in every language."""
    for place, estimate in _estimates(value):
        said = estimate.get("certainty")
        if not isinstance(said, dict) or not said:
            continue
        found = {_certainty(locale, text) for locale, text in said.items()}
        rating, squared = found.pop()
        if found or not rating or (squared and "i_squared" in estimate):
            continue
        yield Replace((*place, "certainty"), rating)
        if squared:
            yield Add((*place, "certainty"), "i_squared", squared)


def _estimates(value: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
    for place, outcome in items(value, "outcomes"):
        yield from (((*place, *at), estimate) for at, estimate in items(outcome, "estimates"))


def _certainty(locale: str, text: object) -> tuple[str, str]:
    """GRADE's word and I² that a text holds; without a word where it holds anything else."""
    if not isinstance(text, str):
        return "", ""
    squared = _I_SQUARED.search(text)
    rest = _I_SQUARED.sub("", text, count=1).strip(_BETWEEN)
    return _ratings(locale).get(rest.casefold(), ""), squared[1] if squared else ""


@cache
def _ratings(locale: str) -> Mapping[str, str]:
    """How a language says each of GRADE's words, as the pages did."""
    words = read_catalogue(read_wording([evidence.FEATURE.folder], Problems(Path())), locale)
    frame = str(words.get("evidence.certain", ""))
    named = {name: str(words.get(f"evidence.certainty.{name}", "")) for name in CERTAINTIES}
    return {frame.format(rating=said).casefold(): name for name, said in named.items() if frame and said}


def _of_evidence(value: Any) -> Iterator[Left]:
    for place, estimate in _estimates(value):
        if isinstance(estimate.get("certainty"), dict):
            what = "the certainty is said in words of its own"
            fix = f"write one of {', '.join(CERTAINTIES)}; I² goes under `i_squared:`, anything else under `note:`"
            yield (*place, "certainty"), what, fix


def _drawings(value: Any, folder: Path) -> Iterator[tuple[Path, Path]]:
    """Give drawings the folder in which they are looked for."""
    for _, drawing in items(value, "figures"):
        name = drawing.get("file")
        if isinstance(name, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.svg", name):
            old, new = folder / name, folder / DRAWINGS / name
            if old.is_file() and not _stands(new):
                yield old, new


def _stands(path: Path) -> bool:
    """Whether anything stands there, be it a link to nothing."""
    return path.exists() or path.is_symlink()


def _of_settings(value: Any) -> Iterator[Left]:
    languages = inside(value, "extra", "tandem", "languages")
    for locale, options in languages.items() if isinstance(languages, dict) else ():
        if isinstance(options, dict) and "description" not in options:
            place = ("extra", "tandem", "languages", locale)
            yield place, "what the site is, is not said in this language", "add `description:`, a few words"


FORMS = (
    Form(VERSION, "a container has `amount` and `unit` instead of `mass`", DOSES, changes=_masses, left=_both),
    Form(VERSION, "the words of a unit come from the unit; `show` names the units of a result", DOSES, changes=_words),
    Form(VERSION, "doses say whom and what they are for, labels what they license", DOSES, left=_of_doses),
    Form(
        VERSION,
        "`certainty` is one of GRADE’s words, I² is `i_squared`",
        evidence.FEATURE.data,
        changes=_certainties,
        left=_of_evidence,
    ),
    Form(VERSION, f"drawings lie in the folder {DRAWINGS}", figure.FEATURE.data, moves=_drawings),
    Form(VERSION, "each language says what the site is", SETTINGS, left=_of_settings),
)
