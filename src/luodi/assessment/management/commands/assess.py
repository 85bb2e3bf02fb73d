"""``./luodi assess run|verify``: compute a run from the command line, and prove that one reproduces exactly."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.assessment import services
from luodi.assessment.models import Group, Run, RunScore
from luodi.assessment.selectors.thawing import verify
from luodi.figures.management.asking import find_city, read_moment
from luodi.kernel.findings import Refusal
from luodi.organisation import clock
from luodi.organisation.models import Account, City

ALL = "all"


class Command(BaseCommand):
    help = "考核：run 按施行的考核办法计算一次；verify 从冻结的输入重算，逐项核对到最后一位（有不符的退出码为 1）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("run", "verify"), help="run 计算、verify 核对")
        parser.add_argument("what", help="run：考核组编号；verify：考核组编号/第几次，或 all 核对全部")
        parser.add_argument("--to", dest="last", default="", help="考核日，例如 2020-08-31；run 必填")
        parser.add_argument("--as-of", default="", help="统计时点，例如 2020-09-01T00:00；不写为现在")
        parser.add_argument("--title", default="", help="名称")
        parser.add_argument("--as", dest="login", default="", help="经办的中心业务员的登录名；run 必填")
        parser.add_argument("--city", default="", help="城市的行政区划代码；只有一个城市时不必写")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            city = find_city(options["city"])
            if options["act"] == "run":
                self._run(city, options)
            else:
                self._verify(city, options["what"])
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal

    def _run(self, city: City, options: dict[str, Any]) -> None:
        group = Group.objects.filter(city=city, code=options["what"]).select_related("city").first()
        actor = Account.objects.named(options["login"]).filter(city=city).first()
        if group is None:
            raise CommandError(f"没有编号为“{options['what']}”的考核组")
        if actor is None:
            raise CommandError(f"该城市没有账号“{options['login']}”，请用 --as 写明经办人")
        try:
            last = date.fromisoformat(options["last"])
        except ValueError as problem:
            raise CommandError("请用 --to 写明考核日，例如 2020-08-31") from problem
        run = services.compute_run(
            group=group,
            last=last,
            title=options["title"],
            as_of=read_moment(options["as_of"]),
            actor=actor,
            at=clock.now(city),
        )
        self.stdout.write(f"{group.code}/{run.number}  {run}  流水号 {run.entry}  结果 {run.result_sha256}")
        for row in RunScore.objects.filter(run=run).order_by("rank", "position"):
            self.stdout.write(f"{row.rank or '—':>4}  {row.exact or '—':>10}  {row.name}  {row.grade}")

    def _verify(self, city: City, what: str) -> None:
        runs = _runs(city, what)
        if not runs:
            raise CommandError(f"没有这样的考核计算：{what}")
        n_wrong = 0
        for run in runs:
            found = verify(run)
            self.stdout.write(f"{'相符' if found.agrees else '不符'}  {run.group.code}/{run.number}  {run}")
            for text in found.differences:
                self.stdout.write(f"      {text}")
            n_wrong += not found.agrees
        if n_wrong:
            raise CommandError(f"{len(runs)} 次考核计算中有 {n_wrong} 次不符", returncode=1)


def _runs(city: City, what: str) -> list[Run]:
    rows = Run.objects.filter(group__city=city).with_all().order_by("group_id", "number")
    if what == ALL:
        return list(rows)
    code, _, number = what.rpartition("/")
    return list(rows.filter(group__code=code, number=int(number))) if number.isdecimal() else []
