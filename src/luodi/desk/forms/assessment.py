"""Groups, their members, schemes and runs: what is filled in."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.assessment import services
from luodi.assessment.choices import GroupKind
from luodi.assessment.engine import SchemeRefused
from luodi.assessment.models import Group, Membership, SchemeVersion
from luodi.assessment.selectors.packs import packs
from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Account, City, Person, Unit
from luodi.organisation.selectors import leaders
from luodi.ui.addresses import url_with

KINDS = {
    GroupKind.COUNTY: (UnitKind.COUNTY,),
    GroupKind.DEPARTMENT: (UnitKind.DEPARTMENT,),
    GroupKind.TEAM: (UnitKind.INDUSTRY_TEAM,),
    GroupKind.RESIDENT: (UnitKind.RESIDENT_GROUP, UnitKind.COUNTY_RESIDENT_TEAM, UnitKind.SQUAD),
    GroupKind.CAMPAIGN: (
        UnitKind.COUNTY,
        UnitKind.DEPARTMENT,
        UnitKind.INDUSTRY_TEAM,
        UnitKind.RESIDENT_GROUP,
    ),
}
"""Which units a group of a kind is usually made of."""
BLANK = """\
title: {year}年度{name}考核办法
scheme: {kind}_{year}
year: {year}
source: 印发文件的文号和名称
total: 100
inputs:
  amount: {{title: 签约总投资, unit: 亿元, indicator: signed.amount}}
  target: {{title: 签约总投资目标, unit: 亿元, target_of: signed.amount}}
items:
  - {{code: A1, title: 签约总投资, weight: 100, kind: ratio, actual: amount, target: target, cap: 100%}}
"""


class NewGroupForm(ActForm):
    title = "设立考核组"
    button = "设立"
    explains = (
        "同一年度、同一类别里，一个单位或领导同一天只在一个组。名次和功效系数只在组内比较。设立后再编入成员。"
    )

    def __init__(self, data: Any = None, *, year: int) -> None:
        super().__init__(data)
        self.fields["year"] = forms.IntegerField(label="年度", min_value=2000, max_value=2100, initial=year)
        self.fields["name"] = forms.CharField(label="名称", max_length=40, help_text="如 县区（园区）组")
        self.fields["kind"] = forms.ChoiceField(label="类别", choices=GroupKind.choices)
        self.fields["remark"] = forms.CharField(label="说明", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        row = services.make_group(**{**said, "kind": GroupKind(said["kind"])}, actor=actor, at=at)
        self.leads_to = url_with("group", row.code)
        return f"已设立 {row}。"


class MembersForm(ActForm):
    title = "编入成员"
    button = "编入"

    def __init__(self, data: Any = None, *, group: Group, on: date) -> None:
        super().__init__(data)
        self.group = group
        self.known = _candidates(group, on)
        self.fields["keys"] = forms.MultipleChoiceField(
            label="考核对象",
            choices=[(key, str(one)) for key, one in self.known.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "请选择考核对象"},
        )
        self.fields["since"] = DayField(
            label="编入日期", initial=date(group.year, 1, 1), help_text="年中调整的，填调整的日期"
        )
        self.fields["reviewed_only"] = forms.BooleanField(
            label="只通报不排名", required=False, help_text="照样计分，不参加名次"
        )

    def seen(self, field: str) -> str | None:
        return "keys" if field == "members" else super().seen(field)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        members = [
            services.Joining(holder=self.known[key], since=said["since"], reviewed_only=said["reviewed_only"])
            for key in said["keys"]
        ]
        services.add_members(group=self.group, members=members, actor=actor, at=at)
        return f"已编入 {len(members)} 个成员。"


def _candidates(group: Group, on: date) -> dict[str, Unit | Person]:
    """Return who may come into the group: those of its kind that do not stand in it."""
    inside = {one.key for one in Membership.objects.filter(group=group, until__isnull=True).with_all()}
    city: City = group.city
    found: dict[str, Unit | Person] = {}
    if group.kind == GroupKind.LEADER:
        found = {f"@{one.code}": one for one in leaders(city, on)}
    else:
        units = Unit.objects.of(city.pk).active_on(on).filter(kind__in=KINDS[GroupKind(group.kind)])
        found = {one.code: one for one in units}
    return {key: one for key, one in found.items() if key not in inside}


class MemberForm(ActForm):
    """An act on one member."""

    def __init__(self, data: Any = None, *, membership: Membership, on: date) -> None:
        super().__init__(data)
        self.membership, self.on = membership, on


class LeaveForm(MemberForm):
    title = "调出成员"
    button = "调出"
    explains = "从这一天起不在本组；考核日在这一天之前的考核不受影响。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        group = self.membership.group
        others = Group.objects.filter(city_id=group.city_id, year=group.year, kind=group.kind).exclude(
            pk=group.pk
        )
        self.groups = {one.code: one for one in others}
        self.fields["until"] = DayField(label="调出日期", initial=self.on)
        self.fields["to"] = forms.ChoiceField(
            label="调入",
            required=False,
            choices=[("", "不调入其他组"), *((code, one.name) for code, one in self.groups.items())],
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        until, to = self.cleaned_data["until"], self.cleaned_data["to"]
        if to:
            services.move_member(membership=self.membership, to=self.groups[to], on=until, actor=actor, at=at)
        else:
            services.take_out(membership=self.membership, until=until, actor=actor, at=at)
        return f"{self.membership.name}自 {until.isoformat()} 起不在本组。"


class StatusForm(MemberForm):
    title = "考核方式"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        one = self.membership
        self.fields["reviewed_only"] = forms.BooleanField(
            label="只通报不排名", required=False, initial=one.reviewed_only
        )
        self.fields["excluded"] = forms.CharField(
            label="不参加考核的原因", required=False, max_length=200, initial=one.excluded,
            help_text="填了就不计分；空着表示参加考核",
        )  # fmt: skip

    def act(self, *, actor: Account, at: datetime) -> str:
        services.rate_member(membership=self.membership, **self.cleaned_data, actor=actor, at=at)
        return f"{self.membership.name}的考核方式已修改。"


class NewSchemeForm(ActForm):
    title = "起草考核办法"
    button = "起草"
    explains = "选一个底稿，下一步在浏览器里修改正文。草稿批准施行之前不影响任何考核。"

    def __init__(self, data: Any = None, *, group: Group) -> None:
        super().__init__(data)
        self.group = group
        known = SchemeVersion.objects.filter(group__city_id=group.city_id, group__kind=group.kind)
        self.known = {
            f"v{one.pk}": one for one in known.select_related("group").order_by("-group__year", "-number")
        }
        self.packs = {f"p-{one.name}": one for one in packs()}
        own = [(key, f"{one.group} {one}") for key, one in self.known.items()]
        given = [(key, f"{one.title}（{one.name}）") for key, one in self.packs.items()]
        choices = [("", "空白样式"), ("已有的考核办法", own), ("系统自带", given)]
        self.fields["base"] = forms.ChoiceField(label="底稿", required=False, choices=choices)

    def act(self, *, actor: Account, at: datetime) -> str:
        base, group = self.cleaned_data["base"], self.group
        known = self.known.get(base) or self.packs.get(base)
        blank = BLANK.format(year=group.year, name=group.name, kind=group.kind.lower())
        row = services.write_scheme(group=group, text=known.text if known else blank, actor=actor, at=at)
        self.leads_to = url_with("scheme-edit", group.code, row.number)
        return f"已起草 {row}，请修改正文。"


class TextForm(ActForm):
    """The text in the browser: looked at, or kept."""

    title = "修改考核办法"
    button = "保存"

    def __init__(self, data: Any = None, *, scheme: SchemeVersion) -> None:
        super().__init__(data)
        self.scheme = scheme
        self.fields["text"] = forms.CharField(
            label="正文", strip=False, initial=scheme.text, widget=forms.Textarea
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=scheme.version)

    @property
    def is_confirmed(self) -> bool:
        """A text that is only to be looked at is not kept."""
        return "check" not in self.data

    @property
    def text(self) -> str:
        said = self.data.get("text") if self.is_bound else None
        return str(said if said is not None else self.scheme.text).replace("\r\n", "\n")

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.edit_scheme(
            scheme=self.scheme,
            text=self.text,
            actor=actor,
            at=at,
            expected_version=self.cleaned_data["version"],
        )
        self.leads_to = url_with("scheme", row.group.code, row.number)
        return "正文已保存。"


class AdoptForm(ActForm):
    title = "批准施行"
    button = "批准施行"
    explains = "施行后正文不再改动；本组此前施行的一版同时停止施行，保留在册。起草和修改的人不能自己批准。"

    def __init__(self, data: Any = None, *, scheme: SchemeVersion) -> None:
        super().__init__(data)
        self.scheme = scheme
        self.fields["document"] = forms.CharField(
            label="印发文件", max_length=120, help_text="文号和名称，如 示例办〔2020〕8号《……考核办法》"
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=scheme.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        try:
            row = services.adopt_scheme(
                scheme=self.scheme,
                document=said["document"],
                actor=actor,
                at=at,
                expected_version=said["version"],
            )
        except SchemeRefused as refusal:
            raise services.AssessmentRefused(
                f"正文有 {len(refusal.findings)} 处问题，改好后才能施行"
            ) from refusal
        return f"{row} 已施行。"


class DiscardForm(ActForm):
    title = "删除草稿"
    button = "删除"
    is_grave = True
    explains = "草稿删除后不能恢复。"

    def __init__(self, data: Any = None, *, scheme: SchemeVersion) -> None:
        super().__init__(data)
        self.scheme, self.code = scheme, scheme.group.code

    def act(self, *, actor: Account, at: datetime) -> str:
        services.discard_scheme(scheme=self.scheme, actor=actor, at=at)
        self.leads_to = url_with("group", self.code)
        return "草稿已删除。"
