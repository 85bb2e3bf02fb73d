"""The one way in: its refusals are in Chinese and exit non-zero."""

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import TOP
from tests.infrastructure import make_sqlite


def luodi(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, **environment}
    surroundings.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [TOP / "luodi", *arguments], capture_output=True, text=True, env=surroundings, check=False
    )


def test_without_a_word_it_says_what_it_can() -> None:
    shown = luodi()
    assert shown.returncode == 0
    assert "./luodi demo" in shown.stdout


def test_an_unknown_command_is_refused(tmp_path: Path) -> None:
    refused = luodi("sing", LUODI_DATA=str(tmp_path))
    assert refused.returncode != 0
    assert "没有这个命令：sing" in refused.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path) -> None:
    refused = luodi("serve", f"--port={port}", LUODI_DATA=str(tmp_path))
    assert refused.returncode != 0
    assert "端口应是 1 到 65535 的整数" in refused.stderr


def test_a_port_that_is_taken_is_refused(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        refused = luodi("serve", "--port", str(other.getsockname()[1]), LUODI_DATA=str(tmp_path))
    assert refused.returncode == 1
    assert "已被占用" in refused.stderr


def test_a_database_that_was_never_made_is_not_served(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    refused = luodi("serve", "--port", str(port), LUODI_DATA=str(tmp_path))
    assert refused.returncode == 1
    assert "请先执行 ./luodi migrate" in refused.stderr


def test_a_ledger_without_its_guards_is_not_served(tmp_path: Path) -> None:
    make_sqlite(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "luodi.sqlite3")) as behind:
        behind.execute("DROP TRIGGER ledger_fact_no_delete")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    refused = luodi("serve", "--port", str(port), LUODI_DATA=str(tmp_path))
    assert refused.returncode == 1
    assert "数据库缺少台账保护：ledger_fact_no_delete" in refused.stderr
    assert luodi("migrate", LUODI_DATA=str(tmp_path)).returncode == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "luodi.sqlite3")) as again:
        assert again.execute("SELECT 1 FROM sqlite_master WHERE name = 'ledger_fact_no_delete'").fetchone()


def test_a_machine_without_python_is_told_how_to_get_it(tmp_path: Path) -> None:
    programs, tree = tmp_path / "bin", tmp_path / "a tree with spaces"
    programs.mkdir()
    for name in ("sh", "cat", "cmp", "dirname", "mkdir", "rm", "sleep", "id", "uname", "readlink"):
        (programs / name).symlink_to(shutil.which(name) or "missing")
    for part in ("luodi", "requirements", "assets/lock.json"):
        source, target = TOP / part, tree / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    refused = subprocess.run(
        [tree / "luodi", "demo"], capture_output=True, text=True, env={"PATH": str(programs)}, check=False
    )
    assert refused.returncode == 1
    assert "需要 Python 3.11" in refused.stderr
    assert sorted(path.name for path in tree.iterdir()) == ["assets", "luodi", "requirements"]
