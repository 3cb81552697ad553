"""What no text may write of doses: rules as data, a common file and one for each language.

Life: `load_rules` reads `notation.yml` and that of each language's folder once a run and checks them against each
other; `notation` holds the texts to them. A rule's words are data; those that go by a form name it, and `forms` finds
it. A new language is a new file: where it is missing, the problem says which to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ..core.data import Document, Strict, matching, read_document, validate
from ..core.languages import PACKAGE, read_data
from ..core.problems import Problems, did_you_mean

FILE = "notation"
COMMON = Path(__file__).parent / "notation.yml"
ANYWHERE, DOSE, BEHIND, AROUND = "anywhere", "dose", "behind", "around"

Name = Annotated[str, matching(r"^[a-z]+(-[a-z]+)*\Z", "a rule's name", "use small Latin letters and hyphens")]
# A sign may be `<` or any other, so these are plain strings.
Sign = Annotated[str, Field(min_length=1)]
Signs = Annotated[list[Sign], Field(default_factory=list)]


def _where(value: object) -> object:
    if value not in {ANYWHERE, DOSE, BEHIND, AROUND}:
        raise ValueError(f"'{value}' is no place | write {ANYWHERE}, {DOSE}, {BEHIND} or {AROUND}")
    return value


class Form(Strict):
    """A way of writing that `forms` finds. `what` and `fix` may hold {found} and {better}."""

    listed: bool = False  # whether it stands in the list of the Institute for Safe Medication Practices
    what: Sign
    fix: Sign


class NamedForm(Form):
    """A rule that is no form, and so has its own name."""

    id: Name


class UnitRule(NamedForm):
    """A unit that is misread as written. `unit` is what it means, '' where it has no metric counterpart."""

    write: list[Sign] = Field(min_length=1)  # the spellings that are refused behind a figure, or beside a slash
    alone: Signs  # those that are refused anywhere
    unit: str
    unless_before: Signs  # what follows where the letters are a part of something else


class WordRule(NamedForm):
    """Words that are refused."""

    write: list[Sign] = Field(min_length=1)
    where: Annotated[Literal["anywhere", "dose", "behind", "around"], BeforeValidator(_where)]
    unless_before: Signs  # what follows where the word is a part of something else


class Omitted(Strict):
    """An entry of the published list that is not refused, and why."""

    entry: Sign
    reason: Sign


class CommonFile(Strict):
    """notation.yml: what every language has."""

    ladders: list[list[Sign]]
    dosed: list[Sign]
    close: list[Sign]
    micro: list[Sign]
    units: list[UnitRule]
    forms: dict[Name, Form]
    words: list[WordRule]
    omitted: list[Omitted]


class EffectWords(Strict):
    """Words by which a text says what a bare number is, or that it is none of the figures that need a source."""

    effects: Signs  # before a number: an odds ratio of 1.13
    levels: Signs  # behind a percentage that says how wide an interval is: 95% CI
    numbering: Signs  # before a number that only numbers: section 2, version 1.0
    reading: Signs  # in a sentence that tells how long something takes to read or to do
    examples: Signs  # in a sentence that says of itself that its figures are made up


class LanguageFile(Strict):
    """languages/<locale>/notation.yml."""

    fixes: dict[Name, Sign] = Field(default_factory=dict)  # rule → what to write in this language
    words: list[WordRule] = Field(default_factory=list)  # the language's own
    counted: Signs  # what a drug is counted in: 2 tablets
    repeats: Signs  # what is multiplied: 5 mg x 3 doses
    rates: Signs  # what makes a dose one of several: 5 mg hourly, 5 mg twice
    joints: Signs  # what may stand between a dose and how often it is given: 2 doses of 5 mg
    between: Signs  # what may stand between a dose and a word that is refused behind it: 5 mg orally OD
    solutes: Signs  # what stands beside a strength: adrenaline 1 in 1000, glucose 5%
    references: Signs  # before the number of a reference typed by hand: (ref. 3)
    figures: EffectWords


@dataclass(frozen=True)
class Rules:
    """The rules of one language."""

    common: CommonFile
    language: LanguageFile

    @property
    def words(self) -> list[WordRule]:
        """The common words and the language's own."""
        return [*self.common.words, *self.language.words]

    def message(self, name: str, form: Form, values: dict[str, str]) -> tuple[str, str]:
        """What is wrong and how to write it, in the words for this language."""
        return _filled(form.what, values), _filled(self.language.fixes.get(name, form.fix), values)


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def load_rules(
    locales: Iterable[str], forms: Iterable[str], problems: Problems, places: Sequence[Path] = (PACKAGE,)
) -> dict[str, Rules]:
    """The rules of each locale; a missing or faulty file, and a form that nothing finds, are problems.

    `forms` are the names that can be found; each must have its words, and no other may.
    """
    document = read_document(COMMON, problems)
    common = validate(CommonFile, document, problems) if document else None
    if common is None or document is None:
        return {}
    known = set(forms)
    for name in sorted(known ^ common.forms.keys()):
        what = f"the form '{name}' has no words" if name in known else f"nothing finds the form '{name}'"
        fix = f"write `{name}:` under `forms`" if name in known else did_you_mean(name, known - common.forms.keys())
        problems.add(COMMON, document.line(("forms", name)), what, fix)
    rules: dict[str, Rules] = {}
    for locale in locales:
        found = read_data(locale, FILE, problems, places)
        file = validate(LanguageFile, found, problems) if found else None
        if file is not None and found is not None:
            _check(common, file, found, problems)
            rules[locale] = Rules(common, file)
    return rules


def _check(common: CommonFile, file: LanguageFile, document: Document, problems: Problems) -> None:
    """A fix is for a rule that there is, and no name stands for two rules."""
    own = {rule.id for rule in file.words}
    named: list[NamedForm] = [*common.units, *common.words]
    theirs = {*common.forms, *(rule.id for rule in named)}
    known = theirs | own
    for name in file.fixes:
        if name not in known:
            what = f"there is no rule '{name}'"
            problems.add(document.path, document.line(("fixes", name)), what, did_you_mean(name, known))
    for index, rule in enumerate(file.words):
        if rule.id in theirs or any(rule.id == other.id for other in file.words[:index]):
            what = f"the name '{rule.id}' stands for two rules"
            problems.add(document.path, document.line(("words", index)), what, "give one of them another name")
