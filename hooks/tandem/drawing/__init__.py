"""Drawings with words in them, made into pictures at build time: `lettering` sets lines, `raster` makes the PNG.

Forms and features both stand on this; it knows neither.
"""

SHARED = "assets/shared"  # pictures that a service shows for a link to the site: of use nowhere without internet
