"""Tasks that exist in tests alone, and what they did."""

from datetime import time, timedelta

import pytest

from luodi.audit.models import AuditRecord
from luodi.jobs import registry
from luodi.jobs.cadence import Daily
from luodi.kernel.findings import Refusal


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the tasks of the tests did, in order; the tasks themselves are gone afterwards."""
    did: list[str] = []
    monkeypatch.setattr(registry, "_tasks", {})

    @registry.task("test.note", "记一笔", wait=timedelta(minutes=1))
    def note(run: registry.Run) -> object:
        did.append(str(run.arguments.get("text", "")))
        run.tell(1, 1, "记下了")
        return {"text": run.arguments.get("text", "")}

    @registry.task("test.break", "总是出错", attempts=3, wait=timedelta(minutes=1))
    def breaks(run: registry.Run) -> object:
        did.append("break")
        raise ValueError("线路不通")

    @registry.task("test.refuse", "被拒绝")
    def refuses(run: registry.Run) -> object:
        raise Refusal("文件已经换过，请重新提交")

    @registry.task("test.write", "写一行")
    def writes(run: registry.Run) -> object:
        did.append(run.name)
        return write(run.name)

    @registry.task("test.nightly", "夜间", cadence=Daily(time(3)))
    def nightly(run: registry.Run) -> object:
        did.append("nightly")
        return None

    return did


def write(name: str) -> int:
    """Leave a row behind, so that it can be seen whether a job's own transaction was taken back."""
    row = AuditRecord.objects.create(
        at="2020-09-22T10:00+08:00",
        actor_name="任务",
        act="试",
        target_kind="job",
        target_code=name,
        target_title="",
    )
    return row.pk
