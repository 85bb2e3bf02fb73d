"""What the ledger grid is narrowed to, read from its address; the scope of the page narrows it, too."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django import forms

from luodi.desk.forms.fields import AmountField, DayField
from luodi.desk.forms.organisation import area_choices, unit_choices
from luodi.desk.frame import Frame
from luodi.figures.scopes import Dimension, Part
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import Standing
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit
from luodi.projects.choices import Stage, Status
from luodi.projects.selectors import ProjectFilter
from luodi.refdata import industries, regions

ALL = "all"
TABS: dict[str, tuple[str, frozenset[Stage]]] = {
    "negotiating": ("在谈未签约", frozenset({Stage.NEGOTIATING})),
    "signed": ("签约未开工", frozenset({Stage.SIGNED})),
    "started": ("开工未投产", frozenset({Stage.STARTED})),
    "producing": ("已投产", frozenset({Stage.PRODUCING})),
    ALL: ("全部", frozenset()),
}
ALIVE = frozenset(Status) - {Status.WITHDRAWN}
"""A worklist of a stage is of the projects that are still pursued, as the stock of that stage counts them."""
NOBODY = frozenset({0})
"""The ids of no unit at all: narrows to nothing, where the empty set narrows not at all."""


class ScopeNotForLists(Refusal):
    """A scope that only figures can be asked for."""


class LedgerForm(forms.Form):
    q = forms.CharField(label="名称、编号", required=False, max_length=60)
    unit = forms.ChoiceField(label="责任单位", required=False)
    area = forms.ChoiceField(label="县区（园区）", required=False)
    industry = forms.ChoiceField(label="行业", required=False)
    origin = forms.CharField(
        label="来源地",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "广东、珠三角、美国"}),
    )
    industrial = forms.ChoiceField(
        label="工业", required=False, choices=[("", "不限"), ("1", "工业"), ("0", "非工业")]
    )
    status = forms.ChoiceField(label="推进状态", required=False, choices=[("", "不限"), *Status.choices])
    standing = forms.ChoiceField(label="认定状态", required=False, choices=[("", "不限"), *Standing.choices])
    least = AmountField(label="总投资起", required=False)
    most = AmountField(label="总投资止", required=False)
    signed_from = DayField(label="签约日期从", required=False)
    signed_to = DayField(label="签约日期至", required=False)

    MAIN: ClassVar = ("unit", "area", "industry")
    MORE: ClassVar = (
        "origin", "industrial", "status", "standing", "least", "most", "signed_from", "signed_to",
    )  # fmt: skip

    def __init__(self, data: Any, *, frame: Frame) -> None:
        super().__init__(data)
        self.frame = frame
        city = frame.city
        self._units = Unit.objects.of(city.pk)
        if frame.reach.unit_ids is not None:
            self._units = self._units.filter(pk__in=frame.reach.unit_ids)
        units = unit_choices(self._units)
        sections = [(one.code, f"{one.code} {one.name}") for one in industries.sections()]
        for name, label, choices in (
            ("unit", "全部单位", units),
            ("area", "全部县区（园区）", area_choices(city, frame.today)[1:]),
            ("industry", "全部行业", sections),
        ):
            self.fields[name].choices = [("", label), *choices]  # type: ignore[attr-defined]

    def clean_origin(self) -> tuple[str, ...]:
        said = self.cleaned_data["origin"].strip()
        try:
            return regions.origin_codes(said, self.frame.today) if said else ()
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beyond the first row of fields is asked for."""
        return any(self.data.get(name) for name in self.MORE)

    @property
    def tab(self) -> str:
        asked = self.data.get("tab", ALL)
        return asked if asked in TABS else ALL

    def filters(self) -> ProjectFilter:
        """Return the filter that form, tab and scope make together.    Raises: ScopeNotForLists."""
        said = self.cleaned_data
        stages = TABS[self.tab][1]
        chosen = frozenset({Status(said["status"])}) if said["status"] else ALIVE if stages else frozenset()
        found = ProjectFilter(
            text=said["q"],
            stages=stages,
            statuses=chosen,
            standings=frozenset({Standing(said["standing"])}) if said["standing"] else frozenset(),
            unit_ids=self._chosen_units(said["unit"]),
            areas=frozenset({said["area"]}) if said["area"] else frozenset(),
            sections=frozenset({said["industry"]}) if said["industry"] else frozenset(),
            industrial={"1": True, "0": False}.get(said["industrial"]),
            origins=said["origin"],
            total_from=said["least"],
            total_to=said["most"],
            signed_from=said["signed_from"],
            signed_to=said["signed_to"],
        )
        for part in self.frame.scope.parts:
            found = self._within(found, part)
        return found

    def says(self) -> str:
        """Return what the grid is narrowed to, for the foot of a workbook."""
        said = [
            f"{self.fields[name].label}：{self._shown(name)}" for name in self.fields if self.data.get(name)
        ]
        return "　".join([f"清单：{TABS[self.tab][0]}", f"范围：{self.frame.scope.label}", *said])

    def _chosen_units(self, code: str) -> frozenset[int]:
        return _ids(self._units.filter(code=code).values_list("pk", flat=True)) if code else frozenset()

    def _shown(self, name: str) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(self.data[name], self.data[name]))

    def _within(self, found: ProjectFilter, part: Part) -> ProjectFilter:
        if part.dimension not in _NARROWING:
            raise ScopeNotForLists(
                f"项目台账不能按“{part.dimension.label}”这一范围列出，请从数据查询打开明细"
            )
        return _NARROWING[part.dimension](self, found, part.key)

    def _by_units(self, found: ProjectFilter, **given: str) -> ProjectFilter:
        ids = _ids(self._units.filter(**given).values_list("pk", flat=True))
        return replace(found, unit_ids=(ids & found.unit_ids or NOBODY) if found.unit_ids else ids)

    def _by_area(self, found: ProjectFilter, key: str) -> ProjectFilter:
        return replace(found, areas=frozenset({key}) if not found.areas - {key} else frozenset({"-"}))

    def _by_industry(self, found: ProjectFilter, prefixes: Iterable[str]) -> ProjectFilter:
        wanted = frozenset(prefixes)
        inside = {one for one in wanted if not found.sections or one[0] in found.sections}
        return replace(found, sections=frozenset(inside or {"-"}))

    def _by_origin(self, found: ProjectFilter, key: str) -> ProjectFilter:
        within = regions.origin_codes(key, self.frame.today)
        both = tuple(
            max(a, b, key=len) for a in found.origins for b in within if a.startswith(b) or b.startswith(a)
        )
        return replace(found, origins=(both or ("-",)) if found.origins else within)


Narrow = Callable[[LedgerForm, ProjectFilter, str], ProjectFilter]
_NARROWING: dict[Dimension, Narrow] = {
    Dimension.UNIT: lambda form, found, key: form._by_units(found, code=key),
    Dimension.OWN: lambda form, found, key: form._by_units(found, code=key),
    Dimension.KIND: lambda form, found, key: form._by_units(found, kind=UnitKind(key)),
    Dimension.AREA: LedgerForm._by_area,
    Dimension.INDUSTRY: lambda form, found, key: form._by_industry(found, [key]),
    Dimension.INDUSTRY_DIVISION: lambda form, found, key: form._by_industry(found, [key]),
    Dimension.SECTOR: lambda form, found, key: form._by_industry(
        found, [one.code for one in industries.industries() if one.sector.value == key]
    ),
    Dimension.ORIGIN: LedgerForm._by_origin,
    Dimension.ORIGIN_CITY: LedgerForm._by_origin,
}


def _ids(found: Iterable[int]) -> frozenset[int]:
    return frozenset(found) or NOBODY
