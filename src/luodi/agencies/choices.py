"""The kinds and states of agencies, mandates, introductions and fees; what a fee rule is built from."""

from django.db import models


class AgencyKind(models.TextChoices):
    FIRM = "FIRM", "专业机构"
    ASSOCIATION = "ASSOCIATION", "商会协会"
    PERSON = "PERSON", "自然人引荐人"


class Base(models.TextChoices):
    """What a fee is reckoned on: amounts of verified facts, or amounts that were entered and confirmed."""

    FUNDS = "FUNDS", "到位资金"
    SIGNED = "SIGNED", "签约金额"
    INCREASE = "INCREASE", "增资"
    LOAN = "LOAN", "引进贷款"
    GRANT = "GRANT", "争取补助"


class Case(models.TextChoices):
    """Which projects a line of a rule is for; those of one base lie on one axis."""

    ANY = "ANY", "不限"
    LEADING = "LEADING", "主导产业"
    OTHER = "OTHER", "其他产业"
    OWN_SITE = "OWN_SITE", "供地自建"
    PLANT = "PLANT", "租购标准厂房"
    DOMESTIC = "DOMESTIC", "内资"
    FOREIGN = "FOREIGN", "外资"


class Method(models.TextChoices):
    FLAT = "FLAT", "分档全额"
    PROGRESSIVE = "PROGRESSIVE", "超额累进"


class Milestone(models.TextChoices):
    """From which verified date of a project a rule reckons its months."""

    SIGNED = "SIGNED", "签约"
    STARTED = "STARTED", "开工"
    COMPLETED = "COMPLETED", "竣工"
    PRODUCING = "PRODUCING", "投产"


class StatedKind(models.TextChoices):
    """Amounts that no fact of the ledger has; each is confirmed by somebody else before it counts."""

    LAND = "LAND", "土地价款"
    LOAN = "LOAN", "引进贷款"
    GRANT = "GRANT", "争取补助"


class ClaimState(models.TextChoices):
    APPLIED = "APPLIED", "待核定"
    CONFIRMED = "CONFIRMED", "已核定"
    REFUSED = "REFUSED", "未通过"
    WITHDRAWN = "WITHDRAWN", "已撤回"
    PAID = "PAID", "已兑付"
