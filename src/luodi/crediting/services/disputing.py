"""Disputes about who was first: raised by a unit against a case number, ruled by the centre with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from luodi.crediting import policies, rules
from luodi.crediting.choices import ReportAct, ReportState, Ruling
from luodi.crediting.models import Dispute, FirstReport, FirstReportMatch, RuledShare
from luodi.crediting.models.first_report import HOLDING
from luodi.crediting.rules import DisputeRefused
from luodi.crediting.services.converting import become, split
from luodi.crediting.services.reporting import go_on, lock_all
from luodi.crediting.services.trail import log, tell_reporter
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account

_DISPUTABLE = (ReportState.PENDING, ReportState.PROTECTED, ReportState.REFUSED, ReportState.LAPSED)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the centre rules: FIRST names the ``winner``, SHARED the ``parts`` in basis points by unit id."""

    ruling: Ruling
    reason: str
    winner: FirstReport | None = None
    parts: Mapping[int, int] = field(default_factory=dict)


def raise_dispute(
    *, report: FirstReport, against: str, grounds: str, actor: Account, at: datetime
) -> Dispute:
    """Say that the report was first and not the one of that case number; both wait for the centre from then on.

    Raises: DisputeRefused for a number that the duplicate test has not named to the unit, be there such a report or
    not, and for a pair on which the centre has ruled; FirstReportRefused for a state that allows no dispute;
    NotAllowed.
    """
    said = rules.check_reason(grounds, refusal=DisputeRefused, act="提出争议")
    with transaction.atomic():
        other = _named(report, against)
        rows = lock_all([report, other])
        row, other = rows[report.pk], rows[other.pk]
        policies.require_writing(actor, row.unit)
        _check_not_ruled(row, other)
        today = day_of(at)
        rules.check_state(row.state_on(today), _DISPUTABLE, "提出争议")
        if other.state_on(today) not in HOLDING or other.state == ReportState.DISPUTED:
            raise DisputeRefused(f"{other.code} 现在不在保护之中，或已有争议待裁定，不需要提出争议")
        dispute = Dispute.objects.create(
            report=row, against=other, grounds=said, raised_by=actor, raised_at=at
        )
        for one in (row, other):
            one.state = ReportState.DISPUTED
            one.save(update_fields=["state"])
        log(row, ReportAct.DISPUTED, on=today, text=f"对 {other.code}：{said}", actor=actor, at=at)
        log(other, ReportAct.DISPUTED, on=today, text=f"{row.code} 提出争议", actor=actor, at=at)
        tell_reporter(
            other, NoticeKind.ASKED, f"首报 {other.code} 被提出争议（{row.code}）", "等待中心裁定", at
        )
    return dispute


def rule_dispute(*, dispute: Dispute, decision: Decision, actor: Account, at: datetime) -> Dispute:
    """Rule who was first, or that both were, or that they are two leads; both units are told with the reasons.

    The days of the dispute are added to protections that go on.
    Raises: DisputeRefused; NotAllowed for anybody but the centre; what changing a project's shares raises.
    """
    said = rules.check_reason(decision.reason, refusal=DisputeRefused, act="裁定")
    with transaction.atomic():
        policies.require_ruling(actor, dispute.report.city_id)
        row = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
        if row.ruled_at is not None:
            raise DisputeRefused("这项争议已经裁定，请刷新")
        rows = lock_all([row.report, row.against])
        row.report, row.against = rows[row.report_id], rows[row.against_id]
        _check(row, decision)
        row.ruling, row.reason, row.ruled_by, row.ruled_at = decision.ruling, said, actor, at
        row.winner = rows[decision.winner.pk] if decision.winner else None
        row.save(update_fields=["ruling", "reason", "ruled_by", "ruled_at", "winner"])
        _carry_out(row, decision, actor, at)
        for one in rows.values():
            text = f"{_outcome(row, one)}；{said}"
            log(one, ReportAct.RULED, on=day_of(at), text=text, actor=actor, at=at)
            tell_reporter(
                one, NoticeKind.DECIDED, f"首报 {one.code} 争议已裁定：{_outcome(row, one)}", said, at
            )
    return row


def _named(report: FirstReport, code: str) -> FirstReport:
    """Return the report of the number, if the duplicate test has found that the two look like one."""
    pairs = FirstReportMatch.objects.filter(
        Q(report=report, earlier__code=code.strip()) | Q(earlier=report, report__code=code.strip())
    )
    found = pairs.exclude(earlier=None).select_related("report", "earlier").first()
    if found is None or found.earlier is None:
        raise DisputeRefused(
            f"“{code.strip()[:20]}”不在这项首报的查重结果中，请填写查重时告知的案号", field="against"
        )
    return found.earlier if found.report_id == report.pk else found.report


def _check_not_ruled(row: FirstReport, other: FirstReport) -> None:
    between = Q(report=row, against=other) | Q(report=other, against=row)
    if Dispute.objects.filter(between, ruled_at__isnull=False).exists():
        raise DisputeRefused(f"{row.code} 与 {other.code} 的争议中心已经裁定，不能再次提出")


def _check(row: Dispute, decision: Decision) -> None:
    if decision.ruling == Ruling.FIRST:
        if decision.winner is None or decision.winner.pk not in (row.report_id, row.against_id):
            raise DisputeRefused("请在争议双方中选定首报", field="winner")
    elif decision.winner is not None:
        raise DisputeRefused(f"裁定“{decision.ruling.label}”时不选定一方", field="winner")
    if decision.ruling == Ruling.SHARED:
        if row.report.unit_id == row.against.unit_id:
            raise DisputeRefused("双方是同一单位，不需要共享", field="ruling")
        rules.check_shared_ruling(decision.parts, {row.report.unit_id, row.against.unit_id})


def _carry_out(row: Dispute, decision: Decision, actor: Account, at: datetime) -> None:
    both = (row.report, row.against)
    project = next((one.project for one in both if one.project is not None), None)
    if decision.ruling == Ruling.FIRST:
        winner, loser = both if row.winner_id == row.report_id else both[::-1]
        loser.state, loser.project = ReportState.REFUSED, None
        loser.save(update_fields=["state", "project"])
        go_on(winner, since=row.raised_at, at=at)
        if project is not None and winner.project_id != project.pk:
            become(winner, project, actor, at)
        return
    for one in both:
        go_on(one, since=row.raised_at, at=at)
    if decision.ruling == Ruling.SHARED:
        RuledShare.objects.bulk_create(
            RuledShare(dispute=row, unit_id=unit, basis_points=points)
            for unit, points in decision.parts.items()
        )
        if project is not None:
            for one in both:
                if one.project_id != project.pk:
                    become(one, project, actor, at)
            split(project, row, actor=actor, at=at)


def _outcome(row: Dispute, one: FirstReport) -> str:
    match row.ruling:
        case Ruling.FIRST:
            return "认定为首报" if row.winner_id == one.pk else "不属首报"
        case Ruling.SHARED:
            parts = {share.unit_id: share.basis_points for share in row.shares.all()}
            return f"双方共享首报，本单位 {parts[one.unit_id] / 100:.2f}%"
        case _:
            return "不是同一项目，各自有效"
