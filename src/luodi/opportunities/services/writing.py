"""What every write has in common: the lock, the versions with their texts, and the state fact."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.opportunities import rules
from luodi.opportunities.choices import Language
from luodi.opportunities.models import Opportunity, OpportunityText, OpportunityVersion
from luodi.opportunities.rules import OpportunityRefused
from luodi.opportunities.services.commands import Particulars, Text
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require_writing
from luodi.refdata import industries

TARGET = SubjectKind.OPPORTUNITY
_CHUNK = 200


def lock(opportunity: Opportunity, *, actor: Account, expected: int | None) -> Opportunity:
    """Raises: NotAllowed outside the actor's units; EditedMeanwhile when it is not the expected version any more."""
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("subject", "unit")
    row = rows.get(pk=opportunity.pk)
    require_writing(reach_of(actor), row.unit)
    check_version(
        city_id=row.city_id, target_kind=TARGET, target_code=row.code, expected=expected, version=row.version
    )
    return row


def check_particulars(said: Particulars) -> None:
    """Raises: OpportunityRefused, UnknownIndustry for values that cannot be."""
    rules.check_name(said.name)
    rules.check_phone(said.phone.strip())
    if said.amount <= Yuan.ZERO:
        raise OpportunityRefused("投资规模须大于 0", field="amount")
    industries.industry(said.industry)


def texts_of(said: Particulars) -> dict[Language, Text]:
    """Return the texts that have a name, the Chinese one with the name and content that were said."""
    chinese = replace(
        said.texts.get(Language.ZH, Text()), name=said.name.strip(), content=said.summary.strip()
    )
    others = {language: text for language, text in said.texts.items() if language != Language.ZH}
    unnamed = [text for text in others.values() if any(asdict(text).values()) and not text.name.strip()]
    if unnamed:
        raise OpportunityRefused("填了英文内容，请同时填写英文名称", field="name_en")
    return {Language.ZH: chinese} | {key: text for key, text in others.items() if text.name.strip()}


def write_versions(
    rows: Sequence[tuple[OpportunityVersion, dict[Language, Text]]],
) -> list[OpportunityVersion]:
    """Append versions with their texts."""
    made = OpportunityVersion.objects.bulk_create([version for version, _ in rows], batch_size=_CHUNK)
    texts = [
        OpportunityText(version=version, language=language, **asdict(text))
        for version, (_, told) in zip(made, rows, strict=True)
        for language, text in told.items()
    ]
    OpportunityText.objects.bulk_create(texts, batch_size=_CHUNK)
    return made


def version_of(
    row: Opportunity, said: Particulars, number: int, on: date, reason: str, *, actor: Account, at: datetime
) -> OpportunityVersion:
    return OpportunityVersion(
        opportunity=row,
        number=number,
        year=row.edition,
        valid_from=on,
        amount_fen=said.amount.fen,
        industry=said.industry,
        area=said.area,
        mode=said.mode,
        phone=said.phone.strip(),
        reason=reason.strip(),
        made_at=at,
        made_by=actor,
    )


def state_fact(row: Opportunity, on: date) -> ledger.NewFact:
    """The state that holds from the day on, with what counts of the opportunity."""
    return ledger.NewFact(
        kind=FactKind.OPPORTUNITY_STATE,
        subject=row.subject,
        occurred=VagueDate.day(on),
        state=row.state,
        state_since=row.state_since,
        amount=Yuan(row.amount_fen),
        unit=row.unit,
        area=row.area,
        industry=row.industry,
        industrial=row.industrial,
    )
