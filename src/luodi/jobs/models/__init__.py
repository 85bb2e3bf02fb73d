"""What waits to be done, and who is at it."""

from luodi.jobs.models.job import Job
from luodi.jobs.models.worker import Worker

__all__ = ["Job", "Worker"]
