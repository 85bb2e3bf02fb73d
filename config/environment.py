"""What the surroundings say, read here and in settings.py and nowhere else."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

TOP = Path(__file__).resolve().parent.parent

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=1073741824",
)
"""``recursive_triggers`` is what makes INSERT OR REPLACE fire the guards against deletion."""

POOL = {"min_size": 1, "max_size": 8, "timeout": 10, "max_idle": 300}
"""Per worker process: at least as many as it has threads."""


def is_on(name: str) -> bool:
    return os.environ.get(name, "") == "1"


def choose_settings(module: str) -> None:
    """Let this process, and those that it starts, run with these settings."""
    os.environ["DJANGO_SETTINGS_MODULE"] = module


def data_folder() -> Path:
    """Return the folder of the database and the files (LUODI_DATA), made if it is not there."""
    folder = Path(os.environ.get("LUODI_DATA") or TOP / "var").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Return LUODI_SECRET_KEY, or the key that was made once and lies in ``folder`` for its owner alone."""
    if given := os.environ.get("LUODI_SECRET_KEY"):
        return given
    path = folder / "secret_key"
    if not path.exists():
        # Linked into place whole, so that two processes that start at once agree on one key.
        draft = folder / f".secret_key.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def hosts() -> list[str]:
    """Return the names that this server answers to (LUODI_HOSTS, with commas)."""
    return [host.strip() for host in os.environ.get("LUODI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]


def public_hosts() -> list[str]:
    """Return the names that the public site answers to (LUODI_PUBLIC_HOSTS); without any, those of the desk."""
    given = os.environ.get("LUODI_PUBLIC_HOSTS")
    return [host.strip() for host in given.split(",")] if given else hosts()


def public_city() -> str:
    """Return the code of the city that the public site shows (LUODI_PUBLIC_CITY); empty: the only one that is open."""
    return os.environ.get("LUODI_PUBLIC_CITY", "").strip()


def read_only(found: dict[str, Any]) -> dict[str, Any]:
    """Return the same database for somebody who can't write to it, whatever goes wrong."""
    options = dict(found.get("OPTIONS", {}))
    if found["ENGINE"].endswith("sqlite3"):
        options["init_command"] = ";".join((*SQLITE_PRAGMAS, "PRAGMA query_only=ON"))
        options["transaction_mode"] = "DEFERRED"
    else:
        options["options"] = "-c default_transaction_read_only=on"
    return {**found, "OPTIONS": options}


def database(*, folder: Path, migrating: bool, pooled: bool) -> dict[str, Any]:
    """Return the database that DATABASE_URL names, or else the embedded SQLite in ``folder``.

    While ``migrating``, DATABASE_MIGRATE_URL goes first: who owns the tables is not who works with them.
    """
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'luodi.sqlite3'}"
    if migrating:
        url = os.environ.get("DATABASE_MIGRATE_URL") or url
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    options = found.setdefault("OPTIONS", {})
    if found["ENGINE"].endswith("sqlite3"):
        found["CONN_MAX_AGE"] = None
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": ";".join(SQLITE_PRAGMAS),
        }
    elif pooled and not migrating:
        found["CONN_MAX_AGE"] = 0  # the pool keeps the connections
        options["pool"] = POOL
    return found
