"""Light pages: what is sent to a reader is what the pages use.

Life: features' scripts and styles are packed (`pack`) when a build begins, since their names change with their content,
and what waits for scripts on every page is put into one script a language (`waiting`).
When every page is written, `finish` takes the theme's style as far as some page uses it (`style`), joins it with the
site's own, names the result after its content, takes the white space out of the pages (`markup`), and removes from the
theme's files those that nothing refers to (`assets`). From texts to texts; of the host nothing is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from .assets import digest, leave_out_unused, pack
from .markup import lean
from .style import Vocabulary, prune
from .waiting import waiting_parts, waiting_script

__all__ = ["STYLE", "digest", "finish", "pack", "waiting_parts", "waiting_script"]

STYLE = "style.css"  # what pages call the joined style until its content, and so its name, is known


def finish(
    site: Path,
    folder: str,
    theme: Iterable[str],
    own: Iterable[str],
    beside: Iterable[str],
    last: Callable[[str, str], str],
    kept_whole: str = "",
) -> None:
    """Finish the site: one style for all pages, pages without their indentation, no file that nothing refers to.

    `folder` holds the site's scripts and styles. `theme` are the theme's style sheets, `own` the site's for all pages,
    `beside` those that some pages have besides. `last` is given the address and the text of each page as it will be
    published, and answers with what is written. All of the folder `kept_whole` stays.
    """
    paths = sorted(site.rglob("*.html"))
    scripts = [path.read_text(encoding="utf-8") for path in sorted((site / folder).glob("*.js"))]
    ours = "".join(own)
    users = chain([ours, *beside, *scripts], _texts(paths))
    style = prune("\n".join(theme), Vocabulary.of(_texts(paths), scripts), users) + ours
    name = f"style.{digest(style.encode())}.css"
    (site / folder / name).write_text(style, encoding="utf-8", newline="\n")
    for path, text in zip(paths, _texts(paths), strict=True):
        finished = lean(text).replace(f"{folder}/{STYLE}", f"{folder}/{name}")
        path.write_text(last(path.relative_to(site).as_posix(), finished), encoding="utf-8", newline="\n")
    leave_out_unused(site, kept_whole)


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    """The pages' texts, one at a time: a shelf's would be hundreds of megabytes."""
    for path in paths:
        yield path.read_text(encoding="utf-8")
