"""MkDocs, and nothing but MkDocs: the only module that imports it.

Life of a build. MkDocs starts (`on_startup`); `on_config` reads and checks every source of every language once and
stops with all problems, or goes on into a folder beside the old site; the i18n plugin then runs the same build once a
language: `on_nav` orders each tutorial's pages, `on_page_markdown` hands the renderer its page, `on_page_context`
gives the templates what they show. When the last language is done, `on_post_build` (outermost, last of all plugins)
writes the assets, mends what the languages' separate builds left apart, and only then puts the new site in the old
one's place.
"""

from __future__ import annotations

import hashlib
import logging
import posixpath
import shutil
import sys
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from .check import Site, check_site
from .core.context import Context
from .core.markdown import TandemExtension, check_rendered
from .core.problems import Problems
from .core.render import show_date
from .core.settings import Language
from .core.tutorial import Tutorial
from .freshness import FEATURE as FRESHNESS
from .freshness import banner
from .registry import FEATURES, UNITS
from .search import write_search
from .side_by_side import partners, write_pages

CACHE = ".cache/tandem"
ASSETS = "assets/tandem"


class _Warnings(logging.Handler):
    """MkDocs's own warnings, each of which keeps the site from being published."""

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
    extension: TandemExtension | None = None
    target: Path = Path("site")
    warnings: _Warnings = field(default_factory=_Warnings)
    assets: dict[str, dict[str, str]] = field(default_factory=dict)  # feature → kind → address
    used: dict[str, set[str]] = field(default_factory=dict)  # page → features
    nav_pages: dict[str, Page] = field(default_factory=dict)  # source → page, of the language being built


_build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `build` or `serve`."""
    _build.command = command


@event_priority(-150)  # after i18n has settled the language
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Once: read, check, prepare. For each language: the theme's words."""
    i18n = config.plugins["i18n"]
    if not i18n.building:  # type: ignore[attr-defined]
        _begin(config)
    assert _build.site is not None
    locale: str = i18n.current_language  # type: ignore[attr-defined]
    language = _build.site.settings.language(locale)
    t = _build.site.strings[locale]
    config.theme["language"] = language.options.theme
    for option in config.theme["palette"]:
        option["toggle"]["name"] = t("chrome.dark" if option["scheme"] == "default" else "chrome.light")
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = t("chrome.permalink")
    config.site_description = t("chrome.site_description")
    return config


def _begin(config: MkDocsConfig) -> None:
    root = Path(config.config_file_path).parent
    problems = Problems(root)
    site = check_site(Path(config.config_file_path), problems)
    if site is None or len(problems):
        raise Abort(problems.report())
    if problems.warnings:
        print(problems.report(), file=sys.stderr)  # not through MkDocs: its strict mode would fail for them
    logger = logging.getLogger("mkdocs")
    logger.removeHandler(_build.warnings)
    _build.site, _build.used, _build.warnings = site, {}, _Warnings()
    logger.addHandler(_build.warnings)
    for feature in FEATURES:
        if feature.prepare is not None:
            site.shelf.prepared[feature.name] = feature.prepare(site.shelf, root / CACHE)
    if _build.extension in config.markdown_extensions:
        config.markdown_extensions.remove(_build.extension)
    _build.extension = TandemExtension(FEATURES, (*site.settings.units, *UNITS))
    config.markdown_extensions.append(_build.extension)
    _build.assets = {feature.name: _addresses(feature.folder) for feature in FEATURES}
    if _build.command == "build":
        _build.target = Path(config.site_dir)
        config.site_dir = f"{_build.target}.next"  # beside the target: a rename then never copies


def _addresses(folder: Path) -> dict[str, str]:
    """Where a feature's script and style lie in the site; the name changes with the content."""
    found: dict[str, str] = {}
    for kind in ("css", "js"):
        path = folder / f"{folder.name}.{kind}"
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            found[kind] = f"{ASSETS}/{folder.name}.{digest}.{kind}"
    return found


def _source(page: Page) -> tuple[str, str, str]:
    """A page's tutorial ('' for none), section name and locale, from its file's name."""
    folder, name = posixpath.split(page.file.src_uri)
    stem, locale, _ = name.split(".")
    return folder, stem, locale


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
    uris = (f"{tutorial.name}/{section}.{locale}.md" for section in tutorial.file.sections)
    return [_build.nav_pages[uri] for uri in uris]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Hand the renderer the page that comes next."""
    assert _build.site is not None and _build.extension is not None
    site = _build.site
    tutorial_name, name, locale = _source(page)
    tutorial, source = site.shelf.find(tutorial_name, locale, name)
    language = site.settings.language(locale)
    _build.extension.context = Context(site.settings, site.shelf, language, site.strings[locale], source, tutorial)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep which features the page uses; fail when a block has vanished on the way."""
    assert _build.extension is not None
    context = _build.extension.current()
    check_rendered(context, FEATURES)
    _build.used[page.file.src_uri] = context.used
    _build.extension.context = None


@event_priority(-150)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """What the templates show around a page; its navigation holds its tutorial only."""
    assert _build.site is not None
    tutorial_name, name, locale = _source(page)
    tutorial, _ = _build.site.shelf.find(tutorial_name, locale, name)
    language = _build.site.settings.language(locale)
    pages = _pages(tutorial, locale) if tutorial else []
    context["tandem"] = _around(config, language, posixpath.join(tutorial_name, f"{name}.html"), tutorial, name)
    context["tandem"].features = [
        feature.name for feature in FEATURES if feature.everywhere or feature.name in _build.used[page.file.src_uri]
    ]
    standing = next(
        (item for item in _build.site.standings if (item.tutorial, item.section) == (tutorial_name, name)), None
    )
    context["tandem"].stale = banner(standing, locale) if standing else None
    if context["tandem"].stale:
        context["tandem"].features.append(FRESHNESS.name)
    home = _build.nav_pages[f"index.{locale}.md"]
    items: list[Any] = list(pages)
    if tutorial is None:  # nothing to navigate but the way home, which a phone keeps in its drawer
        page.meta["hide"] = ["navigation", "toc"]
        for heading in page.toc:
            heading.children.clear()
    context["nav"] = Navigation(items, pages)
    context["nav"].homepage = home
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The same for pages that are no section: the 404 page, which speaks every language."""
    assert _build.site is not None
    settings = _build.site.settings
    context["tandem"] = _around(config, settings.default, "index.html", None, "index")
    context["tandem"].features = [feature.name for feature in FEATURES if feature.everywhere]
    context["tandem"].tags = {language.locale: language.tag for language in settings.languages}
    context["tandem"].all_strings = [
        (language, _build.site.strings[language.locale]) for language in settings.languages
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
        ],
        beside=[SimpleNamespace(language=other, url=url) for other, url in partners(settings, language, path)]
        if tutorial
        else [],
        default=f"{site_url}{path}" if site_url else "",
        home=language.prefix + "index.html",
        tutorial=tutorial,
        title=file.title[language.locale] if file else "",
        number=file.sections.index(name) + 1 if file else 0,
        count=len(file.sections) if file else 0,
        file=file,
        show_date=partial(show_date, language),
        assets=_build.assets,
    )


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend what the theme prints."""
    return _valid(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the 404 page."""
    return _valid(output_content)


def _valid(output: str) -> str:
    """The theme's check boxes carry an attribute that HTML does not allow there."""
    for name in ("drawer", "search"):
        output = output.replace(f'id="__{name}" autocomplete="off"', f'id="__{name}"')
    return output


@event_priority(-200)  # after i18n has built the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the whole site, then publish it."""
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    assert _build.site is not None
    site = Path(config.site_dir)
    for feature in FEATURES:
        for kind, address in _build.assets[feature.name].items():
            (site / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(feature.folder / f"{feature.name}.{kind}", site / address)
    write_search(site, _build.site.shelf, _build.site.strings)
    _keep_quiet(site)
    _lay_side_by_side(site)
    if not config.site_url:  # a sitemap without a host would be wrong
        for left in ("sitemap.xml", "sitemap.xml.gz"):
            (site / left).unlink(missing_ok=True)
    if _build.warnings.messages:
        raise Abort("\n".join(["the site is not published:", *_build.warnings.messages]))
    if _build.command == "build":
        _publish(site, _build.target)


def _lay_side_by_side(site: Path) -> None:
    """Once more each section, its languages beside each other; after search and the sitemap, in neither."""
    assert _build.site is not None
    problems = Problems(_build.site.settings.root)
    write_pages(site, _build.site.shelf, _build.site.strings, _build.assets, problems)
    if len(problems):
        raise Abort(problems.report())


def _keep_quiet(site: Path) -> None:
    """The theme's script asks every alternate's absolute address for a sitemap: a copy on a stick would call out."""
    asks = "link[rel=alternate]"
    found = 0
    for bundle in (site / "assets/javascripts").glob("bundle.*.min.js"):
        script = bundle.read_text(encoding="utf-8")
        found += script.count(asks)
        bundle.write_text(script.replace(asks, "link[rel=none]"), encoding="utf-8")
    if found != 1:
        raise Abort(f"the theme's script has changed: '{asks}' stands in it {found} times, not once; see plugin.py")


def _publish(built: Path, target: Path) -> None:
    """Put the new site in the old one's place, in two renames, so that a broken build never does."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    built.rename(target)
    shutil.rmtree(old, ignore_errors=True)
