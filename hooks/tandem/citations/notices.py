"""What became of a work after it was published, as pages say it: retracted, corrected, an expression of concern.

Life: the notice stands in checked.yml (`core.works`); a word of it goes beside each number, the whole into the lists.
"""

from __future__ import annotations

from ..core.context import Context
from ..core.works import DATA, Status, Works


def status_of(context: Context, key: str) -> Status | None:
    """The notice of a work of the page's tutorial, where one is known."""
    works = context.tutorial.data.get(DATA) if context.tutorial else None
    work = works.works.get(key) if isinstance(works, Works) else None
    return work.status if work else None


def notice_word(context: Context, key: str) -> str:
    """The word beside a number, or ''."""
    status = status_of(context, key)
    return context.strings(f"citations.notice.{status.kind}") if status else ""
