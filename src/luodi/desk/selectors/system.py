"""What the administrators look at: the trail, and whether the house stands as it should."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from luodi.audit.models import AuditRecord
from luodi.ledger import guards
from luodi.ledger.models import Fact, Head
from luodi.organisation.models import City

SIZE = 100
_WANTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1"}
_IN_PLACE = "全部在位：事实、流水、操作日志只可追加"
_SAID = {
    "journal_mode": "预写日志（journal_mode）",
    "synchronous": "每次提交落盘（synchronous）",
    "foreign_keys": "外键检查（foreign_keys）",
    "recursive_triggers": "触发器递归（recursive_triggers）",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``is_well`` None is neither good nor bad."""

    title: str
    said: str
    is_well: bool | None


def trail(city: City, *, act: str, actor: str, code: str) -> QuerySet[AuditRecord]:
    """Return the city's trail, latest first, narrowed by what is not empty."""
    found = AuditRecord.objects.filter(city_id=city.pk)
    if code:
        found = found.filter(target_code=code)
    if act:
        found = found.filter(act=act)
    if actor:
        found = found.filter(actor_name=actor)
    return found.order_by("-at", "-id")


def acts(city: City) -> list[str]:
    return sorted(AuditRecord.objects.filter(city_id=city.pk).values_list("act", flat=True).distinct())


def health(city: City) -> list[Finding]:
    """Look at the guards, the database's role and settings, and the end of the ledger."""
    missing = guards.missing(connection)
    head = Head.objects.filter(city=city).first()
    return [
        Finding("数据库", f"{connection.vendor}", None),
        Finding(
            "台账保护",
            f"缺少：{'、'.join(missing)}。请执行 ./luodi migrate" if missing else _IN_PLACE,
            not missing,
        ),
        *(_pragmas() if connection.vendor == "sqlite" else _ownership()),
        Finding(
            "账簿末端",
            f"流水第 {head.number:,} 号，登记于 {timezone.localtime(head.recorded_at):%Y-%m-%d %H:%M:%S}"
            if head
            else "尚未开账",
            head is not None,
        ),
    ]


def _pragmas() -> Sequence[Finding]:
    found = [
        Finding(
            "数据库角色",
            "SQLite 没有角色：能改写数据库文件的人也能移除台账保护，请限制该文件的访问权限",
            None,
        )
    ]
    with connection.cursor() as cursor:
        for name, wanted in _WANTED.items():
            value = str(cursor.execute(f"PRAGMA {name}").fetchone()[0])
            found.append(Finding(_SAID[name], value, value == wanted))
    return found


def _ownership() -> Sequence[Finding]:
    """Say whether the role that serves pages owns the tables, and so could switch the guards off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, tableowner FROM pg_tables WHERE tablename = %s", [Fact._meta.db_table]
        )
        user, owner = cursor.fetchone() or ("?", "?")
    owns = user == owner
    said = f"{user} 拥有数据表，可以停用台账保护；正式运行请用 DATABASE_MIGRATE_URL 分开两个角色"
    return [Finding("数据库角色", said if owns else f"{user} 不拥有数据表（属主 {owner}）", not owns)]
