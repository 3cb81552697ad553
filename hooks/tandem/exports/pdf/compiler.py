"""Typst in a process of its own, which can be ended: `python compiler.py`, called by `typeset`.

Life: one document. A pickle on standard input says what to compile; one on standard output says what became of it:
the PDF, Typst's warnings, and what Typst says of a fault. Nothing of the package is imported here. Files go to
Typst from memory; those that are no text, as photographs, it takes only from a folder, which is gone when it is done.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst


def main() -> None:
    """Compile what standard input asks for."""
    asked = pickle.load(sys.stdin.buffer)
    # Typst's own messages must not get between.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["faces"])
    said: dict[str, object] = {"made": b"", "warnings": [], "fault": ""}
    texts: Any = {name: content for name, content in asked["sources"].items() if _is_text(content)}
    with TemporaryDirectory() as folder:
        for name in asked["sources"].keys() - texts.keys():
            (Path(folder) / name).write_bytes(asked["sources"][name])
        try:
            made, warnings = typst.compile_with_warnings(
                texts, root=folder, font_paths=faces, pdf_standards=asked["standard"], timestamp=asked["timestamp"]
            )
            said |= {"made": bytes(made), "warnings": [str(warning) for warning in warnings]}
        except typst.TypstError as error:
            said["fault"] = str(error) or type(error).__name__
    with answer:
        pickle.dump(said, answer)


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    main()
