"""A meeting: recorded on the phone or at a desk, corrected, withdrawn, joined and parted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.at_the_table import attendants, written
from luodi.desk.forms.fields import DayField, UnitField
from luodi.desk.selectors import road
from luodi.enterprises.models import Enterprise
from luodi.enterprises.services import NewEnterprise
from luodi.kernel.findings import Refusal
from luodi.kernel.names import normal_name
from luodi.kernel.phones import masked_phone
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.outreach import meetings_seen, services
from luodi.outreach.choices import MeetingForm, MeetingOutcome, Side
from luodi.outreach.models import Meeting
from luodi.refdata import regions
from luodi.ui.addresses import url_with

_OUTCOMES = sorted(MeetingOutcome.choices, key=lambda one: one[0] != MeetingOutcome.CONTACT)
"""What claims least stands first: nobody makes a lead of a meeting by leaving a field alone."""
_CHOOSE = {"required": "请选择一项", "invalid_choice": "没有这一项，请重新选择"}
_UNCLEAR = "没有找到“{}”，或有几个同名的。请从提示里选，或写编号"


class TimeInput(forms.TimeInput):
    input_type = "time"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


def _short(label: str, most: int, help_text: str = "", **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=widget)


def _rows(label: str, n: int, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": n})
    return forms.CharField(label=label, max_length=4000, required=False, widget=widget, help_text=help_text)


class MeetingFields(forms.Form):
    """What is said of a meeting, in the order in which it is asked."""

    def __init__(
        self, data: Any = None, files: Any = None, *, account: Account, on: date, reach: Reach, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.reach, self.on, self.city = reach, on, account.city
        add = self.fields.__setitem__
        add("firm", _short("见了谁", 200, "企业名称、信用代码或拼音首字母；名录里没有的会作为新企业登记"))
        add("firm_code", forms.CharField(required=False, max_length=20, widget=forms.HiddenInput))
        add("not_firm", forms.BooleanField(label="不是企业（商会、机关、个人等）", required=False))
        add("theirs", _rows("对方人员", 2, "每人一行：姓名 职务 电话"))
        add("result", forms.CharField(
            label="谈了什么、结果怎样", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": "请写会谈情况，一句话也可以"},
        ))  # fmt: skip
        add(
            "outcome",
            forms.ChoiceField(label="会谈结果", choices=_OUTCOMES, error_messages=_CHOOSE),
        )
        add("about", _rows("所谈项目或线索", 2, "编号或名称，可以谈几件，每件一行"))
        add("occasion", forms.CharField(label="属于哪次活动", required=False, max_length=80))
        add("held_on", DayField(label="会谈日期", initial=on))
        add("held_at", forms.TimeField(label="开始时间", required=False, widget=TimeInput))
        add("form", forms.ChoiceField(label="会谈方式", choices=MeetingForm.choices, error_messages=_CHOOSE))
        add("place", _short("地点", 60))
        add("ours", _rows("我方人员", 2, "姓名之间用顿号，或每人一行：姓名 职务"))
        own = account.unit.code
        add("unit", UnitField.written_by(account, reach, on, label="登记单位", initial=own))
        add("credit_code", _short("信用代码（新企业）", 24, "知道就填，系统会核对校验位"))
        add("origin", _short("来源地（新企业）", 40, "如 深圳、江苏苏州"))

        self.fields["firm"].required = True
        self.fields["firm"].error_messages["required"] = "请填写见了谁"

    def clean_occasion(self) -> Subject | None:
        said = str(self.cleaned_data["occasion"]).strip()
        found = road.occasion_of(self.reach, said) if said else None
        if said and found is None:
            raise forms.ValidationError("没有这次活动，或您所在单位没有参加")
        return found

    def clean_origin(self) -> str:
        said = str(self.cleaned_data["origin"]).strip()
        try:
            return regions.find_origin(said, self.on) if said else ""
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("about"):
            said["topics"], unclear = road.topics_meant(self.reach, said["about"])
            for line in unclear:
                self.add_error("about", _UNCLEAR.format(line[:60]))
        return said

    def command(self, topics: Sequence[Subject] = (), **more: Any) -> services.NewMeeting:
        """Return what is said, with the firm that is meant; one that nobody knows comes as a new one."""
        said = self.cleaned_data
        firm, new = self._firm()
        return services.NewMeeting(
            unit=said["unit"],
            held_on=said["held_on"],
            held_at=said["held_at"],
            form=MeetingForm(said["form"]),
            outcome=MeetingOutcome(said["outcome"]),
            result=said["result"],
            place=said["place"],
            occasion=said["occasion"],
            enterprise=firm,
            new_firm=new,
            title=said["firm"],
            topics=(*topics, *said.get("topics", ())),
            people=self._people(),
            **more,
        )

    def _people(self) -> tuple[services.Attendant, ...]:
        return attendants(self.cleaned_data["theirs"], self.cleaned_data["ours"], city=self.city)

    def _firm(self) -> tuple[Enterprise | None, NewEnterprise | None]:
        said = self.cleaned_data
        if said["not_firm"]:
            return None, None
        of_city = Enterprise.objects.of(self.city.pk).select_related("subject")
        chosen = of_city.filter(code=said["firm_code"]).first() if said["firm_code"] else None
        if chosen is not None and normal_name(chosen.name) != normal_name(said["firm"]):
            chosen = None
        known = (
            chosen
            or meetings_seen.firm_meant(self.city.pk, said["credit_code"])
            or meetings_seen.firm_meant(self.city.pk, said["firm"])
        )
        if known is not None:
            return known, None
        name = said["firm"].strip()
        return None, NewEnterprise(name=name, credit_code=said["credit_code"], origin=said["origin"])


class RecordForm(CreatingForm, MeetingFields):
    title = "登记会谈"
    button = "登记"

    def __init__(
        self, data: Any = None, files: Any = None, *, account: Account, on: date, reach: Reach
    ) -> None:
        super().__init__(data, files, account=account, on=on, reach=reach)
        self.fields["next_title"] = _short("下一步要办的事", 200, "如：周五前把厂房图纸发给对方")
        self.fields["next_on"] = DayField(label="办理期限", required=False)
        self.fields["photos"] = forms.Field(
            label="照片", required=False, widget=ManyFiles(attrs={"accept": "image/*,.pdf"})
        )
        self.refused: list[str] = []
        self.twins: list[str] = []
        self.meeting: Meeting | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("next_title") and not said.get("next_on"):
            self.add_error("next_on", "请填写办理期限")
        return said

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        step = (
            services.NextStep(title=said["next_title"], deadline=said["next_on"])
            if said["next_title"]
            else None
        )
        command = self.command(next_step=step, once=said["once"])
        self.meeting = services.record_meeting(command, actor=actor, at=at)
        self.refused = [
            *_differs(self.meeting, command, at),
            *add_photos(self.meeting, self.files.getlist("photos"), actor=actor, at=at),
        ]
        self.leads_to = url_with("road")
        self.twins = [
            f"{twin.created_by.display_name}（{twin.unit.short_name}）当天也登记了与“{twin.title}”的会谈 {twin.code}，"
            "如果是同一次，请打开后合并"
            for twin in meetings_seen.twins_of(self.meeting)
        ]
        wrong = "".join(f"　{one}" for one in (*self.refused, *self.twins))
        return f"已登记会谈 {self.meeting.code} {self.meeting.title}。{wrong}"


class CorrectMeetingForm(ActForm, MeetingFields):
    title = "更正会谈"
    button = "更正"
    is_grave = False
    explains = "更正会改动以前的数字：以前按错的统计，改后按对的统计；以前任一时点的数字不变。"

    def __init__(
        self, data: Any = None, *, meeting: Meeting, account: Account, on: date, reach: Reach
    ) -> None:
        super().__init__(data, account=account, on=on, reach=reach, initial=_initial(meeting))
        self.meeting = meeting
        self.topics = [topic.subject for topic in meeting.topics.select_related("subject").order_by("pk")]
        if self.topics:
            self.fields["kept"] = forms.MultipleChoiceField(
                label="已登记的所谈事项",
                required=False,
                choices=[(str(one.pk), f"{one.code} {one.label}") for one in self.topics],
                initial=[str(one.pk) for one in self.topics],
                widget=forms.CheckboxSelectMultiple,
                help_text="去掉不对的",
            )
        self.fields["reason"] = forms.CharField(label="更正理由", max_length=200)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=meeting.version)

    def _people(self) -> tuple[services.Attendant, ...]:
        """Return everybody, with the numbers that were shown masked and stayed so."""
        known = {(one.name, masked_phone(one.phone)): one.phone for one in self.meeting.people.all()}
        return tuple(
            replace(one, phone=known.get((one.name, one.phone), one.phone)) for one in super()._people()
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        kept = [one for one in self.topics if str(one.pk) in said.get("kept", ())]
        services.correct_meeting(
            self.meeting,
            self.command(kept),
            reason=said["reason"],
            expected_version=said["version"],
            actor=actor,
            at=at,
        )
        return f"会谈 {self.meeting.code} 已更正。"


class ReasonForm(ActForm):
    """An act on one meeting that needs nothing but a reason."""

    label = "理由"

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data)
        self.meeting = meeting
        self.fields["reason"] = forms.CharField(label=self.label, max_length=200)


class WithdrawMeetingForm(ReasonForm):
    title = "撤回会谈"
    button = "撤回"
    is_grave = True
    explains = "没有这次会谈、登记错了才撤回。撤回后不再计入任何数字；登记和撤回都留在操作日志里。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_meeting(self.meeting, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"会谈 {self.meeting.code} 已撤回。"


class PartMeetingForm(ReasonForm):
    title = "拆开会谈"
    button = "拆开"
    explains = "这两条登记其实是两次会谈时，把它们拆开，各自重新计数。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.part_meeting(self.meeting, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"会谈 {self.meeting.code} 已拆开，单独计数。"


def add_photos(meeting: Meeting, files: Sequence[Any], *, actor: Account, at: datetime) -> list[str]:
    """Keep each file by itself; return what was refused and why."""
    refused: list[str] = []
    for file in files:
        try:
            services.add_photo(meeting, file.file, file.name, actor=actor, at=at)
        except Refusal as refusal:
            refused.append(f"“{file.name}”没有保存：{refusal}")
    return refused


def _differs(meeting: Meeting, new: services.NewMeeting, at: datetime) -> list[str]:
    """Say so when this was recorded before with other words: a draft mended after it had arrived unnoticed."""
    same = (meeting.title, meeting.held_on, meeting.result) == (
        new.counterpart,
        new.held_on,
        new.result.strip(),
    )
    if same or meeting.created_at == at:
        return []
    return ["这条会谈修改以前已经送达，登记的是当时的内容；请打开核对，需要时更正"]


def _initial(meeting: Meeting) -> dict[str, Any]:
    people = list(meeting.people.all())
    occasion = meeting.occasion
    return {
        "firm": meeting.title,
        "firm_code": meeting.enterprise.code if meeting.enterprise else "",
        "not_firm": meeting.enterprise is None,
        "theirs": written(one for one in people if one.side == Side.THEIRS),
        "ours": written(one for one in people if one.side == Side.OURS),
        "result": meeting.result,
        "outcome": meeting.outcome,
        "occasion": f"{occasion.kind}:{occasion.code}" if occasion else "",
        "held_on": meeting.held_on,
        "held_at": meeting.held_at,
        "form": meeting.form,
        "place": meeting.place,
        "unit": meeting.unit.code,
    }
