"""Changing or correcting many projects alike: choose the field, see what would move, submit, approve, undo."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms import particulars
from luodi.desk.forms.fields import DayField, PersonField
from luodi.desk.forms.particulars import Setting
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account, City
from luodi.organisation.policies import Reach
from luodi.projects.choices import Field, Status
from luodi.projects.models import Project
from luodi.revising import rules, services
from luodi.revising.choices import BulkKind
from luodi.revising.models import BulkCorrection
from luodi.revising.services import NewBulk
from luodi.ui.addresses import url_with


def offered(reach: Reach) -> list[Field]:
    """Return what can be changed or corrected alike, each once: to hand projects over is the centre's."""
    every = dict.fromkeys((*rules.CHANGEABLE, *rules.CORRECTABLE))
    return [field for field in every if field != Field.UNIT or reach.writes_in is None]


class BulkForm(ActForm):
    """What is to become of the chosen projects. The value has a field of its own for each thing that can be set."""

    title = "成批修改"
    button = "预览影响"

    def __init__(
        self,
        data: Any = None,
        *,
        city: City,
        on: date,
        reach: Reach,
        projects: Sequence[Project],
        field: Field,
    ) -> None:
        super().__init__(data)
        self.projects, self.field = projects, field
        self.explains = (
            "一次给选中的项目同一内容。先预览每个项目的前后内容和会变的数，再提交；执行后可整批撤回。"
        )
        self.fields["kind"] = forms.ChoiceField(
            label="性质",
            choices=[(one.value, _KINDS[one]) for one in BulkKind if field in rules.FIELDS[one]],
            widget=forms.RadioSelect,
        )
        self.fields["value"] = _value_field(field, city, on, reach)
        self.fields["effective_on"] = DayField(
            label="生效日期", required=False, initial=on, help_text="变更时填写，不晚于今天"
        )
        self.fields["reason"] = forms.CharField(
            label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="永久留存"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        kind = BulkKind(said["kind"])
        new = NewBulk(
            kind=kind,
            field=self.field,
            value=said["value"],
            reason=said["reason"],
            effective_on=said["effective_on"] if kind == BulkKind.CHANGE else None,
            projects=self.projects,
        )
        made = services.ask_bulk(new, actor=actor, at=at)
        self.leads_to = url_with("bulk", made.code)
        return f"{made.code} 已预览，尚未修改任何内容。请核对后提交。"


_KINDS = {
    BulkKind.CHANGE: "变更：从生效日期起是新内容，此前不变",
    BulkKind.CORRECTION: "更正：从来就不对，凡是载有现在内容的记录都改",
}


def _value_field(field: Field, city: City, on: date, reach: Reach) -> forms.Field:
    label = "改为"
    if field == Field.STATUS:
        return forms.ChoiceField(label=label, choices=Status.choices)
    if field == Field.SPONSOR:
        leaders = organisation.leaders(city, on)
        return PersonField(city=city, among=leaders, label=label, required=False, empty_label="不再包保")
    made = particulars.build([field], Setting(city, on, reach))[field.value]
    made.label, made.required = label, True
    return made


class DecideBulkForm(ActForm):
    title = "批准成批修改"
    button = "提交"

    decision = forms.ChoiceField(
        label="处理",
        choices=[("approve", "批准并执行"), ("refuse", "不批准：维持原状")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(label="意见", max_length=400, required=False, help_text="不批准时必填")

    def __init__(self, data: Any = None, *, bulk: BulkCorrection) -> None:
        super().__init__(data)
        self.bulk = bulk

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        if said["decision"] == "refuse":
            services.refuse_bulk(bulk=self.bulk, reason=said["comment"], actor=actor, at=at)
            return "未批准，维持原状。"
        services.approve_bulk(bulk=self.bulk, actor=actor, at=at, comment=said["comment"])
        return "已批准并执行。"


class UndoBulkForm(ActForm):
    title = "整批撤回"
    button = "撤回"
    is_grave = True
    explains = (
        "项目和现在的数字回到执行之前；过去的统计时点仍能看到执行后的样子。之后又改过的项目会逐个指出。"
    )

    reason = forms.CharField(label="撤回原因", max_length=300)

    def __init__(self, data: Any = None, *, bulk: BulkCorrection) -> None:
        super().__init__(data)
        self.bulk = bulk

    def act(self, *, actor: Account, at: datetime) -> str:
        services.undo_bulk(bulk=self.bulk, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已整批撤回。"


class BulkRulesForm(ActForm):
    title = "成批修改规则"
    button = "设定"
    explains = (
        "超过这个数的成批修改，须由申请人以外的认定员或中心业务员批准；涉及已认定内容的，一律由认定员批准。"
    )

    approval_above = forms.IntegerField(label="超过多少个项目须第二人批准", min_value=0, max_value=500)

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.set_approval_above(self.cleaned_data["approval_above"], actor=actor, at=at)
        return f"超过 {row.approval_above} 个项目须第二人批准。"
