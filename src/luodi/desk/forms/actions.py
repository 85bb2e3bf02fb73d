"""Action items: asked for, done, handed on, given another day, called off."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.actions import services
from luodi.actions.models import ActionItem
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField
from luodi.desk.forms.lead_acts import AccountField
from luodi.ledger.models import Subject
from luodi.organisation.choices import ADMINISTRATORS
from luodi.organisation.models import Account, Grant
from luodi.ui.addresses import url_with


def business_accounts(city_id: int) -> Any:
    """Return the accounts of the city that hold some role of business."""
    held = Grant.objects.held().exclude(role__in=ADMINISTRATORS)
    return Account.objects.filter(city_id=city_id, pk__in=held.values("account_id"))


class NewItemForm(CreatingForm):
    title = "交办待办"
    button = "交办"
    explains = "写明要办的事、谁来办、哪天前办完；交给别人的会通知到人，到期前一天和超期后各提醒一次。"

    def __init__(self, data: Any = None, *, account: Account, on: date, about: Subject | None = None) -> None:
        super().__init__(data)
        self.account, self.about = account, about
        self.fields["title"] = forms.CharField(label="事项", max_length=200)
        self.fields["owner"] = AccountField(
            business_accounts(account.city_id), label="办理人", initial=account.login
        )
        self.fields["deadline"] = DayField(label="期限", help_text="当日有效")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        owner = said["owner"]
        row = services.add_item(
            city=actor.city,
            title=said["title"],
            about=self.about,
            owner=owner,
            unit=owner.unit,
            deadline=said["deadline"],
            actor=actor,
            at=at,
            once=said["once"],
        )
        return f"已交办 {row.code}，由 {owner.display_name} 在 {row.deadline.isoformat()} 前办理。"


class ItemForm(ActForm):
    """An act on one item."""

    def __init__(self, data: Any = None, *, item: ActionItem, on: date) -> None:
        super().__init__(data)
        self.item, self.on = item, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


def _long(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=400, widget=widget, help_text=help_text)


class FinishForm(ItemForm):
    title = "办结"
    button = "办结"

    def build(self) -> None:
        self.fields["result"] = _long("结果", "办成了什么；没有办成的写明原因")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.finish_item(item=self.item, result=self.cleaned_data["result"], actor=actor, at=at)
        return "已办结，并告知交办人。"


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
        services.move_deadline(
            item=self.item, deadline=said["deadline"], reason=said["reason"], actor=actor, at=at
        )
        return f"期限改为 {said['deadline'].isoformat()}。"
