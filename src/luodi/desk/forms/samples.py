"""Spot checks: drawing a sample, and recording what the check of one fact found."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import AmountField, UnitField
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period, parse_period
from luodi.ledger.kinds import Standing
from luodi.organisation.models import Account
from luodi.recognition import services
from luodi.recognition.choices import SampleFinding
from luodi.recognition.models import SampleItem
from luodi.ui.addresses import url_with

_STANDINGS = [(Standing.VERIFIED.value, "已认定的"), (Standing.CLAIMED.value, "已申报的（含已认定）")]
_FINDINGS = [one for one in SampleFinding.choices if one[0] != SampleFinding.PENDING]


class DrawForm(ActForm):
    title = "抽查"
    button = "抽取"
    explains = (
        "从单位及其下级单位在期间内的签约、开工、投产、到位资金、增资中抽取。"
        "同一单位、期间、种子和流水号，任何人任何时候抽出的都是同一批。"
    )

    def __init__(self, data: Any = None, *, account: Account, on: date) -> None:
        super().__init__(data)
        self.on = on
        self.fields["unit"] = UnitField.of_city(account.city, on, label="单位")
        self.fields["period"] = forms.CharField(
            label="期间", max_length=40, help_text="如 2020年7月、2020年上半年、2020-04-01至2020-06-30"
        )
        self.fields["standing"] = forms.ChoiceField(label="口径", choices=_STANDINGS)
        self.fields["size"] = forms.IntegerField(
            label="抽取数", min_value=1, max_value=500, initial=20, widget=forms.NumberInput
        )
        self.fields["seed"] = forms.CharField(
            label="抽样种子", max_length=40, help_text="抽取前当众确定的一句话或一串数字"
        )

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"], today=self.on)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        run = services.draw_sample(
            unit=said["unit"],
            period=said["period"],
            size=said["size"],
            seed=said["seed"],
            standing=Standing(said["standing"]),
            actor=actor,
            at=at,
        )
        self.leads_to = url_with("sample", run.pk)
        return f"已抽取 {min(run.size, run.population)} 项，总体 {run.population} 项。"


class FindingForm(ActForm):
    title = "记录核查结论"
    button = "保存结论"

    def __init__(self, data: Any = None, *, item: SampleItem) -> None:
        finding = "" if item.finding == SampleFinding.PENDING else item.finding
        super().__init__(data, initial={"finding": finding, "found": item.found, "note": item.note})
        self.item = item
        self.fields["finding"] = forms.ChoiceField(
            label="核查结论", choices=_FINDINGS, widget=forms.RadioSelect
        )
        if item.fact.amount is not None:
            claimed = Yuan(item.fact.amount).show_wan(trim=True)
            self.fields["found"] = AmountField(
                label="核实金额", required=False, help_text=f"有出入时必填；申报的是 {claimed} 万元"
            )
        self.fields["note"] = forms.CharField(
            label="核查说明", max_length=400, required=False, help_text="结论不是“属实”时必填：查到了什么"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        done = services.record_finding(
            item=self.item,
            finding=SampleFinding(said["finding"]),
            found=said.get("found"),
            note=said["note"],
            actor=actor,
            at=at,
        )
        return f"{done.project.name}：{SampleFinding(done.finding).label}。"
