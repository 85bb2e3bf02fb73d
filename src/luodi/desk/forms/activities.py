"""A trip or a visit as a form: what both say, whatever is done with it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db import transaction

from luodi.desk.acting import once_field
from luodi.desk.forms import lines
from luodi.desk.forms.crediting import PartsForm
from luodi.desk.forms.fields import PersonField, UnitField
from luodi.desk.forms.lines import LinesField, SaidFirm
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.organisation import selectors as organisation
from luodi.organisation.choices import Rank
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach
from luodi.outreach.choices import ResultClass, Side
from luodi.outreach.services.activities import NewActivity
from luodi.projects.models import Project

_RANKS = "、".join(str(rank.label) for rank in Rank)


@dataclass(frozen=True)
class Asked:
    """Who fills in the form, and when; ``row`` is what it is about, if that is there already."""

    account: Account
    reach: Reach
    on: date
    row: Any = None


class ActivityForm(PartsForm):
    """``counts`` says whether sending it puts the activity into the figures: a plan does not."""

    lines_title = "联合开展的单位和份额；本单位独自开展的不填"
    counts: ClassVar[bool] = True
    is_correction: ClassVar[bool] = False
    titled: ClassVar[str] = ""
    DATED: ClassVar[tuple[str, ...]] = ("to_on",)
    WHOLE: ClassVar[frozenset[str]] = frozenset(
        {
            "title",
            "members",
            "guests",
            "programme",
            "firms",
            "add_firms",
            "projects",
            "stops",
            "summary",
            "reason",
        }
    )
    """Fields that take the form's whole width."""
    FIRST: ClassVar[tuple[str, ...]] = ()
    """The order in which the form begins, where it is not the one of adding."""
    leader: ClassVar[str] = "带队领导"
    sample: ClassVar[str] = "2020-07-06 09:30，深圳，拜访某企业"

    def __init__(self, data: Any = None, *, asked: Asked) -> None:
        super().__init__(data, initial=self.present(asked.row) if asked.row is not None else None)
        self.asked = asked
        self.fields["title"] = forms.CharField(label="名称", max_length=120, help_text=self.titled)
        self.fields["unit"] = UnitField.written_by(asked.account, asked.reach, asked.on, label="责任单位")
        self.add_own()
        self.fields["led_by"] = self._heads()
        self.fields["head_count"] = forms.IntegerField(
            label="人数", min_value=1, max_value=9999, required=False
        )
        self.fields["purpose"] = forms.CharField(label="目的", max_length=400, required=False)
        self.add_people()
        self.fields["programme"] = LinesField(
            label="日程",
            placeholder=self.sample,
            help_text="一行一项：日期 时间，地点，内容；时间可以不写",
        )
        self.fields["firms"] = LinesField(
            label="对接企业" if self.counts else "拟对接企业",
            placeholder="深圳某某科技有限公司，张经理，有意设立生产基地",
            help_text="一行一家：企业名称（或编号、信用代码），接洽人，意向；后两项可以不写",
        )
        self.fields["add_firms"] = forms.BooleanField(label="没有档案的企业一并建档", required=False)
        self.fields["projects"] = LinesField(
            label="洽谈项目", rows=2, help_text="一行一个：项目编号或完整名称"
        )
        if self.counts:
            self.add_results()
        self.order_fields(self.FIRST)
        self.add_lines(asked.account.city, asked.on, self.held(asked.row))
        self.add_marks()

    def _heads(self) -> PersonField:
        """Return the choice of who may have led it: those in office, and whoever is said to have."""
        asked = self.asked
        held = asked.row.led_by if asked.row is not None else None
        heads = organisation.office_holders(asked.account.city, asked.on)
        return PersonField(
            city=asked.account.city,
            among=[*heads, *([held] if held else [])],
            label=self.leader,
            required=False,
            help_text="在“人员”里登记了职务的",
        )

    @property
    def dated(self) -> tuple[str, ...]:
        """The dates that closed months concern: a plan has none."""
        return super().dated if self.counts else ()

    @property
    def is_joint(self) -> bool:
        """Whether the table of units says something, right or wrong."""
        lines = [bound for line in self.lines for bound in (line.unit, line.percent)]
        return any(bound.errors or bound.value() for bound in lines)

    def add_own(self) -> None:
        """Add what this sort alone says."""

    def add_people(self) -> None:
        self.fields["members"] = LinesField(
            label="参加人员",
            placeholder="王一，局长，主要负责人",
            help_text=f"一行一人：姓名，职务，级别；级别写{_RANKS}，可以不写",
        )

    def add_results(self) -> None:
        self.fields["outcome"] = forms.ChoiceField(
            label="成果类别", required=False, choices=[("", "请选择"), *ResultClass.choices]
        )
        self.fields["summary"] = forms.CharField(
            label="情况和成果", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
        )
        if self.is_correction:
            self.fields["reason"] = forms.CharField(label="更正理由", max_length=400)

    def add_marks(self) -> None:
        if self.asked.row is None:
            self.fields["once"] = once_field()
        else:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.asked.row.version
            )

    def held(self, row: Any) -> list[tuple[Unit, int]]:
        parts = row.parts.select_related("unit").order_by("-basis_points", "id") if row is not None else ()
        return [(one.unit, one.basis_points) for one in parts]

    @classmethod
    def present(cls, row: Any) -> dict[str, Any]:
        """Return what the row says now, as the fields write it."""
        handling = getattr(row, "handling", None)
        firms = row.firms.select_related("enterprise").order_by("id")
        people = list(row.members.all())
        return {
            "unit": row.unit.code,
            "title": row.title,
            "led_by": row.led_by.code if row.led_by else None,
            "head_count": row.head_count,
            "summary": row.summary,
            "purpose": handling.purpose if handling else "",
            "outcome": handling.outcome if handling else "",
            "members": lines.show_members(people),
            "guests": lines.show_members(people, Side.THEIRS),
            "programme": lines.show_programme(row.programme.all()),
            "firms": lines.show_firms(firms),
            "projects": "\n".join(row.projects.values_list("project__code", flat=True)),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        city = self.asked.account.city
        shown = Project.objects.visible_to(self.asked.reach)
        self._read("members", lambda said: lines.read_members(said, city))
        self._read("programme", lines.read_programme)
        self._read("projects", lambda said: lines.read_projects(said, shown))
        self._read("firms", lambda said: lines.read_firms(said, city))
        self.read_own()
        missing = [one.name for one in cleaned.get("firms") or () if one.enterprise is None]
        if missing and not cleaned.get("add_firms") and "firms" not in self.errors:
            self.add_error("firms", f"没有档案：{'、'.join(missing)}。核对名称，或勾选下面的“一并建档”")
        return cleaned

    def read_own(self) -> None:
        """Read the lines that this sort alone has."""

    def _read(self, name: str, read: Any) -> None:
        if name in self.cleaned_data and name not in self.errors:
            try:
                self.cleaned_data[name] = read(self.cleaned_data[name])
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)

    @property
    def origin(self) -> str:
        """Where a firm that is entered along with it comes from."""
        raise NotImplementedError

    def command(self, *, actor: Account, at: datetime) -> NewActivity:
        """Return what was said; firms without a record are entered first."""
        said = self.cleaned_data
        found = [self._entered(one, actor, at) for one in said["firms"]]
        parts = self.parts
        return self.made(
            unit=said["unit"],
            title=said["title"],
            led_by=said["led_by"],
            head_count=said["head_count"],
            purpose=said["purpose"],
            outcome=said.get("outcome", "") if self.counts else self.kept("outcome"),
            summary=said.get("summary", "") if self.counts else self.kept("summary"),
            members=(*said["members"], *said.get("guests", ())),
            programme=said["programme"],
            firms=tuple(firm for firm, _ in found),
            talks={firm.pk: talk for firm, talk in found},
            projects=said["projects"],
            shares=parts if len(parts) > 1 else (),
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        with transaction.atomic():
            return self.perform(self.command(actor=actor, at=at), actor=actor, at=at)

    def perform(self, new: NewActivity, *, actor: Account, at: datetime) -> str:
        """Call the service with what was said and return what to tell the user."""
        raise NotImplementedError

    def kept(self, name: str) -> str:
        return str(self.initial.get(name) or "")

    def made(self, **said: Any) -> NewActivity:
        raise NotImplementedError

    def _entered(self, said: SaidFirm, actor: Account, at: datetime) -> tuple[Enterprise, Any]:
        if said.enterprise is not None:
            return said.enterprise, said.talk
        new = enterprises.NewEnterprise(name=said.name, credit_code=said.credit_code, origin=self.origin)
        return enterprises.add_enterprise(new, actor=actor, at=at), said.talk
