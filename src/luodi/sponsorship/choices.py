"""Who is in a crew and what a light means, with the words that users see."""

from django.db import models


class CrewRole(models.TextChoices):
    LEAD = "LEAD", "牵头单位联系人"
    DEPARTMENT = "DEPARTMENT", "责任部门联系人"
    COMMISSIONER = "COMMISSIONER", "服务专员"


class Colour(models.TextChoices):
    RED = "RED", "红灯"
    YELLOW = "YELLOW", "黄灯"
    GREEN = "GREEN", "绿灯"
    NONE = "NONE", "不亮灯"
