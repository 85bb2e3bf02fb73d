"""The city's own rules for first reports: set from a day on, never rewritten."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.crediting import policies
from luodi.crediting.models import FirstReportRules
from luodi.crediting.rules import EXAMPLE_TERMS, FirstReportRefused, Terms
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.selectors import rules_in_force


def terms_on(city_id: int, day: date) -> Terms:
    """Return the rules in force on the day; the example, which says that it is one, until the city has set its own."""
    found = rules_in_force(FirstReportRules, city_id, day)
    if found is None:
        return EXAMPLE_TERMS
    return Terms(found.protection_months, found.report_every_days, found.extension_months, found.source)


def set_terms(terms: Terms, *, valid_from: date, actor: Account, at: datetime) -> FirstReportRules:
    """Set the rules from a day on; reports that stand keep the days that they were given.

    Raises: FirstReportRefused for a day gone by or without a source; NotAllowed for anybody but the centre.
    """
    policies.require_ruling(actor, actor.city_id)
    if not terms.source.strip():
        raise FirstReportRefused("请写明依据，如文件名和文号", field="source")
    if valid_from < day_of(at):
        raise FirstReportRefused("施行日期不能早于今天：已登记的首报不追溯", field="valid_from")
    if min(terms.protection_months, terms.report_every_days, terms.extension_months) < 1:
        raise FirstReportRefused("期限须至少为 1", field="protection_months")
    before = terms_on(actor.city_id, valid_from)
    with transaction.atomic():
        row = FirstReportRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            protection_months=terms.protection_months,
            report_every_days=terms.report_every_days,
            extension_months=terms.extension_months,
            source=terms.source.strip(),
            set_by=actor,
            set_at=at,
        )
        changes = {
            "保护期（月）": [before.protection_months, terms.protection_months],
            "进展报告间隔（天）": [before.report_every_days, terms.report_every_days],
            "每次延长上限（月）": [before.extension_months, terms.extension_months],
            "依据": [before.source, row.source],
            "施行日期": [None, valid_from.isoformat()],
        }
        note = audit.Note("设定首报规则", "first-report-rules", valid_from.isoformat(), "首报规则", changes)
        audit.record(note, actor=actor, at=at)
    return row
