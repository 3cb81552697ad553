"""What no reader of the sources foresaw and the machine or a library refused, told in words instead of a traceback.

Life: the host hands over what ended the build; `mkdocs build --verbose` shows where it came from as well.
"""

from __future__ import annotations

import errno
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def unforeseen(error: Exception, page: Path | None) -> str:
    """Say what ended a build, and what to do; `page` is the source that was being rendered, where one was."""
    place = page.as_posix() if page else "the build"
    if isinstance(error, OSError):
        place = str(error.filename or place)
    what, fix = _words(error)
    return f"{place}: {what}\n  fix: {fix}"


def _words(error: Exception) -> tuple[str, str]:
    if isinstance(error, RecursionError):
        return "lists, quotations or blocks are nested too deep", "nest them less deep"
    if isinstance(error, UnicodeError):
        return f"a character or a file's name is not valid UTF-8 ({error})", "write it again, or rename the file"
    if isinstance(error, MemoryError):
        return "the machine has no memory left", "close other programs, or build with fewer exports"
    assert isinstance(error, OSError)
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return f"nothing more can be written ({reason})", "free some space, or raise the limit, and build again"
    if error.errno in _FORBIDDEN:
        return f"the system does not allow it ({reason})", "give yourself the right to read or write there"
    return f"the system refuses it ({reason})", "see whether the file is there and of an ordinary kind"
