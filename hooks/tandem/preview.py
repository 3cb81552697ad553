"""`make serve`: what is wrong with a build as a page in the browser, in place of a request that never returns.

Life: MkDocs's server holds every request until a build succeeds, so after one that fails nothing answers. Here the
builder always comes back (`Preview.build`). After a build that succeeded the site is copied aside; after one that
failed every page answers with the problems, and the site as it was stands under `last-good/`, one link away. Pages
reload by a script of their own host, since their policy runs no other: what MkDocs puts into them would be refused.
"""

from __future__ import annotations

import logging
import mimetypes
import posixpath
import shutil
import tempfile
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

Respond = Callable[[str, list[tuple[str, str]]], Any]

KEPT = "last-good/"
RELOAD = "/tandem-reload.js"
_POLL = b"""(async () => {
  let at = document.currentScript.src.split("?")[1];
  for (;;) {
    const now = await (await fetch(`/livereload/${at}/1`)).text();
    if (Number(now) > Number(at)) return location.reload();
  }
})();
"""
_STYLE = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui}pre{white-space:pre-wrap}"


class Preview:
    """One run of `mkdocs serve`; `close` removes what it has put aside."""

    def __init__(self, server: Any, title: str) -> None:
        """Take over the server's builder and its answers; its first build has succeeded. `title` names the site."""
        self.title = title
        self.problems = ""
        self._server = server
        self._builder: Callable[[], None] = server.builder
        self._answer: Callable[[dict[str, Any], Respond], Iterable[bytes]] = server.serve_request
        self._kept = Path(tempfile.mkdtemp(prefix="tandem_"))
        self._keep()
        server.builder = self.build
        server.set_app(self.answer)
        server._inject_js_into_html = _with_reload

    def close(self) -> None:
        """Remove the copy of the site."""
        shutil.rmtree(self._kept, ignore_errors=True)

    def _keep(self) -> None:
        shutil.rmtree(self._kept)
        shutil.copytree(self._server.root, self._kept)

    def build(self) -> None:
        """Build; what is wrong is kept for the pages, and said where the command runs."""
        try:
            self._builder()
        except (Exception, SystemExit) as error:
            self.problems = str(error) or type(error).__name__
            logging.getLogger("mkdocs.tandem").error("%s", self.problems)
            if not isinstance(error, SystemExit):
                logging.getLogger("mkdocs.tandem").error("It was raised here:", exc_info=error)
            return
        self._keep()
        self.problems = ""

    def answer(self, environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
        """Answer a request: with the problems, with the site as it was, or as MkDocs does."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        mount: str = self._server.mount_path
        if path == RELOAD:
            return _send(respond, "200 OK", "application/javascript", _POLL)
        if path.startswith("/livereload/") or not path.startswith(mount):
            return self._answer(environ, respond)
        name = posixpath.normpath("/" + path.removeprefix(mount)).lstrip("/") + "/" * path.endswith("/")
        if name.startswith(KEPT):
            return self._answer_as_it_was(name.removeprefix(KEPT), respond)
        if self.problems and not posixpath.splitext(name)[1].rstrip("/").removeprefix(".html"):
            return _send(respond, "500 Internal Server Error", "text/html; charset=utf-8", self._page(name))
        return self._answer(environ, respond)

    def _answer_as_it_was(self, name: str, respond: Respond) -> Iterable[bytes]:
        if not self.problems:  # the way back: the site itself is good again
            respond("302 Found", [("Location", quote(self._server.mount_path + name))])
            return []
        file = self._kept / (name + "index.html" if name.endswith("/") or not name else name)
        if not file.is_file():
            return _send(respond, "404 Not Found", "text/plain; charset=utf-8", b"not in the last good site")
        content = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return _send(respond, "200 OK", kind, self._reloading(content) if kind == "text/html" else content)

    def _reloading(self, page: bytes) -> bytes:
        return _with_reload(page, self._server._visible_epoch)

    def _page(self, name: str) -> bytes:
        """The problems, and the way to the page that was asked for as it was, or to the first."""
        there = name if name and (self._kept / name).is_file() else "index.html"
        link = quote(f"{self._server.mount_path}{KEPT}{there}")
        page = (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>Not built · {escape(self.title)}</title><style>{_STYLE}</style></head>"
            f"<body><h1>The site was not built</h1>\n<pre>{escape(self.problems)}</pre>\n"
            f'<p>This page reloads when the site is built again. <a href="{link}">The last good page</a></p>'
            "</body></html>\n"
        )
        return self._reloading(page.encode())


def _with_reload(page: bytes, epoch: int) -> bytes:
    """The page with the script that waits for a newer one, at its end."""
    body, end, rest = page.rpartition(b"</body>")
    script = b'<script src="%b?%d"></script>' % (RELOAD.encode(), epoch)
    return body + script + end + rest if end else page + script


def _send(respond: Respond, status: str, kind: str, content: bytes) -> Iterable[bytes]:
    respond(status, [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")])
    return [content]
