"""The directory: chambers and associations, entrepreneurs from here, and talks with them."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.desk.forms.organisation import area_choices
from luodi.desk.forms.particulars import IndustryField, OriginField
from luodi.directory import services
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association, Hometowner
from luodi.directory.services import NewAssociation, NewHometowner
from luodi.enterprises.models import Enterprise
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.ui.addresses import url_with

_PHONES = "联系电话只有联系单位和服务中心可以查看全号，查看留痕。"
_PLACE = "城市或省名，如 深圳、上海、浙江省宁波市"


class _Entry(ActForm):
    """An entry that is made, or that is corrected when there is one."""

    def __init__(
        self, data: Any = None, *, account: Account, reach: Reach, on: date, held: Any = None
    ) -> None:
        super().__init__(data)
        self.held, self.account, self.reach, self.on = held, account, reach, on
        self.build()
        if held is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=held.version)

    def build(self) -> None:
        """Add the fields."""

    def text(self, name: str, label: str, most: int, *, help_text: str = "", required: bool = False) -> None:
        initial = getattr(self.held, name, "")
        self.fields[name] = forms.CharField(
            label=label, max_length=most, required=required, initial=initial, help_text=help_text
        )

    def place(self) -> None:
        initial = getattr(self.held, "place", "")
        self.fields["place"] = OriginField(on=self.on, label="所在地", initial=initial, help_text=_PLACE)

    def industry(self) -> None:
        initial = getattr(self.held, "industry", "")
        self.fields["industry"] = IndustryField(label="行业", required=False, initial=initial)

    def unit(self) -> None:
        held = getattr(self.held, "unit", None)
        self.fields["unit"] = UnitField.written_by(
            self.account, self.reach, self.on, label="联系单位", held=held
        )


class AssociationForm(_Entry, CreatingForm):
    title = "登记商会协会"
    explains = f"名录全市共用：哪座城市有哪些商会协会、谁负责、我们由谁联系。{_PHONES}"

    def build(self) -> None:
        held: Association | None = self.held
        self.text("name", "名称", 120, required=True)
        self.fields["kind"] = forms.ChoiceField(
            label="类别", choices=AssociationKind.choices, initial=held.kind if held else None
        )
        self.place()
        self.text("leader", "负责人", 60, help_text="会长、秘书长")
        self.text("contact", "联系人", 60)
        self.text("phone", "联系电话", 40)
        self.fields["members"] = forms.IntegerField(
            label="会员企业数", required=False, min_value=0, initial=held.members if held else None
        )
        self.industry()
        self.unit()
        self.fields["station_since"] = DayField(
            label="挂牌联络站",
            required=False,
            initial=held.station_since if held else None,
            help_text="已挂牌为本市招商联络站的，填挂牌日期",
        )
        self.text("remark", "说明", 800)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once, version = said.pop("once"), said.pop("version", None)
        new = NewAssociation(**{**said, "kind": AssociationKind(said["kind"])})
        if self.held is not None:
            services.change_association(
                association=self.held, new=new, actor=actor, at=at, expected_version=version
            )
            return "已保存。"
        row = services.add_association(new, actor=actor, at=at, once=once)
        self.leads_to = url_with("association", row.code)
        return f"已登记 {row.code}。"


class HometownerForm(_Entry, CreatingForm):
    title = "登记在外企业家"
    explains = f"本市籍、在外地办企业或任职的人。姓名不进台账和指标。{_PHONES}"

    def build(self) -> None:
        held: Hometowner | None = self.held
        self.text("name", "姓名", 40, required=True)
        homes = [("", "不清楚"), *area_choices(self.account.city, self.on)[1:]]
        if held and held.home and held.home not in dict(homes):
            homes.append((held.home, held.home))
        self.fields["home"] = forms.ChoiceField(
            label="籍贯县区", required=False, choices=homes, initial=held.home if held else ""
        )
        self.place()
        self.text("company", "单位", 200)
        self.text("title", "职务", 100)
        self.fields["enterprise"] = forms.CharField(
            label="企业编号",
            required=False,
            max_length=20,
            initial=held.enterprise.code if held and held.enterprise else "",
            help_text="单位已在企业库的，填企业编号或统一社会信用代码",
        )
        self.industry()
        self.text("phone", "联系电话", 40)
        rows = Association.objects.filter(city_id=self.account.city_id, closed_on=None).order_by("name")
        self.fields["association"] = forms.ModelChoiceField(
            rows,
            label="所在商会",
            required=False,
            to_field_name="code",
            empty_label="没有",
            initial=held.association.code if held and held.association else None,
        )
        self.unit()
        self.text("remark", "说明", 800)

    def clean_enterprise(self) -> Enterprise | None:
        said = self.cleaned_data["enterprise"].strip().upper()
        if not said:
            return None
        rows = Enterprise.objects.of(self.account.city_id)
        found = rows.filter(code=said).first() or rows.filter(credit_code=said).first()
        if found is None:
            raise forms.ValidationError(f"企业库里没有 {said}")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once, version = said.pop("once"), said.pop("version", None)
        new = NewHometowner(**said)
        if self.held is not None:
            services.change_hometowner(
                hometowner=self.held, new=new, actor=actor, at=at, expected_version=version
            )
            return "已保存。"
        row = services.add_hometowner(new, actor=actor, at=at, once=once)
        self.leads_to = url_with("hometowner", row.code)
        return f"已登记 {row.code}。"


class TalkForm(ActForm):
    title = "登记联络"
    explains = "谁在哪一天与对方联系、谈了什么。登记后不能改，只能再记一条。"

    def __init__(self, data: Any = None, *, row: Association | Hometowner, on: date) -> None:
        super().__init__(data)
        self.row = row
        self.fields["on"] = DayField(label="联系日期", initial=on)
        self.fields["who"] = forms.CharField(label="联系人员", max_length=100, help_text="我方人员姓名")
        self.fields["text"] = forms.CharField(
            label="联系情况", max_length=800, widget=forms.Textarea(attrs={"rows": 3})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.log_talk(row=self.row, **self.cleaned_data, actor=actor, at=at)
        return "已登记。"


class CloseForm(ActForm):
    title = "停用"
    button = "停用"
    explains = "停用后不再列在名录里，历史保留，可以恢复。"

    def __init__(self, data: Any = None, *, row: Association | Hometowner, on: date) -> None:
        super().__init__(data)
        self.row = row
        self.fields["on"] = DayField(label="停用日期", initial=on)
        self.fields["reason"] = forms.CharField(label="原因", max_length=60)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.close_entry(row=self.row, **self.cleaned_data, actor=actor, at=at)
        return "已停用。"


class ReopenForm(ActForm):
    title = "恢复"
    button = "恢复"
    explains = "恢复后重新列在名录里。"

    def __init__(self, data: Any = None, *, row: Association | Hometowner, on: date) -> None:
        super().__init__(data)
        self.row, self.on = row, on

    def act(self, *, actor: Account, at: datetime) -> str:
        services.reopen_entry(row=self.row, actor=actor, at=at)
        return "已恢复。"
