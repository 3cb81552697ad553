"""An address as a QR code, for paper and for the phone of who looks at a screen."""

from __future__ import annotations

import io

from ..core.missing import imported


def qr_code(address: str, border: int = 4) -> str:
    """The code as SVG: black on nothing, with the quiet zone that readers need unless the place has it."""
    made = imported("segno", "segno").make(address, error="m", micro=False, boost_error=False)
    written = io.BytesIO()
    made.save(written, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=border, dark="#000", nl=False)
    return written.getvalue().decode("utf-8")
