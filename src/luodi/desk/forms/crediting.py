"""Splitting and handing over: each unit with its percent, what the others answer, and what the centre rules."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from luodi.crediting import services
from luodi.crediting.models import Agreement
from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.desk.forms.organisation import area_choices
from luodi.kernel.numerals import half_width
from luodi.ledger.services import Share
from luodi.organisation.models import Account, City, Unit
from luodi.projects.models import Project
from luodi.ui.addresses import url_with

_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<rest>[0-9]{1,2}))?%?")
_LEAST = 4


class PercentField(forms.CharField):
    """A percentage with at most two decimals; its basis points are kept, so nothing is ever rounded."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "如 33.33", "size": 8})
        super().__init__(max_length=8, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = half_width(super().clean(value)).strip()
        if not text:
            return None
        read = _PERCENT.fullmatch(text)
        if read is None:
            raise forms.ValidationError(f"“{text}”看不懂，请写成两位小数以内的百分数，如 33.33")
        return int(Decimal(text.rstrip("%")) * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value


@dataclass(frozen=True)
class Line:
    unit: forms.BoundField
    percent: forms.BoundField


class PartsForm(ActForm):
    """An act with a table of units and their parts; a line without a unit and a percent says nothing."""

    lines_title: ClassVar[str] = "各单位份额"

    def add_lines(self, city: City, on: date, held: Sequence[tuple[Unit, int]]) -> None:
        self.n_lines = max(_LEAST, len(held) + 2)
        units = Unit.objects.of(city.pk).active_on(on) | Unit.objects.filter(
            pk__in=[unit.pk for unit, _ in held]
        )
        for at in range(self.n_lines):
            unit, points = held[at] if at < len(held) else (None, None)
            self.fields[f"unit{at}"] = UnitField(
                among=units, label=f"单位 {at + 1}", required=False, initial=unit.code if unit else None
            )
            self.fields[f"percent{at}"] = PercentField(
                label=f"份额 {at + 1}（%）", required=False, initial=points
            )

    @property
    def lines(self) -> list[Line]:
        return [Line(self[f"unit{at}"], self[f"percent{at}"]) for at in range(self.n_lines)]

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields that are no line."""
        inside = {bound.name for line in self.lines for bound in (line.unit, line.percent)}
        return [bound for bound in self.visible_fields() if bound.name not in inside]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(self.n_lines):
            unit, points = cleaned.get(f"unit{at}"), cleaned.get(f"percent{at}")
            if unit is not None and not points and f"percent{at}" not in self.errors:
                self.add_error(f"percent{at}", f"请填写“{unit.short_name}”的份额，或不选这个单位")
            if unit is None and points:
                self.add_error(f"unit{at}", "请选择这一份额属于哪个单位")
        return cleaned

    @property
    def parts(self) -> tuple[Share, ...]:
        said = self.cleaned_data
        return tuple(
            Share(said[f"unit{at}"], said[f"percent{at}"])
            for at in range(self.n_lines)
            if said.get(f"unit{at}") is not None and said.get(f"percent{at}")
        )

    @property
    def by_unit(self) -> Mapping[int, int]:
        return {share.unit.pk: share.basis_points for share in self.parts}


def held_by(project: Project) -> list[tuple[Unit, int]]:
    shares = project.shares.select_related("unit").order_by("-basis_points", "id")
    return [(one.unit, one.basis_points) for one in shares] or [(project.unit, 10_000)]


class SplitForm(PartsForm):
    title = "提出分成"
    button = "提出"
    explains = (
        "份额写到两位小数，合计须正好 100.00%。表中每个单位都须同意；本单位提出即视为同意。"
        "各方同意后自动生效，全市的数只计一次，单位表可按份额或按参与看。"
    )

    def __init__(self, data: Any = None, *, project: Project, on: date) -> None:
        super().__init__(data)
        self.project = project
        self.add_lines(project.city, on, held_by(project))
        self.fields["how"] = forms.ChoiceField(
            label="性质",
            choices=[
                ("change", "变更：从生效日期起按新份额，此前不变"),
                ("correct", "更正：从来就该是这一份额（已认定的须认定员采纳）"),
            ],
            widget=forms.RadioSelect,
            initial="change",
        )
        self.fields["effective_on"] = DayField(
            label="生效日期", initial=on, required=False, help_text="不晚于今天；更正不填"
        )
        self.fields["reason"] = forms.CharField(label="理由", max_length=400)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("how") == "change" and not cleaned.get("effective_on"):
            self.add_error("effective_on", "变更须写明生效日期")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = services.Split(
            project=self.project,
            parts=self.parts,
            reason=said["reason"],
            effective_on=said["effective_on"] if said["how"] == "change" else None,
        )
        made = services.propose_split(new, actor=actor, at=at)
        self.leads_to = url_with("agreement", made.code)
        return f"{made.code}：{made.outcome}。"


class TransferForm(PartsForm):
    title = "提出移交"
    button = "提出"
    explains = (
        "接收单位和表中每个单位都须同意，中心可以裁定。从移交日期起由接收单位负责，此前的数据仍属原单位。"
        "份额从移交日期起算，合计须正好 100.00%。"
    )

    def __init__(self, data: Any = None, *, project: Project, on: date) -> None:
        super().__init__(data)
        self.project = project
        others = Unit.objects.of(project.city_id).active_on(on).exclude(pk=project.unit_id)
        self.fields["to_unit"] = UnitField(among=others, label="接收单位")
        self.fields["effective_on"] = DayField(label="移交日期", initial=on, help_text="不晚于今天")
        self.fields["area"] = forms.ChoiceField(
            label="移交后落地县区（园区）",
            required=False,
            choices=[("", "不变"), *area_choices(project.city, on)[1:]],
        )
        self.fields["reason"] = forms.CharField(label="理由", max_length=400)
        self.add_lines(project.city, on, [])

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = services.Transfer(
            project=self.project,
            to_unit=said["to_unit"],
            parts=self.parts or (Share(said["to_unit"], 10_000),),
            reason=said["reason"],
            effective_on=said["effective_on"],
            area=said["area"],
        )
        made = services.propose_transfer(new, actor=actor, at=at)
        self.leads_to = url_with("agreement", made.code)
        return f"{made.code}：{made.outcome}。"


class AgreementForm(ActForm):
    """An act on an agreement by one of the units that it asks, or by who proposed it."""

    def __init__(self, data: Any = None, *, agreement: Agreement, own: Sequence[Unit] = ()) -> None:
        super().__init__(data)
        self.agreement = agreement
        self.build(own)

    def build(self, own: Sequence[Unit]) -> None:
        """Add the act's fields; ``own`` are the units that the account may answer for."""


class AnswerForm(AgreementForm):
    title = "答复"
    button = "提交答复"

    def build(self, own: Sequence[Unit]) -> None:
        self.own = {unit.code: unit for unit in own}
        self.fields["unit"] = forms.ChoiceField(
            label="代表单位", choices=[(unit.code, unit.short_name) for unit in own]
        )
        self.fields["answer"] = forms.ChoiceField(
            label="答复",
            choices=[("yes", "同意"), ("no", "不同意")],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = forms.CharField(
            label="理由", max_length=400, required=False, help_text="不同意时必填"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        unit, known = self.own[said["unit"]], self.agreement
        if said["answer"] == "no":
            services.refuse(agreement=known, unit=unit, reason=said["reason"], actor=actor, at=at)
            return "已答复不同意，提出方和中心会收到。"
        row = services.consent(agreement=known, unit=unit, actor=actor, at=at)
        return f"已答复同意。{row.outcome}。"


class WithdrawAgreementForm(AgreementForm):
    title = "撤回约定"
    button = "撤回"
    is_grave = True

    def build(self, own: Sequence[Unit]) -> None:
        self.fields["reason"] = forms.CharField(label="撤回理由", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.withdraw_agreement(agreement=self.agreement, reason=reason, actor=actor, at=at)
        return "已撤回。"


class RuleAgreementForm(PartsForm):
    title = "中心裁定"
    button = "裁定"
    explains = "裁定即生效，并连同理由告知各方。份额可以改成中心认定的份额，合计须正好 100.00%。"

    def __init__(self, data: Any = None, *, agreement: Agreement, on: date) -> None:
        super().__init__(data)
        self.agreement = agreement
        self.fields["adopt"] = forms.ChoiceField(
            label="裁定",
            choices=[("yes", "支持：按下表份额生效"), ("no", "不予支持：维持现状")],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = forms.CharField(
            label="裁定理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )
        parties = agreement.parties.select_related("unit").filter(basis_points__gt=0)
        self.add_lines(agreement.city, on, [(one.unit, one.basis_points) for one in parties])

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        adopt = said["adopt"] == "yes"
        row = services.rule_agreement(
            agreement=self.agreement,
            adopt=adopt,
            reason=said["reason"],
            actor=actor,
            at=at,
            parts=self.by_unit if adopt else None,
        )
        return f"{row.outcome}。"
