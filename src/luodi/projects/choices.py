"""The two tracks of a project, and the words for what a project is made of."""

from django.db import models

from luodi.ledger.kinds import FactKind


class Stage(models.TextChoices):
    NEGOTIATING = "NEGOTIATING", "在谈"
    SIGNED = "SIGNED", "签约"
    STARTED = "STARTED", "开工"
    PRODUCING = "PRODUCING", "投产"


class Status(models.TextChoices):
    PROCEEDING = "PROCEEDING", "推进"
    DELAYED = "DELAYED", "延期"
    SUSPENDED = "SUSPENDED", "暂缓"
    WITHDRAWN = "WITHDRAWN", "终止"


class Field(models.TextChoices):
    """What of a project can be changed or corrected; the value is the name under which it is passed and kept."""

    NAME = "name", "项目名称"
    INVESTOR_NAME = "investor_name", "投资方"
    ENTERPRISE = "enterprise", "投资企业"
    SUMMARY = "summary", "项目简介"
    UNIT = "unit", "责任单位"
    SHARES = "shares", "业绩分成"
    AREA = "area", "落地县区（园区）"
    ORIGIN = "origin", "来源地"
    INDUSTRY = "industry", "行业"
    INDUSTRIAL = "industrial", "是否工业"
    TOTAL = "total", "总投资"
    SPONSOR = "sponsor", "包保领导"
    STATUS = "status", "推进状态"
    CHANNEL = "channel", "签约方式"
    NEGOTIATING_ON = "negotiating_on", "开始洽谈日期"
    SIGNED_ON = "signed_on", "签约日期"
    STARTED_ON = "started_on", "开工日期"
    PRODUCING_ON = "producing_on", "投产日期"


class CorrectionState(models.TextChoices):
    WAITING = "WAITING", "待认定"
    ACCEPTED = "ACCEPTED", "已采纳"
    REFUSED = "REFUSED", "未采纳"


EVENT_OF: dict[Stage, FactKind] = {
    Stage.NEGOTIATING: FactKind.PROJECT_NEGOTIATING,
    Stage.SIGNED: FactKind.PROJECT_SIGNED,
    Stage.STARTED: FactKind.PROJECT_STARTED,
    Stage.PRODUCING: FactKind.PROJECT_PRODUCING,
}
STAGE_OF: dict[FactKind, Stage] = {kind: stage for stage, kind in EVENT_OF.items()}
PROJECT_KINDS = (*EVENT_OF.values(), FactKind.PROJECT_STATE)
"""The kinds of facts that this app keeps; other apps record other kinds on the same subjects."""

DATE_OF: dict[Stage, Field] = {
    Stage.NEGOTIATING: Field.NEGOTIATING_ON,
    Stage.SIGNED: Field.SIGNED_ON,
    Stage.STARTED: Field.STARTED_ON,
    Stage.PRODUCING: Field.PRODUCING_ON,
}
