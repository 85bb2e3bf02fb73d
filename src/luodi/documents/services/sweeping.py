"""Sweep what belongs to nobody: files without rows and old drafts; report rows without files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from luodi.documents.models import StoredFile
from luodi.documents.services import folder

AGE = timedelta(hours=24)
"""Younger files may belong to an upload that is still under way."""
_CHUNK = 400


@dataclass
class Swept:
    """``lost`` are rows without a file; ``orphans`` and ``drafts`` were taken away, or would be in a trial."""

    orphans: list[str] = field(default_factory=list)
    drafts: int = 0
    lost: list[StoredFile] = field(default_factory=list)


def sweep(*, at: datetime, age: timedelta = AGE, is_trial: bool = False) -> Swept:
    """Take away orphans and drafts older than ``age``; nothing that a row speaks of is ever touched."""
    told, before = Swept(), (at - age).timestamp()
    found = folder.files()
    while some := list(islice(found, _CHUNK)):
        named = StoredFile.objects.filter(sha256__in=[sha256 for sha256, _ in some])
        known = set(named.values_list("sha256", flat=True))
        for sha256, path in some:
            if sha256 not in known and _is_older(path, before):
                told.orphans.append(sha256)
                if not is_trial:
                    _take_away(path, sha256)
    for path in folder.drafts():
        if _is_older(path, before):
            told.drafts += 1
            if not is_trial:
                path.unlink(missing_ok=True)
    told.lost = list(_lost())
    return told


def _lost() -> Iterator[StoredFile]:
    for row in StoredFile.objects.order_by("id").iterator():
        place = folder.place_of(row.sha256)
        if not place.is_file() or place.stat().st_size != row.size:
            yield row


def _is_older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def _take_away(path: Path, sha256: str) -> None:
    """Take the file out of its place first, and only then look once more: an upload may have named it meanwhile."""
    aside = folder.set_aside(path)
    if aside is None:
        return
    if StoredFile.objects.filter(sha256=sha256).exists():
        folder.put_in_place(aside, sha256)
    else:
        aside.unlink(missing_ok=True)
