"""What the names in a sheet stand for in this city: units, areas, origins, industries, stages, choices.

Each distinct text is looked up once, so that a hundred thousand rows cost as much as the texts that they repeat.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from django.db.models import TextChoices

from luodi.importing.reading import ImportField
from luodi.kernel.findings import Refusal
from luodi.kernel.numerals import half_width
from luodi.ledger.kinds import Channel
from luodi.organisation.models import City, Unit, UnitVersion
from luodi.organisation.policies import Reach, may_write
from luodi.organisation.selectors import leaders
from luodi.projects import details
from luodi.projects.choices import DETAILS, Field, Stage, Status
from luodi.refdata import areas, industries, regions

BLANK = "-"
"""What a clerk writes for a text that is to be read as an empty cell."""
_DETAILS = {field.value: field for field in DETAILS}
STAGE_WORDS = {
    "洽谈": Stage.NEGOTIATING,
    "在谈": Stage.NEGOTIATING,
    "谋划": Stage.NEGOTIATING,
    "签约": Stage.SIGNED,
    "已签": Stage.SIGNED,
    "未开工": Stage.SIGNED,
    "拟开工": Stage.SIGNED,
    "待开工": Stage.SIGNED,
    "前期": Stage.SIGNED,
    "未投产": Stage.STARTED,
    "试生产": Stage.STARTED,
    "开工": Stage.STARTED,
    "在建": Stage.STARTED,
    "续建": Stage.STARTED,
    "建设中": Stage.STARTED,
    "竣工": Stage.STARTED,
    "投产": Stage.PRODUCING,
    "建成投产": Stage.PRODUCING,
    "达产": Stage.PRODUCING,
    "运营": Stage.PRODUCING,
}
STATUS_WORDS = {
    "正常": Status.PROCEEDING,
    "推进": Status.PROCEEDING,
    "在推进": Status.PROCEEDING,
    "延期": Status.DELAYED,
    "滞后": Status.DELAYED,
    "暂缓": Status.SUSPENDED,
    "暂停": Status.SUSPENDED,
    "停工": Status.SUSPENDED,
    "终止": Status.WITHDRAWN,
    "撤资": Status.WITHDRAWN,
    "解约": Status.WITHDRAWN,
    "流失": Status.WITHDRAWN,
}


class NameUnknown(Refusal):
    """A name in the sheet that stands for nothing in this city."""


@dataclass(frozen=True)
class Setting:
    """Whose sheet it is, on which day, and which units its reader may write for."""

    city: City
    on: date
    unit: Unit
    reach: Reach


class Resolver:
    """``words`` is what the clerk has said that a text means: {field: {text: code}}."""

    def __init__(self, setting: Setting, words: Mapping[str, Mapping[str, str]]) -> None:
        self.setting = setting
        self._words = words
        self._units = _units_by_name(setting)
        self._told: dict[tuple[str, str], tuple[Any, str]] = {}
        self._finders: dict[str, Callable[[str], Any]] = {
            Field.UNIT: self._unit,
            Field.AREA: self._area,
            Field.ORIGIN: lambda text: regions.find_origin(_place(text), setting.on),
            Field.INDUSTRY: lambda text: industries.find_industry(text).code,
            Field.CHANNEL: lambda text: _chosen(Channel, text, "签约方式"),
            Field.SPONSOR: self._sponsor,
            ImportField.STAGE.value: lambda text: _by_word(text, STAGE_WORDS, "阶段", Stage),
            ImportField.STATUS.value: lambda text: _by_word(text, STATUS_WORDS, "推进状态", Status),
        }

    def find(self, field: str, text: str) -> tuple[Any, str]:
        """Return what the text stands for, and an empty message; or None and why it stands for nothing."""
        key = (field, text)
        found = self._told.get(key)
        if found is None:
            found = self._told[key] = self._find(field, text)
        return found

    def is_named(self, field: str) -> bool:
        """Whether texts of the field are looked up, or looked at, before they are taken."""
        return field in self._finders or field in _DETAILS

    def unknown(self) -> list[tuple[str, str, str]]:
        """Return every text that stands for nothing: field, text, why."""
        return [(field, text, why) for (field, text), (_, why) in self._told.items() if why]

    def _find(self, field: str, text: str) -> tuple[Any, str]:
        said = self._words.get(field, {}).get(half_width(text), text)
        if said == BLANK:
            return None, ""
        finder = self._finders.get(field)
        try:
            if finder is not None:
                return finder(said), ""
            return _detail(_DETAILS[field], said), ""
        except Refusal as refusal:
            return None, refusal.message

    def _sponsor(self, text: str) -> Any:
        said = half_width(text)
        named = [one for one in leaders(self.setting.city, self.setting.on) if one.name == said]
        if len(named) == 1:
            return named[0]
        raise NameUnknown(f"市领导里没有“{said[:40]}”，或者有同名的人")

    def _unit(self, text: str) -> Unit:
        said = half_width(text)
        named = self._units.get(said, [])
        if len(named) == 1:
            if not may_write(self.setting.reach, named[0].pk):
                raise NameUnknown(f"您没有填报{named[0].short_name}项目的权限")
            return named[0]
        if named:
            codes = "、".join(f"{unit.short_name}（{unit.code}）" for unit in named[:5])
            raise NameUnknown(f"有多个单位叫“{said[:40]}”，请写单位编码：{codes}")
        near = get_close_matches(said, self._units, n=3, cutoff=0.5)
        hint = f"，是否为：{'、'.join(near)}？" if near else "，请写单位的全称、简称或编码"
        raise NameUnknown(f"没有单位“{said[:40]}”{hint}")

    def _area(self, text: str) -> str:
        """Return the area that a text names, also when a township or a site follows: 云溪县示例镇."""
        city, on = self.setting.city, self.setting.on
        said = half_width(text).removeprefix(city.name)
        try:
            return areas.find_area(said, city.code, on).code
        except areas.UnknownArea:
            units = [unit for unit in self._units.get(half_width(text), []) if unit.area]
            if len(units) == 1:
                return units[0].area
            within = {one.code for one in areas.areas_of(city.code, on) if said.startswith(one.name)}
            within |= {
                unit.area
                for name, found in self._units.items()
                for unit in found
                if unit.area and said.startswith(name)
            }
            if len(within) == 1:
                return within.pop()
            raise


def _units_by_name(setting: Setting) -> dict[str, list[Unit]]:
    """Return the city's open units by each of their names: code, full, short, and what they were called before."""
    units = {unit.pk: unit for unit in Unit.objects.of(setting.city.pk).active_on(setting.on)}
    found: dict[str, dict[int, Unit]] = {}
    for unit in units.values():
        for name in (unit.code, unit.name, unit.short_name):
            found.setdefault(half_width(name), {})[unit.pk] = unit
    former = UnitVersion.objects.filter(unit__city=setting.city, unit__in=list(units)).order_by("id")
    for unit_id, name in former.values_list("unit_id", "name"):
        found.setdefault(half_width(name), {units[unit_id].pk: units[unit_id]})
    return {name: list(ones.values()) for name, ones in found.items()}


def _detail(field: Field, text: str) -> object:
    """Return the detail as it is kept; a choice by its label.    Raises: ProjectRefused, CreditCodeRefused."""
    return details.normal(field, _option(text, field) if details.shape(field).choices else text)


@cache
def _option(text: str, field: Field) -> str:
    said, options = half_width(text), details.shape(field).choices
    for value, label in options:
        if said in (label, value):
            return value
    held = [value for value, label in options if label in said]
    if len(held) == 1:
        return held[0]
    raise NameUnknown(f"“{field.label}”没有“{said[:40]}”，可填：{'、'.join(label for _, label in options)}")


def _chosen(choices: type[TextChoices], text: str, what: str) -> str:
    said = half_width(text)
    found = [one for one in choices if said in (one.label, one.value)]
    found = found or [one for one in choices if one.label in said]
    if len(found) == 1:
        return str(found[0].value)
    raise NameUnknown(f"{what}没有“{said[:40]}”，可填：{'、'.join(one.label for one in choices)}")


def _by_word(text: str, words: Mapping[str, Any], what: str, choices: type[TextChoices]) -> Any:
    """Return what a text says of a stage or a status, by the longest word in it."""
    said = half_width(text).strip()
    if said in choices.values:
        return choices(said)
    for word in sorted(words, key=len, reverse=True):
        if word in said:
            return words[word]
    raise NameUnknown(f"看不出{what}“{said[:40]}”，可填：{'、'.join(one.label for one in choices)}")


def _place(text: str) -> str:
    return text.replace("-", "").replace("·", "").replace("/", "")
