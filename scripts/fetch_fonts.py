"""Bring the free typefaces of official papers to assets/fonts: `./luodi fonts`. Nothing third-party in git.

Song and Hei come by `npm pack`; Fangsong and Kai from the system's own TeX Live or fonts where these are, else by
`apt-get download` out of Debian's packages, which are unpacked and not installed. Every file is known by its hash in
assets/fonts.json. Where there is neither, a paper is set with what stands in for them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts import fetch_assets, machine

TOP = Path(__file__).resolve().parent.parent
LOCK = TOP / "assets" / "fonts.json"
FONTS = TOP / "assets" / "fonts"
SYSTEM = (
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype/public/fandol",
    "/usr/share/fonts/truetype/lxgw-wenkai",
    "/usr/local/texlive/*/texmf-dist/fonts/opentype/public/fandol",
    "/Library/Fonts",
)


def is_current() -> bool:
    stamp = FONTS / "fonts.json"
    return stamp.exists() and stamp.read_bytes() == LOCK.read_bytes()


def bring(into: Path) -> list[str]:
    """Bring every typeface that can be had; return what is missing, in words.

    Raises: AssetMismatch, OSError, when those that come from npm cannot be had: there is nothing to set with then.
    """
    locked = json.loads(LOCK.read_bytes())
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        npm = fetch_assets.npm_command(top / "node")
        entries = locked["npm"]
        for tarball, entry in zip(fetch_assets.pack(npm, entries, top / "npm"), entries, strict=True):
            _extract(tarball, entry, into)
        return [said for entry in locked["debian"] for said in _from_debian(entry, top, into)]


def _extract(tarball: Path, entry: dict[str, Any], into: Path) -> None:
    with tarfile.open(tarball) as archive:
        for source, target in entry["files"].items():
            member = archive.extractfile(f"package/{source}")
            if member is None:
                raise fetch_assets.AssetMismatch(f"{entry['name']} 里没有 {source}")
            (into / target).write_bytes(member.read())


def _from_debian(entry: dict[str, Any], scratch: Path, into: Path) -> Iterator[str]:
    wanted: dict[str, str] = entry["files"]
    places = [place for pattern in SYSTEM for place in Path("/").glob(pattern.lstrip("/"))]
    if not _copy(wanted, places, into):
        _copy(wanted, _unpacked(entry["package"], scratch), into)
    if any(not (into / name).exists() for name in wanted):
        yield f"{entry['label']}没有取到：可安装系统软件包 {entry['package']} 后再执行一次"


def _copy(wanted: dict[str, str], places: list[Path], into: Path) -> bool:
    """Copy the files that are the ones we know; return whether all were."""
    for name, sha256 in wanted.items():
        found = (place / name for place in places if (place / name).is_file())
        known = next((one for one in found if hashlib.sha256(one.read_bytes()).hexdigest() == sha256), None)
        if known:
            shutil.copyfile(known, into / name)
    return all((into / name).exists() for name in wanted)


def _unpacked(package: str, scratch: Path) -> list[Path]:
    """Return the folders of the package's fonts, none where it cannot be had."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return []
    folder = scratch / package
    folder.mkdir()
    folder.chmod(0o777)  # apt fetches as a user of its own
    scratch.chmod(0o755)
    run = _download(package, folder)
    if run.returncode != 0 and machine.may_install():
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True, check=False)
        run = _download(package, folder)
    archive = next(folder.glob("*.deb"), None)
    if run.returncode != 0 or archive is None:
        return []
    subprocess.run(["dpkg-deb", "-x", str(archive), str(folder / "files")], check=True)
    fonts = (one for one in (folder / "files").rglob("*") if one.suffix in (".otf", ".ttf"))
    return sorted({one.parent for one in fonts})


def _download(package: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["apt-get", "download", "-qq", package], cwd=folder, capture_output=True, text=True, check=False
    )


def main() -> int:
    if is_current():
        print("公文字体已就绪。")
        return 0
    fresh = FONTS.with_name("fonts.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        missing = bring(fresh)
    except (fetch_assets.AssetMismatch, OSError, KeyError, subprocess.CalledProcessError) as failure:
        shutil.rmtree(fresh, ignore_errors=True)
        print(f"公文字体没有取到：{failure}", file=sys.stderr)
        return 1
    if not missing:
        shutil.copyfile(LOCK, fresh / "fonts.json")  # with something missing the next run tries again
    shutil.rmtree(FONTS, ignore_errors=True)
    fresh.replace(FONTS)
    for said in missing:
        print(said, file=sys.stderr)
    print("公文字体已就绪。" if not missing else "公文字体取到一部分，缺的由其他字体代替。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
