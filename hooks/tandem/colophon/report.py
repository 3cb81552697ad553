"""Where a reader reports what is wrong with a page: an issue of the repository, filled in as far as the page knows."""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup

from ..core.addresses import escape
from ..core.context import Context
from ..core.render import render

_SAFE = "/:;,()!*?"


def issues(repository: str) -> str:
    """Where the reports of a repository stand; '' where it is not known."""
    return f"{repository.rstrip('/')}/issues" if repository else ""


def prefilled(context: Context) -> str:
    """The address of a new report on the page. Only GitHub's form takes a title and a text; others get the list."""
    found = issues(context.shelf.imprint.repository)
    if urlsplit(found).hostname != "github.com":
        return found
    t, page, language = context.strings, context.page, context.language
    file = context.tutorial.file if context.tutorial else None
    folder = f"{context.tutorial.name}/" if context.tutorial else ""
    values = {"place": f"{folder}{page.name}.{language.locale}.md", "language": language.name}
    version = file.version if file else t("colophon.no_version")
    title = t("colophon.issue_title", title=page.front.title)
    body = t("colophon.issue_body", version=version, **values)
    return f"{found}/new?title={escape(title, _SAFE)}&body={escape(body, _SAFE)}"


def report(context: Context) -> Markup:
    """The link under a page; nothing where the site does not know its repository."""
    address = issues(context.shelf.imprint.repository)
    if not address:
        return Markup("")
    return render("colophon/report.html.jinja", context, prefilled=prefilled(context), address=address)
