"""The features of this site, in the order of their styles."""

from __future__ import annotations

from . import calculator, citations, colophon, dose_table
from . import chrome as site_chrome
from .core.features import Feature

_WITH_BLOCKS: tuple[Feature, ...] = (colophon.FEATURE, dose_table.FEATURE, calculator.FEATURE)

FEATURES: tuple[Feature, ...] = (site_chrome.FEATURE, citations.feature(_WITH_BLOCKS), *_WITH_BLOCKS)
