"""Drawings as pictures of dots, for readers that show no SVG; letters in a face from a package, on every machine alike.

A letter that the face lacks would be an empty box in the picture; it is an error instead.
"""

from __future__ import annotations

import functools
import hashlib
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..core.missing import CannotMakeError, imported

# Package, module, file; a letter comes from the first face that has it. Noto Sans SC lacks ⁺ and its like.
_FACES = (
    ("pylopdf-fonts-zh-cn", "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    ("fontpkg-noto-serif", "fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
)
FAMILY = "Noto Sans SC"


@dataclass(frozen=True)
class _Faces:
    paths: tuple[Path, ...]
    advances: dict[int, float]  # of a letter by its number, in sizes


@functools.cache
def _faces() -> _Faces:
    paths, advances = [], dict[int, float]()
    for package, module, file in _FACES:
        path = Path(str(imported(module, package).__file__)).parent / file
        with imported("fontTools.ttLib", "fonttools").TTFont(path, lazy=True) as font:
            widths, size = font["hmtx"], font["head"].unitsPerEm
            for number, name in font.getBestCmap().items():
                advances.setdefault(number, widths[name][0] / size)
        paths.append(path)
    return _Faces(tuple(paths), advances)


def width(text: str) -> float:
    """How wide a line is, in sizes of its letters."""
    return sum(_faces().advances[ord(letter)] for letter in text)


def lacking(text: str) -> list[str]:
    """The letters of a text that no face has, each once."""
    return sorted({letter for letter in text if letter.isprintable() and ord(letter) not in _faces().advances})


def check_letters(text: str) -> None:
    """Raise CannotMakeError where the face lacks a letter of the text."""
    if found := lacking(text):
        what = f"the faces that drawings are lettered in lack: {' '.join(found)}"
        raise CannotMakeError(what, "write it with other letters, or give drawing/raster.py a face that has them")


def to_png(drawing: str, *, zoom: float = 1, cache: Path | None = None) -> bytes:
    """An SVG as PNG, `zoom` dots for each of its units; `cache` is a folder that keeps it for the next build."""
    if cache is None:
        return _rasterised(drawing, zoom)
    made_by = [version(package) for package in ("resvg-py", *(face[0] for face in _FACES))]
    key = hashlib.sha256("\n".join([*made_by, str(zoom), drawing]).encode()).hexdigest()
    kept = cache / f"{key}.png"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        writing = kept.with_suffix(f".{os.getpid()}")
        writing.write_bytes(_rasterised(drawing, zoom))
        writing.replace(kept)  # whole or not there, for builds beside each other
    return kept.read_bytes()


def _rasterised(drawing: str, zoom: float) -> bytes:
    made: bytes = imported("resvg_py", "resvg-py").svg_to_bytes(
        svg_string=drawing, font_files=[str(path) for path in _faces().paths], skip_system_fonts=True,
        font_family=FAMILY, sans_serif_family=FAMILY, zoom=zoom,
    )  # fmt: skip
    return bytes(made)
