"""The two tracks of a project, and the words for what a project is made of."""

from django.db import models

from luodi.ledger.kinds import FactKind


class Stage(models.TextChoices):
    __hash__ = str.__hash__

    NEGOTIATING = "NEGOTIATING", "在谈"
    SIGNED = "SIGNED", "签约"
    STARTED = "STARTED", "开工"
    PRODUCING = "PRODUCING", "投产"


class Status(models.TextChoices):
    __hash__ = str.__hash__

    PROCEEDING = "PROCEEDING", "推进"
    DELAYED = "DELAYED", "延期"
    SUSPENDED = "SUSPENDED", "暂缓"
    WITHDRAWN = "WITHDRAWN", "终止"


class Field(models.TextChoices):
    """What of a project can be changed or corrected; the value is the name under which it is passed and kept.

    Fields are keys of many small dictionaries; the hash of an enumeration takes ten times as long as that of its text.
    """

    __hash__ = str.__hash__

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

    SIGNING_ENTITY = "signing_entity", "签约主体"
    INVESTOR_CODE = "investor_code", "投资方信用代码"
    LOCAL_COMPANY = "local_company", "项目公司"
    LOCAL_CODE = "local_code", "项目公司信用代码"
    LOCAL_LEDGER_CODE = "outer_code", "原台账编号"
    PROMOTION = "promotion", "招商方式"
    SOURCE = "source", "线索来源"
    CAPITAL = "capital", "内外资"
    FORM = "form", "投资形态"
    AGREEMENT = "agreement", "协议类型"
    CHAIN = "chain", "产业链"
    LEADING = "leading", "是否主导产业"
    STRATEGIC = "strategic", "是否战新"
    CONTACT = "contact", "联系人"
    PHONE = "phone", "联系电话"
    PROGRESS = "progress", "最新进展"
    PROBLEM = "problem", "存在问题"
    REMARK = "remark", "备注"
    FIXED = "fixed", "固定资产投资"
    OUT_OF_PROVINCE = "out_of_province", "省外投资"
    OUTPUT = "output", "预计年产值"
    TAX = "tax", "预计年税收"
    JOBS = "jobs", "带动就业（人）"
    LAND = "land", "用地面积（亩）"
    FLOOR = "floor", "厂房办公面积（平方米）"
    LAND_KIND = "land_kind", "用地方式"
    ADDRESS = "address", "建设地点"
    CONSTRUCTION = "construction", "建设性质"
    PLANNED_START = "planned_start", "计划开工日期"
    PLANNED_FINISH = "planned_finish", "计划投产日期"


DETAILS = tuple(Field)[tuple(Field).index(Field.SIGNING_ENTITY) :]
"""What is noted of a project beside what counts: in no fact, in rows of their own."""


class InvestmentForm(models.TextChoices):
    NEW = "NEW", "新设"
    INCREASE = "INCREASE", "增资"
    MERGER = "MERGER", "并购"
    TECHNICAL = "TECHNICAL", "技改"


class Agreement(models.TextChoices):
    INVESTMENT = "INVESTMENT", "投资协议"
    FRAMEWORK = "FRAMEWORK", "框架协议"
    SUPPLEMENT = "SUPPLEMENT", "补充协议"


class LandKind(models.TextChoices):
    SUPPLIED = "SUPPLIED", "供地"
    PLANT = "PLANT", "租购标准厂房"
    OWN = "OWN", "自有厂房或土地"
    OFFICE = "OFFICE", "办公用房"
    NONE = "NONE", "不用地"


class Construction(models.TextChoices):
    NEW = "NEW", "新建"
    EXPANSION = "EXPANSION", "扩建"
    REBUILDING = "REBUILDING", "改建"
    TECHNICAL = "TECHNICAL", "技改"


class StatusReason(models.TextChoices):
    """Why a project is delayed, suspended or withdrawn."""

    CAPITAL = "CAPITAL", "资金"
    LAND = "LAND", "土地"
    POLICY = "POLICY", "政策"
    APPROVAL = "APPROVAL", "审批"
    OTHER = "OTHER", "其他"


class MilestoneApplies(models.TextChoices):
    """Which projects a step of the checklist is for."""

    ALL = "ALL", "所有项目"
    LAND = "LAND", "供地项目"
    BUILDING = "BUILDING", "有建设工程的项目"
    INDUSTRIAL = "INDUSTRIAL", "工业项目"
    FOREIGN = "FOREIGN", "外资项目"


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
PATH_KINDS = (*EVENT_OF.values(), FactKind.PROJECT_INCREASE, FactKind.PROJECT_STATE)
"""What builds on one another, so that it is judged in the order in which it was claimed."""
RECORD_KINDS = (FactKind.PROJECT_FUNDS, FactKind.PROJECT_MILESTONE)
"""What stands alone: each entry is judged for itself."""
MONEY_KINDS = (FactKind.PROJECT_FUNDS, FactKind.PROJECT_INCREASE)
"""Facts whose amount is their own and not the project's total investment."""
DATED_KINDS = (*RECORD_KINDS, FactKind.PROJECT_INCREASE)
"""Dated records beside the stages, which can be corrected one by one."""
PROJECT_KINDS = (*PATH_KINDS, *RECORD_KINDS)
"""The kinds of facts that this app keeps; other apps record other kinds on the same subjects."""

DATE_OF: dict[Stage, Field] = {
    Stage.NEGOTIATING: Field.NEGOTIATING_ON,
    Stage.SIGNED: Field.SIGNED_ON,
    Stage.STARTED: Field.STARTED_ON,
    Stage.PRODUCING: Field.PRODUCING_ON,
}
