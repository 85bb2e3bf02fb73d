"""``./luodi scheme test|explain|check FILE``: try an assessment scheme on its cases, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.assessment.engine import Scheme, explaining, read
from luodi.assessment.engine.cases import Case, Outcome, read_cases, run
from luodi.assessment.engine.tree import parse
from luodi.figures.indicators import catalogue
from luodi.kernel.findings import Refusal

SCHEME, CASES = "scheme.yaml", "cases.yaml"


class Command(BaseCommand):
    help = "考核办法：check 检查写法，test 运行算例（有不符的退出码为 1），explain 逐步说明每一分怎么来的；不需要数据库"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "act", choices=("test", "explain", "check"), help="test 运行算例、explain 说明、check 检查"
        )
        parser.add_argument("file", help=f"考核办法（YAML），或放着 {SCHEME} 和 {CASES} 的文件夹")
        parser.add_argument("--case", default="", help="只看这个算例")
        parser.add_argument(
            "--cases", default="", help=f"算例的文件，默认为考核办法自己的 cases 和旁边的 {CASES}"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text", help="explain 的格式")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        path = path / SCHEME if path.is_dir() else path
        try:
            scheme = read(_text(path), source=path.name, knows=_codes().__contains__)
            if options["act"] == "check":
                self.stdout.write(_summary(scheme))
                return
            cases = _wanted(_all_cases(path, scheme, options["cases"]), options["case"])
            if options["act"] == "test":
                self._test(scheme, cases)
            else:
                self._explain(scheme, cases, options["format"])
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal

    def _test(self, scheme: Scheme, cases: tuple[Case, ...]) -> None:
        outcomes = [run(scheme, case) for case in cases]
        for outcome in outcomes:
            self.stdout.write(f"{'不符' if outcome.differences else '相符'}  {outcome.case.name}")
            for text in outcome.differences:
                self.stdout.write(f"      {text}")
        wrong = [outcome for outcome in outcomes if outcome.differences]
        if wrong:
            raise CommandError(f"{len(outcomes)} 个算例中有 {len(wrong)} 个不符", returncode=1)
        self.stderr.write(f"{len(outcomes)} 个算例全部相符")

    def _explain(self, scheme: Scheme, cases: tuple[Case, ...], form: str) -> None:
        outcomes = [run(scheme, case) for case in cases]
        if form == "json":
            data = [_as_data(scheme, outcome) for outcome in outcomes]
            shown = data[0] if len(data) == 1 else data
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1))
            return
        for outcome in outcomes:
            for line in explaining.as_text(scheme.on(outcome.case.on), outcome.case, outcome.result):
                self.stdout.write(line)
            for text in outcome.differences:
                self.stdout.write(f"与算例不符：{text}")
            self.stdout.write("")


def _as_data(scheme: Scheme, outcome: Outcome) -> dict[str, object]:
    data = explaining.as_data(scheme.on(outcome.case.on), outcome.case, outcome.result)
    return {**data, "differences": list(outcome.differences)}


def _summary(scheme: Scheme) -> str:
    rules = scheme.latest
    days = "、".join(day.isoformat() for day, _ in scheme.variants if day.year > 1900)
    changes = f"；按 {days} 起的值核对" if days else ""
    return f"{rules.title}：写法没有问题，{len(rules.items)} 个考核项、{len(rules.inputs)} 个输入{changes}"


def _codes() -> frozenset[str]:
    return frozenset(one.code for one in catalogue())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as problem:
        raise CommandError(f"没有这个文件：{path}") from problem
    except UnicodeDecodeError as problem:
        raise CommandError(f"文件 {path} 应为 UTF-8 编码") from problem
    except OSError as problem:
        raise CommandError(f"读不了文件 {path}：{problem.strerror}") from problem


def _all_cases(path: Path, scheme: Scheme, elsewhere: str) -> tuple[Case, ...]:
    """Return the cases of the file that was named, else of the scheme itself and of ``cases.yaml`` beside it."""
    if elsewhere:
        return read_cases(_text(Path(elsewhere)), scheme, source=elsewhere)
    own = read_cases(scheme.text, scheme, source=path.name) if "cases" in parse(scheme.text).entries else ()
    beside = path.parent / CASES
    is_pack = path.name == SCHEME or not own
    if is_pack and beside.is_file() and beside != path:
        own += read_cases(_text(beside), scheme, source=beside.name)
    return own


def _wanted(cases: tuple[Case, ...], name: str) -> tuple[Case, ...]:
    if not cases:
        raise CommandError(f"没有算例：请写在考核办法的 cases 里，或放在旁边的 {CASES}", returncode=1)
    found = tuple(case for case in cases if not name or case.name == name)
    if not found:
        listed = "、".join(case.name for case in cases)
        raise CommandError(f"没有算例“{name}”，有：{listed}", returncode=1)
    return found
