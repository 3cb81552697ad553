"""Terminology: the glossary's terms found in texts, for whoever marks, compares or searches them.

The glossary itself is a part of the shelf (`core.glossary`); here is what it takes to use it.
"""

from __future__ import annotations

from ..core.glossary import FILE, Glossary, Term, alike
from .finder import Finder, Mention

__all__ = ["FILE", "Finder", "Glossary", "Mention", "Term", "alike"]
