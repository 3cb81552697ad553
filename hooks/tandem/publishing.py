"""Put a finished site in the place of the old one: whole or not at all, one build at a time.

Life: `open_publication` comes first in a build. It finds the folder that is really meant, says at once why nothing
could be published there, takes the lock, puts back a site that a killed build left half exchanged, and removes what
killed builds left over. The build writes into `staging`, a folder of its own; `publish` exchanges it with the old
site; `close`, whatever happened, removes what is left and frees the lock.

Everything of ours lies in one folder beside the target, `.site.tandem` for `site`, so that the exchange stays on one
file system and no folder of anybody else's is ever touched:

    lock, holder    the lock, which the system frees when its holder dies, and who holds it
    next-*          what a build writes
    old             the old site, between the two renames where a system cannot exchange in one step: always whole
    gone-*          an old site that is being deleted
"""

from __future__ import annotations

import ctypes
import getpass
import os
import re
import shutil
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

_MOUNTS = Path("/proc/self/mountinfo")
_AT_WORKING_FOLDER = -100  # AT_FDCWD: paths are absolute, so it is only the value that the call wants
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS


class CannotPublishError(Exception):
    """Nothing can be published: `path` is the folder in question, `what` is wrong with it, and how to `fix` it."""

    def __init__(self, path: Path, what: str, fix: str) -> None:
        super().__init__(what)
        self.path, self.what, self.fix = path, what, fix


@dataclass(frozen=True)
class Publication:
    """One build's turn at a target. `staging` exists and is empty when the turn begins."""

    target: Path
    staging: Path
    lock: FileLock

    def publish(self) -> None:
        """Put what stands in `staging` in the target's place.

        Raises CannotPublishError when the system refuses; the old site then stands where it was.
        """
        try:
            self._publish()
        except OSError as error:
            raise _refused(self.target, error) from error

    def _publish(self) -> None:
        _open_to_readers(self.staging)
        if not self.target.exists():
            rename(self.staging, self.target)
        elif not exchange(self.staging, self.target):
            old = self._work / "old"
            rename(self.target, old)
            try:
                rename(self.staging, self.target)
            except OSError:
                rename(old, self.target)
                raise
            rename(old, self._gone())

    def close(self) -> None:
        """End the turn: remove the staging folder, which holds the old site after an exchange, and free the lock.

        What cannot be removed now, the next turn removes.
        """
        if self.staging.exists():
            with suppress(OSError):
                gone = self._gone()
                rename(self.staging, gone)
                shutil.rmtree(gone)
        for gone in self._work.glob("gone-*"):
            shutil.rmtree(gone, ignore_errors=True)
        with suppress(OSError):
            (self._work / "holder").unlink()
        self.lock.release()

    @property
    def _work(self) -> Path:
        return self.staging.parent

    def _gone(self) -> Path:
        return self.staging.with_name(self.staging.name.replace("next-", "gone-", 1))


def open_publication(site: Path) -> Publication:
    """Begin a turn at publishing into `site`.

    Raises CannotPublishError when that cannot work, or when another build is publishing there.
    """
    target = _real(site)
    work = target.with_name(f".{target.name}.tandem")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if work.exists() and not work.is_dir():
            raise CannotPublishError(work, "a file stands where builds keep their work", "move it away")
        work.mkdir(exist_ok=True)
        lock = _locked(work, target)
    except OSError as error:
        raise _refused(work, error) from error
    try:
        _recover(work, target)
        _need_exchangeable(target)
        return Publication(target, Path(tempfile.mkdtemp(prefix="next-", dir=work)), lock)
    except OSError as error:
        lock.release()
        raise _refused(work, error) from error
    except CannotPublishError:
        lock.release()
        raise


def _real(site: Path) -> Path:
    """The folder that is meant, links followed: what a link points to is exchanged, and the link stays."""
    try:
        return site.resolve()
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise the second for links in a circle
        raise CannotPublishError(
            site, "its links lead in a circle", "remove the link, or name another site_dir"
        ) from error


def _locked(work: Path, target: Path) -> FileLock:
    lock = FileLock(work / "lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        holder = ""
        with suppress(OSError, UnicodeError):
            holder = (work / "holder").read_text(encoding="utf-8").strip()
        what = f"another build is publishing here: {holder or 'its name is not written yet'}"
        raise CannotPublishError(target, what, "wait until it has ended, or name another folder as site_dir") from error
    now = datetime.now().astimezone().isoformat(" ", "seconds")
    (work / "holder").write_text(
        f"process {os.getpid()} of {_user()} on {socket.gethostname()}, since {now}\n", encoding="utf-8", newline="\n"
    )
    return lock


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "an unnamed user"


def _recover(work: Path, target: Path) -> None:
    """Put back a site that a build took away and died before it put the new one there; remove the rest."""
    old = work / "old"
    if old.is_dir():
        if target.exists():
            rename(old, Path(tempfile.mkdtemp(prefix="gone-", dir=work)) / "old")
        else:
            rename(old, target)
    for left in (*work.glob("next-*"), *work.glob("gone-*")):
        shutil.rmtree(left)


def _need_exchangeable(target: Path) -> None:
    """Notice what would let the exchange fail at the very end of a build."""
    if not target.exists():
        return
    if not target.is_dir():
        raise CannotPublishError(target, "is a file, not a folder", "move it away, or name another folder as site_dir")
    if is_mounted(target):
        fix = f"name a folder inside it as site_dir, such as {target.name}/html"
        raise CannotPublishError(target, "is a mount point, which cannot be exchanged for a new site", fix)
    if not os.access(target, os.W_OK):
        what = "is read-only, so that it cannot be exchanged for a new site"
        raise CannotPublishError(target, what, "make it writable, or name another folder as site_dir")


def is_mounted(folder: Path) -> bool:
    """Whether a file system is mounted on a folder.

    Linux lists its mounts, with a code for a space and its like; only the list has folders bound to another one of the
    same file system, which the folder itself does not tell (`Path.is_mount`).
    """
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return folder.is_mount()
    listed = (re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), line.split(" ")[4]) for line in lines)
    return str(folder) in listed


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, so that nobody ever finds neither; False where the system cannot."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        call = library.renameat2
        call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
        failed: int = call(_AT_WORKING_FOLDER, paths[0], _AT_WORKING_FOLDER, paths[1], _EXCHANGE)
    elif hasattr(library, "renamex_np"):
        call = library.renamex_np
        call.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint]
        failed = call(*paths, _EXCHANGE)
    else:
        return False
    return not failed  # whatever it fails for, two renames either do it or say why not


def rename(source: Path, target: Path) -> None:
    """Rename a folder. The one place where it is done, so that tests can end a build at each."""
    source.rename(target)


def _open_to_readers(folder: Path) -> None:
    """Give a folder made for its owner alone the rights of any new folder, as a web server needs them."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def _refused(path: Path, error: OSError) -> CannotPublishError:
    reason = error.strerror or str(error)
    place = error.filename or path
    return CannotPublishError(path, f"the system refuses it ({place}: {reason})", "check its rights and free space")
