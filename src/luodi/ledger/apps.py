"""Puts the ledger's guards back after every migration: remaking a table drops its triggers."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "luodi.ledger"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "账簿"

    def ready(self) -> None:
        post_migrate.connect(_put_guards_back, sender=self)


def _put_guards_back(using: str, **_: Any) -> None:
    guards = import_module("luodi.ledger.guards")  # it needs the models, which are not loaded before the apps
    guards.install(connections[using])
