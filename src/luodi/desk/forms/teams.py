"""Teams: founded and disbanded, people seconded, days marked, months submitted and confirmed, feeds given out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField, PatternField, PersonField, UnitField
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Account, City, Unit
from luodi.teams import services
from luodi.teams.choices import TEAM_KINDS, MemberRole, Presence
from luodi.teams.models import Attendance, AttendanceSheet, CalendarFeed, Secondment
from luodi.ui.addresses import url_with

_NO_PERSON = "先在“人员”里登记，再选派"


class TeamForm(ActForm):
    """Found a team."""

    title = "组建招商队伍"
    button = "组建"
    explains = "组建本身就是正式决定：从组建之日起计入队伍个数。队员在组建后选派。"

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        self.fields["code"] = PatternField(
            r"[A-Za-z0-9-]{2,40}", label="编码", help_text="字母、数字和连字符，如 TEAM-12；以后不变"
        )
        self.fields["name"] = forms.CharField(label="名称", max_length=80)
        self.fields["short_name"] = forms.CharField(label="简称", max_length=40)
        kinds = [(kind.value, kind.label) for kind in UnitKind if kind in TEAM_KINDS]
        self.fields["kind"] = forms.ChoiceField(label="类别", choices=kinds)
        above = Unit.objects.of(city.pk).active_on(on).exclude(kind__in=TEAM_KINDS)
        self.fields["parent"] = UnitField(
            among=above, label="上级单位", help_text="市级队伍选招商服务中心，县区（园区）的选该县区"
        )
        self.fields["founded_on"] = DayField(label="组建日期", initial=on)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = services.NewTeam(
            code=said["code"].upper(),
            name=said["name"],
            short_name=said["short_name"],
            kind=UnitKind(said["kind"]),
            parent=said["parent"],
            founded_on=said["founded_on"],
            area=said["parent"].area,
        )
        team = services.found_team(new, actor=actor, at=at)
        self.leads_to = url_with("team", team.code)
        return f"已组建“{team.short_name}”。"


class DisbandForm(ActForm):
    title = "撤销招商队伍"
    button = "撤销"
    is_grave = True
    explains = "撤销之日起不再计入队伍个数；以前的活动、出勤和签约仍是它的。"

    def __init__(self, data: Any = None, *, team: Unit, on: date) -> None:
        super().__init__(data)
        self.team = team
        self.fields["closed_on"] = DayField(label="撤销日期", initial=on)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.disband_team(self.team, self.cleaned_data["closed_on"], actor=actor, at=at)
        return f"已撤销“{self.team.short_name}”。"


class SecondForm(ActForm):
    """Second one person to a team for a term."""

    title = "选派队员"
    button = "选派"
    explains = "选派有期限，期满自动结束；一人同一时间只在一支队伍。"

    def __init__(self, data: Any = None, *, team: Unit, on: date) -> None:
        super().__init__(data)
        self.team = team
        self.fields["person"] = PersonField(city=team.city, label="队员", help_text=_NO_PERSON)
        self.fields["role"] = forms.ChoiceField(
            label="职务", choices=MemberRole.choices, initial=MemberRole.MEMBER
        )
        self.fields["home"] = UnitField.of_city(
            team.city, on, label="派出单位", required=False, empty_label="未填"
        )
        self.fields["since"] = DayField(label="开始日期", initial=on)
        self.fields["until"] = DayField(label="期满日期", help_text="含这一天，最长五年")
        self.fields["document"] = forms.CharField(label="选派文号", max_length=80, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {**self.cleaned_data, "role": MemberRole(self.cleaned_data["role"])}
        (row,) = services.second_people(self.team, [services.NewSecondment(**said)], actor=actor, at=at)
        return f"已选派{row.person.name}到“{self.team.short_name}”，{row.until.isoformat()} 期满。"


class SecondmentForm(ActForm):
    """Change a member's role or term."""

    title = "变更选派"
    button = "保存"
    explains = "期满日期改晚即为延期，改早即为提前结束，提前结束须写明原因。"

    def __init__(self, data: Any = None, *, secondment: Secondment) -> None:
        super().__init__(data)
        held = self.secondment = secondment
        self.fields["role"] = forms.ChoiceField(label="职务", choices=MemberRole.choices, initial=held.role)
        self.fields["until"] = DayField(label="期满日期", initial=held.until)
        self.fields["document"] = forms.CharField(
            label="选派文号", max_length=80, required=False, initial=held.document
        )
        self.fields["reason"] = forms.CharField(label="提前结束原因", max_length=200, required=False)
        self.fields["version"] = forms.IntegerField(initial=held.version, widget=forms.HiddenInput)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.change_secondment(
            secondment=self.secondment,
            role=MemberRole(said["role"]),
            until=said["until"],
            document=said["document"],
            reason=said["reason"],
            expected_version=said["version"],
            actor=actor,
            at=at,
        )
        return f"已保存{row.person.name}的选派。"


HALVES = ("morning", "afternoon")


class DayForm(ActForm):
    """Mark one day of some members, half by half; ``fill`` marks as present what nobody has marked."""

    title = "登记出勤"
    button = "保存"

    def __init__(
        self,
        data: Any = None,
        *,
        team: Unit,
        day: date,
        members: Sequence[Secondment],
        known: dict[int, Attendance],
    ) -> None:
        super().__init__(data)
        self.team, self.day, self.members = team, day, members
        self.fields["fill"] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        for member in members:
            row = known.get(member.pk)
            for half, label in zip(HALVES, ("上午", "下午"), strict=True):
                self.fields[f"{half}-{member.pk}"] = forms.ChoiceField(
                    label=f"{member.person.name}{label}",
                    choices=[("", "未登记"), *Presence.choices],
                    required=False,
                    initial=getattr(row, half) if row else "",
                    widget=forms.RadioSelect,
                )

    def lines(self) -> list[tuple[Secondment, list[Any]]]:
        """Return each member with the fields of the two halves."""
        return [(one, [self[f"{half}-{one.pk}"] for half in HALVES]) for one in self.members]

    def act(self, *, actor: Account, at: datetime) -> str:
        marks = [
            services.Mark(one, *(self._presence(f"{half}-{one.pk}") for half in HALVES))
            for one in self.members
        ]
        n_changed = services.mark_days(self.team, self.day, marks, actor=actor, at=at)
        return f"{self.day.month}月{self.day.day}日的出勤已保存" + ("。" if n_changed else "，没有变化。")

    def _presence(self, name: str) -> Presence | None:
        said = self.cleaned_data[name] or (Presence.PRESENT if self.cleaned_data["fill"] else "")
        return Presence(said) if said else None


class SubmitForm(ActForm):
    title = "提交月度出勤"
    button = "提交"
    explains = "提交后本月的出勤不能再改，由招商服务中心确认；确认后计入“驻点出勤”。"

    def __init__(self, data: Any = None, *, team: Unit, month: str) -> None:
        super().__init__(data)
        self.team, self.month = team, month

    def act(self, *, actor: Account, at: datetime) -> str:
        services.submit_month(self.team, self.month, actor=actor, at=at)
        return "已提交，等待招商服务中心确认。"


class ConfirmForm(ActForm):
    title = "确认月度出勤"
    button = "确认"
    explains = "确认后人天数即计入“驻点出勤”，计在该月最后一天。"

    def __init__(self, data: Any = None, *, sheet: AttendanceSheet) -> None:
        super().__init__(data)
        self.sheet = sheet

    def act(self, *, actor: Account, at: datetime) -> str:
        services.confirm_month(self.sheet, actor=actor, at=at)
        return "已确认，人天数已计入。"


class ReturnForm(ActForm):
    title = "退回月度出勤"
    button = "退回"
    is_grave = True
    explains = "退回后队伍可以修改，再次提交。"

    def __init__(self, data: Any = None, *, sheet: AttendanceSheet) -> None:
        super().__init__(data)
        self.sheet = sheet
        self.fields["reason"] = forms.CharField(label="原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.return_month(self.sheet, reason=reason, actor=actor, at=at)
        return "已退回。"


class ReopenForm(ReturnForm):
    title = "撤销确认"
    button = "撤销确认"
    explains = "撤销后该月人天数不再计入，队伍修改后须重新提交、确认；以前时点的数字不变。"

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.reopen_month(self.sheet, reason=reason, actor=actor, at=at)
        return "已撤销确认。"


class FeedForm(CreatingForm):
    """Give out a private calendar address; it is told once."""

    title = "开通日历订阅"
    button = "开通"
    explains = "地址只显示这一次，任何持有它的人都能看到您的日程，请勿转发；不用时随时停用。"

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        self.secret = ""
        self.fields["name"] = forms.CharField(label="用途", max_length=40, help_text="如“我的手机”")
        self.fields["unit"] = UnitField.of_city(
            city, on, label="只看单位", required=False, empty_label="我能看到的全部"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        _, self.secret = services.issue_feed(
            name=said["name"], unit=said["unit"], once=said["once"], actor=actor, at=at
        )
        return "已开通。请把下面的地址复制到日历应用。"


class RevokeForm(ActForm):
    title = "停用日历订阅"
    button = "停用"
    is_grave = True
    explains = "停用后这个地址立即失效；需要时可另外开通。"

    def __init__(self, data: Any = None, *, feed: CalendarFeed) -> None:
        super().__init__(data)
        self.feed = feed

    def act(self, *, actor: Account, at: datetime) -> str:
        services.revoke_feed(self.feed, actor=actor, at=at)
        return f"已停用“{self.feed.name}”。"
