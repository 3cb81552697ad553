"""A finished page: what is put in, where, and what stays as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tandem.direction import directed, isolated, marked, outside

PAGE = '<!doctype html><html lang="ar"><head><title>T</title></head><body dir="{}">{}</body></html>'
CHARACTERS = str.maketrans({"\u2066": "⟦", "\u2067": "⟪", "\u2069": "⟧", "\u202d": "!", "\u202c": "¡"})


def inside(markup: str, direction: str = "rtl") -> str:
    """The body of a page with this in it, isolated; isolating characters as brackets that can be seen."""
    made = isolated(PAGE.format(direction, markup))
    assert isolated(made) == made, "isolated twice"
    assert not list(outside(made))
    body = made.partition("<body")[2].partition(">")[2].removesuffix("</body></html>")
    return body.translate(CHARACTERS)


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<p>جرعة 450 mg.</p>", '<p>جرعة <bdi dir="ltr">450 mg</bdi>.</p>'),
        ("<p>جرعة <b>450</b> mg.</p>", '<p>جرعة <bdi dir="ltr"><b>450</b> mg</bdi>.</p>'),
        ("<p><b>جرعة 450</b> mg ثم</p>", "<p><b>جرعة ⟦450</b> mg⟧ ثم</p>"),
        ("<p>جرعة <i>10</i>–<i>20 mg</i></p>", '<p>جرعة <bdi dir="ltr"><i>10</i>–<i>20 mg</i></bdi></p>'),
        ("<p>ب 2&nbsp;mg &lt;&#160;3</p>", '<p>ب <bdi dir="ltr">2&nbsp;mg &lt;&#160;3</bdi></p>'),
        ("<p>ب SO<sub>4</sub><sup>2−</sup></p>", '<p>ب <bdi dir="ltr">SO<sub>4</sub><sup>2−</sup></bdi></p>'),
        ("<td>ب<br>5</td><td>6</td>", '<td>ب<br><bdi dir="ltr">5</bdi></td><td><bdi dir="ltr">6</bdi></td>'),
        ('<p>ب 4 mg<sup data-cite="a"><a href="#a">[1–3]</a></sup> ثم 5.</p>',
         '<p>ب <bdi dir="ltr">4 mg</bdi><sup data-cite="a"><a href="#a"><bdi dir="ltr">[1–3]</bdi></a></sup> ثم '
         '<bdi dir="ltr">5</bdi>.</p>'),
        ('<span data-low=""><data value=""></data> إلى </span><data value=""></data>&#160;mg',
         '<span data-low=""><data value="" dir="auto"></data> إلى </span>⟦<data value=""></data>&#160;mg⟧'),
        ('<p><span data-echo="w"></span> kg × 2 = <data value=""></data> mg</p>',
         '<p>⟦<span data-echo="w"></span> kg × 2 = <data value=""></data> mg⟧</p>'),
        ("<select><option>ب 50% = 5 mg/mL</option></select>", "<select><option>ب ⟦50% = 5 mg/mL⟧</option></select>"),
        ('<img alt="ب 5 mg" title="6">', '<img alt="ب ⟦5 mg⟧" title="⟦6⟧">'),
        ('<svg viewBox="0 0 1 1"><text>ب 5 mg</text><text>6</text></svg>',
         '<svg direction="ltr" viewBox="0 0 1 1"><text>⟪ب ⟦5 mg⟧⟧</text><text>6</text></svg>'),
        ('<input inputmode="decimal" placeholder="70.5 kg">',
         '<input dir="ltr" inputmode="decimal" placeholder="⟦70.5 kg⟧">'),
        ('<p>ب <span dir="auto">ج 5</span> <span dir="auto">x 6</span> <bdi>7</bdi></p>',
         '<p>ب <span dir="auto">ج <bdi dir="ltr">5</bdi></span> <span dir="auto">x 6</span> <bdi>7</bdi></p>'),
        ('<div dir="ltr"><p>5 mg</p><p dir="rtl">ب 6</p></div>',
         '<div dir="ltr"><p>5 mg</p><p dir="rtl">ب <bdi dir="ltr">6</bdi></p></div>'),
        ("<p>ب ٣٠–٥٠ mg</p>", '<p>ب <bdo dir="ltr">٣٠–٥٠ mg</bdo></p>'),
        ("<p>ب ٣٠–٥٠</p>", '<p>ب <bdi dir="rtl">٣٠–٥٠</bdi></p>'),
        ("<p><span>ب 5</span><span>6 mg</span></p>",
         '<p><span>ب <bdi dir="ltr">5</bdi></span><span><bdi dir="ltr">6 mg</bdi></span></p>'),
        ("<script>ب 5</script><style>ب 5</style><!-- ب 5 -->", "<script>ب 5</script><style>ب 5</style><!-- ب 5 -->"),
    ],
)  # fmt: skip
def test_what_is_put_in(markup: str, made: str) -> None:
    assert inside(markup) == made


@pytest.mark.parametrize("direction", ["ltr", "auto"])
def test_a_page_from_left_to_right_is_the_same_object(direction: str) -> None:
    page = PAGE.format(direction, "<p>A dose of 450 mg</p><svg><text>5</text></svg><input inputmode='decimal'>")
    assert isolated(page) is page
    assert directed(page, "direction.js") is page


def test_of_a_page_with_one_column_from_the_right_only_that_is_touched() -> None:
    left = "<p>A dose of 450 mg</p>"
    page = PAGE.format("ltr", f'{left}<div dir="rtl"><p>ب 5</p></div><script defer src="../assets/a.js"></script>')
    made = directed(page, "direction.js")
    assert left in made
    assert '<p>ب <bdi dir="ltr">5</bdi></p>' in made
    assert '<script defer src="../assets/direction.js"></script>' in made


def test_a_text_without_markup() -> None:
    assert marked("ب 5 mg", "rtl").translate(CHARACTERS) == "ب ⟦5 mg⟧"
    assert marked("5 mg", "ltr") == "5 mg"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>جرعة 450 mg</p>", ["جرعة 450 mg"]),
        ("<p>ب \u20665</p><p>6\u2069</p>", ["6"]),
        ('<p>ب <span dir="auto">ج 5</span></p>', ["ج 5"]),
        ('<svg direction="ltr"><text>ب 5</text><text>6</text></svg>', ["ب 5"]),
        ('<svg direction="ltr"><text>\u2067ب 5\u2069</text></svg>', ["ب 5"]),
        ('<img alt="ب 5">', ["ب 5"]),
        ("<table><tr><td>7</table>", ["7"]),
        ("<p>ب <bdi>5</bdi> \u2066<b>6</b>\u2069 <i dir='ltr'>7</i></p>", []),
        ("<script>5</script><p hidden>لا</p>", []),
    ],
)
def test_what_stands_outside_is_found(markup: str, found: list[str]) -> None:
    assert list(outside(PAGE.format("rtl", markup))) == found


TEXTS = st.text(st.sampled_from("ab12 .,()–%×=بגא٣<&\u00a0"), max_size=12)
INLINES = st.recursive(
    TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(
        st.sampled_from(["b", "span", "sup", "bdi", 'i dir="auto"', 'i dir="ltr"', 'sup data-cite="x"']),
        st.lists(inner, max_size=4),
    ).map(lambda part: f"<{part[0]}>{''.join(part[1])}</{part[0].split()[0]}>"),
    max_leaves=12,
)


@given(st.lists(INLINES.map("<p>{}</p>".format), max_size=4).map("".join))
def test_nothing_else_changes_and_no_digit_is_left_outside(markup: str) -> None:
    page = PAGE.format("rtl", f"<div>{markup}</div>")
    made = isolated(page)
    bare = re.sub('<bdi dir="(ltr|rtl)">|<bdo dir="ltr">|[\u2066-\u2069\u202c\u202d]', "", made)
    bare = re.sub("</?bdi>|</bdo>", "", bare)
    assert bare == re.sub("</?bdi>", "", page)
    assert isolated(made) == made
    assert not list(outside(made))
    html.document_fromstring(made)
