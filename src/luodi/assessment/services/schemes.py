"""Write a scheme, change its draft, put it into force, or throw the draft away."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from luodi.assessment import policies, rules, scoring
from luodi.assessment.choices import SchemeState
from luodi.assessment.models import Group, Run, SchemeVersion
from luodi.assessment.rules import AssessmentRefused
from luodi.assessment.services import trail
from luodi.organisation.models import Account

LONGEST_TEXT = 400_000


def write_scheme(*, group: Group, text: str, actor: Account, at: datetime) -> SchemeVersion:
    """Begin a draft; it may still have faults, which are said when it is looked at.    Raises: NotAllowed."""
    policies.require_keeping(actor)
    with transaction.atomic():
        home = trail.lock_group(group)
        last = SchemeVersion.objects.filter(group=home).aggregate(last=Max("number"))["last"] or 0
        said = _checked(text)
        row = SchemeVersion.objects.create(
            group=home,
            number=last + 1,
            title=_title(said, home),
            text=said,
            sha256=rules.text_digest(said),
            written_at=at,
            written_by=actor,
            edited_at=at,
            edited_by=actor,
        )
        trail.note_scheme("起草考核办法", row, {"正文": [None, row.sha256[:12]]}, actor=actor, at=at)
    return row


def edit_scheme(
    *, scheme: SchemeVersion, text: str, actor: Account, at: datetime, expected_version: int | None = None
) -> SchemeVersion:
    """Change the text of a draft.

    Raises: AssessmentRefused for what is in force; EditedMeanwhile; NotAllowed.
    """
    policies.require_keeping(actor)
    with transaction.atomic():
        row = trail.lock_scheme(scheme, expected_version=expected_version)
        _require_draft(row)
        said = _checked(text)
        before, row.text, row.sha256 = row.sha256, said, rules.text_digest(said)
        if before == row.sha256:
            return row
        row.title, row.version = _title(said, row.group), row.version + 1
        row.edited_at, row.edited_by = at, actor
        row.save(update_fields=["text", "sha256", "title", "version", "edited_at", "edited_by"])
        changes = {"正文": [before[:12], row.sha256[:12]]}
        trail.note_scheme("修改考核办法", row, changes, actor=actor, at=at)
    return row


def adopt_scheme(
    *,
    scheme: SchemeVersion,
    document: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> SchemeVersion:
    """Put a draft into force by a document; the version before it is superseded and stays on record.

    Raises: SchemeRefused while anything is wrong with the text; AssessmentRefused without a document, or for whoever
    wrote or changed it; EditedMeanwhile; NotAllowed.
    """
    policies.require_adopting(actor)
    with transaction.atomic():
        home = trail.lock_group(scheme.group)
        row = trail.lock_scheme(scheme, expected_version=expected_version)
        _require_draft(row)
        if actor.pk in (row.written_by_id, row.edited_by_id):
            raise AssessmentRefused("起草和修改的人不能自己批准施行，请由市领导或中心另一名同志批准")
        scoring.settled(row.text)
        said = rules.check_text(document, "印发文件（文号和名称）", "document", most=120)
        SchemeVersion.objects.filter(group=home).in_force().update(state=SchemeState.SUPERSEDED)
        row.state, row.document = SchemeState.ADOPTED, said
        row.adopted_at, row.adopted_by, row.version = at, actor, row.version + 1
        row.save(update_fields=["state", "document", "adopted_at", "adopted_by", "version"])
        changes = {"状态": ["起草中", "施行"], "文件": [None, said], "正文": [None, row.sha256]}
        trail.note_scheme("批准施行考核办法", row, changes, actor=actor, at=at)
    return row


def discard_scheme(*, scheme: SchemeVersion, actor: Account, at: datetime) -> None:
    """Throw a draft away.    Raises: AssessmentRefused for what is or was in force; NotAllowed."""
    policies.require_keeping(actor)
    with transaction.atomic():
        row = trail.lock_scheme(scheme)
        _require_draft(row)
        if Run.objects.filter(scheme=row).exists():
            raise AssessmentRefused("已经按它计算过，不能删除")
        trail.note_scheme("删除考核办法草稿", row, {"正文": [row.sha256[:12], None]}, actor=actor, at=at)
        row.delete()


def _require_draft(row: SchemeVersion) -> None:
    if not row.is_draft:
        raise AssessmentRefused("已经施行的考核办法不能改动；请另起草一版，批准后代替它")


def _checked(text: str) -> str:
    """Return the text with the line ends of this house.    Raises: AssessmentRefused for an empty or endless one."""
    said = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip("\n")
    if not said.strip():
        raise AssessmentRefused("正文是空的", field="text")
    if len(said) > LONGEST_TEXT:
        raise AssessmentRefused(f"正文最多 {LONGEST_TEXT:,} 个字", field="text")
    return f"{said}\n"


def _title(text: str, group: Group) -> str:
    scheme = scoring.check(text).scheme
    return (scheme.title if scheme else f"{group}考核办法")[:120]
