"""The acts on one lead: answered, judged, followed up, handed on, turned into a project."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.desk.forms.projects import NewProjectForm
from luodi.desk.forms.twins import CHECKED, REASON
from luodi.desk.selectors.leads import open_referral
from luodi.duplicates import services as duplicates
from luodi.kernel.money import Yuan
from luodi.leads import services
from luodi.leads.models import Lead, LeadReferral
from luodi.ledger.services import RecordedBefore
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.projects.services import NewProject
from luodi.ui.addresses import url_with


def _long(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=400, widget=widget, help_text=help_text)


class LeadActForm(ActForm):
    """An act on one lead."""

    def __init__(self, data: Any = None, *, lead: Lead, on: date) -> None:
        super().__init__(data)
        self.lead, self.on = lead, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class StepForm(LeadActForm):
    """An act that says on which day what was done."""

    says: str
    hint: str = ""

    def build(self) -> None:
        self.fields["text"] = _long(self.says, self.hint)
        self.fields["on"] = DayField(label="日期", initial=self.on, help_text="不晚于今天")

    def told(self) -> dict[str, Any]:
        return {"lead": self.lead, "on": self.cleaned_data["on"], "text": self.cleaned_data["text"]}


class ReplyForm(StepForm):
    title = "答复来源"
    says = "怎样答复的"
    hint = "告诉提供线索的人：已收到，由谁办理"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.reply_lead(**self.told(), actor=actor, at=at)
        return f"已答复，请于 {row.due_on} 前研判。"


class JudgeForm(StepForm):
    title = "研判"
    button = "提交研判"
    says = "研判意见"
    hint = "是否符合产业定位、用地和环境容量、投资方实力"

    def build(self) -> None:
        self.fields["verdict"] = forms.ChoiceField(
            label="结论",
            choices=[("follow", "有效，继续跟进"), ("drop", "不再跟进")],
            widget=forms.RadioSelect,
        )
        super().build()

    def act(self, *, actor: Account, at: datetime) -> str:
        told = self.told()
        if self.cleaned_data["verdict"] == "follow":
            row = services.judge_lead(**told, actor=actor, at=at)
            return f"研判有效，请于 {row.due_on} 前反馈来源。"
        reason = told.pop("text")
        services.drop_lead(**told, reason=reason, actor=actor, at=at)
        return "不再跟进，已告知登记人。"


class FeedbackForm(StepForm):
    title = "反馈来源"
    says = "反馈了什么"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.feed_back(**self.told(), actor=actor, at=at)
        return f"已反馈，请于 {row.due_on} 前报告跟进。"


class ProgressForm(StepForm):
    title = "报告跟进"
    button = "报告"
    says = "跟进情况"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.report_progress(**self.told(), actor=actor, at=at)
        return f"已报告，下一次须在 {row.due_on} 前。"


class DropForm(StepForm):
    title = "不再跟进"
    button = "不再跟进"
    says = "理由"
    explains = "线索留存，可以恢复跟进；登记人会收到理由。"
    is_grave = True

    def act(self, *, actor: Account, at: datetime) -> str:
        told = self.told()
        reason = told.pop("text")
        services.drop_lead(**told, reason=reason, actor=actor, at=at)
        return "不再跟进，已告知登记人。"


class ReasonForm(LeadActForm):
    """An act that only needs its reason."""

    def build(self) -> None:
        self.fields["reason"] = _long("理由")


class ReopenForm(ReasonForm):
    title = "恢复跟进"
    button = "恢复"
    explains = "从今天起继续跟进；并入其他线索的重新单独计数。"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.reopen_lead(lead=self.lead, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"已恢复跟进，请于 {row.due_on} 前报告。"


class MergeForm(ReasonForm):
    title = "并入已有线索"
    button = "并入"
    explains = "与先登记的线索是同一回事时并入：以先登记的为准，这一条不再计数，内容和经过仍可查。"

    def build(self) -> None:
        known = self.lead.matches.filter(earlier__isnull=False).select_related("earlier").first()
        code = known.earlier.code if known is not None and known.earlier is not None else ""
        self.fields["into"] = forms.CharField(label="先登记的线索编号", max_length=20, initial=code)
        super().build()

    def clean_into(self) -> Lead:
        code = self.cleaned_data["into"].strip().upper()
        found = Lead.objects.filter(city_id=self.lead.city_id, code=code).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为 {code} 的线索")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        into = self.cleaned_data["into"]
        services.merge_lead(lead=self.lead, into=into, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"已并入 {into.code}。"


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of some accounts, by the name of whoever uses it."""

    def __init__(self, accounts: Any, **kwargs: Any) -> None:
        rows = (
            accounts.filter(is_active=True)
            .select_related("person", "unit")
            .order_by("unit__rank_order", "id")
        )
        super().__init__(rows, to_field_name="login", empty_label="请选择", error_messages=_CHOOSE, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.display_name}（{obj.unit_name}）"


_CHOOSE = {"required": "请选择一项", "invalid_choice": "没有这一项，请重新选择"}


class AssignForm(LeadActForm):
    title = "落实跟进人"
    button = "确定"

    def build(self) -> None:
        unit = self.lead.unit_id
        among = Account.objects.filter(Q(unit_id=unit) | Q(unit__parent_id=unit), city_id=self.lead.city_id)
        self.fields["to"] = AccountField(among, label="跟进人", help_text="本单位及下属队伍的账号")

    def act(self, *, actor: Account, at: datetime) -> str:
        to = self.cleaned_data["to"]
        services.assign_lead(lead=self.lead, to=to, actor=actor, at=at)
        return f"由 {to.display_name} 跟进，已告知。"


class PassForm(ReasonForm):
    """An act that gives the lead to another unit, or asks it."""

    def build(self) -> None:
        units = Unit.objects.of(self.lead.city_id).active_on(self.on).exclude(pk=self.lead.unit_id)
        self.fields["to"] = UnitField(among=units.exclude(parent=None), label="单位")
        super().build()

    def told(self) -> dict[str, Any]:
        return {"lead": self.lead, "to": self.cleaned_data["to"], "reason": self.cleaned_data["reason"]}


class DispatchForm(PassForm):
    title = "交办到单位"
    button = "交办"
    explains = "中心直接交办，不需要对方同意；期限从今天重新起算，首报单位不变。"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.dispatch_lead(**self.told(), actor=actor, at=at)
        return f"已交 {row.unit.short_name} 办理。"


class ReferForm(PassForm):
    title = "转交其他单位"
    button = "请对方承接"
    explains = "对方同意后由对方承接，期限重新起算；对方答复之前仍由本单位办理。首报单位不变。"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.refer_lead(**self.told(), actor=actor, at=at)
        return f"已请 {row.to_unit.short_name} 答复是否承接。"


class RecallForm(LeadActForm):
    title = "撤回转交"
    button = "撤回"
    explains = "对方还没有答复，撤回后仍由本单位办理。"

    def act(self, *, actor: Account, at: datetime) -> str:
        asked = open_referral(self.lead)
        if asked is None:
            return "没有等待答复的转交。"
        services.recall(referral=asked, actor=actor, at=at)
        return "已撤回转交。"


class AnswerForm(ActForm):
    title = "答复是否承接"
    button = "答复"
    explains = "同意的，从今天起由本单位办理，期限重新起算；不承接的，写明理由。"

    answer = forms.ChoiceField(
        label="答复", choices=[("yes", "同意承接"), ("no", "不承接")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="说明", max_length=400, required=False, help_text="不承接时必填")

    def __init__(self, data: Any = None, *, referral: LeadReferral) -> None:
        super().__init__(data)
        self.referral = referral

    def act(self, *, actor: Account, at: datetime) -> str:
        said, referral = self.cleaned_data, self.referral
        if said["answer"] == "yes":
            row = services.take_over(referral=referral, answer=said["reason"], actor=actor, at=at)
            return f"已承接，下一步请于 {row.due_on} 前办理。"
        services.decline(referral=referral, reason=said["reason"], actor=actor, at=at)
        self.leads_to = url_with("leads")
        return "已答复不承接。"


class ReportForm(LeadActForm):
    title = "登记首报"
    button = "登记首报"
    explains = "与投资方实际洽谈之后登记，受首报首谈规则保护；转为项目时首报随项目留存。"

    def build(self) -> None:
        self.fields["talked_on"] = DayField(label="首谈日期", initial=self.on, help_text="不晚于今天")
        self.fields["talks"] = _long("首谈情况和依据", "与谁、在哪里、谈了什么；会谈纪要、函件、差旅等依据")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        report = services.report_first(
            lead=self.lead, talked_on=said["talked_on"], talks=said["talks"], actor=actor, at=at
        )
        return f"已登记首报 {report.code}（{report.get_state_display()}）。"


class LinkForm(LeadActForm):
    title = "转为已有项目"
    button = "转为项目"
    explains = "选择承接单位已登记的项目；首报单位、来源和经过随项目留存。"

    def build(self) -> None:
        self.fields["project"] = forms.CharField(
            label="项目编号", max_length=20, widget=forms.TextInput(attrs={"placeholder": "如 P2020-0001"})
        )

    def clean_project(self) -> Project:
        code = self.cleaned_data["project"].strip().upper()
        rows = Project.objects.of(self.lead.city_id).filter(unit_id=self.lead.unit_id)
        found = rows.select_related("unit").filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"“{self.lead.unit.short_name}”没有编号为 {code} 的项目")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        project = self.cleaned_data["project"]
        services.convert_lead(lead=self.lead, project=project, actor=actor, at=at)
        return f"已转为项目 {project.code}。"


class ConvertForm(NewProjectForm):
    """A new project that begins with what the lead says."""

    title = "转为新项目"
    button = "登记项目"
    explains = "按线索登记为在谈项目，由认定员认定后计入认定数；首报单位、来源和经过随项目留存。"

    def __init__(self, data: Any = None, *, lead: Lead, account: Account, on: date, reach: Reach) -> None:
        super().__init__(data, account=account, on=on, reach=reach)
        self.lead = lead
        brief = lead.brief
        self.initial = {
            "name": lead.project_name,
            "investor_name": lead.investor_name,
            "total": None if brief.amount_fen is None else Yuan(brief.amount_fen),
            "origin": brief.origin,
            "industry": brief.industry,
            "area": brief.area or lead.unit.area,
            "unit": lead.unit.code,
            "summary": brief.content,
            "occurred_on": on.isoformat(),
        }

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name not in (REASON, CHECKED)}
        once = said.pop("once")
        command = NewProject(**{**said, "area": said["area"] or None}, enterprise=self.lead.brief.enterprise)
        try:
            row = services.convert_lead(lead=self.lead, project=command, actor=actor, at=at, once=once)
        except RecordedBefore:
            return "这张表单已经提交过，没有重复登记。"
        assert row.project is not None
        if self.twins.found:
            duplicates.open_cases_of(row.project, actor=actor, at=at, said=self.twins.reason)
        self.leads_to = url_with("project", row.project.code)
        return f"已转为项目 {row.project.code}，待认定。"
