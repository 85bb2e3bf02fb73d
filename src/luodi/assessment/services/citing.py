"""Certificates, and circulars of praise or criticism: drafted by one, issued by another, kept as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.assessment import record_rules as rules
from luodi.assessment.models import Citation, CitationName, Membership, Run
from luodi.assessment.policies import require_keeping
from luodi.assessment.record_choices import CitationKind, CitationState
from luodi.assessment.record_rules import RecordRefused
from luodi.assessment.services.record_trail import note, tell_holder
from luodi.enterprises import numbering
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.organisation.policies import require

TARGET, PREFIX = "citation", "KT"
_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a certificate or a circular says."""

    title: str
    text: str
    issuer: str
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class NewCitation:
    """``members`` are whom it names; a certificate names one."""

    kind: CitationKind
    year: int
    members: Sequence[Membership]
    wording: Wording
    run: Run | None = None


def address_of(row: Citation) -> str:
    return f"/assessment/citations/{row.code}/"


def draft_citation(new: NewCitation, *, actor: Account, at: datetime) -> Citation:
    """Draft a certificate or a circular.

    Raises: RecordRefused without a text or anybody named; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    _check(new, actor)
    said = _checked(new.wording)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix=PREFIX, year=new.year, n=1)
        row = Citation.objects.create(
            city_id=actor.city_id,
            code=code,
            year=new.year,
            kind=new.kind,
            run=new.run,
            document=said.document,
            title=said.title,
            text=said.text,
            issuer=said.issuer,
            drafted_at=at,
            drafted_by=actor,
        )
        CitationName.objects.bulk_create(
            CitationName(citation=row, unit=one.unit, person=one.person) for one in new.members
        )
        named = rules.joined(one.name for one in new.members)
        note("起草通报证书", TARGET, row.code, row.title, {"对象": [None, named]}, actor=actor, at=at)
    return row


def change_citation(
    *, citation: Citation, wording: Wording, actor: Account, at: datetime, expected_version: int | None = None
) -> Citation:
    """Change the words of a draft.

    Raises: RecordRefused for one that is issued; EditedMeanwhile; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    said = _checked(wording)
    with transaction.atomic():
        row = _locked(citation, actor, expected_version)
        if not row.is_draft:
            raise RecordRefused("已经印发或作废的不能再改")
        changes = {}
        for field, label in (
            ("title", "标题"),
            ("text", "正文"),
            ("issuer", "落款单位"),
            ("document", "发文字号"),
        ):
            before, after = getattr(row, field), getattr(said, field)
            if before != after:
                changes[label] = [before, after]
                setattr(row, field, after)
        row.drafted_by = actor
        _save(row, "修改通报证书", changes, actor, at)
    return row


def issue_citation(
    *, citation: Citation, issued_on: date, actor: Account, at: datetime, expected_version: int | None = None
) -> Citation:
    """Issue what somebody else has drafted; whom it names is told.

    Raises: RecordRefused for one that is no draft, for the drafter, for a circular without a number; EditedMeanwhile;
    NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    with transaction.atomic():
        row = _locked(citation, actor, expected_version)
        if not row.is_draft:
            raise RecordRefused("已经印发或作废，请刷新")
        if row.drafted_by.person_id == actor.person_id:
            raise RecordRefused("起草人不能自己印发，须由另一人核对后印发")
        if issued_on > day_of(at):
            raise RecordRefused("成文日期不能晚于今天", field="issued_on")
        if row.kind != CitationKind.CERTIFICATE and not row.document:
            raise RecordRefused("通报须有发文字号，请先修改补上", field="document")
        row.state, row.issued_on, row.issued_at, row.issued_by = CitationState.ISSUED, issued_on, at, actor
        _save(row, "印发通报证书", {"成文日期": [None, issued_on.isoformat()]}, actor, at)
        for one in CitationName.objects.filter(citation=row).select_related("unit", "person"):
            title = f"{row.get_kind_display()}：{row.title}"
            tell_holder(one, NoticeKind.INFO, title, path=address_of(row), at=at, reason=row.document)
    return row


def cancel_citation(*, citation: Citation, reason: str, actor: Account, at: datetime) -> Citation:
    """Cancel a draft, or what was issued; it stays on record, and whom it names is told.

    Raises: RecordRefused without a reason, or when it is cancelled; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    said = rules.check_reason(reason, refusal=RecordRefused, act="作废")
    with transaction.atomic():
        row = _locked(citation, actor, None)
        if row.state == CitationState.CANCELLED:
            raise RecordRefused("已经作废，请刷新")
        was_issued = row.state == CitationState.ISSUED
        row.state, row.reason = CitationState.CANCELLED, said
        _save(row, "作废通报证书", {"理由": [None, said]}, actor, at)
        names = CitationName.objects.filter(citation=row).select_related("unit", "person")
        for one in names if was_issued else ():
            title = f"已作废：{row.title}"
            tell_holder(one, NoticeKind.RETURNED, title, path=address_of(row), at=at, reason=said)
    return row


def _check(new: NewCitation, actor: Account) -> None:
    if not new.members:
        raise RecordRefused("请选择对象", field="members")
    if new.kind == CitationKind.CERTIFICATE and len(new.members) > 1:
        raise RecordRefused("一张证书写一个对象，请逐个起草", field="members")
    for one in new.members:
        require(one.group.city_id == actor.city_id, "不是本市的考核对象")
    if len({one.key for one in new.members}) < len(new.members):
        raise RecordRefused("同一对象写了两次", field="members")


def _checked(said: Wording) -> Wording:
    for text, what, field, most in (
        (said.title, "标题", "title", 120),
        (said.text, "正文", "text", _TEXT),
        (said.issuer, "落款单位", "issuer", 80),
    ):
        if not text.strip():
            raise RecordRefused(f"请写明{what}", field=field)
        if len(text.strip()) > most:
            raise RecordRefused(f"{what}最多 {most} 字", field=field)
    return Wording(
        title=said.title.strip(),
        text=said.text.strip(),
        issuer=said.issuer.strip(),
        document=said.document.strip()[:60],
    )


def _locked(citation: Citation, actor: Account, expected: int | None) -> Citation:
    rows = Citation.objects.select_for_update(of=("self",)).with_all()
    row = rows.get(pk=citation.pk, city_id=actor.city_id)
    check_version(
        city_id=row.city_id, target_kind=TARGET, target_code=row.code, expected=expected, version=row.version
    )
    return row


def _save(
    row: Citation, act: str, changes: dict[str, list[str | None]], actor: Account, at: datetime
) -> None:
    row.version += 1
    row.save()
    told = {**changes, "version": [row.version - 1, row.version]}
    note(act, TARGET, row.code, row.title, told, actor=actor, at=at)
