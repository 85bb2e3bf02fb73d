"""``./luodi import FILE``: with ``--preview`` what is understood of it is shown, with ``--commit`` it is entered."""
# ruff: noqa: N999 (a command is called what its file is called)

import json
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.importing.management.entering import enter
from luodi.importing.reading import ImportField, Wanted, read_workbook, understand
from luodi.importing.reading.showing import as_data, as_text
from luodi.importing.reading.units import CURRENCIES, parse_unit

LEFT_OUT = ("-", "none")
_BY_LABEL = {one.label: one for one in ImportField} | {one.value: one for one in ImportField}


class Command(BaseCommand):
    help = (
        "读一个工作簿（.xlsx、.xls、.csv）：--preview 只列出认出的表、各列的含义和问题，不写入；--commit 入账"
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="工作簿")
        parser.add_argument("--preview", action="store_true", help="只读不写")
        parser.add_argument("--commit", action="store_true", help="入账，和网页提交一样；须写 --as")
        parser.add_argument("--as", dest="login", default="", help="以哪个账号入账（登录名）")
        parser.add_argument("--for", dest="of_unit", default="", help="填报单位的编码，默认为账号所在单位")
        parser.add_argument("--only-good", action="store_true", help="只登记没有问题的行")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--sheet", action="append", default=[], help="只读这张工作表，可写多次；隐藏的也读"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="列=内容",
            help="指定一列的含义，如 D=total 或 D=总投资；D=- 不读这一列；可写多次",
        )
        parser.add_argument("--unit", default="", help="总投资的单位，如 亿元")
        parser.add_argument("--header-row", type=int, default=None, help="表头（最后一行）在第几行")
        parser.add_argument("--table", default="", help="表的区域（含表头），如 A4:J60")
        parser.add_argument(
            "--rate",
            action="append",
            default=[],
            metavar="币种=汇率",
            help="外币折人民币，如 美元=7.1；可写多次",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["preview"] == options["commit"]:
            raise CommandError(
                "请写 --preview 先看读到了什么，或写 --commit --as 登录名 入账；也可以在“导入”页面进行"
            )
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"没有这个文件：{options['file']}")
        if options["commit"]:
            self._commit(path, options)
            return
        try:
            workbook = read_workbook(path)
        except OSError as problem:
            raise CommandError(f"读不了文件 {options['file']}：{problem.strerror}") from problem
        sheets = understand(workbook, wanted=_wanted(options), only=options["sheet"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_data(path.name, sheets), ensure_ascii=False, indent=1))
            return
        for line in as_text(path.name, sheets):
            self.stdout.write(line)

    def _commit(self, path: Path, options: dict[str, Any]) -> None:
        if not options["login"]:
            raise CommandError("入账须写明以谁的名义：--as 登录名")
        told = enter(
            path,
            login=options["login"],
            unit=options["of_unit"],
            wanted=_wanted(options),
            only_good=options["only_good"],
        )
        for line in told:
            self.stdout.write(line)


def _wanted(options: dict[str, Any]) -> Wanted:
    if options["unit"] and parse_unit(options["unit"]) is None:
        raise CommandError(f"没有单位“{options['unit']}”，应为 元、万元、亿元、万美元 等")
    return Wanted(
        mapping=dict(_mapped(said) for said in options["map"]),
        unit=options["unit"],
        header_row=options["header_row"],
        table=options["table"],
        rates=dict(_rated(said) for said in options["rate"]),
    )


def _mapped(said: str) -> tuple[str, ImportField | None]:
    letters, _, name = said.partition("=")
    letters = letters.strip().upper()
    if "=" not in said or not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise CommandError(f"“{said}”应写成 列=内容，如 D=total")
    if name.strip() in LEFT_OUT:
        return letters, None
    field = _BY_LABEL.get(name.strip())
    if field is None:
        known = "、".join(f"{one.value}（{one.label}）" for one in ImportField)
        raise CommandError(f"没有“{name}”这一内容，可写：{known}")
    return letters, field


def _rated(said: str) -> tuple[str, Decimal]:
    name, _, rate = said.partition("=")
    currency = CURRENCIES.get(name.strip().lower(), name.strip().upper())
    try:
        value = Decimal(rate.strip())
    except InvalidOperation:
        raise CommandError(f"“{said}”应写成 币种=汇率，如 美元=7.1") from None
    if currency == "CNY" or not value.is_finite() or value <= 0:
        raise CommandError(f"“{said}”应写成 币种=汇率，如 美元=7.1")
    return currency, value
