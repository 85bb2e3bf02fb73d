"""The choices of opportunities, with the words that users see."""

from django.db import models


class OpportunityState(models.TextChoices):
    """What the state facts of an opportunity say: what is on offer or in talks is in the bank."""

    OPEN = "OPEN", "在库"
    TALKS = "TALKS", "对接洽谈"
    MATCHED = "MATCHED", "已对接落地"
    CLOSED = "CLOSED", "已出库"


IN_BANK = (OpportunityState.OPEN, OpportunityState.TALKS)


class PartnerMode(models.TextChoices):
    """How an investor may take part."""

    ANY = "ANY", "独资、合资、合作均可"
    SOLE = "SOLE", "独资"
    JOINT = "JOINT", "合资"
    COOPERATION = "COOPERATION", "合作"
    FRANCHISE = "FRANCHISE", "特许经营"
    TO_DISCUSS = "TO_DISCUSS", "面议"


class Language(models.TextChoices):
    """In which language an opportunity is described."""

    ZH = "zh", "中文"
    EN = "en", "英文"
