"""A document that was damaged on its way: whatever its bytes have become, it is named, and nothing breaks."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

from tandem.core.problems import Problems
from tandem.review.proposals import proposals_in


def test_any_damage_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "section.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<a>{'x y z ' * 500}</a>")
    whole, chance, told = path.read_bytes(), random.Random(1), 0
    for _ in range(1500):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        problems = Problems(tmp_path)
        told += proposals_in(path, problems) is None and len(problems) == 1
    assert told > 500
