"""Static files under addresses that change with their content, without a collecting step before serving."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStaticFiles(StaticFilesStorage):
    """Adds ``?v=`` and a hash of the file to its address; each file is read once in the life of a process."""

    def __init__(self) -> None:
        super().__init__()
        self._versions: dict[str, str] = {}

    def url(self, name: str | None) -> str:
        if name is None:
            return super().url(name)
        if name not in self._versions:
            self._versions[name] = _version(name)
        return f"{super().url(name)}{self._versions[name]}"


def _version(name: str) -> str:
    found = finders.find(name)
    if not found:
        return ""
    return f"?v={hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]}"
