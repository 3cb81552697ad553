"""Packing: whatever the texts, the page gets back what was packed; what texts share is stored once."""

from __future__ import annotations

import gzip
import json

from hypothesis import given
from hypothesis import strategies as st
from tandem.search.packing import pack, unpack

PHRASES = st.sampled_from(
    ["镁与疼痛", "of the patient ", '","', "é\u0394", "\ue000", "阿片类药物", "0.5 mg/kg ", "\u0080"]
)


@given(st.lists(st.lists(PHRASES | st.text(max_size=4), max_size=60).map("".join), max_size=4))
def test_texts_come_back(texts: list[str]) -> None:
    packed = pack(texts)
    assert unpack(packed) == texts
    assert len(packed.codes) == len(packed.phrases)
    assert not set(packed.codes) & set("".join(texts))


def test_what_is_shared_is_stored_once_and_always_alike() -> None:
    sentences = [
        f"In a patient with condition {n}, the dose is given slowly over {n} minutes. 缓慢静脉注射。" for n in range(40)
    ]
    texts = ["".join(sentences[n:] + sentences[:n]) for n in range(8)]
    packed = pack(texts)
    assert packed == pack(texts)
    assert unpack(packed) == texts
    plain = sum(len(gzip.compress(text.encode(), 6)) for text in texts)
    parts = [json.dumps([packed.codes, packed.phrases]), *packed.texts]
    assert sum(len(gzip.compress(part.encode(), 6)) for part in parts) < 0.8 * plain
