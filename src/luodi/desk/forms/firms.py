"""A firm: entering it, correcting it, its other name, what it does; and that it is the same as another one."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import AmountField, DayField
from luodi.desk.forms.particulars import IndustryField, OriginField
from luodi.desk.forms.twins import CHECKED, REASON, TwinTest
from luodi.duplicates import services as duplicates
from luodi.duplicates.choices import Kind
from luodi.enterprises import selectors, services
from luodi.enterprises.models import Enterprise, Profile
from luodi.enterprises.services import Corrected, Described, NewEnterprise
from luodi.organisation.models import Account, City
from luodi.organisation.policies import Reach
from luodi.ui.addresses import url_with

_CODE = "18 位；校验位不对会指出来"


def long_text(label: str, most: int = 400, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class FirmField(forms.CharField):
    """Another firm of the city, by its code, its credit code or its whole name."""

    def __init__(self, *, city: City, **kwargs: Any) -> None:
        super().__init__(max_length=200, help_text="企业编号、统一社会信用代码或全称", **kwargs)
        self.city = city

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not said:
            return None
        found = selectors.firms_named(self.city.pk, said)
        if not found:
            raise forms.ValidationError(f"没有登记“{said[:40]}”这家企业，请先登记")
        if len(found) > 1:
            raise forms.ValidationError(f"有 {len(found)} 家企业叫“{said[:40]}”，请填写企业编号")
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Enterprise) else value


def _row_fields(city: City, on: date) -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(label="企业名称", max_length=200, help_text="营业执照上的全称"),
        "credit_code": forms.CharField(
            label="统一社会信用代码", max_length=24, required=False, help_text=_CODE
        ),
        "origin": OriginField(on=on, label="来源地", required=False, help_text="总部所在的省、市或国家"),
        "industry": IndustryField(label="行业", required=False),
        "group": forms.CharField(label="所属集团", max_length=120, required=False),
        "parent": FirmField(city=city, label="母公司", required=False),
    }


class NewFirmForm(CreatingForm):
    title = "登记企业"
    button = "登记"
    explains = "登记企业不改变任何数字。登记时自动查重：代码相同的不能登记两次，名称相近的请先核对。"

    def __init__(self, data: Any = None, *, account: Account, reach: Reach, on: date) -> None:
        super().__init__(data)
        self.account = account
        self.fields.update(_row_fields(account.city, on))
        self.fields["business"] = long_text("主营业务", required=False)
        self.twins = TwinTest(self, city=account.city, reach=reach, kind=Kind.ENTERPRISE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and services.entered_once(self.account, cleaned["once"]) is None:
            self._look(cleaned)
        return cleaned

    def _look(self, said: dict[str, Any]) -> None:
        """One code is one firm, whatever is said; a like name is looked at by people."""
        code = said["credit_code"]
        known = selectors.firms_named(self.account.city_id, code, 1) if code else []
        if known:
            self.add_error("credit_code", f"这个代码已经登记：{known[0].code} {known[0].name}，不能登记两次")
        else:
            self.twins.look(duplicates.Side(name=said["name"], code=code))

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name not in (REASON, CHECKED)}
        once, business = said.pop("once"), said.pop("business")
        row, is_new = services.enter_once(
            NewEnterprise(**said), business=business, actor=actor, at=at, once=once
        )
        self.leads_to = url_with("firm", row.code)
        if not is_new:
            return f"这张表单已经提交过，登记的是 {row.code}，没有重复登记。"
        found = bool(self.twins.found)
        cases = duplicates.open_cases_of(row, actor=actor, at=at, said=self.twins.reason) if found else []
        told = f"疑似重复已立案：{'、'.join(one.code for one in cases)}。" if cases else ""
        return f"已登记 {row.code} {row.name}。{told}"


class FirmForm(ActForm):
    """An act on one firm; ``version`` is the one that the form was filled in on."""

    template = "desk/act.html"

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        firm: Enterprise,
        on: date,
        account: Account,
        reach: Reach,
    ) -> None:
        self.firm, self.on, self.account, self.reach = firm, on, account, reach
        super().__init__(data, files, initial={"version": firm.version})
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.build()

    def build(self) -> None:
        """Put the fields into the form, for this firm."""

    @property
    def version(self) -> int | None:
        return self.cleaned_data.get("version")


class CorrectFirmForm(FirmForm):
    title = "更正企业"
    button = "保存更正"
    template = "desk/act_wide.html"
    explains = "改正写错的内容。企业改了名字，请用“更名”，旧名仍可查到。"

    def build(self) -> None:
        self.fields.update(_row_fields(self.firm.city, self.on))
        for name in ("name", "credit_code", "origin", "industry", "group", "parent"):
            self.fields[name].initial = getattr(self.firm, name)
        self.fields["how"] = forms.ChoiceField(
            label="来源地、行业的改动",
            choices=[
                ("wrong", "一直就错：已登记的往来、进规等数据一并更正"),
                ("change", "以前是对的：只影响以后登记的"),
            ],
            initial="wrong",
            widget=forms.RadioSelect,
            help_text="已认定的数据一并更正后须重新认定，只有服务中心可以这样做",
        )
        self.fields["reason"] = forms.CharField(label="原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        corrected = Corrected(
            **{n: said[n] for n in ("name", "credit_code", "origin", "industry", "group", "parent")}
        )
        services.correct_enterprise(
            enterprise=self.firm,
            corrected=corrected,
            reason=said["reason"],
            always_wrong=said["how"] == "wrong",
            actor=actor,
            at=at,
            expected_version=self.version,
        )
        return "已更正。"


class RenameForm(FirmForm):
    title = "企业更名"
    button = "更名"
    explains = "从更名之日起用新名称；原名称记为曾用名，按原名称仍能查到。"

    def build(self) -> None:
        self.fields["name"] = forms.CharField(label="新名称", max_length=200)
        self.fields["on"] = DayField(label="更名日期", initial=self.on, help_text="不晚于今天")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.rename_enterprise(
            enterprise=self.firm,
            name=said["name"],
            on=said["on"],
            actor=actor,
            at=at,
            expected_version=self.version,
        )
        return f"已更名为“{said['name']}”。"


class FormerNameForm(FirmForm):
    title = "登记曾用名"

    def build(self) -> None:
        self.fields["name"] = forms.CharField(label="曾用名", max_length=200)
        self.fields["until"] = DayField(label="用至", required=False, help_text="不清楚可以不填")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.add_former_name(
            enterprise=self.firm, name=said["name"], until=said["until"], actor=actor, at=at
        )
        return f"已登记曾用名“{said['name']}”。"


class DescribeForm(FirmForm):
    title = "企业简介"

    def build(self) -> None:
        had = Profile.objects.filter(enterprise=self.firm).first() or Profile()
        self.fields["business"] = long_text("主营业务", required=False, initial=had.business)
        self.fields["address"] = forms.CharField(
            label="地址", max_length=200, required=False, initial=had.address
        )
        self.fields["capital"] = AmountField(label="注册资本", required=False, initial=had.capital)
        self.fields["founded_on"] = DayField(label="成立日期", required=False, initial=had.founded_on)
        self.fields["website"] = forms.URLField(
            label="网址", max_length=200, required=False, initial=had.website, assume_scheme="https"
        )
        self.fields["remark"] = forms.CharField(
            label="备注", max_length=400, required=False, initial=had.remark
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        services.describe_enterprise(
            enterprise=self.firm,
            described=Described(**said),
            actor=actor,
            at=at,
            expected_version=self.version,
        )
        return "已保存企业简介。"


class SameFirmForm(FirmForm):
    """Say that the firm is another one that is there: a case is opened, and the centre rules on it."""

    title = "与另一家是同一企业"
    button = "提出"
    explains = "提出后立为疑似重复；由市招商中心裁定，裁定为同一个的再合并。合并可以撤销。"

    def build(self) -> None:
        self.fields["other"] = FirmField(city=self.firm.city, label="另一家企业")
        self.fields["reason"] = forms.CharField(label="理由", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        case = duplicates.suggest_same_firm(
            one=self.firm, other=said["other"], reason=said["reason"], actor=actor, at=at
        )
        self.leads_to = url_with("duplicate", case.code)
        return f"疑似重复已立案：{case.code}。"
