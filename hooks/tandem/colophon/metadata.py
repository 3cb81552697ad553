"""What a page says of itself to machines: schema.org as JSON-LD, and Open Graph for links that are passed on.

Life: made for each page from the same files as its words; where the site's address is not known, nothing is said that
would need it. A review is named only where there was one.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from ..core.context import Context
from ..core.settings import Language
from ..core.tutorial import Tutorial, TutorialFile
from .picture import HEIGHT, WIDTH, Pictures

_META = Markup('<meta property="{}" content="{}">')


def metadata(context: Context) -> Markup:
    """The elements for the page's head."""
    front, language = context.page.front, context.language
    named = {
        "og:type": "article" if context.tutorial else "website",
        "og:site_name": context.shelf.imprint.name,
        "og:title": front.title,
        "og:description": front.description,
        "og:locale": language.options.citation_locale.replace("-", "_"),
        "og:url": address(context, language),
    }
    pictures: Pictures = context.shelf.prepared["colophon"]
    picture = pictures.get((context.tutorial.name if context.tutorial else "", language.locale))
    if picture:
        named |= {
            "og:image": context.shelf.imprint.address + picture.address,
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": picture.alt,
        }
    found = [_META.format(name, value) for name, value in named.items() if value]
    if picture:
        found.append(Markup('<meta name="twitter:card" content="summary_large_image">'))
    if context.tutorial:
        text = json.dumps(linked_data(context, context.tutorial), ensure_ascii=False, separators=(",", ":"))
        found.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(_inside_script(text))))
    return Markup("\n").join(found)


def _inside_script(text: str) -> str:
    """JSON that no parser of HTML takes for the end of its script."""
    return text.replace("<", "\\u003c")


def address(context: Context, language: Language) -> str:
    """The page's whole address in a language; '' where the site's is not known."""
    base = context.shelf.imprint.address
    folder = f"{context.tutorial.name}/" if context.tutorial else ""
    return f"{base}{language.prefix}{folder}{context.page.name}.html" if base else ""


def linked_data(context: Context, tutorial: Tutorial) -> dict[str, Any]:
    """A section as schema.org describes it: something to learn from, and a web page on a medical subject."""
    file, locale, here = tutorial.file, context.language.locale, address(context, context.language)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["LearningResource", "MedicalWebPage"],
        "name": context.page.front.title,
        "description": context.page.front.description,
        "inLanguage": context.language.tag,
        "url": here,
        # What the course is about, for whom it is and from whom, its first page says; the others name it.
        "isPartOf": {"@type": "Course", "name": file.title[locale]}
        | ({"description": file.summary[locale]} if context.page.name == "index" else {}),
        "position": file.sections.index(context.page.name) + 1,
        "version": file.version,
        "datePublished": file.written.isoformat(),
        "license": str(file.licence.url),
    }
    if context.page.name == "index":
        found["isAccessibleForFree"] = True
        found["audience"] = {"@type": "MedicalAudience", "audienceType": "Clinician"}
        found["publisher"] = {"@type": "Organization", "name": context.shelf.imprint.name}
        if file.source:
            found["isBasedOn"] = f"https://doi.org/{file.source.doi}"
    if file.recalled:
        found["creativeWorkStatus"] = "Recalled"
    if file.reviewed:
        found["lastReviewed"] = file.reviewed.isoformat()
        found["reviewedBy"] = [person.linked(locale) for person in file.reviewers]
    found["author"] = [person.linked(locale) for person in file.authors]
    if context.page.name == "index":
        found["isPartOf"] |= _course(file, locale)
    if here:
        there = [one for one in context.settings.languages if tutorial.has(one.locale, context.page.name)]
        others = [language for language in there if language is not context.language]
        found["workTranslation"] = [{"@id": address(context, other), "inLanguage": other.tag} for other in others]
    return {name: value for name, value in found.items() if value not in ("", [])}


def _course(file: TutorialFile, locale: str) -> dict[str, Any]:
    """What a tutorial says of the whole of itself, as far as it says it; its first page carries it."""
    found: dict[str, Any] = {
        "author": [person.linked(locale) for person in file.authors],
        "translator": [person.linked(locale) for person in file.translators],
        "editor": [person.linked(locale) for person in file.editors],
        "about": {"@type": "MedicalEntity", "name": file.subject[locale]} if file.subject else "",
        "educationalLevel": file.level or "",
        "teaches": [text[locale] for text in file.objectives],
        "keywords": [text[locale] for text in file.keywords],
    }
    if file.series:
        found["isPartOf"] = {"@type": "CreativeWorkSeries", "name": file.series.title[locale]}
        found["position"] = file.series.number
    return {name: value for name, value in found.items() if value not in ("", [])}
