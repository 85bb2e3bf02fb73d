"""Make fee rules and publish their versions; a version is data that is never rewritten."""

from datetime import date, datetime

from django.db import transaction

from luodi.agencies import feerules, rules
from luodi.agencies.feerules import FeeRuleRefused, FeeTerms
from luodi.agencies.models import FeeRule, FeeRuleVersion
from luodi.agencies.services.trail import require_centre
from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account


def make_rule(
    *, title: str, terms: FeeTerms, valid_from: date, source: str, actor: Account, at: datetime
) -> FeeRule:
    """Make a rule with its first version, which may have been in force for years.

    Raises: FeeRuleRefused for terms that contradict themselves, or a title that is taken; NotAllowed for anybody but
    the centre.
    """
    require_centre(actor)
    name = rules.check_text(title, "名称", field="title", refusal=FeeRuleRefused)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="FE", year=day_of(at).year, n=1)
        if FeeRule.objects.filter(city_id=actor.city_id, title=name).exists():
            raise FeeRuleRefused("已有同名的办法，请在它下面发布新版本", field="title")
        rule = FeeRule.objects.create(
            city_id=actor.city_id, code=code, title=name, created_at=at, created_by=actor
        )
        _publish(rule, terms, valid_from, source, actor, at)
    return rule


def publish_version(
    *, rule: FeeRule, terms: FeeTerms, valid_from: date, source: str, actor: Account, at: datetime
) -> FeeRuleVersion:
    """Publish the next version; introductions filed before ``valid_from`` keep the version of their day.

    Raises: FeeRuleRefused for a day gone by or before the version before; NotAllowed for anybody but the centre.
    """
    require_centre(actor)
    with transaction.atomic():
        row = FeeRule.objects.select_for_update().get(pk=rule.pk, city_id=actor.city_id)
        if valid_from < day_of(at):
            raise FeeRuleRefused("施行日期不能早于今天：已备案的引荐不追溯", field="valid_from")
        last = row.versions.last()
        if last is not None and valid_from <= last.valid_from:
            raise FeeRuleRefused(f"施行日期须晚于上一版（{last.valid_from.isoformat()}）", field="valid_from")
        return _publish(row, terms, valid_from, source, actor, at)


def _publish(
    rule: FeeRule, terms: FeeTerms, valid_from: date, source: str, actor: Account, at: datetime
) -> FeeRuleVersion:
    feerules.check(terms)
    said = rules.check_text(source, "依据，如文件名和文号", field="source", refusal=FeeRuleRefused)
    row = FeeRuleVersion.objects.create(
        rule=rule,
        number=rule.versions.count() + 1,
        valid_from=valid_from,
        source=said,
        content=feerules.content_of(terms),
        set_by=actor,
        set_at=at,
    )
    lines = "；".join(f"{band.base.label} {band.case.label} {band.rate.show()}" for band in terms.bands)
    changes = {"版次": [None, row.number], "施行日期": [None, valid_from.isoformat()], "标准": [None, lines]}
    audit.record(audit.Note("发布奖励办法", "fee-rule", rule.code, rule.title, changes), actor=actor, at=at)
    return row
