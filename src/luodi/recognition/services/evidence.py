"""Add evidence to a claim and withdraw it again. What a verification stands on stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction

from luodi.audit import services as audit
from luodi.documents import services as documents
from luodi.documents.kinds import clean_name
from luodi.documents.models import StoredFile
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.organisation import policies as rights
from luodi.organisation.models import Account
from luodi.projects import rules
from luodi.projects.models import Project
from luodi.projects.services.writing import TARGET, require_writer
from luodi.recognition import demands
from luodi.recognition.demands import PER_FACT
from luodi.recognition.models import Evidence

MOST_OF_A_PROJECT = 500


class EvidenceRefused(Refusal):
    """Evidence that is there already, belongs to nothing, or may not be taken away."""


@dataclass(frozen=True)
class Added:
    """New evidence, and the other projects, as far as the uploader sees them, that show the very same file."""

    evidence: Evidence
    elsewhere: Sequence[Project]


def add_evidence(
    *,
    project: Project,
    fact_kind: FactKind,
    kind: str,
    content: BinaryIO | bytes,
    name: str,
    actor: Account,
    at: datetime,
    ordinal: int = 0,
    note: str = "",
) -> Added:
    """Keep a file as evidence of what the project claims, or is about to claim.

    ``ordinal`` names the fact for kinds of which a project has many, and for no other kind.
    Raises: EvidenceRefused, UnknownEvidence, NotAllowed, ProjectClosed; what ``documents.keep`` refuses.
    """
    require_writer(actor, [project])
    rules.check_not_void(project.code, is_void=project.is_void)
    demands.check_offered(project.city.code, fact_kind, kind)
    _check_fact(project, fact_kind, ordinal)
    stored = documents.keep(content, name, at=at)
    said = clean_name(name)
    with transaction.atomic():
        row = Evidence(
            project=project,
            fact_kind=fact_kind,
            ordinal=ordinal,
            kind=kind,
            file=stored,
            name=said,
            note=note.strip(),
            uploaded_by=actor,
            uploaded_at=at,
        )
        _write(row)
        changes = {row.fact_label: [None, f"{row.kind_label}：{said}"], "文件指纹": [None, stored.sha256]}
        _record("上传佐证", project, changes, actor, at)
    return Added(row, used_elsewhere(stored, project, actor))


def withdraw_evidence(*, evidence: Evidence, reason: str, actor: Account, at: datetime) -> None:
    """Take evidence off the claim; the file and the row stay on record.

    Raises: EvidenceRefused without a reason, when it was withdrawn before, or when a verification stands on it;
    NotAllowed.
    """
    require_writer(actor, [evidence.project])
    if not reason.strip():
        raise EvidenceRefused("撤下佐证须写明原因", field="reason")
    with transaction.atomic():
        row = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if row.withdrawn_at is not None:
            raise EvidenceRefused("这份佐证已经撤下，请刷新")
        if row.verifications.exists():
            raise EvidenceRefused("这份佐证是已认定内容的依据，不能撤下；如有错误，请另行上传并申请更正")
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = (
            actor,
            max(at, row.uploaded_at),
            reason.strip(),
        )
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        changes = {row.fact_label: [f"{row.kind_label}：{row.name}", None], "原因": [None, reason.strip()]}
        _record("撤下佐证", evidence.project, changes, actor, at)


def used_elsewhere(stored: StoredFile, project: Project, account: Account) -> list[Project]:
    """Return the other projects that show the same file, as far as the account sees them."""
    others = Evidence.objects.held().filter(file=stored).exclude(project=project).values("project_id")
    seen = Project.objects.all().seen_by(rights.reach_of(account))
    return list(seen.filter(pk__in=others).select_related("unit").order_by("id"))


def _check_fact(project: Project, fact_kind: FactKind, ordinal: int) -> None:
    if fact_kind not in PER_FACT:
        if ordinal:
            raise EvidenceRefused(f"“{fact_kind.label}”的佐证不分笔")
        return
    facts = Fact.objects.live().filter(subject_id=project.subject_id, kind=fact_kind, ordinal=ordinal)
    if not facts.exists():
        raise EvidenceRefused(f"请先登记这一笔{fact_kind.label}，再上传佐证", field="about")


def _write(row: Evidence) -> None:
    held = Evidence.objects.held().filter(project_id=row.project_id)
    if held.count() >= MOST_OF_A_PROJECT:
        raise EvidenceRefused(f"一个项目最多 {MOST_OF_A_PROJECT} 份佐证", field="file")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise EvidenceRefused(f"“{row.name}”已经在“{row.kind_label}”里了，不用再传", field="file") from error


def _record(act: str, project: Project, changes: Mapping[str, object], actor: Account, at: datetime) -> None:
    note = audit.Note(act, TARGET, project.code, project.name, changes)
    audit.record(note, actor=actor, at=at)
