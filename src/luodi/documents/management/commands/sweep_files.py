"""``./luodi sweep_files``: take away files that belong to no row, and report rows whose file is gone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from luodi.documents.services import sweep


class Command(BaseCommand):
    help = "清理没有登记的文件（存放超过 24 小时），并列出已登记却找不到的文件；后者存在时退出码为 1"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只说会清理什么，不删除")

    def handle(self, *_: Any, **options: Any) -> None:
        told = sweep(at=timezone.now(), is_trial=options["dry_run"])
        verb = "可清理" if options["dry_run"] else "已清理"
        self.stdout.write(f"{verb}没有登记的文件 {len(told.orphans)} 个、未写完的草稿 {told.drafts} 个")
        for row in told.lost:
            self.stdout.write(
                f"找不到或不完整：{row.sha256}（{row.size} 字节，{row.stored_at:%Y-%m-%d} 存入）"
            )
        if told.lost:
            raise CommandError(f"{len(told.lost)} 个已登记的文件找不到，请从备份恢复", returncode=1)
