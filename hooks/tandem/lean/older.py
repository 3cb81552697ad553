"""A style sheet of ours in the words that older browsers know: what is written short is sent long.

The floor of readers' browsers (tools/floor) lies before `:is()`, before the shorthands of logical properties and before
`inset`; a browser drops a whole rule for one selector that it does not know. So a style is written as is easiest to
read, and here, when it is packed, selectors are written out, those with a state that the floor does not know get a rule
of their own, and shorthands become the properties that they stand for. What cannot be said so stands, with what a
reader then sees, among the exceptions in tools/floor/floor.json.

Block is top to bottom: no script that Tandem is set in runs from top to bottom. Inline follows the direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import tinycss2

Node = Any  # a node of tinycss2, which has no types
Tokens = list[Node]

_WRITTEN_OUT = {"is"}
# States and parts of a page that a browser of the floor may not know: they take no other selector with them.
_ALONE = {"focus-visible", "has", "backdrop", "marker", "details-content", "highlight"}
_GROUPS = {"media", "supports", "container"}

_ENDS = {
    "margin-block": ("margin-top", "margin-bottom"),
    "margin-inline": ("margin-inline-start", "margin-inline-end"),
    "padding-block": ("padding-top", "padding-bottom"),
    "padding-inline": ("padding-inline-start", "padding-inline-end"),
    "inset-block": ("top", "bottom"),
    "scroll-margin-block": ("scroll-margin-top", "scroll-margin-bottom"),
}
_BOTH = {
    "border-block": ("border-top", "border-bottom"),
    "border-inline": ("border-left", "border-right"),
}
_NAMED = {"inset-block-start": "top", "inset-block-end": "bottom", "scroll-margin-block-start": "scroll-margin-top"}
_BEFORE = {  # a value that stands in for a newer one
    ("overflow-wrap", "anywhere"): "break-word",
    ("float", "inline-start"): "left",
    ("float", "inline-end"): "right",
    ("align-self", "start"): "flex-start",
}
_SIDES = ("top", "right", "bottom", "left")
# What every element is: it only weighs. No class and no element is called so.
_NO_CLASS: Tokens = tinycss2.parse_component_value_list(":not(._)")
_NO_NAME: Tokens = tinycss2.parse_component_value_list(":not(_)")


def lower(style: str) -> str:
    """The style sheet with every selector written out and every shorthand as what it stands for; comments go."""
    return "".join(_rules(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)))


def _rules(rules: list[Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            body = _declarations(rule.content)
            yield from (f"{selectors}{{{body}}}\n" for selectors in _selectors(rule.prelude))
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{''.join(_rules(inner))}}}\n"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            yield f"@page{tinycss2.serialize(rule.prelude)}{{{_declarations(rule.content)}}}\n"
        else:
            yield rule.serialize() + "\n"


def _selectors(prelude: Tokens) -> Iterator[str]:
    """The lists of selectors of the rules that a rule becomes: all that the floor knows in one, each other its own."""
    known: list[str] = []
    alone: list[str] = []
    for selector in _parted(prelude):
        for tokens in _written_out(selector):
            (alone if _is_alone(tokens) else known).append(tinycss2.serialize(tokens).strip())
    if not _has_lists(prelude) and not (alone and len(known) + len(alone) > 1):
        yield tinycss2.serialize(prelude)
        return
    if known:
        yield ", ".join(dict.fromkeys(known))
    yield from dict.fromkeys(alone)


def _has_lists(tokens: Tokens) -> bool:
    """Whether something of it has to be written out."""
    functions = [token for token in tokens if token.type == "function"]
    return any(
        one.lower_name in _WRITTEN_OUT
        or (one.lower_name == "not" and "," in one.arguments)
        or _has_lists(one.arguments)
        for one in functions
    )


def _parted(tokens: Tokens) -> list[Tokens]:
    """What stands between the commas."""
    parts: list[Tokens] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _written_out(tokens: Tokens) -> list[Tokens]:
    """A selector once for each way that its `:is()` can be taken.

    What stands before `a :is(b c)` is then around b too, which is all that ours mean. Raises ValueError for
    `a:is(b c)`, of which a and c are the same element: that cannot be said without.
    """
    pieces: list[list[Tokens]] = []
    for position, token in enumerate(tokens):
        before = tokens[position - 1] if position else None
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if before == ":" and token.type == "function" and token.lower_name in _WRITTEN_OUT:
            ways = [_trimmed(way) for part in _parted(token.arguments) for way in _written_out(part)]
            if position > 1 and not _parts(tokens[position - 2]) and any(any(map(_parts, way)) for way in ways):
                raise ValueError(f"cannot be written out: {tinycss2.serialize(tokens).strip()}")
            pieces.append(_weighed(ways))
        elif token == ":" and after is not None and after.type == "function" and after.lower_name in _WRITTEN_OUT:
            continue
        elif token.type == "function" and token.lower_name == "not":
            # Of several, none: each its own `:not()`, which is all that the floor knows. Its colon stands before.
            inner = [_trimmed(way) for part in _parted(token.arguments) for way in _written_out(part)]
            colon = tokens[position - 1]
            made: Tokens = []
            for number, way in enumerate(inner):
                made += [colon] * (number > 0) + [_function(token, way)]
            pieces.append([made])
        else:
            pieces.append([[token]])
    return [_joined(way) for way in product(*pieces)]


def _weighed(ways: list[Tokens]) -> list[Tokens]:
    """The ways with the weight in the cascade that `:is()` gave each: that of its heaviest.

    A lighter one is held against a class or a name that nothing has. One that names an element where the heaviest
    names none is by that name heavier: it cannot be taken away.
    """
    weights = [_weight(way) for way in ways]
    heaviest = max(weights)
    return [
        way
        + _NO_CLASS * max(0, heaviest[1] - weight[1])
        + (_NO_NAME * max(0, heaviest[2] - weight[2]) if weight[:2] <= heaviest[:2] else [])
        for way, weight in zip(ways, weights, strict=True)
    ]


def _weight(tokens: Tokens) -> tuple[int, int, int]:
    """A selector's specificity: ids, then classes, attributes and states, then names."""
    ids = classes = names = 0
    for position, token in enumerate(tokens):
        before = tokens[position - 1] if position else None
        is_part = before == ":" and position > 1 and tokens[position - 2] == ":"
        if token.type == "hash":
            ids += 1
        elif token.type == "[] block":
            classes += 1
        elif token.type == "function":
            inner = max((_weight(part) for part in _parted(token.arguments)), default=(0, 0, 0))
            own = (0, 0, 0) if token.lower_name == "where" else inner
            own = own if token.lower_name in {"not", "is", "has", "where"} else (0, 1, 0)
            ids, classes, names = ids + own[0], classes + own[1], names + own[2]
        elif token.type == "ident":
            classes += before in (".", ":") and not is_part
            names += before not in (".", ":") or is_part
    return ids, classes, names


def _function(model: Node, arguments: Tokens) -> Node:
    return tinycss2.ast.FunctionBlock(model.source_line, model.source_column, model.name, arguments)


def _joined(way: tuple[Tokens, ...]) -> Tokens:
    """The pieces in a row; the name of an element comes before the classes that it was written after."""
    made: Tokens = []
    for piece in way:
        if piece and piece[0].type == "ident" and made and _ends_compound(made):
            start = len(made)
            while start and not _parts(made[start - 1]):
                start -= 1
            made[start:start] = piece
        else:
            made += piece
    return made


def _ends_compound(made: Tokens) -> bool:
    """Whether a name that comes next would run into a class, a state or an attribute."""
    return not _parts(made[-1]) and made[-1] not in (".", ":")


def _parts(token: Node) -> bool:
    return bool(token.type == "whitespace" or token in (">", "+", "~"))


def _trimmed(tokens: Tokens) -> Tokens:
    start, end = 0, len(tokens)
    while start < end and tokens[start].type == "whitespace":
        start += 1
    while end > start and tokens[end - 1].type == "whitespace":
        end -= 1
    return tokens[start:end]


def _is_alone(tokens: Tokens) -> bool:
    for position, token in enumerate(tokens):
        name = token.lower_name if token.type == "function" else token.lower_value if token.type == "ident" else ""
        if name in _ALONE and position and tokens[position - 1] == ":":
            return True
        if token.type == "function" and _is_alone(token.arguments):
            return True
    return False


def _declarations(content: Tokens) -> str:
    found = tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True)
    if any(one.type != "declaration" for one in found):  # rules in a rule, which are newer than all that is done here
        return str(tinycss2.serialize(content))
    parts: list[str] = []
    changed = False
    for one in found:
        value = tinycss2.serialize(one.value).strip()
        pairs = list(_longhand(one.name, one.value, value))
        changed = changed or pairs != [(one.name, value)]
        parts += [f"{name}:{text}{' !important' if one.important else ''}" for name, text in pairs]
    return ";".join(parts) if changed else str(tinycss2.serialize(content))


def _longhand(name: str, tokens: Tokens, value: str) -> Iterator[tuple[str, str]]:
    """A declaration as the properties that it stands for."""
    ends = [tinycss2.serialize([token]) for token in tokens if token.type != "whitespace"]
    if name in _ENDS and len(ends) <= 2:
        yield from zip(_ENDS[name], (ends[0], ends[-1]), strict=True)
    elif name in _BOTH:
        yield from ((side, value) for side in _BOTH[name])
    elif name in _NAMED:
        yield _NAMED[name], value
    elif name == "inset-inline" and len(ends) == 1:
        yield from (("left", value), ("right", value))
    elif name == "inset" and len(ends) <= 4:
        four = {1: [0, 0, 0, 0], 2: [0, 1, 0, 1], 3: [0, 1, 2, 1], 4: [0, 1, 2, 3]}[len(ends)]
        yield from ((side, ends[index]) for side, index in zip(_SIDES, four, strict=True))
    elif (name, value) in _BEFORE:
        yield from ((name, _BEFORE[name, value]), (name, value))
    else:
        yield name, value
