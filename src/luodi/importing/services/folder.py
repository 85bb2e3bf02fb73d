"""Where an import leaves what is not worth a row: how far it has come, and its preview. All of it can be made again."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from luodi.kernel.findings import Refusal


class ImportBusy(Refusal):
    """Somebody is committing the import at this moment."""


@dataclass(frozen=True)
class Progress:
    """``doing`` says what is being done now, with ``done`` of ``total`` rows; ``is_running`` whether anybody is at it.

    A progress that nobody is at any more was broken off before its transaction ended: nothing of it was recorded.
    """

    doing: str
    done: int
    total: int
    is_running: bool

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def folder_of(pk: int) -> Path:
    return Path(settings.DATA) / "imports" / str(pk)


@contextmanager
def working(pk: int) -> Iterator[None]:
    """Hold the import for one process; the system lets go of it when that process dies.

    Raises: ImportBusy when another one holds it.
    """
    place = folder_of(pk)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ImportBusy("这份表正在提交，请等它完成") from error
        try:
            yield
        except Exception:
            (place / "progress").unlink(missing_ok=True)
            raise
        (place / "progress").unlink(missing_ok=True)


def tell(pk: int, doing: str, done: int, total: int) -> None:
    _write(folder_of(pk) / "progress", json.dumps([doing, done, total]))


def progress(pk: int) -> Progress | None:
    """Return how far the commit has come; None when none is under way and none was broken off."""
    try:
        doing, done, total = json.loads((folder_of(pk) / "progress").read_text())
    except (OSError, ValueError):
        return None
    return Progress(doing, done, total, is_running=_is_held(folder_of(pk) / "lock"))


def forget(pk: int) -> None:
    """Take away the progress of a commit that was broken off."""
    (folder_of(pk) / "progress").unlink(missing_ok=True)


def write_preview(pk: int, head: dict[str, Any], rows: dict[str, list[Any]]) -> None:
    """Keep a preview: its head, and a file of lines per class of rows, which a page reads only as far as it must."""
    place = folder_of(pk)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    (place / "preview.json").unlink(missing_ok=True)
    for kind, lines in rows.items():
        _write(place / f"{kind}.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    _write(place / "preview.json", json.dumps(head, ensure_ascii=False))


def preview_head(pk: int) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((folder_of(pk) / "preview.json").read_text())
    except (OSError, ValueError):
        return None
    return found


def preview_rows(pk: int, kind: str, start: int, stop: int) -> list[Any]:
    path = folder_of(pk) / f"{kind}.jsonl"
    if not path.exists():
        return []
    with path.open() as lines:
        return [json.loads(line) for line in islice(lines, start, stop) if line.strip()]


def _write(path: Path, text: str) -> None:
    """Put the text in place whole: who reads at the same time sees the old one or the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    draft.write_text(text)
    draft.replace(path)


def _is_held(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
