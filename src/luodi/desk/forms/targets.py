"""Acts on targets that were given out, and the city's rule for time progress."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.figures.indicators import indicator
from luodi.kernel.numbers import plain
from luodi.kernel.numerals import half_width
from luodi.organisation.models import Account, City
from luodi.targets import selectors, services
from luodi.targets.choices import Basis, Phasing, Relation
from luodi.targets.models import Target
from luodi.targets.progress import Terms
from luodi.targets.rules import Phase, TargetRefused, grows
from luodi.targets.services import Amendment, Place

TOP = "TOP"
_APART = re.compile(r"[\s,，、;；]+")


def read_steps(text: str) -> tuple[Decimal, ...]:
    """Read numbers that stand between blanks or commas.    Raises: TargetRefused."""
    try:
        return tuple(Decimal(half_width(one)) for one in _APART.split(text.strip()) if one)
    except InvalidOperation:
        raise TargetRefused("各期累计数写成数字，用空格或逗号隔开", field="steps") from None


class TargetForm(ActForm):
    """An act on one target; every one rests on a document and has a reason."""

    DATED = ()

    def __init__(self, data: Any = None, *, target: Target, on: date) -> None:
        super().__init__(data, initial={"version": target.version})
        self.target, self.on = target, on
        self.counted = indicator(target.indicator, date(target.year, 12, 31))
        self.build()
        self.fields["document"] = forms.CharField(label="依据文件", max_length=120, help_text="文件名和文号")
        self.fields["decided_on"] = DayField(
            label="成文日期", initial=on, help_text="不早于下达日期，不晚于今天"
        )
        self.fields["reason"] = forms.CharField(
            label="原因", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def build(self) -> None:
        """Add the act's fields."""

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {name: said[name] for name in ("document", "decided_on", "reason")}

    @property
    def late(self) -> str:
        is_late = self.on.year > self.target.year
        return f"{self.target.year}年度已经结束，这次改动会标明“年度结束后”。" if is_late else ""


class AmendForm(TargetForm):
    title = "调整目标任务"
    button = "调整"

    def build(self) -> None:
        row, unit = self.target, self.counted.unit
        joint = f"共担组“{row.joint}”的各家一并调整。" if row.joint else ""
        self.explains = (
            f"{row.holder_name}“{self.counted.name}”现为 {row.value_text} {unit}。原来的数和依据留在沿革里，"
            f"过去的统计时点仍按原来的数；上下级的数不会自动改动。{joint}{self.late}"
        )
        self.fields["value"] = forms.CharField(
            label=f"目标值（{unit}）", max_length=30, initial=plain(row.value, trim=True)
        )
        kinds = [one for one in Relation if one != Relation.JOINT or row.relation == Relation.JOINT]
        self.fields["relation"] = forms.ChoiceField(
            label="与上级目标的关系", choices=[(one.value, one.label) for one in kinds], initial=row.relation
        )
        standing = Target.objects.standing().filter(city=row.city_id, year=row.year, indicator=row.indicator)
        self.others = {str(one.pk): one for one in standing.exclude(pk=row.pk).with_all().order_by("id")}
        names = [(key, one.holder_name) for key, one in self.others.items()]
        self.fields["parent"] = forms.ChoiceField(
            label="上级目标", choices=[(TOP, "没有上级"), *names], initial=str(row.parent_id or TOP)
        )
        phasings = [
            one for one in Phasing if grows(self.counted) or one not in (Phasing.STEADY, Phasing.CURVE)
        ]
        phasings = [one for one in phasings if one != Phasing.LEVEL or not grows(self.counted)]
        self.fields["phasing"] = forms.ChoiceField(
            label="时序", choices=[(one.value, one.label) for one in phasings], initial=row.phasing
        )
        self.fields["steps"] = forms.CharField(
            label="各期累计",
            required=False,
            max_length=200,
            initial=" ".join(row.phases),
            help_text="分季累计数写 4 个数，最后一个等于全年目标；约定进度写 12 个百分数，最后一个是 100；其他留空",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        try:
            value = Decimal(half_width(said["value"]).replace(",", ""))
        except InvalidOperation:
            raise TargetRefused("目标值不是数", field="value") from None
        parent = Place.TOP if said["parent"] == TOP else self.others[said["parent"]]
        phase = Phase(Phasing(said["phasing"]), read_steps(said["steps"]))
        command = Amendment(
            target=self.target,
            value=value,
            relation=Relation(said["relation"]),
            parent=parent,
            phase=phase,
            expected_version=said["version"],
        )
        changed = services.amend_targets([command], **self.told, actor=actor, at=at)
        return f"已调整{'、'.join(one.holder_name for one in changed)}的“{self.counted.name}”。"


class WithdrawForm(TargetForm):
    title = "撤销目标任务"
    button = "撤销"
    is_grave = True

    def build(self) -> None:
        said = f"{plain(self.target.value, trim=True)} {self.counted.unit}"
        self.explains = (
            f"{self.target.holder_name}不再承担“{self.counted.name}”{said}；已登记的项目不受影响，"
            f"过去的统计时点仍能看到。{self.late}"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_targets([self.target], **self.told, actor=actor, at=at)
        return f"{self.target.holder_name}不再承担“{self.counted.name}”。"


class TermsForm(ActForm):
    title = "设定时序进度规则"
    button = "设定"
    explains = (
        "时序按什么计算、落后多少亮灯，都是本市自己的参数，从施行日期起适用；"
        "目标另有分季数或约定进度的，按那个计算。"
    )

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        now = selectors.terms_on(city.pk, on)
        self.fields["basis"] = forms.ChoiceField(
            label="时序",
            choices=Basis.choices,
            initial=now.basis,
            help_text="按已过整月：9 月 30 日起算 9 个月；按月份：9 月 1 日起就算 9 个月",
        )
        for name, label, value, help_text in (
            ("yellow_from", "落后多少个百分点起亮黄灯", now.yellow_from, "填 0：一落后就亮黄灯"),
            ("red_beyond", "落后超过多少个百分点亮红灯", now.red_beyond, ""),
        ):
            self.fields[name] = forms.DecimalField(
                label=label, min_value=0, max_value=100, decimal_places=2, initial=value, help_text=help_text
            )
        self.fields["strict"] = forms.BooleanField(
            label="须超过时序才算达到（恰好等于不算）", required=False, initial=now.strict
        )
        self.fields["source"] = forms.CharField(
            label="依据", max_length=200, help_text="文件名和文号；没有文件的写明会议或决定"
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on, help_text="不早于今天")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        valid_from = said.pop("valid_from")
        services.set_terms(
            Terms(**{**said, "basis": Basis(said["basis"])}), valid_from=valid_from, actor=actor, at=at
        )
        return f"时序进度规则自 {valid_from.isoformat()} 起施行。"
