"""The desk's part of start-up: how a row's number is written in an address."""

from django.apps import AppConfig
from django.urls import register_converter


class RowNumber:
    """What is no number, or longer than one can be, is no page."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


class DeskConfig(AppConfig):
    name = "luodi.desk"

    def ready(self) -> None:
        register_converter(RowNumber, "row")
