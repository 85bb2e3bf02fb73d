"""Keep a file and open it again. The content is on the disk, whole and flushed, before any row speaks of it."""

import hashlib
import os
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from luodi.documents import kinds
from luodi.documents.kinds import FileKind
from luodi.documents.models import StoredFile
from luodi.documents.services import folder
from luodi.kernel.findings import Refusal

_CHUNK = 1024 * 1024


class FileLost(Refusal):
    """A row whose file is not where it was put."""


class DiskRefused(Refusal):
    """The disk took no more."""


def keep(content: BinaryIO | bytes, name: str, *, at: datetime) -> StoredFile:
    """Check the file against the allow-list and keep it; the same content is kept once.

    Written before the row and outside its transaction: when the transaction fails, the file stays behind as an orphan
    that the sweep takes. ``name`` decides which type the content has to be; it is the caller's to remember.
    Raises: FileRefused, ArchiveRefused, WorkbookRefused; DiskRefused when it cannot be written.
    """
    kind = kinds.kind_of(kinds.clean_name(name))
    source = BytesIO(content) if isinstance(content, bytes) else content
    draft, sha256, size = _drafted(source, kind)
    try:
        found = StoredFile.objects.filter(sha256=sha256).first()
        if found is not None and folder.place_of(sha256).is_file():
            return found
        _placed(draft, sha256)
    finally:
        draft.unlink(missing_ok=True)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": kind.media_type, "stored_at": at}
    )
    return row


def open_file(stored: StoredFile) -> BinaryIO:
    """Open the file for reading.    Raises: FileLost when it is gone; the sweep reports such rows."""
    try:
        return folder.place_of(stored.sha256).open("rb")
    except OSError as error:
        raise FileLost("这个文件在服务器上找不到了，请联系系统管理员从备份恢复") from error


def _drafted(source: BinaryIO, kind: FileKind) -> tuple[Path, str, int]:
    """Write a draft while hashing it, and check it; a draft that is refused is gone again."""
    draft, file = _new_draft()
    try:
        with file:
            sha256, size = _copied(source, file, kind.limit)
            kinds.check_size(kind, size)
            kinds.check_content(kind, file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise DiskRefused("服务器磁盘已满或不可写，文件没有保存，请联系系统管理员") from error
        raise
    return draft, sha256, size


def _new_draft() -> tuple[Path, BinaryIO]:
    try:
        return folder.new_draft()
    except OSError as error:
        raise DiskRefused("服务器磁盘已满或不可写，文件没有保存，请联系系统管理员") from error


def _copied(source: BinaryIO, file: BinaryIO, limit: int) -> tuple[str, int]:
    """Copy up to one chunk above the limit, so that what is too large is not written whole first."""
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while size <= limit and (chunk := source.read(_CHUNK)):
        digest.update(chunk)
        file.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _placed(draft: Path, sha256: str) -> None:
    try:
        folder.put_in_place(draft, sha256)
    except OSError as error:
        raise DiskRefused("服务器磁盘已满或不可写，文件没有保存，请联系系统管理员") from error
