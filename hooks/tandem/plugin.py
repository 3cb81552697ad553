"""MkDocs, and nothing but MkDocs: the only module that imports it.

Life of a build. MkDocs starts (`on_startup`); `on_config` reads and checks every source of every language once and
stops with all problems, or goes on into a folder of its own beside the old site; the i18n plugin then runs the same
build once a language: `on_nav` orders each tutorial's pages, `on_page_markdown` hands the renderer its page,
`on_page_context` gives the templates what they show. When the last language is done, `on_post_build` (outermost, last
of all plugins) writes the assets, mends what the languages' separate builds left apart, makes the forms to take away,
and only then puts the new site in the old one's place. `on_build_error` ends a build that failed without a trace of it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import posixpath
import sys
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mkdocs
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from .check import CACHE, CHECKS, Site, check_site
from .chrome import MENU
from .citations.cite_this import cite_this
from .colophon import FEATURE as COLOPHON
from .colophon.metadata import metadata
from .colophon.picture import files as picture_files
from .colophon.report import report
from .core.context import Context
from .core.course import Course
from .core.elsewhere import settled
from .core.glossary import PAGE as GLOSSARY
from .core.markdown import TandemExtension, check_rendered
from .core.missing import CannotMakeError
from .core.problems import Problems
from .core.render import show_date
from .core.settings import Language
from .core.shelf import Imprint
from .core.store import Store
from .core.tutorial import Tutorial
from .core.unforeseen import unforeseen
from .course import plan
from .direction import FIX as KEEP_ORDER
from .direction import SCRIPT as DIRECTION
from .direction import directed, fault, outside
from .drafts import FEATURE as DRAFT
from .exports.contents import DOWNLOADS
from .exports.edition import make_edition
from .exports.forms import Press
from .exports.listing import address_pages, list_forms
from .exports.weigh import find_heavy
from .freshness import FEATURE as FRESHNESS
from .freshness import banner
from .lean import STYLE, digest, finish, pack, waiting_script
from .parity.freshness import Standing
from .preview import Preview
from .progress import FEATURE as PROGRESS
from .publishing import CannotPublishError, Publication, open_publication
from .recall import notice
from .registry import FEATURES, UNITS
from .runs import DRAFTS
from .sealing import Finding, findings, located, programs, published, sealed, sources_of
from .sealing import report as report_findings
from .search import PLACE as SEARCH
from .search import keywords, write_search
from .side_by_side import partners, write_pages

STORE = "forms"  # what was made before, in that folder
ASSETS = "assets/tandem"
SIGN = "assets/favicon.svg"
FRAME = "partials/tandem-review.html"  # a template that only our theme has
HOST = logging.getLogger(mkdocs.__name__)  # a fork of MkDocs answers to the name, but warns under its own


class _Warnings(logging.Handler):
    """The host's own warnings, each of which keeps the site from being published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@dataclass
class _Build:
    """One run of MkDocs, through all languages."""

    command: str = "build"
    site: Site | None = None
    standings: dict[tuple[str, str], Standing] = field(default_factory=dict)  # by tutorial and section
    extension: TandemExtension | None = None
    publication: Publication | None = None
    preview: Preview | None = None  # of `serve`
    warnings: _Warnings = field(default_factory=_Warnings)
    assets: dict[str, dict[str, str]] = field(default_factory=dict)  # feature → kind → address
    packed: dict[str, bytes] = field(default_factory=dict)  # address → content
    direction: str = ""  # the name of the script for pages that run from right to left; '' where none does
    waiting: dict[str, str] = field(default_factory=dict)  # locale → address of what waits for scripts
    deferred: dict[str, dict[str, str]] = field(default_factory=dict)  # locale → feature → what waits for scripts
    style: list[bytes] = field(default_factory=list)  # of the features that are on every page
    held: dict[str, bytes] = field(default_factory=dict)  # page → digest of what was held against the list
    used: dict[str, set[str]] = field(default_factory=dict)  # page → features
    styled: dict[str, set[str]] = field(default_factory=dict)  # page → features of which it needs the style alone
    nav_pages: dict[str, Page] = field(default_factory=dict)  # source → page, of the language being built


_build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `build` or `serve`."""
    _build.command = command


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Show in the browser what a later build finds wrong."""
    _build.preview = Preview(server, config.site_name)
    return server


def on_shutdown() -> None:
    """Remove what the preview has put aside."""
    if _build.preview is not None:
        _build.preview.close()
        _build.preview = None


@event_priority(-150)  # after i18n has settled the language
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Once: read, check, prepare. For each language: the theme's words."""
    _own_templates(config)
    i18n = config.plugins["i18n"]
    if not i18n.building:  # type: ignore[attr-defined]
        _begin(config)
    assert _build.site is not None
    locale: str = i18n.current_language  # type: ignore[attr-defined]
    language = _build.site.settings.language(locale)
    t = _build.site.strings[locale]
    config.theme["language"] = language.options.theme
    for option in config.theme["palette"]:
        option["toggle"] = {"name": t("chrome.dark" if option["scheme"] == "default" else "chrome.light")}
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = t("chrome.permalink")
    config.site_description = language.options.description
    return config


def _begin(config: MkDocsConfig) -> None:
    if _build.command == "build":
        try:  # before all else: it brings back what a killed build took away
            _build.publication = open_publication(Path(config.site_dir))
        except CannotPublishError as error:
            raise Abort(_words_of(error)) from error
        config.site_dir = str(_build.publication.staging)
    root = Path(config.config_file_path).parent
    problems = Problems(root)
    store = Store(root / CACHE / CHECKS)
    site = check_site(Path(config.config_file_path), problems, store)
    store.clear()
    drafts = [tutorial for tutorial in site.shelf.tutorials if tutorial.file.draft] if site else []
    if not _is_preview():
        for draft in drafts:
            problems.excuse(draft.folder)
    if site is None or len(problems):
        raise Abort(problems.report())
    if _is_preview():
        for draft in drafts:
            print(f"draft: {config.site_url or ''}{draft.name}/index.html", file=sys.stderr)
    else:
        site.leave_out_drafts()
    site.hold_back()
    if problems.warnings:
        print(problems.report(), file=sys.stderr)  # not through MkDocs: its strict mode would fail for them
    HOST.removeHandler(_build.warnings)
    _build.held = {}
    _build.site, _build.used, _build.warnings = site, {}, _Warnings()
    HOST.addHandler(_build.warnings)
    repository = config.extra["tandem"].get("repository") or ""
    _build.standings = site.by_place()
    plan(site.shelf)
    site.shelf.imprint = Imprint(config.site_name, config.site_url or "", repository, _sign(config))
    try:
        for feature in FEATURES:
            if feature.prepare is not None:
                site.shelf.prepared[feature.name] = feature.prepare(site.shelf, root / CACHE)
    except CannotMakeError as error:
        for path, line, what in error.faults or [(Path(config.config_file_path), 1, error.what)]:
            problems.add(path, line, what, error.fix)
        raise Abort(problems.report()) from error
    if _build.extension in config.markdown_extensions:
        config.markdown_extensions.remove(_build.extension)
    _build.extension = TandemExtension(FEATURES, (*site.settings.units, *UNITS))
    config.markdown_extensions.append(_build.extension)
    _pack()


def _is_preview() -> bool:
    """Whether drafts are shown: while the site is written, or on request. What is made so is not to be handed on."""
    return _build.command == "serve" or bool(os.environ.get(DRAFTS))


def on_build_error(error: Exception) -> None:
    """Leave nothing behind, and say in words what no reader of the sources foresaw."""
    _close()
    if isinstance(error, OSError | UnicodeError | RecursionError | MemoryError):
        logging.getLogger("mkdocs.tandem").debug("What ended the build:", exc_info=error)
        page = _build.extension.context.page.path if _build.extension and _build.extension.context else None
        raise Abort(unforeseen(error, page)) from error


def _close() -> None:
    if _build.publication is not None:
        _build.publication.close()
        _build.publication = None


def _words_of(error: CannotPublishError) -> str:
    return f"{error.path}: {error.what}\n  fix: {error.fix}"


def _own_templates(config: MkDocsConfig) -> list[Path]:
    """The theme's folders as far as they are ours, or the site's own; after them comes what ours extends.

    The i18n plugin puts a folder with its own sitemap in front where the site itself has none: that goes behind ours.
    """
    folders = config.theme.dirs
    ours = next((folder for folder in folders if (Path(folder) / FRAME).is_file()), None)
    if ours is None:
        raise Abort(f"{config.config_file_path}: the theme is not Tandem's\n  fix: write `theme: tandem`")
    own = [config.theme.custom_dir, ours] if config.theme.custom_dir not in (None, ours) else [ours]
    folders[:] = [*own, *(folder for folder in folders if folder not in own)]
    return [Path(folder) for folder in own]


def _sign(config: MkDocsConfig) -> str:
    """The site's sign, from the first of the theme's folders that has one."""
    found = (Path(folder) / SIGN for folder in config.theme.dirs)
    return next((path.read_text(encoding="utf-8") for path in found if path.is_file()), "")


def _pack() -> None:
    """Make the features' scripts and styles small, and name each by its content; those for every page are joined."""
    _build.assets, _build.packed, _build.style = {}, {}, []
    styles: dict[str, str] = {}  # of what waits for scripts on every page
    for feature in FEATURES:
        _build.assets[feature.name] = {}
        for kind in ("css", "js"):
            path = feature.folder / f"{feature.name}.{kind}"
            if not path.is_file():
                continue
            content = b"".join(map(pack, (*feature.stands_on, path))) if kind == "js" else pack(path)
            if kind == "css" and feature.joined:
                _build.style.append(content)
                continue
            address = f"{ASSETS}/{feature.name}.{digest(content)}.{kind}"
            _build.packed[address] = content
            if kind == "css" and feature.everywhere:
                styles[feature.name] = posixpath.basename(address)
            else:
                _build.assets[feature.name][kind] = address
    assert _build.site is not None
    if len(_build.site.settings.languages) > 2:
        _build.style.append(pack(MENU))
    app = _build.assets["app"]["js"] if _has_app(_build.site) else ""
    for language in _build.site.settings.languages:
        parts = _build.deferred[language.locale] = _waiting_parts(_build.site, language)
        content = waiting_script(parts, posixpath.basename(app), styles)
        address = f"{ASSETS}/waiting.{language.locale}.{digest(content)}.js"
        _build.waiting[language.locale] = address
        _build.packed[address] = content
    _build.direction = ""
    if any(language.direction == "rtl" for language in _build.site.settings.languages):
        content = pack(DIRECTION)
        _build.direction = f"{DIRECTION.stem}.{digest(content)}.js"
        _build.packed[f"{ASSETS}/{_build.direction}"] = content
    _build.packed |= picture_files(_build.site.shelf.prepared[COLOPHON.name])


def _has_app(site: Site) -> bool:
    """Whether readers can save the site: it is made when the site is built, not while it is written."""
    return site.settings.exports.app and not _is_preview()


def _waiting_parts(site: Site, language: Language) -> dict[str, str]:
    """What of each feature waits for scripts, in a language."""
    tutorial, home = site.shelf.find("", language.locale, "index")
    context = Context(site.settings, site.shelf, language, site.strings[language.locale], home, tutorial)
    return {feature.name: feature.waiting(context) for feature in FEATURES if feature.waiting is not None}


def _source(page: Page) -> tuple[str, str, str]:
    """A page's tutorial ('' for none), section name and locale, from its file's name."""
    folder, name = posixpath.split(page.file.src_uri)
    stem, locale, _ = name.split(".")
    return folder, stem, locale


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The theme's templates leave a line for each of their commands; ours are written not to, and escape all texts."""
    env.trim_blocks = env.lstrip_blocks = True
    env.autoescape = True
    return env


@event_priority(-150)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish of the sources' folder what pages refer to, and nothing that lies beside it.

    One copy serves every language: i18n would build it for the first alone, and the others' pages would miss it.
    """
    assert _build.site is not None
    docs, allowed = Path(config.docs_dir), published(_build.site.shelf)
    sources = _build.site.settings.docs
    pages = [page for _, page in _build.site.shelf.all_pages()]
    pages += [page for tutorial in _build.site.shelf.tutorials for page in tutorial.withheld.values()]
    shown = {page.path.relative_to(sources).as_posix() for page in pages}
    for file in list(files):
        own = file.abs_src_path is not None and Path(file.abs_src_path).is_relative_to(docs)
        if own and file.src_uri not in shown:  # a draft is left out with all that is no page
            files.remove(file)
    for path in sorted(allowed):
        if path.is_relative_to(docs) and path.is_file():
            uri = path.relative_to(docs).as_posix()
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls, dest_uri=uri))
    return files


@event_priority(-150)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Previous and next lead through a tutorial and never out of it."""
    assert _build.site is not None
    _build.nav_pages = {page.file.src_uri: page for page in nav.pages}
    locale: str = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    for page in nav.pages:
        page.previous_page = page.next_page = None
    for tutorial in _build.site.shelf.tutorials:
        pages = _pages(tutorial, locale)
        for before, after in pairwise(pages):
            before.next_page, after.previous_page = after, before
    return nav


def _pages(tutorial: Tutorial, locale: str) -> list[Page]:
    uris = (f"{tutorial.name}/{section}.{locale}.md" for section in tutorial.sections(locale))
    return [_build.nav_pages[uri] for uri in uris]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Hand the renderer the page that comes next; of one that is withheld its title alone."""
    assert _build.site is not None and _build.extension is not None
    site = _build.site
    tutorial_name, name, locale = _source(page)
    tutorial, source = site.shelf.find(tutorial_name, locale, name)
    language = site.settings.language(locale)
    _build.extension.context = Context(site.settings, site.shelf, language, site.strings[locale], source, tutorial)
    if not _is_withheld(tutorial, locale, name):
        return None
    page.meta["description"] = ""
    return source.body


def _is_withheld(tutorial: Tutorial | None, locale: str, name: str) -> bool:
    return tutorial is not None and (locale, name) in tutorial.withheld


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep which features the page uses; fail when a block has vanished on the way."""
    assert _build.extension is not None
    context = _build.extension.current()
    check_rendered(context, FEATURES)
    _build.used[page.file.src_uri], _build.styled[page.file.src_uri] = context.used, context.styled - context.used
    _build.extension.context = None
    return settled(html)


@event_priority(-150)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """What the templates show around a page; its navigation holds its tutorial only."""
    assert _build.site is not None
    tutorial_name, name, locale = _source(page)
    tutorial, source = _build.site.shelf.find(tutorial_name, locale, name)
    language = _build.site.settings.language(locale)
    pages = _pages(tutorial, locale) if tutorial else []
    context["tandem"] = _around(config, language, posixpath.join(tutorial_name, f"{name}.html"), tutorial, name)
    context["tandem"].styled = _build.styled[page.file.src_uri]
    used = _build.used[page.file.src_uri] | context["tandem"].styled
    context["tandem"].features = [feature.name for feature in FEATURES if feature.everywhere or feature.name in used]
    standing = _build.standings.get((tutorial_name, name))
    away = _withheld(tutorial, language, name)
    context["tandem"].withheld = away
    context["tandem"].stale = banner(standing, locale) if standing and not away else None
    if context["tandem"].draft:
        context["tandem"].features.append(DRAFT.name)
    if context["tandem"].stale or away:
        context["tandem"].features.append(FRESHNESS.name)
    around = Context(_build.site.settings, _build.site.shelf, language, _build.site.strings[locale], source, tutorial)
    course = _build.site.shelf.courses[(tutorial.name, locale)] if tutorial else None
    context["tandem"].step = course.step(name) if course and not away else None
    context["tandem"].groups = _groups(course, pages) if course else []
    context["tandem"].course = course
    context["tandem"].twins = [
        SimpleNamespace(
            language=other,
            url=other.prefix + posixpath.join(tutorial_name, f"{name}.html"),
            title=_build.site.shelf.find(tutorial_name, other.locale, name)[1].heading,
        )
        for other in _build.site.settings.languages
        if tutorial is not None and other is not language and tutorial.has(other.locale, name) and not away
    ]
    context["tandem"].compared = standing.compared(locale) if standing else None
    context["tandem"].recall = notice(around)
    context["tandem"].shelf = source.shows("shelf")
    # Nobody cites a self-test; its page is the fullest, and the sections that it leads to say how they are cited.
    cites = course is not None and not away and course.step(name).kind != "check"
    context["tandem"].cite_this = cite_this(around) if cites else ""
    context["tandem"].report = report(around)
    context["tandem"].metadata = metadata(around) if not away else ""
    if tutorial is not None:
        context["tandem"].features.append(PROGRESS.name)
    home = _build.nav_pages[f"index.{locale}.md"]
    items: list[Any] = list(pages)  # a page outside tutorials has nothing to navigate but the way home
    context["nav"] = Navigation(items, pages)
    context["nav"].homepage = home
    return context


def _withheld(tutorial: Tutorial | None, language: Language, name: str) -> SimpleNamespace | None:
    """Where readers of a page that is withheld are led to; None for any other page."""
    if tutorial is None or not _is_withheld(tutorial, language.locale, name):
        return None
    assert _build.site is not None
    settings = _build.site.settings
    other = settings.language(tutorial.nearest(language.locale, name, settings).locale)
    return SimpleNamespace(language=other, url=f"{other.prefix}{tutorial.name}/{name}.html")


def _groups(course: Course, pages: list[Page]) -> list[tuple[str, list[Page]]]:
    """The pages of a tutorial by the kind of their sections; the overview stands above them, of no kind."""
    by_name = dict(zip((step.section for step in course.steps), pages, strict=True))
    kinds = [(kind, [by_name[step.section] for step in steps]) for kind, steps in course.groups()]
    return [("", pages[:1]), *kinds]


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The same for pages that are no section: the 404 page, which speaks every language."""
    assert _build.site is not None
    settings = _build.site.settings
    context["tandem"] = _around(config, settings.default, "index.html", None, "index")
    context["tandem"].features = [feature.name for feature in FEATURES if feature.everywhere]
    context["tandem"].styled = set()
    context["tandem"].metadata = ""
    context["tandem"].hidden = {
        f"{tutorial.name}/{name}.{locale}.md"
        for tutorial in _build.site.shelf.tutorials
        for locale, name in tutorial.withheld
    }
    context["tandem"].tags = {language.locale: language.tag for language in settings.languages}
    context["tandem"].all_languages = [
        (
            language,
            _build.site.strings[language.locale],
            [one for one in _build.site.shelf.tutorials if one.has(language.locale, "index")],
        )
        for language in settings.languages
    ]
    context["nav"] = Navigation([], [])
    context["nav"].homepage = _build.nav_pages.get(f"index.{settings.default.locale}.md") or SimpleNamespace(
        url="index.html"
    )
    return context


def _around(
    config: MkDocsConfig, language: Language, path: str, tutorial: Tutorial | None, name: str
) -> SimpleNamespace:
    """`path` is the page's address in the site without its language."""
    assert _build.site is not None
    settings = _build.site.settings
    site_url = config.site_url or ""
    file = tutorial.file if tutorial else None
    there = [other for other in settings.languages if tutorial is None or tutorial.has(other.locale, name)]
    first = settings.default if settings.default in there else next(one for one in settings.from_pivot if one in there)
    return SimpleNamespace(
        t=_build.site.strings[language.locale],
        language=language,
        alternates=[
            SimpleNamespace(
                language=other,
                url=other.prefix + path,
                absolute=site_url + other.prefix + path if site_url else "",
                current=other is language,
                t=_build.site.strings[other.locale],
            )
            for other in settings.languages
            if other in there or other is language
        ],
        many=len(settings.languages) > 2,
        beside=[
            SimpleNamespace(language=other, url=url)
            for other, url in partners(settings, language, path)
            if tutorial and language in there and other in there
        ],
        default=f"{site_url}{first.prefix}{path}" if site_url else "",
        home=language.prefix + "index.html",
        downloads=_downloads(language),
        glossary=_glossary(language),
        tutorial=tutorial,
        title=file.title[language.locale] if file else "",
        file=file,
        draft=bool(file and file.draft),
        files=[file] if file else [other.file for other in _build.site.shelf.listed],
        show_date=partial(show_date, language),
        assets=_build.assets,
        fetched={feature.name: feature.fetched_by for feature in FEATURES if feature.fetched_by},
        app=_has_app(_build.site),
        style=f"{ASSETS}/{STYLE}",
        waiting=_build.waiting[language.locale],
    )


def _downloads(language: Language) -> str:
    """The page that lists the forms to take away; '' where the site has none."""
    assert _build.site is not None
    pages = _build.site.shelf.pages.values()
    names = (page.name for page in pages if page.locale == language.locale and page.shows("downloads"))
    return next((f"{language.prefix}{name}.html" for name in names), "")


def _glossary(language: Language) -> SimpleNamespace | None:
    """The page of the shelf's terms, where it has one."""
    assert _build.site is not None
    page = _build.site.shelf.pages.get((language.locale, GLOSSARY))
    return SimpleNamespace(title=page.front.title, url=f"{language.prefix}{GLOSSARY}.html") if page else None


@event_priority(-200)  # after i18n has built the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the whole site, then publish it."""
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    assert _build.site is not None
    site = Path(config.site_dir)
    for address, content in _build.packed.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(content)
    write_search(site, _build.site.shelf, _build.site.strings)
    _lay_side_by_side(site)
    _make_lean(site, config)
    if not config.site_url:  # a sitemap without a host would be wrong
        for left in ("sitemap.xml", "sitemap.xml.gz"):
            (site / left).unlink(missing_ok=True)
    if _build.warnings.messages:
        raise Abort("\n".join(["the site is not published:", *_build.warnings.messages]))
    if _build.publication is not None:
        if not _is_preview():
            _export(site, config)
            _weigh(site, config)
        try:
            _build.publication.publish()
        except CannotPublishError as error:
            raise Abort(_words_of(error)) from error
        _close()


def _lay_side_by_side(site: Path) -> None:
    """Once more each section, its languages beside each other; after search and the sitemap, in neither."""
    assert _build.site is not None
    problems = Problems(_build.site.settings.root)
    write_pages(site, _build.site.shelf, _build.site.strings, _build.assets, problems)
    if len(problems):
        raise Abort(problems.report())


def _export(site: Path, config: MkDocsConfig) -> None:
    """The finished site in its other forms, beside its pages."""
    assert _build.site is not None
    settings = _build.site.settings
    problems = Problems(settings.root)
    tell = logging.getLogger("mkdocs.tandem").info
    known = programs(Path(config.theme.dirs[0]).rglob("*.html"))
    edition = make_edition(
        site, config.site_url or "", config.site_name, settings, _build.site.strings, _build.site.shelf.tutorials,
        known, _build.site.changed(), keywords(site, _build.site.shelf) if settings.exports.zim else None,
    )  # fmt: skip
    keeper = edition.keeper
    keeper.store = Store(settings.root / CACHE / STORE)
    press = Press(edition, settings, problems, tell)
    address_pages(edition)
    try:
        list_forms(edition, press.forms_wanted(), press.downloads())
    except CannotMakeError as error:
        problems.add(Path(config.config_file_path), 1, f"the list of downloads: {error.what}", error.fix)
    press.complete()
    keeper.store.clear()
    for path in sorted(site.rglob("*.html")):  # once more, since forms tell their sizes and lists in some of them
        address = path.relative_to(site).as_posix()
        if address.startswith(f"{DOWNLOADS}/"):
            continue
        text = path.read_text(encoding="utf-8")
        if _build.held.get(address) != _whole(text) and (found := list(findings(text, known))):
            report_findings(found, _sources_of(address, config), f"the page {address}", problems)
        _check_order(address, text, config, problems)
    if len(problems):
        raise Abort(problems.report())


def _whole(text: str) -> bytes:
    """What tells a page from every other."""
    return hashlib.sha256(text.encode()).digest()


def _weigh(site: Path, config: MkDocsConfig) -> None:
    """Say at their sources which pages and files are heavier than the settings want them."""
    assert _build.site is not None
    settings = _build.site.settings
    problems = Problems(settings.root)
    for heavy in find_heavy(site, settings):
        whole = settings.docs / heavy.tutorial / "tutorial.yml"
        problems.warn(whole if heavy.tutorial else _sources_of(heavy.address, config)[0], 1, heavy.what, heavy.fix)
    if problems.warnings:
        print(problems.report(), file=sys.stderr)  # not through MkDocs: its strict mode would fail for them


def _make_lean(site: Path, config: MkDocsConfig) -> None:
    """Take from the theme what the pages use, now that all of them are there, and seal each as it will be published."""
    assert _build.site is not None
    problems = Problems(_build.site.settings.root)
    known = programs(path for folder in _own_templates(config) for path in sorted(folder.rglob("*.html")))

    def seal(address: str, page: str) -> str:
        page = directed(page, _build.direction)
        if found := list(findings(page, known)):
            report_findings(found, _sources_of(address, config), f"the page {address}", problems)
        page = sealed(page, known)
        _build.held[address] = _whole(page)
        return page

    for locale, parts in _build.deferred.items():
        for feature, part in parts.items():
            report_findings(
                findings(part), [Path(config.config_file_path)], f"(what {feature} adds in {locale})", problems
            )
    theme = [path.read_text(encoding="utf-8") for path in sorted((site / "assets/stylesheets").glob("*.css"))]
    beside = [content.decode() for address, content in _build.packed.items() if address.endswith(".css")]
    finish(site, ASSETS, theme, [content.decode() for content in _build.style], beside, seal, SEARCH)
    if len(problems):
        raise Abort(problems.report())


def _check_order(address: str, page: str, config: MkDocsConfig, problems: Problems) -> None:
    """Nothing is published in which a quantity could be shown turned round."""
    turned = [Finding(fault(one), (one,)) for one in outside(page)]
    for path, line, what in located(turned, _sources_of(address, config), f"the page {address}"):
        problems.add(path, line, what, KEEP_ORDER)


def _sources_of(address: str, config: MkDocsConfig) -> list[Path]:
    """The files that a page is made from; the settings for a page that has no source."""
    assert _build.site is not None
    site = _build.site
    otherwise = Path(config.config_file_path)
    return sources_of(address, site.settings.languages, site.shelf.tutorials, site.settings.docs, otherwise)


class TandemPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """What MkDocs loads as the plugin `tandem`: from the wheel by its entry point, in a checkout by `hooks/entry.py`.

    It has no settings of its own: what a site says stands under `extra.tandem`.
    """

    on_startup = staticmethod(on_startup)
    on_shutdown = staticmethod(on_shutdown)
    on_serve = staticmethod(on_serve)
    on_config = staticmethod(on_config)
    on_build_error = staticmethod(on_build_error)
    on_env = staticmethod(on_env)
    on_files = staticmethod(on_files)
    on_nav = staticmethod(on_nav)
    on_page_markdown = staticmethod(on_page_markdown)
    on_page_content = staticmethod(on_page_content)
    on_page_context = staticmethod(on_page_context)  # type: ignore[assignment]
    on_template_context = staticmethod(on_template_context)  # type: ignore[assignment]
    on_post_build = staticmethod(on_post_build)
