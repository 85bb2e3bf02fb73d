"""Objections to a provisional result: raised, taken back, ruled, reckoned with."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from luodi.assessment import services
from luodi.assessment.models import Objection, ObjectionCorrection, Run, RunScore
from luodi.assessment.objection_rules import MOST_WORKDAYS, CorrectedInput, ObjectionRefused, Terms
from luodi.assessment.record_rules import read_number
from luodi.assessment.record_sheets import NOTHING
from luodi.assessment.selectors.objections import Correctable
from luodi.assessment.services import NewObjection, Verdict
from luodi.desk.acting import ActForm
from luodi.desk.forms.assessment_records import evidence_field, evidence_of
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account
from luodi.ui.addresses import url_with

_LINES = 3


class NewObjectionForm(ActForm):
    title = "提出异议"
    button = "提出"

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        score: RunScore,
        items: Sequence[tuple[str, str]],
        item: str,
    ) -> None:
        super().__init__(data, files)
        self.score = score
        until = score.run.objections_until
        day = until.isoformat() if until else "公示截止"
        self.explains = f"异议期到 {day} 为止。写明哪里不对、应当是多少、依据是什么；由中心裁定并答复。"
        self.fields["item"] = forms.ChoiceField(
            label="考核项", required=False, choices=[("", "总分、名次或其他"), *items], initial=item
        )
        self.fields["text"] = forms.CharField(
            label="异议内容和理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
        )
        self.fields["file"] = evidence_field()

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewObjection(score=self.score, text=said["text"], item=said["item"])
        made = services.raise_objection(new, evidence=evidence_of(said["file"]), actor=actor, at=at)
        self.leads_to = url_with("objection", made.pk)
        return f"异议 {made.code} 已提出，等待裁定。"


class WithdrawObjectionForm(ActForm):
    title = "撤回异议"
    button = "撤回"
    explains = "撤回后在异议期内可以重新提出。"
    is_grave = True

    reason = forms.CharField(label="撤回理由", max_length=400)

    def __init__(self, data: Any = None, *, objection: Objection) -> None:
        super().__init__(data)
        self.objection = objection

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.withdraw_objection(objection=self.objection, reason=reason, actor=actor, at=at)
        return "已撤回。"


class RuleObjectionForm(ActForm):
    """A ruling; an upheld objection corrects up to a few inputs, each with its reason."""

    title = "裁定异议"
    button = "裁定"
    explains = (
        "裁定连同理由告知提出单位。异议成立的，写明更正哪个数、更正为多少；裁定后由中心按更正重新计算。"
    )

    def __init__(self, data: Any = None, *, objection: Objection, inputs: Sequence[Correctable]) -> None:
        super().__init__(data)
        self.objection = objection
        self.fields["verdict"] = forms.ChoiceField(
            label="裁定",
            choices=[("yes", "异议成立：更正数据"), ("no", "异议不成立：维持原结果")],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = forms.CharField(
            label="裁定理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
        )
        choices = [("", "不更正"), *((one.code, _said(one)) for one in inputs)]
        for nth in range(_LINES):
            more = "" if nth == 0 else f" {nth + 1}"
            self.fields[f"input{nth}"] = forms.ChoiceField(
                label=f"更正哪个数{more}", required=False, choices=choices
            )
            self.fields[f"value{nth}"] = forms.CharField(
                label=f"更正为{more}",
                required=False,
                max_length=30,
                help_text="没有数的填“—”" if nth == 0 else "",
            )
            self.fields[f"why{nth}"] = forms.CharField(
                label=f"更正依据{more}", required=False, max_length=400
            )

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}{nth}"] for name in ("input", "value", "why")] for nth in range(_LINES)]

    def seen(self, field: str) -> str | None:
        return super().seen(f"{field}0" if field in ("input", "value", "why") else field)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        upheld = said["verdict"] == "yes"
        verdict = Verdict(
            upheld=upheld, reason=said["reason"], corrections=self._corrections() if upheld else ()
        )
        row = services.rule_objection(objection=self.objection, verdict=verdict, actor=actor, at=at)
        return f"已裁定：{row.get_state_display()}。"

    def _corrections(self) -> list[CorrectedInput]:
        said = self.cleaned_data
        return [
            CorrectedInput(said[f"input{nth}"], self._value(nth), said[f"why{nth}"])
            for nth in range(_LINES)
            if said[f"input{nth}"]
        ]

    def _value(self, nth: int) -> Decimal | None:
        text = self.cleaned_data[f"value{nth}"].strip()
        if not text:
            raise ObjectionRefused("请填写更正为多少；没有数的填“—”", field=f"value{nth}")
        return None if text in NOTHING else read_number(text, refusal=ObjectionRefused, field=f"value{nth}")


class ApplyForm(ActForm):
    title = "按裁定重新计算"
    button = "重新计算"

    def __init__(self, data: Any = None, *, run: Run, waiting: Sequence[ObjectionCorrection]) -> None:
        super().__init__(data)
        self.run = run
        told = "；".join(f"{one.objection.name} {one.title}" for one in waiting[:6])
        self.explains = (
            f"更正 {len(waiting)} 个数：{told}。其余数据不变，新结果代替第{run.number}次计算，原结果留存。"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        new = services.apply_rulings(run=self.run, actor=actor, at=at)
        return f"已重新计算，结果为第{new.number}次。"


class ObjectionTermsForm(ActForm):
    title = "设定异议期"
    button = "设定"
    explains = "只影响以后公示的结果；已经公示的按公示时写明的日期。"

    def __init__(self, data: Any = None, *, terms: Terms, on: date) -> None:
        super().__init__(data)
        self.fields["workdays"] = forms.IntegerField(
            label="异议期（工作日）", min_value=1, max_value=MOST_WORKDAYS, initial=terms.workdays
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on)
        self.fields["source"] = forms.CharField(label="依据", max_length=200, help_text="文件名和文号")

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.set_objection_terms(**self.cleaned_data, actor=actor, at=at)
        return f"已设定：从 {row.valid_from.isoformat()} 起异议期 {row.workdays} 个工作日。"


def _said(one: Correctable) -> str:
    return f"{one.title}（现为 {one.was}{one.unit if one.was[-1:].isdigit() else ''}）"
