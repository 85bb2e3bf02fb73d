"""The vocabulary of duplicates: what is compared, how strong a match is, and what was ruled."""

from django.db import models


class Kind(models.TextChoices):
    """What is compared with its like."""

    PROJECT = "PROJECT", "项目"
    ENTERPRISE = "ENTERPRISE", "企业"


class Level(models.IntegerChoices):
    """How strong a match is. The first two stop an entry until somebody says why it is new, the others warn."""

    L1 = 1, "一级：代码或名称相同"
    L2 = 2, "二级：名称相近且投资方相同"
    L3 = 3, "三级：投资方、地点（行业）和金额相近"
    L4 = 4, "四级：电话、地址相同或疑为简称"

    @property
    def stops(self) -> bool:
        return self <= Level.L2

    @property
    def short(self) -> str:
        return self.label.partition("：")[0]


class CaseState(models.TextChoices):
    OPEN = "OPEN", "待裁定"
    SAME = "SAME", "同一个"
    DIFFERENT = "DIFFERENT", "不同"
    RELATED = "RELATED", "有关联"
