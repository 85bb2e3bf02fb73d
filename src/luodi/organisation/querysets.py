"""Rows of a city as its accounts see them: one stock for everybody who works there, or each unit's own."""

from typing import Self, TypeVar

from django.db import models

from luodi.organisation.policies import Reach

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OfTheCity(models.QuerySet[Row]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the reach's city, for everybody who has business there."""
        return self.none() if reach.unit_ids == frozenset() else self.filter(city_id=reach.city_id)


class OfUnits(models.QuerySet[Row]):
    def visible_to(self, reach: Reach) -> Self:
        """Those of the units whose rows the reach shows."""
        rows = self.filter(city_id=reach.city_id)
        return rows if reach.unit_ids is None else rows.filter(unit_id__in=reach.unit_ids)
