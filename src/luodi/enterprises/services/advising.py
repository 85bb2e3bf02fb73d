"""The life of an appointment: particulars corrected, a term renewed after a review, ended when it has run out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises import advising
from luodi.enterprises.advising import EXAMPLE_TERMS, Terms
from luodi.enterprises.choices import AdviserKind, AdviserState, TermKind
from luodi.enterprises.models import Adviser, AdviserTerm, AdvisingRules
from luodi.enterprises.rules import AdviserRefused
from luodi.enterprises.services.advisers import state_fact
from luodi.enterprises.services.writing import Act, note, require_writer
from luodi.kernel.phones import normal_phone
from luodi.ledger import services as ledger
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.organisation.selectors import rules_in_force
from luodi.refdata import regions

CHANGEABLE = {"title": "单位及职务", "field": "熟悉领域", "phone": "联系电话", "origin": "所在地"}


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """A further term; ``leads`` is what the term before brought, as the caller counted it from the leads."""

    until: date
    review: str
    leads: int
    letter_no: str = ""
    exception: str = ""


def terms_on(city_id: int, day: date) -> Terms:
    """Return the rules in force on the day; the example, which says that it is one, until the city has set its own."""
    found = rules_in_force(AdvisingRules, city_id, day)
    if found is None:
        return EXAMPLE_TERMS
    return Terms(found.adviser_months, found.envoy_months, found.leads_a_year, found.source)


def set_advising_rules(terms: Terms, *, valid_from: date, actor: Account, at: datetime) -> AdvisingRules:
    """Set the rules from a day on; letters that are out keep their term.

    Raises: AdviserRefused for a day gone by or without a source; NotAllowed for anybody but the centre.
    """
    rights.require_all_of_city(rights.reach_of(actor))
    if not terms.source.strip():
        raise AdviserRefused("请写明依据，如文件名和文号", field="source")
    if valid_from < day_of(at):
        raise AdviserRefused("施行日期不能早于今天：已发的聘书不追溯", field="valid_from")
    if min(terms.adviser_months, terms.envoy_months) < 1:
        raise AdviserRefused("聘期须至少 1 个月", field="envoy_months")
    before = terms_on(actor.city_id, valid_from)
    with transaction.atomic():
        row = AdvisingRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            adviser_months=terms.adviser_months,
            envoy_months=terms.envoy_months,
            leads_a_year=terms.leads_a_year,
            source=terms.source.strip(),
            set_by=actor,
            set_at=at,
        )
        changes = {
            "顾问聘期（月）": [before.adviser_months, terms.adviser_months],
            "大使聘期（月）": [before.envoy_months, terms.envoy_months],
            "大使每年线索": [before.leads_a_year, terms.leads_a_year],
            "依据": [before.source, row.source],
        }
        said = audit.Note(
            "设定顾问聘任规则", "advising-rules", valid_from.isoformat(), "顾问聘任规则", changes
        )
        audit.record(said, actor=actor, at=at)
    return row


def change_adviser(
    *, adviser: Adviser, changes: dict[str, str], actor: Account, at: datetime, expected_version: int | None
) -> Adviser:
    """Correct what is in no fact but the place, which stands on facts to come.

    Raises: AdviserRefused when nothing changes; UnknownOrigin; NotAllowed, EditedMeanwhile.
    """
    act = Act(actor, at)
    with transaction.atomic():
        row = _lock(act, adviser, actor, expected_version)
        told = {name: text.strip() for name, text in changes.items() if name in CHANGEABLE}
        if "phone" in told:
            told["phone"] = normal_phone(told["phone"])
        differ = {name: text for name, text in told.items() if getattr(row, name) != text}
        if not differ:
            raise AdviserRefused("没有改动，不需要保存")
        if differ.get("origin"):
            regions.origin_name(differ["origin"])
        hidden = {name: "已改" if name == "phone" else text for name, text in differ.items()}
        before = {name: "原号码" if name == "phone" else getattr(row, name) for name in differ}
        said = {CHANGEABLE[name]: [before[name], hidden[name]] for name in differ}
        line = note("修改顾问资料", row, said)
        for name, text in differ.items():
            setattr(row, name, text)
        act.write([row], list(differ))
        audit.record(line, actor=actor, at=at)
    return row


def renew_adviser(
    *,
    adviser: Adviser,
    renewal: Renewal,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Adviser:
    """Give a further term: without a gap while the appointment holds, from today once it has ended.

    Raises: AdviserRefused for a term too long, without a review, or for an envoy with too few leads and no reason;
    NotAllowed for anybody but the centre; EditedMeanwhile.
    """
    rights.require_all_of_city(rights.reach_of(actor))
    if not renewal.review.strip():
        raise AdviserRefused("续聘须写明考察意见", field="review")
    act, today = Act(actor, at), day_of(at)
    with transaction.atomic():
        row = _lock(act, adviser, actor, expected_version)
        is_ended = row.state == AdviserState.ENDED
        since = advising.renewed_from(until=row.until, is_ended=is_ended, today=today)
        terms = terms_on(row.city_id, today)
        advising.check_length(AdviserKind(row.kind), since, renewal.until, terms)
        due = due_of(row, terms)
        advising.check_renewal(brought=renewal.leads, due=due, exception=renewal.exception)
        said = {
            "聘期结束": [row.until.isoformat() if row.until else None, renewal.until.isoformat()],
            "考察意见": [None, renewal.review.strip()],
            "上一聘期线索": [due, renewal.leads],
        } | ({"续聘理由": [None, renewal.exception.strip()]} if renewal.exception.strip() else {})
        line = note("续聘顾问", row, said)
        row.state, row.until = AdviserState.ACTIVE, renewal.until
        act.write([row], ["state", "until"])
        _keep(row, since, renewal, actor, at)
        if is_ended:
            facts = [state_fact(row, AdviserState.ACTIVE, since)]
            ledger.post(city=actor.city, act="续聘顾问", actor=actor, at=at, facts=facts, notes=[line])
        else:
            audit.record(line, actor=actor, at=at)
    return row


def due_of(adviser: Adviser, terms: Terms) -> int:
    """Return how many leads the latest term of the adviser asks for."""
    latest = adviser.terms.last()
    since = latest.since if latest else adviser.since
    return advising.leads_due(adviser.kind, since, adviser.until, terms) if adviser.until else 0


def end_run_out(*, actor: Account, at: datetime) -> list[Adviser]:
    """End, in one entry, every appointment whose term ran out before today and was not renewed.

    Raises: NotAllowed for anybody but the centre.
    """
    rights.require_all_of_city(rights.reach_of(actor))
    act, today = Act(actor, at), day_of(at)
    with transaction.atomic():
        due = Adviser.objects.of(actor.city_id).run_out(today).values_list("pk", flat=True)
        locked = act.lock(Adviser, due).values()
        rows = [row for row in locked if row.state == AdviserState.ACTIVE and row.until and row.until < today]
        if not rows:
            return []
        notes = [note("聘期届满", row, {"聘期结束": [None, str(row.until)]}) for row in rows]
        for row in rows:
            row.state = AdviserState.ENDED
        act.write(rows, ["state"])
        ledger.post(
            city=actor.city,
            act="聘期届满",
            actor=actor,
            at=at,
            facts=[state_fact(row, AdviserState.ENDED, _day_after(row)) for row in rows],
            notes=notes,
        )
    return rows


def show_adviser_phone(*, adviser: Adviser, actor: Account, at: datetime) -> str:
    """Return the telephone number in full, or nothing; each view is in the trail.

    Raises: NotAllowed unless the actor writes for the unit that keeps in touch.
    """
    reach = rights.reach_of(actor)
    seen = adviser.city_id == reach.city_id and rights.may_write(reach, adviser.unit_id)
    rights.require(seen, f"联系电话只有{adviser.unit.short_name}和服务中心可以查看全号")
    if adviser.phone:
        audit.record(audit.Note("查看联系电话", "adviser", adviser.code, adviser.name), actor=actor, at=at)
    return adviser.phone


def _keep(row: Adviser, since: date, renewal: Renewal, actor: Account, at: datetime) -> None:
    AdviserTerm.objects.create(
        adviser=row,
        kind=TermKind.RENEWED,
        since=since,
        until=renewal.until,
        letter_no=renewal.letter_no.strip(),
        leads=renewal.leads,
        review=(renewal.review.strip() + _because(renewal.exception))[:400],
        at=at,
        by=actor,
    )


def _because(exception: str) -> str:
    return f"（{exception.strip()}）" if exception.strip() else ""


def _day_after(row: Adviser) -> date:
    assert row.until is not None
    return row.until + timedelta(days=1)


def _lock(act: Act, adviser: Adviser, actor: Account, expected: int | None) -> Adviser:
    row = act.lock(Adviser, [adviser.pk])[adviser.pk]
    if row.is_void:
        raise AdviserRefused(f"{row.code} 的登记已撤回")
    require_writer(actor, [row.unit])
    check_version(
        city_id=row.city_id,
        target_kind="adviser",
        target_code=row.code,
        expected=expected,
        version=row.version,
    )
    return row
