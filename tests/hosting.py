"""Hosts on this machine: `serving` for any handler, and one that sends the site as GitHub Pages does.

That is packed with gzip at zlib's default level, 6, and kept by browsers for a while. What it sent is counted as it
went over the wire, without headers.
"""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LEVEL = 6
PACKED = {".png", ".pack"}
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".pack": "application/octet-stream",
}


class Silent(BaseHTTPRequestHandler):
    """A handler that writes no log."""

    def log_message(self, *_: Any, **__: Any) -> None:
        pass


class Folder(Silent, SimpleHTTPRequestHandler):
    """A folder's files, as Python's own server sends them: `partial(Folder, directory=…)`."""


@contextlib.contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """A host's address, without a slash at its end, for as long as the context lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Host:
    """`home` is the site's address; `sent` tells each path that was asked for, and how many bytes it took.

    Of a path in `held` only so many bytes are sent until `go` is set.
    """

    home: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    go: threading.Event = field(default_factory=threading.Event)


def packed(path: Path) -> bytes:
    """A file as it is sent; pictures and packs, which are packed already, go as they are."""
    content = path.read_bytes()
    return content if path.suffix in PACKED else gzip.compress(content, LEVEL, mtime=0)


@contextlib.contextmanager
def hosting(site: Path, prefix: str) -> Iterator[Host]:
    """The site under `prefix`, for as long as the context lasts."""
    host = Host()

    class Handler(Silent):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = unquote(urlsplit(self.path).path)
            path = site / asked.removeprefix(prefix)
            status = 200
            if not asked.startswith(prefix) or not path.is_file():
                path, status = site / "404.html", 404
            body = packed(path)
            host.sent.append((asked.removeprefix(prefix), len(body)))
            self.send_response(status)
            self.send_header("Content-Type", KINDS.get(path.suffix, "application/octet-stream"))
            if path.suffix not in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            most = host.held.get(asked.removeprefix(prefix), len(body))
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body[:most])
                if body[most:]:
                    host.go.wait()
                    self.wfile.write(body[most:])

    with serving(Handler) as address:
        host.home = address + prefix
        yield host
        host.go.set()
