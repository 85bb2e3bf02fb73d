"""Propose what the public may see, decide it, and end it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from luodi.audit import services as audit
from luodi.disclosure import rules
from luodi.disclosure.choices import Cadence, WordingState
from luodi.disclosure.models import OpenFigure, OpenWording
from luodi.disclosure.policies import require_decider, require_proposer
from luodi.disclosure.rules import DisclosureRefused
from luodi.enterprises import numbering
from luodi.figures.compute import require_applies
from luodi.figures.indicators import indicator
from luodi.figures.scopes import Scope
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account

TARGET = "open_figure"
_STEP = 10


@dataclass(frozen=True, kw_only=True)
class NewOpenFigure:
    """``title`` and ``definition`` are what the public reads; ``scope`` is written as figures write scopes."""

    indicator: str
    scope: str
    cadence: Cadence
    since: date
    title: str
    definition: str
    reason: str


@transaction.atomic
def propose_figure(new: NewOpenFigure, *, actor: Account, at: datetime, once: str = "") -> OpenFigure:
    """Propose that a figure comes out; nobody outside sees it before another person has approved it.

    Raises: UnknownIndicator, ScopeRefused, DoesNotApply, DisclosureRefused, NotAllowed.
    """
    require_proposer(actor)
    city, on = actor.city, day_of(at)
    one, scope = indicator(new.indicator), Scope.parse(new.scope, city=city, on=on)
    rules.check_fit(one, scope, new.cadence)
    rules.check_since(new.since, new.cadence)
    require_applies(one.code, [part.dimension for part in scope.parts])
    (code,) = numbering.take(city_id=city.pk, prefix="KF", year=timezone.localtime(at).year, n=1)
    if once and (known := OpenFigure.objects.filter(city=city, once=once).first()):
        return known
    same = OpenFigure.objects.filter(
        city=city, indicator=one.code, scope=scope.text, cadence=new.cadence, ended_at=None
    )
    if held := same.first():
        raise DisclosureRefused(f"同一指标、范围和频次已在公开或待批准（{held.code}）", field="indicator")
    last = OpenFigure.objects.filter(city=city).aggregate(last=Max("position"))["last"] or 0
    row = OpenFigure.objects.create(
        city=city,
        code=code,
        indicator=one.code,
        scope=scope.text,
        cadence=new.cadence,
        since=new.since,
        position=last + _STEP,
        once=once,
        created_at=at,
        created_by=actor,
    )
    _write_wording(row, new.title, new.definition, new.reason, actor, at)
    audit.record(audit.Note("提出公开指标", TARGET, row.code, new.title.strip()), actor=actor, at=at)
    return row


@transaction.atomic
def propose_wording(
    *, figure: OpenFigure, title: str, definition: str, reason: str, actor: Account, at: datetime
) -> OpenWording:
    """Propose that the public reads something else of a figure; until it is decided the present words stand.

    Raises: DisclosureRefused for one that has ended or has a proposal already; NotAllowed.
    """
    require_proposer(actor)
    row = _locked(figure)
    if row.wordings.filter(state=WordingState.PROPOSED).exists():
        raise DisclosureRefused("这个公开指标已有一版说明在等批准，请等批准后再提", field="title")
    wording = _write_wording(row, title, definition, reason, actor, at)
    _step(row)
    note = audit.Note(
        "提出修改公开说明", TARGET, row.code, wording.title, {"公开说明": ["", wording.definition]}
    )
    audit.record(note, actor=actor, at=at)
    return wording


@transaction.atomic
def decide_wording(
    *, wording: OpenWording, approve: bool, decision: str = "", actor: Account, at: datetime
) -> OpenWording:
    """Let the public read it, or not.

    Raises: DisclosureRefused when it has been decided, for a refusal without a reason; NotAllowed for the proposer.
    """
    require_decider(actor)
    row = _locked(wording.figure)
    found = OpenWording.objects.select_for_update().get(pk=wording.pk)
    if found.state != WordingState.PROPOSED:
        raise DisclosureRefused(f"这一版说明{WordingState(found.state).label}，不能再改")
    if found.proposed_by_id == actor.pk:
        raise DisclosureRefused("不能批准自己提出的公开，请由另一位有批准权限的人办理")
    found.state = WordingState.APPROVED if approve else WordingState.DECLINED
    found.decision = decision.strip() if approve else rules.check_reason(decision, "不批准的原因")
    found.decided_at, found.decided_by = at, actor
    found.save(update_fields=["state", "decision", "decided_at", "decided_by"])
    _step(row)
    act = "批准公开" if approve else "不批准公开"
    audit.record(
        audit.Note(act, TARGET, row.code, found.title, {"批准意见": ["", found.decision]}), actor=actor, at=at
    )
    return found


@transaction.atomic
def end_figure(*, figure: OpenFigure, reason: str, actor: Account, at: datetime) -> OpenFigure:
    """Let no further value come out, or take a proposal back; what came out stays, with the reason of the end.

    Raises: DisclosureRefused when it has ended, or without a reason; NotAllowed.
    """
    require_proposer(actor)
    row = _locked(figure)
    row.ended_at, row.ended_why = at, rules.check_reason(reason, "停止公开的原因")
    row.version += 1
    row.save(update_fields=["ended_at", "ended_why", "version"])
    audit.record(
        audit.Note("停止公开", TARGET, row.code, row.code, {"停止原因": ["", row.ended_why]}),
        actor=actor,
        at=at,
    )
    return row


def _locked(figure: OpenFigure) -> OpenFigure:
    row = OpenFigure.objects.select_for_update().get(pk=figure.pk)
    if row.ended_at is not None:
        raise DisclosureRefused("这个指标已停止公开")
    return row


def _step(row: OpenFigure) -> None:
    row.version += 1
    row.save(update_fields=["version"])


def _write_wording(
    row: OpenFigure, title: str, definition: str, reason: str, actor: Account, at: datetime
) -> OpenWording:
    for field, text, what in (("title", title, "公开名称"), ("definition", definition, "公开说明")):
        if not text.strip():
            raise DisclosureRefused(f"请填写{what}", field=field)
    last = row.wordings.aggregate(last=Max("number"))["last"] or 0
    return OpenWording.objects.create(
        figure=row,
        number=last + 1,
        title=title.strip(),
        definition=definition.strip(),
        reason=rules.check_reason(reason, "公开的理由"),
        proposed_at=at,
        proposed_by=actor,
    )
