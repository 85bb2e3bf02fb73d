"""What time progress goes by in a city, and from which gap on a light changes."""

from django.db import models

from luodi.organisation.models.own_rules import OwnRules
from luodi.targets.choices import Basis


class ProgressRules(OwnRules):
    """Set from a day on; only ever appended. Gaps are in percentage points behind time progress."""

    basis = models.CharField("时序", max_length=10, choices=Basis)
    strict = models.BooleanField("须超过时序才算达到", default=False)
    yellow_from = models.DecimalField("落后多少个百分点起亮黄灯", max_digits=5, decimal_places=2)
    red_beyond = models.DecimalField("落后超过多少个百分点亮红灯", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "时序进度规则"
        verbose_name_plural = "时序进度规则"
        indexes = [models.Index(fields=["city", "-valid_from", "-id"], name="progress_rules_latest")]
