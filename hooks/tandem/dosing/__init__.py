"""The dose engine: what `doses.yml` says, its units checked, and exact arithmetic for table and browser alike.

A domain that the dose table, the calculator and the self-test draw on. It brings no block, only the words and the
script (`dosing.js`) that they share: a block that works doses out in the browser adds this name to what its page uses.
"""

from __future__ import annotations

from pathlib import Path

from ..core.features import Feature

FEATURE = Feature(Path(__file__).parent)
