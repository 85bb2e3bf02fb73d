"""How a bulk correction goes its way, with the words that users see."""

from django.db import models


class BulkKind(models.TextChoices):
    CHANGE = "CHANGE", "变更"
    CORRECTION = "CORRECTION", "更正"


class BulkState(models.TextChoices):
    PREVIEWED = "PREVIEWED", "已预览未提交"
    WAITING = "WAITING", "待第二人批准"
    DONE = "DONE", "已执行"
    REFUSED = "REFUSED", "未批准"
    UNDONE = "UNDONE", "已整批撤回"
