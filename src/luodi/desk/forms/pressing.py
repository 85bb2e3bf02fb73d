"""How the city has items pressed for: three levels, who is told at each, and from which day on."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.actions import services
from luodi.actions.choices import Told
from luodi.actions.rules import Pressing, Step
from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account


class PressingForm(ActForm):
    title = "设定督办规则"
    button = "发布"
    explains = (
        "天数按工作日数：提醒写期限前几天（当日写 0），催办、督办写超期后第几天。"
        "每一项每一级只发一次；发布后不能再改，只能发布新的一版。"
    )

    def __init__(self, data: Any = None, *, held: Pressing, on: date) -> None:
        super().__init__(data)
        self.held = held
        self.fields["source"] = forms.CharField(label="依据", max_length=200, help_text="文件名和文号")
        self.fields["valid_from"] = DayField(label="施行日期", initial=on)
        for step in held.steps:
            key, said = step.level.lower(), step.level.label
            when = "期限前" if step.days <= 0 else "超期后"
            self.fields[f"{key}_days"] = forms.IntegerField(
                label=f"{said}（{step.colour.label}色）：{when}几个工作日",
                min_value=0 if step.days <= 0 else 1,
                max_value=60,
                initial=abs(step.days),
            )
            self.fields[f"{key}_tells"] = forms.MultipleChoiceField(
                label=f"{said}时告知",
                choices=Told.choices,
                widget=forms.CheckboxSelectMultiple,
                initial=list(step.tells),
            )
        self.fields["closes_own"] = forms.BooleanField(
            label="自己给自己登记的任务，办完即了结，不须他人销号", required=False, initial=held.closes_own
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        steps = tuple(self._step(one) for one in self.held.steps)
        pressing = Pressing(steps, closes_own=said["closes_own"], source=said["source"])
        services.set_pressing(pressing, valid_from=said["valid_from"], actor=actor, at=at)
        return f"自 {said['valid_from'].isoformat()} 起施行。"

    def _step(self, held: Step) -> Step:
        key = held.level.lower()
        days: int = self.cleaned_data[f"{key}_days"]
        tells = tuple(Told(one) for one in self.cleaned_data[f"{key}_tells"])
        return Step(held.level, -days if held.days <= 0 else days, held.colour, tells)
