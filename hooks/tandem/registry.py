"""The features of this site, in the order of their styles, and the domains whose words several of them say."""

from __future__ import annotations

from pathlib import Path

from . import (
    app,
    calculator,
    cautions,
    citations,
    colophon,
    dose_table,
    dosing,
    downloads,
    drafts,
    evidence,
    figure,
    freshness,
    glossary,
    progress,
    quiz,
    quoted,
    readings,
    recall,
    search,
    side_by_side,
)
from . import chrome as site_chrome
from .core.data import Strict
from .core.features import Feature
from .core.glossary import FILE as GLOSSARY
from .core.glossary import Glossary
from .core.stated import Statements
from .core.tutorial import TutorialFile
from .dosing.units import DOSES, STRENGTHS
from .quiz import number

_WITH_BLOCKS: tuple[Feature, ...] = (
    colophon.FEATURE,
    dose_table.FEATURE,
    calculator.FEATURE,
    cautions.FEATURE,
    evidence.FEATURE,
    readings.FEATURE,
    figure.FEATURE,
    quiz.FEATURE,
    glossary.FEATURE,
    downloads.FEATURE,
    app.FEATURE,
)

FEATURES: tuple[Feature, ...] = (
    site_chrome.FEATURE,
    drafts.FEATURE,
    freshness.FEATURE,
    citations.feature(_WITH_BLOCKS),
    dosing.FEATURE,
    number.FEATURE,
    *_WITH_BLOCKS,
    quoted.FEATURE,
    recall.FEATURE,
    progress.FEATURE,
    search.FEATURE,
    side_by_side.FEATURE,
)

DOMAINS: tuple[Path, ...] = tuple(Path(__file__).parent / name for name in ("exports", "exports/pdf"))

# What a number is never parted from on a page, besides the site's own list.
UNITS: tuple[str, ...] = (*DOSES, *STRENGTHS)

# How each data file is asked for its values.
STATEMENTS: dict[str, Statements] = {
    feature.data: feature.statements for feature in FEATURES if feature.statements is not None
}

# The YAML files that authors write, each with its model.
MODELS: dict[str, type[Strict]] = {
    "tutorial.yml": TutorialFile,
    GLOSSARY: Glossary,
    **{feature.data: feature.model for feature in FEATURES if feature.model is not None},
}
