"""The kinds of bodies in the directory, and how somebody was spoken with."""

from django.db import models


class AssociationKind(models.TextChoices):
    CHAMBER = "CHAMBER", "异地商会"
    ASSOCIATION = "ASSOCIATION", "行业协会"
    ALUMNI = "ALUMNI", "校友会"
    HOMETOWN = "HOMETOWN", "同乡会"
    OTHER = "OTHER", "其他组织"
