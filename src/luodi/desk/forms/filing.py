"""The acts of a monthly filing: declare, accept, return, close, and what the centre sets."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.filing import rules, services
from luodi.filing.choices import FilingState
from luodi.filing.rules import MonthRefused
from luodi.filing.selectors import Cell
from luodi.organisation.models import Account, City, Unit

COMPLETE, NIL, INCOMPLETE = "complete", "nil", "incomplete"


class MonthField(forms.CharField):
    """A month, as 2020-07."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2020-07"})
        super().__init__(max_length=7, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return rules.parse_month(text)
        except MonthRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class MonthForm(ActForm):
    """An act on one unit's month; ``version`` is the filing's that was seen, 0 before there is any."""

    def __init__(self, data: Any = None, *, unit: Unit, month: date, cell: Cell | None) -> None:
        version = cell.filing.version if cell and cell.filing else 0
        super().__init__(data, initial={"version": version})
        self.unit, self.month = unit, month
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen_version(self) -> int:
        return int(self.cleaned_data["version"])


class DeclareForm(MonthForm):
    title = "申报本月填报"
    button = "申报"

    def __init__(
        self, data: Any = None, *, unit: Unit, month: date, cell: Cell | None, actor: Account
    ) -> None:
        super().__init__(data, unit=unit, month=month, cell=cell)
        self.fields["said"] = forms.ChoiceField(
            label="本月情况",
            choices=[
                (COMPLETE, "已报齐：本月该报的都已登记"),
                (NIL, "本月无新增：零报告"),
                (INCOMPLETE, "未报齐：说明原因和预计日期"),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "请选择本月情况"},
        )
        self.fields["reason"] = forms.CharField(
            label="未报齐的原因", max_length=400, required=False, help_text="选“未报齐”时必填"
        )
        self.fields["expected_on"] = DayField(
            label="预计报齐日期", required=False, help_text="选“未报齐”时必填"
        )
        if actor.unit_id != unit.pk:
            self.explains = (
                f"您的单位是{actor.unit.short_name}，将记为{actor.unit.short_name}代{unit.short_name}申报。"
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("said") == INCOMPLETE:
            for name, message in (("reason", "未报齐须写明原因"), ("expected_on", "请写明预计哪天报齐")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        if said["said"] == INCOMPLETE:
            services.declare_incomplete(
                unit=self.unit,
                month=self.month,
                reason=said["reason"],
                expected_on=said["expected_on"],
                actor=actor,
                at=at,
                expected_version=self.seen_version,
            )
            return "已说明未报齐；报齐后请再来申报。"
        services.declare_month(
            unit=self.unit,
            month=self.month,
            is_nil=said["said"] == NIL,
            actor=actor,
            at=at,
            expected_version=self.seen_version,
        )
        return f"已申报{rules.month_label(self.month)}，等待中心受理。"


class AcceptForm(MonthForm):
    title = "受理"
    button = "受理"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.accept_filing(
            unit=self.unit, month=self.month, actor=actor, at=at, expected_version=self.seen_version
        )
        return f"已受理{self.unit.short_name}{rules.month_label(self.month)}的填报。"


class ReturnForm(MonthForm):
    title = "退回填报"
    button = "退回"
    is_grave = True
    explains = "退回后由该单位补正并重新申报；原因会通知该单位，并计入退回次数。"

    def __init__(self, data: Any = None, *, unit: Unit, month: date, cell: Cell | None) -> None:
        super().__init__(data, unit=unit, month=month, cell=cell)
        self.fields["reason"] = forms.CharField(
            label="退回原因", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.return_filing(
            unit=self.unit,
            month=self.month,
            reason=self.cleaned_data["reason"],
            actor=actor,
            at=at,
            expected_version=self.seen_version,
        )
        return f"已退回{self.unit.short_name}{rules.month_label(self.month)}的填报，并已通知。"


class CloseForm(ActForm):
    """One field per unit that has not been accepted: without a reason the month stays open."""

    title = "结账"
    button = "结账"
    is_grave = True

    def __init__(self, data: Any = None, *, city: City, month: date, cells: Sequence[Cell]) -> None:
        super().__init__(data)
        self.city, self.month = city, month
        self.left = [cell for cell in cells if cell.state != FilingState.ACCEPTED]
        label = rules.month_label(month)
        self.explains = f"{label}结账后不能重开：以后补登记的算补报，更正会标明涉及已结账月份。" + (
            f"还有 {len(self.left)} 个单位没有受理，须逐一写明例外原因。" if self.left else ""
        )
        for cell in self.left:
            self.fields[f"unit_{cell.unit.pk}"] = forms.CharField(
                label=f"{cell.unit.short_name}（{cell.state.label}）",
                max_length=400,
                help_text="作为例外结账的原因",
            )
        self.fields["remark"] = forms.CharField(label="说明", max_length=400, required=False)
        self.fields["agreed"] = forms.BooleanField(
            label="已知悉结账后不能重开", error_messages={"required": "请确认结账后不能重开"}
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.close_month(
            city=self.city,
            month=self.month,
            exceptions={cell.unit.pk: said[f"unit_{cell.unit.pk}"] for cell in self.left},
            remark=said["remark"],
            actor=actor,
            at=at,
        )
        return f"{rules.month_label(self.month)}已结账。"


class DeadlineForm(ActForm):
    title = "设定填报截止日"
    explains = "从起始月份起生效；以前月份仍按当时的截止日计。截止日由本市规定，系统不作规定。"

    def __init__(self, data: Any = None, *, city: City, on: date, present: rules.Deadline) -> None:
        super().__init__(data)
        self.city = city
        self.fields["since"] = MonthField(label="起始月份", initial=rules.month_text(on))
        self.fields["where"] = forms.ChoiceField(
            label="截止日在",
            choices=[("next", "次月"), ("same", "当月")],
            initial="next" if present.in_next_month else "same",
        )
        self.fields["day"] = forms.IntegerField(
            label="几日", initial=present.day, help_text="当月没有这一天的，以月末为准"
        )
        self.fields["remind_days"] = forms.IntegerField(
            label="提前几天提醒", initial=present.remind_days, help_text="0—15；逾期后再各催一次"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.set_deadline(
            city=self.city,
            since=said["since"],
            day=said["day"],
            in_next_month=said["where"] == "next",
            remind_days=said["remind_days"],
            actor=actor,
            at=at,
        )
        return f"已设定：{rules.month_label(said['since'])}起生效。"


class DutyForm(ActForm):
    title = "设定填报单位"
    explains = "没有设定的单位，自首次有本单位台账员的月份起须填报。设定只对未结账的月份有效。"

    def __init__(self, data: Any = None, *, city: City, on: date, unit_code: str = "") -> None:
        super().__init__(data, initial={"unit": unit_code})
        self.fields["unit"] = UnitField.of_city(city, on, label="单位")
        self.fields["since"] = MonthField(label="起始月份", initial=rules.month_text(on))
        self.fields["files"] = forms.ChoiceField(
            label="是否填报", choices=[("yes", "须填报"), ("no", "不填报")]
        )
        self.fields["reason"] = forms.CharField(label="说明", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        files = said["files"] == "yes"
        services.set_duty(
            unit=said["unit"], since=said["since"], files=files, reason=said["reason"], actor=actor, at=at
        )
        what = "须填报" if files else "不填报"
        return f"{said['unit'].short_name}自{rules.month_label(said['since'])}起{what}。"
