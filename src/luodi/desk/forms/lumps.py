"""A month's numbers of a unit that keeps no rows."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import PatternField, UnitField
from luodi.desk.selectors.lumps import LUMP_KINDS, LUMP_MEASURES
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.outreach import services
from luodi.outreach.services import MonthlyNumber


class LumpsForm(ActForm):
    title = "报月度汇总数"
    button = "报送"
    explains = (
        "只有没有逐条登记的月份才报汇总数；以后逐条登记了，汇总数自动让位，不会重复计算。"
        "再报一次即为更正；已认定的须由认定员退回后再报。不填的项目不报。"
    )

    def __init__(self, data: Any = None, *, account: Account, reach: Reach, on: date) -> None:
        super().__init__(data)
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="单位")
        self.fields["month"] = PatternField(
            r"20\d\d-(0[1-9]|1[0-2])",
            label="月份",
            initial=f"{on.year}-{on.month:02d}",
            widget=forms.TextInput(attrs={"type": "month"}),
            error_messages={"invalid": "请写成 2020-07"},
        )
        for kind in LUMP_KINDS:
            self.fields[kind.name.lower()] = forms.IntegerField(
                label=str(kind.label),
                min_value=0,
                max_value=1_000_000,
                required=False,
                help_text=LUMP_MEASURES[kind],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(kind.name.lower()) is not None for kind in LUMP_KINDS):
            raise forms.ValidationError("至少填写一项")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        year, month = (int(part) for part in said["month"].split("-"))
        numbers = [
            MonthlyNumber(
                unit=said["unit"], kind=kind, year=year, month=month, quantity=said[kind.name.lower()]
            )
            for kind in LUMP_KINDS
            if said[kind.name.lower()] is not None
        ]
        services.report_months(numbers, actor=actor, at=at)
        return f"已报送 {len(numbers)} 项。"
