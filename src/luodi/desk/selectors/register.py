"""The register of what was published, number by number; what has moved since; countersigns; who owns which data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from luodi.audit.models import AuditRecord
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors.pieces import Shape, shapes_of
from luodi.figures.compute import FEN_PER
from luodi.figures.indicators import indicator
from luodi.kernel.asof import AsOf
from luodi.publishing import policies
from luodi.publishing.models import (
    Countersign,
    DataOwner,
    FigureBasis,
    FrozenRows,
    Move,
    PieceStep,
    Publication,
    PublishedFigure,
    Revision,
)
from luodi.publishing.release_choices import UNSETTLED, CountersignState, MoveState
from luodi.publishing.selectors import owning
from luodi.publishing.selectors.measuring import Member, measure, rows_digest
from luodi.publishing.selectors.moving import Difference, Look, base_of, differences, look
from luodi.publishing.selectors.naming import scope_of, scopes_of, what_of, when_of
from luodi.ui import sheets
from luodi.ui.addresses import url_with

TABS = {"all": "全部", "moved": "有变动", "withdrawn": "已撤下"}
COUNTERSIGN_TABS = {"asked": "待会签", "done": "已会签"}
MOVE_TABS = {"open": "待处理", "done": "已处理"}
SHOWN_ROWS = 200


def _tab(frame: Frame, tabs: dict[str, str]) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in tabs else next(iter(tabs))


def tab_of(frame: Frame) -> str:
    return _tab(frame, TABS)


def countersign_tab(frame: Frame) -> str:
    return _tab(frame, COUNTERSIGN_TABS)


def move_tab(frame: Frame) -> str:
    return _tab(frame, MOVE_TABS)


def asked_for(frame: Frame) -> str:
    return frame.request.GET.get("q", "").strip()[:60]


def register(frame: Frame, tab: str) -> Listing:
    """Return what was published, the latest first."""
    waiting = Move.objects.filter(figure__publication=OuterRef("pk")).unsettled()
    rows = Publication.objects.visible_to(frame.reach).with_all()
    rows = rows.annotate(n_figures=Count("figures"), n_open=Exists(waiting))
    if tab == "moved":
        rows = rows.in_force().filter(n_moved__gt=0)
    elif tab == "withdrawn":
        rows = rows.filter(withdrawal__isnull=False)
    if asked := asked_for(frame):
        rows = rows.filter(
            Q(title__icontains=asked) | Q(code__icontains=asked) | Q(document_number__icontains=asked)
        )
    columns = [
        sheets.Column("发布编号", width=16), sheets.Column("标题", width=50), sheets.Column("种类"),
        sheets.Column("发文字号", width=20), sheets.Column("发布时间", width=18), sheets.Column("渠道", width=40),
        sheets.Column("流水号"), sheets.Column("数"), sheets.Column("变动的数"), sheets.Column("状态"),
    ]  # fmt: skip
    says = [f"已发布文稿，{TABS[tab]}"]
    order = rows.prefetch_related("outlets").order_by("-published_at", "-id")
    return Listing(order, "发布登记簿", columns, _register_cells, says)


def state_of(one: Publication) -> str:
    return "已撤下" if one.is_withdrawn else "有变动" if one.n_moved else "与台账一致"


def outlets_of(one: Publication) -> str:
    return "；".join(f"{row.name}（{row.on.isoformat()}）" for row in one.outlets.all())


def _register_cells(one: Any) -> Sequence[object]:
    return [
        one.code, one.title, one.get_kind_display(), one.document_number, one.published_at, outlets_of(one),
        one.entry, one.n_figures, one.n_moved, state_of(one),
    ]  # fmt: skip


def register_figures(frame: Frame) -> Listing:
    """Return every number that went out, the latest first: of an indicator, a scope or a text that is asked for."""
    seen = Publication.objects.visible_to(frame.reach)
    rows = PublishedFigure.objects.filter(publication__in=seen).select_related("publication__withdrawal")
    if asked := asked_for(frame):
        here = Q(name__icontains=asked) | Q(code__icontains=asked) | Q(found__icontains=asked)
        rows = rows.filter(here | Q(publication__title__icontains=asked))
    if frame.request.GET.get("moved") == "1":
        rows = rows.filter(moved_at__isnull=False, publication__withdrawal__isnull=True)
    columns = [
        sheets.Column("发布编号", width=16), sheets.Column("标题", width=50), sheets.Column("发布时间", width=18),
        sheets.Column("指标", width=26), sheets.Column("编码", width=26), sheets.Column("期间", width=20),
        sheets.Column("范围", width=20), sheets.Column("文中", width=16), sheets.Column("现数", width=16),
        sheets.Column("流水号"),
    ]  # fmt: skip
    return Listing(
        rows.order_by("-publication__published_at", "-publication_id", "place"), "已发布的数", columns,
        lambda one: [
            one.publication.code, one.publication.title, one.publication.published_at, what_of(one), one.code,
            when_of(one), scope_of(one, frame.city), one.found,
            one.now_shown if one.has_moved else one.shown, one.entry,
        ],
        ["每个数一行，现数为最近一次核对的结果"],
    )  # fmt: skip


@dataclass(frozen=True)
class FigureLine:
    """A published number as the ledger has it at this moment; ``move`` is its last alert."""

    row: PublishedFigure
    what: str
    when: str
    scope: str
    now: str
    has_moved: bool
    move: Move | None


@dataclass(frozen=True)
class PublicationPage:
    row: Publication
    lines: Sequence[FigureLine]
    known: Look
    revisions: Sequence[Revision]
    steps: Sequence[PieceStep]
    reads_rows: bool
    keeps: bool
    takes_down: bool
    trail: Sequence[AuditRecord]

    @property
    def moved(self) -> list[FigureLine]:
        return [one for one in self.lines if one.has_moved]

    def _n_in(self, *states: str) -> int:
        return sum(one.move is not None and one.move.state in states for one in self.moved)

    @property
    def n_waiting(self) -> int:
        return self._n_in(MoveState.OPEN)

    @property
    def n_drafted(self) -> int:
        return self._n_in(MoveState.NOTICE)

    @property
    def n_unseen(self) -> int:
        """How many have moved since anybody looked."""
        return sum(one.move is None or one.move.state == MoveState.RESTORED for one in self.moved)

    @property
    def shapes(self) -> list[Shape]:
        """The text as it went out, as a page of paper."""
        return shapes_of(self.row.text, [_Out(one, self.row.code, self.reads_rows) for one in self.lines])


@dataclass(frozen=True)
class _Out:
    """A number of the text that went out, as its page marks it."""

    line: FigureLine
    code: str
    opens: bool

    @property
    def row(self) -> PublishedFigure:
        return self.line.row

    @property
    def href(self) -> str:
        return url_with("published-figure", self.code, self.row.place) if self.opens else ""

    @property
    def is_changed(self) -> bool:
        return self.line.has_moved

    @property
    def tip(self) -> str:
        told = f"{self.line.what}　{self.line.when}"
        return f"{told}：现为 {self.line.now}" if self.is_changed else told


def publication_page(frame: Frame, row: Publication) -> PublicationPage:
    """Return the publication with each number asked again now."""
    found = look(row)
    latest = {one.figure_id: one for one in Move.objects.filter(figure__publication=row).order_by("id")}
    scopes = scopes_of([one.figure for one in found.seen], row.city)
    lines = [
        FigureLine(
            one.figure, what_of(one.figure), when_of(one.figure),
            scopes[one.figure.scope], one.now, one.has_moved, latest.get(one.figure.pk),
        )
        for one in found.seen
    ]  # fmt: skip
    is_open = not frame.is_past and not row.is_withdrawn
    trail = AuditRecord.objects.filter(city_id=row.city_id, target_kind="publication", target_code=row.code)
    return PublicationPage(
        row=row,
        lines=lines,
        known=found,
        revisions=list(row.revisions.select_related("notice__publication", "made_by__person")),
        steps=list(row.piece.steps.select_related("by__person", "by__unit").order_by("number")),
        reads_rows=policies.reads_drafts(frame.reach),
        keeps=is_open and policies.publishes(frame.reach),
        takes_down=is_open and policies.takes_down(frame.reach),
        trail=list(trail.order_by("-id")),
    )


@dataclass(frozen=True)
class FrozenPart:
    """One base measure of a number: the rows that were frozen, and whether they still give it."""

    basis: FigureBasis
    members: Sequence[Member]
    adds_up: bool
    is_money: bool

    @property
    def n_more(self) -> int:
        return self.basis.rows.n_rows - len(self.members)


@dataclass(frozen=True)
class FigurePage:
    row: PublishedFigure
    what: str
    when: str
    scope: str
    now: str
    has_moved: bool
    parts: Sequence[FrozenPart]
    differences: Sequence[Difference]
    moves: Sequence[Move]


def figure_page(frame: Frame, row: Publication, place: int) -> FigurePage | None:
    """Return one number with its frozen rows, and what of them the ledger has changed since; None without it."""
    found = look(row)
    seen = next((one for one in found.seen if one.figure.place == place), None)
    if seen is None:
        return None
    figure = seen.figure
    return FigurePage(
        row=figure,
        what=what_of(figure),
        when=when_of(figure),
        scope=scope_of(figure, row.city),
        now=seen.now,
        has_moved=seen.has_moved,
        parts=[_part(one) for one in figure.bases.select_related("rows__publication__city")],
        differences=differences(figure, found),
        moves=list(figure.moves.select_related("revision__notice", "settled_by__person").order_by("-id")),
    )


def _part(basis: FigureBasis) -> FrozenPart:
    """Return the rows that were kept, and whether number, sum and hash are those of the figure."""
    rows = basis.rows
    members = [Member(*one) for one in rows.rows]
    whole = rows_digest(rows.rows) == rows.sha256 and sum(one.worth for one in members) == rows.raw
    is_money = indicator(rows.code, rows.last).unit in FEN_PER
    return FrozenPart(basis, members[:SHOWN_ROWS], whole if rows.is_whole else _again(rows), is_money)


def _again(rows: FrozenRows) -> bool:
    """Whether the ledger still gives the number at the publication's own entry: it forgets nothing."""
    publication, base = rows.publication, base_of(rows)
    as_of = AsOf(publication.as_of, publication.entry)
    return measure(publication.city, [base], as_of)[base].exact == rows.raw


def moves(frame: Frame, tab: str) -> Listing:
    rows = Move.objects.visible_to(frame.reach).with_all()
    rows = rows.unsettled() if tab == "open" else rows.exclude(state__in=UNSETTLED)
    columns = [
        sheets.Column("发布编号", width=16), sheets.Column("标题", width=50), sheets.Column("指标", width=26),
        sheets.Column("期间", width=20), sheets.Column("原发布", width=16), sheets.Column("现数", width=16),
        sheets.Column("发现时间", width=18), sheets.Column("状态"), sheets.Column("处理意见", width=40),
    ]  # fmt: skip
    return Listing(
        rows.order_by("-seen_at", "-id"), f"已发布数的变动（{MOVE_TABS[tab]}）", columns,
        lambda one: [
            one.figure.publication.code, one.figure.publication.title, what_of(one.figure),
            when_of(one.figure), one.was, one.now, one.seen_at, one.get_state_display(), one.remark,
        ],
        ["按最近一次核对"],
    )  # fmt: skip


def countersigns(frame: Frame, tab: str) -> Listing:
    rows = Countersign.objects.visible_to(frame.reach).with_all()
    if tab == "asked":
        rows = rows.asked()
    else:
        rows = rows.filter(state__in=(CountersignState.CONFIRMED, CountersignState.OBJECTED))
    columns = [
        sheets.Column("文稿", width=50), sheets.Column("会签单位", width=18), sheets.Column("涉及数据", width=24),
        sheets.Column("数"), sheets.Column("送会签时间", width=18), sheets.Column("状态"),
        sheets.Column("会签意见", width=40), sheets.Column("会签人"),
    ]  # fmt: skip
    return Listing(
        rows.order_by("-asked_at", "-id"), f"文稿会签（{COUNTERSIGN_TABS[tab]}）", columns,
        lambda one: [
            one.piece.title, one.unit.short_name, one.groups, len(one.places), one.asked_at,
            one.get_state_display(), one.remark, one.decided_by.display_name if one.decided_by else "",
        ],
        [],
    )  # fmt: skip


def owners(frame: Frame) -> list[tuple[str, DataOwner | None]]:
    """Return each chapter of the catalogue with who countersigns its figures; None where nobody is asked."""
    held = owning.owners_on(frame.city.pk, frame.today)
    return [(group, held.get(group)) for group in owning.groups()]
