"""Rosters: made, changed, entered and left by many projects at once."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account, City
from luodi.outreach.models import PromotionEvent
from luodi.projects.models import Project
from luodi.rosters import services
from luodi.rosters.choices import RosterKind
from luodi.rosters.models import Roster
from luodi.rosters.services import NewRoster
from luodi.ui.addresses import url_with


class RosterForm(ActForm):
    """Make a roster, or let one be called otherwise."""

    title = "建立名单"
    button = "保存"
    explains = "名单只列项目，不改变任何数字；列入和移出都留有日期、原因和历史。"

    def __init__(self, data: Any = None, *, city: City, roster: Roster | None = None) -> None:
        super().__init__(data)
        self.city, self.roster = city, roster
        held = roster
        events = PromotionEvent.objects.filter(city=city).order_by("-held_to", "-id")[:100]
        self.fields["name"] = forms.CharField(
            label="名称", max_length=120, initial=held.name if held else None
        )
        self.fields["kind"] = forms.ChoiceField(
            label="类别", choices=RosterKind.choices, initial=held.kind if held else None
        )
        self.fields["year"] = forms.IntegerField(
            label="年度", required=False, min_value=1980, max_value=2100, initial=held.year if held else None
        )
        self.fields["document"] = forms.CharField(
            label="文号或依据", max_length=120, required=False, initial=held.document if held else None
        )
        self.fields["event"] = forms.ChoiceField(
            label="活动",
            required=False,
            choices=[("", "没有"), *((one.code, one.name) for one in events)],
            initial=held.event.code if held and held.event else "",
        )
        self.fields["remark"] = forms.CharField(
            label="说明", max_length=400, required=False, initial=held.remark if held else None
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        said["kind"] = RosterKind(said["kind"])
        said["event"] = (
            PromotionEvent.objects.get(city=self.city, code=said["event"]) if said["event"] else None
        )
        new = NewRoster(**said)
        if self.roster is not None:
            row = services.change_roster(roster=self.roster, new=new, actor=actor, at=at)
        else:
            row = services.create_roster(new, actor=actor, at=at)
        self.leads_to = url_with("roster", row.code)
        return f"已保存“{row.name}”。"


class EnterForm(ActForm):
    """Let projects enter a roster; they were chosen in the ledger, or are named by their codes here."""

    title = "列入名单"
    button = "列入"

    def __init__(
        self, data: Any = None, *, city: City, on: date, roster: Roster | None = None, codes: str = ""
    ) -> None:
        super().__init__(data)
        self.city, self.roster = city, roster
        if roster is None:
            rosters = Roster.objects.filter(city=city).order_by("-id")
            self.fields["roster"] = forms.ChoiceField(
                label="名单", choices=[(one.code, one.name) for one in rosters]
            )
        self.fields["codes"] = forms.CharField(
            label="项目编号",
            initial=codes,
            max_length=12_000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="每行一个，或用逗号隔开；顺序即名单中的顺序。也可在项目台账里勾选后列入",
        )
        self.fields["entered_on"] = DayField(label="列入日期", initial=on, help_text="不晚于今天")
        self.fields["reason"] = forms.CharField(label="列入原因", max_length=400, required=False)

    def clean_codes(self) -> list[Project]:
        said = self.cleaned_data["codes"].replace("，", ",").replace("\n", ",").replace("、", ",")
        codes = list(dict.fromkeys(part.strip().upper() for part in said.split(",") if part.strip()))
        found = {one.code: one for one in Project.objects.of(self.city.pk).filter(code__in=codes)}
        if missing := [code for code in codes if code not in found]:
            raise forms.ValidationError(f"没有编号为 {'、'.join(missing[:5])} 的项目")
        return [found[code] for code in codes]

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        roster = self.roster or Roster.objects.get(city=self.city, code=said["roster"])
        rows = services.add_to_roster(
            roster=roster,
            projects=said["codes"],
            on=said["entered_on"],
            reason=said["reason"],
            actor=actor,
            at=at,
        )
        self.leads_to = url_with("roster", roster.code)
        return f"已将 {len(rows)} 个项目列入“{roster.name}”。"


class LeaveForm(ActForm):
    title = "移出名单"
    button = "移出"
    is_grave = True
    explains = "移出后历史仍在：以前的日期查这份名单，仍有这些项目。"

    def __init__(self, data: Any = None, *, roster: Roster, on: date, codes: str = "") -> None:
        super().__init__(data)
        self.roster = roster
        self.fields["codes"] = forms.CharField(
            label="项目编号", initial=codes, max_length=12_000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["left_on"] = DayField(label="移出日期", initial=on, help_text="从这一天起不再在名单中")
        self.fields["reason"] = forms.CharField(label="移出原因", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        wanted = said["codes"].replace("，", ",").replace("\n", ",").replace("、", ",").split(",")
        codes = {code.strip().upper() for code in wanted if code.strip()}
        chosen = list(Project.objects.filter(city_id=self.roster.city_id, code__in=codes))
        n = services.remove_from_roster(
            roster=self.roster,
            projects=chosen,
            on=said["left_on"],
            reason=said["reason"],
            actor=actor,
            at=at,
        )
        return f"已将 {n} 个项目移出名单。"
