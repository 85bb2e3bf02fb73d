"""A version of a fee rule, filled in line by line: on what, for whom, from where on, how much."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.agencies import feerules, services
from luodi.agencies.choices import Base, Case, Method, Milestone
from luodi.agencies.feerules import Band, Conditions, FeeTerms
from luodi.agencies.models import FeeRule
from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import AmountField, DayField
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger.kinds import Proof
from luodi.organisation.models import Account
from luodi.ui.addresses import url_with

N_LINES = 10
_BLANK = ("", "—")


class FeeRuleForm(ActForm):
    """The first version of a new rule, or the next one of a rule that is there."""

    title = "设定奖励办法"
    button = "发布"
    explains = (
        "每一版发布后不能再改，只能发布新版；引荐按备案之日施行的版本计算。"
        "标准写成 2‰、1.5% 或 每满1亿元奖1万元；同一计费基数只按一种情形分类。"
    )

    def __init__(self, data: Any = None, *, on: date, rule: FeeRule | None = None) -> None:
        super().__init__(data)
        self.rule = rule
        last = rule.versions.last() if rule else None
        held = feerules.parse(last.content) if last else None
        if rule is None:
            self.fields["name"] = forms.CharField(label="名称", max_length=120)
        self._head(on, held)
        self._lines(held)
        self._conditions(held.conditions if held else Conditions())

    def _head(self, on: date, held: FeeTerms | None) -> None:
        self.fields["source"] = forms.CharField(label="依据", max_length=200, help_text="文件名和文号")
        self.fields["valid_from"] = DayField(label="施行日期", initial=on)
        self.fields["method"] = forms.ChoiceField(
            label="分档方式",
            choices=[
                (Method.FLAT, "分档全额：全部金额按所在档计"),
                (Method.PROGRESSIVE, "超额累进：各档分别计"),
            ],
            initial=held.method if held else Method.FLAT,
        )
        self.fields["cap"] = AmountField(
            label="封顶",
            required=False,
            initial=_yuan(held.cap if held else None),
            help_text="万元；不封顶的留空",
        )
        self.fields["less_land"] = forms.BooleanField(
            label="到位资金扣除土地价款", required=False, initial=held.less_land if held else False
        )
        self.fields["within"] = _months("到位资金只计几个月内的", held.within if held else None)
        self.fields["after"] = forms.ChoiceField(
            label="从哪一环节起算",
            choices=Milestone.choices,
            initial=held.after if held else Milestone.SIGNED,
        )
        self.fields["proofs"] = forms.MultipleChoiceField(
            label="只认这些凭据",
            required=False,
            choices=Proof.choices,
            initial=sorted(held.proofs) if held else [],
            widget=forms.CheckboxSelectMultiple,
            help_text="不选即各种凭据都认",
        )

    def _lines(self, held: FeeTerms | None) -> None:
        bands = list(held.bands) if held else []
        for at in range(N_LINES):
            band = bands[at] if at < len(bands) else None
            first = Base.FUNDS if at == 0 else ""
            self.fields[f"base{at}"] = forms.ChoiceField(
                label="计费基数",
                required=False,
                choices=[_BLANK, *Base.choices],
                initial=band.base if band else first,
            )
            self.fields[f"case{at}"] = forms.ChoiceField(
                label="适用情形",
                required=False,
                choices=Case.choices,
                initial=band.case if band else Case.ANY,
            )
            self.fields[f"start{at}"] = AmountField(
                label="起点", required=False, initial=_yuan(band.start if band else None)
            )
            self.fields[f"rate{at}"] = forms.CharField(
                label="标准", required=False, max_length=40, initial=band.rate.show() if band else ""
            )

    def _conditions(self, held: Conditions) -> None:
        self.fields["minimum"] = AmountField(
            label="起奖投资额",
            required=False,
            initial=_yuan(held.minimum),
            help_text="达不到的一律不奖；没有的留空",
        )
        self.fields["filed_first"] = forms.BooleanField(
            label="须先备案后签约", required=False, initial=held.filed_first
        )
        self.fields["no_public_staff"] = forms.BooleanField(
            label="公职人员不得领取", required=False, initial=held.no_public_staff
        )
        self.fields["reached"] = forms.ChoiceField(
            label="须达到的环节",
            required=False,
            choices=[("", "没有要求"), *Milestone.choices],
            initial=held.reached or "",
        )
        self.fields["apply_within"] = _months("达到后几个月内申请", held.apply_within)

    @property
    def table(self) -> list[list[forms.BoundField]]:
        """The lines of the rule, field by field."""
        names = ("base", "case", "start", "rate")
        return [[self[f"{name}{at}"] for name in names] for at in range(N_LINES)]

    @property
    def around(self) -> list[forms.BoundField]:
        """The fields that are in no line."""
        lined = {field.name for line in self.table for field in line}
        return [field for field in self.visible_fields() if field.name not in lined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        bands = [band for at in range(N_LINES) if (band := self._band(at, said))]
        if not self.errors:
            said["terms"] = self._terms(said, tuple(bands))
        return said

    def _band(self, at: int, said: dict[str, Any]) -> Band | None:
        base, rate = said.get(f"base{at}"), (said.get(f"rate{at}") or "").strip()
        if not base and not rate:
            return None
        if not base or not rate:
            if not (at == 0 and base and not rate):
                self.add_error(f"rate{at}", "计费基数和标准要一起填写")
            return None
        start = said.get(f"start{at}") or Yuan.ZERO
        try:
            return Band(Base(base), Case(said[f"case{at}"]), start.fen, feerules.read_rate(rate))
        except Refusal as refusal:
            self.add_error(f"rate{at}", str(refusal))
            return None

    def _terms(self, said: dict[str, Any], bands: tuple[Band, ...]) -> FeeTerms:
        return FeeTerms(
            method=Method(said["method"]),
            bands=bands,
            within=said["within"],
            after=Milestone(said["after"]),
            less_land=said["less_land"],
            proofs=frozenset(Proof(one) for one in said["proofs"]),
            cap=said["cap"].fen if said["cap"] else None,
            conditions=Conditions(
                minimum=said["minimum"].fen if said["minimum"] else None,
                filed_first=said["filed_first"],
                reached=Milestone(said["reached"]) if said["reached"] else None,
                apply_within=said["apply_within"],
                no_public_staff=said["no_public_staff"],
            ),
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        told = {"terms": said["terms"], "valid_from": said["valid_from"], "source": said["source"]}
        if self.rule is not None:
            row = services.publish_version(rule=self.rule, **told, actor=actor, at=at)
            return f"已发布第 {row.number} 版。"
        rule = services.make_rule(title=said["name"], **told, actor=actor, at=at)
        self.leads_to = url_with("feerule", rule.code)
        return f"已设定 {rule.code}。"


def _months(label: str, held: int | None) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=240, initial=held)


def _yuan(fen: int | None) -> Yuan | None:
    return None if fen is None else Yuan(fen)
