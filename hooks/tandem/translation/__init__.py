"""Translators' tools: the texts of a site as PO or XLIFF 2, and back into the sources without loss.

Not a feature: `python -m tandem translate` is its way in. The sources remain the truth: what comes back is compared as
everything there is, and goes in whole or not at all.
"""
