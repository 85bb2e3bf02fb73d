"""``./luodi presscheck``: a draft's numbers, held against each other and against the ledger."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from luodi.figures.management.asking import find_city, read_moment
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation.models import City
from luodi.press.checked import CheckedDraft
from luodi.press.evaluating import as_lines, as_plain, evaluated
from luodi.press.reporting import report
from luodi.press.services.checking import check_draft, check_within
from luodi.press.services.reading_files import text_of
from luodi.press.tabulate import as_text

FORMATS = ("text", "json")


class Command(BaseCommand):
    help = "对数：核对一份稿件里的数，先看文中各数是否相合，再与台账核对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="", help="稿件：.txt、.docx 或 .pdf")
        parser.add_argument("--as-of", default="", help="统计时点，例如 2020-09-23；不写为现在")
        parser.add_argument(
            "--published", default="", help="发布日期（今年、目前都从这一天说起）；不写取文中的"
        )
        parser.add_argument("--city", default="", help="城市的行政区划代码；只有一个城市时不必写")
        parser.add_argument("--format", default="text", help="text 或 json")
        parser.add_argument(
            "--evaluate", default="", metavar="FOLDER", help="对一个文件夹里带标注的文本，统计识别率和查错率"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise CommandError(f"没有“{options['format']}”这种格式，可写 {'、'.join(FORMATS)}")
        if bool(options["file"]) == bool(options["evaluate"]):
            raise CommandError("请写一个稿件文件，或用 --evaluate 写一个文件夹")
        try:
            said = self._evaluated(options) if options["evaluate"] else self._checked(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(said)

    def _checked(self, options: dict[str, Any]) -> str:
        text, notes = text_of(Path(options["file"]))
        checked = _check(text, options)
        plain = report(checked)
        plain["notes"] = [*notes, *plain["notes"]]
        plain["file"] = Path(options["file"]).name
        if options["format"] == "json":
            return json.dumps(plain, ensure_ascii=False, indent=1)
        return as_text(text, plain)

    def _evaluated(self, options: dict[str, Any]) -> str:
        """Judge by the texts alone: annotations are about what a text says, unless a city is named."""
        check = (lambda text: _check(text, options)) if options["city"] else check_within
        rows = evaluated(Path(options["evaluate"]), check)
        if options["format"] == "json":
            return json.dumps(as_plain(rows), ensure_ascii=False, indent=1)
        return as_lines(rows)


def _check(text: str, options: dict[str, Any]) -> CheckedDraft:
    published = _day(options["published"]) if options["published"] else None
    city = _city(options["city"])
    if city is None:
        if options["as_of"]:
            raise Refusal("没有连上城市台账，--as-of 用不上")
        return check_within(text, published=published)
    moment = read_moment(options["as_of"])
    return check_draft(city, text, as_of=ledger.resolve(city, moment), published=published)


def _city(code: str) -> City | None:
    """Return the city whose ledger is asked; None when there is no database, or no city in it."""
    if code:
        return find_city(code)
    try:
        return find_city("") if City.objects.exists() else None
    except DatabaseError:
        return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f"--published 的“{text}”不是日期，应写成 2020-09-23") from None
