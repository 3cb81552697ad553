"""What a page is found by in an index that knows no other names: a library's, which searches for what was typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Keywords:
    """Words that a page is found by beside those of its text."""

    meant: str = ""  # other names of what its text speaks of, each as often as that
    headed: str = ""  # the same for its headings, and the questions that it answers
    joined: str = ""  # of a language without spaces: the signs that meet where such words stand side by side
    titles: tuple[str, ...] = ()  # names and questions for which it is the page to open
