"""What a lead says, as people type it: a new one with its duplicate test, and what is put right."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import AmountField, DayField, UnitField
from luodi.desk.forms.organisation import area_choices
from luodi.desk.forms.particulars import IndustryField, OriginField, enterprise_named
from luodi.desk.selectors.leads import Told, told_of
from luodi.kernel.codes import parse_credit_code
from luodi.kernel.findings import Refusal
from luodi.leads import services
from luodi.leads.models import Lead
from luodi.leads.rules import Terms
from luodi.leads.services import LeadContent, NewLead
from luodi.leads.services.receiving import BRINGERS
from luodi.ledger.kinds import LeadSource
from luodi.ledger.models import Subject
from luodi.organisation.models import Account, City
from luodi.organisation.policies import Reach
from luodi.ui.addresses import url_with

CHECKED = "checked"
CONTENT = (
    "investor_name", "project_name", "amount", "contact_name", "contact_phone", "origin", "industry", "investor_code",
    "area", "content", "needs", "source_note",
)  # fmt: skip
PREFILLED = (
    "source", "brought_by", "source_note", "investor_name", "investor_code", "project_name", "origin", "industry",
    "contact_name",
)  # fmt: skip
"""What the address of a new lead's form can say."""
BROUGHT_BY = "顾问、委托机构、商会、外出、来访、活动、会谈的编号，如 AG2020-0001"
SOURCES = [("", "请选择"), *LeadSource.choices]


def _text(label: str, most: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def _long(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=2000, required=False, widget=widget, help_text=help_text)


def content_fields(city: City, on: date) -> dict[str, forms.Field]:
    """Return the fields of what a lead says, the most telling first."""
    return {
        "investor_name": _text("投资方", 200, "不清楚的写“待核实”", required=True),
        "project_name": _text("拟投项目", 200, required=True),
        "amount": AmountField(label="意向投资", required=False, help_text="万元，或写明亿元"),
        "contact_name": _text("联系人", 40),
        "contact_phone": forms.CharField(
            label="联系电话",
            max_length=40,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "tel"}),
            help_text="列表和页面只显示首尾，查看全号记入日志",
        ),
        "origin": OriginField(on=on, label="来源地", required=False, help_text="省、市或国家，如 深圳、美国"),
        "industry": IndustryField(label="行业", required=False),
        "investor_code": _text("投资方信用代码", 24, "填了查重更准"),
        "area": forms.ChoiceField(
            label="意向落地县区（园区）", required=False, choices=[("", "未定"), *area_choices(city, on)[1:]]
        ),
        "content": _long("投资意向", "做什么、多大规模、到了哪一步"),
        "needs": _long("用地、用能等需求"),
        "source_note": _text("来源说明", 200, "谁介绍的、怎样联系上的"),
    }


class LeadForm(ActForm):
    """What a new lead and a changed one have in common."""

    city: City

    def clean_investor_code(self) -> str:
        said = self.cleaned_data["investor_code"].strip()
        try:
            return parse_credit_code(said) if said else ""
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def content(self) -> dict[str, Any]:
        """Return what the lead says, with the firm where exactly one has the investor's name."""
        said = {name: self.cleaned_data[name] for name in CONTENT}
        return {**said, "enterprise": enterprise_named(self.city, said["investor_name"])}


class NewLeadForm(LeadForm, CreatingForm):
    title = "登记线索"
    button = "登记"

    def __init__(
        self, data: Any = None, *, account: Account, on: date, reach: Reach, terms: Terms, known: Any = None
    ) -> None:
        self.account, self.city, self.on, self.reach = account, account.city, on, reach
        self.twins: Sequence[Told] = ()
        super().__init__(data, initial=known)
        self.explains = (
            f"登记后 {terms.reply_days} 个工作日内答复来源，{terms.judge_days} 个工作日内研判，"
            f"{terms.feedback_days} 个工作日内反馈，跟进中每 {terms.report_every_days} 天报告一次。"
            f"首报单位、登记人和时间留存，不能改。期限依据：{terms.source}。"
        )
        content = content_fields(self.city, on)
        for name in ("investor_name", "project_name", "amount", "contact_name", "contact_phone"):
            self.fields[name] = content.pop(name)
        self.fields["source"] = forms.ChoiceField(label="线索来源", choices=SOURCES)
        self.fields["brought_by"] = _text("来源编号", 20, BROUGHT_BY)
        self.fields["source_note"] = content.pop("source_note")
        self.fields["received_on"] = DayField(label="收到日期", initial=on, help_text="不晚于今天")
        self.fields["unit"] = UnitField.written_by(
            account, reach, on, label="首报单位", initial=account.unit.code
        )
        self.fields.update(content)

    def clean_brought_by(self) -> Subject | None:
        code = self.cleaned_data["brought_by"].strip().upper()
        if not code:
            return None
        kinds = [kind.value for kind in BRINGERS]
        found = Subject.objects.filter(city=self.city, code=code, kind__in=kinds).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为 {code} 的顾问、机构、商会、外出、来访、活动或会谈")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not Lead.objects.filter(city=self.city, once=cleaned["once"] or None).exists():
            self._look(cleaned)
        return cleaned

    def _look(self, said: dict[str, Any]) -> None:
        """Look for what is known already, and ask for a second look."""
        amount = said["amount"]
        told = services.Told(
            investor_name=said["investor_name"],
            project_name=said["project_name"],
            investor_code=said["investor_code"],
            amount_fen=None if amount is None else amount.fen,
            area=said["area"],
        )
        found = services.find_matches(told, city=self.city, on=self.on)
        self.twins = told_of(found, self.reach)
        if not found:
            return
        self.fields[CHECKED] = forms.BooleanField(
            label="已核对，仍要登记", required=False, help_text="查重结果随线索留存；确属同一条的可以并入"
        )
        self.order_fields([CHECKED])
        if self.data.get(CHECKED) != "on":
            self.add_error(CHECKED, "已有相近的线索、首报或项目，请核对后勾选，再登记")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewLead(
            **self.content(),
            unit=said["unit"],
            source=LeadSource(said["source"]),
            received_on=said["received_on"],
            brought_by=said["brought_by"],
        )
        row = services.receive_lead(new, actor=actor, at=at, once=said["once"])
        self.leads_to = url_with("lead", row.code)
        return f"已登记 {row.code}，请于 {row.due_on} 前答复来源。"


class ChangeLeadForm(LeadForm):
    title = "修改线索内容"
    explains = "补充或改正线索的内容，统计随之更正；首报单位、登记人和登记时间不能改。"

    def __init__(self, data: Any = None, *, lead: Lead, on: date) -> None:
        self.lead, self.city = lead, lead.city
        brief = lead.brief
        shown = {name: getattr(brief, name) for name in CONTENT if hasattr(brief, name)}
        known = {
            "investor_name": lead.investor_name,
            "project_name": lead.project_name,
            "version": lead.version,
        }
        super().__init__(data, initial={**shown, **known})
        self.fields.update(content_fields(lead.city, on))
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = LeadContent(**self.content())
        version = self.cleaned_data["version"]
        services.change_lead(lead=self.lead, said=said, expected_version=version, actor=actor, at=at)
        return "已修改，统计随之更正。"


class LeadTermsForm(ActForm):
    title = "设定线索办理规则"
    button = "设定"
    explains = "都是本市自己的参数。从施行日期起的每一步适用；已经在等的期限不追溯。"

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        now = services.terms_on(city.pk, on)
        for name, label, value in (
            ("reply_days", "答复期限（工作日）", now.reply_days),
            ("judge_days", "研判期限（工作日）", now.judge_days),
            ("feedback_days", "反馈期限（工作日）", now.feedback_days),
            ("report_every_days", "跟进报告间隔（天）", now.report_every_days),
        ):
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=366, initial=value)
        self.fields["source"] = forms.CharField(
            label="依据", max_length=200, help_text="文件名和文号；没有文件的写明会议或决定"
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on, help_text="不早于今天")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        valid_from = said.pop("valid_from")
        services.set_terms(Terms(**said), valid_from=valid_from, actor=actor, at=at)
        return f"线索办理规则自 {valid_from.isoformat()} 起施行。"
