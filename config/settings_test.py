"""Settings of the test runs: the same, but quick, and keeping nothing on this machine."""

import atexit
import os
import shutil
import tempfile

# Each process of a test run has a folder of its own, so runs and workers do not meet.
_folder = tempfile.mkdtemp(prefix="luodi-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["LUODI_DATA"] = _folder
os.environ["LUODI_SECRET_KEY"] = "only for tests"  # noqa: S105 (it protects nothing)
os.environ.pop("LUODI_PRODUCTION", None)
os.environ.pop("DATABASE_MIGRATE_URL", None)

from config import environment  # noqa: E402 (the environment is set first)
from config.settings import *  # noqa: E402, F403
from config.settings import DATA  # noqa: E402

DATABASES = {"default": environment.database(folder=DATA, migrating=False, pooled=False)}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # so that a test database can be dropped
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since two writers can't share a database in memory; but nothing in it has to outlive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    pragmas = [pragma.replace("synchronous=FULL", "synchronous=OFF") for pragma in environment.SQLITE_PRAGMAS]
    DATABASES["default"]["OPTIONS"]["init_command"] = ";".join(pragmas)
    if template := os.environ.get(
        "LUODI_TEST_SQLITE"
    ):  # migrated already; pytest is told to use what is there
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        shutil.copyfile(template, DATA / ("test.sqlite3" + (f"_{worker}" if worker else "")))
elif template := os.environ.get("LUODI_TEST_POSTGRESQL"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
