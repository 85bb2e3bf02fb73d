"""Fifty reviewers press the button at once: one claim is verified exactly once, and says so once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from luodi.audit.models import AuditRecord
from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Entry, Fact
from luodi.organisation.tests.makers import Cast, make_cast
from luodi.projects.choices import Stage
from luodi.projects.tests.makers import make_project, move_on
from luodi.recognition import services
from luodi.recognition.models import Verification
from luodi.recognition.tests.makers import complete

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50


@pytest.fixture
def live() -> Cast:
    """The cast in a city whose clock runs; its ledger is open since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    cast = make_cast(at=yesterday)
    ledger.open_ledger(city=cast.city, at=yesterday)
    return cast


def test_of_fifty_verifications_at_once_exactly_one_succeeds(live: Cast) -> None:
    project = move_on(make_project(by=live.liu), to=Stage.SIGNED, by=live.liu)
    complete(project, by=live.liu)
    before = Entry.objects.count()
    start = threading.Barrier(AT_ONCE)

    def verify(_: int) -> str:
        start.wait()
        try:
            services.verify_with_evidence([project], actor=live.qin, at=timezone.now())
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "verified"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = Counter(pool.map(verify, range(AT_ONCE)))
    assert told == {"verified": 1, "NothingToVerify": AT_ONCE - 1}
    assert Entry.objects.count() == before + 1
    assert Verification.objects.count() == 1
    assert AuditRecord.objects.filter(act="认定", target_code=project.code).count() == 1
    signed = Fact.objects.live().get(kind=FactKind.PROJECT_SIGNED)
    assert signed.standing == Standing.VERIFIED
