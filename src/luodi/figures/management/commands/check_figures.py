"""``./luodi check TABLE``: compare a table of published figures with the ledger."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.figures import truth
from luodi.figures.management.asking import find_city, read_moment
from luodi.kernel.findings import Refusal


class Command(BaseCommand):
    help = "把一张数据表（code,name,from,to,scope,relation,value,unit）与台账对数，列出不符的行；有不符则退出码为 1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", help="CSV 文件（UTF-8）")
        parser.add_argument("--as-of", default="", help="统计时点，例如 2020-08-01T00:00；不写为现在")
        parser.add_argument("--city", default="", help="城市的行政区划代码；只有一个城市时不必写")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            city = find_city(options["city"])
            with Path(options["table"]).open(encoding="utf-8-sig", newline="") as lines:
                claims = truth.read_claims(lines)
            checked = truth.check(claims, city=city, moment=read_moment(options["as_of"]))
        except FileNotFoundError as problem:
            raise CommandError(f"没有这个文件：{options['table']}") from problem
        except OSError as problem:
            raise CommandError(f"读不了文件 {options['table']}：{problem.strerror}") from problem
        except UnicodeDecodeError as problem:
            raise CommandError(f"文件 {options['table']} 应为 UTF-8 编码的 CSV") from problem
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        wrong = [one for one in checked if not one.holds]
        for one in wrong:
            self.stdout.write(one.says)
        if wrong:
            raise CommandError(f"{len(checked)} 行中有 {len(wrong)} 行与台账不符", returncode=1)
        self.stderr.write(f"{len(checked)} 行全部与台账相符")
