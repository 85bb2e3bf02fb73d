"""The first-report desk: filing, progress, extension, conversion, disputes and what the centre rules."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.crediting import selectors, services
from luodi.crediting.choices import Ruling
from luodi.crediting.models import Dispute, FirstReport
from luodi.crediting.rules import Terms
from luodi.crediting.services import Decision, NewFirstReport
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.crediting import PercentField
from luodi.desk.forms.fields import AmountField, DayField, UnitField
from luodi.desk.forms.organisation import area_choices
from luodi.documents.kinds import EVERY_EXTENSION
from luodi.organisation.models import Account, City
from luodi.organisation.policies import Reach, reach_of
from luodi.projects.models import Project
from luodi.ui.addresses import url_with


def _long(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=800, widget=widget, help_text=help_text)


class NewReportForm(CreatingForm):
    title = "登记首报"
    button = "登记并查重"

    def __init__(self, data: Any = None, *, account: Account, on: date, reach: Reach, terms: Terms) -> None:
        super().__init__(data)
        self.explains = (
            "在实际洽谈之后登记；登记时间以系统为准，同一秒的按入库先后。登记时自动查重："
            f"没有发现重复即受保护 {terms.protection_months} 个月，期间至少每 {terms.report_every_days} 天报告一次进展"
            f"（{terms.source}）。"
        )
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="首报单位")
        self.fields["investor_name"] = forms.CharField(label="投资方", max_length=200)
        self.fields["investor_code"] = forms.CharField(
            label="投资方信用代码", max_length=24, required=False, help_text="填了查重更准"
        )
        self.fields["project_name"] = forms.CharField(label="拟投项目", max_length=200)
        self.fields["amount"] = AmountField(label="意向投资", required=False, help_text="万元，或写明亿元")
        self.fields["area"] = forms.ChoiceField(
            label="意向落地县区（园区）", required=False, choices=area_choices(account.city, on)
        )
        self.fields["talked_on"] = DayField(label="首谈日期", initial=on, help_text="不晚于今天")
        self.fields["talks"] = _long("首谈情况和依据", "与谁、在哪里、谈了什么；会谈纪要、函件、差旅等依据")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once = said.pop("once")
        row = services.file_first_report(NewFirstReport(**said), actor=actor, at=at, once=once)
        self.leads_to = url_with("first", row.code)
        answers = selectors.answer_of(row, reach_of(actor))
        if answers:
            return f"已登记 {row.code}，待中心核定：{'；'.join(answers)}。"
        return f"已登记 {row.code}，保护至 {row.protected_until.isoformat()}。"


class ReportForm(ActForm):
    """An act on one first report."""

    def __init__(self, data: Any = None, files: Any = None, *, report: FirstReport, on: date) -> None:
        super().__init__(data, files)
        self.report, self.on = report, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class ProofForm(ReportForm):
    title = "上传依据"
    button = "上传"
    explains = "会谈纪要、函件、照片等能证明首谈的文件。上传时间留存在案；发生争议时由中心查看，对方看不到。"

    def build(self) -> None:
        self.fields["file"] = forms.FileField(
            label="文件",
            help_text=f"{EVERY_EXTENSION}，不超过 20 MB",
            error_messages={"required": "请选择文件"},
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        file = self.cleaned_data["file"]
        proof = services.add_proof(report=self.report, content=file.file, name=file.name, actor=actor, at=at)
        return f"已上传“{proof.name}”。"


class ProgressForm(ReportForm):
    title = "报告进展"
    button = "报告"

    def build(self) -> None:
        self.fields["on"] = DayField(label="进展日期", initial=self.on)
        self.fields["text"] = _long("洽谈进展")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.report_progress(
            report=self.report, on=said["on"], text=said["text"], actor=actor, at=at
        )
        return f"已报告进展，下一次须在 {row.report_by.isoformat()} 之前。"


class ExtendForm(ReportForm):
    title = "延长保护"
    button = "延长"

    def build(self) -> None:
        self.fields["until"] = DayField(
            label="延长至", help_text=f"现在保护至 {self.report.protected_until.isoformat()}"
        )
        self.fields["reason"] = forms.CharField(label="理由", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.extend_protection(
            report=self.report, until=said["until"], reason=said["reason"], actor=actor, at=at
        )
        return f"保护延长至 {said['until'].isoformat()}。"


class AdmitForm(ReportForm):
    title = "核定首报"
    button = "提交核定"
    explains = "查重发现了相同线索。核定不是重复的，自登记之日起受保护；不予受理的，告知原因。"

    def build(self) -> None:
        self.fields["decision"] = forms.ChoiceField(
            label="核定",
            choices=[("admit", "受理：不是重复，予以保护"), ("refuse", "不予受理：已有首报在先")],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = forms.CharField(label="理由", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        if said["decision"] == "admit":
            services.admit_first_report(report=self.report, reason=said["reason"], actor=actor, at=at)
            return "已核定受理。"
        services.refuse_first_report(report=self.report, reason=said["reason"], actor=actor, at=at)
        return "已核定不予受理，并告知首报单位。"


class ConvertForm(ReportForm):
    title = "转为项目"
    button = "转为项目"
    explains = "选择本单位已登记的项目；还没有登记的，先登记项目再回到这里。首报单位随项目永久留存。"

    def build(self) -> None:
        self.fields["project"] = forms.CharField(
            label="项目编号", max_length=20, widget=forms.TextInput(attrs={"placeholder": "如 P2020-0001"})
        )

    def clean_project(self) -> Project:
        code = self.cleaned_data["project"].strip().upper()
        rows = Project.objects.of(self.report.city_id).filter(unit_id=self.report.unit_id)
        found = rows.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"“{self.report.unit.short_name}”没有编号为 {code} 的项目")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        project = self.cleaned_data["project"]
        services.convert_first_report(report=self.report, project=project, actor=actor, at=at)
        return f"已转为项目 {project.code}。"


class DisputeForm(ReportForm):
    title = "提出争议"
    button = "提出"
    explains = "认为本单位在先的，写明对方案号和理由；双方都会收到，由中心裁定。裁定期间双方保护不计天数。"

    def build(self) -> None:
        known = [match.earlier for match in self.report.matches.select_related("earlier") if match.earlier]
        self.fields["against"] = forms.CharField(
            label="对方案号",
            max_length=20,
            initial=known[0].code if known else "",
            help_text="登记时查重告知的案号",
        )
        self.fields["grounds"] = _long("理由和依据")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.raise_dispute(
            report=self.report, against=said["against"], grounds=said["grounds"], actor=actor, at=at
        )
        return "争议已提出，等待中心裁定。"


class RuleDisputeForm(ActForm):
    title = "裁定争议"
    button = "裁定"
    explains = "裁定即生效，连同理由告知双方。共享的，份额合计须正好 100.00%，转为项目时成为项目的分成。"

    def __init__(self, data: Any = None, *, dispute: Dispute) -> None:
        super().__init__(data)
        self.dispute = dispute
        self.both = (dispute.report, dispute.against)
        choices = [
            (f"FIRST-{one.code}", f"{one.unit.short_name}（{one.code}）为首报单位") for one in self.both
        ]
        choices += [(one.value, str(one.label)) for one in (Ruling.SHARED, Ruling.SEPARATE)]
        self.fields["ruling"] = forms.ChoiceField(label="裁定", choices=choices, widget=forms.RadioSelect)
        for at, one in enumerate(self.both):
            self.fields[f"percent{at}"] = PercentField(
                label=f"{one.unit.short_name}份额（%）", required=False, help_text="共享时填写"
            )
        self.fields["reason"] = _long("裁定理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data["ruling"]
        winner = next((one for one in self.both if said == f"FIRST-{one.code}"), None)
        ruling = Ruling.FIRST if winner else Ruling(said)
        parts: dict[int, int] = {}
        if ruling == Ruling.SHARED:
            parts = {one.unit_id: self.cleaned_data[f"percent{i}"] or 0 for i, one in enumerate(self.both)}
        decision = Decision(ruling=ruling, reason=self.cleaned_data["reason"], winner=winner, parts=parts)
        services.rule_dispute(dispute=self.dispute, decision=decision, actor=actor, at=at)
        return f"已裁定：{ruling.label}。"


class TermsForm(ActForm):
    title = "设定首报规则"
    button = "设定"
    explains = (
        "没有查到规定首报保护期的上位文件，以下都是本市自己的参数。从施行日期起登记的首报适用，不追溯。"
    )

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        now = services.terms_on(city.pk, on)
        for name, label, value, most in (
            ("protection_months", "保护期（月）", now.protection_months, 60),
            ("report_every_days", "进展报告间隔（天）", now.report_every_days, 366),
            ("extension_months", "每次延长上限（月）", now.extension_months, 60),
        ):
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=most, initial=value)
        self.fields["source"] = forms.CharField(
            label="依据", max_length=200, help_text="文件名和文号；没有文件的写明会议或决定"
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on, help_text="不早于今天")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        valid_from = said.pop("valid_from")
        services.set_terms(Terms(**said), valid_from=valid_from, actor=actor, at=at)
        return f"首报规则自 {valid_from.isoformat()} 起施行。"
