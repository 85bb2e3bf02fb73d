"""When an import may enter the ledger, and when not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from luodi.importing.choices import ChangeMode, ImportState, RowClass, TwinMode
from luodi.kernel.findings import Refusal


class ImportRefused(Refusal):
    """An import that cannot be committed, or not in this way."""


class PreviewOutdated(ImportRefused):
    """The ledger, or the sheet's mapping, is no longer what the preview was made of."""


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """How an import is to be committed. ``seen`` names the preview that the clerk looked at; empty is a caller without.

    ``only_good`` leaves refused rows out, which otherwise stop everything.
    """

    seen: str = ""
    only_good: bool = False
    twins: TwinMode = TwinMode.SKIP
    twin_reason: str = ""
    changes: ChangeMode = ChangeMode.SKIP
    effective_on: date | None = None
    reason: str = ""


def check_state(state: str, failure: str) -> None:
    """Raises: ImportRefused unless the import still waits to be committed."""
    match state:
        case ImportState.COMMITTED:
            raise ImportRefused("这份表已经入账，没有重复登记")
        case ImportState.WITHDRAWN:
            raise ImportRefused("这份表入账后已撤回；要再次登记，请重新上传")
        case ImportState.FAILED:
            raise ImportRefused(f"这份表无法读取：{failure}")


def check_commitment(
    said: Commitment, counts: Mapping[str, int], *, digest: str, today: date, n_created_twins: int
) -> None:
    """Raises: PreviewOutdated; ImportRefused naming what still has to be decided."""
    if said.seen and said.seen != digest:
        raise PreviewOutdated("预览之后台账或核对结果有变化，已重新核对，请看过新的预览再提交")
    if counts[RowClass.REFUSED] and not said.only_good:
        raise ImportRefused(
            f"有 {counts[RowClass.REFUSED]:,} 行不能入账。请改好后重新上传，或选择只登记没有问题的行",
            field="only_good",
        )
    if said.changes != ChangeMode.SKIP and counts[RowClass.CHANGED]:
        _check_changes(said, today)
    if n_created_twins and not said.twin_reason.strip():
        raise ImportRefused("疑似重复的行仍要登记，须写明理由，由招商中心裁定", field="twin_reason")
    changed = counts[RowClass.CHANGED] if said.changes != ChangeMode.SKIP else 0
    if not counts[RowClass.NEW] + changed + n_created_twins:
        raise ImportRefused("没有可以登记的内容：没有新增，也没有选择要登记的变化")


def _check_changes(said: Commitment, today: date) -> None:
    if not said.reason.strip():
        raise ImportRefused("变更和更正须写明原因", field="reason")
    if said.changes == ChangeMode.CHANGE and said.effective_on is None:
        raise ImportRefused("请填写变更从哪一天起", field="effective_on")
    if said.effective_on is not None and said.effective_on > today:
        raise ImportRefused("生效日期不能晚于今天", field="effective_on")
