"""The vocabulary of the ledger: what is counted, what can happen to it, and how a fact stands.

Working apps above use these words; the ledger itself knows none of those apps.
"""

from dataclasses import dataclass

from django.db import models


class SubjectKind(models.TextChoices):
    PROJECT = "PROJECT", "项目"
    ENTERPRISE = "ENTERPRISE", "企业"
    TRIP = "TRIP", "外出招商"
    VISIT = "VISIT", "来访接待"
    EVENT = "EVENT", "招商活动"
    OPPORTUNITY = "OPPORTUNITY", "谋划项目"
    ADVISER = "ADVISER", "招商顾问"
    UNIT = "UNIT", "单位"
    LEADER = "LEADER", "市领导"
    LEAD = "LEAD", "线索"
    MEETING = "MEETING", "会谈"
    AGENCY = "AGENCY", "委托机构"
    ASSOCIATION = "ASSOCIATION", "商会协会"
    HOMETOWNER = "HOMETOWNER", "在外企业家"
    ITEM = "ITEM", "待办事项"


class Nature(models.TextChoices):
    EVENT = "EVENT", "发生"
    STATE = "STATE", "状态"


class Standing(models.TextChoices):
    CLAIMED = "CLAIMED", "申报"
    VERIFIED = "VERIFIED", "认定"
    REJECTED = "REJECTED", "退回"


class Cause(models.TextChoices):
    RECORDED = "RECORDED", "登记"
    OPENING = "OPENING", "期初"
    VERIFIED = "VERIFIED", "认定"
    REJECTED = "REJECTED", "退回"
    CORRECTED = "CORRECTED", "更正"
    WITHDRAWN = "WITHDRAWN", "撤回"


class Channel(models.TextChoices):
    ON_SITE = "ON_SITE", "现场"
    ONLINE = "ONLINE", "网上"
    VIDEO = "VIDEO", "视频"
    POST = "POST", "邮寄"
    FAX = "FAX", "传真"


REMOTE_CHANNELS = (Channel.ONLINE, Channel.VIDEO, Channel.POST, Channel.FAX)
"""不见面: signed without being in one room."""


class Capital(models.TextChoices):
    DOMESTIC = "DOMESTIC", "内资"
    FOREIGN = "FOREIGN", "外资"


class Proof(models.TextChoices):
    """What shows that funds have come in: the category of such a fact."""

    AUDIT = "AUDIT", "验资报告"
    BANK = "BANK", "银行回单"
    INVOICE = "INVOICE", "设备发票"
    SETTLEMENT = "SETTLEMENT", "工程结算"
    EXCHANGE = "EXCHANGE", "外汇凭证"
    COMMERCE = "COMMERCE", "商务部FDI数据"
    OTHER = "OTHER", "其他"


class LeadSource(models.TextChoices):
    """Through whom a lead came in: the category of such a fact."""

    TEAM = "TEAM", "招商队伍"
    ADVISER = "ADVISER", "招商顾问"
    AGENCY = "AGENCY", "招商代理机构"
    CHAMBER = "CHAMBER", "商会协会"
    EVENT = "EVENT", "招商活动"
    TRIP = "TRIP", "外出招商"
    VISIT = "VISIT", "来访接待"
    LEADER = "LEADER", "领导交办"
    FIRM = "FIRM", "企业自荐"
    HOMETOWNER = "HOMETOWNER", "在外乡贤"
    PUBLIC = "PUBLIC", "社会公众"
    OTHER = "OTHER", "其他"


class ItemReason(models.TextChoices):
    """What stands in the way, or what an item is about: the category of its facts."""

    FUNDS = "FUNDS", "资金"
    LAND = "LAND", "土地"
    POLICY = "POLICY", "政策"
    APPROVAL = "APPROVAL", "审批"
    LABOUR = "LABOUR", "用工"
    OTHER = "OTHER", "其他"


class ItemSource(models.TextChoices):
    """Where an item was asked for: the channel of its facts."""

    REVIEW = "REVIEW", "调度会"
    INSTRUCTION = "INSTRUCTION", "领导批示"
    LIST = "LIST", "工作清单"
    VISIT = "VISIT", "走访接待"
    TRIP = "TRIP", "外出招商"
    MEETING = "MEETING", "会谈"
    EVENT = "EVENT", "招商活动"
    LEAD = "LEAD", "线索"
    OTHER = "OTHER", "自行登记"


class FactKind(models.TextChoices):
    PROJECT_NEGOTIATING = "project.negotiating", "新对接在谈"
    PROJECT_SIGNED = "project.signed", "签约"
    PROJECT_STARTED = "project.started", "开工"
    PROJECT_PRODUCING = "project.producing", "投产"
    PROJECT_STATE = "project.state", "项目状态"
    PROJECT_FUNDS = "project.funds", "到位资金"
    PROJECT_INCREASE = "project.increase", "增资"
    PROJECT_MILESTONE = "project.milestone", "里程碑"
    TRIP_MADE = "trip.made", "外出招商"
    TRIP_FIRM_MET = "trip.firm_met", "外出对接企业"
    TRIP_PROJECT_DISCUSSED = "trip.project_discussed", "外出洽谈项目"
    VISIT_RECEIVED = "visit.received", "接待来访"
    VISIT_FIRM_MET = "visit.firm_met", "接待对接企业"
    VISIT_PROJECT_DISCUSSED = "visit.project_discussed", "接待洽谈项目"
    TRIP_STOP = "trip.stop", "外出到访"
    TRIP_DAYS = "trip.days", "外出天数"
    MEETING_HELD = "meeting.held", "会谈"
    MEETING_FIRM_MET = "meeting.firm_met", "会谈对接企业"
    MEETING_PROJECT_DISCUSSED = "meeting.project_discussed", "会谈洽谈项目"
    LEAD_RECEIVED = "lead.received", "收到线索"
    LEAD_CONVERTED = "lead.converted", "线索转项目"
    LEAD_STATE = "lead.state", "线索状态"
    ATTENDANCE_DAYS = "attendance.days", "驻点出勤"
    CEREMONY_LISTED = "ceremony.listed", "列入集中签约"
    EVENT_GUESTS = "event.guests", "活动到会企业家"
    OPPORTUNITY_STATE = "opportunity.state", "谋划项目在库"
    ABOVE_SCALE_ENTERED = "above_scale.entered", "进入规上"
    ABOVE_SCALE_STATE = "above_scale.state", "在规状态"
    ABOVE_SCALE_POOL = "above_scale.pool", "规上培育库"
    ADVISER_STATE = "adviser.state", "顾问聘任"
    TARGET_STATE = "target.state", "承担目标任务"
    UNIT_STATE = "unit.state", "招商队伍"
    ITEM_OPENED = "item.opened", "交办事项"
    ITEM_EXTENDED = "item.extended", "事项延期"
    ITEM_CLOSED = "item.closed", "事项办结"
    ITEM_STATE = "item.state", "事项状态"


@dataclass(frozen=True)
class KindRule:
    """What holds for every fact of a kind.

    ``once``: a subject has at most one live fact of the kind, so counting facts is counting subjects; only such
    kinds roll up. ``once_each``: at most one live fact per category, which every such fact then has.
    ``quantified``: an identified fact may carry a quantity other than one (guests at an event).
    """

    subjects: frozenset[SubjectKind]
    nature: Nature
    once: bool = False
    once_each: bool = False
    quantified: bool = False


def _event(
    *subjects: SubjectKind, once: bool = False, once_each: bool = False, quantified: bool = False
) -> KindRule:
    return KindRule(frozenset(subjects), Nature.EVENT, once=once, once_each=once_each, quantified=quantified)


def _state(*subjects: SubjectKind) -> KindRule:
    return KindRule(frozenset(subjects), Nature.STATE)


RULES: dict[FactKind, KindRule] = {
    FactKind.PROJECT_NEGOTIATING: _event(SubjectKind.PROJECT, once=True),
    FactKind.PROJECT_SIGNED: _event(SubjectKind.PROJECT, once=True),
    FactKind.PROJECT_STARTED: _event(SubjectKind.PROJECT, once=True),
    FactKind.PROJECT_PRODUCING: _event(SubjectKind.PROJECT, once=True),
    FactKind.PROJECT_STATE: _state(SubjectKind.PROJECT),
    FactKind.PROJECT_FUNDS: _event(SubjectKind.PROJECT),
    FactKind.PROJECT_INCREASE: _event(SubjectKind.PROJECT),
    FactKind.PROJECT_MILESTONE: _event(SubjectKind.PROJECT, once_each=True),
    FactKind.TRIP_MADE: _event(SubjectKind.TRIP, once=True),
    FactKind.TRIP_FIRM_MET: _event(SubjectKind.ENTERPRISE),
    FactKind.TRIP_PROJECT_DISCUSSED: _event(SubjectKind.PROJECT),
    FactKind.VISIT_RECEIVED: _event(SubjectKind.VISIT, once=True),
    FactKind.VISIT_FIRM_MET: _event(SubjectKind.ENTERPRISE),
    FactKind.VISIT_PROJECT_DISCUSSED: _event(SubjectKind.PROJECT),
    FactKind.TRIP_STOP: _event(SubjectKind.TRIP, once_each=True),
    FactKind.TRIP_DAYS: _event(SubjectKind.TRIP, once=True, quantified=True),
    FactKind.MEETING_HELD: _event(SubjectKind.MEETING, once=True),
    FactKind.MEETING_FIRM_MET: _event(SubjectKind.ENTERPRISE),
    FactKind.MEETING_PROJECT_DISCUSSED: _event(SubjectKind.PROJECT),
    FactKind.LEAD_RECEIVED: _event(SubjectKind.LEAD, once=True),
    FactKind.LEAD_CONVERTED: _event(SubjectKind.LEAD, once=True),
    FactKind.LEAD_STATE: _state(SubjectKind.LEAD),
    FactKind.ATTENDANCE_DAYS: _event(SubjectKind.UNIT, once_each=True, quantified=True),
    FactKind.CEREMONY_LISTED: _event(SubjectKind.PROJECT),
    FactKind.EVENT_GUESTS: _event(SubjectKind.EVENT, once=True, quantified=True),
    FactKind.OPPORTUNITY_STATE: _state(SubjectKind.OPPORTUNITY),
    FactKind.ABOVE_SCALE_ENTERED: _event(SubjectKind.ENTERPRISE, once=True),
    FactKind.ABOVE_SCALE_STATE: _state(SubjectKind.ENTERPRISE),
    FactKind.ABOVE_SCALE_POOL: _state(SubjectKind.ENTERPRISE),
    FactKind.ADVISER_STATE: _state(SubjectKind.ADVISER),
    FactKind.TARGET_STATE: _state(SubjectKind.UNIT, SubjectKind.LEADER),
    FactKind.UNIT_STATE: _state(SubjectKind.UNIT),
    FactKind.ITEM_OPENED: _event(SubjectKind.ITEM),
    FactKind.ITEM_EXTENDED: _event(SubjectKind.ITEM),
    FactKind.ITEM_CLOSED: _event(SubjectKind.ITEM),
    FactKind.ITEM_STATE: _state(SubjectKind.ITEM),
}

ONCE_KINDS = tuple(kind.value for kind, rule in RULES.items() if rule.once)
ONCE_EACH_KINDS = tuple(kind.value for kind, rule in RULES.items() if rule.once_each)
EVENT_KINDS = tuple(kind.value for kind, rule in RULES.items() if rule.nature == Nature.EVENT)
