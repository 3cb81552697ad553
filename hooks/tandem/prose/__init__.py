"""Prose: what every text of one language must say rightly by itself, told without knowing any language by name.

Not a feature: a check over the whole shelf. `texts` gives every published text with its place and its citations;
what reads them stands beside it.
"""
