"""The details of a project, group by group; and the telephone number, whose full view is on record."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from luodi.desk.forms.fields import AmountField, VagueDateField
from luodi.desk.forms.projects import ProjectForm
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.organisation.models import Account
from luodi.projects import details, requirements, services, words
from luodi.projects.choices import Field

GROUPS: dict[str, tuple[Field, ...]] = {
    "身份": (
        Field.SIGNING_ENTITY, Field.INVESTOR_CODE, Field.LOCAL_COMPANY, Field.LOCAL_CODE, Field.LOCAL_LEDGER_CODE,
    ),
    "分类": (
        Field.CAPITAL, Field.FORM, Field.AGREEMENT, Field.CONSTRUCTION, Field.PROMOTION, Field.SOURCE, Field.CHAIN,
        Field.LEADING, Field.STRATEGIC,
    ),
    "资金与效益": (Field.FIXED, Field.OUT_OF_PROVINCE, Field.OUTPUT, Field.TAX, Field.JOBS),
    "用地与进度": (
        Field.LAND_KIND, Field.LAND, Field.FLOOR, Field.ADDRESS, Field.PLANNED_START, Field.PLANNED_FINISH,
    ),
    "联系": (Field.CONTACT, Field.PHONE),
    "文字": (Field.PROGRESS, Field.PROBLEM, Field.REMARK),
}  # fmt: skip
"""Every detail, in the order of the form and of the page."""
_CLEARED = "-"
_YES_OR_NO = [("", "不清楚"), ("yes", "是"), ("no", "否")]


class YesNoField(forms.ChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_YES_OR_NO, **kwargs)

    def clean(self, value: Any) -> Any:
        return {"yes": True, "no": False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class DetailsForm(ProjectForm):
    title = "补充信息"
    explains = "补充信息不计入统计数字，改动逐项留痕，不须认定。固定资产投资和省外投资不能超过总投资。"

    def present(self) -> dict[str, Any]:
        held = details.held(self.project)
        return {field.value: value for field, value in held.items() if field != Field.PHONE}

    def build(self) -> None:
        table = requirements.table(self.on, self.project.city.code)
        for fields in GROUPS.values():
            for field in fields:
                stage = table.stage_of(field)
                hints = [_HINTS.get(field, ""), f"{stage.label}起必填" if stage else ""]
                hint = "；".join(one for one in hints if one)
                self.fields[field.value] = _made(field, hint)
        phone = details.value_of(self.project, Field.PHONE)
        if phone:
            shown = words.masked_phone(str(phone))
            self.fields[Field.PHONE.value].help_text = f"现为 {shown}；留空不变，填“{_CLEARED}”删去"
        self.fields["reason"] = forms.CharField(label="说明", max_length=400, required=False)

    @property
    def groups(self) -> list[tuple[str, Sequence[BoundField]]]:
        """The fields as the page shows them, by group."""
        return [(title, [self[field.value] for field in fields]) for title, fields in GROUPS.items()]

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        changes: dict[Field, object] = {
            field: said[field.value] for fields in GROUPS.values() for field in fields if field != Field.PHONE
        }
        if phone := said[Field.PHONE.value]:
            changes[Field.PHONE] = "" if phone == _CLEARED else phone
        services.change_details(
            project=self.project,
            changes=changes,
            reason=said["reason"],
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return "补充信息已保存。"


def _made(field: Field, hint: str) -> forms.Field:
    kept = details.shape(field)
    known: dict[str, Any] = {"label": field.label, "required": False, "help_text": hint}
    if kept.choices:
        return forms.ChoiceField(choices=[("", "不清楚"), *kept.choices], **known)
    if kept.takes is str:
        widget = forms.TextInput if kept.length else forms.Textarea(attrs={"rows": 3})
        return forms.CharField(max_length=kept.length or 2000, widget=widget, **known)
    return _MADE[kept.takes](known)


_MADE: dict[type, Callable[[dict[str, Any]], forms.Field]] = {
    Yuan: lambda known: AmountField(**known),
    VagueDate: lambda known: VagueDateField(**known),
    bool: lambda known: YesNoField(**known),
    int: lambda known: forms.IntegerField(min_value=0, **known),
    Decimal: lambda known: forms.DecimalField(min_value=0, max_digits=12, decimal_places=2, **known),
}
_HINTS = {
    Field.FIXED: "万元，或写明亿元；不超过总投资",
    Field.OUT_OF_PROVINCE: "万元，或写明亿元；不超过总投资",
    Field.OUTPUT: "万元，或写明亿元",
    Field.TAX: "万元，或写明亿元",
    Field.LOCAL_LEDGER_CODE: "在单位自己台账里的编号",
    Field.PROMOTION: "如 产业链、资本、场景、央企、驻点",
    Field.PLANNED_START: "可以只写到月",
    Field.PLANNED_FINISH: "可以只写到月",
}
