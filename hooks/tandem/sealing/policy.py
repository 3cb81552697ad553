"""Tell the browser what a page may load and run: its own host's scripts and styles, and no others.

Life: `programs` takes the short scripts and styles that stand in the theme's templates; the last writer of a page
puts the policy into its head (`sealed`). So a script that got into a page in spite of everything does not run, and
nothing that a page holds is fetched from anywhere else or sent anywhere. It works from `file://`, where 'self' is
every file.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

# Without a command of the template in it.
_PROGRAM = re.compile(r"<(script|style)>([^<{]*(?:\{(?![{%#])[^<{]*)*)</\1>")
_AFTER = '<meta charset="utf-8">'
_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)


def programs(templates: Iterable[Path]) -> frozenset[str]:
    """Collect the scripts and styles that stand whole in templates, which is what pages have of them."""
    texts = (path.read_text(encoding="utf-8") for path in templates)
    return frozenset(program for text in texts for _, program in _PROGRAM.findall(text))


def policy(page: str, known: Iterable[str]) -> str:
    """The policy of a page: its own host, and those of the known scripts and styles that stand in it."""
    found = {
        tag: sorted(digest(text) for text in known if f"<{tag}>{text}</{tag}>" in page) for tag in ("script", "style")
    }
    return _POLICY.format(**{f"{tag}s": "".join(f" '{one}'" for one in digests) for tag, digests in found.items()})


def digest(text: str) -> str:
    """A script's or style's checksum as policies write it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def sealed(page: str, known: Iterable[str]) -> str:
    """The page with its policy, which also keeps its address from other hosts.

    Raises ValueError for a page without the line that it goes after: a page without a policy is never written.
    """
    if page.count(_AFTER) != 1:
        raise ValueError(f"a page must have {_AFTER} once")
    tags = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(page, known)}">'
        '<meta name="referrer" content="no-referrer">'
    )
    return page.replace(_AFTER, _AFTER + tags)
