from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.duplicates import checking


class Command(BaseCommand):
    help = "按文件夹里的企业名单（CSV，含信用代码、简称或工商名称）检验名称判重的准确率、召回率和用时。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="名单所在文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            for score in checking.scores(folder):
                self.stdout.write(str(score))
        except FileNotFoundError as missing:
            raise CommandError(str(missing)) from missing
        n, seconds, found = checking.timed(list(checking.names_in(folder)))
        self.stdout.write(f"{n:,} 个名称两两判重：{seconds:.1f} 秒，疑似 {found} 对")
