"""``./luodi figures``: every indicator that applies, for a period, a scope and an as-of."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.figures import tabulate
from luodi.figures.compute import compute_many, require_applies
from luodi.figures.indicators import applies, catalogue
from luodi.figures.management.asking import find_city, read_moment
from luodi.figures.questions import Figure
from luodi.figures.scopes import Scope
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period, PeriodRefused
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City


class Command(BaseCommand):
    help = "按期间、范围和统计时点列出全部适用的指标"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="first", default="", help="起始日期，例如 2020-01-01；不写则只列时点（存量）指标"
        )
        parser.add_argument("--to", dest="last", required=True, help="截止日期，例如 2020-07-31")
        parser.add_argument(
            "--scope", default="city", help="city、unit:编码、kind:INDUSTRY_TEAM、origin:珠三角、event:编码……"
        )
        parser.add_argument("--as-of", default="", help="统计时点，例如 2020-08-01T00:00；不写为现在")
        parser.add_argument(
            "--standing", default=Standing.VERIFIED.value, help="VERIFIED 认定（缺省）或 CLAIMED 申报"
        )
        parser.add_argument("--code", default="", help="只列这一个指标")
        parser.add_argument("--format", default="table", help="table、json、csv 或 xlsx")
        parser.add_argument("--output", default="", help="写入文件；xlsx 不写文件时输出到标准输出")
        parser.add_argument("--city", default="", help="城市的行政区划代码；只有一个城市时不必写")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in _WRITERS:
            raise CommandError(f"没有“{options['format']}”这种格式，可写 {'、'.join(_WRITERS)}")
        try:
            figures = _ask(find_city(options["city"]), options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        written = _WRITERS[options["format"]](figures)
        content = written if isinstance(written, bytes) else written.rstrip("\n").encode() + b"\n"
        try:
            if options["output"]:
                Path(options["output"]).write_bytes(content)
            elif isinstance(written, bytes):
                sys.stdout.buffer.write(content)
            else:
                self.stdout.write(content.decode(), ending="")
        except OSError as problem:
            raise CommandError(f"写不了文件 {options['output']}") from problem


_WRITERS: dict[str, Callable[[list[Figure]], str | bytes]] = {
    "table": tabulate.as_table,
    "json": tabulate.as_json,
    "csv": tabulate.as_csv,
    "xlsx": tabulate.as_workbook,
}


def _ask(city: City, options: dict[str, Any]) -> list[Figure]:
    last = _day(options["last"], "--to")
    first = _day(options["first"], "--from") if options["first"] else None
    period = Period.between(first, last) if first else Period.on(last)
    if options["standing"] not in (Standing.VERIFIED, Standing.CLAIMED):
        raise Refusal("--standing 应为 VERIFIED（认定）或 CLAIMED（申报）")
    scope = Scope.parse(options["scope"], city=city, on=last)
    moment = read_moment(options["as_of"])
    as_of = ledger.resolve_everywhere(moment) if scope.everywhere else ledger.resolve(city, moment)
    dimensions = [part.dimension for part in scope.parts]
    if options["code"]:
        require_applies(options["code"], dimensions)
        codes = [options["code"]]
    else:
        codes = [
            one.code for one in catalogue() if (one.asks_day_alone or first) and applies(one, dimensions)
        ]
    found = compute_many(
        codes, city=city, period=period, scope=scope, as_of=as_of, standing=Standing(options["standing"])
    )
    return list(found.values())


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PeriodRefused(f"{name} 的“{text}”不是日期，应写成 2020-07-31") from None
