"""`/// quiz`: a tutorial's self-test, made from its quiz.yml.

Life: the block writes numbered questions with their options and, folded below each, the answer: whole without a
script, on paper and in other forms. The script makes a form of that same markup, in an order that a number decides;
what it says stands in the markup. Nothing that a reader answers is kept.
"""

from __future__ import annotations

import json
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.data import Place, read_document
from ..core.features import Block, Feature
from ..core.page import BlockCall, tokens
from ..core.places import missing_place, section_of
from ..core.problems import Problems
from ..core.render import render
from ..core.shelf import Shelf
from ..core.tutorial import Tutorial
from ..dosing.model import Doses
from ..dosing.views import DATA as DOSES
from ..dosing.views import Shown
from .model import DATA, Question, Quiz, load_quiz
from .number import FEATURE as NUMBER
from .number import Printed, Sum, findings

NAME = "quiz"
LETTERS = "ABCDEFGH"
_SHOWN = {"text", "text_special", "code_inline"}


def _render(context: Context, call: BlockCall) -> Markup:
    assert context.tutorial is not None
    quiz: Quiz = context.data(DATA)
    sums = _sums(context.tutorial, quiz)
    if sums:
        context.used.add(NUMBER.name)
    return render(
        "quiz/quiz.html.jinja",
        context,
        quiz=quiz,
        file=context.tutorial.file,
        letters=LETTERS,
        key=_key,
        sums={name: Printed(worked, context.language, context.strings) for name, worked in sums.items()},
        shown=Shown(context.data(DOSES), context.language, context.strings) if sums else None,
        words_of_numbers=json.dumps(context.strings.group("number.said"), ensure_ascii=False) if sums else "",
        line=Markup("<br/>"),
        cited=lambda question: _keys(question, sums.get(question.id)),
        section=lambda question: _section(context, question),
        titled=lambda question: _titled(context, question),
    )


def _sums(tutorial: Tutorial | None, quiz: Quiz) -> dict[str, Sum]:
    """The numbers that are asked for, by the ids of their questions; what cannot be worked out, the check has told."""
    doses = tutorial.data.get(DOSES) if tutorial else None
    if not isinstance(doses, Doses):
        return {}
    return {
        question.id: Sum(question.id, question.number, doses)
        for question in quiz.questions
        if question.number and not list(findings(question.number, question.question, doses))
    }


def _keys(question: Question, worked: Sum | None) -> list[str]:
    """What a question cites: with what is worked out, the sources of dose and products too."""
    return list(dict.fromkeys([*question.cite, *(worked.cited if worked else ())]))


def _key(question: Question) -> list[str]:
    """The letters of the right answer: of right options as they stand, of steps in their right order."""
    places = [question.mixed.index(step) for step in range(len(question.steps))]
    return [LETTERS[place] for place in places or question.right]


def _waiting(context: Context) -> Markup:
    """What is the same under every self-test of a language."""
    words = json.dumps(context.strings.group("quiz.said"), ensure_ascii=False)
    return render("quiz/end.html.jinja", context, words=words)


def _section(context: Context, question: Question) -> str:
    assert context.tutorial is not None
    return section_of(context.tutorial, question.section, question.anchor)


def _titled(context: Context, question: Question) -> str:
    """The section, and the heading in it, that an answer links to, as they are called in the page's language."""
    assert context.tutorial is not None
    page = context.tutorial.nearest(context.language.locale, _section(context, question), context.settings)
    heading = next((item.text for item in page.headings[1:] if item.id == question.anchor), "")
    if not heading:
        return page.front.title
    inline = (token.children or () for token in tokens(heading))
    words = "".join(child.content for children in inline for child in children if child.type in _SHOWN)
    return context.strings("quiz.place", section=page.front.title, heading=words.strip())


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    quiz = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(quiz, Quiz):
        return ()
    sums = _sums(tutorial, quiz)
    keys = [key for question in quiz.questions for key in _keys(question, sums.get(question.id))]
    return tuple(dict.fromkeys([*keys, *(quiz.official.cite if quiz.official else ())]))


def _text(tutorial: Tutorial | None, call: BlockCall, locale: str) -> str:
    """Questions, options and answers: who does the self-test reads them all."""
    quiz = tutorial.data.get(DATA) if tutorial else None
    assert isinstance(quiz, Quiz)  # the guard has seen to it
    parts = []
    for question in quiz.questions:
        parts += [question.question[locale], question.explanation[locale]]
        parts += [text[locale] for option in question.options for text in (option.text, option.why) if text]
        parts += [step[locale] for step in question.steps]
    return "\n".join(parts)


def _check(shelf: Shelf, problems: Problems) -> None:
    """Every question links to a place that is there, and a page holds one self-test."""
    for tutorial in shelf.tutorials:
        quiz = tutorial.data.get(DATA)
        if isinstance(quiz, Quiz) and tutorial.whole:
            _check_places(tutorial, quiz, shelf, problems)
            _check_numbers(tutorial, quiz, problems)
        for page in tutorial.pages.values():
            for call in [call for call in page.blocks if call.name == NAME][1:]:
                problems.add(page.path, call.line, "the page holds the self-test twice", "remove one of the two")


def _check_places(tutorial: Tutorial, quiz: Quiz, shelf: Shelf, problems: Problems) -> None:
    path = tutorial.folder / DATA
    document = read_document(path, Problems(problems.root))
    assert document is not None  # it was read a moment ago
    if quiz.official and tutorial.file.source is None:
        fix = "remove `official`, or give `source` in tutorial.yml"
        problems.add(path, document.line(("official",)), "an official test, but tutorial.yml names no source", fix)
    for index, question in enumerate(quiz.questions):
        found = missing_place(
            tutorial, question.section, question.anchor, shelf.settings.locales, lambda page: page.ids
        )
        if found:
            key, what, fix = found
            line = document.line(("questions", index, key))
            problems.add(path, line, f"'{question.id}' links to {what}", fix)


def _check_numbers(tutorial: Tutorial, quiz: Quiz, problems: Problems) -> None:
    """doses.yml tells every number that is asked for."""
    asked = [(index, question) for index, question in enumerate(quiz.questions) if question.number]
    if not asked or (DOSES in tutorial.data and tutorial.data[DOSES] is None):  # its own problems say why
        return
    path = tutorial.folder / DATA
    document = read_document(path, Problems(problems.root))
    assert document is not None  # it was read a moment ago
    doses = tutorial.data.get(DOSES)
    for index, question in asked:
        assert question.number is not None
        place: Place = ("questions", index)
        if not isinstance(doses, Doses):
            what = f"'{question.id}' asks for a number, and there is no {DOSES} to work it out from"
            problems.add(path, document.line((*place, "number")), what, f"write {DOSES} beside this file")
            continue
        found = list(findings(question.number, question.question, doses))
        for at, what, fix in found:
            problems.add(path, document.line((*place, *at)), f"'{question.id}': {what}", fix)
        if found:
            continue
        made = Sum(question.id, question.number, doses)
        if not made.weights:
            what = f"'{question.id}': no weight of the worked table can be a case of '{question.number.regimen}'"
            fix = "choose another regimen, or widen `table` under weight in doses.yml"
            problems.add(path, document.line((*place, "number", "regimen")), what, fix)
        elif made.unreadable:
            what = f"'{question.id}': an answer would be {made.unreadable} {question.number.unit}"
            fix = "ask for a unit in which it has at most six digits before the point and four behind it"
            problems.add(path, document.line((*place, "number", "unit")), what, fix)


def _shows_dose(tutorial: Tutorial) -> bool:
    """A number that is asked for is a dose: its page follows the rule for stale doses."""
    quiz = tutorial.data.get(DATA)
    return isinstance(quiz, Quiz) and any(question.number for question in quiz.questions)


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block(NAME, _render, data=DATA, kind="check", cited=_cited, text=_text, dose_in=_shows_dose),),
    data=DATA,
    load=load_quiz,
    model=Quiz,
    check=_check,
    waiting=_waiting,
)
