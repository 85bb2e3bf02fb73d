"""Where files lie: ``files/ab/cdef…`` by the hash of the content, and drafts beside them until they are whole."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

DRAFTS = ".drafts"


def place_of(sha256: str) -> Path:
    """Return where the file of this content lies, or would."""
    return top() / sha256[:2] / sha256[2:]


def top() -> Path:
    return Path(settings.MEDIA_ROOT)


def new_draft() -> tuple[Path, BinaryIO]:
    """Open a file under a random name that only this program's user can read."""
    folder = top() / DRAFTS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    return path, os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def put_in_place(draft: Path, sha256: str) -> Path:
    """Move a whole and flushed draft to where it belongs; who looks there sees all of it or nothing.

    A file that lies there already has the same content, so replacing it changes nothing.
    """
    place = place_of(sha256)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.replace(place)
    _flush(place.parent)
    _flush(place.parent.parent)
    return place


def set_aside(path: Path) -> Path | None:
    """Move a file among the drafts; None when somebody else already took it."""
    folder = top() / DRAFTS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return path.replace(folder / secrets.token_hex(16))
    except FileNotFoundError:
        return None


def files() -> Iterator[tuple[str, Path]]:
    """Yield the hash and the path of every file in its place."""
    for folder in sorted(top().glob("[0-9a-f][0-9a-f]")):
        for path in sorted(folder.iterdir()):
            yield folder.name + path.name, path


def drafts() -> Iterator[Path]:
    folder = top() / DRAFTS
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def _flush(folder: Path) -> None:
    """Let the folder's own entry survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
