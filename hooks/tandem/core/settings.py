"""Settings: the languages and what differs between them, read from mkdocs.yml without MkDocs.

Life: `load_settings` reads the file once; the languages and their order come from the i18n plugin's own entry, so
they are written once; what Tandem adds stands under `extra: tandem:`. Everything downstream takes `Settings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import langcodes
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from .data import Document, Strict, read_document, shown, validate
from .languages import LANGUAGE, PACKAGE, SITE, merged, read_data
from .problems import Problems, did_you_mean


def _bcp47(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", value):
        raise ValueError(f"'{value}' is not a language tag | write one such as zh-Hans, en, ar or pt-BR")
    return value


def _fields(*names: str) -> AfterValidator:
    """For a text with `{names}` to fill: it must take them all, and no other."""

    def check(value: str) -> str:
        try:
            value.format(**dict.fromkeys(names, 1))
            if all(f"{{{name}" in value for name in names):
                return value
        except (ValueError, KeyError, IndexError, AttributeError):
            pass
        wanted = " and ".join(f"{{{name}}}" for name in names)
        raise ValueError(f"'{value}' does not show {wanted} | write {wanted} where they belong")

    return AfterValidator(check)


Tag = Annotated[str, AfterValidator(_bcp47)]
# Scripts that run from right to left, as ISO 15924 calls them.
_FROM_THE_RIGHT = frozenset(["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"])
BANNER, WITHHOLD, REFUSE = "banner", "withhold", "refuse"


def _rule(*rules: str) -> BeforeValidator:
    """One of these words, and no other."""

    def check(value: object) -> object:
        if value not in rules:
            wanted = " or ".join(filter(None, [", ".join(rules[:-1]), rules[-1]]))
            raise ValueError(f"{shown(value)} is no rule | write {wanted}")
        return value

    return BeforeValidator(check)


Rule = Annotated[str, _rule(BANNER, REFUSE)]
DoseRule = Annotated[str, _rule(BANNER, WITHHOLD, REFUSE)]
LETTERS, PINYIN, AS_WRITTEN = "letters", "pinyin", "as-written"


def _order(value: object) -> object:
    if value not in {LETTERS, PINYIN, AS_WRITTEN}:
        raise ValueError(f"{shown(value)} is no order of terms | write {LETTERS}, {PINYIN} or {AS_WRITTEN}")
    return value


Order = Annotated[str, BeforeValidator(_order)]


class Pace(Strict):
    """How much of a text is read in a minute: words of scripts with spaces, characters of scripts without."""

    words: int = Field(default=200, ge=50, le=1000)
    characters: int = Field(default=350, ge=50, le=2000)


class LanguageOptions(Strict):
    """What `extra.tandem.languages.<locale>` says of one language."""

    tag: Tag  # BCP 47, for `lang` and `hreflang`
    citation_style: str  # a CSL file in citations/styles, without its ending
    citation_style_name: str = ""  # what readers call the style
    citation_locale: str  # the CSL locale of the style's terms
    entry_locales: dict[str, str] = Field(default_factory=dict)  # entry language ("*": any other) → CSL locale
    theme: str  # the theme's own translation of its words
    description: Annotated[str, StringConstraints(min_length=1)]  # what the site is, in a few words: for search engines
    list_separator: Annotated[str, StringConstraints(strip_whitespace=False)]  # with its space, where it has one
    range: Annotated[str, _fields("low", "high")]  # the one typographic form of a range: "{low} to {high}"
    order: Order = LETTERS  # of a list of terms: by letters, by the sound of Chinese characters, or as the file has it
    date_format: Annotated[str, _fields("year", "month", "day")] = "{year}-{month:02}-{day:02}"
    reading_pace: Pace = Field(default_factory=Pace)


class LanguageFile(LanguageOptions):
    """languages/<locale>/language.yml: how a language is written.

    What a site says of a language under `extra: tandem: languages:` stands in the place of what this file says.
    """

    description: str = ""  # a site's own, never a language's
    name: Annotated[str, StringConstraints(min_length=1)]  # as it calls itself
    source: bool = False  # the rooms' own wording is in it


class Freshness(Strict):
    """What becomes of a section whose languages were not declared to say the same since one of them changed."""

    stale: Rule = BANNER  # published with a banner, or refused
    # The same for a section that shows a dose; it may also be withheld in the language that is behind. null: `refuse`
    # with two languages, `withhold` with more, of which one must not keep the others from being published.
    stale_doses: DoseRule | None = None


class Exports(Strict):
    """Which forms the site is also made into, each to take away whole."""

    epub: bool = True  # an e-book of each tutorial and language
    pdf: bool = True  # to print, and to read anywhere
    dose_card: bool = True  # a tutorial's doses on one page
    zip: bool = True  # the site itself, to open by double click
    zim: bool = True  # the site for Kiwix
    single_file: bool = True  # each tutorial as one page
    text: bool = True  # DOCX, and the sources, for translators and teachers
    bom: bool = True  # what others made of it, with licences
    app: bool = True  # the site kept by a browser
    outdated_after_months: int | None = Field(default=24, ge=1, le=120)  # null: forms name no such date


class Sizes(Strict):
    """What a build warns of when it is heavier; null: of nothing."""

    page: int | None = Field(default=12, ge=1)  # KiB of a page, as a host sends it
    file: int | None = Field(default=150, ge=1)  # kB of a tutorial in one file, which chats and mails hand on


def _with_id(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value) or "{id}" not in value:
        raise ValueError(f"'{value}' is no address with {{id}} | write one such as https://doi.org/{{id}}")
    return value


class Lookup(Strict):
    """Where `references add` asks for records, as CSL-JSON; null: nowhere."""

    doi: Annotated[str, AfterValidator(_with_id)] | None = "https://doi.org/{id}"
    pmid: Annotated[str, AfterValidator(_with_id)] | None = (
        "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id={id}"
    )


class TandemOptions(Strict):
    """What stands under `extra: tandem:`."""

    languages: dict[str, LanguageOptions]
    language_folder: str = SITE  # beside this file: languages of the site's own, and what it says otherwise than we do
    units: list[str] = Field(min_length=1)  # a number and one of these never part at a line's end
    repository: str | None = None  # where the sources lie, for reports; mostly from the environment
    pivot: str | None = None  # the language that every other one is compared with; null: the default one
    side_by_side: list[list[str]] | None = None  # pairs of locales; null: the pivot with every other language
    freshness: Freshness = Field(default_factory=Freshness)
    exports: Exports = Field(default_factory=Exports)
    sizes: Sizes = Field(default_factory=Sizes)
    link_pictures: bool = True  # drawn for services that show a picture for a link
    lookup: Lookup = Field(default_factory=Lookup)


@dataclass(frozen=True)
class Language:
    """One language of the site. `locale` is the ending of its files; the default one stands at the root."""

    locale: str
    name: str
    default: bool
    options: LanguageOptions

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang`."""
        return self.options.tag

    @property
    def direction(self) -> str:
        """How its script runs, `ltr` or `rtl`: that of its tag, or the one that the language is mostly written in."""
        return "rtl" if langcodes.Language.get(self.tag).maximize().script in _FROM_THE_RIGHT else "ltr"

    @property
    def prefix(self) -> str:
        """The folder of this language's pages in the site: '' or 'en/'."""
        return "" if self.default else f"{self.locale}/"


@dataclass(frozen=True)
class Settings:
    """The site's settings; `languages` has the default language first."""

    root: Path
    file: Path  # that they stand in
    docs: Path
    languages: tuple[Language, ...]
    units: tuple[str, ...]
    pivot: Language  # that every other one is compared with
    side_by_side: tuple[tuple[Language, Language], ...]  # the pairs that sections can be read in
    freshness: Freshness  # its rule for doses is never None here
    exports: Exports
    link_pictures: bool = True
    lookup: Lookup = field(default_factory=Lookup)
    sizes: Sizes = field(default_factory=Sizes)
    places: tuple[Path, ...] = (PACKAGE,)  # where languages are looked for, the site's own folder first

    @property
    def default(self) -> Language:
        """The language at the site's root."""
        return self.languages[0]

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales, the default one first."""
        return tuple(language.locale for language in self.languages)

    @property
    def from_pivot(self) -> tuple[Language, ...]:
        """The languages, the pivot first and the others in the site's order."""
        return (self.pivot, *(language for language in self.languages if language is not self.pivot))

    def language(self, locale: str) -> Language:
        """The language of a locale. Raises KeyError for an unknown one."""
        for language in self.languages:
            if language.locale == locale:
                return language
        raise KeyError(locale)


def load_settings(config_file: Path, problems: Problems) -> Settings | None:
    """Read mkdocs.yml; None, with problems, when languages or options are missing or wrong."""
    document = read_document(config_file, problems, foreign_tags=True)
    if document is None:
        return None
    value = document.value
    if not isinstance(value, dict):
        problems.add(config_file, 1, "the file must hold keys and values", "write `key: value` lines")
        return None
    _check_frame(document, problems)
    options = _options(document, problems)
    declared = _declared(document, problems)
    _check_spoken(document, [locale for locale, *_ in declared or ()], problems)
    if options is None or declared is None:
        return None
    languages: list[Language] = []
    for locale, name, default, line in declared:
        if locale not in options.languages:
            problems.add(
                config_file,
                line,
                f"the language '{locale}' has no entry under extra.tandem.languages",
                f"add `{locale}:` there with tag, theme, description, citation_style, citation_locale, list_separator "
                "and range",
            )
            continue
        languages.append(Language(locale, name, default, options.languages[locale]))
    for locale in options.languages:
        if locale not in {entry[0] for entry in declared}:
            problems.add(
                config_file,
                document.line(("extra", "tandem", "languages", locale)),
                f"the i18n plugin does not build the language '{locale}'",
                "add it to the plugin's `languages:`, or remove it here",
            )
    if {language.locale for language in languages} != set(options.languages):
        return None  # every text would seem to have a language too few or too many
    defaults = [language for language in languages if language.default]
    if len(defaults) != 1:
        problems.add(
            config_file, document.line(("plugins",)), "one language must be the default", "set `default: true`"
        )
        return None
    ordered = (*defaults, *(language for language in languages if not language.default))
    docs = config_file.parent / str(value.get("docs_dir") or "docs")
    compared = _compared(options, ordered, document, problems)
    if compared is None:
        return None
    pivot, pairs, freshness = compared
    return Settings(
        config_file.parent,
        config_file,
        docs,
        ordered,
        tuple(options.units),
        pivot,
        pairs,
        freshness,
        options.exports,
        options.link_pictures,
        options.lookup,
        options.sizes,
        _places(document),
    )


def _places(document: Document) -> tuple[Path, ...]:
    """The site's folder of languages, and the package's."""
    extra = document.value.get("extra")
    tandem = extra.get("tandem") if isinstance(extra, dict) else None
    named = tandem.get("language_folder", SITE) if isinstance(tandem, dict) else SITE
    return document.path.parent / str(named), PACKAGE


def _check_spoken(document: Document, locales: Iterable[str], problems: Problems) -> None:
    """What folders say of how languages are written is right; what is not is a problem."""
    for locale in locales:
        about = read_data(locale, LANGUAGE, problems, _places(document), required=False)
        if about is not None:
            validate(LanguageFile, about, problems)


def _completed(document: Document, tandem: dict[str, Any]) -> dict[str, Any]:
    """The options, each language's with what its folder says and the site does not."""
    languages = tandem.get("languages")
    if not isinstance(languages, dict):
        return tandem
    known, complete = LanguageOptions.model_fields, {}
    for locale, said in languages.items():
        about = read_data(str(locale), LANGUAGE, Problems(document.path.parent), _places(document), required=False)
        theirs = about.value if about is not None and isinstance(about.value, dict) else {}
        ours = {} if said is None else said
        complete[locale] = merged(ours, {name: value for name, value in theirs.items() if name in known})
    return {**tandem, "languages": complete}


_Compared = tuple[Language, tuple[tuple[Language, Language], ...], Freshness]


def _compared(
    options: TandemOptions, languages: tuple[Language, ...], document: Document, problems: Problems
) -> _Compared | None:
    """The pivot, the pairs to be read side by side and the rules for what is stale; None where they do not fit."""
    known = {language.locale: language for language in languages}
    before = len(problems)

    def refuse(place: tuple[str | int, ...], what: str, fix: str) -> None:
        problems.add(document.path, document.line(("extra", "tandem", *place)), what, fix)

    if options.pivot is not None and options.pivot not in known:
        fix = did_you_mean(options.pivot, known)
        refuse(("pivot",), f"the site has no language {shown(options.pivot)} to compare the others with", fix)
    pivot = known.get(options.pivot or "", languages[0])
    seen: set[frozenset[str]] = set()
    for at, pair in enumerate(options.side_by_side or ()):
        unknown = [locale for locale in pair if locale not in known]
        if unknown:
            what = f"the site has no language {shown(unknown[0])} to read side by side"
            refuse(("side_by_side", at), what, did_you_mean(unknown[0], known))
        elif len(pair) != 2 or pair[0] == pair[1]:
            fix = f"write two languages, such as [{languages[0].locale}, {languages[-1].locale}]"
            refuse(("side_by_side", at), "side by side stand two languages", fix)
        elif frozenset(pair) in seen:
            refuse(("side_by_side", at), f"{' and '.join(pair)} stand here twice", "remove one of the two")
        seen.add(frozenset(pair))
    rules, many = options.freshness, len(languages) > 2
    if many and rules.stale_doses == BANNER:
        what = "doses would be shown in a language in which they were not compared"
        fix = f"write `{WITHHOLD}`, which publishes the other languages, or `{REFUSE}`"
        refuse(("freshness", "stale_doses"), what, fix)
    if len(problems) > before:
        return None
    if options.side_by_side is None:
        pairs = tuple((pivot, other) for other in languages if other is not pivot)
    else:
        pairs = tuple((known[one], known[other]) for one, other in options.side_by_side)
    doses = rules.stale_doses or (WITHHOLD if many else REFUSE)
    return pivot, pairs, rules.model_copy(update={"stale_doses": doses})


def left_out(config_file: Path, problems: Problems) -> bool:
    """Whether MkDocs would not load Tandem, which then could not say so: to be asked before a build, a problem if so.

    A file that cannot be read is left to the build, which tells it with everything else.
    """
    document = read_document(config_file, Problems(problems.root), foreign_tags=True)
    if document is None or not isinstance(document.value, dict) or _loads_us(document.value):
        return False
    _check_hooks(document, problems)
    return True


def _loads_us(value: dict[str, Any]) -> bool:
    return "hooks" not in value or (isinstance(value["hooks"], list) and "hooks/entry.py" in value["hooks"])


def _check_hooks(document: Document, problems: Problems) -> None:
    if not _loads_us(document.value):
        what = "the site would be built without Tandem"
        problems.add(document.path, document.line(("hooks",)), what, "write `hooks: [hooks/entry.py]`")


def _check_frame(document: Document, problems: Problems) -> None:
    """What the site is made with cannot be another: without our hook nothing of ours would run, for one."""
    value = document.value

    def refuse(place: tuple[str, ...], what: str, fix: str) -> None:
        problems.add(document.path, document.line(place), what, fix)

    _check_hooks(document, problems)
    if value.get("use_directory_urls", False) is not False:
        what = "pages would have addresses that do not open from a folder"
        refuse(("use_directory_urls",), what, "write `use_directory_urls: false`")
    if value.get("nav") is not None:
        what = "pages would stand in two orders: a tutorial's sections are in the order of its tutorial.yml"
        refuse(("nav",), what, "remove `nav`; list sections in tutorial.yml")
    theme = value.get("theme")
    name = theme.get("name", "material") if isinstance(theme, dict) else theme
    if "theme" in value and name not in ("material", "tandem"):  # the second is the wheel's, on top of the first
        refuse(("theme",), f"the templates do not fit the theme {shown(name)}", "write `name: material` under theme")


def _options(document: Document, problems: Problems) -> TandemOptions | None:
    extra = document.value.get("extra")
    tandem = extra.get("tandem") if isinstance(extra, dict) else None
    if not isinstance(tandem, dict):
        problems.add(document.path, document.line(("extra",)), "'extra.tandem' is missing", "add it; see CONTRIBUTING")
        return None
    part = document.inside("extra", "tandem")
    complete = Document(part.path, _completed(document, part.value), part.lines, part.base)
    return validate(TandemOptions, complete, problems, called="'extra.tandem'")


def _declared(document: Document, problems: Problems) -> list[tuple[str, str, bool, int]] | None:
    """The languages of the i18n plugin: locale, name, default, line."""
    plugins = document.value.get("plugins")
    for index, plugin in enumerate(plugins if isinstance(plugins, list) else []):
        entry: Any = plugin.get("i18n") if isinstance(plugin, dict) else None
        languages = entry.get("languages") if isinstance(entry, dict) else None
        if isinstance(languages, list) and all(isinstance(item, dict) and item.get("locale") for item in languages):
            return [
                (
                    str(item["locale"]),
                    str(item.get("name") or item["locale"]),
                    item.get("default") is True,
                    document.line(("plugins", index, "i18n", "languages", number)),
                )
                for number, item in enumerate(languages)
            ]
    what = "the i18n plugin declares no languages"
    problems.add(document.path, document.line(("plugins",)), what, "add `- i18n:` with `languages:` under plugins")
    return None
