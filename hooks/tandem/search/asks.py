"""Questions that sections say they answer: `asks:` of the front matter, a heading's id and what its text answers.

Life: `check_asks` runs with every check, over the whole shelf; `write` gives the questions to the search beside the
sections. One question is claimed by one section of a language, or the search could not tell which answers it.
"""

from __future__ import annotations

from ..core.page import Page
from ..core.problems import Problems, did_you_mean
from ..core.shelf import Shelf
from .folding import squeeze

LONGEST = 120  # characters of a question


def check_asks(shelf: Shelf, problems: Problems) -> None:
    """Every question belongs to a heading that is there, can be typed, and is claimed once in its language."""
    claimed: dict[tuple[str, str], tuple[Page, str]] = {}
    for _, page in shelf.all_pages():
        line = page.front_lines.get("asks", 1)
        for anchor, questions in page.front.asks.items():
            if anchor not in page.ids:
                what = f"'asks': the page has no heading '{anchor}'"
                problems.add(page.path, line, what, did_you_mean(anchor, sorted(page.ids)))
            for question in questions:
                key = squeeze(question, {})
                if not key or len(question) > LONGEST:
                    fix = f"write what a reader would type, in at most {LONGEST} characters"
                    problems.add(page.path, line, f"'asks': '{question[:40]}' is no question", fix)
                    continue
                other, there = claimed.setdefault((page.locale, key), (page, anchor))
                if (other, there) != (page, anchor):
                    where = f"{other.path.relative_to(shelf.settings.root).as_posix()}#{there}"
                    what = f"'asks': {where} claims '{question}' too"
                    problems.add(page.path, line, what, "leave it to the section that answers it best")
