"""How far an import has come, and what becomes of each of its rows."""

from django.db import models


class ImportState(models.TextChoices):
    READ = "READ", "待提交"
    COMMITTED = "COMMITTED", "已入账"
    WITHDRAWN = "WITHDRAWN", "已撤回"
    FAILED = "FAILED", "无法读取"


class RowClass(models.TextChoices):
    """What a row of the sheet is to the ledger."""

    NEW = "NEW", "新增"
    CHANGED = "CHANGED", "有变化"
    SAME = "SAME", "无变化"
    DUPLICATE = "DUPLICATE", "疑似重复"
    REFUSED = "REFUSED", "不能入账"


class ChangeMode(models.TextChoices):
    """What differences from the ledger mean; nothing is ever overwritten without one of these words."""

    SKIP = "SKIP", "暂不处理"
    CHANGE = "CHANGE", "变更"
    CORRECT = "CORRECT", "更正"


class TwinMode(models.TextChoices):
    """What is done with a row whose twin is in the ledger already."""

    SKIP = "SKIP", "不登记"
    CREATE = "CREATE", "仍要登记"


class PreparedState(models.TextChoices):
    """What becomes of a list that is too long to wait for at a page."""

    WAITING = "WAITING", "正在准备"
    READY = "READY", "可以下载"
    FAILED = "FAILED", "没有做成"
    EXPIRED = "EXPIRED", "已过期"


class ExportState(models.TextChoices):
    WAITING = "WAITING", "待批准"
    GRANTED = "GRANTED", "已批准"
    REFUSED = "REFUSED", "未批准"
