"""Tags of languages: every code in use becomes its BCP 47 tag; a name ("English", 中文) is answered with the tag.

langcodes knows the codes (ISO 639-1, -2 and -3, POSIX's underscores), Babel the names in every language.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import langcodes
from babel import Locale, UnknownLocaleError, localedata


def standard_tag(written: str) -> str | None:
    """Give the BCP 47 tag that a code stands for ("eng" → "en", "zh_CN" → "zh-CN"); None for what is no known tag."""
    try:
        return str(langcodes.standardize_tag(written)) if langcodes.tag_is_valid(written) else None
    except ValueError:
        return None


def tag_of_name(name: str) -> str | None:
    """Give the tag of a language by its name in English or in itself; None for a name that nobody gave."""
    folded = name.strip().casefold()
    return _english_names().get(folded) or _own_names().get(folded)


def name_of(tag: str, locale: str) -> str:
    """Give the name of a language in the language of `locale`; the tag itself where no name is known."""
    language = str(langcodes.Language.get(tag).language)
    try:
        return str(Locale.parse(locale.replace("-", "_")).languages.get(language, tag))
    except (ValueError, UnknownLocaleError):
        return tag


@functools.lru_cache(maxsize=512)
def language_of(tag: str) -> str:
    """Give the language without region and script; "" for what is no tag."""
    standard = standard_tag(tag)
    return str(langcodes.Language.get(standard).language) if standard else ""


@functools.lru_cache(maxsize=512)
def script_of(tag: str) -> str:
    """Give the script in which a language is written, as ISO 15924 has it ("Hans", "Latn"); "" for what is no tag."""
    standard = standard_tag(tag)
    return str(langcodes.Language.get(standard).maximize().script) if standard else ""


def longest_prefix(tag: str, among: Mapping[str, str]) -> str | None:
    """Give the value for the longest prefix of a tag ("zh-Hans-CN", "zh-Hans", "zh") among those that have one."""
    known = {name.casefold(): value for name, value in among.items()}
    wanted = (standard_tag(tag) or tag).casefold()
    while wanted:
        if wanted in known:
            return known[wanted]
        wanted = wanted.rpartition("-")[0]
    return None


@functools.cache
def _english_names() -> Mapping[str, str]:
    """Every language's name in English, folded, with its tag."""
    return {name.casefold(): tag.replace("_", "-") for tag, name in Locale.parse("en").languages.items()}


@functools.cache
def _own_names() -> Mapping[str, str]:
    """Every language's name for itself, folded, with its tag. Slow: only for what is neither a code nor English."""
    names: dict[str, str] = {}
    for tag in localedata.locale_identifiers():
        if "_" not in tag and (own := Locale.parse(tag).languages.get(tag)):
            names.setdefault(own.casefold(), tag)
    return names
