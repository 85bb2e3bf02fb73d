"""Advisers as their pages show them: who holds a letter until when, what each has brought, who is recommended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from luodi.audit.models import AuditRecord
from luodi.desk import naming
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors.brought import Brought, brought_by
from luodi.desk.selectors.organisation import changes_of
from luodi.enterprises import services
from luodi.enterprises.advising import NEXT, Terms
from luodi.enterprises.choices import AdviserKind, AdviserState, NominationState
from luodi.enterprises.models import (
    Adviser,
    AdviserQuerySet,
    AdviserTerm,
    Nomination,
    NominationQuerySet,
)
from luodi.kernel.phones import masked_phone
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.ledger.kinds import LeadSource
from luodi.organisation.policies import may_write
from luodi.search.text import normal
from luodi.ui import sheets

SOON = timedelta(days=60)
TABS = {
    "active": "在聘",
    "soon": "将到期和已到期",
    "nominations": "推荐中",
    "closed": "未通过的推荐",
    "ended": "已解聘",
}


@dataclass(frozen=True)
class Wanted:
    tab: str = "active"
    q: str = ""
    kind: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """Read the filters; a value that is none of those offered narrows nothing."""
        tab, kind = query.get("tab", ""), query.get("kind", "")
        return cls(
            tab=tab if tab in TABS else "active",
            q=query.get("q", "").strip()[:40],
            kind=kind if kind in AdviserKind.values else "",
        )

    @property
    def is_of_nominations(self) -> bool:
        return self.tab in ("nominations", "closed")

    @property
    def says(self) -> str:
        said = [TABS[self.tab]]
        said += [AdviserKind(self.kind).label] if self.kind else []
        said += [f"姓名或单位包含“{self.q}”"] if self.q else []
        return "　".join(said)


@dataclass(frozen=True)
class Line:
    """An adviser or a recommendation; ``brought`` are the leads of the present term, ``left`` its days."""

    row: Any
    place: str
    phone: str
    brought: int = 0
    left: int | None = None


def advisers(frame: Frame, wanted: Wanted) -> Listing:
    """Return a tab of advisers or recommendations, each as a line."""
    titles = ["编号", "姓名", "类别", "单位及职务", "熟悉领域", "所在地", "联系电话", "联系单位"]
    titles += ["状态", "办理日期"] if wanted.is_of_nominations else ["聘期开始", "聘期结束", "本聘期线索"]
    return Listing(
        rows=_narrowed(frame, wanted),
        title=f"招商顾问（{TABS[wanted.tab]}）",
        columns=[sheets.Column(title, width=26 if title == "单位及职务" else 14) for title in titles],
        cells=lambda line: _cells(line, wanted),
        says=[wanted.says],
        lines=lambda rows: [_line(row, frame) for row in rows],
    )


def run_out(frame: Frame) -> list[Adviser]:
    """Return advisers whose term is over and who were not renewed."""
    return list(Adviser.objects.of(frame.city.pk).run_out(frame.today).order_by("until", "id"))


@dataclass(frozen=True)
class AdviserPage:
    """``brought`` counts the leads of the present term that are no repetition; ``due`` is what the term asks for."""

    line: Line
    terms: Sequence[AdviserTerm]
    brought_leads: Brought
    brought: int
    due: int
    rules: Terms
    changes: Sequence[AuditRecord]
    sees_phone: bool
    acts: Sequence[tuple[str, str]]


def adviser_page(row: Adviser, frame: Frame) -> AdviserPage:
    rules = services.terms_on(row.city_id, frame.today)
    is_active = row.state == AdviserState.ACTIVE
    return AdviserPage(
        line=_line(row, frame),
        terms=list(row.terms.all()),
        brought_leads=brought_by(row.subject, LeadSource.ADVISER, frame, is_open=is_active),
        brought=brought_in_term(row),
        due=services.due_of(row, rules),
        rules=rules,
        changes=changes_of(row.city_id, "adviser", row.code),
        sees_phone=bool(row.phone) and not frame.is_past and may_write(frame.reach, row.unit_id),
        acts=_acts(row, frame),
    )


def brought_in_term(row: Adviser) -> int:
    """Return how many leads the latest term has brought; what was reported before is none."""
    latest = row.terms.last()
    since = latest.since if latest else row.since
    rows = Lead.objects.filter(brought_by_id=row.subject_id, received_on__gte=since)
    if row.until is not None:
        rows = rows.filter(received_on__lte=row.until)
    return rows.exclude(state=LeadState.DUPLICATE).count()


@dataclass(frozen=True)
class NominationPage:
    line: Line
    changes: Sequence[AuditRecord]
    sees_phone: bool
    acts: Sequence[tuple[str, str]]


def nomination_page(row: Nomination, frame: Frame) -> NominationPage:
    acts = []
    if frame.keeps_city:
        ahead = NEXT[NominationState(row.state)]
        acts += [("nomination-letter", "发聘书")] if NominationState.APPOINTED in ahead else []
        acts += [("nomination-decide", "办理")] if ahead else []
    return NominationPage(
        line=_line(row, frame),
        changes=changes_of(row.city_id, "nomination", row.code),
        sees_phone=bool(row.phone) and not frame.is_past and may_write(frame.reach, row.unit_id),
        acts=acts,
    )


def _acts(row: Adviser, frame: Frame) -> list[tuple[str, str]]:
    if not may_write(frame.reach, row.unit_id) or frame.is_past:
        return []
    told = [("adviser-renew", "续聘")] if frame.keeps_city and row.until else []
    told.append(("adviser-change", "修改"))
    return told + ([("adviser-end", "解聘")] if row.state == AdviserState.ACTIVE else [])


def _narrowed(frame: Frame, wanted: Wanted) -> Any:
    rows = _nominations(frame, wanted) if wanted.is_of_nominations else _advisers(frame, wanted)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    for word in normal(wanted.q).split():
        rows = rows.filter(Q(name__icontains=word) | Q(title__icontains=word))
    return rows.select_related("unit")


def _nominations(frame: Frame, wanted: Wanted) -> NominationQuerySet:
    rows = Nomination.objects.visible_to(frame.reach)
    found = rows.open() if wanted.tab == "nominations" else rows.filter(state=NominationState.DECLINED)
    return found.order_by("-id")


def _advisers(frame: Frame, wanted: Wanted) -> AdviserQuerySet:
    rows = Adviser.objects.visible_to(frame.reach)
    rows = rows.filter(state=AdviserState.ENDED if wanted.tab == "ended" else AdviserState.ACTIVE)
    if wanted.tab == "soon":
        rows = rows.filter(until__lte=frame.today + SOON)
    latest = AdviserTerm.objects.filter(adviser=OuterRef("pk")).order_by("-since", "-id").values("since")[:1]
    rows = rows.annotate(term_since=Subquery(latest))
    of_term = Q(subject__leads_brought__received_on__gte=F("term_since"))
    told = Q(subject__leads_brought__state=LeadState.DUPLICATE)
    counted = Count("subject__leads_brought", filter=of_term & ~told, distinct=True)
    return rows.annotate(brought=counted).order_by(F("until").asc(nulls_last=True), "id")


def _line(row: Any, frame: Frame) -> Line:
    until: date | None = getattr(row, "until", None)
    return Line(
        row=row,
        place=naming.origin(row.origin) if row.origin else "",
        phone=masked_phone(row.phone),
        brought=getattr(row, "brought", 0),
        left=(until - frame.today).days if until else None,
    )


def _cells(line: Line, wanted: Wanted) -> list[Any]:
    row = line.row
    told = [row.code, row.name, row.get_kind_display(), row.title, row.field, line.place, line.phone]
    told.append(row.unit.short_name)
    if wanted.is_of_nominations:
        return [*told, row.get_state_display(), row.decided_on]
    return [*told, row.since, row.until, line.brought]
