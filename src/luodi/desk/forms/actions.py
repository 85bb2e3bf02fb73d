"""Action items: asked for, done, handed on, given another day, called off."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.actions import services
from luodi.actions.choices import ActionKind, ActionState, ExtensionState
from luodi.actions.models import ActionItem
from luodi.actions.rules import MOST_DAYS, moved_words
from luodi.actions.services import NewProof, Source
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.evidence import MOST_AT_ONCE, FilesField, ManyFiles
from luodi.desk.forms.fields import DayField
from luodi.desk.forms.lead_acts import AccountField
from luodi.documents.kinds import EVERY_EXTENSION, KINDS
from luodi.ledger.kinds import ItemReason, ItemSource
from luodi.ledger.models import Subject
from luodi.organisation.choices import ADMINISTRATORS
from luodi.organisation.models import Account, Grant
from luodi.ui.addresses import url_with

_ACCEPTED = ",".join(f".{kind}" for kind in KINDS)


class AccountsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of some accounts, by the names of those who use them."""

    def __init__(self, accounts: Any, **kwargs: Any) -> None:
        rows = accounts.filter(is_active=True).select_related("person", "unit")
        widget = forms.SelectMultiple(attrs={"size": 5})
        super().__init__(
            rows.order_by("unit__rank_order", "id"), to_field_name="login", widget=widget, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.display_name}（{obj.unit_name}）"


def business_accounts(city_id: int) -> Any:
    """Return the accounts of the city that hold some role of business."""
    held = Grant.objects.held().exclude(role__in=ADMINISTRATORS)
    return Account.objects.filter(city_id=city_id, pk__in=held.values("account_id"))


class NewItemForm(CreatingForm):
    title = "交办待办"
    button = "交办"
    explains = (
        "写明要办的事、谁来办、哪天前办完；交给别人的会通知到人，由您或招商服务中心销号。"
        "期限写日期或工作日数，只写一种；日期不是工作日的顺延到下一个工作日。"
    )

    def __init__(self, data: Any = None, *, account: Account, on: date, about: Subject | None = None) -> None:
        super().__init__(data)
        self.account, self.about = account, about
        accounts = business_accounts(account.city_id)
        self.fields["title"] = forms.CharField(label="事项", max_length=200)
        self.fields["kind"] = forms.ChoiceField(
            label="类别", choices=ActionKind.choices, initial=ActionKind.TASK, required=False
        )
        self.fields["reason"] = forms.ChoiceField(
            label="原因", choices=[("", "—"), *ItemReason.choices], required=False, help_text="问题必选"
        )
        self.fields["owner"] = AccountField(accounts, label="办理人", initial=account.login)
        self.fields["co_owners"] = AccountsField(
            accounts, label="协办人", required=False, help_text="可以选几个人，也可以不选"
        )
        self.fields["deadline"] = DayField(label="期限", required=False, help_text="当日有效")
        self.fields["workdays"] = forms.IntegerField(
            label="或几个工作日内", min_value=1, max_value=MOST_DAYS, required=False
        )
        self.fields["source"] = forms.ChoiceField(
            label="来源", choices=[("", "按有关对象"), *ItemSource.choices], required=False
        )
        self.fields["note"] = forms.CharField(
            label="来源说明", max_length=200, required=False, help_text="如会议名称、批示日期"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        owner = said["owner"]
        source = Source(ItemSource(said["source"]), self.about, said["note"]) if said["source"] else None
        row = services.add_item(
            city=actor.city,
            title=said["title"],
            about=self.about,
            owner=owner,
            unit=owner.unit,
            deadline=said["deadline"],
            workdays=said["workdays"],
            kind=ActionKind(said["kind"] or ActionKind.TASK),
            reason=said["reason"],
            source=source,
            co_owners=said["co_owners"],
            actor=actor,
            at=at,
            once=said["once"],
        )
        self.leads_to = "" if self.about else url_with("action", row.code)
        day = row.deadline.isoformat()
        return f"已交办 {row.code}，由 {owner.display_name} 在 {day} 前办理。{_moved(said['deadline'], row)}"


class ItemForm(ActForm):
    """An act on one item."""

    def __init__(self, data: Any = None, *, item: ActionItem, on: date, files: Any = None) -> None:
        super().__init__(data, files)
        self.item, self.on = item, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


def _long(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=400, widget=widget, help_text=help_text, required=required)


def _moved(asked: date | None, row: ActionItem) -> str:
    words = moved_words(asked, row.deadline)
    return f"{words}。" if words else ""


class FinishForm(ItemForm):
    title = "报办结"
    button = "报办结"
    explains = "自己给自己登记的任务办完即了结；别人交办的和问题由交办人或招商服务中心销号。"

    def build(self) -> None:
        self.fields["result"] = _long("结果", "办成了什么；没有办成的写明原因")
        self.fields["proofs"] = FilesField(
            label="佐证",
            required=False,
            widget=ManyFiles(attrs={"multiple": True, "accept": _ACCEPTED}),
            help_text=f"可以一次选多份；{EVERY_EXTENSION}，每份不超过 20 MB（表格 64 MB）",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(cleaned.get("proofs") or ()) > MOST_AT_ONCE:
            self.add_error("proofs", f"一次最多上传 {MOST_AT_ONCE} 份")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        proofs = [NewProof(one.file, one.name or "") for one in said["proofs"] or ()]
        row = services.finish_item(item=self.item, result=said["result"], proofs=proofs, actor=actor, at=at)
        return "已办结。" if row.state == ActionState.DONE else "已报办结，等待销号。"


class CloseForm(ItemForm):
    title = "销号"
    button = "同意销号"
    explains = "核实确已办成的才销号；办理人不能给自己销号。"

    def build(self) -> None:
        self.fields["remark"] = _long("意见", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.close_item(item=self.item, remark=self.cleaned_data["remark"], actor=actor, at=at)
        return "已销号，并告知办理人。"


class SendBackForm(ItemForm):
    title = "退回重办"
    button = "退回"

    def build(self) -> None:
        self.fields["reason"] = _long("理由", "还缺什么、怎样才算办成")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.send_back(item=self.item, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已退回重办，并告知办理人。"


class ReopenForm(ItemForm):
    title = "重新打开"
    button = "重新打开"

    def build(self) -> None:
        self.fields["deadline"] = DayField(label="新的期限")
        self.fields["reason"] = _long("理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.reopen_item(
            item=self.item, deadline=said["deadline"], reason=said["reason"], actor=actor, at=at
        )
        return f"已重新打开，期限 {row.deadline.isoformat()}。{_moved(said['deadline'], row)}"


class ExtendForm(ItemForm):
    title = "申请延期"
    button = "申请"
    explains = "由交办人或招商服务中心批复，批复前仍按原期限；延期次数会一直显示。"

    def build(self) -> None:
        self.fields["until"] = DayField(
            label="延至", help_text=f"现在的期限是 {self.item.deadline.isoformat()}"
        )
        self.fields["reason"] = _long("理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.ask_extension(item=self.item, until=said["until"], reason=said["reason"], actor=actor, at=at)
        return "已提出，等待批复。"


class DecideForm(ItemForm):
    title = "批复延期"
    button = "批复"

    def build(self) -> None:
        asked = self.item.extensions.filter(state=ExtensionState.ASKED).first()
        if asked is not None:
            day = f"{asked.before.isoformat()} 延至 {asked.until.isoformat()}"
            self.explains = f"{asked.asked_by.display_name}申请由 {day}：{asked.reason}"
        self.fields["answer"] = forms.ChoiceField(
            label="批复", choices=[("YES", "同意"), ("NO", "不同意")], widget=forms.RadioSelect
        )
        self.fields["remark"] = _long("意见", "不同意的必须写明理由", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        grants = said["answer"] == "YES"
        services.decide_extension(item=self.item, grants=grants, remark=said["remark"], actor=actor, at=at)
        return "已同意延期。" if grants else "已答复不同意延期，期限不变。"


class CancelForm(ItemForm):
    title = "取消待办"
    button = "取消待办"
    is_grave = True

    def build(self) -> None:
        self.fields["reason"] = _long("理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.cancel_item(item=self.item, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已取消，并告知办理人。"


class HandForm(ItemForm):
    title = "转交待办"
    button = "转交"

    def build(self) -> None:
        accounts = business_accounts(self.item.city_id).exclude(pk=self.item.owner_id)
        self.fields["to"] = AccountField(accounts, label="转交给")
        self.fields["reason"] = _long("理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        to = self.cleaned_data["to"]
        reason = self.cleaned_data["reason"]
        services.hand_over(item=self.item, to=to, unit=to.unit, reason=reason, actor=actor, at=at)
        self.leads_to = url_with("actions")
        return f"已转交 {to.display_name}。"


class MoveForm(ItemForm):
    title = "改期"
    button = "改期"

    def build(self) -> None:
        self.fields["deadline"] = DayField(label="新的期限", initial=self.item.deadline)
        self.fields["reason"] = _long("理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.move_deadline(
            item=self.item, deadline=said["deadline"], reason=said["reason"], actor=actor, at=at
        )
        return f"期限改为 {row.deadline.isoformat()}。{_moved(said['deadline'], row)}"
