"""Acts on a background job."""

from datetime import datetime
from typing import Any

from luodi.desk.acting import ActForm
from luodi.jobs import services
from luodi.jobs.models import Job
from luodi.organisation.models import Account


class JobForm(ActForm):
    def __init__(self, data: Any = None, *, job: Job) -> None:
        super().__init__(data)
        self.job = job


class RetryForm(JobForm):
    title = "重新运行"
    button = "重新运行"
    explains = "任务从头运行一次；以前没有做成的部分没有留下任何内容，不会重复。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.retry(job=self.job, actor=actor, at=at)
        return f"已重新排队：{self.job.title}。"


class CancelForm(JobForm):
    title = "取消任务"
    button = "取消任务"
    is_grave = True
    explains = "只能取消还没有开始的任务；需要时可以重新运行。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.cancel(job=self.job, actor=actor, at=at)
        return f"已取消：{self.job.title}。"
