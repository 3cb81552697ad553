"""What Python raises for an archive that cannot be read: damaged, protected, packed in a way that it does not know."""

from __future__ import annotations

import lzma
import zipfile
import zlib

# zipfile tells a password by RuntimeError, and a way of packing that it lacks by NotImplementedError.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
