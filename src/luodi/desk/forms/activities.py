"""A trip or a visit as a form: planned, reported, corrected. What both say, and what each says alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db import transaction

from luodi.desk.acting import once_field
from luodi.desk.forms import lines
from luodi.desk.forms.crediting import PartsForm
from luodi.desk.forms.fields import DayField, PersonField, UnitField, VagueDateField
from luodi.desk.forms.lines import LinesField, SaidFirm
from luodi.desk.forms.particulars import OriginField
from luodi.desk.naming import origin as origin_name
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach
from luodi.outreach import services
from luodi.outreach.choices import ResultClass, Side
from luodi.outreach.models import Trip, Visit
from luodi.outreach.policies import address_of
from luodi.outreach.services import NewTrip, NewVisit
from luodi.outreach.services.activities import NewActivity
from luodi.projects.models import Project

_LEADERS = "带队领导"


@dataclass(frozen=True)
class Asked:
    """Who fills in the form, and when; ``row`` is what it is about, if that is there already."""

    account: Account
    reach: Reach
    on: date
    row: Any = None


class ActivityForm(PartsForm):
    """``counts`` says whether sending it puts the activity into the figures: a plan does not."""

    lines_title = "联合开展的单位和份额；本单位独自开展的不填"
    counts: ClassVar[bool] = True
    is_correction: ClassVar[bool] = False
    DATED = ("to_on",)

    def __init__(self, data: Any = None, *, asked: Asked) -> None:
        super().__init__(data, initial=self.present(asked.row) if asked.row is not None else None)
        self.asked = asked
        units = Unit.objects.of(asked.account.city_id).active_on(asked.on)
        if asked.reach.writes_in is not None:
            units = units.filter(pk__in=asked.reach.writes_in)
        own = asked.account.unit.code if asked.reach.writes_in is not None else None
        self.fields["unit"] = UnitField(among=units, label="责任单位", initial=own)
        self.fields["title"] = forms.CharField(label="名称", max_length=120)
        self.add_own()
        self.fields["led_by"] = PersonField(city=asked.account.city, label=_LEADERS, required=False)
        self.fields["head_count"] = forms.IntegerField(
            label="人数", min_value=1, max_value=9999, required=False
        )
        self.fields["purpose"] = forms.CharField(label="目的", max_length=400, required=False)
        self.add_people()
        self.fields["programme"] = LinesField(
            label="日程",
            placeholder="2020-07-06 09:30，深圳，拜访某企业",
            help_text="一行一项：日期 时间，地点，内容",
        )
        self.fields["firms"] = LinesField(
            label="对接企业" if self.counts else "拟对接企业",
            help_text="一行一家：企业名称（或编号、信用代码），接洽人，意向",
        )
        self.fields["add_firms"] = forms.BooleanField(label="没有档案的企业一并建档", required=False)
        self.fields["projects"] = LinesField(
            label="洽谈项目", rows=2, help_text="一行一个：项目编号或完整名称"
        )
        if self.counts:
            self.add_results()
        self.add_lines(asked.account.city, asked.on, self.held(asked.row))
        self.add_marks()

    @property
    def is_joint(self) -> bool:
        """Whether the table of units says something, right or wrong."""
        lines = [bound for line in self.lines for bound in (line.unit, line.percent)]
        return any(bound.errors or bound.value() for bound in lines)

    def add_own(self) -> None:
        """Add what this sort alone says."""

    def add_people(self) -> None:
        self.fields["members"] = LinesField(
            label="参加人员", placeholder="王一，局长，主要负责人", help_text="一行一人：姓名，职务，级别"
        )

    def add_results(self) -> None:
        self.fields["outcome"] = forms.ChoiceField(
            label="成果类别", required=False, choices=[("", "请选择"), *ResultClass.choices]
        )
        self.fields["summary"] = forms.CharField(
            label="情况和成果", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
        )
        if self.is_correction:
            self.fields["reason"] = forms.CharField(label="更正理由", max_length=400)

    def add_marks(self) -> None:
        if self.asked.row is None:
            self.fields["once"] = once_field()
        else:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.asked.row.version
            )

    def held(self, row: Any) -> list[tuple[Unit, int]]:
        parts = row.parts.select_related("unit").order_by("-basis_points", "id") if row is not None else ()
        return [(one.unit, one.basis_points) for one in parts]

    @classmethod
    def present(cls, row: Any) -> dict[str, Any]:
        """Return what the row says now, as the fields write it."""
        handling = getattr(row, "handling", None)
        firms = row.firms.select_related("enterprise").order_by("id")
        people = list(row.members.all())
        return {
            "unit": row.unit.code,
            "title": row.title,
            "led_by": row.led_by.code if row.led_by else None,
            "head_count": row.head_count,
            "summary": row.summary,
            "purpose": handling.purpose if handling else "",
            "outcome": handling.outcome if handling else "",
            "members": lines.show_members(people),
            "guests": lines.show_members(people, Side.THEIRS),
            "programme": lines.show_programme(row.programme.all()),
            "firms": lines.show_firms(firms),
            "projects": "\n".join(row.projects.values_list("project__code", flat=True)),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        city = self.asked.account.city
        shown = Project.objects.visible_to(self.asked.reach)
        self._read("members", lambda said: lines.read_members(said, city))
        self._read("programme", lines.read_programme)
        self._read("projects", lambda said: lines.read_projects(said, shown))
        self._read("firms", lambda said: lines.read_firms(said, city))
        self.read_own()
        missing = [one.name for one in cleaned.get("firms") or () if one.enterprise is None]
        if missing and not cleaned.get("add_firms") and "firms" not in self.errors:
            self.add_error("firms", f"没有档案：{'、'.join(missing)}。核对名称，或勾选下面的“一并建档”")
        return cleaned

    def read_own(self) -> None:
        """Read the lines that this sort alone has."""

    def _read(self, name: str, read: Any) -> None:
        if name in self.cleaned_data and name not in self.errors:
            try:
                self.cleaned_data[name] = read(self.cleaned_data[name])
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)

    @property
    def origin(self) -> str:
        """Where a firm that is entered along with it comes from."""
        raise NotImplementedError

    def command(self, *, actor: Account, at: datetime) -> NewActivity:
        """Return what was said; firms without a record are entered first."""
        said = self.cleaned_data
        found = [self._entered(one, actor, at) for one in said["firms"]]
        parts = self.parts
        return self.made(
            unit=said["unit"],
            title=said["title"],
            led_by=said["led_by"],
            head_count=said["head_count"],
            purpose=said["purpose"],
            outcome=said.get("outcome", "") if self.counts else self.kept("outcome"),
            summary=said.get("summary", "") if self.counts else self.kept("summary"),
            members=(*said["members"], *said.get("guests", ())),
            programme=said["programme"],
            firms=tuple(firm for firm, _ in found),
            talks={firm.pk: talk for firm, talk in found},
            projects=said["projects"],
            shares=parts if len(parts) > 1 else (),
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        with transaction.atomic():
            return self.perform(self.command(actor=actor, at=at), actor=actor, at=at)

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        """Call the service with what was said and return what to tell the user."""
        raise NotImplementedError

    def kept(self, name: str) -> str:
        return str(self.initial.get(name) or "")

    def made(self, **said: Any) -> NewActivity:
        raise NotImplementedError

    def _entered(self, said: SaidFirm, actor: Account, at: datetime) -> tuple[Enterprise, Any]:
        if said.enterprise is not None:
            return said.enterprise, said.talk
        new = enterprises.NewEnterprise(name=said.name, credit_code=said.credit_code, origin=self.origin)
        return enterprises.add_enterprise(new, actor=actor, at=at), said.talk


class TripForm(ActivityForm):
    def add_own(self) -> None:
        on = self.asked.on
        self.fields["destination"] = OriginField(
            on=on, label="目的地", help_text="省、市或国家，如 广东省深圳市"
        )
        self.fields["place"] = forms.CharField(label="目的地说明", max_length=60, required=False)
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
            label="接待人员", placeholder="王一，局长，主要负责人", help_text="一行一人：姓名，职务，级别"
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
