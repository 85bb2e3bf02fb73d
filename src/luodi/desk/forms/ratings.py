"""Rating rounds and self-assessments: opened, marked on a phone, closed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from luodi.assessment import services
from luodi.assessment.models import Group, RatingMark, RatingRound, RatingSeat, SelfScore, SelfSheet
from luodi.assessment.record_rules import RatingRefused, SelfScoreRefused, read_number
from luodi.assessment.selectors.scheme_inputs import Asked, ItemAsked
from luodi.assessment.services import Mark, NewRound, Said
from luodi.desk.acting import ActForm
from luodi.desk.forms.actions import business_accounts
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account
from luodi.ui.addresses import url_with

_DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}


class NewRoundForm(ActForm):
    """``asked`` are the kinds of raters that the scheme names for the input."""

    title = "发起评议"
    button = "发起"
    explains = (
        "评议人各评各的，不评本单位和上下级单位；被评单位看不到谁评了多少分。"
        "到期没有评的记为未评，按考核办法处理。得分表上写各类平均分，每一类至少安排三名为宜。"
    )

    def __init__(
        self, data: Any = None, *, group: Group, code: str, name: str, asked: Asked, on: date
    ) -> None:
        super().__init__(data)
        self.group, self.code, self.asked = group, code, asked
        accounts = business_accounts(group.city_id).filter(is_active=True).select_related("person", "unit")
        rows = accounts.order_by("unit__rank_order", "id")
        self.accounts = {one.login: one for one in rows}
        choices = [(one.login, f"{one.unit_name}　{one.display_name}") for one in self.accounts.values()]
        self.fields["title"] = forms.CharField(label="名称", max_length=80, initial=f"{group}{name}")
        self.fields["opens_on"] = DayField(label="开始日期", initial=on)
        self.fields["closes_on"] = DayField(
            label="截止日期", initial=on + timedelta(days=7), help_text="当日有效"
        )
        for kind in asked.kinds:
            self.fields[f"kind_{kind['kind']}"] = forms.MultipleChoiceField(
                label=f"评议人：{kind['title']}",
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "many-checks"}),
            )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        raters = [
            (self.accounts[login], kind["kind"])
            for kind in self.asked.kinds
            for login in said[f"kind_{kind['kind']}"]
        ]
        new = NewRound(
            group=self.group,
            input=self.code,
            title=said["title"],
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            raters=raters,
        )
        made = services.open_round(new, actor=actor, at=at)
        self.leads_to = url_with("rating", made.pk)
        return f"已发起，{len(raters)} 名评议人收到提醒。"

    def seen(self, field: str) -> str | None:
        return super().seen(f"kind_{self.asked.kinds[0]['kind']}" if field == "raters" else field)


class MarksForm(ActForm):
    """One rater's marks: a number and a word for each of those that he rates."""

    title = "评议打分"
    button = "保存"

    def __init__(self, data: Any = None, *, seat: RatingSeat, marks: Sequence[RatingMark]) -> None:
        super().__init__(data)
        self.seat, self.marks = seat, marks
        scale = f"{seat.round.scale:f}".rstrip("0").rstrip(".") if "." in f"{seat.round.scale:f}" else ""
        self.scale = scale or f"{seat.round.scale:f}"
        for one in marks:
            given = "" if one.points is None else f"{one.points.normalize():f}"
            self.fields[one.key] = forms.CharField(
                label=one.name,
                required=False,
                max_length=8,
                initial=given,
                widget=forms.TextInput(attrs={**_DECIMAL, "placeholder": f"0—{self.scale}"}),
            )
            self.fields[f"r_{one.key}"] = forms.CharField(
                label=f"对{one.name}的意见",
                required=False,
                max_length=200,
                initial=one.remark,
                widget=forms.TextInput(attrs={"placeholder": "意见（选填）"}),
            )

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[one.key], self[f"r_{one.key}"]) for one in self.marks]

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        marks = {}
        for one in self.marks:
            text = said[one.key].strip()
            points = read_number(text, refusal=RatingRefused, field=one.key) if text else None
            marks[one.key] = Mark(points, said[f"r_{one.key}"])
        given, of = services.submit_marks(seat=self.seat, marks=marks, actor=actor, at=at)
        return f"已保存：评了 {given} 个，{'全部评完' if given == of else f'还有 {of - given} 个没有评'}。"


class CloseRoundForm(ActForm):
    title = "结束评议"
    button = "结束"
    is_grave = True

    def __init__(self, data: Any = None, *, round_: RatingRound, n_missing: int) -> None:
        super().__init__(data)
        self.round = round_
        self.explains = (
            f"结束后不能再评；还有 {n_missing} 票没有评，记为未评，按考核办法处理。"
            if n_missing
            else "全部评完，结束后不能再改。"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.close_round(round_=self.round, actor=actor, at=at)
        return "评议已结束。"


class CallForm(ActForm):
    title = "布置自评"
    button = "布置"
    explains = "本组各成员收到提醒，按考核办法逐项自评打分；自评分与考核得分并列显示，不参与计分。"

    def __init__(self, data: Any = None, *, group: Group, on: date) -> None:
        super().__init__(data)
        self.group = group
        self.fields["ends_on"] = DayField(label="考核日", initial=on, help_text="自评到哪一天为止的工作")
        self.fields["due_on"] = DayField(
            label="报送期限", initial=on + timedelta(days=7), help_text="当日有效"
        )
        self.fields["note"] = forms.CharField(
            label="要求", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        call = services.call_for_self_scores(
            group=self.group,
            ends_on=said["ends_on"],
            due_on=said["due_on"],
            note_text=said["note"],
            actor=actor,
            at=at,
        )
        return f"已布置，{call.sheets.count()} 个成员收到提醒。"


class SelfScoreForm(ActForm):
    """A member's own points of each item, saved as a draft or submitted."""

    title = "自评"
    button = "报送"

    def __init__(
        self,
        data: Any = None,
        *,
        sheet: SelfSheet,
        items: Sequence[ItemAsked],
        held: dict[str, SelfScore],
    ) -> None:
        super().__init__(data)
        self.sheet, self.items = sheet, items
        for one in items:
            row = held.get(one.code)
            self.fields[one.code] = forms.CharField(
                label=one.name,
                required=False,
                max_length=12,
                initial=f"{row.points.normalize():f}" if row else "",
                widget=forms.TextInput(attrs=_DECIMAL),
            )
            self.fields[f"r_{one.code}"] = forms.CharField(
                label=f"{one.name}的说明", required=False, max_length=400, initial=row.remark if row else ""
            )

    @property
    def lines(self) -> list[tuple[ItemAsked, forms.BoundField, forms.BoundField]]:
        return [(one, self[one.code], self[f"r_{one.code}"]) for one in self.items]

    def act(self, *, actor: Account, at: datetime) -> str:
        said, submits = self.cleaned_data, "draft" not in self.data
        told = {}
        for one in self.items:
            text = said[one.code].strip()
            points = read_number(text, refusal=SelfScoreRefused, field=one.code) if text else None
            told[one.code] = Said(points, said[f"r_{one.code}"])
        services.save_self_scores(sheet=self.sheet, said=told, submits=submits, actor=actor, at=at)
        return "已报送自评。" if submits else "已保存，还没有报送。"
