"""What ratings and self-assessments ask of the clock."""

from datetime import time

from luodi.assessment import services
from luodi.jobs.cadence import Daily
from luodi.jobs.registry import Run, task
from luodi.organisation.rounds import in_every_city


@task("assessment.ratings", "结束到期的评议、催评", cadence=Daily(time(7, 30)))
def ratings(run: Run) -> object:
    return {city: len(rows) for city, rows in in_every_city(services.close_due).items()}


@task("assessment.self-scores", "催报自评", cadence=Daily(time(7, 40)))
def self_scores(run: Run) -> object:
    return {city: len(rows) for city, rows in in_every_city(services.remind_self_scores).items()}
