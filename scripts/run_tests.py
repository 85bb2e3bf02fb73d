"""./luodi test: the checks, then every test on SQLite and on PostgreSQL, the journeys in a real browser.

    ./luodi test                          everything
    ./luodi test src/luodi/ledger -k as_of   one pytest run on SQLite with these arguments
    ./luodi test --postgresql src/luodi/ledger   the same on PostgreSQL

Where PostgreSQL or a browser is missing and may not be installed, one line says what was left out; with CI=true
that is a failure.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts import cluster, fetch_assets, machine

TOP = Path(__file__).resolve().parent.parent
TEMPLATE = "luodi_template"
IN_CI = os.environ.get("CI") == "true"
WORKERS = min(os.cpu_count() or 1, 4)
CHECKS = {
    "ruff": ["-m", "ruff", "check", "--quiet", "."],
    "mypy": ["-m", "mypy", "--no-error-summary"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
}
"""The arguments of Python for each."""


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="luodi-tests-") as scratch:
        os.environ["TMPDIR"] = tempfile.tempdir = scratch  # whatever the runs leave behind goes with it
        Path(scratch).chmod(0o755)  # PostgreSQL may run as another user
        # Dozens of processes load the same modules: compile them once, whatever the surroundings wish.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        return run(arguments)


def run(arguments: list[str]) -> int:
    if arguments[:1] == ["--postgresql"]:
        with postgresql() as url:
            return pytest(arguments[1:], url) if url else 1
    if arguments:
        return pytest(arguments, os.environ.get("DATABASE_URL"))
    return everything()


def everything() -> int:
    """Run it all, to the end even when something fails on the way; return the exit code."""
    parallel = ["-q", "-n", str(WORKERS), "--dist", "worksteal"]
    failures = []
    os.environ["LUODI_TEST_DEMO"] = str(
        Path(tempfile.gettempdir()) / "demo.sqlite3"
    )  # from one run to the other
    with postgresql() as url, checks() as check:
        with migrated(url):
            found = {"浏览器": browser(), "公文字体": typefaces(), "LibreOffice": office()}
            failures += [name for name, is_there in found.items() if IN_CI and not is_there]
        say("SQLite")
        if pytest([*parallel, *(["--reuse-db"] if "LUODI_TEST_SQLITE" in os.environ else [])], None) != 0:
            failures.append("SQLite 上的测试")
        failures += [name for name, passed in check if not passed]
        if url:
            say("PostgreSQL")
            about_it = ["-m", "not journey and not no_database", "--ignore=tests/architecture"]
            if pytest([*parallel, *about_it], url) != 0:
                failures.append("PostgreSQL 上的测试")
        elif IN_CI:
            failures.append("PostgreSQL")
    if failures:
        print(f"没有通过：{'、'.join(failures)}", file=sys.stderr, flush=True)
    return 1 if failures else 0


@contextlib.contextmanager
def migrated(url: str | None) -> Iterator[None]:
    """Migrate a database of each kind while the block runs: the workers' own databases are then copies of it.

    Where that fails, the workers migrate their own, and say what is wrong.
    """
    sqlite = Path(tempfile.gettempdir()) / "template.sqlite3"
    started = {"LUODI_TEST_SQLITE": (str(sqlite), migrating(f"sqlite:///{sqlite}"))}
    if url:
        started["LUODI_TEST_POSTGRESQL"] = (TEMPLATE, migrating(cluster.with_database(url, TEMPLATE)))
    yield
    for name, (copied, process) in started.items():
        if process.wait() == 0:
            os.environ[name] = copied


def typefaces() -> bool:
    """Bring the typefaces of official papers, after the system's packages, for both may want apt's lists."""
    command = [sys.executable, "-P", "-m", "scripts.fetch_fonts"]
    return subprocess.run(command, cwd=TOP, stdout=subprocess.DEVNULL, check=False).returncode == 0


def migrating(url: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DATABASE_URL": url, "LUODI_DATA": tempfile.mkdtemp(), "PYTHONPATH": "src:."}
    environment.pop("DATABASE_MIGRATE_URL", None)
    command = [sys.executable, "-P", "-m", "luodi", "migrate", "--verbosity", "0", "--skip-checks"]
    return subprocess.Popen(command, cwd=TOP, env=environment, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def checks() -> Iterator[Iterator[tuple[str, bool]]]:
    """Let the checks of style, types and layers run beside the block, which asks for each with whether it passed."""
    started = {
        name: subprocess.Popen(
            [sys.executable, *arguments],
            cwd=TOP,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for name, arguments in CHECKS.items()
    }
    try:
        yield map(_said, started, started.values())
    finally:
        for process in started.values():
            process.kill()
            process.wait()


def _said(name: str, process: subprocess.Popen[str]) -> tuple[str, bool]:
    said, _ = process.communicate()
    passed = process.returncode == 0
    print(f"{name}：{'通过' if passed else '没有通过'}", flush=True)
    if not passed:
        print(said, flush=True)
    return name, passed


def pytest(arguments: list[str], url: str | None) -> int:
    """Run pytest from the top folder, on SQLite or on the database of ``url``; return its exit code."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if url:
        environment["DATABASE_URL"] = url
    found = [str(Path(one).resolve()) if Path(one.split("::")[0]).exists() else one for one in arguments]
    return subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *found], cwd=TOP, env=environment, check=False
    ).returncode


@contextlib.contextmanager
def postgresql() -> Iterator[str | None]:
    """Yield the address of a temporary PostgreSQL, None (and one line) where there can't be one."""
    programs = machine.postgresql()
    if programs is None and machine.may_install():
        machine.install("postgresql")
        programs = machine.postgresql()
    with contextlib.ExitStack() as stack:
        url = None
        try:
            url = stack.enter_context(cluster.running(programs))
        except (cluster.NoCluster, fetch_assets.AssetMismatch, OSError) as failure:
            print(f"略去 PostgreSQL 上的测试：{failure}", file=sys.stderr, flush=True)
        yield url


def browser() -> bool:
    """Find a browser for the journeys, or install one where that is allowed; say so if there is none."""
    wanted = [] if machine.chromium() else ["chromium"]
    if not machine.has_chinese_font():
        wanted += ["fontconfig", "fonts-noto-cjk"]
    if wanted and machine.may_install():
        machine.install(*wanted)
    if machine.chromium():
        return True
    print("略去浏览器里的测试：没有找到 Chromium 或 Chrome，也不能代为安装", file=sys.stderr, flush=True)
    return False


def office() -> bool:
    """Find LibreOffice for the tests that look at our Word files as it sets them, or install it where allowed."""
    if not shutil.which("soffice") and machine.may_install():
        machine.install("libreoffice-writer-nogui")
    if shutil.which("soffice"):
        return True
    print(
        "略去用 LibreOffice 看 Word 文件的测试：没有找到 soffice，也不能代为安装", file=sys.stderr, flush=True
    )
    return False


def say(where: str) -> None:
    print(f"\n== {where}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
