"""One step of the city's checklist of milestones, as the centre keeps it."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import PatternField
from luodi.organisation.models import Account
from luodi.projects import milestones, services
from luodi.projects.choices import MilestoneApplies
from luodi.projects.models import MilestoneKind


class StepForm(ActForm):
    title = "里程碑事项"
    explains = "代码写进台账，定下后不能改；名称、次序、适用范围可以随时改，已登记的不受影响。"

    def __init__(self, data: Any = None, *, kind: MilestoneKind) -> None:
        super().__init__(data)
        self.kind = kind
        if not kind.code:
            self.fields["code"] = PatternField(
                r"[A-Z][A-Z0-9_]{1,23}", label="代码", help_text="大写字母、数字和下划线，如 DRAINAGE"
            )
        self.fields["name"] = forms.CharField(label="名称", max_length=40, initial=kind.name)
        self.fields["position"] = forms.IntegerField(
            label="次序", min_value=1, max_value=9999, initial=kind.position
        )
        self.fields["applies"] = forms.ChoiceField(
            label="适用范围", choices=MilestoneApplies.choices, initial=kind.applies
        )
        self.fields["before_start"] = forms.BooleanField(
            label="开工前须完成", required=False, initial=kind.before_start
        )
        if kind.code and kind.code not in milestones.COUNTED:
            self.fields["is_used"] = forms.BooleanField(label="使用中", required=False, initial=kind.is_used)
        self.fields["note"] = forms.CharField(label="说明", max_length=200, required=False, initial=kind.note)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {"code": self.kind.code, **self.cleaned_data}
        said["applies"] = MilestoneApplies(said["applies"])
        services.set_checklist([services.Step(**said)], actor=actor, at=at)
        return f"“{said['name']}”已保存。"
