"""The queue of pairs that may be one thing, one pair side by side, and the pairs of one project."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.duplicates.choices import CaseState, Kind, Level
from luodi.duplicates.models import CaseQuerySet, DuplicateCase, Merge
from luodi.duplicates.selectors import cases_of, queue
from luodi.enterprises.models import Enterprise
from luodi.projects.models import Project
from luodi.refdata import industries
from luodi.ui import filters
from luodi.ui.addresses import url_with

N_SHOWN = 30
STATES = (("open", "待裁定"), ("same", "同一个"), ("related", "有关联"), ("different", "不同"))
Row = Project | Enterprise


@dataclass(frozen=True)
class ShownSide:
    """One side of a pair. For who may not see its row it is only said that there is one (``row`` is None)."""

    row: Row | None
    name: str
    code: str
    unit: str
    href: str
    is_void: bool


@dataclass(frozen=True)
class ShownCase:
    case: DuplicateCase
    left: ShownSide
    right: ShownSide
    merge: Merge | None

    @property
    def is_hidden(self) -> bool:
        """Whether one side, and with it what the two have in common, is not shown."""
        return self.left.row is None or self.right.row is None

    @property
    def level(self) -> str:
        return Level(self.case.level).short


@dataclass(frozen=True)
class Line:
    """One particular of both sides."""

    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


@dataclass(frozen=True)
class CasePage:
    shown: ShownCase
    lines: Sequence[Line]
    history: Sequence[Merge]


@dataclass(frozen=True)
class QueuePage:
    rows: Sequence[ShownCase]
    page: Page
    state: str
    kind: str
    counts: Sequence[tuple[str, str, int]]


def queue_page(frame: Frame, state: str, kind: str, number: int) -> QueuePage:
    """Return one page of the cases that the account sees, the strongest and oldest first."""
    state = state if state in dict(STATES) else "open"
    rows = queue(frame.reach, kind)
    mine = rows.filter(state=state.upper())
    total = mine.count()
    first = (number - 1) * N_SHOWN
    counts = [(key, label, rows.filter(state=key.upper()).count()) for key, label in STATES]
    shown = shown_cases(frame, mine[first : first + N_SHOWN])
    return QueuePage(shown, Page(number, N_SHOWN, total), state, kind, counts)


def case_page(frame: Frame, case: DuplicateCase) -> CasePage:
    shown = shown_cases(frame, [case])[0]
    lines = [] if shown.is_hidden else _lines(shown.left.row, shown.right.row)
    history = case.merges.select_related("merged_by__person", "undone_by__person").order_by("-id")
    return CasePage(shown, lines, list(history))


def project_cases(frame: Frame, project: Project) -> Sequence[ShownCase]:
    return shown_cases(frame, cases_of(project))


def firm_cases(frame: Frame, firm: Enterprise) -> Sequence[ShownCase]:
    return shown_cases(frame, cases_of(firm))


def shown_cases(frame: Frame, cases: "CaseQuerySet | Sequence[DuplicateCase]") -> list[ShownCase]:
    rows = list(cases)
    ids = {pk for case in rows for pk in (case.left_project_id, case.right_project_id) if pk}
    seen = set(Project.objects.all().seen_by(frame.reach).filter(pk__in=ids).values_list("pk", flat=True))
    merges = {one.case_id: one for one in Merge.objects.in_force().filter(case__in=rows)}
    return [
        ShownCase(
            case,
            _side(case.left_project or case.left_enterprise, seen),
            _side(case.right_project or case.right_enterprise, seen),
            merges.get(case.pk),
        )
        for case in rows
    ]


def _side(row: Row | None, seen: Iterable[int]) -> ShownSide:
    assert row is not None
    if isinstance(row, Enterprise):
        return ShownSide(row, row.name, row.code, row.credit_code, url_with("firm", row.code), row.is_void)
    if row.pk not in seen:
        return ShownSide(None, "其他单位已有首报", "", "", "", is_void=False)
    return ShownSide(row, row.name, row.code, row.unit.short_name, url_with("project", row.code), row.is_void)


_OF_PROJECT: Sequence[tuple[str, Callable[[Project], str]]] = (
    ("项目名称", lambda row: row.name),
    ("投资方", lambda row: row.investor_name),
    ("投资方信用代码", lambda row: row.enterprise.credit_code if row.enterprise else ""),
    ("责任单位", lambda row: row.unit.short_name),
    ("落地县区（园区）", lambda row: naming.area(row.area)),
    ("行业", lambda row: industries.industry(row.industry).name if row.industry else ""),
    ("总投资（万元）", lambda row: "" if row.total_fen is None else filters.wan(row.total_fen)),
    ("阶段", lambda row: row.get_stage_display()),
    ("推进状态", lambda row: row.get_status_display()),
    ("签约日期", lambda row: row.signed_on.isoformat() if row.signed_on else ""),
    ("认定状态", lambda row: row.get_standing_display()),
    ("登记时间", lambda row: filters.moment(row.created_at)),
)
_OF_ENTERPRISE: Sequence[tuple[str, Callable[[Enterprise], str]]] = (
    ("企业名称", lambda row: row.name),
    ("统一社会信用代码", lambda row: row.credit_code),
    ("行业", lambda row: industries.industry(row.industry).name if row.industry else ""),
    ("规上工业企业", lambda row: "是" if row.is_above_scale else "否"),
    ("登记时间", lambda row: filters.moment(row.created_at)),
)


def _lines(left: Row | None, right: Row | None) -> list[Line]:
    if isinstance(left, Project) and isinstance(right, Project):
        return [Line(label, say(left), say(right)) for label, say in _OF_PROJECT]
    assert isinstance(left, Enterprise)
    assert isinstance(right, Enterprise)
    return [Line(label, say(left), say(right)) for label, say in _OF_ENTERPRISE]


def kinds() -> list[tuple[str, str]]:
    return [("", "项目和企业"), *((kind.value, kind.label) for kind in Kind)]


def is_open(case: DuplicateCase) -> bool:
    return case.state == CaseState.OPEN
