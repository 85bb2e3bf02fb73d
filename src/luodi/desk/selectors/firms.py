"""Firms as their pages show them: the list, one firm's tabs, and who is above scale on a day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors.firm_talks import last_talks
from luodi.enterprises import policies, selectors
from luodi.enterprises.choices import CheckItem, MarkKind
from luodi.enterprises.models import Contact, Enterprise, EnterpriseQuerySet, FormerName, Mark
from luodi.enterprises.selectors import SheetLine
from luodi.kernel.phones import masked_phone
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach
from luodi.outreach.models import Meeting
from luodi.projects.models import Project
from luodi.ui import sheets
from luodi.ui.addresses import url_with

N_SHOWN = 50
N_GROUP = 30
N_TRAIL = 200
STATES = (("", "全部企业"), ("above", "规上工业"), ("pool", "培育库"), ("quiet", "还没有往来"))
TABS = (
    ("firm", "概况"),
    ("firm-people", "联系人"),
    ("firm-met", "往来"),
    ("firm-due", "尽职调查"),
    ("firm-duplicates", "重复"),
    ("firm-history", "历史"),
)
Acts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; ``industry`` is a section or a division, ``origin`` the beginning of a code."""

    q: str = ""
    state: str = ""
    mark: str = ""
    industry: str = ""
    province: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """Read the list's filters; a value that is none of those offered narrows nothing."""
        state, mark = query.get("state", ""), query.get("mark", "")
        province = query.get("province", "")
        return cls(
            q=query.get("q", "").strip()[:60],
            state=state if state in dict(STATES) else "",
            mark=mark if mark in MarkKind.values else "",
            industry=query.get("industry", "")[:3] if query.get("industry", "").isalnum() else "",
            province=province if province.isascii() and len(province) == 2 else "",
        )

    @property
    def says(self) -> str:
        said = [dict(STATES)[self.state]]
        said += [f"包含“{self.q}”"] if self.q else []
        said += [f"标识：{MarkKind(self.mark).label}"] if self.mark else []
        said += [f"行业：{naming.industry(self.industry)}"] if self.industry else []
        said += [f"来源地：{naming.origin(self.province.ljust(6, '0'))}"] if self.province else []
        return "　".join(said)


@dataclass(frozen=True)
class Line:
    firm: Enterprise
    marks: Sequence[Mark]
    met: tuple[date, Unit] | None
    contact: Contact | None

    @property
    def industry(self) -> str:
        return naming.industry(self.firm.industry)

    @property
    def origin(self) -> str:
        return naming.origin(self.firm.origin)

    @property
    def phone(self) -> str:
        return masked_phone(self.contact.phone) if self.contact else ""


def narrowed(reach: Reach, wanted: Wanted, day: date) -> EnterpriseQuerySet:
    rows = Enterprise.objects.visible_to(reach)
    if wanted.q:
        rows = rows.matching(reach.city_id, wanted.q)
    if wanted.state == "above":
        rows = rows.filter(is_above_scale=True)
    if wanted.state == "pool":
        rows = rows.filter(is_in_pool=True)
    if wanted.state == "quiet":
        met = Fact.objects.live().counted().filter(city_id=reach.city_id, kind__in=selectors.MET)
        spoken = Meeting.objects.standing().filter(city_id=reach.city_id, enterprise__isnull=False)
        rows = rows.exclude(subject_id__in=met.values("subject_id"))
        rows = rows.exclude(pk__in=spoken.values("enterprise_id"))
    if wanted.mark:
        rows = rows.filter(pk__in=Mark.objects.on(day).filter(kind=wanted.mark).values("enterprise_id"))
    if wanted.industry:
        rows = rows.filter(industry__startswith=wanted.industry)
    if wanted.province:
        rows = rows.filter(origin__startswith=wanted.province)
    return rows


def lines(firms: Iterable[Enterprise], day: date) -> list[Line]:
    shown = list(firms)
    marks, met = selectors.marks_on(shown, day), last_talks(shown)
    main = Contact.objects.filter(enterprise__in=[one.pk for one in shown], left_on__isnull=True)
    people = {one.enterprise_id: one for one in main.order_by("is_main", "-id")}
    return [Line(one, marks.get(one.pk, ()), met.get(one.pk), people.get(one.pk)) for one in shown]


def firms(frame: Frame, wanted: Wanted) -> Listing:
    """Return the firms, the latest entered first; telephone numbers stay masked in the table as on the page."""
    rows = narrowed(frame.reach, wanted, frame.today).order_by("-id")
    columns = [
        sheets.Column("企业", width=36),
        sheets.Column("编号"),
        sheets.Column("统一社会信用代码", width=22),
        sheets.Column("来源地", width=18),
        sheets.Column("行业", width=24),
        sheets.Column("所属集团", width=20),
        sheets.Column("标识", width=30),
        sheets.Column("规上工业"),
        sheets.Column("培育库"),
        sheets.Column("最近往来"),
        sheets.Column("往来单位", width=18),
        sheets.Column("联系人"),
        sheets.Column("电话（已隐去）", width=16),
    ]
    says = [wanted.says, "标识按今天有效的列出"]
    return Listing(rows, "企业", columns, _cells, says, lambda some: lines(some, frame.today))


def _cells(line: Line) -> list[Any]:
    firm, met = line.firm, line.met
    return [
        firm.name,
        firm.code,
        firm.credit_code,
        line.origin,
        line.industry,
        firm.group,
        "、".join(one.get_kind_display() for one in line.marks),
        "是" if firm.is_above_scale else "",
        "在库" if firm.is_in_pool else "",
        met[0] if met else None,
        met[1].short_name if met else "",
        line.contact.name if line.contact else "",
        line.phone,
    ]


@dataclass(frozen=True)
class Front:
    """What stands above every tab of a firm."""

    firm: Enterprise
    marks: Sequence[Mark]
    tabs: Sequence[tuple[str, str, bool]]
    acts: Acts
    waits: Sequence[str]
    may_write: bool
    became: Enterprise | None

    @property
    def industry(self) -> str:
        return naming.industry(self.firm.industry)

    @property
    def origin(self) -> str:
        return naming.origin(self.firm.origin)


def front(firm: Enterprise, frame: Frame, tab: str, became: Enterprise | None) -> Front:
    claims = Fact.objects.live().filter(
        subject_id=firm.subject_id,
        kind__in=(*selectors.MOVES, FactKind.ABOVE_SCALE_ENTERED),
        standing=Standing.CLAIMED,
    )
    waits = list(dict.fromkeys(FactKind(kind).label for kind in claims.values_list("kind", flat=True)))
    may_write = frame.may_write and not firm.is_void
    return Front(
        firm=firm,
        marks=list(Mark.objects.on(frame.today).filter(enterprise=firm).order_by("since")),
        tabs=[(url_with(view, firm.code), title, view == tab) for view, title in TABS],
        acts=_acts(firm, frame, waits) if not firm.is_void else [],
        waits=waits,
        may_write=may_write,
        became=became,
    )


def _acts(firm: Enterprise, frame: Frame, waits: Sequence[str]) -> Acts:
    told: list[tuple[str, str]] = []
    if frame.may_verify and waits:
        told += [("firm-verify", "认定"), ("firm-reject", "退回")]
    if not frame.may_write:
        return told
    if policies.may_correct(frame.reach, firm):
        told += [("firm-correct", "更正"), ("firm-rename", "更名")]
    told.append(("firm-unscale", "登记退规") if firm.is_above_scale else ("firm-scale", "登记进规"))
    if firm.is_in_pool:
        told.append(("firm-unpool", "移出培育库"))
    elif not firm.is_above_scale:
        told.append(("firm-pool", "列入培育库"))
    return told


@dataclass(frozen=True)
class Overview:
    former: Sequence[FormerName]
    every_mark: Sequence[Mark]
    group: Sequence[Enterprise]
    projects: Sequence[Project]
    last: tuple[date, Unit] | None


def overview(firm: Enterprise, frame: Frame) -> Overview:
    projects = Project.objects.visible_to(frame.reach).filter(enterprise=firm).select_related("unit")
    return Overview(
        former=list(firm.former_names.all()),
        every_mark=list(firm.marks.filter(is_void=False)),
        group=selectors.group_of(firm, N_GROUP),
        projects=list(projects.order_by("-id")[:N_GROUP]),
        last=last_talks([firm]).get(firm.pk),
    )


@dataclass(frozen=True)
class PersonLine:
    contact: Contact
    phone: str
    may_see: bool


def people(firm: Enterprise, reach: Reach) -> list[PersonLine]:
    rows = firm.contacts.select_related("unit").order_by("left_on", "-is_main", "id")
    present = sorted(rows, key=lambda one: one.left_on is not None)
    return [PersonLine(one, masked_phone(one.phone), policies.may_see_phone(reach, one)) for one in present]


def due_sheet_export(firm: Enterprise, sheet: Sequence[SheetLine]) -> Export:
    columns = [
        sheets.Column("事项", width=20),
        sheets.Column("结论"),
        sheets.Column("查到的情况", width=60),
        sheets.Column("查询来源", width=30),
        sheets.Column("查询日期"),
        sheets.Column("查询人"),
        sheets.Column("单位", width=18),
    ]
    rows = [
        [
            line.item.label,
            line.last.get_outcome_display() if line.last else "未查",
            line.last.finding if line.last else "",
            line.last.source if line.last else "",
            line.last.checked_on if line.last else None,
            line.last.checked_by.display_name if line.last else "",
            line.last.checked_by.unit_name if line.last else "",
        ]
        for line in sheet
    ]
    done = sum(1 for line in sheet if line.last)
    says = [f"{firm.name}　{firm.credit_code or firm.code}", f"{len(CheckItem)} 项中已查 {done} 项"]
    return Export(f"尽职调查_{firm.code}", columns, rows, says)


def trail(firm: Enterprise) -> list[AuditRecord]:
    rows = AuditRecord.objects.filter(city_id=firm.city_id, target_kind="enterprise", target_code=firm.code)
    return list(rows.order_by("-id")[:N_TRAIL])


@dataclass(frozen=True)
class GrowthPage:
    tab: str
    on: date
    since: date
    rows: Sequence[selectors.Growth]


GROWTH_TABS: dict[str, tuple[str, FactKind]] = {
    "scale": ("规上工业企业", FactKind.ABOVE_SCALE_STATE),
    "pool": ("规上培育库", FactKind.ABOVE_SCALE_POOL),
    "scale-moves": ("进规与退规", FactKind.ABOVE_SCALE_STATE),
    "pool-moves": ("培育库进出", FactKind.ABOVE_SCALE_POOL),
}


def growth_page(frame: Frame, tab: str, on: date, since: date) -> GrowthPage:
    """Return one of the lists, on the day or between the two days, as the ledger knew it."""
    tab = tab if tab in GROWTH_TABS else "scale"
    kind = GROWTH_TABS[tab][1]
    find: Callable[[], list[selectors.Growth]] = (
        (lambda: selectors.moves(frame.reach, kind, since, on, frame.as_of))
        if tab.endswith("moves")
        else (lambda: selectors.in_force(frame.reach, kind, on, frame.as_of))
    )
    return GrowthPage(tab, on, since, find())


def growth_sheet(page: GrowthPage) -> Export:
    title = GROWTH_TABS[page.tab][0]
    columns = [
        sheets.Column("序号", width=8),
        sheets.Column("企业", width=36),
        sheets.Column("编号"),
        sheets.Column("统一社会信用代码", width=22),
        sheets.Column("行业", width=24),
        sheets.Column("填报单位", width=18),
        sheets.Column("状态"),
        sheets.Column("日期"),
        sheets.Column("认定状态"),
    ]
    rows = [
        [
            at,
            one.firm.name,
            one.firm.code,
            one.firm.credit_code,
            naming.industry(one.firm.industry),
            one.unit.short_name,
            one.label,
            one.on,
            one.standing.label,
        ]
        for at, one in enumerate(page.rows, start=1)
    ]
    moving = page.tab.endswith("moves")
    day = (
        f"{page.since.isoformat()} 至 {page.on.isoformat()}" if moving else f"{page.on.isoformat()} 当日在册"
    )
    return Export(title, columns, rows, [day, "申报和认定的都列出，退回的不列"])


def year_before(day: date) -> date:
    return day - timedelta(days=365)
