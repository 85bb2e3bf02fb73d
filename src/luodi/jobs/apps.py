"""Finds the tasks of every app when all of them are loaded."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "luodi.jobs"

    def ready(self) -> None:
        autodiscover_modules("jobs")
