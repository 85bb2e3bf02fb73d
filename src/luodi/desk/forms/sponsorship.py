"""Acts on sponsored projects: crew, plan, hand-over, and the rules of the lights."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, PersonField, UnitField
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account, City, Person
from luodi.projects import milestones as checklists
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.sponsorship import services
from luodi.sponsorship.choices import CrewRole
from luodi.sponsorship.models import CrewMember, Node, Sponsorship
from luodi.sponsorship.rules import Terms

KEEPS = "keep"
_PLANNED = (Stage.SIGNED, Stage.STARTED, Stage.PRODUCING)


class SponsorshipForm(ActForm):
    """An act on one sponsorship."""

    def __init__(self, data: Any = None, *, sponsorship: Sponsorship, on: date) -> None:
        super().__init__(data)
        self.sponsorship, self.on = sponsorship, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class LeadUnitForm(SponsorshipForm):
    title = "确定牵头单位"
    button = "确定"

    def build(self) -> None:
        held = self.sponsorship.lead_unit
        self.fields["unit"] = UnitField.of_city(
            self.sponsorship.city, self.on, label="牵头单位", initial=held and held.code
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        unit = self.cleaned_data["unit"]
        services.set_lead_unit(sponsorship=self.sponsorship, unit=unit, actor=actor, at=at)
        return f"由{unit.short_name}牵头。"


class CrewForm(SponsorshipForm):
    title = "加入专班"
    button = "加入"
    explains = "专班成员能看到这项包保，有填报角色的可以维护节点；人员先在“人员”里登记。"

    def build(self) -> None:
        city = self.sponsorship.city
        self.fields["role"] = forms.ChoiceField(label="专班角色", choices=CrewRole.choices)
        self.fields["person"] = PersonField(city=city, label="人员")
        self.fields["unit"] = UnitField.of_city(city, self.on, label="单位")
        self.fields["since"] = DayField(label="任期始于", initial=self.on)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.add_crew(
            sponsorship=self.sponsorship,
            role=CrewRole(said["role"]),
            person=said["person"],
            unit=said["unit"],
            since=said["since"],
            actor=actor,
            at=at,
        )
        return f"{said['person'].name}已加入专班。"


class CrewEndForm(ActForm):
    title = "退出专班"
    button = "登记退出"

    def __init__(self, data: Any = None, *, member: CrewMember, sponsorship: Sponsorship, on: date) -> None:
        super().__init__(data)
        self.member, self.sponsorship = member, sponsorship
        self.explains = f"{member.person.name}（{member.get_role_display()}）的任期到此为止，仍在历史里。"
        self.fields["until"] = DayField(label="任期止于", initial=on, help_text="不再担任的第一天")

    def act(self, *, actor: Account, at: datetime) -> str:
        until = self.cleaned_data["until"]
        services.end_crew(member=self.member, sponsorship=self.sponsorship, until=until, actor=actor, at=at)
        return f"{self.member.person.name}已退出专班。"


class NodeForm(SponsorshipForm):
    title = "登记节点"
    button = "登记"
    explains = "对应阶段或里程碑的节点，在项目里登记那个阶段或里程碑后自动完成；其他节点完成时在这里登记。"

    def build(self) -> None:
        steps = [(f"stage:{one.value}", one.label) for one in _PLANNED]
        kinds = checklists.checklist(self.sponsorship.city_id)
        marks = [(f"milestone:{one.code}", one.name) for one in kinds]
        self.fields["title"] = forms.CharField(
            label="节点", max_length=80, required=False, help_text="对应阶段或里程碑时可以不填，用它的名称"
        )
        self.fields["stands_for"] = forms.ChoiceField(
            label="对应",
            required=False,
            choices=[("", "不对应，自行登记完成"), ("阶段", steps), ("里程碑", marks)],
        )
        self.fields["planned_on"] = DayField(label="计划完成日期")
        self.names = dict(steps + marks)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        sort, _, key = said["stands_for"].partition(":")
        title = said["title"].strip() or self.names.get(said["stands_for"], "")
        made = services.add_node(
            sponsorship=self.sponsorship,
            title=title,
            planned_on=said["planned_on"],
            stage=Stage(key) if sort == "stage" else None,
            milestone=key if sort == "milestone" else "",
            actor=actor,
            at=at,
        )
        return f"已登记节点“{made.title}”，计划 {made.planned_on.isoformat()} 完成。"


class OneNodeForm(ActForm):
    """An act on one node."""

    def __init__(self, data: Any = None, *, node: Node, sponsorship: Sponsorship, on: date) -> None:
        super().__init__(data)
        self.node, self.sponsorship, self.on = node, sponsorship, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""

    @property
    def known(self) -> dict[str, Any]:
        return {"node": self.node, "sponsorship": self.sponsorship}


class MoveNodeForm(OneNodeForm):
    title = "调整节点日期"
    button = "调整"
    explains = "原计划日期、新日期和原因都留在节点的调整记录里，并告知包保领导。"

    def build(self) -> None:
        self.fields["planned_on"] = DayField(label="新的计划日期", initial=self.node.planned_on)
        self.fields["reason"] = _long("调整的原因")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.move_node(**self.known, **self.cleaned_data, actor=actor, at=at)
        return f"节点“{self.node.title}”改为 {self.cleaned_data['planned_on'].isoformat()}。"


class FinishNodeForm(OneNodeForm):
    title = "登记节点完成"
    button = "完成"

    def build(self) -> None:
        self.fields["done_on"] = DayField(label="完成日期", initial=self.on, help_text="不晚于今天")
        self.fields["note"] = _long("完成情况")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.finish_node(**self.known, **self.cleaned_data, actor=actor, at=at)
        return f"节点“{self.node.title}”已完成。"


class StrikeNodeForm(OneNodeForm):
    title = "取消节点"
    button = "取消节点"
    is_grave = True

    def build(self) -> None:
        self.fields["reason"] = _long("取消的原因")

    def act(self, *, actor: Account, at: datetime) -> str:
        services.strike_node(**self.known, **self.cleaned_data, actor=actor, at=at)
        return f"节点“{self.node.title}”已取消。"


class HandOverForm(ActForm):
    """One leader's projects go to others; each may go to somebody else, or stay."""

    title = "移交包保项目"
    button = "移交"
    is_grave = True

    def __init__(self, data: Any = None, *, leaver: Person, projects: list[Project], on: date) -> None:
        super().__init__(data)
        self.leaver, self.projects = leaver, projects
        leaders = [one for one in organisation.leaders(leaver.city, on) if one.pk != leaver.pk]
        self.heirs = {one.code: one for one in leaders}
        self.explains = (
            f"{leaver.name}现在包保 {len(projects)} 个项目。移交后台账里的包保领导从移交日期起变更，"
            "专班和节点计划随项目保留，原领导的包保时间留在历史里。"
        )
        self.fields["to"] = PersonField(
            city=leaver.city,
            among=leaders,
            label="接手领导",
            required=False,
            help_text="下面没有另选的都交给他",
        )
        names = [("", "同上"), (KEEPS, f"不移交，仍由{leaver.name}包保")]
        names += [(one.code, one.name) for one in leaders]
        for one in projects:
            self.fields[f"p_{one.code}"] = forms.ChoiceField(
                label=f"{one.name}（{one.code}）", choices=names, required=False
            )
        self.fields["on"] = DayField(
            label="移交日期", initial=on, help_text="从这一天起由接手领导包保，不晚于今天"
        )
        self.fields["reason"] = _long("移交的原因")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        going = [one for one in self.projects if cleaned.get(f"p_{one.code}") != KEEPS]
        if not cleaned.get("to") and any(not cleaned.get(f"p_{one.code}") for one in going):
            self.add_error("to", "请选择接手领导，或为每个项目分别选择")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        chosen = {one.code: said[f"p_{one.code}"] for one in self.projects}
        heirs = {code: self.heirs[to] if to else said["to"] for code, to in chosen.items() if to != KEEPS}
        made = services.hand_over(
            leaver=self.leaver, heirs=heirs, on=said["on"], reason=said["reason"], actor=actor, at=at
        )
        return f"已移交 {len(made)} 个项目。"


class AdoptForm(ActForm):
    title = "与台账对齐"
    button = "对齐"

    def __init__(self, data: Any = None, *, n_lacking: int, n_surplus: int) -> None:
        super().__init__(data)
        self.explains = (
            f"台账写有包保领导而没有建立包保的 {n_lacking} 个，包保领导已在台账中变更的 {n_surplus} 个。"
            "从今天起按台账建立或结束包保，原有的专班和节点计划保留。"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        made, ended = services.adopt(actor=actor, at=at)
        return f"已建立 {len(made)} 项包保，结束 {len(ended)} 项。"


class LightTermsForm(ActForm):
    title = "设定亮灯规则"
    button = "设定"
    explains = "都是本市自己的参数，从施行日期起适用。有待办超期一律亮红灯。"

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        now = services.terms_on(city.pk, on)
        for name, label, value, help_text in (
            ("red_after", "超期超过多少天亮红灯", now.red_after, "填 0：超期一天即亮红灯"),
            ("yellow_within", "到期前多少天内亮黄灯", now.yellow_within, ""),
        ):
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=366, initial=value, help_text=help_text
            )
        self.fields["source"] = forms.CharField(
            label="依据", max_length=200, help_text="文件名和文号；没有文件的写明会议或决定"
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on, help_text="不早于今天")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        valid_from = said.pop("valid_from")
        services.set_terms(Terms(**said), valid_from=valid_from, actor=actor, at=at)
        return f"亮灯规则自 {valid_from.isoformat()} 起施行。"


def _long(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
