r"""Formulas, `$\frac{a + b}{2}$`: read as LaTeX, printed on one line, `(a + b) / 2`.

Life: `spelled` gives the runs of text that both readers of Markdown put in the formula's place, so that its figures are
text to every check, and every form, the search and a copy hold the same signs. A fraction has a stroke and brackets, no
bar that a reader without a style sheet would lose. What cannot be told on one line for certain is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexNode,
    LatexWalker,
    LatexWalkerParseError,
)

from .shifted import Run, shifted

# What a formula may be written with; one without any sign of reckoning is none, but two prices in dollars.
# Two prices with a sign between them, `$5 = NZ$ 8`, are no formula either.
FORMULA = re.compile(
    r"\$\$\s*([^$`\[\]|<>&]{1,400}?)\s*\$\$"
    r"|\$(?=\S)(?![0-9][^$\n]{0,200}[A-Za-z]\$[ ][0-9])([^$\n`\[\]|<>&]{1,200}?)(?<=[^\s\\])\$(?![0-9])"
)
_RECKONS = re.compile(r"[\\^_=+]")
_SIGNS = {"+": "+", "-": "−", "−": "−", "=": "=", "×": "×", "·": "·", "÷": "÷", "±": "±", "≤": "≤", "≥": "≥", "≠": "≠",
    "≈": "≈", "<": "<", ">": ">", "∝": "∝", "→": "→", "∓": "∓", "≪": "≪", "≫": "≫"}  # fmt: skip
_UNARY = {"+", "−", "±", "∓"}
_TEXT = {"text", "mathrm", "textrm", "mathit", "mathbf", "textbf", "textit", "operatorname"}
_SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "quad": " ", "qquad": " ", "!": ""}
_NO_SIZES = {"left", "right", "displaystyle", "big", "Big", "limits"}
_LETTERS = re.compile(r"[0-9A-Za-zΑ-Ωα-ω%∞Σ∑Π∏∂∆′°]+\Z")
_NODES = LatexNodes2Text()
_KNOWN = get_default_latex_context_db()


class FormulaError(ValueError):
    """Why a formula cannot be printed; `fix` says what to write."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.fix = fix


def is_formula(latex: str) -> bool:
    """Whether something is reckoned between two dollar signs."""
    return _RECKONS.search(latex) is not None


def plain(latex: str) -> str:
    """A formula as text. Raises FormulaError."""
    return "".join(run.text for run in spelled(latex))


@lru_cache(maxsize=512)
def spelled(latex: str) -> tuple[Run, ...]:
    r"""The runs of text that a formula is printed as. Raises FormulaError.

    >>> "".join(run.text for run in spelled(r"x = \frac{a + b}{2} \times 10^{-3}"))
    'x = ((a + b) / 2) × 10⁻³'
    """
    try:
        nodes, _, _ = LatexWalker(" ".join(latex.split()), tolerant_parsing=False).get_latex_nodes()
    except LatexWalkerParseError as error:
        line = str(error).split(" @ ")[0].split("\n")[0]
        raise FormulaError(f"a formula that cannot be read ({line})", "close each `{` with a `}`") from None
    joined = _joined(_spaced(_tokens(nodes)))
    runs = tuple(Run(re.sub(r"(?<=\() | (?=[ )])", "", run.text), run.tag) for run in joined)
    if not runs:
        raise FormulaError("a formula without content", "write it, or remove the signs")
    return runs


def _tokens(nodes: Iterable[LatexNode]) -> list[Run]:
    """The runs of a list of nodes. A sign of reckoning is a run of its own, without its spaces."""
    found: list[Run] = []
    shift = ""  # '^' or '_', for what follows
    for node in _single(nodes):
        if shift:
            found.append(_shift(shift, node, found))
            shift = ""
        elif isinstance(node, LatexCharsNode):
            for letter in node.chars:
                if letter in "^_":
                    shift = letter
                else:
                    found.append(_letter(letter))
        elif isinstance(node, LatexGroupNode):
            found += _tokens(node.nodelist)
        elif isinstance(node, LatexMacroNode):
            found += _macro(node)
        else:
            raise FormulaError("a formula with a sign that only TeX reads", "write `\\%` for a per cent sign")
    if shift:
        raise FormulaError(f"a formula with nothing behind `{shift}`", f"write `{shift}{{…}}`")
    return found


def _single(nodes: Iterable[LatexNode]) -> Iterator[LatexNode]:
    """The nodes with each letter alone, so that `^` takes the one behind it."""
    for node in nodes:
        if isinstance(node, LatexCharsNode):
            for letter in node.chars:
                yield LatexCharsNode(letter)
        else:
            yield node


def _letter(letter: str) -> Run:
    if letter == "*":
        raise FormulaError("a formula with `*`", "write `\\times`")
    if letter in _SIGNS:
        return Run(_SIGNS[letter], "sign")
    return Run(" " if letter.isspace() else letter)


def _shift(sign: str, node: LatexNode, before: list[Run]) -> Run:
    tag = "sup" if sign == "^" else "sub"
    inner = "".join(run.text for run in _spaced(_tokens([node]))).replace(" ", "")
    if isinstance(node, LatexGroupNode) and re.search(r"[\\^_]", node.latex_verbatim()):
        raise FormulaError(f"a formula with signs of TeX behind `{sign}`", "give that part a name, and say it below")
    if not before or before[-1].tag == "sign" or before[-1].text.isspace():
        raise FormulaError(f"a formula with nothing before `{sign}`", f"write what it belongs to: `x{sign}{{…}}`")
    run = shifted(tag, inner)
    if run.tag == "sup":
        raise FormulaError(
            f"a formula with a power that is no figure ({inner}), which a copy would show as a factor",
            "write `\\exp(…)`, or say it in words",
        )
    return run


def _macro(node: LatexMacroNode) -> list[Run]:
    name = node.macroname
    given = [part for part in (node.nodeargd.argnlist if node.nodeargd else []) or [] if part is not None]
    if name in _TEXT:
        return [Run(_NODES.nodelist_to_text(given))]
    if name in {"frac", "dfrac", "tfrac"} and len(given) == 2:
        above, below = (_spaced(_tokens([part])) for part in given)
        return [Run("(", "fraction"), *_bracketed(above), Run(" / "), *_bracketed(below), Run(")", "fraction")]
    if name == "sqrt" and len(given) == 1:
        return [Run("√"), *_bracketed(_spaced(_tokens(given)))]
    if name in _SPACES:
        return [Run(_SPACES[name])]
    if name in _NO_SIZES:
        return []
    if name in {"%", "$", "{", "}", "#"}:
        return [Run(name)]
    text = "" if given or name not in _known() else _NODES.macro_node_to_text(node).strip()
    if text in _SIGNS:
        return [Run(_SIGNS[text], "sign")]
    if not _LETTERS.match(text):
        raise FormulaError(
            f"a formula with `\\{name}`, which is not known here",
            "write the sign itself, or a formula with \\frac, \\sqrt, \\times, \\text, ^ and _",
        )
    return [Run(text, "name" if len(text) > 1 else "")]


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The names of all signs of TeX."""
    return frozenset(spec.macroname for spec in _KNOWN.iter_macro_specs())


def _bracketed(runs: Iterable[Run]) -> list[Run]:
    """The runs, in brackets where they are more than one figure or name."""
    kept = list(runs)
    whole = "".join(run.text for run in kept)
    alone = re.fullmatch(r"[\w.%′°⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀-₋]+", whole) is not None
    return kept if alone else [Run("("), *kept, Run(")")]


def _spaced(runs: Iterable[Run]) -> list[Run]:
    """Signs with a space on either side, one before a figure with none; a fraction in brackets where it is a factor."""
    kept = _without_spaces(list(runs))
    found: list[Run] = []
    opened: list[bool] = []
    for at, run in enumerate(kept):
        if run.tag == "fraction" and run.text == "(":
            opened.append(_is_factor(kept, at))
            run = Run("(" if opened[-1] else "")
        elif run.tag == "fraction":
            run = Run(")" if opened.pop() else "")
        elif run.tag == "sign":
            before = next((other for other in reversed(found) if other.text), None)
            unary = run.text in _UNARY and (before is None or before.text.endswith(("(", " ")))
            run = Run(run.text if unary else f" {run.text} ")
        found.append(Run(run.text) if run.tag in {"sign", "name"} else run)
    return [run for run in found if run.text]


def _without_spaces(runs: list[Run]) -> list[Run]:
    """One space for several, and none at the ends or beside a sign, which brings its own."""
    kept: list[Run] = []
    for run in runs:
        if run.text == " " and (not kept or kept[-1].text == " " or kept[-1].tag == "sign"):
            continue
        if (run.tag == "sign" or run.text == "%") and kept and kept[-1].text == " ":
            kept.pop()
        if kept and kept[-1].tag == "name" and re.match(r"[0-9A-Za-zΑ-Ωα-ω√]", run.text):
            kept.append(Run(" "))  # ln 2
        kept.append(run)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _is_factor(runs: list[Run], start: int) -> bool:
    """Whether what begins at `start` has anything but an equals sign, a sum or an end beside it."""
    depth, end = 0, start
    for end in range(start, len(runs)):
        if runs[end].tag == "fraction":
            depth += 1 if runs[end].text == "(" else -1
        if not depth:
            break
    beside = [*reversed(runs[:start])][:1], runs[end + 1 : end + 2]
    apart = {"+", "−", "=", "≈", "≤", "≥", "<", ">", "±", "≠"}
    return any(side and side[0].text not in apart for side in beside)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs of one kind as one."""
    last: Run | None = None
    for run in runs:
        if last is not None and last.tag == run.tag:
            last = Run(last.text + run.text, run.tag)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
