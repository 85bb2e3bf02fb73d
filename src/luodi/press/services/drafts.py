"""Drafts: brought, edited, corrected; every time they are checked, and the check is kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from luodi.audit import services as audit
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, City
from luodi.press import policies, rules
from luodi.press.checked import CheckedDraft
from luodi.press.choices import Verdict
from luodi.press.grammar.dating import published_of
from luodi.press.models import Check, Draft, Ruling
from luodi.press.reporting import counts, report
from luodi.press.rules import DraftRefused
from luodi.press.services.checking import check_draft

TARGET = "press_draft"


@dataclass(frozen=True, kw_only=True)
class NewDraft:
    """``source`` is the name of the file that it was read from, ``remark`` what there is to say about the reading."""

    text: str
    title: str = ""
    source: str = ""
    remark: str = ""
    places: Sequence[tuple[int, str]] = ()
    published: date | None = None
    once: str = ""


def bring(new: NewDraft, *, actor: Account, at: datetime) -> Draft:
    """Keep a draft and its first check; the same submission twice is one draft.

    Raises: DraftRefused for no text, or too much; NotAllowed for who reads no business.
    """
    policies.require_checking(actor)
    text = rules.check_text(new.text)
    once = new.once or None
    if once and (before := Draft.objects.filter(city=actor.city_id, once=once).first()):
        return before
    checked = check_draft(actor.city, text, published=_said_on(new.published, text, at))
    with transaction.atomic():
        City.objects.select_for_update().get(pk=actor.city_id)
        last = Draft.objects.filter(city=actor.city_id).aggregate(last=Max("number"))["last"] or 0
        row = Draft.objects.create(
            city=actor.city,
            number=last + 1,
            title=rules.title_of(text, new.title),
            text=text,
            source=new.source[:200],
            remark=new.remark[:400],
            places=[list(one) for one in new.places],
            published_on=new.published,
            once=once,
            created_at=at,
            created_by=actor,
            edited_at=at,
            edited_by=actor,
        )
        _keep(row, checked, actor, at)
        audit.record(_note("送核稿件", row, {"标题": [None, row.title]}), actor=actor, at=at)
    return row


def edit(
    *,
    draft: Draft,
    text: str,
    title: str,
    published: date | None,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Draft:
    """Change a draft, and check it again.

    Raises: DraftRefused; EditedMeanwhile; NotAllowed for who neither brought it nor rules.
    """
    said = rules.check_text(text)
    policies.require_editing(actor, draft)
    checked = check_draft(draft.city, said, published=_said_on(published, said, at))
    with transaction.atomic():
        row = _locked(draft, expected_version)
        changes: dict[str, list[object]] = {"version": [row.version, row.version + 1]}
        if row.text != said:
            changes["正文字数"] = [len(row.text), len(said)]
        if row.published_on != published:
            changes["发布日期"] = [str(row.published_on or ""), str(published or "")]
        if row.text != said:
            row.places = []
        row.text, row.title, row.published_on = said, rules.title_of(said, title), published
        _save(row, actor, at)
        _keep(row, checked, actor, at)
        audit.record(_note("修改对数稿件", row, changes), actor=actor, at=at)
    return row


def said_on(draft: Draft) -> date:
    """Return the day on which a draft says 今年 and 目前: that of its publication, else that of its last edit."""
    return _said_on(draft.published_on, draft.text, draft.edited_at)


def check_again(*, draft: Draft, as_of: datetime | None, actor: Account, at: datetime) -> Check:
    """Check a draft as it stands once more, as of another moment or of now, and keep what is said.

    Raises: NotAllowed for who reads no business.
    """
    policies.require_checking(actor)
    known = ledger.resolve(draft.city, as_of) if as_of else None
    checked = check_draft(draft.city, draft.text, as_of=known, published=said_on(draft))
    with transaction.atomic():
        row = Draft.objects.select_for_update(of=("self",)).select_related("city").get(pk=draft.pk)
        return _keep(row, checked, actor, at)


def correct(
    *, draft: Draft, fingerprint: str, actor: Account, at: datetime, expected_version: int | None = None
) -> Draft:
    """Put a finding's correction into the draft, and keep that it was put right.

    Raises: DraftRefused when the draft no longer has the finding, or it offers no correction; EditedMeanwhile.
    """
    policies.require_editing(actor, draft)
    found = finding_of(draft, fingerprint)
    text = rules.corrected(draft.text, found)
    checked = check_draft(draft.city, text, published=said_on(draft))
    with transaction.atomic():
        row = _locked(draft, expected_version)
        if row.text != draft.text:
            raise DraftRefused("稿件已经改过，请看改过以后的结果")
        row.text, row.places = text, rules.moved(row.places, found)
        _save(row, actor, at)
        Ruling.objects.create(
            city=row.city,
            fingerprint=fingerprint,
            verdict=Verdict.FIXED,
            kind=found["kind"],
            words=found["words"],
            message=found["message"],
            stated=found["stated"][:80],
            expected=found["correction"][:80],
            draft=row,
            ruled_at=at,
            ruled_by=actor,
        )
        _keep(row, checked, actor, at)
        changes: dict[str, list[object]] = {"version": [row.version - 1, row.version]}
        changes["文中的数"] = [found["stated"], found["correction"]]
        audit.record(_note("按对数结果改正", row, changes), actor=actor, at=at)
    return row


def finding_of(draft: Draft, fingerprint: str) -> Mapping[str, Any]:
    """Return the finding as the draft's present check says it.    Raises: DraftRefused when there is none."""
    said = report(check_draft(draft.city, draft.text, published=said_on(draft)))
    for one in said["findings"]:
        if one["fingerprint"] == fingerprint:
            found: Mapping[str, Any] = one
            return found
    raise DraftRefused("稿件里已经没有这一处，请看改过以后的结果")


def _said_on(published: date | None, text: str, at: datetime) -> date:
    return published or published_of(text) or day_of(at)


def _locked(draft: Draft, expected: int | None) -> Draft:
    row = Draft.objects.select_for_update(of=("self",)).select_related("city").get(pk=draft.pk)
    check_version(
        city_id=row.city_id,
        target_kind=TARGET,
        target_code=str(row.number),
        expected=expected,
        version=row.version,
    )
    return row


def _save(row: Draft, actor: Account, at: datetime) -> None:
    row.version += 1
    row.edited_at, row.edited_by = at, actor
    row.save()


def _keep(row: Draft, checked: CheckedDraft, actor: Account, at: datetime) -> Check:
    said = counts(checked)
    last = Check.objects.filter(draft=row).aggregate(last=Max("number"))["last"] or 0
    assert checked.as_of is not None
    return Check.objects.create(
        draft=row,
        number=last + 1,
        text=row.text,
        text_sha256=hashlib.sha256(row.text.encode()).hexdigest(),
        as_of=checked.as_of.moment,
        entry=checked.as_of.entry,
        report=report(checked),
        n_errors=said["error"],
        n_questions=said["question"],
        n_hints=said["hint"],
        n_agreed=said["agrees"],
        checked_at=at,
        checked_by=actor,
    )


def _note(act: str, row: Draft, changes: dict[str, list[object]]) -> audit.Note:
    return audit.Note(act, TARGET, str(row.number), row.title, changes)
