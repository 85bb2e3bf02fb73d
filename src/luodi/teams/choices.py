"""The choices of teams, with the words that users see."""

from django.db import models

from luodi.organisation.choices import UnitKind

TEAM_KINDS = frozenset(
    {UnitKind.INDUSTRY_TEAM, UnitKind.RESIDENT_GROUP, UnitKind.COUNTY_RESIDENT_TEAM, UnitKind.SQUAD}
)
"""The kinds of unit that do nothing but promote investment."""


class TeamState(models.TextChoices):
    """What the state facts of a unit that promotes investment say."""

    ACTIVE = "ACTIVE", "在岗"
    DISBANDED = "DISBANDED", "已撤销"


class MemberRole(models.TextChoices):
    HEAD = "HEAD", "队长（组长）"
    DEPUTY = "DEPUTY", "副队长（副组长）"
    MEMBER = "MEMBER", "队员"
    LIAISON = "LIAISON", "联络员"


class Presence(models.TextChoices):
    """Where a member of a team was in half a day."""

    PRESENT = "PRESENT", "在岗"
    TRAVELLING = "TRAVELLING", "外出"
    LEAVE = "LEAVE", "请假"
    REST = "REST", "休息"
    ABSENT = "ABSENT", "缺勤"


COUNTED = frozenset({Presence.PRESENT, Presence.TRAVELLING})
"""What counts as having been there."""


class SheetState(models.TextChoices):
    """How far a month's attendance has come; without a row it is still open."""

    SUBMITTED = "SUBMITTED", "待确认"
    RETURNED = "RETURNED", "已退回"
    CONFIRMED = "CONFIRMED", "已确认"


SETTLED = frozenset({SheetState.SUBMITTED, SheetState.CONFIRMED})
"""Where nothing may be marked any more."""
