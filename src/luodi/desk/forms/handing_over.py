"""Hand-over of a leaving clerk's account: one administrator records it, another one moves the roles."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.filing import services
from luodi.organisation.models import Account, HandOver


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the city's open accounts, other than one."""

    def __init__(self, *, beside: Account, **kwargs: Any) -> None:
        rows = Account.objects.filter(city_id=beside.city_id, is_active=True).exclude(pk=beside.pk)
        rows = rows.select_related("person", "unit")
        messages = {"required": "请选择一项", "invalid_choice": "没有这一项，请重新选择"}
        super().__init__(rows, to_field_name="login_key", error_messages=messages, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.name}（{obj.unit.short_name}，{obj.login}）"


class HandOverForm(ActForm):
    title = "工作交接"
    button = "登记交接并停用账号"
    is_grave = True

    def __init__(self, data: Any = None, *, leaving: Account, on: date) -> None:
        super().__init__(data)
        self.leaving = leaving
        self.explains = (
            f"停用 {leaving.login}，把它未读的提醒转给接手人；单位的申报、退回、更正、月报仍是单位的，"
            "接手人在安全管理员移交授权以后看到待办清单。"
        )
        self.fields["successor"] = AccountField(beside=leaving, label="接手账号", empty_label="请选择")
        self.fields["on"] = DayField(label="交接日期", initial=on)
        self.fields["reason"] = forms.CharField(label="交接原因", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.hand_over(leaving=self.leaving, actor=actor, at=at, **self.cleaned_data)
        return f"已登记交接，{self.leaving.login} 已停用；请安全管理员把授权移交给 {row.successor.login}。"


class ConfirmHandOver(ActForm):
    title = "移交授权"
    button = "移交授权"
    is_grave = True

    def __init__(self, data: Any = None, *, hand_over: HandOver) -> None:
        super().__init__(data)
        self.hand_over = hand_over
        held = hand_over.leaving.grants.held().select_related("unit")
        roles = "、".join(f"{one.unit.short_name}{one.get_role_display()}" for one in held) or "（没有角色）"
        self.explains = (
            f"收回 {hand_over.leaving.login} 的 {roles}，授予 {hand_over.successor.login}，立即生效。"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        given = services.confirm_hand_over(hand_over=self.hand_over, actor=actor, at=at)
        return f"已移交 {len(given)} 项授权。"
