"""What the explorer is asked: an indicator, a period by name or by two dates, a split."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict

from luodi.desk.forms.fields import DayInput
from luodi.desk.questions import DEFAULT, OFFERED, period_of
from luodi.figures.compute import require_applies
from luodi.figures.indicators import catalogue
from luodi.figures.questions import BEGINNING
from luodi.figures.scopes import Dimension
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period, parse_period


def indicator_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (group, [(one.code, f"{one.name}（{one.unit}）") for one in found])
        for group, found in groupby(catalogue(), key=lambda one: one.group)
    ]


def _spelled_out(data: QueryDict, today: date) -> QueryDict:
    """Return the data with what it leaves open: the usual indicator, and this year to date."""
    said = data.copy()
    said.setdefault("code", DEFAULT)
    if not said.get("to"):
        said["to"] = today.isoformat()
    if not said.get("from"):
        said["from"] = f"{said['to'][:4]}-01-01"
    return said


class ExplorerForm(forms.Form):
    code = forms.ChoiceField(label="指标", required=False)
    period = forms.CharField(
        label="或用文字写时段",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "1—7月、上半年、截至8月底"}),
    )
    by = forms.ChoiceField(label="分组", required=False)

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__(_spelled_out(data, today))
        self.today = today
        self._said: Period | None = None
        self.fields["code"].choices = indicator_choices()  # type: ignore[attr-defined]
        self.fields["by"].choices = [("", "不分组"), *((one.value, one.label) for one in OFFERED)]  # type: ignore[attr-defined]
        for name, label in (("from", "开始"), ("to", "结束")):
            self.fields[name] = forms.CharField(label=label, required=False, max_length=20, widget=DayInput())

    @property
    def is_cumulative(self) -> bool:
        """Whether everything from the beginning is asked for, so that there is no first day to show."""
        return bool(self.data.get("from") == BEGINNING)

    def clean_code(self) -> str:
        return self.cleaned_data["code"] or DEFAULT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            period_of(cleaned.get("from", ""), cleaned.get("to", ""), self.today)
        except Refusal as refusal:
            self.add_error(refusal.field or "to", str(refusal))
        if cleaned.get("code") and cleaned.get("by"):
            try:
                require_applies(cleaned["code"], [Dimension(cleaned["by"])])
            except Refusal as refusal:
                self.add_error("by", str(refusal))
        if said := cleaned.get("period", "").strip():
            try:
                self._said = parse_period(said, today=self.today)
            except Refusal as refusal:
                self.add_error("period", str(refusal))
        return cleaned

    def said_period(self) -> dict[str, str]:
        """Return the dates of the period that was said in words; nothing when none was."""
        if self._said is None:
            return {}
        first = self._said.first
        return {"from": first.isoformat() if first else BEGINNING, "to": self._said.last.isoformat()}
