"""One English name for each Chinese term: docs/glossary.md says the same as the code, in both directions."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from functools import cache

from django.apps import apps

import luodi
from tests.architecture.source import TOP

Term = tuple[str, str]
"""What users see, and what the code calls it: (在谈, projects.Stage.NEGOTIATING)."""


def glossary(*, between: str, and_before: str) -> set[Term]:
    """Return the terms of the tables that stand between two headings of the page."""
    page = (TOP / "docs" / "glossary.md").read_text("utf-8")
    section = page.partition(f"\n## {between}\n")[2].partition(f"\n## {and_before}")[0]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines() if "`" in line]
    return {(chinese, name.strip("`")) for chinese, name, _ in cells}


def models() -> set[Term]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("luodi."))
    return {(str(model._meta.verbose_name), model._meta.label) for model in ours}


def choices() -> set[Term]:
    """Return every member of every enumeration that has a Chinese label."""
    return {
        (str(member.label), f"{app_of(kind)}.{kind.__name__}.{member.name}")
        for kind in enumerations()
        for member in kind
        if hasattr(member, "label")
    }


@cache
def enumerations() -> frozenset[type[Enum]]:
    for module in pkgutil.walk_packages(luodi.__path__, "luodi."):
        if not {"tests", "migrations", "__main__"} & set(module.name.split(".")):
            importlib.import_module(module.name)
    return frozenset(kind for kind in below(Enum) if kind.__module__.startswith("luodi."))


def below(kind: type[Enum]) -> Iterator[type[Enum]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def app_of(kind: type[Enum]) -> str:
    return kind.__module__.split(".")[1]


def test_every_model_is_in_the_glossary_under_its_name() -> None:
    assert not models() - glossary(between="Models", and_before="Choices")


def test_every_choice_is_in_the_glossary_under_its_label() -> None:
    assert not choices() - glossary(between="Choices", and_before="Names")


def test_the_glossary_names_nothing_that_the_code_does_not_have() -> None:
    assert not glossary(between="Models", and_before="Choices") - models()
    assert not glossary(between="Choices", and_before="Names") - choices()
