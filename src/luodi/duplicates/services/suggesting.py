"""Somebody says that two firms are one, whatever the rules find."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from luodi.duplicates import rules
from luodi.duplicates.choices import Kind, Level
from luodi.duplicates.models import DuplicateCase
from luodi.duplicates.rules import Match
from luodi.duplicates.services.cases import Pair, open_cases
from luodi.duplicates.services.sides import enterprise_side
from luodi.enterprises.models import Enterprise
from luodi.organisation import policies as rights
from luodi.organisation.models import Account


def suggest_same_firm(
    *, one: Enterprise, other: Enterprise, reason: str, actor: Account, at: datetime
) -> DuplicateCase:
    """Open a case on the two firms, for the centre to rule on; or return the one that there is.

    Raises: CaseRefused for one and the same firm, for two different credit codes, or without a reason; NotAllowed.
    """
    rights.require(rights.reach_of(actor).writes, "您没有提出疑似重复的权限")
    if not reason.strip():
        raise rules.CaseRefused("请写明理由", field="reason")
    if one.pk == other.pk:
        raise rules.CaseRefused("这就是它自己，请填写另一家企业", field="other")
    left, right = enterprise_side(one), enterprise_side(other)
    codes = rules.valid_code(left.code), rules.valid_code(right.code)
    if all(codes) and codes[0] != codes[1]:
        raise rules.CaseRefused(
            f"两家的统一社会信用代码不同（{codes[0]}、{codes[1]}），是两家企业；代码有误的请先更正",
            field="other",
        )
    match = rules.judge_enterprises(left, right) or Match(Level.L4, ("由使用者提出",), ())
    pair = Pair(Kind.ENTERPRISE, one.pk, other.pk, match, reason)
    with transaction.atomic():
        opened = open_cases([pair], city=one.city, actor=actor, at=at)
    if opened:
        return opened[0]
    low, high = pair.ids
    return DuplicateCase.objects.get(Q(left_enterprise=low) & Q(right_enterprise=high))
