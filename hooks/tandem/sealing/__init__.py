"""What is published is checked as published, and sealed: no script but the site's own, no request to another host.

Life: every page, when nothing more will change in it, is parsed as a browser parses it and held against a list of what
pages may have (`allowed`); what is not on it is a problem at the line that brought it (`sources`), and nothing is
published. Then its policy goes into its head (`policy`). Of other files only those go along that a page refers to
(`files`). From texts to texts; of the host nothing is known here.
"""

from __future__ import annotations

from .allowed import Finding, findings, findings_in_book
from .files import check_files, published
from .policy import digest, programs, sealed
from .sources import FIX, data_of, located, report, sources_of

__all__ = [
    "FIX", "Finding", "check_files", "data_of", "digest", "findings", "findings_in_book", "located", "programs",
    "published", "report", "sealed", "sources_of",
]  # fmt: skip
