"""A book as DOCX, by pandoc: headings, tables, lists and links as Word has them, drawings as pictures.

Life: the book becomes one HTML text with its title page in front; pandoc turns it into DOCX; what pandoc's own template
leaves to the machine (faces, lines of tables) is then set in the file's styles, and the file is written again with the
edition's time, so that its bytes depend on nothing else. Faces are named, not embedded: docx.yml says which.
"""

from __future__ import annotations

import base64
import copy
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import yaml
from lxml import etree
from lxml.builder import ElementMaker

from ...core.called import call
from ...core.missing import CannotMakeError, imported
from ...direction import RTL, isolated
from ...drawing.raster import check_letters, to_png
from ..archive import write_archive
from ..book import Book, Element
from ..edition import Edition
from ..held import keep_order, sources_of_book
from .tables import set_widths

_SETTINGS = Path(__file__).with_name("docx.yml")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TIME = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")  # in its sandbox pandoc asks for no time
_ADDRESS = re.compile(r'descr="data:[^"]*"')  # pandoc notes where a picture came from
_TIME_LIMIT = 120  # seconds; a tutorial takes one or two
_CELL = 212.0  # pixels: what a drawing that is as wide as its cell gets
# A4, with a line of 620 pixels; lengths in twentieths of a point.
_SHEET = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304"'
    ' w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body>'
)
_ISOLATES, _CLOSES = ("\u2066", "\u2067"), "\u2069"  # from left to right, from right to left; and the end of either
_TITLES = {"admonition-title", "details-summary", "tab-label"}
H = ElementMaker()


def write_docx(edition: Edition, book: Book, path: Path) -> Path:
    """Write one book."""
    command = [_pandoc(), "--from=html", "--to=docx", "--sandbox", f"--metadata=lang:{book.tag}", f"--output={path}"]
    if book.direction == RTL:
        command.append(f"--metadata=dir:{RTL}")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(edition.moment.timestamp()))}
    done = call("pandoc", command, given=_page(edition, book), seconds=_TIME_LIMIT, environment=environment)
    if done.status:
        said = done.err.decode("utf-8", "replace").strip()
        raise CannotMakeError(f"pandoc does not write {path.name}: {said}", "install pypandoc_binary as pinned")
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members["word/styles.xml"] = _styled(members["word/styles.xml"], _faces(book.tag))
    core = members["docProps/core.xml"].decode("utf-8")
    core = _TIME.sub(f"\\g<1>{edition.moment:%Y-%m-%dT%H:%M:%SZ}<", core)
    members["docProps/core.xml"] = _described(core.encode(), book)
    document = _ADDRESS.sub('descr=""', members["word/document.xml"].decode("utf-8"))
    document = re.sub(r"(<w:sectPr\b[^>]*/>|<w:sectPr\b.*?</w:sectPr>)?\s*</w:body>", _SHEET, document, flags=re.DOTALL)
    members["word/document.xml"] = document.encode()
    if book.direction == RTL:
        members["word/document.xml"] = _in_runs_of_their_own(members["word/document.xml"])
    write_archive(path, members.items(), edition.moment)
    return path


def _described(core: bytes, book: Book) -> bytes:
    """The file's properties, with the authors and keywords of its tutorial where it names any."""
    file, locale = book.tutorial.file, book.language.locale
    names, words = [person.name for person in file.authors], [word[locale] for word in file.keywords]
    if not names and not words:
        return core
    root = etree.fromstring(core)
    for space, name, texts in (("http://purl.org/dc/elements/1.1/", "creator", names), (_CORE, "keywords", words)):
        found = root.find(f"{{{space}}}{name}")
        if texts:
            element = etree.SubElement(root, f"{{{space}}}{name}") if found is None else found
            element.text = "; ".join(texts)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made


def _pandoc() -> str:
    """The pinned package's own pandoc, never another version on PATH."""
    package = imported("pypandoc", "pypandoc_binary")
    own = next(Path(str(package.__file__)).with_name("files").glob("pandoc*"), None)
    return str(own or package.get_pandoc_path())


def _page(edition: Edition, book: Book) -> bytes:
    t = edition.strings[book.language.locale]
    facts = H.table(
        *(H.tr(H.th(fact.name), H.td(H.a(fact.text, href=fact.url) if fact.url else fact.text)) for fact in book.facts)
    )
    set_widths(facts)
    body = H.body(H.p(book.description), H.p(H.strong(t("exports.teaching"))), facts)
    for chapter in book.chapters:
        (heading,) = chapter.body.iter("h1")
        copied = copy.deepcopy(chapter.body)
        if "".join(heading.itertext()).strip() == book.title:  # the document's own title has said it
            (heading,) = copied.iter("h1")
            heading.text = chapter.title
            del heading[:]
        for table in copied.iter("table"):
            set_widths(table)
        body.append(_with_marks(_with_plain_figures(_with_pictures(_in_lines(copied)))))
    head = H.head(H.meta(charset="utf-8"), H.title(book.title))
    root = H.html({"lang": book.tag, "dir": book.direction}, head, body)
    if book.direction == RTL:
        root = etree.fromstring(isolated(etree.tostring(root, encoding="unicode")))
        keep_order(etree.tostring(root, encoding="unicode"), sources_of_book(book), f"the document {book.name}.docx")
        _say_order(root)
    made: bytes = etree.tostring(root, encoding="utf-8")
    return made


def _say_order(root: Element) -> None:
    """Isolates as Word has them, runs of a direction of their own, and as characters for programs that go by these."""
    for isolate in list(root.iter("bdi", "bdo")):
        forced, direction = isolate.tag == "bdo", isolate.get("dir")
        isolate.tag = "span"
        opens = "\u2066\u202d" if forced else "\u2067" if direction == RTL else "\u2066"
        isolate.text = opens + (isolate.text or "")
        closes = "\u202c\u2069" if forced else "\u2069"
        if len(isolate):
            isolate[-1].tail = (isolate[-1].tail or "") + closes
        else:
            isolate.text += closes


def _in_runs_of_their_own(document: bytes) -> bytes:
    """What is isolated, parted from what is not: Word goes by the direction of a run, whatever characters are in it.

    pandoc makes one run of a text in bold; an isolate that begins within it would be read from right to left with it.
    """
    root = etree.fromstring(document)
    for paragraph in root.iter(_R.p):
        within: list[str] = []
        for run in list(paragraph.iter(_R.r)):
            whole, last = copy.deepcopy(run), run
            for number, (content, alone) in enumerate(_parts(run.findtext(_R.t) or "", within)):
                made = copy.deepcopy(whole) if number else run
                for text in made.iterfind(_R.t):
                    text.text = content
                for properties in made.iterfind(_R.properties) if alone else ():
                    etree.strip_elements(properties, _R.rtl)
                if made is not run:
                    last.addnext(made)
                last = made
    parted: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return parted


class _R:
    """Names of WordprocessingML: a paragraph, a run, its text, its properties, and that it runs from right to left."""

    p, r, t, properties, rtl = (f"{{{_W}}}{name}" for name in ("p", "r", "t", "rPr", "rtl"))


def _parts(text: str, within: list[str]) -> list[tuple[str, bool]]:
    """A run's text in parts, and whether each runs from left to right for itself; `within` are the isolates around."""
    parts: list[tuple[str, bool]] = []
    for piece in re.findall("[\u2066\u2067\u2069]|[^\u2066\u2067\u2069]+", text):
        if piece in _ISOLATES:
            within.append(piece)
        alone = within[-1:] == [_ISOLATES[0]]
        if piece == _CLOSES and within:
            within.pop()
        if parts and parts[-1][1] == alone:
            parts[-1] = (parts[-1][0] + piece, alone)
        else:
            parts.append((piece, alone))
    return parts


def _in_lines(body: Element) -> Element:
    """What a style sheet sets in lines of its own, or beside each other, told apart by what stands in the text."""
    for number in body.xpath(".//span[@class='quiz__number']"):
        number.tag = "strong"
        after, number.tail = (number.tail or "").lstrip(), None
        number.addnext(H.br())
        number.getnext().tail = after
    for title in [part for part in body.iter("p") if _TITLES & set(part.get("class", "").split())]:
        strong = H.strong(title.text or "", *title)
        title.text = None
        title.append(strong)
    for sides in body.xpath(".//div[@class='evidence__sides']"):
        for side in sides[:-1]:
            side.tail = " · "
    for listed in body.xpath(".//ul[li][not(li[not(*[1][self::svg])])]"):  # a legend: its drawings are its marks
        listed.tag = "div"
        for item in listed:
            item.tag = "p"
    return body


def _with_pictures(body: Element) -> Element:
    """Drawings as PNG: Word's older versions, and others' programs, show no SVG."""
    for drawing in body.xpath(".//svg[not(ancestor::svg)]"):
        width, height = _size(drawing)
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
        drawing.set("width", f"{width:g}")
        drawing.set("height", f"{height:g}")
        drawing.set("font-family", "sans-serif")
        text, drawing.tail, tail = "".join(drawing.itertext()), None, drawing.tail
        check_letters(text)
        png = base64.b64encode(to_png(etree.tostring(drawing, encoding="unicode"), zoom=2)).decode("ascii")
        image = H.img(src=f"data:image/png;base64,{png}", alt=drawing.get("aria-label", ""), width=f"{width:g}")
        image.tail = tail
        drawing.getparent().replace(drawing, image)
    return body


def _size(drawing: Element) -> tuple[float, float]:
    """How large a drawing is set, in pixels: by its own size, else by its proportions, else as a cell of a table."""
    view = [float(part) for part in (drawing.get("viewBox") or "").replace(",", " ").split()]
    own = [drawing.get(name, "") for name in ("width", "height")]
    if view and not own[0]:
        return view[2], view[3]
    return (float(own[0]) if own[0].isdigit() else _CELL), (float(own[1]) if own[1].isdigit() else _CELL / 6)


def _with_plain_figures(body: Element) -> Element:
    """pandoc would lay a figure out as a table; a caption over its picture is all that is wanted."""
    for figure in body.iter("figure"):
        figure.tag = "div"
        for caption in list(figure.iterchildren("figcaption")):
            caption.tag = "p"
            if caption.find("strong") is not None or caption.getprevious() is not None:
                continue  # it says itself what stands out, or it is a note
            strong = H.strong()
            strong.text, caption.text = caption.text, None
            strong.extend(list(caption))
            caption.append(strong)
    return body


def _with_marks(body: Element) -> Element:
    """pandoc makes bookmarks of the ids of headings, blocks and spans only; other elements hand theirs to a span."""
    for note in body.xpath(".//*[@role='doc-noteref' or @role='doc-footnote']"):
        del note.attrib["role"]  # by which pandoc takes them for notes of its own, and loses the mark
    for term in body.xpath(".//dl/div[@id]/dt[1][not(@id)]"):
        term.set("id", term.getparent().attrib.pop("id"))
    for element in list(body.iter("a", "li", "p", "dt", "dd", "tr", "td", "th", "ol", "ul", "table", "sup")):
        name = element.attrib.pop("id", None)
        if name is None:
            continue
        mark = H.span(id=name)
        if element.tag == "a":
            mark.tail, element.tail = element.tail, None
            element.getparent().replace(element, mark)
            mark.append(element)
        else:
            cell = next(element.iter("td", "th"), element) if element.tag in {"table", "tr"} else element
            mark.tail, cell.text = cell.text, None
            cell.insert(0, mark)
    return body


def _faces(tag: str) -> dict[str, str]:
    """The faces of a language: by its tag, by the tag's first part, or as every other."""
    known: dict[str, dict[str, str]] = yaml.safe_load(_SETTINGS.read_text(encoding="utf-8"))
    return known.get(tag) or known.get(tag.partition("-")[0]) or known["*"]


def _w(name: str, **attributes: str) -> Any:
    return etree.Element(f"{{{_W}}}{name}", {f"{{{_W}}}{key}": value for key, value in attributes.items()})


def _styled(styles: bytes, faces: dict[str, str]) -> bytes:
    """pandoc's styles with our faces and with lines around the cells of tables."""
    root = etree.fromstring(styles)
    for fonts in root.iter(f"{{{_W}}}rFonts"):
        if fonts.get(f"{{{_W}}}asciiTheme") is None and fonts.get(f"{{{_W}}}eastAsiaTheme") is None:
            continue
        heading = "major" in (fonts.get(f"{{{_W}}}asciiTheme") or "")
        fonts.attrib.clear()
        latin, eastern = (faces["heading"], faces["heading-eastern"]) if heading else (faces["text"], faces["eastern"])
        for name, face in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", eastern)):
            fonts.set(f"{{{_W}}}{name}", face)
    defaults = root.find(f"{{{_W}}}docDefaults/{{{_W}}}rPrDefault/{{{_W}}}rPr")
    assert defaults is not None
    for name in ("sz", "szCs"):
        size = defaults.find(f"{{{_W}}}{name}")
        if size is not None:
            size.set(f"{{{_W}}}val", "22")  # half points
    table = next(style for style in root if style.get(f"{{{_W}}}styleId") == "Table")
    properties = table.find(f"{{{_W}}}tblPr")
    assert properties is not None
    borders = _w("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_w(side, val="single", sz="4", space="0", color="9AA7AB"))
    indent = properties.find(f"{{{_W}}}tblInd")
    assert indent is not None
    indent.addnext(borders)
    for margin in properties.iterfind(f"{{{_W}}}tblCellMar/*"):
        if margin.tag in {f"{{{_W}}}top", f"{{{_W}}}bottom"}:
            margin.set(f"{{{_W}}}w", "40")
    head = table.find(f"{{{_W}}}tblStylePr")
    assert head is not None
    bold = _w("rPr")
    bold.append(_w("b"))
    head.insert(0, bold)
    for language in root.iter(f"{{{_W}}}lang"):
        if "language" in faces:  # as Word knows it
            language.set(f"{{{_W}}}eastAsia", faces["language"])
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made
