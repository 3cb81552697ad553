"""Citations: `[@key]` in the text, numbers by first use, and the reference list in each language's national style."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.cited import find_citations
from ..core.context import Context
from ..core.data import read_document
from ..core.features import Block, Feature, Inline, blocks_of, inlines_of
from ..core.guard import THEIR_BLOCKS
from ..core.page import BlockCall
from ..core.problems import Problems, did_you_mean
from ..core.render import render
from ..core.shelf import Shelf
from ..core.tutorial import Tutorial
from .entry import BibliographyError
from .library import DATA, STYLES, Library, prepare, style_of
from .numbering import number
from .references import References, load_references
from .syntax import extend, to_markup
from .unprinted import find_unprinted

LIST = "reference-list"


def _reference_list(context: Context, call: BlockCall) -> Markup:
    library: Library = context.shelf.prepared["citations"]
    assert context.tutorial is not None
    keys = library.numbering[context.tutorial.name].numbers
    references = [library.reference(context, key) for key in keys]
    return render("citations/reference_list.html.jinja", context, references=references, to_markup=to_markup)


def feature(others: tuple[Feature, ...]) -> Feature:
    """The feature, knowing what `others` print, whose citations are numbered with those of the text."""
    listing = Block(LIST, _reference_list, data=DATA, kind="sources")
    blocks, inlines = blocks_of(others), inlines_of(others)
    return Feature(
        Path(__file__).parent,
        blocks=(listing,),
        data=DATA,
        load=load_references,
        needed=True,
        check=lambda shelf, problems: check(shelf, blocks, inlines, problems),
        prepare=lambda shelf, cache: prepare(shelf, blocks, inlines, cache),
        extend=extend,
        common=True,
    )


def check(shelf: Shelf, blocks: dict[str, Block], inlines: dict[str, Inline], problems: Problems) -> None:
    """Every key exists, every reference is cited, every style is there, and citations stand in tutorials only."""
    for language in shelf.settings.languages:
        style = STYLES / f"{language.options.citation_style}.csl"
        if not style.is_file():
            what = f"there is no citation style '{language.options.citation_style}' for '{language.locale}'"
            fix = did_you_mean(language.options.citation_style, [path.stem for path in STYLES.glob("*.csl")])
            problems.add(shelf.settings.root / "mkdocs.yml", 1, what, fix)
    for page in shelf.pages.values():
        for citation in page.citations:
            problems.add(page.path, citation.line, "a citation outside a tutorial", "move the text into a section")
    for tutorial in shelf.tutorials:
        references = tutorial.data.get(DATA)
        if references is not None:
            _check_tutorial(tutorial, references, shelf, blocks, inlines, problems)
            _check_printed(references, shelf, problems)


def _check_tutorial(
    tutorial: Tutorial,
    references: References,
    shelf: Shelf,
    blocks: dict[str, Block],
    inlines: dict[str, Inline],
    problems: Problems,
) -> None:
    for page in tutorial.pages.values():
        for citation in page.citations:
            for position, key in enumerate(citation.keys):
                if key not in references:
                    what = f"the reference '{key}' is not in {DATA}"
                    problems.add(page.path, citation.line, what, did_you_mean(key, references))
                if key in citation.keys[:position]:
                    what = f"the reference '{key}' stands twice in one citation"
                    problems.add(page.path, citation.line, what, "write it once")
    for name, value in tutorial.data.items():
        for place, key in find_citations(value):
            if key not in references:
                path = tutorial.folder / name
                document = read_document(path, Problems(problems.root))
                line = document.line(place) if document else 1
                problems.add(path, line, f"the reference '{key}' is not in {DATA}", did_you_mean(key, references))
    source = tutorial.file.source
    if source and source.cite not in references:
        what, fix = f"the reference '{source.cite}' is not in {DATA}", did_you_mean(source.cite, references)
        tutorial.problem(("source", "cite"), what, fix, problems)
    _check_list(tutorial, shelf, problems)
    if not _all_read(tutorial, shelf, blocks):
        return  # what could not be read may cite what seems to be cited nowhere
    cited = number(tutorial, shelf.settings, blocks, inlines).numbers
    for key in references:
        if key not in cited:
            what = f"the reference '{key}' is cited nowhere"
            problems.add(references.path, references.lines[key], what, "cite it in a section, or remove it")


def _check_printed(references: References, shelf: Shelf, problems: Problems) -> None:
    """Every variable of every entry is printed by each language's style, or the style says why not."""
    sound = [references[key] for key in sorted(references.sound)]
    lost: dict[tuple[str, str], list[str]] = {}
    for language in shelf.settings.languages:
        style = style_of(language)
        if not style.csl.is_file():
            continue
        try:
            for key, variable in find_unprinted(sound, style):
                lost.setdefault((key, variable), []).append(language.options.citation_style)
        except BibliographyError as error:
            problems.add(shelf.settings.root / "mkdocs.yml", 1, str(error), "mend the style, or name another one")
    for (key, variable), styles in lost.items():
        what = f"'{variable}' of '{key}' is printed by no part of the style {' and '.join(sorted(set(styles)))}"
        fix = "write it where the style prints it, remove it, or list it in the style's .yml with the reason"
        problems.add(references.path, references.line(key, variable), what, fix)


def _check_list(tutorial: Tutorial, shelf: Shelf, problems: Problems) -> None:
    """Every citation links to the list in the section `references`."""
    if not tutorial.whole:
        return
    if "references" not in tutorial.file.sections:
        fix = f"write that section, with the block `/// {LIST}`, and list it"
        tutorial.problem(("sections",), "the tutorial has no section 'references'", fix, problems)
    for locale in shelf.settings.locales:
        page = tutorial.pages.get((locale, "references"))
        if page is not None and page.whole and LIST not in {call.name for call in page.blocks}:
            what = "the section 'references' does not show the references"
            problems.add(page.path, 1, what, f"write `/// {LIST}` and, on the next line, `///`")


def _all_read(tutorial: Tutorial, shelf: Shelf, blocks: dict[str, Block]) -> bool:
    """Whether nothing that may cite is missing or could not be read."""
    expected = {
        (locale, name)
        for locale in shelf.settings.locales
        for name in tutorial.file.sections
        if locale not in tutorial.file.partial or (tutorial.folder / f"{name}.{locale}.md").is_file()
    }
    usable = {LIST, *THEIR_BLOCKS}
    usable |= {name for name, block in blocks.items() if not block.data or tutorial.data.get(block.data) is not None}
    return (
        tutorial.whole
        and expected <= set(tutorial.pages)
        and all(page.whole and {call.name for call in page.blocks} <= usable for page in tutorial.pages.values())
    )
