"""Trips and visits as forms: what each says alone, and what is done with it: planned, reported, corrected."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk.forms import lines
from luodi.desk.forms.activities import ActivityForm
from luodi.desk.forms.fields import DayField, VagueDateField
from luodi.desk.forms.lines import LinesField
from luodi.desk.forms.particulars import OriginField
from luodi.desk.naming import origin as origin_name
from luodi.organisation.choices import Rank
from luodi.organisation.models import Account
from luodi.outreach import services
from luodi.outreach.choices import Side
from luodi.outreach.models import Trip, Visit
from luodi.outreach.policies import address_of
from luodi.outreach.services import NewTrip, NewVisit
from luodi.outreach.services.activities import NewActivity

_RANKS = "、".join(str(rank.label) for rank in Rank)


class TripForm(ActivityForm):
    titled = "如 赴深圳对接电子信息产业"
    FIRST = (
        "title", "unit", "destination", "place", "from_on", "to_on", "led_by", "head_count", "purpose", "stops",
    )  # fmt: skip

    def add_own(self) -> None:
        on = self.asked.on
        self.fields["destination"] = OriginField(
            on=on, label="目的地", help_text="省、市或国家，如 广东省深圳市"
        )
        self.fields["place"] = forms.CharField(
            label="目的地说明", max_length=60, required=False, help_text="如 南山区；不填的用目的地"
        )
        self.fields["from_on"] = DayField(label="出发日期", initial=on)
        self.fields["to_on"] = DayField(label="返回日期", initial=on)
        self.fields["stops"] = LinesField(
            label="到访地",
            rows=2,
            placeholder="2020-07-06，广东省深圳市，南山区",
            help_text="去了多个城市才填，一行一站：日期，城市，具体地点；不填的按目的地计",
        )

    @classmethod
    def present(cls, row: Trip) -> dict[str, Any]:
        stops = lines.show_stops(row.stops.all(), origin_name)
        own = {name: getattr(row, name) for name in ("destination", "place", "from_on", "to_on")}
        return super().present(row) | own | {"stops": stops}

    def read_own(self) -> None:
        self._read("stops", lambda said: lines.read_stops(said, self.asked.on))

    @property
    def origin(self) -> str:
        return str(self.cleaned_data["destination"])

    def made(self, **said: Any) -> NewActivity:
        own = self.cleaned_data
        place = own["place"] or origin_name(own["destination"])
        dated = {name: own[name] for name in ("destination", "from_on", "to_on", "stops")}
        return NewTrip(**said, **dated, place=place[:60])


class VisitForm(ActivityForm):
    DATED = ("visited",)
    WHOLE = ActivityForm.WHOLE | {"purpose"}
    leader = "接待领导"
    sample = "2020-07-06 09:30，开发区展厅，参观规划展示"
    titled = "如 深圳某某科技考察团来访；一批客商登记一次"

    def add_own(self) -> None:
        on = self.asked.on
        self.fields["origin"] = OriginField(
            on=on, label="客商来自", help_text="省、市或国家，如 广东省深圳市"
        )
        self.fields["visited"] = VagueDateField(label="来访日期")

    def add_people(self) -> None:
        self.fields["guests"] = LinesField(
            label="来访客人", placeholder="李总，董事长", help_text="一行一人：姓名，职务"
        )
        self.fields["members"] = LinesField(
            label="接待人员",
            placeholder="王一，局长，主要负责人",
            help_text=f"一行一人：姓名，职务，级别；级别写{_RANKS}，可以不写",
        )

    @classmethod
    def present(cls, row: Visit) -> dict[str, Any]:
        return super().present(row) | {"origin": row.origin, "visited": row.visited}

    def read_own(self) -> None:
        city = self.asked.account.city
        self._read("guests", lambda said: lines.read_members(said, city, Side.THEIRS))

    @property
    def origin(self) -> str:
        return str(self.cleaned_data["origin"])

    def made(self, **said: Any) -> NewActivity:
        own = self.cleaned_data
        return NewVisit(**said, origin=own["origin"], visited=own["visited"])


class PlanForm(ActivityForm):
    button = "登记计划"
    counts = False
    explains = "计划不计入任何数据；完成后在它的页面上“报告”，才计入。"

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        row = services.plan(new, actor=actor, at=at, once=self.cleaned_data["once"])
        self.leads_to = address_of(row)
        return f"已登记计划 {row.code}。"


class ChangePlanForm(ActivityForm):
    button = "保存计划"
    counts = False
    explains = "已批准的计划改动后，要求批准的单位须重新报批。"

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        version = self.cleaned_data["version"]
        services.change_plan(activity=self.asked.row, new=new, actor=actor, at=at, expected_version=version)
        return "计划已修改。"


class RecordForm(ActivityForm):
    button = "登记"
    explains = "登记已经完成的活动，登记后即为本单位的申报，由认定员认定。"

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        row = services.record(new, actor=actor, at=at, once=self.cleaned_data["once"])
        self.leads_to = address_of(row)
        return f"已登记 {row.code}，等待认定。"


class ReportForm(ActivityForm):
    button = "报告"
    explains = "按实际情况核对后报告。报告后计入申报数，由认定员认定；没有见到的企业请从表中删去。"

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        version = self.cleaned_data["version"]
        services.report(activity=self.asked.row, new=new, actor=actor, at=at, expected_version=version)
        return "已报告，等待认定。"


class CorrectForm(ActivityForm):
    button = "更正"
    is_correction = True
    explains = "改成实际情况。与原登记不同的数据被更正，其余不动；已认定的数据须由认定员退回后才能改。"

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.correct(
            activity=self.asked.row,
            new=new,
            reason=said["reason"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return "已更正。"


class PlanTrip(PlanForm, TripForm):
    title = "登记外出计划"


class ChangeTrip(ChangePlanForm, TripForm):
    title = "修改外出计划"


class RecordTrip(RecordForm, TripForm):
    title = "登记外出招商"


class ReportTrip(ReportForm, TripForm):
    title = "报告外出招商"


class CorrectTrip(CorrectForm, TripForm):
    title = "更正外出招商"


class PlanVisit(PlanForm, VisitForm):
    title = "登记接待计划"


class ChangeVisit(ChangePlanForm, VisitForm):
    title = "修改接待计划"


class RecordVisit(RecordForm, VisitForm):
    title = "登记来访接待"


class ReportVisit(ReportForm, VisitForm):
    title = "报告来访接待"


class CorrectVisit(CorrectForm, VisitForm):
    title = "更正来访接待"
