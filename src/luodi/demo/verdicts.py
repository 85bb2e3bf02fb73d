"""What 2020 came to: the half year computed, objected to, corrected and settled; January to August still open."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from luodi.assessment import services
from luodi.assessment.engine import Row
from luodi.assessment.engine.freezing import value_from
from luodi.assessment.models import Citation, Listed, Objection, Run, RunItem, RunScore
from luodi.assessment.objection_rules import CorrectedInput
from luodi.assessment.record_choices import CitationKind, Colour
from luodi.assessment.selectors.objections import deadline_for
from luodi.assessment.services import NewCitation, NewObjection, Verdict, Wording
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.papers import paper
from luodi.demo.schedule import moment
from luodi.demo.schemes import COUNTY_GROUP, POST_GROUP, TEAM_GROUP, YEAR, group_of, members_of
from luodi.demo.testimony import AUGUST, HALF
from luodi.organisation.models import Account
from luodi.projects.models import Project

_HALF_TITLE, _TILL_AUGUST = "2020年上半年", "2020年1—8月"
_LATE_COUNTY, _PAID_COUNTY, _STALLED = "FENGTAI", "SHOU", "XIEJIAJI"
_STARTS, _FUNDS, _SIGNED = "B", "D", "A"
_PRAISE = "关于表扬2020年上半年招商引资工作先进单位的通报"
_PRAISED_BY, _NUMBER = "市招商服务中心", "淮招〔2020〕演示21号"
_LATE = date(YEAR, 7, 1)


@dataclass(frozen=True)
class Verdicts:
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        self._half_year(journal)
        self._till_august(journal)

    def _half_year(self, journal: Journal) -> None:
        def on(month: int, day: int, hour: int, minute: int = 0) -> datetime:
            return moment(date(YEAR, month, day), hour, minute)

        journal.add(on(7, 21, 15, 30), partial(self.compute, COUNTY_GROUP, HALF, _HALF_TITLE))
        journal.add(on(7, 27, 10), partial(self.publish, COUNTY_GROUP))
        journal.add(on(7, 29, 15, 10), self.object_to_funds)
        journal.add(on(7, 31, 9, 40), self.object_to_starts)
        journal.add(on(8, 4, 10, 30), self.reject)
        journal.add(on(8, 5, 15, 50), self.uphold)
        journal.add(on(8, 6, 9, 30), self.compute_anew)
        journal.add(on(8, 7, 10), partial(self.finalise, COUNTY_GROUP))
        journal.add(on(8, 7, 10, 20), self.draw)
        journal.add(on(8, 7, 16), self.draft_praise)
        journal.add(on(8, 11, 9, 30), self.issue_praise)
        journal.add(on(8, 14, 16, 30), partial(self.archive, COUNTY_GROUP))
        journal.add(on(8, 19, 10), self.blame)
        journal.add(on(9, 11, 16), self.forgive)

    def _till_august(self, journal: Journal) -> None:
        for nth, name in enumerate((COUNTY_GROUP, TEAM_GROUP, POST_GROUP)):
            journal.add(
                moment(date(YEAR, 9, 16), 15, 10 * nth), partial(self.compute, name, AUGUST, _TILL_AUGUST)
            )
            journal.add(moment(date(YEAR, 9, 17), 10, 10 * nth), partial(self.publish, name))
        journal.add(moment(date(YEAR, 9, 21), 15, 20), self.object_to_signed)

    def compute(self, group: str, last: date, title: str, at: datetime) -> None:
        services.compute_run(
            group=group_of(self.cast, group), last=last, title=title, actor=self._office, at=at
        )

    def publish(self, group: str, at: datetime) -> None:
        until = deadline_for(self.cast.city.pk, at.date())
        services.publish_run(run=self._run(group), objections_until=until, actor=self._office, at=at)

    def object_to_funds(self, at: datetime) -> None:
        """A county says that money came in within the period; its slip shows a later day."""
        text = (
            "我县一个省外投资项目的进度款 820 万元在银行 6 月 30 日受理，未计入上半年省外到位资金，请予核增。"
        )
        slip = paper("银行回单", ["受理日期：2020年6月30日", "入账日期：2020年7月2日", "金额：820 万元"])
        self._object(_PAID_COUNTY, _FUNDS, text, at, (slip, "银行回单.pdf"))

    def object_to_starts(self, at: datetime) -> None:
        """A county shows that a project had started two days before the ledger says so."""
        project = self._late_start()
        permit = paper(
            "建筑工程施工许可证",
            [f"项目：{project.name}", "发证日期：2020年6月28日", "开工日期：2020年6月29日"],
        )
        text = (
            f"“{project.name}”6 月 28 日取得施工许可证、29 日开工，台账按 7 月开工登记，"
            "请计入上半年省外亿元以上新开工项目。"
        )
        self._object(_LATE_COUNTY, _STARTS, text, at, (permit, "施工许可证.pdf"))

    def reject(self, at: datetime) -> None:
        reason = "到位资金以入账日期为准。回单载明入账日期为 7 月 2 日，计入下一期，本期不予核增。"
        self._rule(_PAID_COUNTY, Verdict(upheld=False, reason=reason), self.cast.reviewers[1], at)

    def uphold(self, at: datetime) -> None:
        name = self._late_start().name
        score = self._score(_LATE_COUNTY)
        was = _number(value_from(score.inputs["outside"]))
        more = CorrectedInput(
            "outside", Decimal(int(was) + 1), f"“{name}”施工许可证和现场照片证实 6 月 29 日开工"
        )
        reason = "施工许可证和现场核查一致，开工时间应为 6 月 29 日，计入上半年。"
        self._rule(
            _LATE_COUNTY, Verdict(upheld=True, reason=reason, corrections=[more]), self.cast.reviewers[0], at
        )

    def compute_anew(self, at: datetime) -> None:
        services.apply_rulings(run=self._run(COUNTY_GROUP), actor=self._office, at=at)

    def finalise(self, group: str, at: datetime) -> None:
        services.finalise_run(run=self._run(group), actor=self._office, at=at)

    def archive(self, group: str, at: datetime) -> None:
        services.archive_run(run=self._run(group), actor=self._office, at=at)

    def draw(self, at: datetime) -> None:
        services.draw_lists(run=self._run(COUNTY_GROUP), actor=self._office, at=at)

    def draft_praise(self, at: datetime) -> None:
        """Praise those whom the scheme put on the red list."""
        run = self._run(COUNTY_GROUP)
        listed = Listed.objects.standing().filter(run=run, colour=Colour.RED).order_by("pk")
        found = members_of(run.group)
        members = [found[row.key] for row in listed.select_related("unit")]
        ranks = dict(RunScore.objects.filter(run=run).values_list("key", "rank"))
        members.sort(key=lambda one: ranks[one.key] or 0)
        names = "、".join(one.name for one in members)
        text = (
            f"根据《县区（园区）招商引资考核办法》，经考核、公示和异议裁定，{names}2020年上半年考核成绩居前，"
            "现予通报表扬。希望受表扬的单位再接再厉，其他单位对标先进、补齐短板，确保完成全年目标任务。"
        )
        wording = Wording(
            title=_PRAISE, text=text, issuer=f"{self.cast.city.name}{_PRAISED_BY[1:]}", document=_NUMBER
        )
        new = NewCitation(kind=CitationKind.PRAISE, year=YEAR, members=members, wording=wording, run=run)
        services.draft_citation(new, actor=self._office, at=at)

    def issue_praise(self, at: datetime) -> None:
        row = Citation.objects.get(city=self.cast.city, title=_PRAISE)
        services.issue_citation(citation=row, issued_on=at.date(), actor=self.cast.centre, at=at)

    def blame(self, at: datetime) -> None:
        services.list_by_hand(
            member=members_of(group_of(self.cast, COUNTY_GROUP))[_STALLED],
            colour=Colour.BLACK,
            title="督办黑榜",
            reason="两项督办事项逾期，8 月 14 日前仍未办结（督办通报第6期）",
            actor=self._office,
            at=at,
        )

    def forgive(self, at: datetime) -> None:
        rows = Listed.objects.standing().filter(group=group_of(self.cast, COUNTY_GROUP), title="督办黑榜")
        services.remove_listed(
            listed=rows.get(), reason="两项督办事项均已办结，经核查同意移出", actor=self._office, at=at
        )

    def object_to_signed(self, at: datetime) -> None:
        """A county asks why what it had signed has become less since the half year."""
        then, now = (self._told(_PAID_COUNTY, title) for title in (_HALF_TITLE, _TILL_AUGUST))
        was, become = (_amounts(one.inputs["projects"]) for one in (then, now))
        name = max(was.keys() & become.keys(), key=lambda name: was[name] - become[name])
        text = (
            f"上半年考核时我县新签约工业项目投资额为 {_yi(then.inputs['industrial'])} 亿元，"
            f"1—8月却为 {_yi(now.inputs['industrial'])} 亿元：“{name}”由 {was[name]:.2f} 亿元改为 "
            f"{become[name]:.2f} 亿元。请核对更正的依据，并说明上半年成绩是否受影响。"
        )
        self._object(_PAID_COUNTY, _SIGNED, text, at, None)

    @property
    def _office(self) -> Account:
        return self.cast.keepers["centre-2"]

    def _run(self, group: str) -> Run:
        """Return the group's latest run, whatever it stands in for."""
        rows = Run.objects.with_all().filter(group=group_of(self.cast, group))
        return rows.latest("number")

    def _score(self, code: str) -> RunScore:
        rows = RunScore.objects.select_related("run__group__city", "unit", "person")
        return rows.get(run=self._run(COUNTY_GROUP), key=code)

    def _told(self, code: str, title: str) -> RunScore:
        """Return what the latest run of the title says of a county."""
        rows = RunScore.objects.filter(run__group=group_of(self.cast, COUNTY_GROUP), key=code)
        return rows.filter(run__title=title).latest("run__number")

    def _late_start(self) -> Project:
        """Return the county's first large project from outside the province that started in July."""
        rows = Project.objects.filter(
            city=self.cast.city, unit=self.cast.units[_LATE_COUNTY], started_on__gte=_LATE, is_void=False
        ).exclude(origin__startswith=self.cast.city.code[:2])
        found = rows.filter(total_fen__gte=10**10).order_by("started_on", "pk").first()
        assert found is not None
        return found

    def _object(
        self, code: str, item: str, text: str, at: datetime, evidence: tuple[bytes, str] | None
    ) -> None:
        score = self._score(code)
        assert RunItem.objects.filter(score=score, code=item).exists()
        services.raise_objection(
            NewObjection(score=score, text=text, item=item),
            actor=self.cast.keepers[code],
            at=at,
            evidence=evidence,
        )

    def _rule(self, code: str, verdict: Verdict, by: Account, at: datetime) -> None:
        rows = Objection.objects.open().with_all()
        row = rows.get(run__group=group_of(self.cast, COUNTY_GROUP), unit=self.cast.units[code])
        services.rule_objection(objection=row, verdict=verdict, actor=by, at=at)


def _amounts(frozen: Any) -> dict[str, float]:
    """Return by name what the projects of a frozen list are worth in 亿元."""
    rows = value_from(frozen)
    assert isinstance(rows, tuple)
    return {one.name: _number(one.values["amount"]) for one in rows if isinstance(one, Row)}


def _yi(frozen: Any) -> str:
    return f"{_number(value_from(frozen)):.2f}"


def _number(value: object) -> float:
    assert isinstance(value, Decimal | Fraction | int)
    return float(value)
