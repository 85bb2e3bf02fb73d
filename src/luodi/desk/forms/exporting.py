"""Asking for a list that is longer than the role may take out, and deciding about it."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.importing import services
from luodi.importing.models import ExportRequest
from luodi.organisation.models import Account
from luodi.ui.addresses import url_with


class AskForm(ActForm):
    title = "申请导出"
    button = "申请"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["title"] = forms.CharField(max_length=200, widget=forms.HiddenInput)
        self.fields["address"] = forms.CharField(max_length=1000, widget=forms.HiddenInput)
        self.fields["n_rows"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
        self.fields["reason"] = forms.CharField(label="用途", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.ask(**self.cleaned_data, actor=actor, at=at)
        self.leads_to = url_with("exports")
        return "已申请，由招商中心批准；批准后 24 小时内可以导出。"


class DecideExportForm(ActForm):
    title = "导出申请"
    button = "确定"

    def __init__(self, data: Any = None, *, asked: ExportRequest) -> None:
        super().__init__(data)
        self.asked = asked
        self.fields["granted"] = forms.ChoiceField(label="意见", choices=[("yes", "批准"), ("no", "不批准")])
        self.fields["decision"] = forms.CharField(label="说明", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.decide_export(
            request=self.asked,
            granted=said["granted"] == "yes",
            decision=said["decision"],
            actor=actor,
            at=at,
        )
        return "已处理。"
