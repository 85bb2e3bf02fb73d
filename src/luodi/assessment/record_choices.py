"""The choices of what stands beside the figures: rating rounds, objections, lists and circulars."""

from django.db import models


class RoundState(models.TextChoices):
    """A rating round takes marks while it is open; what was not given by then is missing."""

    OPEN = "OPEN", "评议中"
    CLOSED = "CLOSED", "已结束"


class ObjectionState(models.TextChoices):
    RAISED = "RAISED", "待裁定"
    UPHELD = "UPHELD", "异议成立"
    REJECTED = "REJECTED", "异议不成立"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class Colour(models.TextChoices):
    """What a list says of whoever stands on it."""

    RED = "RED", "红榜"
    BLACK = "BLACK", "黑榜"
    OTHER = "OTHER", "其他名单"


class CitationKind(models.TextChoices):
    CERTIFICATE = "CERTIFICATE", "证书"
    PRAISE = "PRAISE", "通报表扬"
    CRITICISM = "CRITICISM", "通报批评"


class CitationState(models.TextChoices):
    DRAFT = "DRAFT", "起草中"
    ISSUED = "ISSUED", "已印发"
    CANCELLED = "CANCELLED", "已作废"
