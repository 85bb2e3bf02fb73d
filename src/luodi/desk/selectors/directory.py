"""The directory as its pages show it: what is found in a place, one entry with the talks, the same as a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors.brought import Brought, brought_by
from luodi.desk.selectors.organisation import changes_of
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association, AssociationQuerySet, Hometowner, HometownerQuerySet, Liaison
from luodi.directory.services import subject_of
from luodi.kernel.phones import masked_phone
from luodi.ledger.kinds import LeadSource
from luodi.organisation.policies import may_write
from luodi.search.text import words
from luodi.ui import sheets

N_PEOPLE = 100
TABS = {"associations": "商会协会", "people": "在外企业家"}
Rows = AssociationQuerySet | HometownerQuerySet


@dataclass(frozen=True)
class Wanted:
    """What the directory is narrowed to; ``place`` is a province's first two digits."""

    tab: str = "associations"
    q: str = ""
    province: str = ""
    kind: str = ""
    closed: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """Read the filters; a value that is none of those offered narrows nothing."""
        tab, province = query.get("tab", ""), query.get("province", "")
        kind = query.get("kind", "")
        return cls(
            tab=tab if tab in TABS else "associations",
            q=query.get("q", "").strip()[:60],
            province=province if province.isascii() and province.isdigit() and len(province) == 2 else "",
            kind=kind if kind in AssociationKind.values else "",
            closed=query.get("closed", "") == "yes",
        )

    @property
    def says(self) -> str:
        said = ["已停用的" if self.closed else "在用的"]
        said += [f"包含“{self.q}”"] if self.q else []
        said += [f"所在地：{naming.origin(self.province.ljust(6, '0'))}"] if self.province else []
        said += [f"类别：{AssociationKind(self.kind).label}"] if self.kind else []
        return "　".join(said)


@dataclass(frozen=True)
class Line:
    """An entry with its place in words, the masked telephone and the last talk."""

    row: Any
    place: str
    home: str
    industry: str
    phone: str
    talked_on: date | None


def directory(frame: Frame, wanted: Wanted) -> Listing:
    """Return a tab's entries, each as a line."""
    columns, cells = _SHEETS[wanted.tab]
    rows = _known(_narrowed(frame, wanted))
    return Listing(rows, f"名录（{TABS[wanted.tab]}）", columns, cells, [wanted.says], _lines)


@dataclass(frozen=True)
class EntryPage:
    """``sees_phone``: whether the full number may be asked for; ``acts`` are views with their titles."""

    line: Line
    talks: Sequence[Liaison]
    people: Sequence[Line]
    brought: Brought
    changes: Sequence[AuditRecord]
    sees_phone: bool
    acts: Sequence[tuple[str, str]]


def entry_page(row: Association | Hometowner, frame: Frame) -> EntryPage:
    is_body = isinstance(row, Association)
    name = "association" if is_body else "hometowner"
    source = LeadSource.CHAMBER if is_body else LeadSource.HOMETOWNER
    people = _people(row, frame) if isinstance(row, Association) else []
    return EntryPage(
        line=line_of(row),
        talks=list(row.liaisons.select_related("by__person")[:100]),
        people=people,
        brought=brought_by(subject_of(row), source, frame, is_open=row.closed_on is None),
        changes=changes_of(row.city_id, name, row.code),
        sees_phone=bool(row.phone) and not frame.is_past and may_write(frame.reach, row.unit_id),
        acts=_acts(row, name, frame),
    )


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [line_of(row) for row in rows]


def line_of(row: Any) -> Line:
    return Line(
        row=row,
        place=naming.origin(row.place),
        home=naming.area(row.home) if getattr(row, "home", "") else "",
        industry=naming.industry(row.industry) if row.industry else "",
        phone=masked_phone(row.phone),
        talked_on=getattr(row, "talked_on", None),
    )


def _people(row: Association, frame: Frame) -> list[Line]:
    rows = Hometowner.objects.visible_to(frame.reach).filter(association=row, closed_on=None)
    return _lines(_known(rows)[:N_PEOPLE])


def _acts(row: Association | Hometowner, name: str, frame: Frame) -> list[tuple[str, str]]:
    if not frame.may_write:
        return []
    told = [(f"{name}-talk", "登记联络")]
    if may_write(frame.reach, row.unit_id):
        told.append((f"{name}-change", "修改"))
        told.append((f"{name}-reopen", "恢复") if row.closed_on else (f"{name}-close", "停用"))
    return told


def _narrowed(frame: Frame, wanted: Wanted) -> Any:
    model: Any = Association if wanted.tab == "associations" else Hometowner
    rows = model._default_manager.visible_to(frame.reach).filter(closed_on__isnull=not wanted.closed)
    for word in words(wanted.q):
        rows = rows.filter(search_text__contains=word)
    if wanted.province:
        rows = rows.filter(place__startswith=wanted.province)
    if wanted.kind and model is Association:
        rows = rows.filter(kind=wanted.kind)
    return rows


def _known(rows: Any) -> Any:
    found = (
        rows.select_related("unit").annotate(talked_on=Max("liaisons__on")).order_by("place", "name", "id")
    )
    return found.select_related("association") if rows.model is Hometowner else found


def _association(line: Line) -> list[Any]:
    row: Association = line.row
    return [
        row.name,
        row.get_kind_display(),
        line.place,
        row.leader,
        row.contact,
        line.phone,
        row.members,
        row.station_since,
        row.unit.short_name,
        line.talked_on,
    ]


def _person(line: Line) -> list[Any]:
    row: Hometowner = line.row
    return [
        row.name,
        line.home,
        line.place,
        row.company,
        row.title,
        line.industry,
        line.phone,
        row.association.name if row.association else "",
        row.unit.short_name,
        line.talked_on,
    ]


def _columns(*titles: str) -> list[sheets.Column]:
    wide = {"名称": 30, "单位": 30, "所在商会": 26}
    return [sheets.Column(title, width=wide.get(title, 14)) for title in titles]


_SHEETS = {
    "associations": (
        _columns(
            "名称", "类别", "所在地", "负责人", "联系人", "联系电话", "会员企业数", "挂牌联络站", "联系单位", "最近联系"
        ),
        _association,
    ),
    "people": (
        _columns(
            "姓名", "籍贯县区", "所在地", "单位", "职务", "行业", "联系电话", "所在商会", "联系单位", "最近联系"
        ),
        _person,
    ),
}  # fmt: skip
