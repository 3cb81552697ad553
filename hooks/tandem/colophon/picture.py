"""The picture that a service shows for a link to the site: one for each tutorial and language, and one a language for
the pages outside tutorials.

Life: drawn once a build, before the pages, which name it by its address; the host writes it (`files`). Without the
site's address there is none, since only a whole address names a picture to such a service. Forms to take away leave
these files out, by their folder (`drawing.SHARED`).
"""

from __future__ import annotations

import hashlib
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..core.data import Place, read_document
from ..core.missing import CannotMakeError, Fault
from ..core.problems import Problems
from ..core.render import show_date
from ..core.settings import Language
from ..core.shelf import Shelf
from ..core.strings import written_in
from ..core.tutorial import Tutorial
from ..drawing import SHARED
from ..drawing.lettering import Column
from ..drawing.raster import FAMILY, check_letters, lacking, to_png

WIDTH, HEIGHT = 1200, 630
_MARGIN, _LEADING = 90, 1.25
_GROUND, _RING, _INK, _QUIET = "#00594f", "#0f695e", "#ffffff", "#d5ebe7"
_TITLE, _OTHER, _NAME, _FOOT = range(124, 47, -4), 46, 38, 32
_SIGN = 72

Words = tuple[str, tuple[str, ...], str]  # a title, what stands smaller below it, the last line


@dataclass(frozen=True)
class Picture:
    """A PNG, where it lies in the site, and what it says."""

    address: str
    alt: str
    content: bytes


Pictures = dict[tuple[str, str], Picture]  # by tutorial, '' for none, and locale


def draw_pictures(shelf: Shelf, cache: Path) -> Pictures:
    """Every picture of the site; `cache` keeps them from one build to the next.

    Raises CannotMakeError with every text that has letters which the faces lack.
    """
    if not shelf.imprint.address or not shelf.settings.link_pictures:
        return {}
    if faults := list(_lacking(shelf)):
        fix = "write it with other letters, or set `link_pictures: false` under extra.tandem"
        raise CannotMakeError("the faces of pictures for links lack letters", fix, faults)
    made: Pictures = {}
    for language in shelf.settings.languages:
        made["", language.locale] = _draw(shelf, language, "site", _of_site(shelf, language), cache)
        for tutorial in shelf.tutorials:
            made[tutorial.name, language.locale] = _draw(
                shelf, language, tutorial.name, _of_tutorial(shelf, language, tutorial), cache
            )
    return made


def files(pictures: Pictures) -> dict[str, bytes]:
    """What is to be written, by its address in the site."""
    return {picture.address: picture.content for picture in pictures.values()}


def _lacking(shelf: Shelf) -> Iterator[Fault]:
    """Every text of authors and translators in which a letter is lacking, where it was written."""
    settings = shelf.settings
    texts: list[tuple[Path, Place, str]] = [(settings.file, ("site_name",), shelf.imprint.name)]
    for language in settings.languages:
        described: Place = ("extra", "tandem", "languages", language.locale, "description")
        texts.append((settings.file, described, language.options.description))
        t = shelf.strings[language.locale]
        for key in ("for_teaching", "unreviewed"):
            path, place = written_in(Path(__file__).parent, key, language.locale, settings.places)
            texts.append((path, place, t(f"colophon.{key}")))
    for tutorial in shelf.tutorials:
        path, file = tutorial.folder / "tutorial.yml", tutorial.file
        texts += [(path, ("title", locale), file.title[locale]) for locale in settings.locales]
        texts += [(path, ("reviewers", number, "name"), person.name) for number, person in enumerate(file.reviewers)]
    for path, place, text in texts:
        if found := lacking(text):
            document = read_document(path, Problems(settings.root), foreign_tags=True)
            line = document.line(place) if document else 1
            yield path, line, f"the faces of pictures for links lack letters of this text: {' '.join(found)}"


def _of_site(shelf: Shelf, language: Language) -> Words:
    t = shelf.strings[language.locale]
    return shelf.imprint.name, (language.options.description,), t("colophon.for_teaching")


def _of_tutorial(shelf: Shelf, language: Language, tutorial: Tutorial) -> Words:
    file, t = tutorial.file, shelf.strings[language.locale]
    others = tuple(file.title[other.locale] for other in shelf.settings.languages if other is not language)
    review = t("colophon.unreviewed")
    if file.reviewed:
        names = language.options.list_separator.join(person.name for person in file.reviewers)
        review = t("colophon.reviewed", names=names, date=show_date(language, file.reviewed))
    return file.title[language.locale], others, f"{t('colophon.for_teaching')} · {review}"


def _draw(shelf: Shelf, language: Language, name: str, words: Words, cache: Path) -> Picture:
    title, below, last = words
    content = to_png(drawing(words, shelf.imprint.name, shelf.imprint.sign), cache=cache)
    said = dict.fromkeys((title, *below, shelf.imprint.name, last))
    # Named by its content: services keep a picture for long, and would show that of an older version.
    stamp = hashlib.sha256(content).hexdigest()[:8]
    return Picture(f"{SHARED}/{name}.{language.locale}.{stamp}.png", " · ".join(said), content)


def drawing(words: Words, name: str, sign: str) -> str:
    """The picture as SVG; `sign` is the site's own, as SVG, '' for none."""
    title, below, last = words
    for text in (title, *below, last, name):
        check_letters(text)
    column = Column(_MARGIN, WIDTH - _MARGIN, rtl=_from_the_right(title))
    size = column.largest(title, _TITLE, 2)
    lines = [(line, size, _INK) for line in column.lines(title, size)]
    lines += [(line, _OTHER, _QUIET) for text in below for line in column.lines(text, _OTHER)]
    high = sum(size * _LEADING for _, size, _ in lines)
    at = (HEIGHT - high) / 2 + 10
    parts = []
    for line, size, colour in lines:
        parts.append(column.text(line, at + size, size, colour))
        at += size * _LEADING
    foot = column.lines(last, _FOOT)
    parts += [
        column.text(line, HEIGHT - 62 - _FOOT * _LEADING * (len(foot) - 1 - number), _FOOT, _QUIET)
        for number, line in enumerate(foot)
    ]
    if name != title:
        parts.append(_beside_sign(column, bool(sign)).text(name, 112, _NAME, _QUIET))
    rings = "".join(
        f'<circle cx="{x}" cy="315" r="200" fill="none" stroke="{_RING}" stroke-width="36"/>'
        for x in _mirrored(column, (880, 1110))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{FAMILY}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_GROUND}"/>{rings}'
        f"{_placed(sign, column)}{''.join(parts)}</svg>"
    )


def _from_the_right(text: str) -> bool:
    """Whether the script of a text runs from right to left: its first letter that has a direction says so."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((found for found in directions if found in {"L", "R", "AL"}), "L") != "L"


def _mirrored(column: Column, places: Iterable[int]) -> list[int]:
    return [WIDTH - x if column.rtl else x for x in places]


def _beside_sign(column: Column, signed: bool) -> Column:
    room = _SIGN + 24 if signed else 0
    return Column(column.start + (0 if column.rtl else room), column.end - (room if column.rtl else 0), column.rtl)


def _placed(sign: str, column: Column) -> str:
    """The sign at the head of the column, whatever size it was drawn in."""
    if not sign:
        return ""
    root = etree.fromstring(sign)  # a file of the site's own sources
    x = column.end - _SIGN if column.rtl else column.start
    root.attrib |= {"x": f"{x:g}", "y": "62", "width": str(_SIGN), "height": str(_SIGN)}
    return etree.tostring(root, encoding="unicode")
