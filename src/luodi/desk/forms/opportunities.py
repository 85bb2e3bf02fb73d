"""The bank of opportunities: entering, bringing up to date, moving on, pictures, and making a brochure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import AmountField, DayField, UnitField
from luodi.desk.forms.organisation import area_choices
from luodi.desk.forms.particulars import IndustryField
from luodi.enterprises.models import Enterprise
from luodi.kernel.money import Yuan
from luodi.ledger.models import Fact
from luodi.opportunities import rules, services
from luodi.opportunities.choices import Language, OpportunityState, PartnerMode
from luodi.opportunities.models import Opportunity, OpportunityPhoto, OpportunityVersion
from luodi.opportunities.selectors import current_version, text_in
from luodi.opportunities.services import Move, NewOpportunity, Revision, Text
from luodi.organisation.models import Account, City
from luodi.organisation.policies import Reach, reach_of
from luodi.outreach import services as outreach
from luodi.projects.models import Project
from luodi.ui.addresses import url_with

_TEXTS = ("place", "scale", "conditions", "benefits", "partnering", "contact")
_ENGLISH = ("name", "place", "content", "scale", "conditions", "benefits", "partnering", "contact")
_LABELS = {
    "name": "名称",
    "place": "建设地点",
    "content": "建设内容",
    "scale": "建设规模",
    "conditions": "建设条件",
    "benefits": "效益分析",
    "partnering": "合作说明",
    "contact": "联系单位和联系人",
}
_SHORT = {"name": 120, "place": 200, "contact": 120}
_MOST = 4000


def _long(label: str, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=_MOST, required=False, widget=widget, **kwargs)


def _said_field(name: str, tail: str = "") -> forms.CharField:
    label = f"{_LABELS[name]}{tail}"
    if name in _SHORT:
        return forms.CharField(label=label, max_length=_SHORT[name], required=False)
    return _long(label)


class _Content:
    """The fields that a new opportunity and a new version share."""

    @staticmethod
    def fields(city: City, on: date) -> dict[str, forms.Field]:
        return {
            "name": forms.CharField(label="名称", max_length=120),
            "amount": AmountField(label="投资规模", help_text="万元，或写明亿元"),
            "industry": IndustryField(label="行业"),
            "area": forms.ChoiceField(
                label="拟落地县区（园区）", required=False, choices=area_choices(city, on)
            ),
            "mode": forms.ChoiceField(label="合作方式", choices=PartnerMode.choices, initial=PartnerMode.ANY),
            "summary": _long("建设内容"),
            **{name: _said_field(name) for name in _TEXTS},
            "phone": forms.CharField(
                label="联系电话", max_length=40, required=False, help_text="列表和项目页上只显示首尾几位"
            ),
            **{f"{name}_en": _said_field(name, "（英文）") for name in _ENGLISH},
        }

    @staticmethod
    def particulars(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the command's values; what is left empty of English is not there."""
        chinese = Text(**{name: said[name] for name in _TEXTS})
        english = Text(**{name: said[f"{name}_en"] for name in _ENGLISH})
        return {
            "name": said["name"],
            "industry": said["industry"],
            "amount": said["amount"],
            "area": said["area"],
            "summary": said["summary"],
            "mode": PartnerMode(said["mode"]),
            "phone": said["phone"],
            "texts": {Language.ZH: chinese, Language.EN: english},
        }


class NewOpportunityForm(CreatingForm):
    title = "新增招商项目"
    button = "入库"
    explains = "入库即开始对外推介，计入“谋划招商项目”（申报数，认定后计入认定数）。英文内容可以以后再补。"
    DATED = ("since",)

    def __init__(self, data: Any = None, *, account: Account, reach: Reach, on: date) -> None:
        super().__init__(data)
        for name, field in _Content.fields(account.city, on).items():
            self.fields[name] = field
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="责任单位")
        self.fields["since"] = DayField(label="入库日期", initial=on)
        self.order_fields(["name", "amount", "industry", "unit", "area", "mode", "since"])

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewOpportunity(unit=said["unit"], since=said["since"], **_Content.particulars(said))
        row = services.add_opportunity(new, actor=actor, at=at, once=said["once"])
        self.leads_to = url_with("opportunity", row.code)
        return f"“{row.name}”已入库，编号 {row.code}。"


class ReviseForm(ActForm):
    title = "更新招商项目"
    button = "保存为新的一版"
    DATED = ("on",)

    def __init__(self, data: Any = None, *, opportunity: Opportunity, on: date, shows_phone: bool) -> None:
        super().__init__(data)
        self.opportunity = opportunity
        self.explains = (
            f"现在是 {opportunity.edition} 年度的版本。每年更新一次；同一年度再改，请写明原因。旧版本都保留；"
            "投资规模、行业和县区自更新日期起按新的计。"
        )
        version = current_version(opportunity)
        for name, field in _Content.fields(opportunity.city, on).items():
            self.fields[name] = field
        self.fields["year"] = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
        self.fields["on"] = DayField(label="更新日期")
        self.fields["reason"] = forms.CharField(label="更新说明", max_length=400, required=False)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.phone = version.phone if version else ""
        self.order_fields(["name", "amount", "industry", "area", "mode", "year", "on"])
        self.initial = {**_held(opportunity, version), "year": on.year, "on": on}
        if not shows_phone and self.phone:
            self.initial["phone"] = ""
            self.fields["phone"].help_text = "已有号码，不改请留空"

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        values = _Content.particulars({**said, "phone": said["phone"] or self._kept_phone()})
        revision = Revision(year=said["year"], on=said["on"], reason=said["reason"], **values)
        version = services.revise_opportunity(
            opportunity=self.opportunity,
            revision=revision,
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return f"已保存 {version.year} 年度的第 {version.number} 版。"

    def _kept_phone(self) -> str:
        return "" if self.initial.get("phone") else self.phone


def _held(row: Opportunity, version: OpportunityVersion | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": row.name,
        "amount": Yuan(row.amount_fen),
        "industry": row.industry,
        "area": row.area,
        "summary": row.summary,
        "version": row.version,
    }
    if version is None:
        return values
    chinese, english = text_in(version, Language.ZH), text_in(version, Language.EN)
    values |= {"mode": version.mode, "phone": version.phone}
    values |= {name: getattr(chinese, name, "") for name in _TEXTS}
    return values | {f"{name}_en": getattr(english, name, "") for name in _ENGLISH}


class MoveForm(ActForm):
    title = "变更状态"
    button = "登记"
    explains = (
        "对接洽谈中的仍在库；已对接落地和已出库的不再计入。落地的写明企业，或填系统里的项目编号；"
        "重新入库和出库写明原因。"
    )
    DATED = ("since",)

    def __init__(self, data: Any = None, *, opportunity: Opportunity, on: date) -> None:
        super().__init__(data)
        self.opportunity = opportunity
        states = [(one.value, one.label) for one in rules.next_states(opportunity.state)]
        self.fields["state"] = forms.ChoiceField(label="变为", choices=states, widget=forms.RadioSelect)
        self.fields["since"] = DayField(label="自哪天起", initial=on)
        self.fields["investor_name"] = forms.CharField(
            label="对接企业", max_length=200, required=False, help_text="企业名称、企业编号或统一社会信用代码"
        )
        self.fields["project"] = forms.CharField(
            label="落地项目编号", max_length=20, required=False, help_text="如 P2020-0001"
        )
        self.fields["reason"] = forms.CharField(label="说明", max_length=400, required=False)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=opportunity.version)

    def clean_project(self) -> Project | None:
        code = self.cleaned_data["project"].strip()
        if not code:
            return None
        found = Project.objects.of(self.opportunity.city_id).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为“{code}”的项目")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        if said["project"] is not None:
            seen = Project.objects.visible_to(reach_of(actor)).filter(pk=said["project"].pk)
            if not seen.exists():
                raise rules.OpportunityRefused(f"没有编号为“{said['project'].code}”的项目", field="project")
        expected, state = said.pop("version"), OpportunityState(said.pop("state"))
        firm = named_firm(self.opportunity.city_id, said["investor_name"])
        move = Move(state=state, enterprise=firm, **said)
        services.move_opportunity(
            opportunity=self.opportunity, move=move, actor=actor, at=at, expected_version=expected
        )
        return f"已登记为“{state.label}”。"


def named_firm(city_id: int, said: str) -> Enterprise | None:
    """Return the one enterprise with this code, credit code or full name; None when it is not in the base."""
    text = said.strip()
    if not text:
        return None
    rows = Enterprise.objects.of(city_id)
    for name in ("code", "credit_code", "name"):
        found = list(rows.filter(**{name: text})[:2])
        if len(found) == 1:
            return found[0]
    return None


class PhotoForm(ActForm):
    title = "上传图片"
    button = "上传"
    explains = "地块、厂房、园区等图片，印在项目页和项目册上（前两张）。jpg 或 png，每张不超过 20 MB。"

    def __init__(self, data: Any = None, files: Any = None, *, opportunity: Opportunity) -> None:
        super().__init__(data, files)
        self.opportunity = opportunity
        self.fields["file"] = forms.FileField(
            label="图片",
            widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
            error_messages={"required": "请选择图片"},
        )
        self.fields["caption"] = forms.CharField(label="图片说明", max_length=120, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        file = self.cleaned_data["file"]
        photo = services.add_photo(
            opportunity=self.opportunity,
            content=file.file,
            name=file.name,
            caption=self.cleaned_data["caption"],
            actor=actor,
            at=at,
        )
        return f"已上传“{photo.name}”。"


class TakeOffForm(ActForm):
    title = "撤下图片"
    button = "撤下"
    explains = "图片不再显示和印出，文件和记录仍留存。"

    def __init__(self, data: Any = None, *, photo: OpportunityPhoto) -> None:
        super().__init__(data)
        self.photo = photo

    def act(self, *, actor: Account, at: datetime) -> str:
        services.take_off_photo(photo=self.photo, actor=actor, at=at)
        return f"已撤下“{self.photo.name}”。"


class VerifyForm(ActForm):
    title = "认定招商项目"
    button = "认定"

    def __init__(self, data: Any = None, *, claims: Sequence[Fact]) -> None:
        super().__init__(data)
        self.claims = claims

    def act(self, *, actor: Account, at: datetime) -> str:
        outreach.verify_claims(self.claims, actor=actor, at=at)
        return f"已认定 {len(self.claims)} 条。"


class BrochureForm(forms.Form):
    """Which language and file, and whether the telephone numbers stand in full."""

    language = forms.ChoiceField(
        label="语言", choices=Language.choices, initial=Language.ZH, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label="文件",
        choices=[("pdf", "PDF（直接打印、发送）"), ("docx", "Word（可再编辑）")],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    phones = forms.BooleanField(
        label="印上完整的联系电话", required=False, help_text="只印您可以查看的；每个都记入操作日志"
    )
