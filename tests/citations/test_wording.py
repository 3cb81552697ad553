"""Texts of records: what may stand, what is refused, and the character that the answer names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.citations.wording import DEEPEST, LONGEST, fault


@pytest.mark.parametrize(
    "text",
    [
        "P < 0.05",
        "p<0.05 and n>3",
        "AT&T, R&D; Q&A",
        "costs of $5 and $6",
        "Mg<sup>2+</sup> <i>in <b>vitro</b></i>, H<sub>2</sub>O, <sc>d</sc>-glucose",
        '<span class="nocase">NMDA</span> receptors',
        "镁：10 mL：2.5 g（国药准字 H1）",
        "&x; is no entity",
        "R&D, AT&T and Q&amplitude",
        "The patients’ and the 5' end",
        "x" * LONGEST,
    ],
)
def test_texts_that_may_stand(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize(
    ("text", "written", "character"),
    [
        ("A &amp; B", "&amp;", "'&'"),
        ("A &amp B", "&amp", "'&'"),
        ("P &lt 5", "&lt", "'<'"),
        ("Mg &lt; 5", "&lt;", "'<'"),
        ("&#8722;1", "&#8722;", "'−'"),
        ("&#x3b1;2", "&#x3b1;", "'α'"),
        ("&alpha;2", "&alpha;", "'α'"),
        ("5&nbsp;mg", "&nbsp;", "no-break space"),
        ("Müller &ndash; Lyer &eacute;", "&ndash;", "'–'"),
    ],
)
def test_entities_of_html(text: str, written: str, character: str) -> None:
    assert fault(text) == f"HTML in a text, '{written}' | write the character itself: {character}"


@pytest.mark.parametrize(
    ("text", "written", "characters"),
    [
        (r"5 \textmu g", r"\textmu", "μ"),
        (r"Gr{\"o}ber", r"{\"o}", "ö"),
        (r"\"{o}", r"\"{o}", "ö"),
        (r"\'e", r"\'e", "é"),
        (r"\v{s}", r"\v{s}", "š"),
        (r"Mart{\'\i}nez", r"{\'\i}", "í"),
        (r"\c c", r"\c c", "ç"),
        (r"Stra\ss e", r"\ss", "ß"),
        (r"$\alpha$-blocker", r"$\alpha$", "α"),
        (r"$\Delta$", r"$\Delta$", "Δ"),
        (r"\textbeta", r"\textbeta", "β"),
        (r"\lambda", r"\lambda", "λ"),
        (r"\varepsilon", r"\varepsilon", "ε"),
        (r"a \geq b", r"\geq", "≥"),
        (r"Mg$^{2+}$", "$^{2+}$", "<sup>2+</sup>"),
        (r"H$_2$O", "$_2$", "<sub>2</sub>"),
        (r"R\&D", r"\&", "&"),
        (r"50\%", r"\%", "%"),
        ("the {NMDA} receptor", "{NMDA}", "NMDA"),
        ("Magnesium--a review", "--", "–"),
        ("Magnesium---a review", "---", "—"),
        ("The ``forgotten” ion", "``", "“"),
        ("The “forgotten'' ion", "''", "”"),
    ],
)
def test_tex(text: str, written: str, characters: str) -> None:
    answer = fault(text)
    assert answer == f"TeX in a text, '{written}' | write '{characters}'"
    assert fault(text.replace(written, characters)) is None


def test_tex_that_nobody_knows() -> None:
    assert fault(r"\frobnicate") == r"TeX in a text, '\frobnicate' | write the character itself, or words"
    assert fault(r"$\frac{1}{2}$") == r"TeX in a text, '$\frac{1}{2}$' | write the character itself, or words"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<i>a", "<i> is not closed"),
        ("<i>a<b>b</b>", "<i> is not closed"),
        ("a</sup>", '"</sup>" closes a tag that is not open there'),
        ("<i>a<b>b</i></b>", '"</i>" closes a tag that is not open there'),
        ("<i>" * 22, f"more than {DEEPEST} tags inside each other"),
        ("<i>" * 22 + "</i>" * 22, f"more than {DEEPEST} tags inside each other"),
        ("<i>a</i>" * 3 + "<i>", "<i> is not closed"),
        ("<u>a</u>", "markup in a text"),
        ("<i onclick=x>a</i>", "markup in a text"),
        ("<span>a</span>", "markup in a text"),
        ('<span class="x">a</span>', "markup in a text"),
        ("<script>a", "markup in a text"),
        ("<!-- a -->", "markup in a text"),
        ("x" * (LONGEST + 1), f"a text of {LONGEST + 1} characters"),
    ],
)
def test_tags(text: str, what: str) -> None:
    answer = fault(text)
    assert answer is not None
    assert answer.partition(" | ")[0] == what
    assert answer.partition(" | ")[2]


@given(st.text(alphabet="<>/ib&#;\\{}$\"'^_ a2x", max_size=300))
def test_any_text_is_judged(text: str) -> None:
    answer = fault(text)
    assert answer is None or " | " in answer


@given(st.text(alphabet="abc 镁ß&<>é", max_size=60))
def test_what_may_stand_has_no_open_tag(text: str) -> None:
    if fault(text) is None:
        assert fault(f"<i>{text}</i>") is None
        assert fault(f"<i>{text}") is not None
