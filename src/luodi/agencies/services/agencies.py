"""Register agencies and private introducers, and give and end their mandates."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi import search
from luodi.agencies import rules
from luodi.agencies.choices import AgencyKind
from luodi.agencies.models import Agency, FeeRule, Mandate
from luodi.agencies.rules import AgencyRefused
from luodi.agencies.services.trail import AGENCY, record, require_centre, require_writer
from luodi.enterprises import numbering
from luodi.kernel.codes import parse_credit_code
from luodi.kernel.phones import normal_phone
from luodi.ledger import services as ledger
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Subject
from luodi.ledger.services import SubjectSpec
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit
from luodi.refdata import regions


@dataclass(frozen=True, kw_only=True)
class NewAgency:
    kind: AgencyKind
    name: str
    unit: Unit
    credit_code: str = ""
    place: str = ""
    contact: str = ""
    phone: str = ""
    is_public_staff: bool = False
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class NewMandate:
    signed_on: date
    since: date
    scope: str
    rule: FeeRule
    until: date | None = None
    agreement_no: str = ""


def add_agency(new: NewAgency, *, actor: Account, at: datetime, once: str = "") -> Agency:
    """Register an agency; what is sent twice under one ``once`` is entered once.

    Raises: AgencyRefused, CreditCodeRefused, UnknownOrigin; NotAllowed.
    """
    require_writer(actor, new.unit)
    values = _checked(new)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="AG", year=day_of(at).year, n=1)
        known = once and Agency.objects.filter(city_id=actor.city_id, once=once).first()
        if known:
            transaction.set_rollback(True)
            return known
        _check_alone(values, actor.city_id)
        row = Agency(
            city_id=actor.city_id, code=code, once=once or None, created_at=at, created_by=actor, **values
        )
        row.search_text = _found_by(row)
        row.save(force_insert=True)
        ledger.add_subjects([SubjectSpec(SubjectKind.AGENCY, code, _public(row))], city_id=row.city_id)
        record("登记委托机构", row, {"名称": [None, row.name]}, actor=actor, at=at)
    return row


def change_agency(
    *, agency: Agency, new: NewAgency, actor: Account, at: datetime, expected_version: int | None = None
) -> Agency:
    """Let the agency be as told.    Raises: AgencyRefused, CreditCodeRefused; NotAllowed, EditedMeanwhile."""
    values = _checked(new)
    with transaction.atomic():
        row = _lock(agency)
        require_writer(actor, row.unit, new.unit)
        check_version(
            city_id=row.city_id,
            target_kind=AGENCY,
            target_code=row.code,
            expected=expected_version,
            version=row.version,
        )
        _check_alone(values, row.city_id, but=row.pk)
        differ = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not differ:
            raise AgencyRefused("没有改动，不需要保存")
        changes = {_label(name): _said(row, name, value) for name, value in differ.items()}
        for name, value in differ.items():
            setattr(row, name, value)
        row.search_text = _found_by(row)
        row.version += 1
        row.save(update_fields=[*differ, "search_text", "version"])
        ledger.relabel(subject=subject_of(row), label=_public(row))
        changes["version"] = [row.version - 1, row.version]
        record("修改委托机构", row, changes, actor=actor, at=at)
    return row


def give_mandate(*, agency: Agency, new: NewMandate, actor: Account, at: datetime) -> Mandate:
    """Record an agreement; a second one may not overlap the first.

    Raises: AgencyRefused for a term that cannot be, is signed in the future or overlaps; NotAllowed but for the centre.
    """
    require_centre(actor)
    scope = rules.check_text(new.scope, "委托范围", field="scope")
    rules.check_term(new.since, new.until, signed_on=new.signed_on)
    if new.signed_on > day_of(at):
        raise AgencyRefused("签订日期不能晚于今天", field="signed_on")
    with transaction.atomic():
        row = _lock(agency)
        if row.city_id != actor.city_id or new.rule.city_id != row.city_id:
            raise AgencyRefused("只能选择本市的机构和奖励办法")
        for held in row.mandates.all():
            _check_apart(held, new)
        mandate = Mandate.objects.create(
            agency=row,
            agreement_no=new.agreement_no.strip(),
            signed_on=new.signed_on,
            since=new.since,
            until=new.until,
            scope=scope,
            rule=new.rule,
            at=at,
            by=actor,
        )
        term = f"{new.since.isoformat()} 至 {new.until.isoformat() if new.until else '长期'}"
        record(
            "签订委托协议",
            row,
            {"委托期": [None, term], "奖励办法": [None, new.rule.title]},
            actor=actor,
            at=at,
        )
    return mandate


def end_mandate(*, mandate: Mandate, on: date, reason: str, actor: Account, at: datetime) -> Mandate:
    """End a mandate from a day on; introductions filed before stay.

    Raises: AgencyRefused outside its term or when it has ended; NotAllowed for anybody but the centre.
    """
    require_centre(actor)
    said = rules.check_text(reason, "终止原因", field="reason")
    with transaction.atomic():
        agency = _lock(mandate.agency)
        row = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if row.ended_on is not None or (row.until is not None and on > row.until):
            raise AgencyRefused("这项委托已经结束", field="on")
        if not row.since <= on <= day_of(at):
            raise AgencyRefused(f"终止日期须在 {row.since.isoformat()} 和今天之间", field="on")
        row.ended_on, row.ended_why = on, said[:400]
        row.save(update_fields=["ended_on", "ended_why"])
        record(
            "终止委托", agency, {"终止日期": [None, on.isoformat()], "原因": [None, said]}, actor=actor, at=at
        )
    return row


def show_agency_phone(*, agency: Agency, actor: Account, at: datetime) -> str:
    """Return the telephone number in full, or nothing; each view is in the trail.

    Raises: NotAllowed unless the actor writes for the unit that keeps in touch.
    """
    reach = rights.reach_of(actor)
    seen = agency.city_id == reach.city_id and rights.may_write(reach, agency.unit_id)
    rights.require(seen, f"联系电话只有{agency.unit.short_name}和服务中心可以查看全号")
    if agency.phone:
        record("查看联系电话", agency, {}, actor=actor, at=at)
    return agency.phone


def subject_of(agency: Agency) -> Subject:
    """Return what leads point to when the agency brought them."""
    return Subject.objects.get(city_id=agency.city_id, kind=SubjectKind.AGENCY, code=agency.code)


def _checked(new: NewAgency) -> dict[str, Any]:
    values: dict[str, Any] = {column.name: getattr(new, column.name) for column in fields(new)}
    for name in ("contact", "remark"):
        values[name] = values[name].strip()
    values["phone"] = normal_phone(values["phone"])
    values["name"] = rules.check_text(new.name, "名称", field="name")
    values["credit_code"] = parse_credit_code(new.credit_code) if new.credit_code.strip() else ""
    rules.check_kind(new.kind, credit_code=values["credit_code"], is_public_staff=new.is_public_staff)
    if new.place:
        regions.origin_name(new.place)
    return values


def _check_alone(values: dict[str, Any], city_id: int, *, but: int = 0) -> None:
    rows = Agency.objects.filter(city_id=city_id).exclude(pk=but)
    code = values["credit_code"]
    if code and (known := rows.filter(credit_code=code).first()):
        raise AgencyRefused(f"{known.name}已登记，编号 {known.code}", field="credit_code")
    same = rows.filter(name=values["name"], kind=values["kind"], phone=values["phone"])
    if not code and (known := same.first()):
        raise AgencyRefused(f"{known.name}已登记，编号 {known.code}", field="name")


def _check_apart(held: Mandate, new: NewMandate) -> None:
    last = min(day for day in (held.until or date.max, held.ended_on or date.max))
    if new.since <= last and held.since <= (new.until or date.max):
        raise AgencyRefused(f"与 {held.since.isoformat()} 开始的委托重叠，请先终止原协议", field="since")


def _lock(agency: Agency) -> Agency:
    return Agency.objects.select_for_update(of=("self",)).select_related("unit", "city").get(pk=agency.pk)


def _found_by(row: Agency) -> str:
    return search.search_text(row.name, codes=[row.code, row.credit_code])[:400]


def _public(row: Agency) -> str:
    """Return the name for the subject: people stand there by code alone."""
    return "" if row.kind == AgencyKind.PERSON else row.name


def _label(name: str) -> str:
    return str(getattr(Agency._meta.get_field(name), "verbose_name", name))


def _said(row: Agency, name: str, value: Any) -> list[Any]:
    if name == "phone":
        return ["原号码", "新号码"]
    return [one if isinstance(one, bool) else str(one) for one in (getattr(row, name), value)]
