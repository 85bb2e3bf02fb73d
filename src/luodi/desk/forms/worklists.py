"""The form with which the city sets the numbers of a list."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account, City
from luodi.worklists import services
from luodi.worklists.definitions import Rule
from luodi.worklists.selectors.terms import terms_on


class WorklistTermsForm(ActForm):
    button = "设定"
    explains = "都是本市自己的参数。从施行日期起按新参数亮灯；过去的清单和记录不追溯。"

    def __init__(self, data: Any = None, *, rule: Rule, city: City, on: date) -> None:
        super().__init__(data)
        self.rule = rule
        now = terms_on(city.pk, rule, on)
        for one in rule.parameters:
            self.fields[one.code] = forms.IntegerField(
                label=one.label, min_value=1, max_value=3660, initial=now[one.code]
            )
        self.fields["source"] = forms.CharField(
            label="依据", max_length=200, help_text="文件名和文号；没有文件的写明会议或决定"
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on, help_text="不早于今天")

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"设定清单参数：{self.rule.name}"

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        source, valid_from = said.pop("source"), said.pop("valid_from")
        services.set_terms(
            rule=self.rule, values=said, source=source, valid_from=valid_from, actor=actor, at=at
        )
        return f"“{self.rule.name}”的参数自 {valid_from.isoformat()} 起施行。"
