"""The city's own days for leads: set from a day on, never rewritten."""

from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.leads import policies, rules
from luodi.leads.models import LeadRules
from luodi.leads.rules import EXAMPLE_TERMS, Terms
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.selectors import rules_in_force


def terms_on(city_id: int, day: date) -> Terms:
    """Return the days in force; the example, which says that it is one, until the city has set its own."""
    found = rules_in_force(LeadRules, city_id, day)
    if found is None:
        return EXAMPLE_TERMS
    return Terms(
        found.reply_days, found.judge_days, found.feedback_days, found.report_every_days, found.source
    )


def set_terms(terms: Terms, *, valid_from: date, actor: Account, at: datetime) -> LeadRules:
    """Set the days from a day on; steps that are due keep the day that they were given.

    Raises: LeadRefused for a day gone by, days out of order or no source; NotAllowed for anybody but the centre.
    """
    policies.require_dispatching(actor, actor.city_id)
    rules.check_terms(terms, valid_from=valid_from, today=day_of(at))
    before = terms_on(actor.city_id, valid_from)
    with transaction.atomic():
        row = LeadRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            reply_days=terms.reply_days,
            judge_days=terms.judge_days,
            feedback_days=terms.feedback_days,
            report_every_days=terms.report_every_days,
            source=terms.source.strip(),
            set_by=actor,
            set_at=at,
        )
        changes = {
            "答复期限（工作日）": [before.reply_days, terms.reply_days],
            "研判期限（工作日）": [before.judge_days, terms.judge_days],
            "反馈期限（工作日）": [before.feedback_days, terms.feedback_days],
            "跟进报告间隔（天）": [before.report_every_days, terms.report_every_days],
            "依据": [before.source, row.source],
            "施行日期": [None, valid_from.isoformat()],
        }
        note = audit.Note("设定线索规则", "lead-rules", valid_from.isoformat(), "线索办理规则", changes)
        audit.record(note, actor=actor, at=at)
    return row
