"""The states of a firm in the statistics and in the growth pool, what marks it, and what is checked of it."""

from django.db import models


class PoolState(models.TextChoices):
    IN = "IN", "在库"
    OUT = "OUT", "出库"


class ScaleState(models.TextChoices):
    IN = "IN", "在规"
    OUT = "OUT", "退规"


class AdviserState(models.TextChoices):
    ACTIVE = "ACTIVE", "在聘"
    ENDED = "ENDED", "解聘"


class MarkKind(models.TextChoices):
    """What a firm is known as, from one day to another; above-scale industry has facts of its own."""

    SERVICE_SCALE = "SERVICE_SCALE", "规上服务业"
    TRADE_SCALE = "TRADE_SCALE", "限上商贸业"
    WORLD_500 = "WORLD_500", "世界500强"
    CHINA_500 = "CHINA_500", "中国500强"
    MAKER_500 = "MAKER_500", "中国制造业500强"
    PRIVATE_500 = "PRIVATE_500", "中国民营企业500强"
    INDUSTRY_LEADER = "INDUSTRY_LEADER", "行业龙头"
    CENTRAL = "CENTRAL", "央企"
    LISTED = "LISTED", "上市公司"
    SPECIALISED = "SPECIALISED", "专精特新中小企业"
    LITTLE_GIANT = "LITTLE_GIANT", "专精特新“小巨人”"
    CHAMPION = "CHAMPION", "制造业单项冠军"
    HIGH_TECH = "HIGH_TECH", "高新技术企业"
    UNICORN = "UNICORN", "独角兽企业"
    GAZELLE = "GAZELLE", "瞪羚企业"
    FOREIGN = "FOREIGN", "外商投资企业"


class CheckItem(models.TextChoices):
    """What is looked into before a city deals with a firm."""

    REGISTRATION = "REGISTRATION", "工商登记"
    SHAREHOLDERS = "SHAREHOLDERS", "股权与实际控制人"
    CREDIT = "CREDIT", "信用与失信记录"
    LITIGATION = "LITIGATION", "诉讼与被执行"
    PENALTIES = "PENALTIES", "行政处罚与经营异常"
    FINANCE = "FINANCE", "财务与纳税"
    FUNDS = "FUNDS", "资金来源"
    TECHNOLOGY = "TECHNOLOGY", "技术与知识产权"
    ENVIRONMENT = "ENVIRONMENT", "环保与能耗"
    SAFETY = "SAFETY", "安全生产"
    POLICY = "POLICY", "产业政策"
    SITE = "SITE", "实地考察"


class Outcome(models.TextChoices):
    CLEAR = "CLEAR", "未见异常"
    NOTED = "NOTED", "需要关注"
    RISK = "RISK", "存在风险"
    UNKNOWN = "UNKNOWN", "未能查实"


class AdviserKind(models.TextChoices):
    ADVISER = "ADVISER", "招商顾问"
    ENVOY = "ENVOY", "招商大使"


class NominationState(models.TextChoices):
    """How far a recommendation has come; only a letter makes an adviser."""

    RECOMMENDED = "RECOMMENDED", "已推荐"
    SCREENED = "SCREENED", "已初审"
    APPROVED = "APPROVED", "已批准"
    APPOINTED = "APPOINTED", "已发聘书"
    DECLINED = "DECLINED", "未通过"


class TermKind(models.TextChoices):
    APPOINTED = "APPOINTED", "聘任"
    RENEWED = "RENEWED", "续聘"
