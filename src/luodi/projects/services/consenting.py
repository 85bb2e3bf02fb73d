"""Who has a say when a project goes to another unit or is shared otherwise: each unit whose part changes."""

from collections.abc import Mapping

from luodi.ledger.services import Share
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of
from luodi.projects import rules
from luodi.projects.choices import Field

_WHOLE = 10_000


def require_say(actor: Account, wanted: Mapping[Field, object], present: Mapping[Field, object]) -> None:
    """Let nobody give, take or hand over what is another unit's; the centre decides for every unit.

    Raises: ChangeRefused naming the units that have to agree first.
    """
    named = [field for field in (Field.UNIT, Field.SHARES) if field in wanted]
    writes_in = reach_of(actor).writes_in if named else None
    if writes_in is None:
        return
    before, after = _parts(present), _parts({**present, **wanted})
    touched = {unit for unit in before | after if before.get(unit) != after.get(unit)}
    if Field.UNIT in wanted:
        touched |= {_responsible(present), _responsible({**present, **wanted})}
    if others := sorted((unit for unit in touched if unit.pk not in writes_in), key=lambda unit: unit.pk):
        names = "、".join(f"“{unit.short_name}”" for unit in others)
        raise rules.ChangeRefused(
            f"须{names}同意：请在项目的“分成与移交”页提出，各方同意或中心裁定后生效",
            field=named[0].value,
        )


def _responsible(values: Mapping[Field, object]) -> Unit:
    unit = values[Field.UNIT]
    assert isinstance(unit, Unit)
    return unit


def _parts(values: Mapping[Field, object]) -> dict[Unit, int]:
    """Return each unit's part in basis points; a project of one unit is all its own."""
    shares = values[Field.SHARES]
    told = [one for one in shares if isinstance(one, Share)] if isinstance(shares, tuple) else []
    return {one.unit: one.basis_points for one in told} or {_responsible(values): _WHOLE}
