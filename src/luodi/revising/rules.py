"""What bulk corrections accept, and who has to approve them."""

from luodi.kernel.findings import Refusal
from luodi.projects.choices import Field
from luodi.revising.choices import BulkKind, BulkState

APPROVAL_ABOVE = 20
"""Until the city sets its own number."""
MOST = 500
"""More projects at once are a new import's business: an act holds the city's ledger while it lasts."""
CHANGEABLE = (
    Field.UNIT, Field.AREA, Field.ORIGIN, Field.INDUSTRY, Field.TOTAL, Field.INVESTOR_NAME, Field.STATUS, Field.SPONSOR,
)  # fmt: skip
CORRECTABLE = (
    Field.UNIT, Field.AREA, Field.ORIGIN, Field.INDUSTRY, Field.TOTAL, Field.INVESTOR_NAME, Field.CHANNEL,
    Field.SIGNED_ON, Field.STARTED_ON, Field.PRODUCING_ON,
)  # fmt: skip
FIELDS = {BulkKind.CHANGE: CHANGEABLE, BulkKind.CORRECTION: CORRECTABLE}


class BulkRefused(Refusal):
    """A bulk correction that cannot be asked for, approved or undone."""


def check_asked(kind: BulkKind, field: Field, *, n_rows: int, reason: str, has_day: bool) -> None:
    """Raises: BulkRefused for a field that cannot be set alike, no reason, no project or too many."""
    if field not in FIELDS[kind]:
        raise BulkRefused(f"“{field.label}”不能成批{kind.label}，请逐个办理或用模板导入", field="field")
    if not reason.strip():
        raise BulkRefused(f"成批{kind.label}须写明原因", field="reason")
    if kind == BulkKind.CHANGE and not has_day:
        raise BulkRefused("变更须写明生效日期", field="effective_on")
    if n_rows == 0:
        raise BulkRefused("没有选中任何可以修改的项目", field="code")
    if n_rows > MOST:
        raise BulkRefused(f"一次最多修改 {MOST} 个项目，现选 {n_rows} 个，请缩小范围", field="code")


def needs_approval(*, n_rows: int, approval_above: int, needs_verifier: bool) -> bool:
    """Whether a second person has to approve: above the set number, or when verified facts would move."""
    return needs_verifier or n_rows > approval_above


def check_state(state: str, wanted: BulkState, act: str) -> None:
    """Raises: BulkRefused when the act does not fit the state."""
    if state != wanted:
        raise BulkRefused(f"这项成批修改的状态是“{BulkState(state).label}”，不能{act}，请刷新")
