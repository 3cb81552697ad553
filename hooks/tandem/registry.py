"""The features of this site, in the order of their styles, and the domains whose words several of them say."""

from __future__ import annotations

from pathlib import Path

from . import calculator, citations, colophon, dose_table
from . import chrome as site_chrome
from .core.features import Feature

_WITH_BLOCKS: tuple[Feature, ...] = (colophon.FEATURE, dose_table.FEATURE, calculator.FEATURE)

FEATURES: tuple[Feature, ...] = (site_chrome.FEATURE, citations.feature(_WITH_BLOCKS), *_WITH_BLOCKS)

DOMAINS: tuple[Path, ...] = (Path(__file__).parent / "dosing",)
