"""Units and people: founding, changing, closing, appointing."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.organisation import services
from luodi.organisation.choices import Rank, UnitKind
from luodi.organisation.models import Account, City, Person, Post, Unit
from luodi.organisation.models.unit import UnitQuerySet
from luodi.organisation.policies import reach_of
from luodi.refdata import areas
from luodi.sponsorship import policies
from luodi.sponsorship import services as sponsorship
from luodi.ui.addresses import url_with

KINDS = [("", "请选择"), *((kind.value, kind.label) for kind in UnitKind if kind != UnitKind.CITY)]


def unit_choices(units: UnitQuerySet) -> list[tuple[str, str]]:
    return list(units.for_choosing().values_list("code", "short_name"))


def area_choices(city: City, on: date) -> list[tuple[str, str]]:
    return [("", "不落在某个县区"), *((area.code, area.name) for area in areas.areas_of(city.code, on))]


class NewUnit(ActForm):
    title = "设立单位"
    button = "设立"
    explains = (
        "编码会写进地址和口径（如 unit:SHOU），设立后不能改；名称、类别和上级以后可以变更，历史照旧保留。"
    )

    name = forms.CharField(label="单位名称", max_length=80)
    short_name = forms.CharField(label="简称", max_length=40)
    code = forms.CharField(label="单位编码", max_length=40, help_text="大写字母、数字、“-”和“_”")
    kind = forms.ChoiceField(label="单位类别", choices=KINDS)

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        self.city = city
        self.fields["parent"] = UnitField.of_city(
            city, on, label="上级单位", required=False, empty_label="市本级"
        )
        self.fields["area"] = forms.ChoiceField(
            label="所在县区（园区）", choices=area_choices(city, on), required=False
        )
        self.fields["founded_on"] = DayField(label="设立日期", initial=on)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        unit = services.create_unit(
            city=self.city, actor=actor, at=at, **{**said, "kind": UnitKind(said["kind"])}
        )
        return f"已设立{unit.name}。"


class ChangeUnit(ActForm):
    title = "变更单位"
    explains = "变更从生效日期起算，此前的数据仍按原来的名称和隶属统计。"

    def __init__(self, data: Any = None, *, unit: Unit, on: date) -> None:
        present = {
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind,
            "parent": unit.parent.code if unit.parent else None,
            "area": unit.area,
            "valid_from": on,
            "version": unit.version,
        }
        super().__init__(data, initial=present)
        self.unit = unit
        city = unit.city
        self.fields["valid_from"] = DayField(label="生效日期", help_text="不晚于今天")
        self.fields["name"] = forms.CharField(label="单位名称", max_length=80)
        self.fields["short_name"] = forms.CharField(label="简称", max_length=40)
        if unit.parent_id is not None:
            self.fields["kind"] = forms.ChoiceField(label="单位类别", choices=KINDS[1:])
            self.fields["parent"] = UnitField.of_city(city, on, label="上级单位")
            self.fields["area"] = forms.ChoiceField(
                label="所在县区（园区）", choices=area_choices(city, on), required=False
            )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        expected = said.pop("version")
        if "kind" in said:
            said["kind"] = UnitKind(said["kind"])
        services.change_unit(unit=self.unit, actor=actor, at=at, expected_version=expected, **said)
        return f"{self.unit.short_name}的变更已登记。"


class CloseUnit(ActForm):
    title = "撤销单位"
    button = "撤销单位"
    explains = "从撤销日期起不再使用，已有的项目和数据照旧保留在它名下。不能恢复。"
    is_grave = True

    closed_on = DayField(label="撤销日期", help_text="从这一天起不再存在")

    def __init__(self, data: Any = None, *, unit: Unit, on: date) -> None:
        super().__init__(data, initial={"closed_on": on})
        self.unit = unit

    def act(self, *, actor: Account, at: datetime) -> str:
        services.close_unit(unit=self.unit, closed_on=self.cleaned_data["closed_on"], actor=actor, at=at)
        return f"{self.unit.short_name}已撤销。"


class NewPerson(ActForm):
    title = "登记人员"
    explains = "数据里只记人员编码，不记姓名和电话。"

    name = forms.CharField(label="姓名", max_length=40)
    mobile = forms.CharField(label="手机", max_length=20, required=False, help_text="页面上隐去中间四位")

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data)
        self.city = city

    def act(self, *, actor: Account, at: datetime) -> str:
        person = services.add_person(city=self.city, actor=actor, at=at, **self.cleaned_data)
        return f"已登记{person.name}（{person.code}）。"


class Appoint(ActForm):
    title = "任职"
    button = "登记任职"

    def __init__(self, data: Any = None, *, person: Person, on: date) -> None:
        super().__init__(data)
        self.person = person
        self.fields["unit"] = UnitField.of_city(person.city, on, label="单位")
        self.fields["title"] = forms.CharField(label="职务", max_length=60)
        self.fields["rank"] = forms.ChoiceField(
            label="级别",
            choices=Rank.choices,
            initial=Rank.MEMBER,
            help_text="“市领导”可以承担目标、包保项目",
        )
        self.fields["since"] = DayField(label="任职日期", initial=on)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.appoint(person=self.person, actor=actor, at=at, **{**said, "rank": Rank(said["rank"])})
        return f"已登记{self.person.name}任职。"


class EndPost(ActForm):
    title = "免职"
    button = "登记免职"
    explains = "免职日期是不再担任的第一天。"

    until = DayField(label="免职日期")

    def __init__(self, data: Any = None, *, post: Post, on: date) -> None:
        super().__init__(data, initial={"until": on})
        self.held = post
        others = post.person.posts.held_on(on).filter(rank=Rank.CITY_LEADER).exclude(pk=post.pk)
        is_last = post.rank == Rank.CITY_LEADER and not others.exists()
        self.left = sponsorship.left_with(post.person) if is_last else []
        if self.left:
            self.fields["knows"] = forms.BooleanField(
                label=f"还包保着 {len(self.left)} 个项目，免职后即移交",
                error_messages={
                    "required": f"还有 {len(self.left)} 个包保项目没有移交，请先移交，或勾选后随即移交"
                },
            )

    def act(self, *, actor: Account, at: datetime) -> str:
        person = self.held.person
        services.end_post(post=self.held, until=self.cleaned_data["until"], actor=actor, at=at)
        if not self.left:
            return f"已登记{person.name}免职。"
        if policies.may_lead(reach_of(actor)):
            self.leads_to = url_with("leaver", person.code)
        return f"已登记{person.name}免职；还有 {len(self.left)} 个包保项目待移交。"
