"""What stands around a page: language switch, hint of another language, review state, and the site's styles.

The templates are the theme's own, in `overrides/`; this folder brings their words, the script and the style.
"""

from __future__ import annotations

from pathlib import Path

from ..core.features import Feature

FEATURE = Feature(Path(__file__).parent, everywhere=True)
