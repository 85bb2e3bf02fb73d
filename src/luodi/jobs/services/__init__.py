"""The one door of jobs for writes."""

from luodi.jobs.services.asking import cancel, enqueue, forget_done, retry
from luodi.jobs.services.scheduling import ask_for_what_is_due
from luodi.jobs.services.workers import sign_off, sign_on
from luodi.jobs.services.working import LEASE, LeaseLost, claim, renew, run, work_off

__all__ = [
    "LEASE",
    "LeaseLost",
    "ask_for_what_is_due",
    "cancel",
    "claim",
    "enqueue",
    "forget_done",
    "renew",
    "retry",
    "run",
    "sign_off",
    "sign_on",
    "work_off",
]
