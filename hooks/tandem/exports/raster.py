"""Drawings as pictures of dots, for readers that show no SVG; letters in a face from a package, on every machine alike.

A letter that the face lacks would be an empty box in the picture; it is an error instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .missing import CannotMakeError, imported

FAMILY = "Noto Sans SC"
_FACE = "NotoSansSC-Regular.otf"


@dataclass(frozen=True)
class _Face:
    path: Path
    advances: dict[int, float]  # of a letter by its number, in sizes


@cache
def _face() -> _Face:
    package = imported("pylopdf_fonts_zh_cn", "pylopdf-fonts-zh-cn")
    path = Path(str(package.__file__)).parent / _FACE
    font: Any = imported("fontTools.ttLib", "fonttools").TTFont(path, lazy=True)
    widths, size = font["hmtx"], font["head"].unitsPerEm
    return _Face(path, {number: widths[name][0] / size for number, name in font.getBestCmap().items()})


def width(text: str) -> float:
    """How wide a line is, in sizes of its letters."""
    return sum(_face().advances[ord(letter)] for letter in text)


def check_letters(text: str) -> None:
    """Raise CannotMakeError where the face lacks a letter of the text."""
    lacking = sorted({letter for letter in text if letter.isprintable() and ord(letter) not in _face().advances})
    if lacking:
        what = f"{FAMILY}, the face that drawings are lettered in, lacks: {' '.join(lacking)}"
        raise CannotMakeError(what, "write it with other letters, or give exports/raster.py a face that has them")


def to_png(drawing: str, *, zoom: float = 1) -> bytes:
    """An SVG as PNG, `zoom` dots for each of its units."""
    made: bytes = imported("resvg_py", "resvg-py").svg_to_bytes(
        svg_string=drawing, font_files=[str(_face().path)], skip_system_fonts=True, font_family=FAMILY,
        sans_serif_family=FAMILY, zoom=zoom,
    )  # fmt: skip
    return bytes(made)
