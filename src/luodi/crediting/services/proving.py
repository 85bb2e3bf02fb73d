"""Files that prove the first talks; the same rules of type and size as for every other file."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from luodi.crediting import policies
from luodi.crediting.choices import ReportAct
from luodi.crediting.models import FirstReport, FirstReportProof
from luodi.crediting.rules import FirstReportRefused
from luodi.crediting.services.reporting import lock
from luodi.crediting.services.trail import log
from luodi.documents import services as documents
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


def add_proof(
    *, report: FirstReport, content: BinaryIO | bytes, name: str, actor: Account, at: datetime
) -> FirstReportProof:
    """Keep a file with the report; its time is on record, so that what came after a dispute shows.

    Raises: FirstReportRefused for a file that is there already; what ``documents.keep`` refuses; NotAllowed.
    """
    policies.require_writing(actor, report.unit)
    stored = documents.keep(content, name, at=at)
    with transaction.atomic():
        row = lock(report)
        if row.proofs.filter(file=stored).exists():
            raise FirstReportRefused("这份文件已经上传过", field="file")
        proof = FirstReportProof.objects.create(
            report=row, file=stored, name=name[-200:], added_at=at, added_by=actor
        )
        log(row, ReportAct.PROVED, on=day_of(at), text=proof.name, actor=actor, at=at)
    return proof
