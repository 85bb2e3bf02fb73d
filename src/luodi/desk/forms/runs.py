"""Runs: computed, published, settled, and tried with other numbers."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from luodi.assessment import services
from luodi.assessment.models import Group, Run, RunScore
from luodi.assessment.selectors.objections import deadline_for
from luodi.assessment.selectors.supposing import Supposed
from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account
from luodi.projects.choices import Stage
from luodi.ui.addresses import url_with


class NewRunForm(ActForm):
    title = "考核计算"
    button = "计算"
    explains = (
        "按施行的考核办法，对考核日在组的成员计分。输入随即冻结：以后登记的、更正的都不改变这次结果。"
        "统计时点为按下按钮的这一分钟，此前登记的都算。计算后只有中心和认定员、领导可见，公示后各单位可见。"
    )

    def __init__(self, data: Any = None, *, group: Group, on: date) -> None:
        super().__init__(data)
        self.group = group
        ends = on.replace(day=1)
        self.fields["last"] = DayField(
            label="考核日", initial=date.fromordinal(ends.toordinal() - 1), help_text="考核期到这一天为止"
        )
        self.fields["title"] = forms.CharField(
            label="名称", max_length=80, required=False, help_text="不填则为“截至某年某月某日”"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        run = services.compute_run(group=self.group, **self.cleaned_data, actor=actor, at=at)
        self.leads_to = url_with("run", self.group.code, run.number)
        return f"已计算：{run}。"


class RunForm(ActForm):
    """An act on a run."""

    def __init__(self, data: Any = None, *, run: Run, on: date) -> None:
        super().__init__(data)
        self.run, self.on = run, on
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=run.version)


class PublishRunForm(RunForm):
    title = "公示结果"
    button = "公示"
    explains = "公示后各单位都能看到得分和名次，并在截止日之前提出异议；被考核单位收到提醒。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        until = deadline_for(self.run.group.city_id, self.on)
        self.fields["objections_until"] = DayField(label="异议截止日", initial=until)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.publish_run(
            run=self.run,
            objections_until=said["objections_until"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return "已公示，并告知被考核单位。"


class FinalForm(RunForm):
    title = "确定结果"
    button = "确定"
    explains = "异议期已过、异议都已裁定，才能确定。确定后不再重算。"

    def act(self, *, actor: Account, at: datetime) -> str:
        version = self.cleaned_data["version"]
        services.finalise_run(run=self.run, actor=actor, at=at, expected_version=version)
        return "结果已确定。"


class ArchiveForm(RunForm):
    title = "归档"
    button = "归档"

    def act(self, *, actor: Account, at: datetime) -> str:
        version = self.cleaned_data["version"]
        services.archive_run(run=self.run, actor=actor, at=at, expected_version=version)
        return "已归档。"


class AgainForm(RunForm):
    title = "重新计算"
    button = "重新计算"
    explains = (
        "按现在登记的数重新取一遍输入，另成一次，代替这一次；这一次保留在册。"
        "只更正个别输入的，请在异议裁定里办理。"
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reason"] = forms.CharField(
            label="原因", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        new = services.recompute(
            run=self.run, reason=self.cleaned_data["reason"], afresh=True, actor=actor, at=at
        )
        self.leads_to = url_with("run", new.group.code, new.number)
        return f"已重新计算：{new}。"


class SupposeForm(forms.Form):
    """What if: a further project of one member, or another weight of one item. Nothing is kept."""

    def __init__(self, data: Any = None, *, run: Run, weights: list[tuple[str, str, Fraction]]) -> None:
        super().__init__(data)
        members = RunScore.objects.filter(run=run, excluded="").order_by("position")
        names = [(one.key, one.name) for one in members]
        self.fields["key"] = forms.ChoiceField(label="考核对象", choices=names)
        self.fields["amount"] = forms.DecimalField(
            label="再来一个项目（亿元）",
            required=False,
            min_value=Decimal(0),
            max_digits=10,
            decimal_places=4,
        )
        self.fields["n"] = forms.IntegerField(
            label="几个", required=False, min_value=1, max_value=100, initial=1
        )
        self.fields["stage"] = forms.ChoiceField(
            label="到哪一阶段", required=False, choices=Stage.choices[1:], initial=Stage.SIGNED
        )
        self.fields["is_industrial"] = forms.BooleanField(label="工业项目", required=False, initial=True)
        self.fields["is_remote"] = forms.BooleanField(label="省外投资", required=False, initial=True)
        self.fields["is_leading"] = forms.BooleanField(label="主导产业", required=False)
        self.fields["item"] = forms.ChoiceField(
            label="考核项",
            required=False,
            choices=[("", "权重不变"), *((code, f"{code} {title}") for code, title, _ in weights)],
        )
        self.fields["weight"] = forms.DecimalField(
            label="权重改为", required=False, min_value=Decimal("0.01"), max_value=Decimal(10_000)
        )

    @property
    def project(self) -> Supposed | None:
        said = self.cleaned_data
        if said["amount"] is None:
            return None
        return Supposed(
            said["amount"],
            stage=Stage(said["stage"] or Stage.SIGNED),
            is_industrial=said["is_industrial"],
            is_remote=said["is_remote"],
            is_leading=said["is_leading"],
        )

    @property
    def weights(self) -> dict[str, Fraction]:
        said = self.cleaned_data
        return {said["item"]: Fraction(said["weight"])} if said["item"] and said["weight"] else {}


class TrialForm(forms.Form):
    """On which day's data a draft is tried."""

    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data)
        ends = on.replace(day=1)
        self.fields["last"] = DayField(label="考核日", initial=date.fromordinal(ends.toordinal() - 1))
