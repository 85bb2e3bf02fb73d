"""Dated values: ``{2020-01-01: 1.2, 2021-01-01: 1.0}`` anywhere a value stands, and where it is laid down (legal)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from luodi.assessment.engine.findings import Finding
from luodi.assessment.engine.quantities import is_day, read_day
from luodi.assessment.engine.scheme import Legal
from luodi.assessment.engine.tree import MAPPING, TEXT, Node

WRAPPED = ({"value", "legal"}, {"values", "legal"}, {"value"}, {"values"})


def is_dated(node: Node) -> bool:
    return node.shape == MAPPING and bool(node.entries) and all(is_day(key) for key in node.entries)


def is_wrapped(node: Node) -> bool:
    """Tell whether the node only wraps a value to say where it is laid down."""
    return node.shape == MAPPING and "legal" in node.entries and set(node.entries) in WRAPPED


def breakpoints(node: Node) -> set[date]:
    """Return every day on which some value of the tree changes."""
    dated = [key for one in node.all() if is_dated(one) for key in one.entries]
    return {day for key in dated if (day := read_day(key)) is not None}


def resolve(node: Node, day: date, findings: list[Finding], legal: list[Legal]) -> Node:
    """Return the tree as it reads on ``day``, and note what says nothing on it."""
    if is_wrapped(node):
        legal.append(Legal(node.path, node.entries["legal"].text))
        return resolve(node.entries.get("value", node.entries.get("values", node)), day, findings, legal)
    if is_dated(node):
        return resolve(_in_force(node, day, findings), day, findings, legal)
    if node.shape == MAPPING:
        entries = {key: resolve(child, day, findings, legal) for key, child in node.entries.items()}
        return replace(node, entries=entries)
    if node.children:
        return replace(node, children=tuple(resolve(child, day, findings, legal) for child in node.children))
    return node


def _in_force(node: Node, day: date, findings: list[Finding]) -> Node:
    values: Mapping[date, Node] = {}
    for key, child in node.entries.items():
        begins = read_day(key)
        if begins is None:
            findings.append(node.finding(f"没有“{key}”这一天", key))
        else:
            values = {**values, begins: child}
    past = [begins for begins in values if begins <= day]
    if past:
        return values[max(past)]
    if values:
        text = f"{day} 那天没有值：最早的从 {min(values)} 起，请补上更早的值，或把 valid_from 写晚一些"
        findings.append(node.finding(text))
        return values[min(values)]
    return Node(TEXT, node.line, node.column, node.path, text="0")
