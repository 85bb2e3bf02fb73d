"""Empty a database that holds nothing but a demo city, so that it can be built again."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from luodi.demo.build import CityInTheWay
from luodi.organisation.models import City


def start_over() -> None:
    """Take every table out of the database, and put empty ones in; what the tables spoke of in files goes with them.

    Raises: CityInTheWay when a city that is no demo is among what would go.
    """
    if City.objects.filter(is_demo=False).exists():
        raise CityInTheWay("数据库里有正式城市，不能清空重建")
    if connection.vendor == "sqlite":
        _remove_file(Path(str(connection.settings_dict["NAME"])))
    else:
        _drop_tables()
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.DATA) / "imports"):
        shutil.rmtree(folder, ignore_errors=True)
    call_command("migrate", verbosity=0, skip_checks=True)


def _remove_file(path: Path) -> None:
    connection.close()
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)


def _drop_tables() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
