"""Promotion events as forms: the year's plan, guests, who came, and the ceremony's list."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, once_field
from luodi.desk.forms import lines
from luodi.desk.forms.activity_acts import ThingForm, reason_field
from luodi.desk.forms.fields import AmountField, DayField, PatternField, UnitField
from luodi.desk.forms.lines import LinesField
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, reach_of
from luodi.outreach import services
from luodi.outreach.choices import EventForm, EventState
from luodi.outreach.models import PromotionEvent
from luodi.outreach.services import Listing, NewEvent
from luodi.projects.models import Project
from luodi.ui.addresses import url_with


class EventFields(ActForm):
    """What an event is; ``event`` is the one that is changed."""

    def __init__(
        self,
        data: Any = None,
        *,
        account: Account,
        reach: Reach,
        on: date,
        event: PromotionEvent | None = None,
    ) -> None:
        super().__init__(data, initial=_present(event) if event else None)
        self.event = event
        if event is None:
            self.fields["code"] = PatternField(
                r"[A-Za-z0-9][A-Za-z0-9._-]{1,38}",
                label="活动编号",
                help_text="字母、数字和连字符，如 WMC-2020；定下后不改",
                error_messages={"invalid": "只用字母、数字、点和连字符，至少两个字，如 WMC-2020"},
            )
        self.fields["name"] = forms.CharField(label="活动名称", max_length=120)
        self.fields["form"] = forms.ChoiceField(label="形式", choices=EventForm.choices)
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="承办单位")
        self.fields["place"] = forms.CharField(label="地点", max_length=60)
        self.fields["held_from"] = DayField(label="开始日期", initial=on)
        self.fields["held_to"] = DayField(label="结束日期", initial=on)
        self.fields["expected"] = forms.IntegerField(
            label="计划邀请（人）", min_value=0, max_value=99999, required=False
        )
        self.fields["parent"] = forms.CharField(
            label="所属活动编号", max_length=40, required=False, help_text="大活动之内的一场，写大活动的编号"
        )
        self.fields["summary"] = forms.CharField(
            label="情况", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        if event is not None:
            self.fields.pop("parent")
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=event.version)
        self.account = account

    def clean_parent(self) -> PromotionEvent | None:
        code = self.cleaned_data["parent"].strip()
        rows = PromotionEvent.objects.select_related("subject").filter(city_id=self.account.city_id)
        found = rows.filter(code=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError(f"没有编号为 {code} 的活动")
        return found

    def said(self) -> NewEvent:
        names = ("name", "unit", "place", "held_from", "held_to", "expected", "summary")
        values = {name: self.cleaned_data[name] for name in names}
        code = self.event.code if self.event else self.cleaned_data["code"]
        parent = self.event.parent if self.event else self.cleaned_data["parent"]
        return NewEvent(code=code, form=EventForm(self.cleaned_data["form"]), parent=parent, **values)


def _present(event: PromotionEvent) -> dict[str, Any]:
    names = ("name", "form", "place", "held_from", "held_to", "expected", "summary")
    return {name: getattr(event, name) for name in names} | {"unit": event.unit.code}


class NewEventForm(EventFields):
    title = "登记招商活动"
    button = "登记"
    explains = "还没有举办的列入年度计划；举办后登记举办、清点到会、列入签约项目。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = once_field()

    def act(self, *, actor: Account, at: datetime) -> str:
        new, once = self.said(), self.cleaned_data["once"]
        row = services.hold_event(new, actor=actor, at=at, state=EventState.PLANNED, once=once)
        self.leads_to = url_with("event", row.code)
        return f"已列入活动计划：{row.name}。"


class ChangeEventForm(EventFields):
    title = "修改活动"

    def act(self, *, actor: Account, at: datetime) -> str:
        assert self.event is not None
        version = self.cleaned_data["version"]
        services.change_event(self.event, self.said(), actor=actor, at=at, expected_version=version)
        return "活动已修改。"


class HeldForm(ThingForm):
    title = "登记举办"
    button = "已举办"
    explains = "活动结束后登记。到会人数和签约清单另行登记，登记后才计入数据。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.move_event(self.thing, EventState.HELD, actor=actor, at=at)
        return "已登记举办。"


class CancelForm(ThingForm):
    title = "取消活动"
    button = "取消活动"
    is_grave = True

    def build(self) -> None:
        self.fields["reason"] = reason_field("取消理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.move_event(self.thing, EventState.CANCELLED, actor=actor, at=at, reason=reason)
        return "活动已取消。"


class GuestsForm(ThingForm):
    title = "登记嘉宾"
    button = "登记"

    def build(self) -> None:
        self.fields["guests"] = LinesField(
            label="嘉宾",
            rows=8,
            required=True,
            placeholder="李总，示例显示有限公司，董事长",
            help_text="一行一人：姓名，单位，职务；可以从表格里直接粘贴",
        )

    def clean_guests(self) -> Any:
        return lines.read_guests(self.cleaned_data["guests"], self.account.city)

    def act(self, *, actor: Account, at: datetime) -> str:
        rows = services.invite(self.thing, self.cleaned_data["guests"], actor=actor, at=at)
        return f"已登记 {len(rows)} 位嘉宾。"


class CountForm(ThingForm):
    title = "清点到会"
    button = "按勾选登记到会"
    explains = "勾选到会的嘉宾；勾选的人数就是计入数据的到会企业家人数。再次清点即为更正，已认定的须先退回。"

    def build(self) -> None:
        guests = list(self.thing.guest_list.all())
        self.fields["came"] = forms.MultipleChoiceField(
            label="到会嘉宾",
            required=False,
            choices=[(str(one.pk), str(one)) for one in guests],
            initial=[str(one.pk) for one in guests if one.came],
            widget=forms.CheckboxSelectMultiple,
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        came = [int(pk) for pk in self.cleaned_data["came"]]
        services.count_guests(self.thing, came, actor=actor, at=at)
        return f"到会 {len(came)} 人。"


class ListForm(ThingForm):
    title = "列入签约项目"
    button = "列入"
    explains = "清单上读出的项目和金额；列入清单不等于签约，签约以项目的签约登记为准。"

    def build(self) -> None:
        self.fields["project"] = forms.CharField(
            label="项目编号", max_length=20, widget=forms.TextInput(attrs={"placeholder": "如 P2020-0001"})
        )
        self.fields["amount"] = AmountField(label="读出金额", help_text="万元，或写明亿元")
        self.fields["listed_on"] = DayField(label="列入日期", initial=self.thing.held_to)

    def clean_project(self) -> Project:
        code = self.cleaned_data["project"].strip().upper()
        shown = Project.objects.visible_to(reach_of(self.account)).select_related("subject", "unit")
        found = shown.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为 {code} 的项目")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        listing = Listing(**self.cleaned_data)
        services.list_at_ceremony(self.thing, [listing], actor=actor, at=at)
        return f"已列入“{listing.project.name}”。"


class UnlistForm(ThingForm):
    title = "移出清单"
    button = "移出"
    is_grave = True

    def build(self) -> None:
        rows = self.thing.listings.select_related("project", "event")
        self.rows = {one.project.code: one for one in rows}
        self.fields["project"] = forms.ChoiceField(
            label="项目", choices=[(code, one.project.name) for code, one in self.rows.items()]
        )
        self.fields["reason"] = reason_field("移出理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        listing = self.rows[self.cleaned_data["project"]]
        services.take_off_list(listing, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已移出清单。"
