"""What a browser's pages say and ask for while a test uses them."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

OWN = ("data:", "blob:", "about:")


class Watch:
    """Listens to one context from its start: its console, what its scripts do not catch, its requests."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        context.on("console", lambda message: self._said(message.type, message.text, message.location["url"]))
        context.on("weberror", lambda error: self.complaints.append(f"not caught: {error.error}"))
        context.on("request", lambda request: self.requests.append(request.url))

    def forget(self) -> None:
        """Begin anew: what was said and asked so far is of another page."""
        self.complaints.clear()
        self.requests.clear()

    def _said(self, kind: str, text: str, where: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text} ({where})")

    def strangers(self, base: str) -> list[str]:
        """What was asked of anyone but the site itself."""
        return sorted({url for url in self.requests if not url.startswith((base, *OWN))})
