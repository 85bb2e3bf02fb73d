"""Which numbers hold for a list on a day."""

from datetime import date

from luodi.worklists.definitions import Rule
from luodi.worklists.models import WorklistTerms
from luodi.worklists.rules import Terms


def terms_on(city_id: int, rule: Rule, day: date) -> Terms:
    """Return the numbers in force; until the city has set its own, the examples of the catalogue."""
    return terms_of_all(city_id, day).get(rule.code) or Terms(rule.examples, rule.source)


def terms_of_all(city_id: int, day: date) -> dict[str, Terms]:
    """Return what the city has set itself, by the list.    Shape: one query."""
    rows = WorklistTerms.objects.filter(city_id=city_id, valid_from__lte=day)
    return {row.rule: Terms(row.values, row.source) for row in rows.order_by("valid_from", "id")}
