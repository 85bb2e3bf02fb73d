"""Rows of words: projects with their particulars, action items, agendas, decisions, units that have not filed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from luodi.actions.models import ActionItem
from luodi.figures.scopes import Dimension, Scope
from luodi.filing.models import Filing
from luodi.filing.selectors.duties import filing_units
from luodi.kernel.asof import AsOf
from luodi.kernel.dates import day_words
from luodi.kernel.findings import Refusal
from luodi.kernel.months import month_of
from luodi.kernel.periods import Period
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.organisation.selectors import subtrees
from luodi.projects.models import Project
from luodi.publishing.composing.situation import Row
from luodi.refdata import areas, industries, regions
from luodi.reviews.models import AgendaLine, Decision
from luodi.worklists import definitions
from luodi.worklists.choices import Light
from luodi.worklists.selectors import lists
from luodi.worklists.selectors.sources import Asked

_AT_ONCE = 500
_MOST = 500
_FILED = ("DECLARED", "ACCEPTED")


@dataclass(frozen=True)
class About:
    """What lists of words are read for: they tell how things stand on the day of knowledge."""

    city: City
    as_of: AsOf
    known_on: date
    scope: str
    review: int | None = None

    @property
    def unit_ids(self) -> frozenset[int] | None:
        """The units of the scope with all below them; None is the whole city."""
        scope = Scope.parse(self.scope, city=self.city, on=self.known_on)
        codes = [part.key for part in scope.parts if part.dimension == Dimension.UNIT]
        if not codes:
            return None
        return frozenset().union(*subtrees(self.city.pk, codes, self.known_on).values())


def with_projects(city: City, rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what texts say of a project."""
    told: dict[str, dict[str, str]] = {}
    codes = [row.key for row in rows]
    for start in range(0, len(codes), _AT_ONCE):
        found = Project.objects.filter(city=city, code__in=codes[start : start + _AT_ONCE])
        for one in found.select_related("unit", "sponsor", "enterprise"):
            told[one.code] = {"名称": one.name, **project_words(one)}
    return [
        replace(row, name=told.get(row.key, {}).get("名称", row.name), fields=told.get(row.key, {}))
        for row in rows
    ]


def project_words(one: Project) -> dict[str, str]:
    return {
        "责任单位": one.unit.short_name,
        "县区": _named(lambda: areas.area(one.area).short_name),
        "行业": _named(lambda: industries.industry(one.industry).name),
        "来源": _named(lambda: regions.origin_name(one.origin)),
        "投资方": one.investor_name or (one.enterprise.name if one.enterprise else ""),
        "内容": one.summary.strip(),
        "包保领导": one.sponsor.name if one.sponsor else "",
    }


def _named(find: Callable[[], str]) -> str:
    try:
        return find()
    except Refusal:
        return ""


def worded(name: str, about: About, period: Period) -> list[Row]:
    """Return the rows of a source of words."""
    return _SOURCES[name](about, period)


def _items(about: About, *, overdue: bool) -> list[Row]:
    rows = ActionItem.objects.filter(city=about.city).unfinished()
    rows = rows.overdue(about.known_on) if overdue else rows
    if about.unit_ids is not None:
        rows = rows.filter(unit_id__in=about.unit_ids)
    found = rows.select_related("unit", "owner__person", "asked_from").order_by("deadline", "pk")[:_MOST]
    return [
        Row(
            one.title.rstrip("。；"),
            key=one.code,
            fields={
                "责任单位": one.unit.short_name,
                "责任人": one.owner.display_name,
                "期限": day_words(one.deadline),
                "逾期天数": str(max((about.known_on - one.deadline).days, 0)),
                "交办时间": day_words(timezone.localdate(one.asked_at)),
                "交办单位": one.asked_from.short_name,
                "最近进展": one.result,
                "编号": one.code,
            },
        )
        for one in found
    ]


def _not_started(about: About, _: Period) -> list[Row]:
    """Projects that show red on the list of those that are signed and have not started."""
    rule = definitions.rule("signed")
    reach = Reach(about.city.pk, None, writes=False, verifies=False, roles=frozenset())
    asked = Asked(about.city, about.known_on, reach)
    units = about.unit_ids
    lines = list(lists.lines(rule, asked, lists.Narrowed(light=Light.RED)))[:_MOST]
    projects = Project.objects.filter(pk__in=[one.project_id for one in lines])
    known = {one.pk: one for one in projects.select_related("unit", "sponsor", "enterprise")}
    told = []
    for line in lines:
        one = known[line.project_id]
        if units is not None and one.unit_id not in units:
            continue
        since = day_words(line.since) if line.since else ""
        fields = {**project_words(one), "签约日期": since, "天数": str(line.age or "")}
        told.append(Row(one.name, f"project:{one.code}", fields, key=one.code))
    return told


def _not_filed(about: About, period: Period) -> list[Row]:
    month = month_of(period.last)
    filed = Filing.objects.filter(city=about.city, month=month, state__in=_FILED)
    units = set(filed.values_list("unit_id", flat=True))
    missing = [one for one in filing_units(about.city, month) if one.pk not in units]
    return [Row(one.short_name, fields={"月份": f"{month.month}月"}) for one in missing]


def _lines(about: About, _: Period) -> list[Row]:
    rows = AgendaLine.objects.filter(review=about.review, is_dropped=False).order_by("position", "pk")
    decided: dict[int, list[str]] = {}
    for one in _decisions(about):
        decided.setdefault(one.line_id, []).append(one.text.rstrip("。；"))
    return [
        Row(
            one.title.rstrip("。"),
            fields={
                "情况": _sentence("".join(one.said.split("\n")) or one.why),
                "议定": "；".join(decided.get(one.pk, ())),
            },
        )
        for one in (rows if about.review else ())
    ]


def _decided(about: About, _: Period) -> list[Row]:
    return [
        Row(
            one.text.rstrip("。；"),
            fields={
                "责任单位": one.unit.short_name,
                "责任人": one.owner.display_name,
                "期限": day_words(one.deadline),
                "议题": one.line.title,
            },
        )
        for one in _decisions(about)
    ]


def _decisions(about: About) -> list[Decision]:
    if about.review is None:
        return []
    rows = Decision.objects.filter(line__review=about.review, line__is_dropped=False)
    return list(rows.select_related("line", "unit", "owner__person").order_by("line__position", "pk"))


def _sentence(text: str) -> str:
    said = text.strip()
    return said if not said or said[-1] in "。！？" else f"{said}。"


_SOURCES: dict[str, Callable[[About, Period], list[Row]]] = {
    "逾期事项": lambda about, _: _items(about, overdue=True),
    "在办事项": lambda about, _: _items(about, overdue=False),
    "未开工项目": _not_started,
    "未报单位": _not_filed,
    "议题": _lines,
    "议定事项": _decided,
}
