"""Whose figure: the whole city, or the part of it that lies in one or several dimensions.

A scope's text is what stands in addresses and on the command line: ``city``, ``unit:SHOU+origin:珠三角``. Several units
or leaders taken together, each fact once, stand between commas: ``unit:SHOU,TIAN``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Capital, Channel, ItemReason, ItemSource, LeadSource, Proof, SubjectKind
from luodi.ledger.models import Subject
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import City, Person, Unit
from luodi.refdata import areas, divisions, industries, regions

EVERYWHERE = "all"
PREFECTURE_DIGITS = 4
MUNICIPALITIES = ("11", "12", "31", "50")
TOGETHER = ","
_NONE = "-"
"""The key of facts that carry nothing in a dimension."""


class Dimension(StrEnum):
    UNIT = "unit"
    OWN = "own"
    COUNTY = "county"
    KIND = "kind"
    AREA = "area"
    INDUSTRY = "industry"
    INDUSTRY_DIVISION = "industry_division"
    SECTOR = "sector"
    ORIGIN = "origin"
    ORIGIN_CITY = "origin_city"
    CHANNEL = "channel"
    STATE = "state"
    STATUS = "status"
    EVENT = "event"
    MONTH = "month"
    CATEGORY = "category"
    CAPITAL = "capital"
    PROJECT = "project"
    LEADER = "leader"
    SOURCE = "source"
    FORM = "form"
    REASON = "reason"
    ASKED_FROM = "asked_from"

    @property
    def label(self) -> str:
        return _DIMENSION_LABELS[self.value]

    @property
    def takes_part(self) -> bool:
        """Whether a shared fact stands under each of its units: "took part", not "by share"."""
        return self in (Dimension.UNIT, Dimension.OWN, Dimension.COUNTY, Dimension.KIND)


_DIMENSION_LABELS = {
    "unit": "单位",
    "own": "本级单位",
    "county": "县区（含下级）",
    "kind": "单位类别",
    "area": "县区（园区）",
    "industry": "行业门类",
    "industry_division": "行业大类",
    "sector": "三次产业",
    "origin": "来源省份",
    "origin_city": "来源城市",
    "channel": "签约方式",
    "state": "阶段",
    "status": "推进状态",
    "event": "活动",
    "month": "月份",
    "category": "佐证类别",
    "capital": "内外资",
    "project": "项目",
    "leader": "领导",
    "source": "线索来源",
    "form": "会谈方式",
    "reason": "原因",
    "asked_from": "事项来源",
}
STATE_LABELS = {
    "NEGOTIATING": "在谈",
    "SIGNED": "签约",
    "STARTED": "开工",
    "PRODUCING": "投产",
    "PROCEEDING": "推进",
    "DELAYED": "延期",
    "SUSPENDED": "暂缓",
    "WITHDRAWN": "终止",
    "OPEN": "在库",
    "TALKS": "对接洽谈",
    "CLOSED": "已出库",
    "IN": "在库",
    "OUT": "出库",
    "MATCHED": "已对接落地",
    "RELEASED": "不再承担",
    "DISBANDED": "已撤销",
    "NEW": "待答复",
    "JUDGING": "待研判",
    "ANSWERING": "待反馈",
    "FOLLOWING": "跟进中",
    "CONVERTED": "已转为项目",
    "DROPPED": "不再跟进",
    "DUPLICATE": "重复报来",
    "ACTIVE": "在聘（在岗）",
    "ENDED": "结束",
    "ASSIGNED": "已下达",
    "DOING": "办理中",
    "REPORTED": "待销号",
    "DONE": "已办结",
    "CANCELLED": "已取消",
}
FORM_LABELS = {"AWAY": "外出拜访", "HERE": "本地会见", "VIDEO": "视频会谈", "PHONE": "电话沟通"}
SECTOR_LABELS = {"FIRST": "第一产业", "SECOND": "第二产业", "THIRD": "第三产业"}


class ScopeRefused(Refusal):
    """A scope that names nothing that exists."""


@dataclass(frozen=True)
class Part:
    dimension: Dimension
    key: str
    label: str


@dataclass(frozen=True)
class Scope:
    """Parts that all hold at once. No part is the whole city; ``everywhere`` is every city of this database."""

    parts: tuple[Part, ...] = ()
    everywhere: bool = False

    CITY: ClassVar["Scope"]
    ALL: ClassVar["Scope"]

    @classmethod
    def parse(cls, text: str, *, city: City, on: date) -> "Scope":
        """Read a scope's text; names of units, places and regions are those of the day ``on``.

        Raises: ScopeRefused naming the part that is unknown and how scopes are written.
        """
        said = text.strip() or "city"
        if said == "city":
            return cls.CITY
        if said == EVERYWHERE:
            return cls.ALL
        return cls(tuple(_part(one.strip(), city, on) for one in said.split("+")))

    @property
    def text(self) -> str:
        if not self.parts:
            return EVERYWHERE if self.everywhere else "city"
        return "+".join(f"{part.dimension}:{part.key}" for part in self.parts)

    @property
    def label(self) -> str:
        return "、".join(part.label for part in self.parts) or ("全部城市" if self.everywhere else "全市")

    def narrowed(self, dimension: Dimension, key: str, label: str) -> "Scope":
        """Return the part of this scope that has ``key`` in ``dimension``."""
        return Scope((*self.parts, Part(dimension, key, label)), self.everywhere)


Scope.CITY = Scope()
Scope.ALL = Scope(everywhere=True)

_EXAMPLES = "city、unit:单位编码、kind:INDUSTRY_TEAM、area:340422、origin:珠三角、industry:C、event:活动编码"


def _part(text: str, city: City, on: date) -> Part:
    name, colon, key = text.partition(":")
    if not colon or name not in _READERS or not key.strip():
        raise ScopeRefused(f"看不懂范围“{text[:60]}”，可写：{_EXAMPLES}", field="scope")
    dimension = Dimension(name)
    key = key.strip()
    if key == _NONE and not dimension.takes_part:  # no fact is without those
        return Part(dimension, key, f"{dimension.label}未填")
    label = _READERS[dimension](key, city, on)
    if label is None:
        raise ScopeRefused(f"没有这样的{dimension.label}：“{key[:60]}”", field="scope")
    return Part(dimension, key, label)


def _unit(key: str, city: City, _: date) -> str | None:
    named = dict(
        Unit.objects.of(city.pk).filter(code__in=key.split(TOGETHER)).values_list("code", "short_name")
    )
    return _together(key, named)


def _together(key: str, named: dict[str, str]) -> str | None:
    """Return the names of all that the key names; None when one of them is not there, or named twice."""
    codes = key.split(TOGETHER)
    known = len(set(codes)) == len(codes) and all(code in named for code in codes)
    return "、".join(named[code] for code in codes) if known else None


def own_label(name: str) -> str:
    """Return what a unit is called where those below it are left out."""
    return f"{name}本级"


def _own(key: str, city: City, on: date) -> str | None:
    name = None if TOGETHER in key else _unit(key, city, on)
    return own_label(name) if name else None


def _kind(key: str, *_: object) -> str | None:
    return UnitKind(key).label if key in UnitKind.values else None


def _area(key: str, city: City, on: date) -> str | None:
    return next((area.name for area in areas.areas_of(city.code, on) if area.code == key), None)


def _industry(key: str, *_: object) -> str | None:
    try:
        return industries.industry(key).name
    except industries.UnknownIndustry:
        return None


def _origin(key: str, _: City, on: date) -> str | None:
    try:
        regions.origin_codes(key, on)
    except regions.UnknownOrigin as refusal:
        raise ScopeRefused(str(refusal), field="scope") from refusal
    return key


def _origin_city(key: str, *_: object) -> str | None:
    return origin_city_label(key) if key.isdecimal() and len(key) == PREFECTURE_DIGITS else None


def origin_city_label(prefix: str) -> str:
    """Return what the four digits of a prefecture are called; a municipality's districts are the municipality,
    and an origin that is known by its province alone says so."""
    try:
        province = divisions.division(f"{prefix[:2]}0000")
        if prefix.endswith("00"):
            return f"{province.short_name}（未分市）"
        if prefix[:2] in MUNICIPALITIES:
            return province.short_name
        return divisions.division(f"{prefix}00").short_name
    except divisions.UnknownDivision as refusal:
        raise ScopeRefused(f"没有这样的来源城市：“{prefix}”", field="scope") from refusal


def _channel(key: str, *_: object) -> str | None:
    return Channel(key).label if key in Channel.values else None


def _event(key: str, city: City, _: date) -> str | None:
    found = Subject.objects.filter(city=city, kind=SubjectKind.EVENT, code=key).first()
    return (found.label or key) if found else None


def _leader(key: str, city: City, _: date) -> str | None:
    named = dict(Person.objects.filter(city=city, code__in=key.split(TOGETHER)).values_list("code", "name"))
    return _together(key, named)


_READERS: dict[str, Callable[[str, City, date], str | None]] = {
    Dimension.UNIT: _unit,
    Dimension.OWN: _own,
    Dimension.KIND: _kind,
    Dimension.AREA: _area,
    Dimension.INDUSTRY: _industry,
    Dimension.INDUSTRY_DIVISION: _industry,
    Dimension.SECTOR: lambda key, *_: SECTOR_LABELS.get(key),
    Dimension.ORIGIN: _origin,
    Dimension.ORIGIN_CITY: _origin_city,
    Dimension.CHANNEL: _channel,
    Dimension.STATE: lambda key, *_: STATE_LABELS.get(key),
    Dimension.STATUS: lambda key, *_: STATE_LABELS.get(key),
    Dimension.EVENT: _event,
    Dimension.CATEGORY: lambda key, *_: Proof(key).label if key in Proof.values else None,
    Dimension.CAPITAL: lambda key, *_: Capital(key).label if key in Capital.values else None,
    Dimension.LEADER: _leader,
    Dimension.SOURCE: lambda key, *_: LeadSource(key).label if key in LeadSource.values else None,
    Dimension.FORM: lambda key, *_: FORM_LABELS.get(key),
    Dimension.REASON: lambda key, *_: ItemReason(key).label if key in ItemReason.values else None,
    Dimension.ASKED_FROM: lambda key, *_: ItemSource(key).label if key in ItemSource.values else None,
    Dimension.PROJECT: lambda key, *_: key,  # by its code: whether there is one is not told to everybody
}
