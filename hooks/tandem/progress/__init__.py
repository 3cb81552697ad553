"""The reader's progress through a tutorial, kept on the reader's own device and only when the reader asks for it.

Life: each section's page closes with a quiet switch (`overrides/partials/tandem-progress.html`), hidden until the
script runs. Switched on, one entry of the browser's local storage holds which sections were read to their end and the
best score of a self-test, which tells it by the event `tandem-score`; switched off, the entry is removed. Before that
nothing is stored. The entry's name is the tutorial's place, the same for every language.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..core.features import Feature
from ..core.render import render

FEATURE = Feature(Path(__file__).parent, common=True, waiting=partial(render, "progress/offer.html.jinja"))
