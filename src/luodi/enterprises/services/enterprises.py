"""Enter enterprises into the city's books."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from luodi import search
from luodi.audit import services as audit
from luodi.enterprises import numbering, rules
from luodi.enterprises.models import Enterprise, Profile
from luodi.enterprises.models.enterprise import SEARCH_INDEX
from luodi.enterprises.services.commands import NewEnterprise
from luodi.enterprises.services.writing import Act, document, search_text_of
from luodi.kernel.codes import CreditCodeRefused, parse_credit_code
from luodi.kernel.names import sound_key
from luodi.ledger import services as ledger
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Batch, Subject
from luodi.ledger.services import SubjectSpec
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.refdata import industries, regions

_CHUNK = 400


def add_enterprise(
    command: NewEnterprise, *, actor: Account, at: datetime, batch: Batch | None = None
) -> Enterprise:
    """Enter one enterprise; see ``add_enterprises``."""
    return add_enterprises([command], actor=actor, at=at, batch=batch)[0]


def add_enterprises(
    commands: Sequence[NewEnterprise], *, actor: Account, at: datetime, batch: Batch | None = None
) -> list[Enterprise]:
    """Enter enterprises; that changes no figure.

    Shape: in the order of the commands.    Raises: EnterpriseRefused for a blank name or a credit code that is
    entered already; CreditCodeRefused, UnknownOrigin, UnknownIndustry; NotAllowed.
    """
    rights.require(rights.reach_of(actor).writes, "您没有登记企业的权限")
    codes = [
        check_particulars(command.name, command.origin, command.industry, command.credit_code)
        for command in commands
    ]
    act = Act(actor, at, batch)
    with transaction.atomic():
        numbers = numbering.take(city_id=actor.city_id, prefix="E", year=day_of(at).year, n=len(commands))
        check_unknown([code for code in codes if code], actor.city_id)
        specs = [
            SubjectSpec(SubjectKind.ENTERPRISE, number, command.name.strip())
            for number, command in zip(numbers, commands, strict=True)
        ]
        subjects = ledger.add_subjects(specs, city_id=actor.city_id)
        rows = [
            _row(command, code, subject, act)
            for command, code, subject in zip(commands, codes, subjects, strict=True)
        ]
        Enterprise.objects.bulk_create(rows, batch_size=_CHUNK)
        search.put(SEARCH_INDEX, [document(row) for row in rows])
        act.keep([(row.pk, None, row.version) for row in rows])
        notes = [
            audit.Note(
                "登记企业", "enterprise", row.code, row.name, {"统一社会信用代码": [None, row.credit_code]}
            )
            for row in rows
        ]
        audit.record_all(notes, actor=actor, at=at)
    return rows


def entered_once(account: Account, once: str) -> Enterprise | None:
    """Return the firm that the account entered by a form that it has sent before."""
    known = (
        Profile.objects.filter(recorded_by=account, once=once).select_related("enterprise") if once else ()
    )
    return next((one.enterprise for one in known), None)


def enter_once(
    command: NewEnterprise, *, business: str = "", actor: Account, at: datetime, once: str
) -> tuple[Enterprise, bool]:
    """Enter one firm with what it does; sent again under the same ``once``, the same firm comes back.

    Shape: the firm, and whether it is new.    Raises: as ``add_enterprises``.
    """
    if (known := entered_once(actor, once)) is not None:
        return known, False
    try:
        with transaction.atomic():
            row = add_enterprise(command, actor=actor, at=at)
            Profile.objects.create(
                enterprise=row, business=business.strip(), recorded_by=actor, once=once or None
            )
    except IntegrityError:
        if (known := entered_once(actor, once)) is None:
            raise
        return known, False
    return row, True


def check_particulars(name: str, origin: str, industry: str, credit_code: str) -> str:
    """Return the credit code in its normal form.    Raises: EnterpriseRefused, UnknownOrigin, UnknownIndustry,
    CreditCodeRefused.
    """
    rules.check_name(name)
    if origin:
        regions.origin_name(origin)
    if industry:
        industries.industry(industry)
    try:
        return parse_credit_code(credit_code) if credit_code.strip() else ""
    except CreditCodeRefused as refusal:
        refusal.field = refusal.field or "credit_code"
        raise


def check_unknown(codes: Sequence[str], city_id: int, *, but: int | None = None) -> None:
    """Raises: EnterpriseRefused for a credit code that comes twice, or that another firm than ``but`` has."""
    if len(set(codes)) != len(codes):
        raise rules.EnterpriseRefused("同一统一社会信用代码出现了两次", field="credit_code")
    for start in range(0, len(codes), _CHUNK):
        known = Enterprise.objects.of(city_id).filter(credit_code__in=codes[start : start + _CHUNK])
        if (found := (known if but is None else known.exclude(pk=but)).first()) is not None:
            raise rules.EnterpriseRefused(
                f"统一社会信用代码 {found.credit_code} 已登记为“{found.name}”（{found.code}）",
                field="credit_code",
            )


def _row(command: NewEnterprise, credit_code: str, subject: Subject, act: Act) -> Enterprise:
    row = Enterprise(
        city_id=subject.city_id,
        code=subject.code,
        name=subject.label,
        credit_code=credit_code,
        origin=command.origin,
        industry=command.industry,
        group=command.group.strip(),
        parent=command.parent,
        subject=subject,
        created_at=act.at,
        created_by=act.actor,
        updated_at=act.at,
    )
    row.search_text = search_text_of(row)
    row.name_key = sound_key(row.name)
    return row
