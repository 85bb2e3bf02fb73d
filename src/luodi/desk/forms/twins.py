"""The duplicate test of a form for a new project: strong matches need a reason, weak ones a second look."""

from dataclasses import dataclass
from typing import Any

from django import forms

from luodi.duplicates import services
from luodi.duplicates.choices import Kind, Level
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.organisation.models import City
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.ui.addresses import url_with

REASON, CHECKED = "twin_reason", "twin_checked"


@dataclass(frozen=True)
class Twin:
    """A match as the account may see it: of another unit's row only that there is a first report, and its number."""

    code: str
    level: str
    name: str
    equal: tuple[str, ...]
    differs: tuple[str, ...]
    is_hidden: bool
    href: str = ""


class TwinTest:
    """What was found when the form was last read, and whether it may be saved all the same."""

    def __init__(self, form: forms.Form, *, city: City, reach: Reach, kind: Kind = Kind.PROJECT) -> None:
        self.form, self.city, self.reach, self.kind = form, city, reach, kind
        self.found: list[Twin] = []

    @property
    def reason(self) -> str:
        return str(self.form.data.get(REASON, "")).strip()

    def look(self, side: services.Side) -> None:
        """Look for matches, and put what has to be answered into the form."""
        matches = services.find_matches(self.city, self.kind, side)
        ids = {one.known.pk for one in matches}
        if self.kind == Kind.PROJECT:
            ids = set(Project.objects.visible_to(self.reach).filter(pk__in=ids).values_list("pk", flat=True))
        self.found = [_shown(one, is_hidden=one.known.pk not in ids) for one in matches]
        if any(one.match.level.stops for one in matches):
            self._ask_reason()
        elif matches:
            self._ask_look()

    def _ask_reason(self) -> None:
        said = self.kind.label
        self.form.fields[REASON] = forms.CharField(
            label=f"与疑似重复不是同一{self.kind.label}的理由",
            max_length=400,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="登记后立为疑似重复，由市招商中心裁定",
        )
        self.form.order_fields([REASON])
        if not self.reason:
            self.form.add_error(
                REASON, f"与已有{said}疑似重复，未登记。请先核对；确属另一{said}的，写明理由后再登记"
            )

    def _ask_look(self) -> None:
        self.form.fields[CHECKED] = forms.BooleanField(
            label=f"已核对，不是同一{self.kind.label}",
            required=False,
            help_text="登记后立为疑似重复，由市招商中心裁定",
        )
        self.form.order_fields([CHECKED])
        if self.form.data.get(CHECKED) != "on":
            self.form.add_error(CHECKED, f"有{self.kind.label}与它相近，请核对后勾选，再登记")


def side_of(said: dict[str, Any], enterprise_id: int | None) -> services.Side:
    """Return the project that a form tells as a side of the comparison."""
    total = said.get("total")
    yuan = total.to_yuan() if isinstance(total, ForeignMoney) else total
    return services.Side(
        name=said.get("name") or "",
        investor=said.get("investor_name") or "",
        investor_id=enterprise_id,
        area=said.get("area") or "",
        industry=said.get("industry") or "",
        total_fen=yuan.fen if isinstance(yuan, Yuan) else None,
    )


def _shown(one: services.Found, *, is_hidden: bool) -> Twin:
    level = Level(one.match.level).short
    if is_hidden:
        return Twin(one.known.code, level, "其他单位已有首报", (), (), is_hidden=True)
    code, name = one.known.code, one.known.side.name
    href = url_with("project" if one.kind == Kind.PROJECT else "firm", code)
    return Twin(code, level, name, one.match.equal, one.match.differs, is_hidden=False, href=href)
