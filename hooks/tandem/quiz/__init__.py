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
from ..core.data import read_document
from ..core.features import Block, Feature
from ..core.page import BlockCall, tokens
from ..core.places import missing_place
from ..core.problems import Problems
from ..core.render import render
from ..core.shelf import Shelf
from ..core.tutorial import Tutorial
from .model import DATA, Question, Quiz, load_quiz

NAME = "quiz"
LETTERS = "ABCDEFGH"
_SHOWN = {"text", "text_special", "code_inline"}


def _render(context: Context, call: BlockCall) -> Markup:
    assert context.tutorial is not None
    quiz: Quiz = context.data(DATA)
    return render(
        "quiz/quiz.html.jinja",
        context,
        quiz=quiz,
        file=context.tutorial.file,
        letters=LETTERS,
        titled=lambda question: _titled(context, question),
    )


def _waiting(context: Context) -> Markup:
    """What is the same under every self-test of a language."""
    words = json.dumps(context.strings.group("quiz.said"), ensure_ascii=False)
    return render("quiz/end.html.jinja", context, words=words)


def _titled(context: Context, question: Question) -> str:
    """The section, and the heading in it, that an answer links to, as they are called in the page's language."""
    assert context.tutorial is not None
    page = context.tutorial.pages[(context.language.locale, question.section)]
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
    keys = [key for question in quiz.questions for key in question.cite]
    return tuple(dict.fromkeys([*keys, *(quiz.official.cite if quiz.official else ())]))


def _text(tutorial: Tutorial | None, call: BlockCall, locale: str) -> str:
    """Questions, options and answers: who does the self-test reads them all."""
    quiz = tutorial.data.get(DATA) if tutorial else None
    assert isinstance(quiz, Quiz)  # the guard has seen to it
    parts = []
    for question in quiz.questions:
        parts += [question.question[locale], question.explanation[locale]]
        parts += [text[locale] for option in question.options for text in (option.text, option.why) if text]
    return "\n".join(parts)


def _check(shelf: Shelf, problems: Problems) -> None:
    """Every question links to a place that is there, and a page holds one self-test."""
    for tutorial in shelf.tutorials:
        quiz = tutorial.data.get(DATA)
        if isinstance(quiz, Quiz) and tutorial.whole:
            _check_places(tutorial, quiz, shelf, problems)
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


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block(NAME, _render, data=DATA, kind="check", cited=_cited, text=_text),),
    data=DATA,
    load=load_quiz,
    model=Quiz,
    check=_check,
    waiting=_waiting,
)
