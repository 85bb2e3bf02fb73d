"""Acts on a trip or a visit: asking for approval, deciding, withdrawing, looking through, files, follow-ups."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.actions import services as actions
from luodi.desk.acting import ActForm, once_field
from luodi.desk.forms.evidence import FilesField, ManyFiles
from luodi.desk.forms.fields import DayField, UnitField
from luodi.documents.kinds import EVERY_EXTENSION, KINDS
from luodi.kernel.findings import Refusal
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, Reach
from luodi.outreach import selectors, services
from luodi.outreach.services.filing import Kept, Thing
from luodi.recognition.choices import ReviewState
from luodi.ui.addresses import url_with

MOST_AT_ONCE = 20
_ACCEPTED = ",".join(f".{kind}" for kind in KINDS)


def reason_field(label: str = "理由", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=400, required=required, widget=forms.Textarea(attrs={"rows": 2})
    )


class ThingForm(ActForm):
    """An act on one trip, visit or event."""

    def __init__(
        self, data: Any = None, files: Any = None, *, thing: Any, account: Account, on: date
    ) -> None:
        super().__init__(data, files)
        self.thing, self.account, self.on = thing, account, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class SubmitForm(ThingForm):
    title = "报批计划"
    button = "报批"
    explains = "报批后由中心或县区初审人批准；批准前不能修改。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.submit_plan(activity=self.thing, actor=actor, at=at)
        return "已报批。"


class DecideForm(ThingForm):
    title = "批复计划"
    button = "提交批复"

    def build(self) -> None:
        self.fields["decision"] = forms.ChoiceField(
            label="批复", choices=[("yes", "批准"), ("no", "退回修改")], widget=forms.RadioSelect
        )
        self.fields["reason"] = reason_field("意见", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        approve = self.cleaned_data["decision"] == "yes"
        reason = self.cleaned_data["reason"]
        services.decide_plan(activity=self.thing, approve=approve, actor=actor, at=at, reason=reason)
        return "已批准，并告知单位。" if approve else "已退回，并告知单位。"


class WithdrawForm(ThingForm):
    title = "撤销"
    button = "撤销"
    is_grave = True
    explains = "撤销后不再计入任何数据，登记和理由留存在案。已认定的须先由认定员退回。"

    def build(self) -> None:
        self.fields["reason"] = reason_field("撤销理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw(activity=self.thing, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤销。"


class ReviewForm(ThingForm):
    title = "初审"
    button = "提交初审"

    def build(self) -> None:
        self.fields["decision"] = forms.ChoiceField(
            label="初审", choices=[("yes", "通过"), ("no", "退回更正")], widget=forms.RadioSelect
        )
        self.fields["reason"] = reason_field("意见", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        passed = self.cleaned_data["decision"] == "yes"
        reason = self.cleaned_data["reason"]
        claims = selectors.open_claims(city=actor.city, about=[self.thing.subject])
        state = ReviewState.PASSED if passed else ReviewState.RETURNED
        services.look_through_claims(claims, state=state, actor=actor, at=at, reason=reason)
        return "初审通过。" if passed else "已退回单位更正。"


class JudgeForm(ThingForm):
    title = "认定"
    button = "提交"
    explains = "一次认定这项活动的全部待认定数据（活动、企业、项目、天数、到访地）。自己申报的不能自己认定。"

    def build(self) -> None:
        self.fields["decision"] = forms.ChoiceField(
            label="决定", choices=[("yes", "认定"), ("no", "退回")], widget=forms.RadioSelect
        )
        self.fields["reason"] = reason_field("退回理由", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        claims = selectors.open_claims(city=actor.city, about=[self.thing.subject])
        if self.cleaned_data["decision"] == "yes":
            services.verify_claims(claims, actor=actor, at=at)
            return f"已认定 {len(claims)} 项。"
        services.reject_claims(claims, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已退回。"


class FilesForm(ThingForm):
    title = "上传照片和材料"
    button = "上传"

    def build(self) -> None:
        self.fields["files"] = FilesField(
            label="文件",
            widget=ManyFiles(attrs={"multiple": True, "accept": _ACCEPTED}),
            help_text=f"可以一次选多份；{EVERY_EXTENSION}，每份不超过 20 MB（表格 64 MB）",
        )
        self.fields["caption"] = forms.CharField(label="说明", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(cleaned.get("files") or ()) > MOST_AT_ONCE:
            self.add_error("files", f"一次最多上传 {MOST_AT_ONCE} 份，请分批上传")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        """Keep each file that can be kept: one that is refused does not cost the others."""
        thing: Thing = self.thing
        refused: list[str] = []
        for file in self.cleaned_data["files"]:
            try:
                services.add_file(
                    thing=thing,
                    content=file.file,
                    name=file.name,
                    caption=self.cleaned_data["caption"],
                    actor=actor,
                    at=at,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                refused.append(f"{file.name}：{refusal}")
        n_kept = len(self.cleaned_data["files"]) - len(refused)
        if refused and not n_kept:
            raise Refusal("；".join(refused), field="files")
        return f"已上传 {n_kept} 份。" + (f"未收：{'；'.join(refused)}" if refused else "")


class WithdrawFileForm(ActForm):
    title = "撤回材料"
    button = "撤回"
    is_grave = True

    def __init__(self, data: Any = None, *, row: Kept) -> None:
        super().__init__(data)
        self.row = row
        self.fields["reason"] = reason_field("撤回理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_file(row=self.row, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤回。"


class FollowForm(ThingForm):
    title = "登记后续事项"
    button = "登记"
    explains = "写明谁在什么时候之前做什么；到期会提醒，在“待办事项”里办结。"

    def build(self) -> None:
        owners = Account.objects.filter(unit=self.thing.unit, is_active=True).select_related("person")
        self.people = {one.login: one for one in owners.order_by("login")}
        self.people.setdefault(self.account.login, self.account)
        self.fields["text"] = forms.CharField(label="事项", max_length=200)
        self.fields["owner"] = forms.ChoiceField(
            label="责任人",
            choices=[(login, one.display_name) for login, one in self.people.items()],
            initial=self.account.login,
        )
        self.fields["deadline"] = DayField(label="期限", initial=self.on)
        self.fields["once"] = once_field()

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        owner = self.people[said["owner"]]
        actions.add_item(
            city=actor.city,
            title=said["text"],
            about=self.thing.subject,
            owner=owner,
            unit=owner.unit,
            deadline=said["deadline"],
            actor=actor,
            at=at,
            once=said["once"],
        )
        return "已登记后续事项。"


class ApprovalForm(ActForm):
    title = "计划审批设置"
    explains = "勾选后，这个单位的计划须由中心或县区初审人批准，完成后才能报告。"

    def __init__(self, data: Any = None, *, account: Account, reach: Reach, on: date) -> None:
        super().__init__(data)
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="单位")
        self.fields["trips"] = forms.BooleanField(label="外出招商须先批准", required=False)
        self.fields["visits"] = forms.BooleanField(label="来访接待须先批准", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.set_approval(**said, actor=actor, at=at)
        self.leads_to = url_with("approving-plans")
        return f"“{said['unit'].short_name}”的设置已保存。"
