"""`/// cautions`: every caution with what labels call it and why; `/// caution-list`: the same in a line each.

`{caution:heart-block}` is one of them, amid a text.

Life: cautions.yml is read with the tutorial; `check` holds its labels to those of doses.yml, and `strength` holds what
texts say of the same conditions to it; the block and the inline then print what the file says, so that no page can say
it more weakly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.data import Document, read_document
from ..core.features import Block, Feature, Inline
from ..core.page import BlockCall, InlineCall
from ..core.problems import Problems, did_you_mean
from ..core.render import render
from ..core.shelf import Shelf
from ..core.stated import StatedText, Statements
from ..core.tutorial import Tutorial
from ..dosing.caution_views import Shower, capital
from ..dosing.cautions import DATA, Cautions, keys_of, load_cautions
from ..dosing.labels import CAUTIONS, cited_labels, licences
from ..dosing.model import Doses
from ..dosing.views import DATA as DOSES
from .strength import check_strength


def _shower(context: Context) -> Shower:
    return Shower(context.data(DATA), context.data(DOSES), context.language, context.strings)


def _render(context: Context, call: BlockCall) -> Markup:
    doses: Doses = context.data(DOSES)
    return render(
        "cautions/cautions.html.jinja",
        context,
        drug=doses.drug.name[context.language.locale],
        items=_shower(context).all(),
        unread=_shower(context).unread(),
        capital=capital,
        licences=licences(context, doses),
    )


def _render_list(context: Context, call: BlockCall) -> Markup:
    doses: Doses = context.data(DOSES)
    return render(
        "cautions/list.html.jinja",
        context,
        drug=doses.drug.name[context.language.locale],
        lines=_shower(context).lines(),
        cited=keys_of(context.data(DATA), doses, reason=False),
        unread=_shower(context).unread(),
    )


def _render_one(context: Context, call: InlineCall) -> Markup:
    caution = _shower(context).one(call.argument)
    return render("cautions/caution.html.jinja", context, caution=caution)


def _doses(tutorial: Tutorial | None) -> Doses | None:
    doses = tutorial.data.get(DOSES) if tutorial else None
    return doses if isinstance(doses, Doses) else None


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    doses = _doses(tutorial)
    if tutorial is None or doses is None:
        return ()
    return tuple(dict.fromkeys([*keys_of(tutorial.data.get(DATA), doses), *cited_labels(doses)]))


def _cited_in_list(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    doses = _doses(tutorial)
    return keys_of(tutorial.data.get(DATA), doses, reason=False) if tutorial and doses else ()


def _list_text(tutorial: Tutorial | None, call: BlockCall, locale: str) -> str:
    cautions = tutorial.data.get(DATA) if tutorial else None
    return "\n".join(item.condition[locale] for item in cautions.cautions) if isinstance(cautions, Cautions) else ""


def _cited_by_one(tutorial: Tutorial, call: InlineCall) -> tuple[str, ...]:
    doses = _doses(tutorial)
    return keys_of(tutorial.data.get(DATA), doses, call.argument, reason=False) if doses else ()


def _known(tutorial: Tutorial) -> Collection[str]:
    cautions: Cautions = tutorial.data[DATA]
    return [caution.id for caution in cautions.cautions]


def _text(tutorial: Tutorial | None, call: BlockCall, locale: str) -> str:
    cautions = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(cautions, Cautions):
        return ""
    return "\n".join(f"{item.condition[locale]} {item.reason[locale]}" for item in cautions.cautions)


def stated(cautions: Cautions) -> Iterator[StatedText]:
    """The degrees of severity, with what their cautions rest on: the number of a severity stands nowhere else."""
    for number, caution in enumerate(cautions.cautions):
        if caution.severity is not None:
            keys = {*caution.cite, *(key for found in caution.evidence for key in found.cite)}
            place = ("cautions", number, "severity")
            yield StatedText(caution.severity, frozenset(keys), place, group=place[:2])


def check(shelf: Shelf, problems: Problems) -> None:
    """Doses have their cautions beside them, each resting on labels that doses.yml describes; texts agree with them."""
    for tutorial in shelf.tutorials:
        doses, cautions = tutorial.data.get(DOSES), tutorial.data.get(DATA)
        if DOSES in tutorial.data and DATA not in tutorial.data:
            if not isinstance(doses, Doses) or any(label.read for label in doses.labels):
                what = f"doses without their cautions: there is no {DATA} beside this file"
                fix = f"write {DATA}; the author's guide shows one. Or say of every label `not_read: [{CAUTIONS}]`"
                problems.add(tutorial.folder / DOSES, 1, what, fix)
        elif DATA in tutorial.data and DOSES not in tutorial.data:
            what = f"cautions without doses: there is no {DOSES}, which describes the labels"
            problems.add(tutorial.folder / DATA, 1, what, f"write {DOSES} beside this file")
        if isinstance(doses, Doses) and isinstance(cautions, Cautions):
            _check_labels(tutorial, doses, cautions, problems)
    check_strength(shelf, problems)


def _check_labels(tutorial: Tutorial, doses: Doses, cautions: Cautions, problems: Problems) -> None:
    labels = {label.id: label for label in doses.labels}
    path = tutorial.folder / DATA
    document = read_document(path, Problems(problems.root)) or Document(path, None)
    named = set()
    for number, caution in enumerate(cautions.cautions):
        for index, said in enumerate(caution.labels):
            named.add(said.label)
            line = document.line(("cautions", number, "labels", index, "label"))
            if said.label not in labels:
                what = f"'{caution.id}' names the label '{said.label}', which is not in {DOSES}"
                problems.add(path, line, what, did_you_mean(said.label, labels))
            elif not labels[said.label].read:
                what = f"'{caution.id}' rests on the label '{said.label}', whose cautions are said to be unread"
                problems.add(path, line, what, f"remove `{CAUTIONS}` from its `not_read` in {DOSES}, or the entry here")
    path = tutorial.folder / DOSES
    document = read_document(path, Problems(problems.root)) or Document(path, None)
    for number, label in enumerate(doses.labels):
        if label.read and label.id not in named:
            what = f"no caution of the label '{label.id}' is in {DATA}"
            fix = f"write its cautions there, or `not_read: [{CAUTIONS}]` here: the pages then say so"
            problems.add(path, document.line(("labels", number)), what, fix)


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block("cautions", _render, data=DATA, dose=True, cited=_cited, text=_text),
        Block("caution-list", _render_list, data=DATA, dose=True, cited=_cited_in_list, text=_list_text),
    ),
    inlines=(Inline("caution", _render_one, DATA, _known, _cited_by_one),),
    data=DATA,
    load=load_cautions,
    model=Cautions,
    statements=Statements(stated),
    check=check,
)
