"""What a project is made of, as people type it: for a new project, a change and a correction alike."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.choices import CallableChoiceIterator

from luodi.desk import naming
from luodi.desk.forms.fields import AmountField, UnitField, VagueDateField
from luodi.desk.forms.organisation import area_choices
from luodi.enterprises.models import Enterprise
from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.ledger.kinds import Channel
from luodi.ledger.services import Share
from luodi.organisation.models import City, Unit
from luodi.organisation.policies import Reach
from luodi.projects import requirements
from luodi.projects.choices import DATE_OF, Field, Stage
from luodi.projects.models import Project
from luodi.refdata import industries, regions

_SHARE = re.compile(r"(?P<unit>.+?)(?P<percent>[0-9]+(?:\.[0-9]{1,2})?)%")
ALL = (
    Field.NAME, Field.INVESTOR_NAME, Field.TOTAL, Field.UNIT, Field.AREA, Field.ORIGIN, Field.INDUSTRY, Field.SHARES,
    Field.SUMMARY,
)  # fmt: skip
CHANNELS = [("", "请选择"), *Channel.choices]


class OriginField(forms.CharField):
    """A place that an investor comes from; its code is kept."""

    def __init__(self, *, on: date, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.on = on

    def clean(self, value: Any) -> str:
        said = super().clean(value).strip()
        try:
            return regions.find_origin(said, self.on) if said else ""
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and (value.isdigit() or (value.isascii() and value.isupper())):
            try:
                return regions.origin_name(value)
            except Refusal:
                return value
        return value


class IndustryField(forms.CharField):
    """One of the divisions of GB/T 4754; its hundred options are only made where they are shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Select(choices=CallableChoiceIterator(industry_choices)), **kwargs)

    def clean(self, value: Any) -> str:
        code = super().clean(value)
        try:
            return industries.industry(code).code if code else ""
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class SharesField(forms.CharField):
    """Units that share in a project: 甲县 60%，乙局 40%. Empty is nobody but the responsible unit."""

    def __init__(self, *, city: City, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)
        self.city = city

    def clean(self, value: Any) -> tuple[Share, ...]:
        said = half_width(super().clean(value))
        parts = [part for part in re.split("[,;、]", said) if part]
        return tuple(self._share(part) for part in parts)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "，".join(f"{share.unit.short_name} {share.basis_points / 100:g}%" for share in value)

    def _share(self, part: str) -> Share:
        read = _SHARE.fullmatch(part)
        if read is None:
            raise forms.ValidationError(f"“{part[:40]}”看不懂，请写成：甲县 60%，乙局 40%")
        name = read["unit"]
        units = Unit.objects.of(self.city.pk)
        named = [one for one in units if name in (half_width(one.short_name), half_width(one.name), one.code)]
        if not named:
            raise forms.ValidationError(f"没有单位“{name[:40]}”")
        if len(named) > 1:
            raise forms.ValidationError(f"有多个单位叫“{name[:40]}”，请写单位编码")
        return Share(named[0], int(Decimal(read["percent"]) * 100))


def industry_choices() -> list[Any]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for one in industries.industries():
        grouped.setdefault(one.section, []).append((one.code, f"{one.code} {one.name}"))
    return [("", "请选择"), *((f"{s.code} {s.name}", grouped.get(s.code, [])) for s in industries.sections())]


def needed_at(field: Field, table: requirements.Version) -> str:
    """Return from which stage on the table requires a field; empty where it never does."""
    stage = table.stage_of(field)
    return f"{stage.label}起必填" if stage and stage != Stage.NEGOTIATING else ""


@dataclass(frozen=True)
class Setting:
    """Where and when a form is filled in, and for which units; ``reach`` None is for all of the city.

    What ``project`` has now can be chosen again, though its unit may be closed and its area no longer exist.
    """

    city: City
    on: date
    reach: Reach | None = None
    project: Project | None = None
    own_unit: Unit | None = None


def build(wanted: Iterable[Field], setting: Setting) -> dict[str, forms.Field]:
    """Return the fields by name; each says from which stage on it is required."""
    made: dict[str, forms.Field] = {}
    table = requirements.table(setting.on, setting.city.code)
    for field in wanted:
        needed = needed_at(field, table)
        hint = "；".join(part for part in (_HINTS.get(field, ""), needed) if part)
        required = table.stage_of(field) == Stage.NEGOTIATING
        known: dict[str, Any] = {"label": field.label, "required": required, "help_text": hint}
        made[field.value] = _MADE.get(field, _text)(setting, known)
    return made


_HINTS = {
    Field.TOTAL: "万元，或写明亿元",
    Field.SHARES: "多个单位共享时填写，合计 100%，如：甲县 60%，乙局 40%",
    Field.ORIGIN: "省、市或国家，如 深圳、美国",
}


def _unit(setting: Setting, known: dict[str, Any]) -> forms.Field:
    units = Unit.objects.of(setting.city.pk).active_on(setting.on)
    if setting.reach is not None and setting.reach.writes_in is not None:
        units = units.filter(pk__in=setting.reach.writes_in)
    if setting.project is not None:
        units = units | Unit.objects.filter(pk=setting.project.unit_id)
    if setting.own_unit is not None and setting.reach is not None and setting.reach.writes_in is not None:
        known.setdefault("initial", setting.own_unit.code)
    return UnitField(among=units, **known)


def _area(setting: Setting, known: dict[str, Any]) -> forms.Field:
    choices = dict(area_choices(setting.city, setting.on)) | {"": "请选择"}
    if setting.project is not None:
        choices.setdefault(setting.project.area, naming.area(setting.project.area))
    return forms.ChoiceField(choices=list(choices.items()), **known)


def _summary(_: Setting, known: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **known)


def _text(_: Setting, known: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=200, **known)


_MADE: dict[Field, Callable[[Setting, dict[str, Any]], forms.Field]] = {
    Field.TOTAL: lambda _, known: AmountField(**known),
    Field.UNIT: _unit,
    Field.SHARES: lambda setting, known: SharesField(city=setting.city, **known),
    Field.AREA: _area,
    Field.ORIGIN: lambda setting, known: OriginField(on=setting.on, **known),
    Field.INDUSTRY: lambda _, known: IndustryField(**known),
    Field.CHANNEL: lambda _, known: forms.ChoiceField(choices=CHANNELS, **known),
    Field.SUMMARY: _summary,
    **dict.fromkeys(DATE_OF.values(), lambda _, known: VagueDateField(**known)),
}


def present(project: Project, wanted: Iterable[Field]) -> dict[str, Any]:
    """Return what the project has now, as the fields show it."""
    held: dict[Field, Any] = {
        Field.NAME: project.name,
        Field.INVESTOR_NAME: project.investor_name,
        Field.TOTAL: project.total,
        Field.UNIT: project.unit.code,
        Field.AREA: project.area,
        Field.ORIGIN: project.origin,
        Field.INDUSTRY: project.industry,
        Field.SUMMARY: project.summary,
        Field.CHANNEL: project.channel_of_signing,
        Field.SHARES: tuple(
            Share(one.unit, one.basis_points) for one in project.shares.select_related("unit")
        ),
        **{field: project.date_of(stage) for stage, field in DATE_OF.items()},
    }
    return {field.value: held[field] for field in wanted}


def enterprise_named(city: City, name: str) -> Enterprise | None:
    """Return the enterprise of exactly that name, when there is one and no other."""
    found = list(Enterprise.objects.of(city.pk).filter(name=name.strip())[:2]) if name.strip() else []
    return found[0] if len(found) == 1 else None
