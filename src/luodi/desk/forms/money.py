"""Funds in place, capital increases and milestones of a project; and correcting one such record."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import once_field
from luodi.desk.asking import EVER_SINCE
from luodi.desk.forms.fields import AmountField, DayField, VagueDateField
from luodi.desk.forms.projects import ProjectForm
from luodi.figures.compute import compute
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Capital, FactKind, Proof, Standing
from luodi.organisation.models import Account
from luodi.projects import services
from luodi.projects.models import Project
from luodi.projects.selectors import MilestoneItem
from luodi.projects.services.amending import get_record

YUAN = "CNY"
CURRENCIES = [
    (YUAN, "人民币"), ("USD", "美元"), ("HKD", "港元"), ("EUR", "欧元"), ("JPY", "日元"), ("KRW", "韩元"),
    ("TWD", "新台币"), ("SGD", "新加坡元"), ("GBP", "英镑"), ("AUD", "澳大利亚元"), ("CAD", "加拿大元"),
]  # fmt: skip
_RATE = ("rate", "rate_on", "rate_source")


class AmountForm(ProjectForm):
    """Money that may be foreign; then with the rate that makes Yuan of it."""

    def add_amount(self, label: str) -> None:
        """Put the amount, its currency and the rate into the form."""
        self.fields["amount"] = AmountField(
            label=label, help_text="人民币填万元（或写明亿元）；外币填原币，单位万"
        )
        self.fields["currency"] = forms.ChoiceField(label="币种", choices=CURRENCIES)
        self.fields["rate"] = forms.DecimalField(
            label="汇率", required=False, min_value=0, max_digits=14, decimal_places=6,
            help_text="1 单位外币合人民币多少元；外币必填",
        )  # fmt: skip
        self.fields["rate_on"] = DayField(label="汇率日期", required=False, help_text="外币必填")
        self.fields["rate_source"] = forms.CharField(
            label="汇率来源", required=False, max_length=120, help_text="外币必填，如 中国外汇交易中心中间价"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("currency", YUAN) != YUAN:
            for name in _RATE:
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, "外币须写明汇率、汇率日期和汇率来源")
        return cleaned

    @property
    def money(self) -> Yuan | ForeignMoney:
        said = self.cleaned_data
        amount: Yuan = said["amount"]
        if said["currency"] == YUAN:
            return amount
        return ForeignMoney(
            said["currency"], amount.fen, said["rate"], said["rate_on"], said["rate_source"].strip()
        )


class FundsForm(AmountForm):
    title = "登记到位资金"
    button = "登记"
    explains = "逐笔登记，按到位日期计入。由认定员凭佐证认定；被退回的一笔不计入任何数字。"

    def build(self) -> None:
        self.fields["once"] = once_field()
        self.fields["occurred_on"] = VagueDateField(label="到位日期", help_text="不晚于今天；可以只写到月")
        self.add_amount("到位金额")
        self.fields["proof"] = forms.ChoiceField(label="佐证类别", choices=[("", "请选择"), *Proof.choices])
        self.fields["capital"] = forms.ChoiceField(label="内外资", choices=[("", "请选择"), *Capital.choices])
        self.fields["note"] = forms.CharField(label="说明", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        entry = services.FundsEntry(
            project=self.project,
            occurred_on=said["occurred_on"],
            amount=self.money,
            proof=Proof(said["proof"]),
            capital=Capital(said["capital"]),
            note=said["note"],
        )
        try:
            services.record_funds([entry], actor=actor, at=at, once=said["once"])
        except ledger.RecordedBefore:
            return "这张表单已经提交过，没有重复登记。"
        return f"已登记到位资金，待认定。{_above(self.project, self.on)}"


class IncreaseForm(AmountForm):
    title = "登记增资"
    button = "登记"
    explains = "增资只计增加的部分：原签约金额不变，总投资从增资日起按新的数。由认定员认定。"

    def build(self) -> None:
        self.fields["once"] = once_field()
        self.fields["occurred_on"] = VagueDateField(label="增资日期", help_text="不晚于今天")
        self.add_amount("增资金额")
        self.fields["new_total"] = AmountField(
            label="增资后总投资", required=False, help_text="不填则为现在的总投资加增资金额"
        )
        self.fields["note"] = forms.CharField(label="说明", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        command = services.Increase(
            project=self.project,
            occurred_on=said["occurred_on"],
            amount=self.money,
            new_total=said["new_total"],
            note=said["note"],
            expected_version=self.version,
        )
        try:
            services.record_increase(command, actor=actor, at=at, once=said["once"])
        except ledger.RecordedBefore:
            return "这张表单已经提交过，没有重复登记。"
        return "已登记增资，待认定。"


class MilestoneForm(ProjectForm):
    """What is known of one step: ``item`` is how it stands."""

    title = "登记里程碑"
    button = "登记"

    def __init__(self, data: Any = None, *, item: MilestoneItem, **known: Any) -> None:
        self.item = item
        super().__init__(data, **known)

    def present(self) -> dict[str, Any]:
        return {
            "planned": self.item.planned,
            "not_applicable": self.item.not_applicable,
            "note": self.item.said,
        }

    def build(self) -> None:
        about = f"（{self.item.note}）" if self.item.note else ""
        self.explains = f"{self.item.name}{about}。完成日期由认定员认定后计入。"
        self.fields["occurred_on"] = VagueDateField(
            label="完成日期", required=False, help_text="不晚于今天；可以只写到月"
        )
        self.fields["planned"] = VagueDateField(label="计划日期", required=False)
        self.fields["not_applicable"] = forms.CharField(
            label="不涉及的原因", max_length=200, required=False, help_text="本项目没有这一步时填写"
        )
        self.fields["note"] = forms.CharField(label="说明", max_length=200, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        record = services.MilestoneRecord(
            project=self.project,
            code=self.item.code,
            occurred_on=said["occurred_on"],
            planned=said["planned"],
            not_applicable=said["not_applicable"],
            note=said["note"],
            expected_version=self.version,
        )
        services.record_milestones([record], actor=actor, at=at)
        return f"{self.item.name}已登记{'，待认定' if said['occurred_on'] else ''}。"


class RecordForm(AmountForm):
    """Correct one record or take it back; ``ordinal`` names it."""

    title = "更正记录"
    button = "提交更正"
    explains = "已认定的记录，更正须由认定员采纳后生效。原记录连同原因留存。"

    def __init__(self, data: Any = None, *, ordinal: int, **known: Any) -> None:
        self.ordinal = ordinal
        super().__init__(data, **known)

    def build(self) -> None:
        record = get_record(self.project, self.ordinal)
        before = ledger.version_of(record)
        self.kind = before.kind
        self.fields["occurred_on"] = VagueDateField(label="日期", initial=before.occurred)
        if self.kind != FactKind.PROJECT_MILESTONE:
            self._add_money(before)
        if self.kind == FactKind.PROJECT_FUNDS:
            self.fields["proof"] = forms.ChoiceField(
                label="佐证类别", choices=Proof.choices, initial=before.category
            )
        if self.kind != FactKind.PROJECT_INCREASE:
            self.fields["withdrawn"] = forms.BooleanField(
                label="撤销这条记录（从来没有这件事）", required=False
            )
        self.fields["reason"] = forms.CharField(
            label="更正原因", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )

    def _add_money(self, before: ledger.NewFact) -> None:
        self.add_amount("金额")
        amount = before.amount
        if isinstance(amount, ForeignMoney):
            told = {"amount": Yuan(amount.cents), "currency": amount.currency, "rate": amount.rate}
            told |= {"rate_on": amount.rate_on, "rate_source": amount.rate_source}
            for name, value in told.items():
                self.fields[name].initial = value
        else:
            self.fields["amount"].initial = amount
        self.fields["capital"] = forms.ChoiceField(
            label="内外资", choices=[("", "不分"), *Capital.choices], initial=before.capital, required=False
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        waits = services.correct_record(
            project=self.project,
            ordinal=self.ordinal,
            corrections=self._corrections(),
            reason=self.cleaned_data["reason"],
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return "更正已提交，待认定员采纳。" if waits else "已更正。"

    def _corrections(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("withdrawn"):
            return {"withdrawn": True}
        told: dict[str, object] = {"occurred": said["occurred_on"]}
        if self.kind != FactKind.PROJECT_MILESTONE:
            told["amount"] = self.money
            told |= {"capital": said["capital"]} if said["capital"] else {}
        if self.kind == FactKind.PROJECT_FUNDS:
            told["category"] = said["proof"]
        return told


def _above(project: Project, on: date) -> str:
    """Say so when more is claimed than the total investment."""
    total = project.total
    scope = Scope.CITY.narrowed(Dimension.PROJECT, project.code, project.code)
    in_all = compute(
        "funds.amount",
        city=project.city,
        period=Period.between(EVER_SINCE, on),
        scope=scope,
        standing=Standing.CLAIMED,
    ).exact
    if total is None or in_all <= total.fen:
        return ""
    return f"注意：累计到位已超过总投资 {Yuan(in_all - total.fen).show_wan(trim=True)} 万元，请核对；如有增资请登记。"
