"""The product labels that doses.yml cites: for what use each licenses the drug, and whether that covers ours.

Life: read with doses.yml; `label_faults` holds what else the file cites to them; `licences` is what stands beside every
dose. What nobody has read of a label is said to be unread: `not_read` names it, and no other key may speak of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from markupsafe import Markup
from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from ..core.cited import Citations
from ..core.data import Place, Strict, matching, shown
from ..core.problems import did_you_mean
from ..core.render import render
from ..core.translated import Translated

if TYPE_CHECKING:
    from ..core.context import Context
    from ..core.settings import Language
    from ..core.strings import Strings
    from .model import Doses

LICENCE, CAUTIONS = "licence", "cautions"
CAUTIONS_FILE = "cautions.yml"
_PARTS = (LICENCE, CAUTIONS)
_CLASS = "licences"


def _part(value: str) -> str:
    if value not in _PARTS:
        raise ValueError(f"{shown(value)} is no part of a label | {did_you_mean(value, _PARTS)}")
    return value


LabelId = Annotated[
    str, matching(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", "an id", "use small Latin letters, digits and hyphens")
]
Part = Annotated[str, AfterValidator(_part), WithJsonSchema({"type": "string", "enum": list(_PARTS)})]


class Label(Strict):
    """One product's label in one country."""

    id: LabelId
    """The name that cautions.yml uses for it, such as uk-10."""
    country: Translated
    """Where it holds, such as UK. Every label of a country calls it by the same words."""
    called: Translated | None = None
    """How a language calls a label of this country, where it does not say the country's name: Chinese label."""
    product: Translated
    """Which product it is of, in a word or two, such as 10%."""
    cite: Annotated[Citations, Field(min_length=1)]
    """The label, by its id in references.json. Products, limits and others that cite this id rest on this label."""
    licensed_for: Translated | None = None
    """For what uses it licenses the drug, without a full stop."""
    outside: bool | None = None
    """true where the use that this tutorial is about (`drug.use`) is not among them."""
    not_read: list[Part] = Field(default_factory=list)
    """What nobody has read of it: `licence`, `cautions` or both. The pages say so."""

    @model_validator(mode="after")
    def _told_or_unread(self) -> Label:
        unread = LICENCE in self.not_read
        for key, value, wanted in (
            ("licensed_for", self.licensed_for, "write for what uses the label licenses the drug"),
            ("outside", self.outside, "write true where the tutorial's use is not among the licensed ones, else false"),
        ):
            if value is None and not unread:
                raise ValueError(f"`{key}` is missing | {wanted}; if nobody has read it, `not_read: [{LICENCE}]`")
            if value is not None and unread:
                raise ValueError(f"`{key}` of what was not read | remove it, or `{LICENCE}` from `not_read` | {key}")
        return self

    @property
    def read(self) -> bool:
        """Whether its cautions were read."""
        return CAUTIONS not in self.not_read


def label_faults(doses: Doses) -> Iterator[tuple[Place, str, str]]:
    """Ids and works given twice, and what a label must hold that cites none: a product, and a label's limits."""
    described = [key for label in doses.labels for key in label.cite]
    seen: set[str] = set()
    for number, label in enumerate(doses.labels):
        if label.id in [other.id for other in doses.labels[:number]]:
            yield ("labels", number, "id"), f"the id '{label.id}' stands here twice", "give one of the two another id"
        for key in label.cite:
            if key in seen:
                yield ("labels", number, "cite"), f"two labels cite '{key}'", "describe it once"
        seen.update(label.cite)
    parts: list[tuple[Place, Citations]] = [
        (("products", number, "cite"), product.cite) for number, product in enumerate(doses.products)
    ]
    parts += [(("limits", "cite"), doses.limits.cite)] if doses.limits else []
    for place, cite in parts:
        for index, key in enumerate(cite):
            if key not in described:
                what = f"the label '{key}' is cited here and not described"
                yield (*place, index), what, f"describe it under `labels:`, with `cite: [{key}]`"


def names_of(labels: Iterable[Label], language: Language, strings: Strings, *, amid: bool = False) -> str:
    """Labels by country and product: UK label (10%, 50%); US label (1%). `amid` brackets: UK 10%, 50% label."""
    locale = language.locale
    products: dict[str, list[str]] = {}
    for label in labels:
        products.setdefault((label.called or label.country)[locale], []).append(label.product[locale])
    joined = language.options.list_separator.join
    named = (
        strings("dosing.label_amid" if amid else "dosing.label", country=country, products=joined(dict.fromkeys(of)))
        for country, of in products.items()
    )
    return strings("dosing.apart").join(named)


@dataclass(frozen=True)
class Licensed:
    """What some labels license alike."""

    labels: str
    uses: str
    cite: tuple[str, ...]


def _licensed(doses: Doses, language: Language, strings: Strings) -> list[Licensed]:
    alike: dict[tuple[tuple[str, str], ...], list[Label]] = {}
    for label in doses.labels:
        if label.licensed_for is not None:
            alike.setdefault(tuple(label.licensed_for.root.items()), []).append(label)
    return [
        Licensed(names_of(labels, language, strings), uses[language.locale], _keys(labels))
        for uses, labels in ((dict(told), labels) for told, labels in alike.items())
    ]


def _keys(labels: Iterable[Label]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for label in labels for key in label.cite))


def cited_labels(doses: Doses) -> tuple[str, ...]:
    """The keys that the note of licences brings, in the order of the page."""
    told = [label for label in doses.labels if label.licensed_for is not None]
    return _keys([*told, *(label for label in doses.labels if label.licensed_for is None)])


def _judged(doses: Doses, language: Language, strings: Strings) -> list[str]:
    """Whether the tutorial's use is licensed, in sentences."""
    use = doses.drug.use[language.locale]
    told = [label for label in doses.labels if label.outside is not None]
    outside = [label for label in told if label.outside]
    inside = [label for label in told if not label.outside]
    said = []
    if outside and not inside:
        said.append(strings("dosing.licence.outside_all", use=use))
    elif outside:
        said.append(strings("dosing.licence.outside", use=use, labels=names_of(outside, language, strings)))
    if inside:
        said.append(strings("dosing.licence.inside", use=use, labels=names_of(inside, language, strings)))
    return said


def unread_cautions(doses: Doses, language: Language, strings: Strings, *, listed: bool) -> str:
    """That the cautions of some labels were not read, in a sentence; '' where all were.

    Without a file of cautions (`listed` is False) and without a label: that none are given.
    """
    named = names_of([label for label in doses.labels if not label.read], language, strings)
    if named:
        return strings("dosing.caution.unread", labels=named)
    return "" if listed else strings("dosing.caution.none")


def licences(context: Context, doses: Doses) -> Markup:
    """The note of licensed uses that stands beside every dose. What the page has said above is not listed again."""
    language, strings = context.language, context.strings
    listed = context.tutorial is not None and CAUTIONS_FILE in context.tutorial.data
    above = any(found.get("class") == _CLASS for part in context.fragments for found in part.iter("p"))
    unread = [label for label in doses.labels if label.licensed_for is None]
    return render(
        "dosing/licences.html.jinja",
        context,
        style=_CLASS,
        licensed=[] if above else _licensed(doses, language, strings),
        judged=_judged(doses, language, strings),
        unread="" if above else names_of(unread, language, strings),
        unread_keys=_keys(unread),
        none=not doses.labels,
        cautions="" if above or listed else unread_cautions(doses, language, strings, listed=False),
    )
